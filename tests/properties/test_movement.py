"""Why a rank moved: whatever two cycles hold, the parts add up to the change of index and rank, to the last digit."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from parindex.model import criteria as c
from parindex.model.analysis import Carried, Cause, Mark, Movement, NoMovement, marks, packed_marks
from parindex.model.points import apportioned, round_to
from parindex.model.regulation import Adjustments, Regulation, RoundingPolicy, TieRule
from parindex.model.result import LeafResult, Standing, Total, UnitResult
from parindex.model.roster import Unit
from parindex.score.movement import Sheet, field_of, movement, scale_in
from parindex.score.rank import ranked
from parindex.score.total import official_total
from support.law import criteria, leaf, outcome, regulation, result

shares = st.fractions(min_value=0, max_value=1, max_denominator=12)
maxima = st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(10)])
added = st.sampled_from([Fraction(0), Fraction(2), Fraction(-3, 2), Fraction(60)])
RULES: tuple[c.Rule | None, ...] = (
    None,
    None,
    c.CouncilMark(),
    c.Survey(question="q", answers=(), minimum_sample=1, missing=c.MissingSurvey.ZERO),
)


@st.composite
def sets(draw: st.DrawFn, prefix: str = "1") -> c.CriteriaSet:
    return criteria(
        *(
            leaf(f"{prefix}.{number}", draw(maxima), draw(st.sampled_from(RULES)), block=draw(st.sampled_from(BLOCKS)))
            for number in range(draw(st.integers(1, 5)))
        )
    )


BLOCKS = ["results", "survey"]


@st.composite
def filled(draw: st.DrawFn, law: Regulation, whole: c.CriteriaSet) -> tuple[Sheet, UnitResult]:
    """A unit as some appraisal may have left it, with the roll-up of the engine."""
    rows = []
    for entry in whole.leaves:
        applied = entry.max_points if draw(st.integers(0, 3)) else Fraction(0)
        official = outcome(applied * draw(shares), applied)
        claimed = outcome(entry.max_points * draw(shares), entry.max_points)
        rows.append(LeafResult(leaf=entry, answer=None, claimed=claimed, official=official))
    more = draw(added)
    total = official_total(law, whole, rows, ())
    assume(total.max_points)
    total = _with_bonus(law, total, more)
    sheet = Sheet(regulation=law, criteria=whole, marks=marks(packed_marks(rows)), added=more)
    unit = result("u", total.index).unit
    # What a roll-up knows of the worth of points is what the marks say.
    assert scale_in(law, total).of_bonus == sheet.scale.of_bonus
    assert all(scale_in(law, total).worth(entry) == sheet.scale.worth(entry) for entry in whole.leaves)
    return sheet, UnitResult(unit=unit, standing=Standing.PUBLISHED, criteria=whole, official=total)


def _with_bonus(law: Regulation, total: Total, more: Fraction) -> Total:
    points = total.counted + more
    index = points * 100 / total.max_points
    index = min(index, Fraction(100)) if law.bonus.clamp else index
    index = max(index, Fraction(0)) if law.penalty.clamp else index
    return replace(total, points=points, index=index)


@st.composite
def laws(draw: st.DrawFn, whole: c.CriteriaSet) -> Regulation:
    return regulation(
        whole,
        reduce_within_block=draw(st.booleans()),
        bonus=Adjustments(clamp=draw(st.booleans())),
        penalty=Adjustments(clamp=draw(st.booleans())),
        tie_rule=draw(st.sampled_from([TieRule.STANDARD, TieRule.DENSE])),
        rounding=RoundingPolicy(decimals=1, rank_on_printed=draw(st.booleans())),
    )


@st.composite
def groups(draw: st.DrawFn, law: Regulation, mine: UnitResult) -> list[UnitResult]:
    """The unit among others, ranked."""
    others = [
        result(f"o{number}", draw(st.sampled_from([Fraction(0), Fraction(50), mine.index, Fraction(100), Fraction(7)])))
        for number in range(draw(st.integers(0, 5)))
    ]
    return ranked(law, [mine, *others])


def of(rows: list[UnitResult], unit: Unit) -> UnitResult:
    return next(row for row in rows if row.unit == unit)


def adds_up(told: Movement) -> None:
    assert sum((part.index for part in told.parts), Fraction(0)) == told.index
    assert sum(part.places for part in told.parts) == told.places
    for part in told.parts:
        if part.cause in (Cause.OWN, Cause.GIVEN, Cause.APPRAISAL):
            assert sum((share.index for share in part.leaves), Fraction(0)) == part.index
        if part.index == 0 and part.cause is not Cause.OTHERS:
            assert part.places == 0
        assert (part.index > 0) >= (part.places > 0) or part.cause is Cause.OTHERS
    assert len({part.cause for part in told.parts}) == len(told.parts)


@given(st.data())
def test_the_parts_of_a_change_under_the_same_criteria_add_up(data: st.DataObject) -> None:
    whole = data.draw(sets())
    law = data.draw(laws(whole))
    before, first = data.draw(filled(law, whole))
    after, last = data.draw(filled(law, whole))
    then, now = data.draw(groups(law, first)), data.draw(groups(law, last))
    told = movement("2024", (of(then, first.unit), of(now, last.unit)), (before, after), field_of(law, then), None)
    assert isinstance(told, Movement)
    adds_up(told)


@given(st.data())
def test_the_parts_of_a_change_under_other_criteria_add_up(data: st.DataObject) -> None:
    old, new = data.draw(sets()), data.draw(sets())
    law, later = data.draw(laws(old)), data.draw(laws(new))
    before, first = data.draw(filled(law, old))
    after, last = data.draw(filled(later, new))
    then, now = data.draw(groups(law, first)), data.draw(groups(later, last))
    again, _ = data.draw(filled(later, new))
    kept = data.draw(st.lists(st.booleans(), min_size=len(again.marks), max_size=len(again.marks)))
    carried = Carried(
        marks=tuple(mark if keep else None for mark, keep in zip(again.marks, kept, strict=True)), added=again.added
    )
    told = movement("2024", (of(then, first.unit), of(now, last.unit)), (before, after), field_of(law, then), carried)
    fits = sum((entry.max_points for entry, keep in zip(new.leaves, kept, strict=True) if keep), Fraction(0))
    assert (told is NoMovement.CRITERIA) == (2 * fits < new.max_points)
    if isinstance(told, Movement):
        adds_up(told)
        assert told.unmatched == kept.count(False)


@given(st.data())
def test_nothing_changed_is_told_as_nothing_but_the_others(data: st.DataObject) -> None:
    whole = data.draw(sets())
    law = data.draw(laws(whole))
    sheet, mine = data.draw(filled(law, whole))
    then, now = data.draw(groups(law, mine)), data.draw(groups(law, mine))
    told = movement("2024", (of(then, mine.unit), of(now, mine.unit)), (sheet, sheet), field_of(law, then), None)
    assert isinstance(told, Movement)
    assert [part.cause for part in told.parts] == [Cause.OTHERS]


@given(st.lists(st.fractions(min_value=-50, max_value=50, max_denominator=700), max_size=8), st.integers(0, 3))
def test_printed_parts_add_up_to_the_printed_change(parts: list[Fraction], decimals: int) -> None:
    start = Fraction(1, 3)
    step = Fraction(1, 10**decimals)
    end = start + sum(parts, Fraction(0))
    change = round_to(end, decimals) - round_to(start, decimals)
    told = apportioned(parts, change, decimals)
    assert sum(told, Fraction(0)) == change
    assert all(abs(one - other) < step for one, other in zip(parts, told, strict=True)) or not parts
    assert all((shown / step).denominator == 1 for shown in told)


@given(st.lists(st.tuples(shares, shares, maxima)))
def test_marks_come_out_of_the_pack_as_they_went_in(rows: list[tuple[Fraction, Fraction, Fraction]]) -> None:
    leaves = [
        LeafResult(leaf=leaf("1.1", most), answer=None, claimed=outcome(one, most), official=outcome(other, most))
        for one, other, most in rows
    ]
    assert marks(packed_marks(leaves)) == tuple(
        Mark(claimed=one, official=other, maximum=most) for one, other, most in rows
    )
