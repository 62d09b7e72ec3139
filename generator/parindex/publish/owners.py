"""Who is asked to look at which files on a forge: the text of `CODEOWNERS`, made from the rosters.

The file chooses reviewers and stops nobody; whether a change is allowed is judged by `parindex review`. In it the last
line that fits a path wins, so the lines go from the general to the specific. Lines without a reviewer are not written:
a forge would read them as "nobody", where the line above is meant.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parindex.model.roster import Council, Cycle, CycleKind, Person, Programme, Unit

LIMIT = 3_000_000
"""Bytes. A larger file is not read at all by GitHub, and then nobody is asked."""

HEAD = (
    "# Made by “parindex owners” from the rosters in submissions/; to change it, change a roster and run that again.\n"
    "# The last line that fits a path wins.\n"
)

_LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")

Owners = tuple[str, ...]
CouncilsFor = Callable[[Cycle, Unit], Sequence[Council]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitLines:
    """Who reviews the units of one open cycle: most of them alike, the others one by one.

    `above` are those whom a line further up asks already.
    """

    cycle: Cycle
    above: Owners
    most: Owners
    others: Mapping[str, Owners]

    def lines(self) -> Iterator[str]:
        if self.most != self.above:
            yield _line(f"/{self.cycle.folder}/*/*.yaml", self.most)
        for unit, owners in sorted(self.others.items()):
            yield _line(f"/{self.cycle.folder}/{unit}/", owners)

    @property
    def size(self) -> int:
        return sum(len(line.encode()) + 1 for line in self.lines())


def codeowners(
    programmes: Iterable[Programme],
    cycles: Iterable[Cycle],
    maintainers: Sequence[Person],
    councils_for: CouncilsFor,
    limit: int = LIMIT,
) -> str:
    """The file, at most `limit` bytes of it: where lines for single units would not fit, the office gets the cycle.

    People of sample programmes are fictional, and an account of that name may be a stranger's: they are left out.
    """
    everybody = sorted(programmes, key=lambda programme: programme.id)
    real = {programme.id: programme for programme in everybody if not programme.sample}
    known = sorted(cycles, key=lambda cycle: cycle.folder)
    platform = logins(maintainers)
    open_cycles = [
        _unit_lines(cycle, real[cycle.programme], platform, councils_for)
        for cycle in known
        if cycle.programme in real and cycle.kind is CycleKind.CAMPAIGN and not cycle.decided
    ]
    shared = [*([_line("*", platform)] if platform else []), *_criteria(real, known, platform)]
    offices = {name: logins(programme.office) for name, programme in real.items()}
    shared += [_line(f"/submissions/{name}/", office) for name, office in offices.items() if office]
    head = [*HEAD.splitlines(), *_left_out(everybody)]
    folded: list[str] = []
    while True:
        notes = [f"# Too many lines; left to the campaign's office: {name}" for name in sorted(folded)]
        lines = [*head, *notes, *shared]
        for entry in open_cycles:
            lines += entry.lines()
        text = "\n".join(lines) + "\n"
        if len(text.encode()) <= limit or not open_cycles:
            return text
        largest = max(open_cycles, key=lambda entry: entry.size)
        open_cycles.remove(largest)
        folded.append(largest.cycle.folder)


def logins(people: Iterable[Person]) -> Owners:
    """The accounts of people in order, each once; a text that no forge takes for an account names nobody."""
    named = sorted({person.login for person in people if _LOGIN.fullmatch(person.login)}, reverse=True)
    found = {login.casefold(): login for login in named}
    return tuple(found[key] for key in sorted(found))


def _line(pattern: str, owners: Owners) -> str:
    return " ".join([pattern, *(f"@{login}" for login in owners)])


def _left_out(programmes: Iterable[Programme]) -> Iterator[str]:
    samples = [programme.id for programme in programmes if programme.sample]
    if samples:
        yield "# Sample programmes are left out, their people are fictional: " + ", ".join(samples)


def _criteria(real: Mapping[str, Programme], cycles: Iterable[Cycle], platform: Owners) -> Iterator[str]:
    """New regulations go to every editor, one in use to the editors of the programmes that use it."""
    everyone = logins(person for programme in real.values() for person in programme.editors)
    if everyone:
        yield _line("/criteria/", everyone)
    using: dict[str, set[str]] = {}
    for cycle in cycles:
        if cycle.regulation:
            using.setdefault(cycle.regulation, set()).add(cycle.programme)
    for regulation, names in sorted(using.items()):
        people = (person for name in sorted(names & real.keys()) for person in real[name].editors)
        owners = logins(people) or platform
        if owners and owners != (everyone or platform):
            yield _line(f"/criteria/{regulation}/", owners)


def _unit_lines(cycle: Cycle, programme: Programme, platform: Owners, councils_for: CouncilsFor) -> _UnitLines:
    """Members look at what they may appraise, and nobody at the files of their own unit."""
    last = logins(programme.office) or platform
    owners = {}
    for unit in programme.units.values():
        if unit.existed_in(cycle.id):
            members = (member for council in councils_for(cycle, unit) for member in council.members)
            owners[unit.id] = logins(member for member in members if member.unit != unit.id) or last
    # Of two that are equally frequent, the one that sorts first: the file must not depend on any other order.
    most = min(Counter(owners.values()).items(), key=lambda pair: (-pair[1], pair[0]), default=((), 0))[0]
    others = {unit: mine for unit, mine in owners.items() if mine != most}
    return _UnitLines(cycle=cycle, above=last, most=most, others=others)
