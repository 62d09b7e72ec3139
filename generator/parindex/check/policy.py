"""Whether a change is allowed: which kind of files it touches, who made it, and which phase the campaign is in.

Everything is judged by the base: its roster, its councils, its dates. What the changed files say is another question,
answered by `check.conduct` for what may only be told from their contents, and by the ordinary checks for the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parindex.model.change import Change, PathClass, PlaceOfPath, place_of
from parindex.model.evidence import LOCK_FILE
from parindex.model.finding import Finding, error, notice
from parindex.model.names import ENGLISH
from parindex.model.phase import ENDS, Phase, day_of, phase_of
from parindex.model.roster import Council, Cycle, CycleKind, Person, Programme, Role, Unit

OF_ONE_UNIT = frozenset({PathClass.FILING, PathClass.EXPLANATION, PathClass.APPEAL})
"""Kinds that a unit files: one change holds one unit's."""

_UNTIL_DECIDED = frozenset(Phase) - {Phase.DECIDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the base says of rights and dates; `approved` are the unit folders whose filing is approved there."""

    programmes: Mapping[str, Programme] = field(default_factory=dict)
    cycles: Mapping[tuple[str, str], Cycle] = field(default_factory=dict)
    maintainers: tuple[Person, ...] = ()
    approved: frozenset[str] = frozenset()

    def cycle(self, place: PlaceOfPath) -> Cycle | None:
        """The cycle that a path lies in, as the base has it."""
        return self.cycles.get((place.programme, place.cycle))

    def unit(self, place: PlaceOfPath) -> Unit | None:
        """The unit that a path belongs to, as the base's roster has it."""
        programme = self.programmes.get(place.programme)
        return programme.units.get(place.unit) if programme else None

    def people(self) -> Iterator[Person]:
        """Everybody whom the base names."""
        yield from self.maintainers
        for programme in self.programmes.values():
            yield from (*programme.office, *programme.editors)
            for unit in programme.units.values():
                yield from hands_of(unit)
        for cycle in self.cycles.values():
            for council in cycle.councils:
                yield from council.members


def hands_of(unit: Unit) -> tuple[Person, ...]:
    """Who may file for a unit: its head and its officers."""
    return (*([unit.head] if unit.head else []), *unit.officers)


def is_among(actor: str, people: Iterable[Person]) -> bool:
    """Whether a login belongs to one of these people; forges do not tell capitals apart."""
    # Only ASCII: letters of other scripts that fold to an ASCII one belong to nobody here.
    wanted = actor.lower() if actor.isascii() else ""
    return any(person.login.lower() == wanted for person in people if person.login and person.login.isascii())


def councils_for(cycle: Cycle, unit: Unit) -> tuple[Council, ...]:
    """The councils that may appraise a unit."""
    return tuple(
        council
        for council in cycle.councils
        if (not council.groups or unit.group in council.groups) and (not council.units or unit.id in council.units)
    )


def check_change(changes: Sequence[Change], actor: str | None, moment: datetime, base: Base) -> list[Finding]:
    """Findings on the change as a whole; `actor` None leaves the questions of who unasked and says so."""
    places = {change.path: _judged(change.path, base) for change in changes}
    findings = [*_one_kind(changes, places), *_stale(changes)]
    if actor is None:
        findings += [notice("actor-not-told", changes[0].path, (), 1, 1)] if changes else []
    elif changes and not is_among(actor, base.people()):
        findings.append(error("actor-unknown", changes[0].path, (), 1, 1, actor=actor))
    else:
        for change in changes:
            findings += _who(change.path, places[change.path], actor, base)
    for change in changes:
        findings += _when(change, places[change.path], moment, base)
    return findings


def _judged(path: str, base: Base) -> PlaceOfPath:
    """After the decision a unit's files can only be corrected together with an erratum, by the same hands."""
    place = place_of(path)
    cycle = base.cycle(place)
    if place.unit and cycle is not None and cycle.decided and not path.endswith("/" + LOCK_FILE):
        return PlaceOfPath(kind=PathClass.DECISION, programme=place.programme, cycle=place.cycle, unit=place.unit)
    return place


def _one_kind(changes: Sequence[Change], places: Mapping[str, PlaceOfPath]) -> Iterator[Finding]:
    first: dict[PathClass, str] = {}
    units: dict[tuple[str, str, str], str] = {}
    for change in changes:
        place = places[change.path]
        first.setdefault(place.kind, change.path)
        if place.kind in OF_ONE_UNIT:
            units.setdefault((place.programme, place.cycle, place.unit), change.path)
    for kind in list(first)[1:]:
        kept = next(iter(first))
        yield error("change-mixed", first[kind], (), 1, 1, kind=f"class-{kind}", other=f"class-{kept}")
    for path in list(units.values())[1:]:
        one, another = next(iter(units))[2], path.split("/")[3]
        yield error("change-many-units", path, (), 1, 1, unit=another, other=one)


def _stale(changes: Sequence[Change]) -> Iterator[Finding]:
    return (error("change-stale", change.path, (), 1, 1) for change in changes if change.stale)


def _who(path: str, place: PlaceOfPath, actor: str, base: Base) -> Iterator[Finding]:
    """Whether the actor has this kind of file in hand."""
    programme, cycle, unit = base.programmes.get(place.programme), base.cycle(place), base.unit(place)
    office = programme.office if programme else ()
    kind = place.kind
    allowed: tuple[Person, ...] = ()
    if kind is PathClass.PLATFORM or (programme is None and kind is not PathClass.CRITERIA):
        allowed = base.maintainers
    elif kind is PathClass.CRITERIA:
        allowed = _editors(place.regulation, base)
    elif kind in OF_ONE_UNIT and unit is not None:
        allowed = hands_of(unit)
        if not is_among(actor, allowed) and is_among(actor, office):
            yield notice("filed-on-behalf", path, (), 1, 1, actor=actor, unit=unit.name)
            return
    elif kind in (PathClass.APPRAISAL, PathClass.RULING) and unit is not None and cycle is not None:
        allowed = tuple(member for council in councils_for(cycle, unit) for member in council.members)
        if _works_at(actor, unit, base):
            yield error("own-unit-appraised", path, (), 1, 1, actor=actor, unit=unit.name)
            return
    elif kind is PathClass.MINUTES and cycle is not None:
        led = (member for council in cycle.councils for member in council.members if member.role is not Role.MEMBER)
        allowed = (*office, *led)
    elif kind in (PathClass.CAMPAIGN, PathClass.DECISION, PathClass.ROSTER):
        allowed = office
    if not is_among(actor, allowed):
        who = ", ".join(dict.fromkeys(person.name for person in allowed if person.login)) or "class-nobody"
        yield error("actor-not-allowed", path, (), 1, 1, actor=actor, kind=f"class-{place_of(path).kind}", who=who)


def _works_at(actor: str, unit: Unit, base: Base) -> bool:
    """Whether any row of the base places a login in a unit: not only the row by which it acts."""
    placed = (person for person in base.people() if person.unit == unit.id)
    return is_among(actor, (*placed, *hands_of(unit)))


def _editors(regulation: str, base: Base) -> tuple[Person, ...]:
    """Who may change a set of criteria: the editors of the programmes that use it; a new one, any editor."""
    using = {programme for (programme, _), cycle in base.cycles.items() if cycle.regulation == regulation}
    wanted = [base.programmes[name] for name in sorted(using)] or list(base.programmes.values())
    return (*base.maintainers, *(person for programme in wanted for person in programme.editors))


def _when(change: Change, place: PlaceOfPath, moment: datetime, base: Base) -> Iterator[Finding]:
    """Whether the campaign's phase lets this kind of file change now."""
    path = change.path
    if place.kind is PathClass.CRITERIA and path != f"criteria/{place.regulation}/{ENGLISH}":
        yield from _frozen(path, place.regulation, moment, base)
    cycle = base.cycle(place)
    if cycle is None:
        if place.unit:
            yield error("cycle-not-there", path, (), 1, 1, cycle=place.cycle)
        return
    if cycle.kind is not CycleKind.CAMPAIGN or path.endswith("/" + LOCK_FILE):
        return
    phase = phase_of(cycle, moment)
    if place.kind is PathClass.FILING:
        yield from _filing(path, place, cycle, phase, moment, base)
        return
    if phase is Phase.DECIDED and (place.kind is not PathClass.DECISION or path.endswith("/decision.yaml")):
        yield error("cycle-decided", path, (), 1, 1, number=cycle.decision.number if cycle.decision else "")
        return
    open_in = _open_in(path, place.kind, cycle)
    if phase not in open_in:
        yield _closed(path, place, phase, open_in, cycle)


def _open_in(path: str, kind: PathClass, cycle: Cycle) -> frozenset[Phase]:
    """The phases in which a kind of file may change; a campaign without dates keeps all of them open."""
    dated = {phase for phase, key in ENDS.items() if cycle.dates.get(key)}
    after = frozenset({Phase.CONCLUDING})
    if path.endswith("/errata.yaml"):
        return frozenset({Phase.DECIDED})
    if kind is PathClass.DECISION and not path.endswith("/decision.yaml"):
        return frozenset({Phase.DECIDED})
    if not dated:
        return _UNTIL_DECIDED
    if kind is PathClass.EXPLANATION:
        rounds = {Phase.FIRST_APPRAISAL, Phase.SECOND_APPRAISAL, Phase.CONCLUDING}
        return frozenset({Phase.EXPLANATION} if Phase.EXPLANATION in dated else rounds)
    if kind is PathClass.APPRAISAL:
        return frozenset({Phase.FIRST_APPRAISAL, Phase.SECOND_APPRAISAL, Phase.CONCLUDING})
    if kind in (PathClass.APPEAL, PathClass.RULING, PathClass.DECISION):
        return after
    if kind is PathClass.MINUTES:
        return _UNTIL_DECIDED - {Phase.PLANNED, Phase.SELF_SCORING}
    return _UNTIL_DECIDED


def _filing(
    path: str, place: PlaceOfPath, cycle: Cycle, phase: Phase, moment: datetime, base: Base
) -> Iterator[Finding]:
    """A filing is open until the unit's own last day, and again while it is reopened; an approved one is locked."""
    today = day_of(moment)
    reopened = cycle.reopening(place.unit)
    if reopened is not None and today <= reopened.until:
        return
    if f"{cycle.folder}/{place.unit}" in base.approved:
        yield error("filing-locked", path, (), 1, 1)
        return
    extended = cycle.extension(place.unit)
    if phase is not Phase.SELF_SCORING and not (
        phase is not Phase.PLANNED and extended is not None and today <= extended.until
    ):
        yield _closed(path, place, phase, frozenset({Phase.SELF_SCORING}), cycle)


def _closed(path: str, place: PlaceOfPath, phase: Phase, open_in: frozenset[Phase], cycle: Cycle) -> Finding:
    order = [entry for entry in Phase if entry in open_in]
    last = next((cycle.dates[ENDS[entry]] for entry in reversed(order) if cycle.dates.get(ENDS.get(entry, ""))), "–")
    return error(
        "phase-closed",
        path,
        (),
        1,
        1,
        kind=f"class-{place.kind}",
        phase=f"phase-{phase}",
        wanted=f"phase-{order[0]}",
        last=last,
    )


def _frozen(path: str, regulation: str, moment: datetime, base: Base) -> Iterator[Finding]:
    """Criteria stay as they are once a campaign that uses them has opened (threat 10)."""
    for cycle in base.cycles.values():
        if cycle.regulation == regulation and phase_of(cycle, moment) is not Phase.PLANNED:
            yield error("criteria-frozen", path, (), 1, 1, regulation=regulation, cycle=f"{cycle.programme}/{cycle.id}")
            return
