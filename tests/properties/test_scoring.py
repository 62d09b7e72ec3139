"""Scoring: points stay within their bounds whatever was declared, and ranks do not mind the order of the input."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from parindex.model import criteria as c
from parindex.model.filing import Decision, ExternalIndex, Facts, SurveyCount
from parindex.model.regulation import RoundingPolicy, TieRule
from parindex.model.result import LeafResult, State
from parindex.score import methods as m
from parindex.score.rank import ranked, ranks
from parindex.score.total import official_total
from support.law import answer, criteria, cycle, judged, leaf, outcome, regulation, result, settled, stages

amounts = st.fractions(min_value=0, max_value=1000, max_denominator=100)
percents = st.fractions(min_value=0, max_value=100, max_denominator=100)
positive = st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=100)
maxima = positive
SHARE = c.Measure(label="x", done="x", total="x", excused="x")
NUMBER = c.Measure(label="x", number="x")


@st.composite
def worths(draw: st.DrawFn, maximum: Fraction) -> Fraction:
    """Points of an option or band, as criteria may state them: from 0 to the maximum."""
    return maximum * draw(percents) / 100


@st.composite
def bands(draw: st.DrawFn, maximum: Fraction) -> tuple[c.Band, ...]:
    made = []
    for _ in range(draw(st.integers(0, 4))):
        lower, upper = draw(st.none() | percents), draw(st.none() | percents)
        made.append(
            c.Band(
                points=draw(worths(maximum)),
                lower=lower,
                lower_open=draw(st.booleans()),
                upper=upper,
                upper_open=draw(st.booleans()),
            )
        )
    return (*made, c.Band(points=draw(worths(maximum))))


@st.composite
def formulas(draw: st.DrawFn) -> str:
    parts = st.sampled_from(["a", "b", "max_points", "2", "0.5", "0"])
    text = draw(parts)
    for _ in range(draw(st.integers(0, 4))):
        text = (
            f"{draw(st.sampled_from(['(', 'min(1, ', 'max(b, ']))}{text}) {draw(st.sampled_from('+-*/'))} {draw(parts)}"
        )
    return text


@st.composite
def shares(draw: st.DrawFn) -> Facts:
    """Facts that the checker lets through: excused at most the total, done at most what is left."""
    total = draw(amounts)
    excused = draw(st.none() | st.just(total) | percents.map(lambda part: total * part / 100))
    left = total - (excused or 0)
    return Facts(done=left * draw(percents) / 100, total=total, excused=excused)


@st.composite
def answered(draw: st.DrawFn) -> tuple[c.Rule, Fraction, Facts]:
    """A rule of any method that a unit answers, a maximum, and facts for it."""
    maximum = draw(maxima)
    kind = draw(st.sampled_from(["options", "checklist", "steps", "number", "ratio", "branches", "count", "deduct"]))
    some = st.lists(worths(maximum), min_size=1, max_size=4)
    if kind in ("options", "checklist"):
        made = tuple(c.Option(id=f"o{number}", label="x", points=worth) for number, worth in enumerate(draw(some)))
        ids = [option.id for option in made]
        if kind == "options":
            return c.Choice(options=made), maximum, Facts(option=draw(st.sampled_from(ids)))
        return c.Checklist(items=made), maximum, Facts(items=tuple(draw(st.lists(st.sampled_from(ids), unique=True))))
    when = draw(st.sampled_from(c.WhenNone))
    if kind == "steps":
        return c.Steps(measure=SHARE, bands=draw(bands(maximum)), when_none=when), maximum, draw(shares())
    if kind == "number":
        return c.Steps(measure=NUMBER, bands=draw(bands(maximum))), maximum, Facts(number=draw(amounts))
    if kind == "ratio":
        rule = c.Ratio(
            measure=SHARE,
            complement=draw(st.booleans()),
            full_at=draw(st.none() | positive),
            zero_below=draw(st.none() | percents),
            share_decimals=draw(st.none() | st.integers(0, 4)),
            when_none=when,
        )
        return rule, maximum, draw(shares())
    if kind == "branches":
        cases = (c.BranchCase(when="a > b", points=draw(formulas())), c.BranchCase(when="", points=draw(formulas())))
        figures = {"a": draw(amounts), "b": draw(amounts)}
        return c.Branches(figures={"a": "x", "b": "y"}, cases=cases), maximum, Facts(figures=figures)
    if kind == "count":
        return c.Count(measure=NUMBER, each=draw(positive)), maximum, Facts(number=draw(amounts))
    floor = maximum * draw(percents) / 100
    return c.Deduct(measure=NUMBER, each=draw(positive), floor=floor), maximum, Facts(number=draw(amounts))


@given(answered())
def test_points_of_a_units_answer_stay_between_0_and_the_maximum(case: tuple[c.Rule, Fraction, Facts]) -> None:
    rule, maximum, facts = case
    try:
        award = m.award(rule, maximum, facts)
    except m.FactsMissing:
        # Only a formula that divides by a figure of 0 has no points.
        assert isinstance(rule, c.Branches)
        return
    assert 0 <= award.points <= maximum
    assert award.steps


@given(maxima, st.dictionaries(st.sampled_from("abcd"), st.integers(0, 500)), st.integers(0, 2000))
def test_points_of_a_survey_stay_between_0_and_the_maximum(
    maximum: Fraction, counts: dict[str, int], sample: int
) -> None:
    weights = tuple(
        c.Option(id=name, label="x", points=Fraction(points)) for name, points in zip("abc", (100, 60, 0), strict=True)
    )
    rule = c.Survey(question="q", answers=weights, minimum_sample=0, missing=c.MissingSurvey.BLOCK)
    award = m.award_survey(rule, maximum, SurveyCount(sample=sample, answers=counts))
    assert award is None or 0 <= award.points <= maximum
    assert (award is None) == (sample == 0 or not sum(counts.values()))


@given(maxima, amounts, positive, st.integers(1, 80), st.integers(1, 80), st.none() | positive, positive)
def test_points_of_what_others_provide_stay_between_0_and_the_maximum(
    maximum: Fraction, value: Fraction, per: Fraction, now: int, before: int, each: Fraction | None, improved: Fraction
) -> None:
    index = ExternalIndex(
        id="i", title="", source_title="", source_url="", values={"u": value}, ranks={"u": (now, before)}
    )
    change = c.RankChange(index="i", each=each, improved=None if each else improved)
    for award in (
        m.award_imported(c.Imported(index="i", per=per), maximum, index, "u"),
        m.award_rank_change(change, maximum, index, "u"),
        m.award_mark(maximum, value),
    ):
        assert award is not None
        assert 0 <= award.points <= maximum


decisions = st.builds(
    lambda accept, points, applies: Decision(
        code="1.1",
        accept=accept,
        points=None if accept else points,
        not_applicable=None if accept or points else applies,
    ),
    st.booleans(),
    st.none() | amounts,
    st.booleans(),
)


@given(
    answered(), st.lists(decisions, max_size=3), st.sampled_from(c.NotApplicablePolicy), st.booleans(), st.booleans()
)
def test_no_appraisal_lifts_a_leaf_out_of_its_bounds(
    case: tuple[c.Rule, Fraction, Facts],
    made: list[Decision],
    policy: c.NotApplicablePolicy,
    rest: bool,
    rounded: bool,
) -> None:
    rule, maximum, facts = case
    one = leaf("1.1", maximum, rule, not_applicable_policy=policy)
    law = regulation(criteria(one), rounding=RoundingPolicy(decimals=1, points_at_leaf=rounded))
    appraisal = stages(
        *((name, {"1.1": decision}, rest) for name, decision in zip(("mot", "hai", "ba"), made, strict=False))
    )
    for outcome_made in (
        judged(one, answer(facts=facts), appraisal, law=law).official,
        judged(one, None, appraisal, law=law).official,
    ):
        slack = Fraction(1, 20) if rounded else 0
        assert 0 <= outcome_made.points <= maximum + slack
        assert outcome_made.max_points in (0, maximum)
        assert outcome_made.points <= outcome_made.max_points + slack


@given(
    st.lists(
        st.tuples(positive, percents, st.booleans(), st.sampled_from(["results", "survey"])), min_size=1, max_size=8
    ),
    st.booleans(),
)
def test_an_index_without_bonus_lies_between_0_and_100(
    parts: list[tuple[Fraction, Fraction, bool, str]], within_block: bool
) -> None:
    made: list[LeafResult] = []
    for number, (maximum, percent, applies, block) in enumerate(parts):
        one = leaf(f"1.{number}", maximum, block=block)
        made.append(settled(one, maximum * percent / 100) if applies else settled(one, 0, 0))
    whole = criteria(*(row.leaf for row in made))
    total = official_total(regulation(whole, reduce_within_block=within_block), whole, made, ())
    if total.index is None:
        assert not any(applies for _, _, applies, _ in parts)
    else:
        assert 0 <= total.index <= 100


@given(st.lists(st.tuples(positive, percents), min_size=1, max_size=6), st.data())
def test_a_pending_leaf_always_holds_the_index_back(
    parts: list[tuple[Fraction, Fraction]], data: st.DataObject
) -> None:
    made = [
        settled(leaf(f"1.{number}", maximum), maximum * share / 100) for number, (maximum, share) in enumerate(parts)
    ]
    at = data.draw(st.integers(0, len(made) - 1))
    waits = outcome(0, made[at].leaf.max_points, State.PENDING)
    made[at] = LeafResult(leaf=made[at].leaf, answer=None, claimed=waits, official=waits)
    whole = criteria(*(row.leaf for row in made))
    total = official_total(regulation(whole), whole, made, ())
    assert total.index is None
    assert total.blocked_by == f"1.{at}"


# ── ranks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

indices = st.lists(st.none() | st.integers(0, 6).map(lambda number: Fraction(number * 5, 3)), min_size=1, max_size=12)
ties = st.sampled_from(TieRule)


@given(indices, ties, st.data())
def test_ranks_do_not_depend_on_the_order_of_the_input(
    values: list[Fraction | None], tie: TieRule, data: st.DataObject
) -> None:
    law = regulation(tie_rule=tie, tie_breakers=("block:results", "penalty"))
    blocks = [{"results": str(data.draw(st.integers(0, 2)))} for _ in values]
    rows = [
        result(f"u{number}", value, blocks=block)
        for number, (value, block) in enumerate(zip(values, blocks, strict=True))
    ]
    told = {row.unit.id: (row.rank, row.tied, row.grade) for row in ranked(law, rows)}
    shuffled = data.draw(st.permutations(rows))
    assert {row.unit.id: (row.rank, row.tied, row.grade) for row in ranked(law, shuffled)} == told


@given(indices, ties)
def test_a_better_index_never_has_a_worse_rank(values: list[Fraction | None], tie: TieRule) -> None:
    rows = ranked(regulation(tie_rule=tie), [result(f"u{number}", value) for number, value in enumerate(values)])
    able = [row for row in rows if row.rank is not None]
    assume(able)
    assert {row.unit.id for row in able} == {f"u{number}" for number, value in enumerate(values) if value is not None}
    assert min(row.rank or 0 for row in able) == 1
    for one in able:
        for other in able:
            assert ((one.index or 0) > (other.index or 0)) == ((one.rank or 0) < (other.rank or 0))
            if one is not other and one.rank == other.rank:
                assert one.tied
                assert other.tied


@given(st.lists(st.tuples(st.integers(0, 5).map(Fraction)), max_size=12))
def test_standard_ranks_count_who_is_better_and_dense_ranks_count_the_steps(keys: list[tuple[Fraction, ...]]) -> None:
    assert ranks(keys) == [1 + sum(other > key for other in keys) for key in keys]
    assert ranks(keys, dense=True) == [1 + len({other for other in keys if other > key}) for key in keys]


def test_a_cycle_for_the_properties_is_an_ordinary_one() -> None:
    assert cycle().disclosed
