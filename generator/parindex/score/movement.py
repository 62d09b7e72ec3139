"""Why an index and a rank moved from one cycle to the next: parts that add up exactly.

The parts are taken in the order of `Cause`, and each is what the index changes by when that one thing is exchanged
(docs/decisions/0014). Nobody is scored here: marks and totals come in, and facts under new criteria as a sheet of their
own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.analysis import Carried, Cause, LeafShare, Mark, Movement, MovementPart, NoMovement
from parindex.model.criteria import CriteriaSet, Imported, Leaf, RankChange, Survey
from parindex.model.points import HUNDRED, ZERO, exact_sum
from parindex.model.regulation import Regulation, TieRule
from parindex.model.result import Total, UnitResult
from parindex.score.rank import ranked_value

_GIVEN = (Survey, Imported, RankChange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A unit's marks under one set of criteria, in its order, and what bonus less penalty adds to its points.

    `known` is the scale where a roll-up has it already (`scale_in`); without it the marks are added up once more.
    """

    regulation: Regulation
    criteria: CriteriaSet
    marks: Sequence[Mark]
    added: Fraction = ZERO
    known: "Scale | None" = None

    @property
    def scale(self) -> "Scale":
        """What points are worth over what applies to the unit."""
        return self.known or scale_of(self.regulation, self.criteria, self.marks)

    @property
    def worths(self) -> dict[str, Fraction]:
        """What each leaf brings to the index, in percentage points, by its code."""
        scale = self.scale
        pairs = zip(self.criteria.leaves, self.marks, strict=True)
        return {leaf.code: mark.official * scale.worth(leaf) for leaf, mark in pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a point of each block is worth in percentage points, and what a point of bonus is."""

    of_block: Mapping[str, Fraction]
    of_bonus: Fraction

    def worth(self, leaf: Leaf) -> Fraction:
        """What a point on the leaf is worth."""
        return self.of_block.get(leaf.block, ZERO)


def scale_of(regulation: Regulation, criteria: CriteriaSet, marks: Sequence[Mark]) -> Scale:
    """The worth of points over what applies to a unit; as in the roll-up, a block may make up for what is reduced."""
    full: dict[str, Fraction] = {}
    left: dict[str, Fraction] = {}
    for leaf, mark in zip(criteria.leaves, marks, strict=True):
        full[leaf.block] = full.get(leaf.block, ZERO) + leaf.max_points
        left[leaf.block] = left.get(leaf.block, ZERO) + mark.maximum
    if not regulation.reduce_within_block:
        whole = exact_sum(left.values())
        one = HUNDRED / whole if whole else ZERO
        return Scale(of_block=dict.fromkeys(left, one), of_bonus=one)
    whole = exact_sum(full[block] for block in full if left[block])
    one = HUNDRED / whole if whole else ZERO
    return Scale(of_block={block: one * full[block] / left[block] for block in full if left[block]}, of_bonus=one)


def scale_in(regulation: Regulation, total: Total) -> Scale:
    """The same from a roll-up."""
    one = HUNDRED / total.max_points if total.max_points else ZERO
    within = regulation.reduce_within_block
    return Scale(
        of_block={
            name: one * block.full_max / block.max_points if within else one
            for name, block in total.blocks.items()
            if block.max_points or not within
        },
        of_bonus=one,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the ranked units of a group were ranked by, ascending: places can be looked up in it."""

    regulation: Regulation
    values: tuple[Fraction, ...]
    distinct: tuple[Fraction, ...]

    def place(self, index: Fraction, own: Fraction) -> int:
        """The place of a unit at another `index` than its `own`, with which it is among the values."""
        value, mine = ranked_value(self.regulation, index), ranked_value(self.regulation, own)
        if self.regulation.tie_rule is TieRule.DENSE:
            alone = bisect_right(self.values, mine) - bisect_left(self.values, mine) == 1
            return 1 + len(self.distinct) - bisect_right(self.distinct, value) - (alone and mine > value)
        return 1 + len(self.values) - bisect_right(self.values, value) - (mine > value)


def field_of(regulation: Regulation, results: Iterable[UnitResult]) -> Field:
    """The field of a group in one cycle."""
    values = sorted(
        ranked_value(regulation, result.index) for result in results if result.rank and result.index is not None
    )
    return Field(regulation=regulation, values=tuple(values), distinct=tuple(sorted(set(values))))


def movement(
    since: str,
    results: tuple[UnitResult, UnitResult],
    sheets: tuple[Sheet, Sheet],
    field: Field,
    carried: Carried | None,
) -> Movement | NoMovement:
    """The change between two results of one unit, taken apart; `field` is that of the earlier cycle.

    `carried` must be there where the criteria of the two sheets are not the same.
    """
    first, last = results
    before, after = sheets
    if first.official is None or last.official is None or first.index is None or last.index is None:
        return NoMovement.NOT_RANKED_BEFORE
    if first.rank is None or last.rank is None:
        return NoMovement.NOT_RANKED_BEFORE
    parts: list[_Part] = []
    start, unmatched = before, 0
    if carried is not None:
        start, unmatched = _restated(carried, after), carried.marks.count(None)
        if not _comparable(carried, after.criteria):
            return NoMovement.CRITERIA
        parts.append(_new_criteria(before, start))
    parts += _under_same_criteria(start, after)
    held = (last.index - _unheld(last.official)) - (first.index - _unheld(first.official))
    parts.append((Cause.LIMIT, held, ()))
    made: list[MovementPart] = []
    reached, place = first.index, field.place(first.index, first.index)
    for cause, index, leaves in parts:
        reached += index
        there = field.place(reached, first.index) if index else place
        if index or leaves:
            made.append(MovementPart(cause=cause, index=index, places=place - there, leaves=leaves))
        place = there
    # What the others did, and with it what tie-breakers did to the place at either end.
    others = first.rank - last.rank - sum(part.places for part in made)
    return Movement(
        since=since,
        index_before=first.index,
        index_after=last.index,
        rank_before=first.rank,
        rank_after=last.rank,
        parts=(*made, MovementPart(cause=Cause.OTHERS, index=ZERO, places=others)),
        unmatched=unmatched,
    )


_Part = tuple[Cause, Fraction, tuple[LeafShare, ...]]


def _unheld(total: Total) -> Fraction:
    """The index before it is held between 0 and 100."""
    return total.points * HUNDRED / total.max_points


def _comparable(carried: Carried, criteria: CriteriaSet) -> bool:
    """Whether the leaves for which something was carried over hold at least half of the points."""
    pairs = zip(criteria.leaves, carried.marks, strict=True)
    return 2 * exact_sum(leaf.max_points for leaf, mark in pairs if mark is not None) >= criteria.max_points


def _restated(carried: Carried, after: Sheet) -> Sheet:
    """Last time's sheet under the new criteria; a leaf without anything to carry over stands as it came out this time.

    So whatever such a leaf brings counts as brought by the criteria.
    """
    marks = [old or new for old, new in zip(carried.marks, after.marks, strict=True)]
    return Sheet(regulation=after.regulation, criteria=after.criteria, marks=marks, added=carried.added)


def _new_criteria(before: Sheet, restated: Sheet) -> _Part:
    """The same facts under other criteria: what each leaf, by its code, and the bonus are worth less what they were."""
    old, new = before.worths, restated.worths
    leaves = {**before.criteria.by_code, **restated.criteria.by_code}
    moved = {code: new.get(code, ZERO) - old.get(code, ZERO) for code in leaves}
    bonus = restated.added * restated.scale.of_bonus - before.added * before.scale.of_bonus
    return Cause.CRITERIA, exact_sum(moved.values()) + bonus, _heaviest((leaves[code], moved[code]) for code in leaves)


def _under_same_criteria(before: Sheet, after: Sheet) -> list[_Part]:
    """What is left of the change when the criteria are the same: facts at the old worth of points, then that worth."""
    old, new = before.scale, after.scale
    moved: dict[Cause, list[tuple[Leaf, Fraction]]] = {Cause.OWN: [], Cause.GIVEN: [], Cause.APPRAISAL: []}
    basis: list[tuple[Leaf, Fraction]] = []
    for leaf, first, last in zip(after.criteria.leaves, before.marks, after.marks, strict=True):
        if first == last:
            continue
        worth = old.worth(leaf)
        gained, claimed = last.official - first.official, last.claimed - first.claimed
        if isinstance(leaf.rule, _GIVEN):
            moved[Cause.GIVEN].append((leaf, gained * worth))
        else:
            moved[Cause.OWN].append((leaf, claimed * worth))
            moved[Cause.APPRAISAL].append((leaf, (gained - claimed) * worth))
        if first.maximum != last.maximum:
            basis.append((leaf, last.maximum - first.maximum))
    parts = [(cause, exact_sum(index for _, index in rows), _heaviest(rows)) for cause, rows in moved.items()]
    shift = ZERO
    if old != new:
        pairs = zip(after.criteria.leaves, after.marks, strict=True)
        shift = exact_sum(mark.official * (new.worth(leaf) - old.worth(leaf)) for leaf, mark in pairs)
        shift += before.added * (new.of_bonus - old.of_bonus)
    return [
        *parts,
        (Cause.BASIS, shift, _heaviest(basis)),
        (Cause.ADJUSTMENTS, (after.added - before.added) * new.of_bonus, ()),
    ]


def _heaviest(rows: Iterable[tuple[Leaf, Fraction]]) -> tuple[LeafShare, ...]:
    """The rows that are not zero, the weightiest first; equal ones stay in the order of the criteria."""
    # Floats settle nearly every comparison; where two are the same, the exact values decide.
    weighty = sorted((row for row in rows if row[1]), key=lambda row: (abs(float(row[1])), abs(row[1])), reverse=True)
    return tuple(LeafShare(leaf=leaf, index=index) for leaf, index in weighty)
