"""`results.json`: all that is known of the results of a cycle, as a value and piece by piece."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parindex import __version__
from parindex.model.points import exact_text
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, Outcome, Sum, Total, UnitResult
from parindex.render.opendata.jsontext import json_text, members
from parindex.render.opendata.tables import index_shown
from parindex.render.urls import unit_page
from parindex.render.waiting import Text, text_of

# How deep the parts of `results.json` stand in it.
_IN_FILE, _IN_UNITS, _IN_UNIT, _IN_LEAVES, _IN_LEAF, _IN_LIST = ("\n" + " " * depth for depth in range(1, 7))
_OUTCOME_FORM = {"state": "%s", "points": "%s", "max": "%s"}
_LEAF_FORM = json_text(
    {
        "code": "%s",
        "max": "%s",
        "claimed": _OUTCOME_FORM,
        "official": _OUTCOME_FORM,
        "evidence": "list",
        "decisions": "list",
    },
    _IN_LEAF,
).replace('"list"', "%s")


def results_json(cycle: CycleResult) -> dict[str, Any]:
    """The canonical results of one cycle."""
    units = [result.unclaimed() if cycle.imported else result for result in cycle.units]
    return {**_head(cycle), "units": [_unit(cycle, result) for result in units]}


def _head(cycle: CycleResult) -> dict[str, Any]:
    regulation = cycle.regulation
    decision = cycle.cycle.decision
    return {
        "$schema": "../../schemas/results.schema.json",
        "version": 1,
        "engine": __version__,
        "programme": cycle.programme.id,
        "name": cycle.programme.name,
        "sample": cycle.programme.sample,
        "cycle": cycle.cycle.id,
        "title": cycle.cycle.title,
        "regulation": regulation.id if regulation else None,
        "criteria_sha256": regulation.sha256 if regulation else None,
        "decision": {"number": decision.number, "date": decision.date, "issuer": decision.issuer} if decision else None,
    }


def _unit(cycle: CycleResult, result: UnitResult) -> dict[str, Any]:
    return {**_place(cycle, result), **_points(result), "leaves": [_leaf(leaf) for leaf in result.leaves]}


def _place(cycle: CycleResult, result: UnitResult) -> dict[str, Any]:
    """Who a unit is and where it stands among the others."""
    return {
        "unit": result.unit.id,
        "name": result.unit.name,
        "group": result.unit.group,
        "page": unit_page(*cycle.key, result.unit.id),
        "standing": result.standing.value,
        "rank": result.rank,
        "tied": result.tied,
        "index": index_shown(cycle, result),
        "class": result.grade.label if result.grade else None,
        "late_days": result.late_days,
    }


def _points(result: UnitResult) -> dict[str, Any]:
    """Its totals and what moved them."""
    return {
        "claimed": _total(result.claimed, claimed=True),
        "official": _total(result.official, claimed=False),
        "adjustments": [
            {
                "kind": entry.kind,
                "item": entry.item.code,
                "raw": exact_text(entry.raw),
                "points": exact_text(entry.points),
            }
            for entry in result.adjustments
        ],
    }


def _sum(value: Sum) -> dict[str, str]:
    return {
        "points": exact_text(value.points),
        "max": exact_text(value.max_points),
        "full_max": exact_text(value.full_max),
    }


def _total(total: Total | None, *, claimed: bool) -> dict[str, Any] | None:
    if total is None:
        return None
    areas = {code: _sum(value) for code, value in total.areas.items()}
    if claimed:
        return {"points": exact_text(total.leaves.points), "max": exact_text(total.leaves.max_points), "areas": areas}
    return {
        "points": exact_text(total.points),
        "max": exact_text(total.max_points),
        "counted": exact_text(total.counted),
        "bonus": exact_text(total.bonus),
        "penalty": exact_text(total.penalty),
        "index": None if total.index is None else exact_text(total.index),
        "areas": areas,
        "blocks": {name: _sum(value) for name, value in total.blocks.items()},
    }


def _leaf(leaf: LeafResult) -> dict[str, Any]:
    return {
        "code": leaf.leaf.code,
        "max": exact_text(leaf.leaf.max_points),
        "claimed": _outcome(leaf.claimed),
        "official": _outcome(leaf.official),
        "evidence": [ref.id for ref in leaf.answer.evidence] if leaf.answer else [],
        "decisions": [stage for stage, _ in leaf.decisions],
    }


def _outcome(outcome: Outcome) -> dict[str, str]:
    return {"state": outcome.state.value, "points": exact_text(outcome.points), "max": exact_text(outcome.max_points)}


def results_pieces(cycle: CycleResult, units: Mapping[str, Text]) -> Iterator[bytes]:
    """What `json_bytes(results_json(cycle))` is, unit by unit: no country is held as a tree."""
    yield f'{{{_IN_FILE}{members(_head(cycle), _IN_FILE)},{_IN_FILE}"units": ['.encode()
    for number, result in enumerate(cycle.units):
        before = "," if number else ""
        yield f"{before}{_IN_UNITS}{{{_IN_UNIT}{members(_place(cycle, result), _IN_UNIT)},{_IN_UNIT}".encode()
        yield text_of(units[result.unit.id])
        yield f"{_IN_UNITS}}}".encode()
    yield f"{_IN_FILE if cycle.units else ''}]\n}}\n".encode()


def unit_text(result: UnitResult) -> bytes:
    """The last members of a unit's object, its points: what they say does not change with the other units."""
    return f'{members(_points(result), _IN_UNIT)},{_IN_UNIT}"leaves": {_leaves_text(result.leaves)}'.encode()


def _leaves_text(leaves: Sequence[LeafResult]) -> str:
    """What `json_text` makes of a list of `_leaf`; a country has hundreds of thousands of them."""
    made = [
        _LEAF_FORM
        % (
            leaf.leaf.code,
            exact_text(leaf.leaf.max_points),
            *_outcome(leaf.claimed).values(),
            *_outcome(leaf.official).values(),
            json_text([ref.id for ref in leaf.answer.evidence] if leaf.answer else [], _IN_LIST),
            json_text([stage for stage, _ in leaf.decisions], _IN_LIST),
        )
        for leaf in leaves
    ]
    return f"[{_IN_LEAVES}{(',' + _IN_LEAVES).join(made)}{_IN_UNIT}]" if made else "[]"
