"""What the comparison of two to four units of a group is given: figures as they are printed, in their exact order.

A script that gets figures as text cannot tell which of two is higher without rounding them again. So the texts stand
once, sorted by the exact values, and units hold places among them: a greater number is a greater figure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.render import urls
from parindex.render.environment import grade_step, printed_index
from parindex.render.papers import Papers
from parindex.render.placing import placing_of
from parindex.render.scripts import as_script, assigned

FEWEST, MOST = 2, 4
"""So many units can be compared at once."""

UNITS = "index"
"""What the list of all units is called beside the files of groups: a name that no group may have."""


def has_comparison(cycle: CycleResult) -> bool:
    """Whether some group of a cycle has enough published results to compare."""
    groups = [result.unit.group for result in cycle.units if result.judged]
    return any(groups.count(group) >= FEWEST for group in set(groups))


def comparing_page(cycle: CycleResult, words: Words) -> dict[str, Any]:
    """What the script of the page is told: its words, the groups, and how many units it takes."""
    regulation = cycle.regulation
    there = {result.unit.group for result in cycle.units}
    return {
        "cycle": f"{cycle.programme.id}/{cycle.cycle.id}",
        "most": MOST,
        "groups": {group.id: group.name for group in regulation.groups if group.id in there} if regulation else {},
        "words": {key: text for key, text in words.t.items() if key.startswith("compare-")}
        | {f"placing-{placing}": words.t[f"placing-{placing}"] for placing in {placing_of(r) for r in cycle.units}}
        | {key: words.t[key] for key in ("criterion", "rank", "index", "class", "bonus", "penalty", "tied")},
    }


def comparing_scripts(cycle: CycleResult, papers: Mapping[str, Papers], words: Words) -> Iterator[tuple[str, bytes]]:
    """The list of a cycle's units, and for each group the figures of its published results."""
    if not has_comparison(cycle):
        return
    programme, cycle_id = cycle.programme.id, cycle.cycle.id
    units = [[unit.id, unit.name, unit.group, placing_of(result)] for result in cycle.units for unit in [result.unit]]
    told = assigned("parindexUnits", f"{programme}/{cycle_id}", as_script(units))
    yield urls.comparing_script(programme, cycle_id, UNITS), told
    for criteria in cycle.regulation.sets.values() if cycle.regulation else ():
        ranked = [result for result in cycle.group(criteria.group) if result.judged]
        if len(ranked) >= FEWEST:
            data = as_script(_group(cycle, criteria, ranked, papers, words))
            path = urls.comparing_script(programme, cycle_id, criteria.group)
            yield path, assigned("parindexCompared", f"{programme}/{cycle_id}/{criteria.group}", data)


def _group(
    cycle: CycleResult,
    criteria: CriteriaSet,
    ranked: Sequence[UnitResult],
    papers: Mapping[str, Papers],
    words: Words,
) -> dict[str, Any]:
    official = [result.official for result in ranked if result.official is not None]
    points = [papers[result.unit.id].points for result in ranked]
    sums = [[total.areas[area.code].points for area in criteria.areas] for total in official]
    shares = [[total.areas[area.code].percent for area in criteria.areas] for total in official]
    extra = [[total.bonus, total.penalty] for total in official]
    figures = Ordered([*points, *sums, *extra], words.number)
    percents = Ordered(shares, lambda value: words.number(value, 1))
    indices = Ordered([[result.index] for result in ranked], lambda value: printed_index(words, value, cycle))
    grades = cycle.regulation.grades if cycle.regulation else ()
    area_at = [criteria.area_of[leaf.code] for leaf in criteria.leaves]
    return {
        "figures": figures.texts,
        "percents": percents.texts,
        "indices": indices.texts,
        "grades": {grade.id: [grade.label, grade_step(grades, grade)] for grade in grades},
        "areas": [
            {
                "name": f"{area.code}. {area.name}",
                "max": words.plain(area.max_points),
                "page": f"linh-vuc/{criteria.group}/{area.code.replace('.', '-')}.html",
                "leaves": [number for number, code in enumerate(area_at) if code == area.code],
            }
            for area in criteria.areas
        ],
        "leaves": [
            {
                "name": f"{leaf.code} {leaf.name}",
                "max": words.plain(leaf.max_points),
                "page": urls.criterion_link(criteria.group, leaf.code),
            }
            for leaf in criteria.leaves
        ],
        "units": {
            result.unit.id: [
                result.rank,
                int(result.tied),
                indices.places([result.index])[0],
                result.grade.id if result.grade else "",
                figures.places(more),
                figures.places(sums_of),
                percents.places(shares_of),
                figures.places(given),
            ]
            for result, more, sums_of, shares_of, given in zip(ranked, extra, sums, shares, points, strict=True)
        },
    }


class Ordered:
    """Distinct figures in their exact order, with the text of each."""

    def __init__(self, rows: Iterable[Sequence[Fraction | None]], told: Callable[[Fraction], str]) -> None:
        # A fraction's own hash costs more than all else here: figures are known by numerator and denominator.
        known = {value.as_integer_ratio(): value for row in rows for value in row if value is not None}
        order = sorted(known, key=lambda ratio: (ratio[0] / ratio[1], known[ratio]))
        self.texts = [told(known[ratio]) for ratio in order]
        self._place = {ratio: number for number, ratio in enumerate(order)}

    def places(self, row: Sequence[Fraction | None]) -> list[int | None]:
        """The place of each figure of a row; None where there is none."""
        return [None if value is None else self._place[value.as_integer_ratio()] for value in row]
