"""What may not alter any more: an opened campaign's frame, a decided one's roster and results, others' accounts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Protocol

from parindex.check.policy import Base, hands_of
from parindex.model.docket import Erratum
from parindex.model.finding import Finding, error
from parindex.model.phase import Phase, phase_of
from parindex.model.points import exact_text, round_to
from parindex.model.regulation import RoundingPolicy
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.roster import Cycle, Person, Programme


class Version(Protocol):
    """One version of a unit's files with its result."""

    @property
    def result(self) -> UnitResult | None:
        """What came of it."""
        ...


def check_cycle_kept(before: Cycle, after: Cycle, moment: datetime) -> Iterator[Finding]:
    """Once a campaign is open, by which criteria and from when it runs, and who may see what, stay as they were."""
    if phase_of(before, moment) is Phase.PLANNED:
        return
    for key, one, other in (
        ("dates.open", before.dates.get("open", ""), after.dates.get("open", "")),
        ("regulation", before.regulation, after.regulation),
        ("criteria-sha256", before.criteria_sha256 or after.criteria_sha256, after.criteria_sha256),
        ("disclosure", str(before.closed_until_decision), str(after.closed_until_decision)),
    ):
        if one != other:
            yield error("cycle-frozen", before.path, tuple(key.split(".")), key=key)


def check_roster_kept(before: Programme, after: Programme, decided: Iterable[Cycle]) -> Iterator[Finding]:
    """A decided cycle keeps its units and their groups: its ranks were made among them."""
    path = after.path.replace("programme.yaml", "units.yaml")
    for cycle in decided:
        was = {unit.id: unit.group for unit in before.units.values() if unit.existed_in(cycle.id)}
        now = {unit.id: unit.group for unit in after.units.values() if unit.existed_in(cycle.id)}
        for unit in sorted(was.keys() | now.keys()):
            if was.get(unit) != now.get(unit):
                yield error("roster-of-decided", path, (), 1, 1, unit=unit, cycle=cycle.id)


def check_logins(programme: str, base: Base, head: Base) -> Iterator[Finding]:
    """New rows of a programme name nobody who acts for the platform or another programme; a maintainer may do that."""
    people = [*base.maintainers, *(row for name in base.programmes if name != programme for row in _of(name, base))]
    others = {person.login.lower() for person in people if person.login}
    known = set(_of(programme, base))
    for person in _of(programme, head):
        if person.login.lower() in others and person not in known:
            path = f"submissions/{programme}/units.yaml"
            yield error("login-elsewhere", path, (), 1, 1, login=person.login, name=person.name)


def _of(programme: str, base: Base) -> Iterator[Person]:
    held = base.programmes[programme]
    yield from (*held.office, *held.editors)
    for unit in held.units.values():
        yield from (*hands_of(unit), *unit.signers)
    for (name, _), cycle in base.cycles.items():
        if name == programme:
            for council in cycle.councils:
                yield from council.members


def check_errata_told(
    before: Cycle,
    after: CycleResult | None,
    pairs: Sequence[tuple[str, Version, Version]],
    touched: Mapping[str, str],
    rounding: RoundingPolicy,
    holds: Callable[[str], bool],
) -> Iterator[Finding]:
    """After the decision nothing moves but what a new erratum says, from what stood to what stands.

    `touched` gives a changed file of each unit that has one; `holds` tells whether the base's history has the commit at
    which the old value stood.
    """
    had = {row.id for row in before.errata}
    path = f"{before.folder}/errata.yaml"
    rows = [row for row in (after.cycle.errata if after else ()) if row.id not in had]
    for row in rows:
        if not holds(row.version):
            yield error("erratum-version", path, (), 1, 1, id=row.id, version=row.version)
    for unit, one, other in pairs:
        mine = [row for row in rows if row.unit == unit]
        if unit in touched and not mine:
            yield error("erratum-missing", touched[unit], (), 1, 1)
            continue
        yield from _scope(unit, mine, one, other, before, rounding)


def _scope(
    unit: str, rows: Sequence[Erratum], one: Version, other: Version, cycle: Cycle, rounding: RoundingPolicy
) -> Iterator[Finding]:
    told = {row.code: row for row in rows}
    old, new = _points(one.result), _points(other.result)
    path = f"{cycle.folder}/errata.yaml"
    for code in sorted(old.keys() | new.keys()):
        moved = code and old.get(code) != new.get(code)
        if moved and code not in told and "" not in told:
            figures = {"before": _text(old.get(code), rounding), "after": _text(new.get(code), rounding)}
            yield error("erratum-scope", path, (), 1, 1, unit=unit, code=code, **figures)
    for code, row in told.items():
        stood = old.get(code)
        if stood is not None and row.old not in (stood, round_to(stood, rounding.decimals, rounding.mode)):
            yield error(
                "erratum-old", path, (), 1, 1, id=row.id, typed=exact_text(row.old), computed=_text(stood, rounding)
            )


def _points(result: UnitResult | None) -> dict[str, Fraction]:
    """Official points by leaf, the total under an empty code."""
    if result is None or result.official is None:
        return {}
    leaves = {entry.leaf.code: entry.official.points for entry in result.leaves if entry.official.counts}
    return {"": result.official.points, **leaves}


def _text(points: Fraction | None, rounding: RoundingPolicy) -> str:
    return "–" if points is None else exact_text(round_to(points, rounding.decimals, rounding.mode))
