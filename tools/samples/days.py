"""Days of a campaign: when a filing came in, when an appraiser sat."""

from datetime import date, timedelta

from samples.chance import draw
from samples.plan import CyclePlan, ProgrammePlan, UnitPlan


def at_work(day: date) -> bool:
    """Whether offices work on the day: neither a weekend nor New Year."""
    return day.weekday() < 5 and (day.month, day.day) != (1, 1)


def day_of(year: int, spelled: str) -> date:
    """`12-31` is a day of the year, `+01-08` one of the next."""
    return date.fromisoformat(f"{year + 1}-{spelled[1:]}" if spelled.startswith("+") else f"{year}-{spelled}")


def day_of_year(year: int, number: int) -> date:
    """The `number`-th day of a year, moved off Saturday and Sunday where that leaves it in the year."""
    day = date(year, 1, 1) + timedelta(days=number - 1)
    while day.weekday() > 4 and day > date(year, 1, 3):
        day -= timedelta(days=1)
    return day


def before(day: date) -> date:
    """The last working day before a day."""
    day -= timedelta(days=1)
    while not at_work(day):
        day -= timedelta(days=1)
    return day


def between(first: str, last: str, *key: object) -> date:
    """A working day from `first` to `last`, both included, where there is one."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [start + timedelta(days=step) for step in range((end - start).days + 1)]
    working = [day for day in days if at_work(day)] or days
    return draw("day", *key).choice(working)


def received(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan) -> date:
    """The day on which the unit's filing was received."""
    if unit.id in cycle.late:
        return date.fromisoformat(cycle.late[unit.id])
    end = date.fromisoformat(cycle.dates["self-scoring-ends"])
    return between((end - timedelta(days=4)).isoformat(), end.isoformat(), programme.id, cycle.year, unit.id)


def approved(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan) -> date:
    """The day on which the head signed: on the day of the receipt or before, after the last working day of the year."""
    day = received(programme, cycle, unit)
    for _ in range(draw("approval", programme.id, unit.id, cycle.year).randint(0, 1)):
        earlier = before(day)
        if earlier.year > cycle.year and before(earlier) >= date(cycle.year, 12, 31):
            day = earlier
    return day
