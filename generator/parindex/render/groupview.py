"""What the page of a cycle says about one group of units: its ranking, then what the group looks like as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from markupsafe import Markup

from parindex.i18n.words import Words
from parindex.model.regulation import Grade, UnitGroup
from parindex.model.repository import CycleResult
from parindex.render import charts
from parindex.render.analysis import Analysis, analysis_of, bins
from parindex.render.papers import Papers
from parindex.render.progress import Board, board_of
from parindex.render.rankcolumns import Beside
from parindex.render.ranking import Ranking, ranking_of
from parindex.render.stats import GroupStats


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One group; `analysis` is there once somebody is ranked, `board` while not everybody has a result."""

    group: UnitGroup
    stats: GroupStats
    ranking: Ranking
    chart: Markup
    analysis: Analysis | None
    board: Board | None


def group_view(
    cycle: CycleResult,
    group: UnitGroup,
    stats: GroupStats,
    papers: Mapping[str, Papers],
    beside: Beside,
    words: Words,
) -> GroupView:
    """The view of a group that has units; how far each has come is taken from `papers`."""
    results = cycle.group(group.id)
    steps = {result.unit.id: papers[result.unit.id].step for result in results}
    criteria = cycle.regulation.sets.get(group.id) if cycle.regulation else None
    moves = {result.unit.id: papers[result.unit.id].moves for result in results}
    complete = cycle.cycle.decided or stats.ranked == stats.size
    grades = cycle.regulation.grades if cycle.regulation else ()
    indices = [(result.index, result.unit.name) for result in results if result.judged and result.index is not None]
    return GroupView(
        group=group,
        stats=stats,
        ranking=ranking_of(cycle, group, stats, replace(beside, steps=steps), words),
        chart=spread_chart(indices, grades, words),
        analysis=analysis_of(cycle, criteria, stats, beside.previous, moves) if criteria and stats.ranked else None,
        board=None if complete else board_of(steps.values(), disclosed=cycle.cycle.disclosed),
    )


def spread_chart(values: Sequence[tuple[Fraction, str]], grades: Sequence[Grade], words: Words) -> Markup:
    """Shares in percent, each with its unit's name, on one axis: dots for few units, columns for many, none for two."""
    if len(values) < 3:
        return Markup("")
    shares = [value for value, _ in values]
    label = words.t["strip-label"].format(
        count=str(len(values)), low=words.number(min(shares)), high=words.number(max(shares))
    )
    if len(values) > charts.DOTS:
        return charts.histogram([(entry.lower, entry.upper, entry.count) for entry in bins(shares)], grades, label)
    return charts.strip(values, grades, label)
