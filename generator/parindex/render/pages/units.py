"""The pages of a unit in a cycle: its points with all that is beside them, and its documents by criterion."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from parindex.i18n.text import finding_text
from parindex.i18n.words import Words
from parindex.model.analysis import Before, NoMovement, RegulationChange, UnitAnalysis
from parindex.model.finding import Severity
from parindex.model.papers import is_of_filing
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, Standing, UnitResult
from parindex.model.roster import Programme, Unit
from parindex.render import urls
from parindex.render.contact import contacts
from parindex.render.page import Page
from parindex.render.sharing import embedding, pictures
from parindex.render.stock import Stock
from parindex.render.why import why_of

# The sections of a unit's page that its first lines lead to, and the labels of their headings.
_SECTIONS = {
    "mat-diem": "losses",
    "tung-tieu-chi": "every-leaf",
    "tai-lieu": "evidence-title",
    "qua-trinh": "timeline",
}


def unit_page(stock: Stock, cycle: CycleResult, result: UnitResult) -> Page:
    """One unit in one cycle: every point with its rule, fact, decision and evidence."""
    unit, build, words = result.unit, stock.build, stock.words
    path = urls.unit_page(*cycle.key, unit.id)
    papers = stock.papers[cycle.key][unit.id]
    lineage = stock.lineages[cycle.programme.id]
    figures = stock.stats_of(cycle, unit.group)
    drawn = pictures(cycle, result, figures.ranked, Words(stock.lang))
    page = stock.page(
        path,
        "unit",
        "results",
        f"{unit.name} – {cycle.programme.name} {cycle.cycle.id}",
        stock.t["unit-description"].format(unit=unit.name, cycle=cycle.cycle.title),
        cycle=cycle,
        result=result,
        original=stock.original_name(cycle.programme, unit),
        before=_kin(stock, cycle.programme, lineage.before(unit.id)),
        after=_kin(stock, cycle.programme, lineage.after(unit.id)),
        stats=figures,
        findings=_findings(stock, cycle, result),
        ranked=result.standing in RANKED,
        years=_years(stock, cycle.programme, unit.id),
        papers=papers,
        details=Markup(papers.below().decode()),  # noqa: S704 the clerk has escaped what was filed
        sections=_SECTIONS,
        assesses=unit.group in stock.forms[cycle.key],
        embedded=embedding(cycle, result, build.site_url, words) if drawn else {},
        change=_law_change(stock, cycle),
        contacts=contacts(build.forge, cycle, unit, path, words),
        why=why_of(cycle, result, figures, _analysis(stock, cycle, result), words),
    )
    return replace(page, beside=tuple(drawn))


def _findings(stock: Stock, cycle: CycleResult, result: UnitResult) -> list[tuple[str, str]]:
    """What is wrong with a unit's files; before the decision nothing that lies in an appraisal (threat 25)."""
    withheld = not cycle.cycle.disclosed or result.standing in (Standing.FILED, Standing.DRAFT)
    return [
        finding_text(finding, stock.lang, stock.words.quote)
        for finding in result.findings
        if finding.severity is not Severity.NOTICE and (not withheld or is_of_filing(finding.path))
    ]


def _kin(stock: Stock, programme: Programme, units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Names of units before or after another, each with its newest page where it has one."""
    return [(unit.name, stock.latest_page(programme, unit.id)) for unit in units]


def _years(stock: Stock, programme: Programme, unit: str) -> list[tuple[CycleResult, UnitResult]]:
    found = ((cycle, stock.by_unit[cycle.key].get(unit)) for cycle in stock.cycles_of(programme))
    return [(cycle, result) for cycle, result in found if result is not None]


def _law_change(stock: Stock, cycle: CycleResult) -> RegulationChange | None:
    """What the regulation of a cycle changes in that of the cycle before, where there are two."""
    before = stock.cycles.get((cycle.programme.id, cycle.cycle.previous))
    pair = (before.cycle.regulation if before else "", cycle.cycle.regulation)
    return next((row for row in stock.build.changes if (row.before.id, row.after.id) == pair), None)


def _analysis(stock: Stock, cycle: CycleResult, result: UnitResult) -> UnitAnalysis:
    """Why the unit's index and rank moved since the cycle before; empty for a unit without a rank."""
    if stock.build.analyse is None or result.rank is None:
        return UnitAnalysis()
    unit = result.unit.id
    key = (cycle.programme.id, cycle.cycle.previous)
    before: Before = None
    if key in stock.cycles and stock.cycles[key].regulation is not None:
        was = stock.by_unit[key].get(unit)
        if cycle.cycle.series_break:
            before = NoMovement.BREAK
        elif stock.lineages[cycle.programme.id].broken(unit, cycle.cycle.previous):
            before = NoMovement.MERGED
        elif was is None or was.rank is None:
            before = NoMovement.NOT_RANKED_BEFORE
        else:
            before = (was, stock.papers[key][unit].marks)
    return stock.build.analyse(cycle, result, stock.papers[cycle.key][unit].marks, before)


def evidence_page(stock: Stock, cycle: CycleResult, result: UnitResult) -> Page:
    """A unit's documents, sorted by criterion."""
    papers = stock.papers[cycle.key][result.unit.id]
    return stock.page(
        urls.evidence_page(*cycle.key, result.unit.id),
        "evidence",
        "results",
        stock.t["proof-title"].format(unit=result.unit.name),
        stock.t["proof-description"].format(unit=result.unit.name, cycle=cycle.cycle.title),
        cycle=cycle,
        unit=result.unit,
        health=papers.health,
        sheet=Markup(papers.by_criterion().decode()),  # noqa: S704 the clerk has escaped what was filed
    )
