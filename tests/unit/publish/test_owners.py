"""CODEOWNERS: who is asked, in which order, and what happens when there are too many lines."""

import re
from collections.abc import Iterable

from parindex.check.policy import councils_for
from parindex.model.roster import Council, Cycle, CycleKind, Person, Programme, PublishingDecision, Unit
from parindex.publish.owners import HEAD, LIMIT, codeowners

DECISION = PublishingDecision(number="1/QĐ", date="2026-02-01", issuer="UBND")


def person(login: str, unit: str = "") -> Person:
    return Person(name="Nguyễn Văn Thử", login=login, unit=unit)


def programme(
    name: str = "tinh", units: Iterable[str] = ("so-a", "so-b", "xa-c"), *, sample: bool = False
) -> Programme:
    made = {unit: Unit(id=unit, name=unit, name_en=unit, group=unit.split("-")[0]) for unit in units}
    return Programme(
        id=name,
        name=name,
        name_en=name,
        index_name="",
        index_name_en="",
        authority="",
        sample=sample,
        notice="",
        units=made,
        cycles=("2025",),
        path="",
        office=(person("office"),),
        editors=(person("editor"),),
    )


def cycle(*councils: Council, decided: bool = False, name: str = "tinh", year: str = "2025") -> Cycle:
    return Cycle(
        programme=name,
        id=year,
        kind=CycleKind.CAMPAIGN,
        title="",
        title_en="",
        path="",
        regulation="luat",
        councils=councils,
        decision=DECISION if decided else None,
    )


def council(*members: Person, groups: tuple[str, ...] = (), units: tuple[str, ...] = ()) -> Council:
    return Council(id="hd", name="Hội đồng", members=members, groups=groups, units=units)


def lines(programmes: list[Programme], cycles: list[Cycle], limit: int = LIMIT) -> list[str]:
    text = codeowners(programmes, cycles, [person("keeper")], councils_for, limit)
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD).splitlines()


def asked(path: str, found: list[str]) -> set[str]:
    """Who is asked about a path: the last line that fits it."""
    for line in reversed([line for line in found if not line.startswith("#")]):
        pattern, *owners = line.split(" ")
        fits = re.escape(pattern.strip("/")).replace(r"\*", "[^/]*") + ("/.*" if pattern.endswith("/") else "")
        if pattern == "*" or re.fullmatch(fits, path):
            return set(owners)
    return set()


FILING = "submissions/tinh/2025/{}/self-assessment.yaml"


def test_lines_go_from_the_general_to_the_specific() -> None:
    members = [person("chair"), person("secretary")]
    assert lines([programme()], [cycle(council(*members))]) == [
        "* @keeper",
        "/criteria/ @editor",
        "/submissions/tinh/ @office",
        "/submissions/tinh/2025/*/*.yaml @chair @secretary",
    ]


def test_each_kind_of_file_is_looked_at_by_those_whose_it_is() -> None:
    found = lines([programme()], [cycle(council(person("chair")))])
    assert asked("generator/parindex/cli.py", found) == {"@keeper"}
    assert asked(".github/workflows/check.yml", found) == {"@keeper"}
    assert asked("submissions/maintainers.yaml", found) == {"@keeper"}
    assert asked("criteria/luat/so.yaml", found) == {"@editor"}
    assert asked("submissions/tinh/units.yaml", found) == {"@office"}
    assert asked("submissions/tinh/2025/cycle.yaml", found) == {"@office"}
    assert asked(FILING.format("so-a"), found) == {"@chair"}


def test_units_with_a_council_of_their_own_have_a_line_of_their_own() -> None:
    first = council(person("so-council"), groups=("so",))
    second = council(person("xa-council"), groups=("xa",))
    found = lines([programme()], [cycle(first, second)])
    assert found[-2:] == ["/submissions/tinh/2025/*/*.yaml @so-council", "/submissions/tinh/2025/xa-c/ @xa-council"]


def test_nobody_is_asked_about_the_files_of_their_own_unit() -> None:
    found = lines([programme()], [cycle(council(person("chair"), person("of-b", "so-b")))])
    assert asked(FILING.format("so-a"), found) == {"@chair", "@of-b"}
    assert asked(FILING.format("so-b"), found) == {"@chair"}


def test_a_unit_without_a_council_that_has_accounts_is_the_offices() -> None:
    found = lines([programme()], [cycle(council(person(""), groups=("so",)), council(person("x"), units=("xa-c",)))])
    assert asked(FILING.format("so-a"), found) == {"@office"}
    assert asked(FILING.format("xa-c"), found) == {"@x"}
    assert not [line for line in found if "@" not in line]


def test_a_decided_cycle_is_the_offices() -> None:
    found = lines([programme()], [cycle(council(person("chair")), decided=True)])
    assert asked(FILING.format("so-a"), found) == {"@office"}


def test_people_of_sample_programmes_are_not_named() -> None:
    sample = programme("mau", sample=True)
    found = lines([programme(), sample], [cycle(council(person("stranger")), name="mau")])
    assert "@stranger" not in "\n".join(found)
    assert found[0] == "# Sample programmes are left out, their people are fictional: mau"


def test_criteria_of_a_sample_are_not_the_real_editors() -> None:
    found = lines([programme(), programme("mau", sample=True)], [cycle(name="mau")])
    assert asked("criteria/luat/so.yaml", found) == {"@keeper"}
    assert asked("criteria/moi/so.yaml", found) == {"@editor"}


def test_a_text_that_is_no_account_writes_no_line_of_its_own() -> None:
    bad = [person("a b"), person("x\n* @evil"), person("#"), person("@at"), person("-dash")]
    found = lines([programme()], [cycle(council(*bad, person("good"), person("GOOD")))])
    assert found[-1] == "/submissions/tinh/2025/*/*.yaml @GOOD"


def test_the_order_of_people_programmes_and_cycles_changes_nothing() -> None:
    one = council(person("a"), person("b"), groups=("so",))
    other = council(person("b"), person("a"), person("c"), groups=("xa",))
    programmes, cycles = [programme(), programme("huyen")], [cycle(one, other), cycle(other, name="huyen")]
    assert lines(programmes, cycles) == lines(programmes[::-1], [cycle(other, one), cycles[1]][::-1])


def test_four_thousand_units_with_one_council_are_one_line() -> None:
    many = programme(units=[f"xa-{number}" for number in range(4000)])
    assert len(lines([many], [cycle(council(person("chair")))])) == 4


def test_what_would_not_be_read_for_its_size_is_left_to_the_office_largest_cycle_first() -> None:
    many = programme(units=[f"xa-{number}" for number in range(4000)])
    own = [
        council(*(person(f"member-{number}-{n}" + "x" * 30) for n in range(20)), units=(f"xa-{number}",))
        for number in range(4000)
    ]
    small = cycle(council(person("chair")), year="2024")
    text = codeowners(
        [many],
        [small, cycle(*own)],
        [person("keeper")],
        lambda c, u: [c.councils[int(u.id[3:])] if len(c.councils) > 1 else c.councils[0]],
    )
    assert len(text.encode()) <= LIMIT
    found = text.splitlines()
    assert "# Too many lines; left to the campaign's office: submissions/tinh/2025" in found
    assert asked(FILING.format("xa-7"), found) == {"@office"}
    assert asked(FILING.format("xa-7").replace("2025", "2024"), found) == {"@chair"}
