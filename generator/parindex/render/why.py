"""What a unit's page says beside its result: a summary in sentences, why the rank moved, how firm it is, what is next.

Everything here comes worked out (`model.analysis`) and only becomes words; figures are rounded where they are printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from parindex.i18n.words import Words
from parindex.model.analysis import (
    Cause,
    Distance,
    LeafShare,
    Movement,
    MovementPart,
    NoMovement,
    RankBand,
    UnitAnalysis,
)
from parindex.model.points import apportioned, round_to
from parindex.model.regulation import RoundingPolicy
from parindex.model.repository import CycleResult
from parindex.model.result import Sum, UnitResult
from parindex.render.stats import GroupStats

_CHANCES = 5
"""So many leaves are named that would do for the next class."""

_NAMED = 3
"""So many leaves are named in a part; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A part of a change as it is printed; `leaves` are (code, name, figure), `more` counts those that are left out."""

    cause: Cause
    index: str
    places: str
    leaves: tuple[tuple[str, str, str], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The sentences and rows of one page, empty where nothing can be told.

    `reason` is why a change is not taken apart. `chances` are (code, name, lost points) of the leaves that would do.
    """

    summary: tuple[str, ...] = ()
    lead: str = ""
    rows: tuple[Row, ...] = ()
    total: Row | None = None
    unmatched: str = ""
    reason: NoMovement | None = None
    band: str = ""
    next_class: str = ""
    chances: tuple[tuple[str, str, str], ...] = ()
    more_chances: str = ""


def why_of(cycle: CycleResult, result: UnitResult, group: GroupStats, told: UnitAnalysis, words: Words) -> Why:
    """What is told about a unit; nothing for one without a result."""
    if cycle.regulation is None or not result.judged or result.index is None:
        return Why()
    writer = _Writer(words, cycle.regulation.rounding)
    moved = told.movement if isinstance(told.movement, Movement) else None
    rows = writer.rows(moved) if moved else ()
    return Why(
        summary=tuple(writer.summary(cycle, result, group, moved, told.distance)),
        lead=writer.lead(moved) if moved else "",
        rows=rows,
        total=writer.total(moved) if moved else None,
        unmatched=writer.words.t["why-unmatched"].format(count=moved.unmatched) if moved and moved.unmatched else "",
        reason=told.movement if isinstance(told.movement, NoMovement) else None,
        band=writer.band(told.band, group.ranked) if told.band and group.ranked > 1 else "",
        next_class=writer.next_class(told.distance, result.index) if told.distance else "",
        chances=writer.chances(told.distance) if told.distance else (),
        more_chances=writer.more_chances(told.distance) if told.distance else "",
    )


class _Writer:
    """Writes in one language, indices as one regulation prints them."""

    def __init__(self, words: Words, rounding: RoundingPolicy) -> None:
        self.words = words
        self.t = words.t
        self.rounding = rounding

    def index(self, value: Fraction) -> str:
        """An index as the regulation prints it."""
        return self.words.number(value, self.rounding.decimals, self.rounding.mode)

    def printed(self, value: Fraction) -> Fraction:
        """The value of an index as it is printed."""
        return round_to(value, self.rounding.decimals, self.rounding.mode)

    def signed(self, value: Fraction) -> str:
        """A figure with its sign; zero has none."""
        return f"{'+' if value > 0 else ''}{self.words.number(value, self.rounding.decimals)}"

    def places(self, count: int) -> str:
        """Places gained or lost, as a figure with a sign."""
        return f"+{count}" if count > 0 else f"−{-count}" if count < 0 else "0"

    # ── the summary ───────────────────────────────────────────────────────────────────────────────────────────────

    def summary(
        self,
        cycle: CycleResult,
        result: UnitResult,
        group: GroupStats,
        moved: Movement | None,
        distance: Distance | None,
    ) -> Iterator[str]:
        """Where the unit stands, what lifted and what cost most, the change, and how far the next class is."""
        index = self.index(result.index or Fraction(0))
        figures = {"rank": str(result.rank), "size": str(group.ranked), "index": index}
        if result.rank is None:
            whole = self.words.number(Fraction(cycle.cycle.partial.get(result.unit.group, group.ranked)), 0)
            yield self.t["sum-listed"].format(**figures, whole=whole)
        elif result.grade is not None:
            yield self.t["sum-place-class"].format(**figures, grade=result.grade.label)
        else:
            yield self.t["sum-place"].format(**figures)
        yield from self._areas(result)
        if moved is not None:
            yield self._change(moved)
        if distance is not None:
            yield self.next_class(distance, result.index or Fraction(0))
        elif result.grade is not None and cycle.regulation and result.grade == cycle.regulation.grades[0]:
            yield self.t["sum-highest"]

    def _areas(self, result: UnitResult) -> Iterator[str]:
        areas = result.criteria.areas if result.criteria else ()
        sums = result.official.areas if result.official else {}
        counting = [(area, sums[area.code]) for area in areas if area.code in sums and sums[area.code].max_points]
        if len(counting) < 2:
            return
        best = max(counting, key=lambda pair: _share(pair[1]))
        worst = max(counting, key=lambda pair: _lost(pair[1]))
        if not _lost(worst[1]):
            return
        yield self.t["sum-areas"].format(
            best=best[0].name,
            percent=self.words.number(_share(best[1]), 1),
            worst=worst[0].name,
            lost=self.words.number(_lost(worst[1])),
        )

    def _change(self, moved: Movement) -> str:
        change = self.printed(moved.index_after) - self.printed(moved.index_before)
        index = "up" if change > 0 else "down" if change < 0 else "same"
        return self.t["sum-change"].format(
            cycle=moved.since,
            index=self.t[f"sum-index-{index}"].format(change=self.words.number(abs(change), self.rounding.decimals)),
            rank=self._ranks(moved),
        )

    def _ranks(self, moved: Movement) -> str:
        way = "up" if moved.places > 0 else "down" if moved.places < 0 else "same"
        return self.t[f"sum-rank-{way}"].format(places=str(abs(moved.places)), rank=str(moved.rank_before))

    # ── why the rank moved ────────────────────────────────────────────────────────────────────────────────────────

    def lead(self, moved: Movement) -> str:
        """Both ends of the change."""
        return self.t["why-lead"].format(
            cycle=moved.since,
            before=self.index(moved.index_before),
            after=self.index(moved.index_after),
            rank=self._ranks(moved),
        )

    def rows(self, moved: Movement) -> tuple[Row, ...]:
        """The parts, printed so that they add up to the difference of the printed indices."""
        change = self.printed(moved.index_after) - self.printed(moved.index_before)
        told = [part for part in moved.parts if part.cause is not Cause.OTHERS]
        shown = apportioned([part.index for part in told], change, self.rounding.decimals)
        rows = [self._row(part, self.signed(value)) for part, value in zip(told, shown, strict=True)]
        others = moved.parts[-1]
        return (*rows, self._row(others, "")) if others.places else tuple(rows)

    def total(self, moved: Movement) -> Row:
        """The sum of the parts."""
        change = self.printed(moved.index_after) - self.printed(moved.index_before)
        places = self.places(moved.places)
        return Row(cause=Cause.OTHERS, index=self.signed(change), places=places, leaves=(), more="")

    def _row(self, part: MovementPart, index: str) -> Row:
        left = len(part.leaves) - _NAMED
        return Row(
            cause=part.cause,
            index=index,
            places=self.places(part.places),
            leaves=tuple(self._leaf(part.cause, share) for share in part.leaves[:_NAMED]),
            more=self.t["why-more"].format(count=str(left)) if left > 0 else "",
        )

    def _leaf(self, cause: Cause, share: LeafShare) -> tuple[str, str, str]:
        figure = f"{'+' if share.index > 0 else ''}{self.words.plain(share.index)}"
        if cause is Cause.BASIS:
            return share.leaf.code, share.leaf.name, self.t["why-maximum"].format(change=figure)
        return share.leaf.code, share.leaf.name, self.signed(share.index)

    # ── how firm, and what is next ────────────────────────────────────────────────────────────────────────────────

    def band(self, band: RankBand, size: int) -> str:
        """The band in a sentence."""
        figures = {"best": str(band.best), "worst": str(band.worst), "size": str(size)}
        if band.firm:
            return self.t["band-firm"].format(**figures)
        return self.t["band-wide"].format(**figures, kept=str(band.kept), draws=str(band.draws))

    def next_class(self, distance: Distance, index: Fraction) -> str:
        """How far the next class is, in the figures that are printed for the index and for the bound."""
        missing = (distance.grade.lower or Fraction(0)) - self.printed(index)
        key = "sum-next-above" if distance.above else "sum-next"
        if missing <= 0:
            # What is missing is less than what an index is printed with.
            key, missing = "sum-next-hair", Fraction(1, 10**self.rounding.decimals)
        return self.t[key].format(index=self.words.number(missing, self.rounding.decimals), grade=distance.grade.label)

    def chances(self, distance: Distance) -> tuple[tuple[str, str, str], ...]:
        """The fewest leaves with whose lost points the next class would be reached."""
        return tuple(
            (chance.leaf.code, chance.leaf.name, self.words.number(chance.points))
            for chance in distance.enough[:_CHANCES]
        )

    def more_chances(self, distance: Distance) -> str:
        """How many leaves are needed besides those that are named."""
        left = len(distance.enough) - _CHANCES
        return self.t["why-more"].format(count=str(left)) if left > 0 else ""


def _share(area: Sum) -> Fraction:
    return area.percent or Fraction(0)


def _lost(area: Sum) -> Fraction:
    return area.max_points - area.points
