"""What the appraisal did to what units claimed: which stage moved which criterion, and what was accepted in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.docket import RULING_STAGE
from parindex.model.points import exact_sum
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, LeafResult, Outcome, State, UnitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Points that a stage, or the answer to an objection, added to a claim (negative: took off).

    `place` is the leaf's number among those of the criteria, `stage` the id of the stage whose decision stands.
    """

    place: int
    stage: str
    points: Fraction


def moves_of(result: UnitResult) -> tuple[Move, ...]:
    """Every move on a unit's self-scored leaves; together they are what lies between its claim and its result.

    A later stage replaces what an earlier one decided, so the whole difference is its own. An answer to an objection is
    told apart from what stood before it. A unit without an official result has no moves.
    """
    if result.standing not in RANKED:
        return ()
    return tuple(move for place, leaf in enumerate(result.leaves) for move in _moves(place, leaf))


def _moves(place: int, leaf: LeafResult) -> Iterable[Move]:
    if not leaf.leaf.self_scored or not leaf.official.counts:
        return
    before = leaf.before_ruling
    settled = before if before is not None and before.counts else leaf.official
    stages = [
        stage
        for stage, made in leaf.decisions
        if stage != RULING_STAGE and (made.correct is not None or made.points is not None or not made.accept)
    ]
    for stage, points in (
        (stages[-1] if stages else "", settled.points - leaf.claimed.points),
        (RULING_STAGE, leaf.official.points - settled.points),
    ):
        if points:
            yield Move(place=place, stage=stage, points=points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What a stage did in a group: units and criteria moved, points taken off and added (both positive)."""

    stage: str
    council: str
    units: int
    leaves: int
    lowered: Fraction
    raised: Fraction


def movements(cycle: CycleResult, moves: Mapping[str, Sequence[Move]], units: Sequence[UnitResult]) -> list[Movement]:
    """What each stage and council did to the claims of `units`, in the order of the stages; answers come last."""
    found: dict[tuple[str, str], list[tuple[str, Move]]] = {}
    for result in units:
        for move in moves.get(result.unit.id, ()):
            found.setdefault((move.stage, _council(cycle, move.stage, result)), []).append((result.unit.id, move))
    order = [stage.id for stage in cycle.regulation.stages] if cycle.regulation else []
    return [
        Movement(
            stage=stage,
            council=council,
            units=len({unit for unit, _ in rows}),
            leaves=len(rows),
            lowered=exact_sum(-move.points for _, move in rows if move.points < 0),
            raised=exact_sum(move.points for _, move in rows if move.points > 0),
        )
        for (stage, council), rows in sorted(
            found.items(), key=lambda entry: (order.index(entry[0][0]) if entry[0][0] in order else 99, entry[0])
        )
    ]


def _council(cycle: CycleResult, stage: str, result: UnitResult) -> str:
    """The councils whose matter a stage of a unit was, by name; answers to objections are told of none."""
    if stage == RULING_STAGE:
        return ""
    return ", ".join(
        council.name
        for council in cycle.cycle.councils
        if (not council.stages or stage in council.stages)
        and (not council.groups or result.unit.group in council.groups)
        and (not council.units or result.unit.id in council.units)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Public documents that an appraisal accepted for full points: kind and title of each, and by leaf which of them.

    `cited[place]` holds places in `documents`, a byte each, so that a country's fit into memory.
    """

    documents: tuple[tuple[str, str], ...]
    cited: tuple[bytes, ...]


def proofs_of(result: UnitResult) -> Proofs | None:
    """The documents behind the leaves on which a unit claimed all points and kept them; None without an appraisal."""
    if result.standing not in RANKED or result.submission is None or result.appraisal is None:
        return None
    records = result.submission.evidence
    public = [key for key, record in records.items() if record.title and not record.restricted][:256]
    place = {key: number for number, key in enumerate(public)}
    cited = [
        bytes(place[ref.id] for ref in leaf.answer.evidence if ref.id in place)
        if leaf.answer is not None and _accepted(leaf.claimed, leaf.official)
        else b""
        for leaf in result.leaves
    ]
    used = sorted({number for places in cited for number in places})
    short = {number: at for at, number in enumerate(used)}
    return Proofs(
        documents=tuple((records[public[number]].kind, records[public[number]].title) for number in used),
        cited=tuple(bytes(short[number] for number in places) for places in cited),
    )


def _accepted(claimed: Outcome, official: Outcome) -> bool:
    """Whether a claim of all points stands."""
    return (
        official.state is State.SCORED
        and claimed.state is State.SCORED
        and official.max_points > 0
        and claimed.points == official.points == official.max_points
    )
