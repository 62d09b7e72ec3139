"""Why an index and a rank moved: each part means what it says."""

from dataclasses import replace
from fractions import Fraction

from parindex.model import criteria as c
from parindex.model.analysis import Carried, Cause, Mark, Movement, NoMovement
from parindex.model.regulation import Regulation, TieRule
from parindex.model.result import UnitResult
from parindex.score.movement import Field, Sheet, field_of, movement
from parindex.score.rank import ranked
from support.law import F, criteria, leaf, regulation, result

SURVEY = c.Survey(question="q", answers=(), minimum_sample=1, missing=c.MissingSurvey.ZERO)
WHOLE = criteria(
    leaf("1.1", "40"),
    leaf("1.2", "30"),
    leaf("2.1", "10", c.CouncilMark()),
    leaf("3.1", "20", SURVEY, block="survey"),
)
LAW = regulation(WHOLE, reduce_within_block=False)


def sheet(*rows: tuple[str, str] | tuple[str, str, str], added: str = "0", law: Regulation = LAW) -> Sheet:
    """Marks as (claimed, official) or (claimed, official, applied maximum), in the order of the criteria."""
    leaves = law.sets["so"].leaves
    made = [
        Mark(claimed=F(row[0]), official=F(row[1]), maximum=F(row[2]) if len(row) == 3 else entry.max_points)
        for entry, row in zip(leaves, rows, strict=True)
    ]
    return Sheet(regulation=law, criteria=law.sets["so"], marks=made, added=F(added))


def index_of(made: Sheet) -> Fraction:
    return sum(made.worths.values(), Fraction(0)) + made.added * made.scale.of_bonus


def placed(made: Sheet, *others: str, index: str | None = None) -> tuple[list[UnitResult], UnitResult]:
    """The unit among others, with the index that its marks give (or the one it is held at)."""
    exact = index_of(made)
    mine = result("so-a", exact)
    assert mine.official is not None
    held = exact if index is None else F(index)
    mine = replace(mine, official=replace(mine.official, points=exact, max_points=F("100"), index=held))
    rows = ranked(made.regulation, [mine, *(result(f"o{number}", other) for number, other in enumerate(others))])
    return rows, next(row for row in rows if row.unit.id == "so-a")


def told(
    before: Sheet, after: Sheet, then: tuple[str, ...] = (), now: tuple[str, ...] = (), carried: Carried | None = None
) -> Movement:
    earlier, first = placed(before, *then)
    _, last = placed(after, *now)
    made = movement("2024", (first, last), (before, after), field_of(before.regulation, earlier), carried)
    assert isinstance(made, Movement)
    return made


def parts(made: Movement) -> dict[Cause, tuple[Fraction, int]]:
    return {part.cause: (part.index, part.places) for part in made.parts}


BEFORE = sheet(("30", "28"), ("20", "20"), ("0", "6"), ("0", "10"))


def test_better_facts_are_the_units_own_and_what_an_appraisal_cut_is_not() -> None:
    after = sheet(("38", "33"), ("20", "20"), ("0", "6"), ("0", "10"))
    made = told(BEFORE, after)
    assert parts(made) == {Cause.OWN: (F(8), 0), Cause.APPRAISAL: (F(-3), 0), Cause.OTHERS: (F(0), 0)}
    assert [(share.leaf.code, share.index) for share in made.parts[0].leaves] == [("1.1", F(8))]


def test_a_survey_is_given_and_a_mark_of_the_council_is_appraisal() -> None:
    after = sheet(("30", "28"), ("20", "20"), ("0", "9"), ("0", "14"))
    assert parts(told(BEFORE, after)) == {
        Cause.GIVEN: (F(4), 0),
        Cause.APPRAISAL: (F(3), 0),
        Cause.OTHERS: (F(0), 0),
    }


def test_what_cancels_out_is_shown_all_the_same() -> None:
    after = sheet(("35", "33"), ("15", "15"), ("0", "6"), ("0", "10"))
    made = told(BEFORE, after)
    own = made.parts[0]
    assert (own.cause, own.index, made.index) == (Cause.OWN, F(0), F(0))
    assert [(share.leaf.code, share.index) for share in own.leaves] == [("1.1", F(5)), ("1.2", F(-5))]


def test_a_criterion_that_no_longer_applies_is_a_part_of_its_own() -> None:
    after = sheet(("30", "28"), ("0", "0", "0"), ("0", "6"), ("0", "10"))
    made = told(BEFORE, after)
    # 64 of 100, then 44 of 100 by the old maximum, then 44 of 70.
    assert made.index_after == Fraction(4400, 70)
    assert parts(made)[Cause.OWN] == (F(-20), 0)
    assert parts(made)[Cause.BASIS] == (Fraction(4400, 70) - 44, 0)


def test_bonus_and_penalty_are_a_part_of_their_own() -> None:
    after = replace(BEFORE, added=F("-1.5"))
    assert parts(told(BEFORE, after))[Cause.ADJUSTMENTS] == (F("-1.5"), 0)


def test_an_index_held_at_a_hundred_says_so() -> None:
    full = sheet(("40", "40"), ("30", "30"), ("0", "10"), ("0", "18"))
    over = replace(full, added=F(5))
    earlier, first = placed(full)
    _, last = placed(over, index="100")
    made = movement("2024", (first, last), (full, over), field_of(LAW, earlier), None)
    assert isinstance(made, Movement)
    assert parts(made) == {Cause.ADJUSTMENTS: (F(5), 0), Cause.LIMIT: (F(-3), 0), Cause.OTHERS: (F(0), 0)}


def test_places_are_gained_against_last_times_field_and_the_rest_is_the_others() -> None:
    after = sheet(("38", "33"), ("20", "20"), ("0", "6"), ("0", "10"))
    # From 64 to 69: past 66 by itself; 68 and 65 have overtaken it meanwhile, and one of them has fallen back.
    made = told(BEFORE, after, ("66", "70", "50"), ("71", "72", "70"))
    assert (made.rank_before, made.rank_after) == (3, 4)
    assert {cause: places for cause, (_, places) in parts(made).items()} == {
        Cause.OWN: 2,
        Cause.APPRAISAL: -1,
        Cause.OTHERS: -2,
    }
    assert sum(part.places for part in made.parts) == made.places == -1


def test_who_stands_still_can_lose_places_to_others_alone() -> None:
    made = told(BEFORE, BEFORE, ("60", "50"), ("70", "80"))
    assert parts(made) == {Cause.OTHERS: (F(0), -2)}


def test_a_place_in_a_dense_ranking_leaves_nobody_out() -> None:
    law = replace(LAW, tie_rule=TieRule.DENSE)
    rows = ranked(law, [result(name, index) for name, index in (("a", "80"), ("b", "80"), ("c", "70"), ("d", "60"))])
    field = field_of(law, rows)
    assert [field.place(F(index), F("60")) for index in (90, 80, 75, 70, 60)] == [1, 1, 2, 2, 3]
    # The place of a unit that leaves its value behind and is alone with it there.
    assert field.place(F("50"), F("70")) == 3
    assert Field.place(field_of(LAW, rows), F("50"), F("70")) == 4


# ── other criteria ────────────────────────────────────────────────────────────────────────────────────────────────

LATER = regulation(
    criteria(
        leaf("1.1", "50"),
        leaf("1.2", "20"),
        leaf("2.1", "10", c.CouncilMark()),
        leaf("3.1", "20", SURVEY, block="survey"),
    ),
    reduce_within_block=False,
)


def test_last_times_facts_under_new_criteria_are_the_part_of_the_criteria() -> None:
    carried = Carried(marks=tuple(sheet(("37.5", "35"), ("13", "13"), ("0", "6"), ("0", "10"), law=LATER).marks))
    after = sheet(("40", "40"), ("13", "13"), ("0", "6"), ("0", "10"), law=LATER)
    made = told(BEFORE, after, carried=carried)
    assert parts(made) == {
        Cause.CRITERIA: (F(0), 0),
        Cause.OWN: (F("2.5"), 0),
        Cause.APPRAISAL: (F("2.5"), 0),
        Cause.OTHERS: (F(0), 0),
    }
    assert [(share.leaf.code, share.index) for share in made.parts[0].leaves] == [("1.1", F(7)), ("1.2", F(-7))]
    assert made.unmatched == 0


def test_what_a_new_criterion_brings_is_brought_by_the_criteria() -> None:
    marks = sheet(("37.5", "35"), ("13", "13"), ("0", "6"), ("0", "10"), law=LATER).marks
    after = sheet(("37.5", "35"), ("20", "20"), ("0", "6"), ("0", "10"), law=LATER)
    made = told(BEFORE, after, carried=Carried(marks=(marks[0], None, *marks[2:])))
    assert parts(made) == {Cause.CRITERIA: (F(7), 0), Cause.OTHERS: (F(0), 0)}
    assert made.unmatched == 1


def test_criteria_of_which_not_half_can_be_matched_are_not_split() -> None:
    after = sheet(("40", "40"), ("13", "13"), ("0", "6"), ("0", "10"), law=LATER)
    earlier, first = placed(BEFORE)
    _, last = placed(after)
    carried = Carried(marks=(None, *after.marks[1:]))
    assert movement("2024", (first, last), (BEFORE, after), field_of(LAW, earlier), carried) != NoMovement.CRITERIA
    carried = Carried(marks=(None, None, *after.marks[2:]))
    assert movement("2024", (first, last), (BEFORE, after), field_of(LAW, earlier), carried) == NoMovement.CRITERIA


def test_without_a_rank_at_both_ends_there_is_nothing_to_split() -> None:
    earlier, first = placed(BEFORE)
    unranked = replace(first, rank=None)
    told_by = movement("2024", (unranked, first), (BEFORE, BEFORE), field_of(LAW, earlier), None)
    assert told_by == NoMovement.NOT_RANKED_BEFORE
