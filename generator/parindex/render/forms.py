"""The form in which a unit assesses itself, and the trial on a published unit's page: what their scripts are given.

Data go into scripts and not into files to be fetched, so that both work from a folder too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.filing import Facts
from parindex.model.points import exact_text
from parindex.model.regulation import StageKind
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, LeafResult, Outcome, UnitResult
from parindex.model.roster import CycleKind
from parindex.render import urls
from parindex.render.criteriadata import criteria_data
from parindex.render.scripts import as_json, as_script, assigned

# Labels that the scripts of these pages use: whole subjects, and single ones.
_SUBJECTS = ("form-", "trial-", "called-", "step-", "formula-", "wb-kind-", "wb-visibility-")
_WORKBOOK = ("wb-yes", "wb-no", "wb-date", "wb-documents-title", "wb-contributors-head")
_SINGLE = ("evidence", "evidence-title", "points-count", "index", "class", "rank", "rule-rest", *_WORKBOOK)


class ForgeKind(StrEnum):
    """Forges whose pages for new files are known."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """Where changes are proposed: the repository's address without a slash at the end, and the branch."""

    kind: ForgeKind
    repo: str
    branch: str


def form_sets(cycle: CycleResult) -> list[c.CriteriaSet]:
    """The criteria sets that units of an undecided cycle answer themselves."""
    regulation = cycle.regulation
    if regulation is None or cycle.cycle.kind is not CycleKind.CAMPAIGN or cycle.cycle.decided:
        return []
    stages = [stage for stage in regulation.stages if stage.kind is StageKind.SELF]
    groups = {result.unit.group for result in cycle.units}
    return [
        criteria
        for group, criteria in regulation.sets.items()
        if group in groups
        and criteria.self_scored
        and any(not stage.groups or group in stage.groups for stage in stages)
    ]


def form_page(cycle: CycleResult, criteria: c.CriteriaSet, forge: Forge | None) -> dict[str, Any]:
    """What one form is about: its cycle, the units that may be chosen, and where the file goes."""
    made = cycle.cycle
    deadline = made.dates.get("self-scoring-ends", "")
    units = [
        {
            "id": result.unit.id,
            "name": result.unit.name,
            **({"until": until} if (until := made.deadline(result.unit.id)) != deadline else {}),
            **({"filed": True} if result.standing.value != "not-filed" else {}),
        }
        for result in sorted(cycle.units, key=lambda result: result.unit.id)
        if result.unit.group == criteria.group
    ]
    return {
        "programme": cycle.programme.id,
        "cycle": made.id,
        "criteria": _key(criteria),
        "schema": f"../../../../schema/groups/{criteria.regulation}/{criteria.group}.self-assessment.schema.json",
        "sha256": cycle.regulation.sha256 if cycle.regulation else "",
        "folder": made.folder,
        "deadline": deadline,
        "sample": cycle.programme.sample,
        "units": units,
        "forge": None if forge is None else {"kind": forge.kind.value, "repo": forge.repo, "branch": forge.branch},
    }


def trial_of(result: UnitResult) -> bytes:
    """The leaves of a published unit for its trial: facts, and the outcome where others moved it."""
    if result.standing not in RANKED or result.index is None:
        return b""
    return as_json([_trial_leaf(leaf) for leaf in result.leaves]).encode()


def _trial_leaf(leaf: LeafResult) -> dict[str, Any]:
    corrected = next((decision.correct for _, decision in reversed(leaf.decisions) if decision.correct), None)
    facts = corrected or (leaf.answer.facts if leaf.answer else Facts())
    told = _facts(facts)
    if leaf.answer is not None and leaf.answer.not_applicable:
        told["not-applicable"] = "1"
    # What the unit declared is worked out again by the script; whatever else stands is given to it.
    stands = leaf.official is leaf.claimed or _figures(leaf.official) == _figures(leaf.claimed)
    same = stands and facts.items != () and corrected is None
    return told if same else {**told, "is": _figures(leaf.official)}


def _figures(outcome: Outcome) -> list[str]:
    return [outcome.state.value, exact_text(outcome.points), exact_text(outcome.max_points)]


def _facts(facts: Facts) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if facts.option is not None:
        told["option"] = facts.option
    if facts.items is not None:
        told["items"] = list(facts.items)
    amounts = (("done", facts.done), ("total", facts.total), ("excused", facts.excused), ("number", facts.number))
    told |= {key: exact_text(amount) for key, amount in amounts if amount is not None}
    if facts.figures is not None:
        told["figures"] = {name: exact_text(value) for name, value in facts.figures.items()}
    return told


def cycle_scripts(cycle: CycleResult, trials: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The scripts of a cycle's trials, one a group with published results; `trials` are the leaves by unit."""
    regulation = cycle.regulation
    for criteria in regulation.sets.values() if regulation else ():
        rows = [
            _trial_unit(result, trials[result.unit.id])
            for result in cycle.units
            if result.unit.group == criteria.group and trials.get(result.unit.id)
        ]
        if rows:
            name = urls.trial_name(cycle.programme.id, cycle.cycle.id, criteria.group)
            path = urls.trial_script(cycle.programme.id, cycle.cycle.id, criteria.group)
            units = ",\n".join(rows)
            value = f'{{"criteria":{as_json(_key(criteria))},"units":[\n{units}\n]}}'
            yield path, assigned("parindexTrials", name, value)


def _trial_unit(result: UnitResult, leaves: bytes) -> str:
    assert result.official is not None
    assert result.index is not None
    head = {
        "unit": result.unit.id,
        "rank": result.rank,
        "index": exact_text(result.index),
        "bonus": exact_text(result.official.bonus),
        "penalty": exact_text(result.official.penalty),
    }
    return f'{as_json(head)[:-1]},"leaves":{leaves.decode()}}}'


def common_scripts(cycles: Sequence[CycleResult], words: Words) -> Iterator[tuple[str, bytes]]:
    """The words of the scripts, and every criteria set that a form or a trial works with."""
    chosen = {key: text for key, text in words.t.items() if key.startswith(_SUBJECTS) or key in _SINGLE}
    yield urls.words_script(words.lang), f"window.parindexWords={as_script(chosen)};\n".encode()
    done: set[str] = set()
    for cycle in cycles:
        regulation = cycle.regulation
        for criteria in regulation.sets.values() if regulation else ():
            used = any(result.unit.group == criteria.group for result in cycle.units)
            if regulation is not None and used and _key(criteria) not in done:
                done.add(_key(criteria))
                data = as_script(criteria_data(regulation, criteria, words))
                yield (
                    urls.criteria_script(criteria.regulation, criteria.group, words.lang),
                    assigned("parindexCriteria", _key(criteria), data),
                )


def _key(criteria: c.CriteriaSet) -> str:
    return f"{criteria.regulation}/{criteria.group}"
