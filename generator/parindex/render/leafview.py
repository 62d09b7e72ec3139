"""What the page of a criterion or an area says about the units of a group: who got what, and what was accepted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from markupsafe import Markup, escape

from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet, Leaf, Node
from parindex.model.points import ZERO, exact_sum
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.render import charts, urls
from parindex.render.analysis import Bin, bins
from parindex.render.papers import Papers
from parindex.render.parents import Parents, parents_of
from parindex.render.rankcolumns import Column
from parindex.render.ranking import Ranking
from parindex.render.sortkeys import keys, name_keys
from parindex.render.stats import mean, median
from parindex.render.waiting import all_at

NAMED = 6
"""Up to so many units are named as the best or the lowest; of more, only the number is told."""

_DISTINCT = 8
_EXAMPLES = 8


class Reached(StrEnum):
    """How much of a maximum a unit was given."""

    FULL = "full"
    PART = "part"
    ZERO = "zero"
    NONE = "none"


def reached(points: Fraction | None, maximum: Fraction) -> Reached:
    """FULL for all points, ZERO for none of them, PART for what lies between; NONE where there is no result."""
    if points is None:
        return Reached.NONE
    return Reached.FULL if points == maximum else Reached.PART if points else Reached.ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """The greatest or smallest value with all units that have it."""

    value: Fraction
    units: tuple[UnitResult, ...]

    @property
    def named(self) -> bool:
        """Whether they are few enough to be named."""
        return len(self.units) <= NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Claim against appraisal: mean of both in points, how many units were lowered and raised."""

    claimed: Fraction
    official: Fraction
    lowered: int
    raised: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document that was accepted for all points, and the unit that filed it."""

    kind: str
    title: str
    result: UnitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafView:
    """A criterion across the units of a group; `counts` has its values where they are few, `bins` percents else."""

    table: Ranking
    counted: int
    mean: Fraction | None
    full: int
    zero: int
    counts: tuple[tuple[Fraction, int, Fraction], ...]
    bins: tuple[Bin, ...]
    best: Extreme | None
    lowest: Extreme | None
    gap: Gap | None
    kinds: tuple[tuple[str, int], ...]
    examples: tuple[Example, ...]


def leaf_view(
    cycle: CycleResult, criteria: CriteriaSet, leaf: Leaf, papers: Mapping[str, Papers], words: Words
) -> LeafView:
    """One criterion; what was written about a unit's leaves stands in the order of its criteria."""
    place = [entry.code for entry in criteria.leaves].index(leaf.code)
    results = cycle.group(criteria.group)
    mine = [papers[result.unit.id] for result in results]
    points = [entry.points[place] if entry.points else None for entry in mine]
    known = [(value, result) for value, result in zip(points, results, strict=True) if value is not None]
    values = Counter(value for value, _ in known)
    few = len(values) <= _DISTINCT
    moved = [_moved(papers[result.unit.id], {place}) for _, result in known]
    kinds, examples = _accepted(place, results, papers)
    return LeafView(
        table=_leaf_table(leaf, place, results, mine, points, parents_of(cycle, results), words),
        counted=len(known),
        mean=mean([value for value, _ in known]),
        full=values[leaf.max_points],
        zero=values[ZERO],
        counts=tuple((value, values[value], Fraction(100 * values[value], len(known))) for value in sorted(values))
        if few
        else (),
        bins=() if few else tuple(bins([value * 100 / leaf.max_points for value, _ in known])),
        best=_extreme(known, highest=True),
        lowest=_extreme(known, highest=False),
        gap=_gap([value for value, _ in known], moved) if leaf.self_scored and any(moved) else None,
        kinds=kinds,
        examples=examples,
    )


def _leaf_table(
    leaf: Leaf,
    place: int,
    results: Sequence[UnitResult],
    papers: Sequence[Papers],
    points: Sequence[Fraction | None],
    parents: Parents,
    words: Words,
) -> Ranking:
    """The rows that were written where the units were scored, with their keys."""
    t = words.t
    named, given = name_keys(results), keys(points)
    kinds = [reached(value, leaf.max_points) for value in points]
    written = all_at([entry.rows for entry in papers], place)
    rows = [
        f'<tr data-k="{name} {given}" data-c="-{kind}"{parents.attribute(result)}>{row.decode().removeprefix("<tr>")}'
        for name, given, kind, result, row in zip(named, given, kinds, results, written, strict=True)
    ]
    return Ranking(
        id="don-vi",
        name=t["criterion-units"],
        columns=(
            Column(id="don-vi", label=t["unit"], key=0),
            Column(id="khai", label=t["declared"]),
            Column(id="tu-cham", label=t["claimed"], css="pi-n pi-wide"),
            Column(id="diem", label=t["standing-points"], css="pi-n", first="descending", key=1),
            Column(id="thanh", label="", css="pi-wide pi-ranking__bar"),
        ),
        rows=Markup("".join(rows)),  # noqa: S704 the clerk has escaped what was filed
        size=len(results),
        grades=(),
        states=_states(kinds, words),
        parents=parents.names,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafRow:
    """A criterion of an area: mean points and percent, units with all points and with none, points moved per unit."""

    leaf: Leaf
    mean: Fraction | None
    percent: Fraction | None
    full: int
    zero: int
    moved: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """An area across the units of a group; the shares are percents of the area's applicable maximum."""

    table: Ranking
    counted: int
    shares: tuple[tuple[Fraction, str], ...]
    mean: Fraction | None
    median: Fraction | None
    best: Extreme | None
    lowest: Extreme | None
    gap: Gap | None
    leaves: tuple[LeafRow, ...]


def area_view(
    cycle: CycleResult, criteria: CriteriaSet, area: Node, papers: Mapping[str, Papers], words: Words
) -> AreaView:
    """One area with its criteria; units without an official result have no share."""
    results = cycle.group(criteria.group)
    sums = {result.unit.id: result.official.areas[area.code] for result in results if result.judged and result.official}
    ranked = [result for result in results if result.unit.id in sums]
    known = [(share, result) for result in ranked if (share := sums[result.unit.id].percent) is not None]
    inside = {number for number, leaf in enumerate(criteria.leaves) if criteria.area_of[leaf.code] == area.code}
    moved = {result.unit.id: _moved(papers[result.unit.id], inside) for result in ranked}
    rows = [_leaf_row(leaf, number, ranked, papers) for number, leaf in enumerate(criteria.leaves) if number in inside]
    return AreaView(
        table=_area_table(
            area, results, {result.unit.id: share for share, result in known}, moved, parents_of(cycle, results), words
        ),
        counted=len(known),
        shares=tuple((share, result.unit.name) for share, result in known),
        mean=mean([share for share, _ in known]),
        median=median(share for share, _ in known),
        best=_extreme(known, highest=True),
        lowest=_extreme(known, highest=False),
        gap=_gap([entry.points for entry in sums.values()], list(moved.values())) if any(moved.values()) else None,
        leaves=tuple(rows),
    )


def _leaf_row(leaf: Leaf, place: int, ranked: Sequence[UnitResult], papers: Mapping[str, Papers]) -> LeafRow:
    mine = [papers[result.unit.id] for result in ranked]
    points = [value for entry in mine if entry.points and (value := entry.points[place]) is not None]
    average = mean(points)
    return LeafRow(
        leaf=leaf,
        mean=average,
        percent=None if average is None else average * 100 / leaf.max_points,
        full=points.count(leaf.max_points),
        zero=points.count(ZERO),
        moved=exact_sum(_moved(entry, {place}) for entry in mine) / (len(points) or 1),
    )


def _area_table(
    area: Node,
    results: Sequence[UnitResult],
    shares: Mapping[str, Fraction],
    moved: Mapping[str, Fraction],
    parents: Parents,
    words: Words,
) -> Ranking:
    t = words.t
    order = sorted(results, key=lambda result: -shares.get(result.unit.id, Fraction(-1)))
    found = [shares.get(result.unit.id) for result in order]
    changes = [moved.get(result.unit.id) for result in order]
    kinds = [reached(share, Fraction(100)) for share in found]
    target = f"#{urls.anchor(area.code)}"
    cells = [
        f'<th scope="row"><a href="{urls.unit_link(result.unit.id)}{target if result.claimed else ""}">'
        f"{escape(result.unit.name)}</a></th>"
        f'<td class="pi-n pi-ranking__index">{words.number(share, 1)}</td>'
        f'<td class="pi-wide pi-ranking__bar" aria-hidden="true">{"" if share is None else charts.bar(share)}</td>'
        f'<td class="pi-n pi-wide">{"+" if change and change > 0 else ""}{words.number(change)}</td>'
        f'<td class="pi-n">{result.rank or "–"}</td></tr>\n'
        for result, share, change in zip(order, found, changes, strict=True)
    ]
    places = [str(result.rank) if result.rank else "-" for result in order]
    above = [parents.attribute(result) for result in order]
    every = zip(name_keys(order), keys(found), keys(changes), places, kinds, above, cells, strict=True)
    rows = [f'<tr data-k="{n} {s} {c} {p}" data-c="-{k}"{a}>{row}' for n, s, c, p, k, a, row in every]
    return Ranking(
        id="don-vi",
        name=t["area-units"],
        columns=(
            Column(id="don-vi", label=t["unit"], key=0),
            Column(id="ty-le", label="%", css="pi-n", title=t["area-percent"], first="descending", key=1),
            Column(id="thanh", label="", css="pi-wide pi-ranking__bar"),
            Column(id="tham-dinh", label=t["gap-short"], css="pi-n pi-wide", title=t["gap"], key=2),
            Column(id="hang", label=t["rank"], css="pi-n", title=t["rank-whole"], key=3),
        ),
        rows=Markup("".join(rows)),  # noqa: S704 names are escaped where they are written
        size=len(order),
        grades=(),
        states=_states(kinds, words),
        parents=parents.names,
    )


def _states(kinds: Iterable[Reached], words: Words) -> tuple[tuple[str, str], ...]:
    had = set(kinds)
    return tuple((kind.value, words.t[f"reached-{kind.value}"]) for kind in Reached if kind in had)


def _moved(papers: Papers, places: set[int]) -> Fraction:
    return exact_sum(move.points for move in papers.moves if move.place in places)


def _gap(official: Sequence[Fraction], moved: Sequence[Fraction]) -> Gap:
    average = exact_sum(official) / len(official)
    return Gap(
        claimed=average - exact_sum(moved) / len(official),
        official=average,
        lowered=sum(1 for points in moved if points < 0),
        raised=sum(1 for points in moved if points > 0),
    )


def _extreme(known: Sequence[tuple[Fraction, UnitResult]], *, highest: bool) -> Extreme | None:
    if not known:
        return None
    value = (max if highest else min)(value for value, _ in known)
    return Extreme(value=value, units=tuple(result for other, result in known if other == value))


def _accepted(
    place: int, results: Sequence[UnitResult], papers: Mapping[str, Papers]
) -> tuple[tuple[tuple[str, int], ...], tuple[Example, ...]]:
    """Kinds of the accepted documents, the most frequent first, and titles of some, from the best-ranked units on."""
    kinds: Counter[str] = Counter()
    examples: dict[str, Example] = {}
    for result in results:
        proofs = papers[result.unit.id].proofs
        for number in proofs.cited[place] if proofs else b"":
            assert proofs is not None
            kind, title = proofs.documents[number]
            kinds[kind] += 1
            if len(examples) < _EXAMPLES:
                examples.setdefault(title.casefold(), Example(kind=kind, title=title, result=result))
    return tuple(sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0]))), tuple(examples.values())
