"""How far each unit of a cycle has come on its way to a result: the board of an undecided cycle.

A unit that has not filed is at a step of its own, never at zero points. Nothing here depends on today.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from parindex.model.result import Standing, UnitResult


class Step(StrEnum):
    """The steps of a unit in a cycle, in their order."""

    NOT_FILED = "not-filed"
    INVALID = "invalid"
    DRAFT = "draft"
    APPROVED = "approved"
    APPRAISAL = "appraisal"
    EXPLAINING = "explaining"
    WAITING = "waiting"
    DONE = "done"


_STEPS = {
    Standing.NOT_FILED: Step.NOT_FILED,
    Standing.INVALID: Step.INVALID,
    Standing.DRAFT: Step.DRAFT,
    Standing.FILED: Step.APPROVED,
    Standing.WITHHELD: Step.APPRAISAL,
    Standing.INCOMPLETE: Step.WAITING,
}

_HIDDEN_UNTIL_DECIDED = (Step.EXPLAINING, Step.DONE)
_EXCEPTIONS = (Step.INVALID, Step.WAITING)


def step_of(result: UnitResult) -> Step:
    """Where a unit is. The result must still hold its appraisal, if that may be shown.

    Before the decision of a closed cycle the appraisal is one step: whether it asked for an explanation is part of it.
    """
    if result.standing is not Standing.IN_APPRAISAL:
        return _STEPS.get(result.standing, Step.DONE)
    asked = result.appraisal.flagged if result.appraisal else ()
    replies = result.explanation.replies if result.explanation else {}
    return Step.EXPLAINING if any(code not in replies for code in asked) else Step.APPRAISAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """How many units of a group are at each step; steps that cannot be known or that nobody should be at are left out.

    `closed` says that the steps of the appraisal are told after the decision only.
    """

    counts: tuple[tuple[Step, int], ...]
    size: int
    closed: bool


def board_of(steps: Iterable[Step], *, disclosed: bool) -> Board:
    """The board of the units at these steps."""
    counted = Counter(steps)
    shown = [
        step
        for step in Step
        if counted[step] or (step not in _EXCEPTIONS and (disclosed or step not in _HIDDEN_UNTIL_DECIDED))
    ]
    return Board(counts=tuple((step, counted[step]) for step in shown), size=counted.total(), closed=not disclosed)
