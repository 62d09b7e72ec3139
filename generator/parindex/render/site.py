"""Which pages, scripts, feeds and documents the site has in one language.

What a page says is written in `pages`. The frame around it (header, navigation, footer) is the site engine's; `publish`
puts the two together.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from parindex.i18n.mirror import ORIGINAL, mirrored
from parindex.i18n.words import Words
from parindex.model.repository import CycleKey, CycleResult, Repository
from parindex.model.roster import CycleKind
from parindex.render import searching, urls
from parindex.render.basis import basis_of
from parindex.render.comparing import comparing_scripts, has_comparison
from parindex.render.feed import atom, entries_of
from parindex.render.forms import common_scripts, cycle_scripts
from parindex.render.page import Build, Page
from parindex.render.pages import cycles, front, leaves, programmes, regulations, units
from parindex.render.papers import Papers

Job = Callable[[], Page]


class Site:
    """All pages of a repository in one language. Pages are made one at a time: a national build holds none of them.

    `basis` is what they are made from (`basis_of`).
    """

    def __init__(
        self,
        repository: Repository,
        build: Build,
        templates: Path,
        papers: Mapping[CycleKey, Mapping[str, Papers]] | None = None,
    ) -> None:
        self.basis = basis_of(repository, build, templates, papers)
        self.lang = build.lang

    def jobs(self) -> Iterator[Job]:
        """Every page as something that can be called to make it, in a stated order."""
        basis = self.basis
        ways_in = (front.home, front.results_index, regulations.methods_index, front.data_index, front.search_page)
        for page in (*ways_in, front.rules_page):
            yield partial(page, basis)
        for programme in basis.repository.programmes.values():
            yield partial(programmes.programme_page, basis, programme)
        for regulation in basis.repository.regulations.values():
            yield partial(regulations.method_page, basis, regulation)
            for criteria in regulation.sets.values():
                yield partial(regulations.criteria_page, basis, regulation, criteria)
        for change in basis.build.changes:
            yield partial(regulations.change_page, basis, change)
        for cycle in basis.repository.cycles:
            if cycle.cycle.kind is CycleKind.PUBLISHED:
                yield partial(programmes.printed_page, basis, cycle)
            else:
                yield from self._cycle_jobs(cycle)

    def _cycle_jobs(self, cycle: CycleResult) -> Iterator[Job]:
        basis = self.basis
        yield partial(cycles.cycle_page, basis, cycle)
        if cycle.key in basis.build.comparisons:
            yield partial(programmes.comparison_page, basis, cycle)
        for criteria in basis.forms[cycle.key].values():
            yield partial(cycles.form_page, basis, cycle, criteria)
        if basis.health[cycle.key]:
            yield partial(cycles.health_page, basis, cycle)
        for edition, then in basis.build.editions.get(cycle.key, ()):
            yield partial(cycles.edition_page, basis, cycle, edition, then)
        if has_comparison(cycle):
            yield partial(cycles.comparing_page, basis, cycle)
        for result in cycle.units:
            yield partial(units.unit_page, basis, cycle, result)
            if basis.papers[cycle.key][result.unit.id].health:
                yield partial(units.evidence_page, basis, cycle, result)
        for criteria in cycles.sets_in_use(cycle):
            for area in criteria.areas:
                yield partial(leaves.area_page, basis, cycle, criteria, area)
            for leaf in criteria.leaves:
                yield partial(leaves.criterion_page, basis, cycle, criteria, leaf)

    def search_entries(self) -> list[tuple[str, str, str, str]]:
        """What a search finds (`searching.search_entries`)."""
        return searching.search_entries(self.basis)

    def feeds(self) -> Iterator[tuple[str, bytes]]:
        """News of the site and of each programme with decided cycles, as Atom."""
        basis = self.basis
        title, address = basis.t["feed-title"], basis.build.site_url
        news = entries_of(basis.repository.cycles, basis.words)
        yield urls.feed(), atom(urls.feed(), title, news, basis.words, address, title)
        for programme in basis.repository.programmes.values():
            if mine := entries_of(basis.cycles_of(programme), basis.words):
                path, name = urls.feed(programme.id), f"{title}: {programme.name}"
                yield path, atom(path, name, mine, basis.words, address, programme.authority)

    def scripts(self) -> Iterator[tuple[str, bytes]]:
        """What the forms, the trials of units and their comparisons are given, as scripts."""
        basis, words = self.basis, Words(self.lang)
        yield from common_scripts(basis.repository.cycles, words)
        for cycle in basis.repository.cycles:
            papers = basis.papers.get(cycle.key, {})
            if self.lang == ORIGINAL:
                yield from cycle_scripts(cycle, {unit: entry.trial for unit, entry in papers.items()})
            for path, data in comparing_scripts(cycle, papers, words):
                yield mirrored(self.lang, path), data

    def documents(self) -> Iterator[tuple[str, str]]:
        """Documents of the repository that the site carries: where to, and where from."""
        for papers in self.basis.papers.values():
            for entry in papers.values():
                yield from entry.files
