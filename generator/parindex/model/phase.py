"""Which phase a campaign is in at a moment, by its own dates.

Days are days in Vietnam, which has one zone and no summer time; a phase that ends on a day ends when that day is over.
"""

from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from parindex.model.roster import Cycle, is_date

VIETNAM = timezone(timedelta(hours=7))


class Phase(StrEnum):
    """The phases of a campaign, in their order."""

    PLANNED = "planned"
    SELF_SCORING = "self-scoring"
    FIRST_APPRAISAL = "first-appraisal"
    EXPLANATION = "explanation"
    SECOND_APPRAISAL = "second-appraisal"
    CONCLUDING = "concluding"
    DECIDED = "decided"


ENDS = {
    Phase.SELF_SCORING: "self-scoring-ends",
    Phase.FIRST_APPRAISAL: "first-appraisal-ends",
    Phase.EXPLANATION: "explanation-ends",
    Phase.SECOND_APPRAISAL: "second-appraisal-ends",
}
"""The date of `cycle.yaml` that ends each phase. A phase without a date is left out of the campaign."""

DATES = ("open", *ENDS.values(), "decided")
"""All dates of a campaign in `cycle.yaml`, in their order."""


def day_of(moment: datetime) -> str:
    """The day (ISO) in Vietnam on which a moment falls."""
    return moment.astimezone(VIETNAM).date().isoformat()


def phase_of(cycle: Cycle, moment: datetime) -> Phase:
    """The phase at a moment. A cycle without dates that end anything stays in self-scoring until it is decided."""
    if cycle.decided:
        return Phase.DECIDED
    today = day_of(moment)
    if today < cycle.dates.get("open", ""):
        return Phase.PLANNED
    ends = {phase: cycle.dates[key] for phase, key in ENDS.items() if is_date(cycle.dates.get(key, ""))}
    if not ends:
        return Phase.SELF_SCORING
    return next((phase for phase, last in ends.items() if today <= last), Phase.CONCLUDING)


def days_left(last: str, moment: datetime) -> int:
    """Days from a moment to the end of a day (ISO): 0 on the day itself, negative after it."""
    return (date.fromisoformat(last) - date.fromisoformat(day_of(moment))).days
