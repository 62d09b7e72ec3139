"""Roll-up: leaves to areas and blocks, bonus and penalty, the index in percent."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from parindex.model import criteria as c
from parindex.model.filing import Adjustment
from parindex.model.points import HUNDRED, ZERO, exact_sum
from parindex.model.regulation import Block, Regulation
from parindex.model.result import AdjustmentResult, LeafResult, Outcome, State, Step, Sum, Total
from parindex.model.roster import Cycle
from parindex.score import methods as m


def adjustment_results(regulation: Regulation, cycle: Cycle, unit: str, group: str) -> tuple[AdjustmentResult, ...]:
    """A unit's bonus and penalty entries with their points; caps per item, then over all of a kind."""
    results: list[AdjustmentResult] = []
    for kind, entries, rules in (
        ("bonus", cycle.bonus, regulation.bonus),
        ("penalty", cycle.penalty, regulation.penalty),
    ):
        left = rules.cap
        used: dict[str, Fraction] = {}
        for entry in entries:
            if entry.unit != unit:
                continue
            item = regulation.item(kind, entry.item)
            if item is None or (item.groups and group not in item.groups):
                continue
            raw, steps = _entry_points(cycle, item, entry)
            points = min(raw, item.max_points - used.get(item.code, ZERO))
            if points < raw:
                steps = (*steps, Step(key="step-capped", params={"max": item.max_points}))
            used[item.code] = used.get(item.code, ZERO) + points
            if left is not None:
                if points > left:
                    steps = (*steps, Step(key="step-capped-all", params={"max": rules.cap or ZERO}))
                    points = left
                left -= points
            results.append(AdjustmentResult(kind=kind, item=item, entry=entry, raw=raw, points=points, steps=steps))
    return tuple(results)


def _entry_points(cycle: Cycle, item: c.Leaf, entry: Adjustment) -> tuple[Fraction, tuple[Step, ...]]:
    """What an entry comes to before its cap, which the caller applies over all entries of the item."""
    rule, maximum = item.rule, item.max_points
    award: m.Award | None
    if isinstance(rule, c.CouncilMark):
        award = m.award_mark(maximum, entry.points)
    elif isinstance(rule, c.Imported):
        award = m.award_imported(rule, maximum, cycle.external.get(rule.index), entry.unit)
    elif isinstance(rule, c.RankChange):
        award = m.award_rank_change(rule, maximum, cycle.external.get(rule.index), entry.unit)
    else:
        try:
            award = m.award(rule, maximum, entry.facts)
        except m.FactsMissing:
            award = None
    if award is None:
        return ZERO, ()
    raw = award.points if award.uncapped is None else award.uncapped
    return raw, tuple(step for step in award.steps if step.key != "step-capped")


def claimed_total(criteria: c.CriteriaSet, leaves: Sequence[LeafResult]) -> Total:
    """The unit's own claim, over the leaves it scores itself; without bonus, penalty and index."""
    mine = [(result.leaf, result.claimed) for result in leaves if result.leaf.self_scored]
    return _total(criteria, mine, ZERO, ZERO, None, within_block=False, blocks=())


def official_total(
    regulation: Regulation,
    criteria: c.CriteriaSet,
    leaves: Sequence[LeafResult],
    adjustments: Sequence[AdjustmentResult],
) -> Total:
    """The official roll-up; `index` is None, and `blocked_by` names a leaf, while something is pending."""
    bonus = sum((entry.points for entry in adjustments if entry.kind == "bonus"), ZERO)
    penalty = sum((entry.points for entry in adjustments if entry.kind == "penalty"), ZERO)
    return _total(
        criteria,
        [(result.leaf, result.official) for result in leaves],
        bonus,
        penalty,
        regulation,
        within_block=regulation.reduce_within_block,
        blocks=regulation.blocks,
    )


def _sum(pairs: Iterable[tuple[c.Leaf, Outcome]]) -> Sum:
    pairs = tuple(pairs)
    full_max = exact_sum([leaf.max_points for leaf, _ in pairs])
    # Most leaves count against their whole maximum; then there is nothing to add a second time.
    whole = all(outcome.max_points is leaf.max_points for leaf, outcome in pairs)
    return Sum(
        points=exact_sum([outcome.points for _, outcome in pairs]),
        max_points=full_max if whole else exact_sum([outcome.max_points for _, outcome in pairs]),
        full_max=full_max,
    )


def _added(sums: Iterable[Sum]) -> Sum:
    parts = tuple(sums)
    return Sum(
        points=exact_sum(part.points for part in parts),
        max_points=exact_sum(part.max_points for part in parts),
        full_max=exact_sum(part.full_max for part in parts),
    )


def _total(
    criteria: c.CriteriaSet,
    pairs: Sequence[tuple[c.Leaf, Outcome]],
    bonus: Fraction,
    penalty: Fraction,
    regulation: Regulation | None,
    *,
    within_block: bool,
    blocks: Sequence[Block],
) -> Total:
    in_area: dict[str, list[tuple[c.Leaf, Outcome]]] = {area.code: [] for area in criteria.areas}
    in_block: dict[str, list[tuple[c.Leaf, Outcome]]] = {}
    for pair in pairs:
        in_area[criteria.area_of[pair[0].code]].append(pair)
        in_block.setdefault(pair[0].block, []).append(pair)
    areas = {code: _sum(mine) for code, mine in in_area.items()}
    known = {leaf.block for leaf in criteria.leaves}
    by_block = {block.id: _sum(in_block.get(block.id, ())) for block in blocks if block.id in known}
    leaves = _added(areas.values())
    counted, maximum = leaves.points, leaves.max_points
    if within_block:
        # A reduced maximum is made up for inside its own block, so that the blocks keep their weights.
        counted = sum(
            (part.points * part.full_max / part.max_points for part in by_block.values() if part.max_points), ZERO
        )
        maximum = sum((part.full_max for part in by_block.values() if part.max_points), ZERO)
    points = counted
    if regulation is not None:
        points += (bonus if regulation.bonus.in_index else ZERO) - (penalty if regulation.penalty.in_index else ZERO)
    pending = next((leaf.code for leaf, outcome in pairs if outcome.state is State.PENDING), "")
    index = points * HUNDRED / maximum if maximum and not pending and regulation is not None else None
    if index is not None and regulation is not None:
        # A bonus that is clamped cannot lift the index above 100, a penalty that is cannot push it below 0.
        index = min(index, HUNDRED) if regulation.bonus.clamp else index
        index = max(index, ZERO) if regulation.penalty.clamp else index
    return Total(
        areas=areas,
        blocks=by_block,
        leaves=leaves,
        counted=counted,
        bonus=bonus,
        penalty=penalty,
        points=points,
        max_points=maximum,
        index=index,
        blocked_by=pending,
    )
