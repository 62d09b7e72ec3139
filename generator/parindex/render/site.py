"""Which pages the site has and what each of them says.

A page is a :class:`Page`: path, title, description, content. The frame around it (header, navigation, footer) is the
site engine's; `publish` puts the two together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from parindex.i18n import numbers
from parindex.i18n.mirror import ORIGINAL, mirrored
from parindex.i18n.quoted import unmarked
from parindex.i18n.text import finding_text, rule_ids, rule_text
from parindex.i18n.words import Words
from parindex.model.analysis import (
    Analyse,
    Before,
    NextClass,
    NoMovement,
    RankBand,
    RegulationChange,
    UnitAnalysis,
)
from parindex.model.criteria import Branch, CriteriaSet, Leaf, Node, Regulation
from parindex.model.edition import Edition
from parindex.model.finding import Severity
from parindex.model.papers import is_of_filing
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import RANKED, Standing, UnitResult
from parindex.model.roster import CycleKind, PrintedRow, Programme, Unit
from parindex.render import stats, urls
from parindex.render.changes import changed_groups, supposed_of
from parindex.render.comparing import comparing_page, comparing_scripts, has_comparison
from parindex.render.contact import contacts
from parindex.render.documents import campaign_documents
from parindex.render.environment import environment, finished, page_words
from parindex.render.feed import atom, entries_of, tells
from parindex.render.forms import Forge, common_scripts, cycle_scripts, form_page, form_sets
from parindex.render.front import counts_of, lead_of
from parindex.render.groupview import group_view, spread_chart
from parindex.render.health import GroupHealth, groups_of, percent, together
from parindex.render.leafview import area_view, leaf_view
from parindex.render.lineage import Lineage, same_yardstick
from parindex.render.papers import Entry, Papers, papers_of
from parindex.render.ranking import Beside
from parindex.render.sharing import embedding, pictures, shared
from parindex.render.translated import repository_in
from parindex.render.why import why_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; `tab` is the part of the site it belongs to ("results", "methods", "data", "home", "guide").

    `path` is where it stands in the tree of its language (`i18n.mirror`), and so does `picture`, which other websites
    show beside a link to it; `beside` are files that come with it, as paths and contents.
    """

    path: str
    title: str
    description: str
    content: str
    tab: str
    picture: str = urls.social()
    beside: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """An official paper of a cycle: what it is, and the path of its file by ending ("docx")."""

    what: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What is true of the whole build, and ends up in the receipt of every page.

    `site_url` is the address the site is published at, ending in a slash; empty where it is not known.
    `editions` are those of each decided cycle, with their results where these can be had and shown.
    """

    commit: str | None
    lang: str = "vi"
    comparisons: Mapping[tuple[str, str], Sequence[Any]] = field(default_factory=dict)
    printed: Mapping[tuple[str, str], Sequence[Any]] = field(default_factory=dict)
    forge: Forge | None = None
    site_url: str = ""
    bands: Mapping[tuple[str, str], Mapping[str, RankBand]] = field(default_factory=dict)
    next_classes: Mapping[tuple[str, str], Mapping[str, NextClass]] = field(default_factory=dict)
    editions: Mapping[tuple[str, str], Sequence[tuple[Edition, CycleResult | None]]] = field(default_factory=dict)
    analyse: Analyse | None = None
    changes: Sequence[RegulationChange] = ()
    downloads: Mapping[tuple[str, str], Sequence[Download]] = field(default_factory=dict)
    site_name: str = ""


Job = Callable[[], Page]

CycleKey = tuple[str, str]
"""A programme and a cycle of it."""

_NAMES_OF_BEFORE = 6
"""So many old names of a unit are shown in a search; all are found."""

# The sections of a unit's page that its first lines lead to, and the labels of their headings.
_SECTIONS = {
    "mat-diem": "losses",
    "tung-tieu-chi": "every-leaf",
    "tai-lieu": "evidence-title",
    "qua-trinh": "timeline",
}


class Site:
    """All pages of a repository in one language. Pages are made one at a time: a national build holds none of them.

    `papers` are what has been written about the units of each cycle where they were scored. Without them the results in
    `repository` must still hold their records.
    """

    def __init__(
        self,
        repository: Repository,
        build: Build,
        templates: Path,
        papers: Mapping[CycleKey, Mapping[str, Papers]] | None = None,
    ) -> None:
        self.build = build
        self.lang = build.lang
        self.words = page_words(self.lang)
        self.t = self.words.t
        self.papers = papers or {
            (cycle.programme.id, cycle.cycle.id): papers_of(cycle, templates, self.lang)
            for cycle in repository.cycles
            if cycle.units
        }
        self.original_programmes = repository.programmes
        self.repository = repository = repository_in(repository, self.lang)
        self.cycles = {(cycle.programme.id, cycle.cycle.id): cycle for cycle in repository.cycles}
        self.by_unit = {key: stats.by_unit(cycle) for key, cycle in self.cycles.items()}
        self.groups = {
            (*key, group.id): stats.group_stats(cycle.group(group.id))
            for key, cycle in self.cycles.items()
            if cycle.regulation
            for group in cycle.regulation.groups
        }
        self.health = {
            key: groups_of(cycle, {unit: entry.health for unit, entry in self.papers.get(key, {}).items()})
            for key, cycle in self.cycles.items()
        }
        self.forms = {
            key: {criteria.group: criteria for criteria in form_sets(made)} for key, made in self.cycles.items()
        }
        self.lineages = {programme.id: Lineage(programme) for programme in repository.programmes.values()}
        self.previous = {key: self._previous(made) for key, made in self.cycles.items()}
        self.pictured = {
            key: made for key, made in self.cycles.items() if tells(made) and any(row.rank for row in made.units)
        }
        self.environment = environment(templates, self.words)
        self.environment.globals["build"] = build

    # ── which pages there are ─────────────────────────────────────────────────────────────────────────────────

    def jobs(self) -> Iterator[Job]:
        """Every page as something that can be called to make it, in a stated order."""
        yield self.home
        yield self.results_index
        yield self.methods_index
        yield self.data_index
        yield self.search_page
        yield self.rules_page
        for programme in self.repository.programmes.values():
            yield partial(self.programme_page, programme)
        for regulation in self.repository.regulations.values():
            yield partial(self.method_page, regulation)
            for criteria in regulation.sets.values():
                yield partial(self.criteria_page, regulation, criteria)
        for change in self.build.changes:
            yield partial(self.change_page, change)
        for cycle in self.repository.cycles:
            if cycle.cycle.kind is CycleKind.PUBLISHED:
                yield partial(self.printed_page, cycle)
                continue
            yield partial(self.cycle_page, cycle)
            if (cycle.programme.id, cycle.cycle.id) in self.build.comparisons:
                yield partial(self.comparison_page, cycle)
            for criteria in self.forms[cycle.programme.id, cycle.cycle.id].values():
                yield partial(self.form_page, cycle, criteria)
            if self.health[cycle.programme.id, cycle.cycle.id]:
                yield partial(self.health_page, cycle)
            for edition, then in self.build.editions.get((cycle.programme.id, cycle.cycle.id), ()):
                yield partial(self.edition_page, cycle, edition, then)
            if has_comparison(cycle):
                yield partial(self.comparing_page, cycle)
            for result in cycle.units:
                yield partial(self.unit_page, cycle, result)
                if self.papers[cycle.programme.id, cycle.cycle.id][result.unit.id].health:
                    yield partial(self.evidence_page, cycle, result)
            for criteria in self._sets_in_use(cycle):
                for area in criteria.areas:
                    yield partial(self.area_page, cycle, criteria, area)
                for leaf in criteria.leaves:
                    yield partial(self.criterion_page, cycle, criteria, leaf)

    def feeds(self) -> Iterator[tuple[str, bytes]]:
        """News of the site and of each programme with decided cycles, as Atom."""
        title = self.t["feed-title"]
        news = entries_of(self.repository.cycles, self.words)
        yield urls.feed(), atom(urls.feed(), title, news, self.words, self.build.site_url, title)
        for programme in self.repository.programmes.values():
            if mine := entries_of(self._cycles_of(programme), self.words):
                path, name = urls.feed(programme.id), f"{title}: {programme.name}"
                yield path, atom(path, name, mine, self.words, self.build.site_url, programme.authority)

    def scripts(self) -> Iterator[tuple[str, bytes]]:
        """What the forms, the trials of units and their comparisons are given, as scripts."""
        yield from common_scripts(self.repository.cycles, Words(self.lang))
        for cycle in self.repository.cycles:
            papers = self.papers.get((cycle.programme.id, cycle.cycle.id), {})
            if self.lang == ORIGINAL:
                yield from cycle_scripts(cycle, {unit: entry.trial for unit, entry in papers.items()})
            for path, data in comparing_scripts(cycle, papers, Words(self.lang)):
                yield mirrored(self.lang, path), data

    def documents(self) -> Iterator[tuple[str, str]]:
        """Documents of the repository that the site carries: where to, and where from."""
        for papers in self.papers.values():
            for entry in papers.values():
                yield from entry.files

    def _sets_in_use(self, cycle: CycleResult) -> list[CriteriaSet]:
        used = {result.unit.group for result in cycle.units}
        sets = cycle.regulation.sets if cycle.regulation else {}
        return [criteria for group, criteria in sets.items() if group in used]

    # ── the pages ─────────────────────────────────────────────────────────────────────────────────────────────

    def home(self) -> Page:
        """What this is, and the latest results."""
        cards = self._cards()
        return self._page(
            urls.HOME,
            "home",
            "home",
            self.t["home-title"],
            self.t["home-description"],
            cards=cards,
            lead=lead_of(cards, self.build.comparisons, self.words),
            counts=counts_of(self.repository.cycles),
        )

    def results_index(self) -> Page:
        """All programmes."""
        title = self.t["results-title"]
        return self._page(urls.RESULTS, "results", "results", title, self.t["results-description"], cards=self._cards())

    def methods_index(self) -> Page:
        """All regulations."""
        return self._page(
            urls.METHODS,
            "methods",
            "methods",
            self.t["methods-title"],
            self.t["methods-description"],
            regulations=list(self.repository.regulations.values()),
        )

    def data_index(self) -> Page:
        """All downloads."""
        return self._page(
            urls.DATA,
            "data",
            "data",
            self.t["data-title"],
            self.t["data-description"],
            cycles=sorted(self.repository.cycles, key=lambda cycle: (cycle.programme.name, cycle.cycle.id)),
        )

    def search_page(self) -> Page:
        """Search, and without JavaScript the list of all units."""
        units = sorted(
            {(unit.name, programme.name, self._latest_page(programme, unit.id)) for programme, unit in self._units()},
            key=lambda row: (numbers.collation_key(row[0]), row[1], row[2]),
        )
        return self._page(
            urls.SEARCH, "search", "home", self.t["search-title"], self.t["search-description"], units=units
        )

    def rules_page(self) -> Page:
        """The rules of the checker, from the catalogue."""
        rules = [rule_text(rule, self.lang) for rule in rule_ids()]
        return self._page(urls.RULES, "rules", "guide", self.t["rules-title"], self.t["rules-description"], rules=rules)

    def programme_page(self, programme: Programme) -> Page:
        """A programme over the years."""
        cycles = self._cycles_of(programme)
        return self._page(
            urls.programme_page(programme.id),
            "programme",
            "results",
            f"{programme.name}: {programme.index_name}",
            self.t["programme-description"].format(name=programme.name),
            programme=programme,
            cycles=cycles,
            history=self._history(programme, cycles),
        )

    def method_page(self, regulation: Regulation) -> Page:
        """What a regulation says, with its sources."""
        return self._page(
            urls.method_page(regulation.id),
            "method",
            "methods",
            regulation.title,
            self.t["method-description"].format(name=regulation.short),
            regulation=regulation,
            changes=[change for change in self.build.changes if change.after.id == regulation.id],
            used_by=[cycle for cycle in self.repository.cycles if cycle.cycle.regulation == regulation.id],
        )

    def change_page(self, change: RegulationChange) -> Page:
        """What a regulation changes in an earlier one, and who would have moved."""
        return self._page(
            urls.change_page(change.after.id, change.before.id),
            "changes",
            "methods",
            self.t["changes-title"].format(new=change.after.short, old=change.before.short),
            self.t["changes-description"],
            change=change,
            groups=changed_groups(change, self.words),
            supposed=supposed_of(change),
        )

    def criteria_page(self, regulation: Regulation, criteria: CriteriaSet) -> Page:
        """The criteria of one unit group."""
        return self._page(
            urls.criteria_page(regulation.id, criteria.group),
            "criteria",
            "methods",
            criteria.name,
            self.t["criteria-description"].format(name=regulation.short),
            regulation=regulation,
            criteria=criteria,
            rows=list(_flat(criteria.areas, 1)),
        )

    def cycle_page(self, cycle: CycleResult) -> Page:
        """The ranking of one cycle, group by group."""
        key = (cycle.programme.id, cycle.cycle.id)
        there = {result.unit.group for result in cycle.units}
        beside = Beside(
            previous=self.previous[key],
            bands=self.build.bands.get(key, {}),
            nexts=self.build.next_classes.get(key, {}),
        )
        groups = [
            group_view(cycle, group, self._stats(cycle, group.id), self.papers[key], beside, self.words)
            for group in (cycle.regulation.groups if cycle.regulation else ())
            if group.id in there
        ]
        return self._page(
            urls.cycle_page(cycle.programme.id, cycle.cycle.id),
            "cycle",
            "results",
            f"{cycle.programme.name}: {cycle.cycle.title}",
            self.t["cycle-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            groups=groups,
            criteria_sets=self._sets_in_use(cycle),
            forms=self.forms[cycle.programme.id, cycle.cycle.id],
            has_comparison=(cycle.programme.id, cycle.cycle.id) in self.build.comparisons,
            has_evidence=bool(self.health[cycle.programme.id, cycle.cycle.id]),
            dockets=self._dockets(cycle),
            shared=shared(cycle, self.build.commit, self.build.site_url, Words(self.lang)),
            # A programme without news has no feed of its own.
            feed=urls.feed(cycle.programme.id if any(map(tells, self._cycles_of(cycle.programme))) else ""),
            editions=self.build.editions.get((cycle.programme.id, cycle.cycle.id), ()),
        )

    def _dockets(self, cycle: CycleResult) -> list[tuple[Unit, int | None, int | None, Entry]]:
        """Every objection of a cycle with its unit and that unit's rank before and after all answers."""
        papers = self.papers.get((cycle.programme.id, cycle.cycle.id), {})
        return [
            (result.unit, result.rank_before, result.rank, entry)
            for result in cycle.units
            for entry in (papers[result.unit.id].docket if result.unit.id in papers else ())
        ]

    def form_page(self, cycle: CycleResult, criteria: CriteriaSet) -> Page:
        """The form in which the units of a group assess themselves in an undecided cycle."""
        group = (
            next((entry for entry in cycle.regulation.groups if entry.id == criteria.group), None)
            if cycle.regulation
            else None
        )
        name = group.name if group else criteria.name
        return self._page(
            urls.form_page(cycle.programme.id, cycle.cycle.id, criteria.group),
            "form",
            "results",
            self.t["fill-title"].format(group=name, cycle=cycle.cycle.id),
            self.t["fill-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            criteria=criteria,
            form=form_page(cycle, criteria, self.build.forge),
        )

    def edition_page(self, cycle: CycleResult, edition: Edition, then: CycleResult | None) -> Page:
        """The ranking as it was in one edition; `then` are its results, None where they cannot be had."""
        key = (cycle.programme.id, cycle.cycle.id)
        name = self.t["edition"].format(number=edition.number)
        return self._page(
            urls.edition_page(*key, edition.number),
            "edition",
            "results",
            f"{cycle.programme.name}: {cycle.cycle.title}. {name}",
            self.t["edition-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            edition=edition,
            then=then,
            newest=len(self.build.editions[key]),
        )

    def printed_page(self, cycle: CycleResult) -> Page:
        """A printed table with what does and does not add up."""
        notes: dict[int, list[str]] = {}
        for finding in cycle.findings:
            notes.setdefault(finding.line, []).append(finding_text(finding, self.lang, self.words.quote)[0])
        table = cycle.cycle.table
        groups = []
        for group in table.groups if table else ():
            rows = [row for row in cycle.cycle.rows if row.group == group.id]
            if rows:
                groups.append((group, rows))
        return self._page(
            urls.cycle_page(cycle.programme.id, cycle.cycle.id),
            "printed",
            "results",
            f"{cycle.programme.name}: {cycle.cycle.title}",
            self.t["printed-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            table=table,
            groups=groups,
            notes=notes,
            computed={
                row.row.unit: row.computed_rank
                for row in self.build.printed.get((cycle.programme.id, cycle.cycle.id), ())
                if row.computed_rank is not None
            },
        )

    def comparison_page(self, cycle: CycleResult) -> Page:
        """The engine's points beside the official ones, counted by level, every difference with its cause."""
        rows = self.build.comparisons[cycle.programme.id, cycle.cycle.id]
        levels = []
        for level in dict.fromkeys(row.level for row in rows):
            mine = [row for row in rows if row.level is level]
            compared = [row for row in mine if row.compared]
            levels.append(
                {
                    "level": level.value,
                    "compared": len(compared),
                    "agrees": sum(row.agrees for row in compared),
                    "differs": [row for row in compared if not row.agrees],
                    "not_printed": len(mine) - len(compared),
                }
            )
        units = self.by_unit[cycle.programme.id, cycle.cycle.id]
        areas = [row for row in rows if row.level.value == "area"]
        names = {area.code: area.name for result in units.values() if result.criteria for area in result.criteria.areas}
        leaves = {
            code: leaf.name
            for result in units.values()
            if result.criteria
            for code, leaf in result.criteria.by_code.items()
        }
        return self._page(
            urls.comparison_page(cycle.programme.id, cycle.cycle.id),
            "comparison",
            "results",
            self.t["comparison-title"].format(name=cycle.programme.name),
            self.t["comparison-description"],
            cycle=cycle,
            levels=levels,
            units=units,
            area_names=names,
            leaf_names=leaves,
            area_rows={unit: [row for row in areas if row.unit == unit] for unit in units},
            totals={row.unit: row for row in rows if row.level.value == "total"},
        )

    def unit_page(self, cycle: CycleResult, result: UnitResult) -> Page:
        """One unit in one cycle: every point with its rule, fact, decision and evidence."""
        papers = self.papers[cycle.programme.id, cycle.cycle.id][result.unit.id]
        lineage = self.lineages[cycle.programme.id]
        # Before the decision not even a fault in an appraisal may tell of its figures (threat 25).
        withheld = not cycle.cycle.disclosed or result.standing in (Standing.FILED, Standing.DRAFT)
        shown = [
            finding_text(finding, self.lang, self.words.quote)
            for finding in result.findings
            if finding.severity is not Severity.NOTICE and (not withheld or is_of_filing(finding.path))
        ]
        size = self._stats(cycle, result.unit.group).ranked
        drawn = pictures(cycle, result, size, self.words)
        page = self._page(
            urls.unit_page(cycle.programme.id, cycle.cycle.id, result.unit.id),
            "unit",
            "results",
            f"{result.unit.name} – {cycle.programme.name} {cycle.cycle.id}",
            self.t["unit-description"].format(unit=result.unit.name, cycle=cycle.cycle.title),
            cycle=cycle,
            result=result,
            original=self._original(cycle.programme, result.unit),
            before=self._kin(cycle.programme, lineage.before(result.unit.id)),
            after=self._kin(cycle.programme, lineage.after(result.unit.id)),
            stats=self._stats(cycle, result.unit.group),
            findings=shown,
            ranked=result.standing in RANKED,
            years=self._years(cycle.programme, result.unit.id),
            papers=papers,
            details=Markup(papers.below().decode()),  # noqa: S704 the clerk has escaped what was filed
            sections=_SECTIONS,
            assesses=result.unit.group in self.forms[cycle.programme.id, cycle.cycle.id],
            embedded=embedding(cycle, result, self.build.site_url, self.words) if drawn else {},
            change=self._law_change(cycle),
            contacts=contacts(
                self.build.forge,
                cycle,
                result.unit,
                urls.unit_page(cycle.programme.id, cycle.cycle.id, result.unit.id),
                self.words,
            ),
            why=why_of(cycle, result, self._stats(cycle, result.unit.group), self._analysis(cycle, result), self.words),
        )
        return replace(page, beside=tuple(drawn) if self.lang == ORIGINAL else ())

    def _law_change(self, cycle: CycleResult) -> RegulationChange | None:
        """What the regulation of a cycle changes in that of the cycle before, where there are two."""
        before = self.cycles.get((cycle.programme.id, cycle.cycle.previous))
        pair = (before.cycle.regulation if before else "", cycle.cycle.regulation)
        return next((row for row in self.build.changes if (row.before.id, row.after.id) == pair), None)

    def _analysis(self, cycle: CycleResult, result: UnitResult) -> UnitAnalysis:
        if self.build.analyse is None or result.rank is None:
            return UnitAnalysis()
        programme, unit = cycle.programme.id, result.unit.id
        key = (programme, cycle.cycle.previous)
        papers = self.papers[programme, cycle.cycle.id][unit]
        before: Before = None
        if key in self.cycles and self.cycles[key].regulation is not None:
            was = self.by_unit[key].get(unit)
            if cycle.cycle.series_break:
                before = NoMovement.BREAK
            elif self.lineages[programme].broken(unit, cycle.cycle.previous):
                before = NoMovement.MERGED
            elif was is None or was.rank is None:
                before = NoMovement.NOT_RANKED_BEFORE
            else:
                before = (was, self.papers[key][unit].marks)
        return self.build.analyse(cycle, result, papers.marks, before)

    def evidence_page(self, cycle: CycleResult, result: UnitResult) -> Page:
        """A unit's documents, sorted by criterion."""
        papers = self.papers[cycle.programme.id, cycle.cycle.id][result.unit.id]
        return self._page(
            urls.evidence_page(cycle.programme.id, cycle.cycle.id, result.unit.id),
            "evidence",
            "results",
            self.t["proof-title"].format(unit=result.unit.name),
            self.t["proof-description"].format(unit=result.unit.name, cycle=cycle.cycle.title),
            cycle=cycle,
            unit=result.unit,
            health=papers.health,
            sheet=Markup(papers.by_criterion().decode()),  # noqa: S704 the clerk has escaped what was filed
        )

    def health_page(self, cycle: CycleResult) -> Page:
        """How the evidence of a cycle fares, by group and unit."""
        groups: list[GroupHealth] = self.health[cycle.programme.id, cycle.cycle.id]
        return self._page(
            urls.health_page(cycle.programme.id, cycle.cycle.id),
            "health",
            "results",
            self.t["health-title"].format(cycle=cycle.cycle.title),
            self.t["health-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            groups=groups,
            whole=together(group.whole for group in groups),
            percent=percent,
            campaign=Markup(campaign_documents(cycle, self.words)),  # noqa: S704 it escapes what was written
        )

    def criterion_page(self, cycle: CycleResult, criteria: CriteriaSet, leaf: Leaf) -> Page:
        """One leaf across the units of a group."""
        key = (cycle.programme.id, cycle.cycle.id)
        return self._page(
            urls.criterion_page(*key, criteria.group, leaf.code),
            "criterion",
            "results",
            f"{leaf.code} {leaf.name}",
            self.t["criterion-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            criteria=criteria,
            leaf=leaf,
            area=next(area for area in criteria.areas if area.code == criteria.area_of[leaf.code]),
            view=leaf_view(cycle, criteria, leaf, self.papers[key], self.words),
            siblings=criteria.leaves,
        )

    def comparing_page(self, cycle: CycleResult) -> Page:
        """Some units of one group side by side, chosen by the address."""
        return self._page(
            urls.comparing_page(cycle.programme.id, cycle.cycle.id),
            "compare",
            "results",
            self.t["compare-title"],
            self.t["compare-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            page=comparing_page(cycle, self.words),
        )

    def area_page(self, cycle: CycleResult, criteria: CriteriaSet, area: Node) -> Page:
        """One area across the units of a group, with its criteria."""
        key = (cycle.programme.id, cycle.cycle.id)
        view = area_view(cycle, criteria, area, self.papers[key], self.words)
        return self._page(
            urls.area_page(*key, criteria.group, area.code),
            "area",
            "results",
            f"{area.code}. {area.name}",
            self.t["area-description"].format(name=cycle.programme.name, cycle=cycle.cycle.id),
            cycle=cycle,
            criteria=criteria,
            area=area,
            view=view,
            chart=spread_chart(view.shares, (), self.words),
        )

    # ── what pages are made of ────────────────────────────────────────────────────────────────────────────────

    def search_entries(self) -> list[tuple[str, str, str, str]]:
        """(name, folded name, where, path) of every unit, criterion and programme; old names find a unit, too."""
        entries: list[tuple[str, str, str, Sequence[str]]] = []
        for programme in self.repository.programmes.values():
            where = self.t["search-programme"]
            original = self.original_programmes[programme.id].name
            entries.append((programme.name, where, urls.programme_page(programme.id), (original,)))
        for programme, unit in self._units():
            where, names = self._known_as(programme, unit)
            names = [*names, self._original(programme, unit)]
            entries.append((unit.name, where, self._latest_page(programme, unit.id), names))
        for regulation in self.repository.regulations.values():
            for criteria in regulation.sets.values():
                page = urls.criteria_page(regulation.id, criteria.group)
                entries += [
                    (leaf.name, f"{regulation.short}, {leaf.code}", f"{page}#{urls.anchor(leaf.code)}", ())
                    for leaf in criteria.leaves
                ]
        return [
            (
                unmarked(name),
                numbers.folded(unmarked(" ".join((name, where, *more)))),
                unmarked(where),
                mirrored(self.lang, path),
            )
            for name, where, path, more in entries
        ]

    def _original(self, programme: Programme, unit: Unit) -> str:
        """A unit's own name where the pages call it by another one; empty where they do not."""
        own = self.original_programmes[programme.id].units[unit.id].name
        return "" if own == unit.name else own

    def _known_as(self, programme: Programme, unit: Unit) -> tuple[str, list[str]]:
        """What stands beside a unit's name in a search, and the names of before that find it, too."""
        lineage = self.lineages[programme.id]
        names = [old.name for old in lineage.earlier(unit.id)]
        told = [programme.name]
        if new := lineage.after(unit.id):
            told.append(self.t["search-became"].format(names=", ".join(other.name for other in new)))
        if names:
            told.append(self.t["search-was"].format(names=", ".join(names[:_NAMES_OF_BEFORE])))
        return "; ".join(told), names[_NAMES_OF_BEFORE:]

    def _units(self) -> Iterator[tuple[Programme, Any]]:
        for programme in self.repository.programmes.values():
            for unit in programme.units.values():
                if self._latest_page(programme, unit.id):
                    yield programme, unit

    def _latest_page(self, programme: Programme, unit: str) -> str:
        """The newest page about a unit; printed tables have no page for each unit, but a row."""
        for cycle_id in reversed(programme.cycles):
            cycle = self.cycles.get((programme.id, cycle_id))
            if cycle is None:
                continue
            if cycle.cycle.kind is CycleKind.PUBLISHED:
                if any(row.unit == unit for row in cycle.cycle.rows):
                    return f"{urls.cycle_page(programme.id, cycle_id)}#{unit}"
            elif unit in self.by_unit[programme.id, cycle_id]:
                return urls.unit_page(programme.id, cycle_id, unit)
        return ""

    def _cycles_of(self, programme: Programme) -> list[CycleResult]:
        mine = (self.cycles.get((programme.id, cycle)) for cycle in reversed(programme.cycles))
        return [cycle for cycle in mine if cycle is not None]

    def _cards(self) -> list[dict[str, Any]]:
        cards = []
        for programme in self.repository.programmes.values():
            cycles = self._cycles_of(programme)
            if not cycles:
                continue
            shown = next((cycle for cycle in cycles if self.leaders(cycle)), cycles[0])
            cards.append(
                {
                    "programme": programme,
                    "cycles": cycles,
                    "latest": cycles[0],
                    "shown": shown,
                    "leaders": self.leaders(shown),
                    "kind": "sample"
                    if programme.sample
                    else ("printed" if shown.cycle.kind is CycleKind.PUBLISHED else "real"),
                }
            )
        order = {"real": 0, "printed": 1, "sample": 2}
        return sorted(cards, key=lambda card: order[card["kind"]])

    def leaders(self, cycle: CycleResult) -> list[dict[str, Any]]:
        """The first three of the largest group with ranks, for a card: name, rank, index and group."""
        if cycle.regulation:
            lists = [
                (group, [result for result in cycle.group(group.id) if result.rank is not None])
                for group in cycle.regulation.groups
            ]
            group, able = max(lists, key=lambda entry: len(entry[1]))
            if able:
                return [
                    {
                        "name": result.unit.name,
                        "path": urls.unit_page(cycle.programme.id, cycle.cycle.id, result.unit.id),
                        "rank": result.rank,
                        "index": result.index,
                        "group": group.name,
                    }
                    for result in able[:3]
                ]
        rows = [row for row in cycle.cycle.rows if row.rank == 1 or (row.order is not None and row.order <= 3)]
        return [
            {
                "name": row.name,
                "path": f"{urls.cycle_page(cycle.programme.id, cycle.cycle.id)}#{row.unit}",
                "rank": row.rank or row.order,
                "index": None,
                "printed": row.index or row.total or row.grade,
                "group": next(
                    (
                        group.name
                        for group in (cycle.cycle.table.groups if cycle.cycle.table else ())
                        if group.id == row.group
                    ),
                    "",
                ),
            }
            for row in rows[:3]
        ]

    def _history(self, programme: Programme, cycles: Sequence[CycleResult]) -> list[tuple[Any, list[Any]]]:
        """Rows of (unit, result or printed row by cycle), in the roster's order."""
        rows = []
        printed: dict[tuple[str, str], PrintedRow] = {
            (cycle.cycle.id, row.unit): row for cycle in cycles for row in cycle.cycle.rows
        }
        for unit in programme.units.values():
            cells = [
                self.by_unit[programme.id, cycle.cycle.id].get(unit.id) or printed.get((cycle.cycle.id, unit.id))
                for cycle in cycles
            ]
            if any(cells):
                rows.append((unit, cells))
        return rows

    def _stats(self, cycle: CycleResult, group: str) -> stats.GroupStats:
        return self.groups[cycle.programme.id, cycle.cycle.id, group]

    def _previous(self, cycle: CycleResult) -> Mapping[str, UnitResult]:
        """The results of the cycle before with which this one's may be compared, by unit."""
        key = (cycle.programme.id, cycle.cycle.previous)
        if key not in self.cycles or not same_yardstick(cycle, self.cycles[key]):
            return {}
        lineage = self.lineages[cycle.programme.id]
        return {unit: was for unit, was in self.by_unit[key].items() if not lineage.broken(unit, cycle.cycle.previous)}

    def _kin(self, programme: Programme, units: Sequence[Unit]) -> list[tuple[str, str]]:
        """Names of units before or after another, each with its newest page where it has one."""
        return [(unit.name, self._latest_page(programme, unit.id)) for unit in units]

    def _years(self, programme: Programme, unit: str) -> list[tuple[CycleResult, UnitResult]]:
        found = ((cycle, self.by_unit[programme.id, cycle.cycle.id].get(unit)) for cycle in self._cycles_of(programme))
        return [(cycle, result) for cycle, result in found if result is not None]

    # ── templates ─────────────────────────────────────────────────────────────────────────────────────────────

    def _page(self, path: str, template: str, tab: str, title: str, description: str, /, **context: Any) -> Page:
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


def _flat(nodes: Sequence[Node], depth: int) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        if isinstance(node, Branch):
            yield from _flat(node.parts, depth + 1)
