"""Which stage of an appraisal is open, and which leaves it has to decide."""

from collections.abc import Iterable

from parindex.model import criteria as c
from parindex.model.filing import Appraisal
from parindex.model.regulation import Regulation, Stage, StageKind
from parindex.model.result import LeafResult, State


def decidable(leaf: c.Leaf) -> bool:
    """Whether an appraiser can decide anything on the leaf: not where a survey or another index gives the points."""
    return not isinstance(leaf.rule, c.Survey | c.Imported | c.RankChange)


def is_second(regulation: Regulation, stages: tuple[Stage, ...], stage: Stage) -> bool:
    """Whether the units explain themselves between an earlier appraisal stage and this one."""
    order = [entry.id for entry in regulation.stages]
    here = order.index(stage.id)
    first = next((order.index(entry.id) for entry in stages), here)
    return any(entry.kind is StageKind.EXPLANATION for entry in regulation.stages[first:here])


def open_stage(
    regulation: Regulation, criteria: c.CriteriaSet, appraisal: Appraisal | None, *, explained: bool
) -> Stage | None:
    """The stage in which decisions are to be entered next; None where all are concluded or the group has none.

    That is the last stage of the file while it waits for a decision, else the one after it. A stage waits while a block
    of it is empty, or while it neither accepts the rest nor has decided every leaf so far; the first round is over
    once the unit has explained itself.
    """
    stages = regulation.appraisal_stages(criteria.group)
    if appraisal is None or not appraisal.stages:
        return stages[0] if stages else None
    order = [stage.id for stage in stages]
    known = [entry for entry in appraisal.stages if entry.stage in order]
    if not known:
        return stages[0] if stages else None
    last = max(known, key=lambda entry: order.index(entry.stage))
    at = order.index(last.stage)
    after = stages[at + 1] if at + 1 < len(stages) else None
    if last.open:
        return stages[at]
    decided = {code for entry in known for code in entry.decisions}
    whole = last.rest_accepted or all(leaf.code in decided for leaf in criteria.leaves if decidable(leaf))
    explains = after is not None and is_second(regulation, stages, after)
    if whole or (explained and explains and not is_second(regulation, stages, stages[at])):
        return after
    return stages[at]


def to_decide(leaves: Iterable[LeafResult], flagged: set[str], *, first: bool, second: bool) -> list[LeafResult]:
    """The leaves that a stage has to decide, in the order given.

    The first stage decides all that can be decided. A second round decides what was flagged, and what silence cannot
    conclude: marks nobody has given yet and "not applicable" nobody has confirmed. A later stage without an explanation
    before it decides what is still open.
    """
    chosen = []
    for result in leaves:
        pending = result.official.state is State.PENDING
        named = not result.leaf.self_scored or bool(result.answer and result.answer.not_applicable)
        wanted = result.leaf.code in flagged or (pending and (named or not second))
        if decidable(result.leaf) and (first or wanted):
            chosen.append(result)
    return chosen
