"""What a regulation changes in another one: areas, leaves, and who would have moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from parindex.i18n.words import Words
from parindex.model.analysis import RegulationChange
from parindex.model.criteria import CriteriaSet, Leaf, Node
from parindex.model.repository import CycleResult
from parindex.model.review import LeafChange, Moved, WhatIf


class Change(StrEnum):
    """What can happen to a leaf."""

    ADDED = "added"
    REMOVED = "removed"
    WEIGHT = "weight"
    RULE = "rule"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLeaf:
    """A leaf of either regulation with what happened to it; rules in words where they are not the same."""

    code: str
    name: str
    name_before: str
    kinds: tuple[Change, ...]
    before: Fraction | None
    after: Fraction | None
    rule_before: tuple[str, ...] = ()
    rule_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedGroup:
    """The criteria of one unit group; a set is None where one of the regulations has none for the group."""

    id: str
    name: str
    areas: tuple[tuple[str, str, Fraction | None, Fraction | None], ...]
    leaves: tuple[ChangedLeaf, ...]
    counts: Mapping[Change, int]
    same: int

    @property
    def moved_areas(self) -> bool:
        """Whether an area is worth more or less than before, or is new or gone."""
        return any(before != after for _, _, before, after in self.areas)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """A cycle of before under the new criteria: who would have another rank, and for whom there would be none."""

    cycle: CycleResult
    kept: int
    asked: int
    moved: tuple[Moved, ...]
    unranked: int
    ranked: int


def changed_groups(change: RegulationChange, words: Words) -> list[ChangedGroup]:
    """The groups of both regulations in which something differs."""
    by_group: dict[str, list[LeafChange]] = {}
    for row in change.leaves:
        by_group.setdefault(row.group, []).append(row)
    return [_group(change, group, rows, words) for group, rows in by_group.items()]


def supposed_of(change: RegulationChange) -> list[Supposed]:
    """The cycles of before with those who would have moved."""
    return [_supposed(cycle, told) for cycle, told in change.supposed]


def _supposed(cycle: CycleResult, told: WhatIf) -> Supposed:
    moved = tuple(row for row in told.moved if row.after is not None)
    return Supposed(
        cycle=cycle,
        kept=told.kept,
        asked=told.asked,
        moved=moved,
        unranked=len(told.moved) - len(moved),
        ranked=sum(result.rank is not None for result in cycle.units),
    )


def _group(change: RegulationChange, group: str, rows: Sequence[LeafChange], words: Words) -> ChangedGroup:
    old, new = change.before.sets.get(group), change.after.sets.get(group)
    leaves = tuple(_leaf(row, old, new, words) for row in rows)
    known = new or old
    return ChangedGroup(
        id=group,
        name=known.name if known else group,
        areas=tuple(_areas(old, new)),
        leaves=leaves,
        counts={kind: count for kind in Change if (count := sum(kind in leaf.kinds for leaf in leaves))},
        same=len({**(old.by_code if old else {}), **(new.by_code if new else {})}) - len(leaves),
    )


def _areas(
    old: CriteriaSet | None, new: CriteriaSet | None
) -> Iterator[tuple[str, str, Fraction | None, Fraction | None]]:
    before: dict[str, Node] = {area.code: area for area in (old.areas if old else ())}
    after: dict[str, Node] = {area.code: area for area in (new.areas if new else ())}
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code), after.get(code)
        named = other or one
        if named is not None:
            yield code, named.name, one.max_points if one else None, other.max_points if other else None


def _leaf(row: LeafChange, before: CriteriaSet | None, after: CriteriaSet | None, words: Words) -> ChangedLeaf:
    """The leaf as the sets call it, which may be in another language; what happened to it is in the law's own words."""
    kinds = tuple(_kinds(row.before, row.after))
    old = before.by_code[row.code] if before and row.before else None
    new = after.by_code[row.code] if after and row.after else None
    named = new or old
    rules = Change.RULE in kinds
    return ChangedLeaf(
        code=row.code,
        name=named.name if named else "",
        name_before=old.name if old and new and old.name != new.name else "",
        kinds=kinds,
        before=old.max_points if old else None,
        after=new.max_points if new else None,
        rule_before=tuple(words.rule_lines(old)) if old and (rules or new is None) else (),
        rule_after=tuple(words.rule_lines(new)) if new and (rules or old is None) else (),
    )


def _kinds(old: Leaf | None, new: Leaf | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change.ADDED if old is None else Change.REMOVED
        return
    weight, rule = old.max_points != new.max_points, old.rule != new.rule
    if weight:
        yield Change.WEIGHT
    if rule:
        yield Change.RULE
    if old.name != new.name or not (weight or rule):
        yield Change.WORDING
