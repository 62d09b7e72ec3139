"""What all pages of one language are made from: results, papers and figures, looked up once, and the templates.

What stands on which page is decided in `pages`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from parindex.i18n.quoted import unmarked
from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleKey, CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.roster import CycleKind, Programme, Unit
from parindex.render import stats, urls
from parindex.render.environment import environment, finished, page_words
from parindex.render.feed import tells
from parindex.render.forms import form_sets
from parindex.render.health import GroupHealth, groups_of
from parindex.render.lineage import Lineage, same_yardstick
from parindex.render.page import Build, Page
from parindex.render.papers import Papers, papers_of
from parindex.render.translated import change_in, repository_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A repository as the pages of one language see it.

    `originals` and `original_laws` are its programmes and regulations in the words they are filed in, `forms` the
    criteria by group that units of an undecided cycle assess themselves by, `previous` the results by unit with which
    those of a cycle may be compared, `pictured` the cycles that have a picture of their own.
    """

    build: Build
    words: Words
    environment: Environment
    repository: Repository
    originals: Mapping[str, Programme]
    original_laws: Mapping[str, Regulation]
    papers: Mapping[CycleKey, Mapping[str, Papers]]
    cycles: Mapping[CycleKey, CycleResult]
    by_unit: Mapping[CycleKey, Mapping[str, UnitResult]]
    groups: Mapping[tuple[str, str, str], stats.GroupStats]
    health: Mapping[CycleKey, Sequence[GroupHealth]]
    forms: Mapping[CycleKey, Mapping[str, CriteriaSet]]
    lineages: Mapping[str, Lineage]
    previous: Mapping[CycleKey, Mapping[str, UnitResult]]
    pictured: Mapping[CycleKey, CycleResult]

    @property
    def lang(self) -> str:
        """The language of these pages."""
        return self.build.lang

    @property
    def t(self) -> Mapping[str, str]:
        """The labels of that language."""
        return self.words.t

    def stats_of(self, cycle: CycleResult, group: str) -> stats.GroupStats:
        """The figures about a group of units in a cycle."""
        return self.groups[*cycle.key, group]

    def cycles_of(self, programme: Programme) -> list[CycleResult]:
        """The cycles of a programme that could be read, the newest first."""
        mine = (self.cycles.get((programme.id, cycle)) for cycle in reversed(programme.cycles))
        return [cycle for cycle in mine if cycle is not None]

    def latest_page(self, programme: Programme, unit: str) -> str:
        """The newest page about a unit; printed tables have no page for each unit, but a row."""
        for cycle in self.cycles_of(programme):
            if cycle.cycle.kind is CycleKind.PUBLISHED:
                if any(row.unit == unit for row in cycle.cycle.rows):
                    return f"{urls.cycle_page(*cycle.key)}#{unit}"
            elif unit in self.by_unit[cycle.key]:
                return urls.unit_page(*cycle.key, unit)
        return ""

    def original_name(self, programme: Programme, unit: Unit) -> str:
        """A unit's own name where the pages call it by another one; empty where they do not."""
        own = self.originals[programme.id].units[unit.id].name
        return "" if own == unit.name else own

    def page(self, path: str, template: str, tab: str, title: str, description: str, /, **context: Any) -> Page:
        """A page from its template and what that is to be given."""
        root = urls.prefix(path)
        content = self.environment.get_template(f"{template}.html").render(
            root=root, page_path=path, title=title, **context
        )
        return Page(
            path=path,
            title=unmarked(title),
            description=unmarked(description),
            content=finished(content, self.words),
            tab=tab,
            picture=self._picture(path),
        )

    def _picture(self, path: str) -> str:
        """The picture of a page's cycle where there is one; an edition is of its own time and has the site's."""
        _, *key, name = (path.split("/") + [""] * 4)[:4]
        told = tuple(key) in self.pictured and not name.startswith("ban-")
        return urls.social(*key) if told else urls.social()


def stock_of(
    repository: Repository,
    build: Build,
    templates: Path,
    papers: Mapping[CycleKey, Mapping[str, Papers]] | None = None,
) -> Stock:
    """Everything that pages look up, worked out once.

    `papers` are what has been written about the units of each cycle where they were scored. Without them the results in
    `repository` must still hold their records.
    """
    words = page_words(build.lang)
    if not papers:
        papers = {cycle.key: papers_of(cycle, templates, build.lang) for cycle in repository.cycles if cycle.units}
    shown = repository_in(repository, build.lang)
    cycles = {cycle.key: cycle for cycle in shown.cycles}
    by_unit = {key: stats.by_unit(cycle) for key, cycle in cycles.items()}
    lineages = {programme.id: Lineage(programme) for programme in shown.programmes.values()}
    build = replace(build, changes=[change_in(change, shown) for change in build.changes])
    made = environment(templates, words)
    made.globals["build"] = build
    return Stock(
        build=build,
        words=words,
        environment=made,
        repository=shown,
        originals=repository.programmes,
        original_laws=repository.regulations,
        papers=papers,
        cycles=cycles,
        by_unit=by_unit,
        groups={
            (*key, group.id): stats.group_stats(cycle.group(group.id))
            for key, cycle in cycles.items()
            if cycle.regulation
            for group in cycle.regulation.groups
        },
        health={
            key: groups_of(cycle, {unit: entry.health for unit, entry in papers.get(key, {}).items()})
            for key, cycle in cycles.items()
        },
        forms={key: {criteria.group: criteria for criteria in form_sets(cycle)} for key, cycle in cycles.items()},
        lineages=lineages,
        previous={key: _previous(cycle, cycles, by_unit, lineages) for key, cycle in cycles.items()},
        pictured={key: cycle for key, cycle in cycles.items() if tells(cycle) and any(row.rank for row in cycle.units)},
    )


def _previous(
    cycle: CycleResult,
    cycles: Mapping[CycleKey, CycleResult],
    by_unit: Mapping[CycleKey, Mapping[str, UnitResult]],
    lineages: Mapping[str, Lineage],
) -> Mapping[str, UnitResult]:
    """The results of the cycle before with which this one's may be compared, by unit."""
    key = (cycle.programme.id, cycle.cycle.previous)
    if key not in cycles or not same_yardstick(cycle, cycles[key]):
        return {}
    lineage = lineages[cycle.programme.id]
    return {unit: was for unit, was in by_unit[key].items() if not lineage.broken(unit, cycle.cycle.previous)}
