"""Roll-up: areas and blocks, what leaves the denominator, bonus and penalty, the index."""

from fractions import Fraction
from typing import Any

import pytest

from parindex.model import criteria as c
from parindex.model.regulation import Adjustments
from parindex.model.result import LeafResult, State, Total
from parindex.score.total import adjustment_results, claimed_total, official_total
from support.law import (
    NUMBER,
    answer,
    criteria,
    cycle,
    entry,
    keys,
    leaf,
    outcome,
    regulation,
    settled,
    share,
)

HALF = [leaf("1.1", 40), leaf("1.2", 20), leaf("2.1", 10), leaf("3.1", 30, block="survey")]


def total(*leaves: LeafResult, within_block: bool = True, adjustments: Any = (), **law: Any) -> Total:
    made = criteria(*(entry_leaf.leaf for entry_leaf in leaves))
    return official_total(regulation(made, reduce_within_block=within_block, **law), made, leaves, adjustments)


# ── sums ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("within_block", [True, False])
def test_leaves_add_up_to_areas_blocks_and_the_whole(within_block: bool) -> None:
    made = total(
        *(settled(part, points) for part, points in zip(HALF, (30, 15, 5, 24), strict=True)), within_block=within_block
    )
    assert {code: (area.points, area.max_points) for code, area in made.areas.items()} == {
        "1": (45, 60),
        "2": (5, 10),
        "3": (24, 30),
    }
    assert {name: (block.points, block.max_points) for name, block in made.blocks.items()} == {
        "results": (50, 70),
        "survey": (24, 30),
    }
    assert (made.points, made.max_points, made.index) == (74, 100, 74)


def test_an_index_is_a_share_of_the_maximum_whatever_the_scale() -> None:
    assert total(settled(leaf("1", 60), 50)).index == Fraction(250, 3)


# ── not applicable ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("within_block", [True, False])
def test_68_32_of_84_points_are_81_33_percent(within_block: bool) -> None:
    made = total(settled(leaf("1.1", 84), "68.32"), settled(leaf("1.2", 16), 0, 0), within_block=within_block)
    assert made.index == Fraction(6832, 84)
    assert round(float(made.index or 0), 2) == 81.33
    assert (made.leaves.points, made.leaves.max_points, made.leaves.full_max) == (Fraction("68.32"), 84, 100)


def test_a_leaf_that_does_not_apply_is_made_up_for_inside_its_block_only() -> None:
    parts = (settled(HALF[0], 20), settled(HALF[1], 0, 0), settled(HALF[2], 5), settled(HALF[3], 30))
    inside = total(*parts)
    # 25 of 50 are 35 of 70; the survey keeps its weight of 30.
    assert (inside.counted, inside.max_points, inside.index) == (65, 100, 65)
    across = total(*parts, within_block=False)
    assert (across.counted, across.max_points, across.index) == (55, 80, Fraction(275, 4))


def test_a_block_without_anything_that_applies_leaves_the_whole() -> None:
    parts = [settled(part, 0, 0) for part in HALF[:3]]
    made = total(*parts, settled(HALF[3], 24))
    assert (made.points, made.max_points, made.index) == (24, 30, 80)


@pytest.mark.parametrize("within_block", [True, False])
def test_where_nothing_applies_there_is_no_index(within_block: bool) -> None:
    assert total(settled(leaf("1", 10), 0, 0), within_block=within_block).index is None


# ── survey missing ────────────────────────────────────────────────────────────────────────────────────────────────


def missing(part: c.Leaf, maximum: int, state: State = State.MISSING) -> LeafResult:
    made = outcome(0, maximum, state)
    return LeafResult(leaf=part, answer=None, claimed=made, official=made)


RESULTS = (settled(HALF[0], 36), settled(HALF[1], 18), settled(HALF[2], 9))


@pytest.mark.parametrize("within_block", [True, False])
def test_63_of_70_points_are_90_percent_while_the_survey_is_missing(within_block: bool) -> None:
    made = total(*RESULTS, missing(HALF[3], 0), within_block=within_block)
    assert (made.points, made.max_points, made.index) == (63, 70, 90)
    assert made.leaves.full_max == 100


def test_a_missing_survey_may_count_as_zero() -> None:
    assert total(*RESULTS, missing(HALF[3], 30)).index == 63


def test_a_missing_survey_may_hold_the_index_back() -> None:
    made = total(*RESULTS, missing(HALF[3], 30, State.PENDING))
    assert made.index is None
    assert made.blocked_by == "3.1"


# ── bonus and penalty ─────────────────────────────────────────────────────────────────────────────────────────────

COUNT = c.Count(measure=NUMBER, each=Fraction("0.5"))
ITEM = leaf("sang-kien", 2, COUNT, groups=("so",))
MARK = leaf("phoi-hop", 3, c.CouncilMark(), groups=())


def bonus(*entries: Any, items: tuple[c.Leaf, ...] = (ITEM, MARK), **rules: Any) -> Any:
    law = regulation(bonus=Adjustments(items=items, **rules))
    return adjustment_results(law, cycle(bonus=entries), "so-a", "so")


def test_plus_3_with_a_cap_of_2_counts_2_and_says_so() -> None:
    (made,) = bonus(entry("sang-kien", number="6"))
    assert (made.raw, made.points, made.capped) == (3, 2, True)
    assert keys(made.steps) == ["step-count", "step-capped"]


def test_a_mark_above_its_cap_counts_its_cap() -> None:
    (made,) = bonus(entry("phoi-hop", points="3.5"))
    assert (made.raw, made.points, made.capped) == (Fraction("3.5"), 3, True)


def test_what_fits_is_not_called_capped() -> None:
    (made,) = bonus(entry("sang-kien", number="4"))
    assert (made.points, made.capped) == (2, False)
    assert "step-capped" not in keys(made.steps)


def test_the_cap_of_an_item_holds_over_all_its_entries() -> None:
    made = bonus(entry("sang-kien", number="3"), entry("sang-kien", number="3"), entry("sang-kien", number="1"))
    assert [row.points for row in made] == [Fraction("1.5"), Fraction("0.5"), 0]
    assert [row.capped for row in made] == [False, True, True]


def test_the_cap_of_all_items_holds_after_the_items_own() -> None:
    made = bonus(entry("sang-kien", number="6"), entry("phoi-hop", points="3"), cap=Fraction(4))
    assert [row.points for row in made] == [2, 2]
    assert keys(made[1].steps)[-1] == "step-capped-all"


def test_entries_of_others_and_of_other_groups_count_nothing() -> None:
    assert bonus(entry("sang-kien", unit_id="so-b", number="1")) == ()
    assert bonus(entry("khong-co", number="1")) == ()
    assert bonus(entry("x", points="1"), items=(leaf("x", 2, c.CouncilMark(), groups=("xa",)),)) == ()


def whole(
    points: str, bonus_points: str = "0", penalty_points: str = "0", *, in_index: bool = True, clamp: bool = False
) -> Total:
    """100 points, a bonus and a penalty given as marks."""
    item = leaf("muc", 100, c.CouncilMark(), groups=())
    rules = Adjustments(items=(item,), in_index=in_index, clamp=clamp)
    made = criteria(leaf("1", 100))
    law = regulation(made, bonus=rules, penalty=rules)
    year = cycle(bonus=(entry("muc", points=bonus_points),), penalty=(entry("muc", points=penalty_points),))
    return official_total(law, made, [settled(leaf("1", 100), points)], adjustment_results(law, year, "so-a", "so"))


def test_bonus_adds_and_penalty_takes_before_the_index() -> None:
    made = whole("80", "3", "1.5")
    assert (made.counted, made.bonus, made.penalty) == (80, 3, Fraction("1.5"))
    assert made.points == made.index == Fraction("81.5")


def test_beside_the_index_they_move_nothing_and_stay_known() -> None:
    made = whole("80", "3", "1.5", in_index=False)
    assert (made.bonus, made.penalty, made.points, made.index) == (3, Fraction("1.5"), 80, 80)


def test_an_index_may_exceed_100_unless_the_law_clamps_it() -> None:
    assert whole("98.5", "4").index == Fraction("102.5")
    assert whole("98.5", "4", clamp=True).index == 100


def test_an_index_may_fall_below_zero_unless_the_law_clamps_it() -> None:
    assert whole("1", "0", "3").index == -2
    assert whole("1", "0", "3", clamp=True).index == 0


def test_clamping_changes_no_index_within_bounds() -> None:
    assert whole("80", "3", "1", clamp=True).index == 82


def test_only_the_side_that_is_clamped_is_held() -> None:
    item = leaf("muc", 100, c.CouncilMark(), groups=())
    made = criteria(leaf("1", 100))
    free, held = Adjustments(items=(item,)), Adjustments(items=(item,), clamp=True)

    def index(points: int, bonus_rules: Adjustments, penalty_rules: Adjustments, **entries: Any) -> Fraction | None:
        law = regulation(made, bonus=bonus_rules, penalty=penalty_rules)
        rows = adjustment_results(law, cycle(**entries), "so-a", "so")
        return official_total(law, made, [settled(leaf("1", 100), points)], rows).index

    more, less = {"bonus": (entry("muc", points="5"),)}, {"penalty": (entry("muc", points="5"),)}
    assert (index(98, held, free, **more), index(98, free, held, **more)) == (100, 103)
    assert (index(2, held, free, **less), index(2, free, held, **less)) == (-3, 0)


# ── the unit's own claim ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_claim_covers_only_what_the_unit_scores_itself() -> None:
    mine, council = leaf("1.1", 40), leaf("1.2", 60, c.CouncilMark())
    made = criteria(mine, council)
    rows = [
        LeafResult(leaf=mine, answer=answer(facts=share(1, 2)), claimed=outcome(20, 40), official=outcome(10, 40)),
        LeafResult(leaf=council, answer=None, claimed=outcome(0, 0, State.NOT_SELF_SCORED), official=outcome(50, 60)),
    ]
    claimed = claimed_total(made, rows)
    assert (claimed.leaves.points, claimed.leaves.max_points, claimed.index) == (20, 40, None)
    assert claimed.areas["1"].points == 20
