"""Which pages, scripts, feeds and documents the site has in one language.

What a page says is written in `pages`. The frame around it (header, navigation, footer) is the site engine's; `publish`
puts the two together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from parindex.i18n.mirror import ORIGINAL, mirrored
from parindex.i18n.words import Words
from parindex.model.repository import CycleKey, CycleResult, Repository
from parindex.model.roster import CycleKind
from parindex.render import searching
from parindex.render.comparing import comparing_scripts, has_comparison
from parindex.render.feed import atom, feeds_of
from parindex.render.forms import common_scripts, cycle_scripts
from parindex.render.page import Build, Page
from parindex.render.pages import cycles, filing, front, leaves, programmes, regulations, units
from parindex.render.papers import Papers
from parindex.render.stock import stock_of

Job = Callable[[], Page]


class Site:
    """All pages of a repository in one language. Pages are made one at a time: a national build holds none of them.

    `stock` is what they are made from (`stock_of`).
    """

    def __init__(
        self,
        repository: Repository,
        build: Build,
        templates: Path,
        papers: Mapping[CycleKey, Mapping[str, Papers]] | None = None,
    ) -> None:
        self.stock = stock_of(repository, build, templates, papers)
        self.lang = build.lang

    def jobs(self) -> Iterator[Job]:
        """Every page as something that can be called to make it, in a stated order."""
        stock = self.stock
        ways_in = (front.home, front.results_index, regulations.methods_index, front.data_index, front.search_page)
        for page in (*ways_in, front.rules_page, filing.filing_page):
            yield partial(page, stock)
        for programme in stock.repository.programmes.values():
            yield partial(programmes.programme_page, stock, programme)
        for regulation in stock.repository.regulations.values():
            yield partial(regulations.method_page, stock, regulation)
            for criteria in regulation.sets.values():
                yield partial(regulations.criteria_page, stock, regulation, criteria)
        for change in stock.build.changes:
            yield partial(regulations.change_page, stock, change)
        for cycle in stock.repository.cycles:
            if cycle.cycle.kind is CycleKind.PUBLISHED:
                yield partial(programmes.printed_page, stock, cycle)
            else:
                yield from self._cycle_jobs(cycle)

    def _cycle_jobs(self, cycle: CycleResult) -> Iterator[Job]:
        stock = self.stock
        yield partial(cycles.cycle_page, stock, cycle)
        if cycle.key in stock.build.comparisons:
            yield partial(programmes.comparison_page, stock, cycle)
        for criteria in stock.forms[cycle.key].values():
            yield partial(cycles.form_page, stock, cycle, criteria)
        if stock.health[cycle.key]:
            yield partial(cycles.health_page, stock, cycle)
        for edition, then in stock.build.editions.get(cycle.key, ()):
            yield partial(cycles.edition_page, stock, cycle, edition, then)
        if has_comparison(cycle):
            yield partial(cycles.comparing_page, stock, cycle)
        for result in cycle.units:
            yield partial(units.unit_page, stock, cycle, result)
            if stock.papers[cycle.key][result.unit.id].health:
                yield partial(units.evidence_page, stock, cycle, result)
        for criteria in cycles.sets_in_use(cycle):
            for area in criteria.areas:
                yield partial(leaves.area_page, stock, cycle, criteria, area)
            for leaf in criteria.leaves:
                yield partial(leaves.criterion_page, stock, cycle, criteria, leaf)

    def search_entries(self) -> list[tuple[str, str, str, str]]:
        """What a search finds (`searching.search_entries`)."""
        return searching.search_entries(self.stock)

    def feeds(self, languages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """News of the site and of each programme with decided cycles, as Atom; `languages` are those of the site."""
        stock = self.stock
        for feed in feeds_of(stock.repository, stock.words, languages):
            yield mirrored(self.lang, feed.path), atom(feed, self.lang, stock.build.site_url)

    def scripts(self) -> Iterator[tuple[str, bytes]]:
        """What the forms, the trials of units and their comparisons are given, as scripts."""
        stock, words = self.stock, Words(self.lang)
        yield from common_scripts(stock.repository.cycles, words)
        for cycle in stock.repository.cycles:
            papers = stock.papers.get(cycle.key, {})
            if self.lang == ORIGINAL:
                yield from cycle_scripts(cycle, {unit: entry.trial for unit, entry in papers.items()})
            for path, data in comparing_scripts(cycle, papers, words):
                yield mirrored(self.lang, path), data

    def documents(self) -> Iterator[tuple[str, str]]:
        """Documents of the repository that the site carries: where to, and where from."""
        for papers in self.stock.papers.values():
            for entry in papers.values():
                yield from entry.files
