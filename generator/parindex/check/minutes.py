"""Minutes of councils: who was there, who stayed out, whether votes add up and carry, and whether all were held."""

from collections.abc import Iterable, Iterator, Mapping

from parindex.check.filing import check_date
from parindex.model.docket import Meeting
from parindex.model.finding import Finding, Place, Severity, error, warning
from parindex.model.result import UnitResult
from parindex.model.roster import Council, Cycle, Programme


def minutes_path(cycle: Cycle) -> str:
    """Where a cycle's minutes lie."""
    return f"{cycle.folder}/minutes.yaml"


def check_minutes(cycle: Cycle, programme: Programme) -> Iterator[Finding]:
    """Findings on every meeting of a cycle."""
    path = minutes_path(cycle)
    councils = {council.id: council for council in cycle.councils}
    seen: set[str] = set()
    for number, meeting in enumerate(cycle.meetings):
        place = ("meetings", str(number))
        if meeting.id in seen:
            yield error("id-twice", path, (*place, "id"), id=meeting.id)
        seen.add(meeting.id)
        yield from check_date(path, (*place, "date"), meeting.date)
        for key, units in (("recused", meeting.recused), ("votes", meeting.votes)):
            for unit in units:
                if unit not in programme.units:
                    yield error("unit-unknown", path, (*place, key, unit), id=unit)
        council = councils.get(meeting.council)
        if council is None:
            options = ", ".join(councils) or "–"
            yield error("council-unknown", path, (*place, "council"), id=meeting.council, options=options)
        else:
            yield from _people(path, place, meeting, council)
            yield from _votes(path, place, meeting, council, programme)
    yield from _not_carried(cycle, programme, councils)


def _people(path: str, place: Place, meeting: Meeting, council: Council) -> Iterator[Finding]:
    members = {member.name for member in council.members}
    lists: dict[Place, tuple[str, ...]] = {("present",): meeting.present}
    lists |= {("recused", unit): names for unit, names in meeting.recused.items()}
    for key, names in lists.items():
        for number, name in enumerate(names):
            here = (*place, *key, str(number))
            if name not in members:
                yield error("member-unknown", path, here, name=name, council=council.name)
            elif name in names[:number]:
                yield error("present-twice", path, here, name=name)


def _votes(path: str, place: Place, meeting: Meeting, council: Council, programme: Programme) -> Iterator[Finding]:
    for unit_id, vote in meeting.votes.items():
        here = (*place, "votes", unit_id)
        unit = programme.units.get(unit_id)
        label = {"unit": unit.name if unit else unit_id}
        voters = meeting.voters(unit_id)
        for member in council.members:
            if member.unit == unit_id and member.name in voters:
                yield error("vote-own-unit", path, here, **label, name=member.name)
        if vote.cast != len(voters):
            yield error("vote-count", path, here, **label, cast=str(vote.cast), voters=str(len(voters)))


def _not_carried(cycle: Cycle, programme: Programme, councils: Mapping[str, Council]) -> Iterator[Finding]:
    """The last vote on a unit that did not reach a majority of the council."""
    last = {
        unit: (number, meeting)
        for number, meeting in sorted(enumerate(cycle.meetings), key=lambda row: row[1].date)
        for unit in meeting.votes
    }
    for unit_id, (number, meeting) in last.items():
        council, vote, unit = councils.get(meeting.council), meeting.votes[unit_id], programme.units.get(unit_id)
        if council is not None and unit is not None and not vote.carried(len(council.members)):
            place = ("meetings", str(number), "votes", unit_id, "for")
            figures = {"for": str(vote.in_favour), "members": str(len(council.members))}
            yield warning("vote-not-carried", minutes_path(cycle), place, unit=unit.name, **figures)


def check_votes(cycle: Cycle, results: Iterable[UnitResult], problems: Iterable[Finding]) -> Iterator[Finding]:
    """With `votes: required`, the ranked units whose last vote up to the decision is missing or did not carry.

    `problems` are those found on the campaign's files: a meeting with an error in it counts for nothing.
    """
    if not cycle.votes_required or cycle.decision is None:
        return
    path = minutes_path(cycle)
    wrong = [found for found in problems if found.path == path and found.severity is Severity.ERROR]
    faulty = {found.place[1] if found.place[:1] == ("meetings",) else "" for found in wrong}
    members = {council.id: len(council.members) for council in cycle.councils}
    carried: dict[str, bool] = {}
    for number, meeting in sorted(enumerate(cycle.meetings), key=lambda row: row[1].date):
        if not faulty & {str(number), ""} and meeting.date <= cycle.decision.date:
            carried |= {unit: vote.carried(members[meeting.council]) for unit, vote in meeting.votes.items()}
    for result in results:
        if result.rank is not None and not carried.get(result.unit.id, False):
            yield error("vote-missing", f"{cycle.folder}/decision.yaml", (), unit=result.unit.name)
