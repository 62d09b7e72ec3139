"""Takes a worksheet back: every filled row becomes a decision in its unit's appraisal.yaml, or none does."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from parindex import errors
from parindex.commands.appraisal_choice import council_of
from parindex.commands.appraisal_desk import Desk, Filed
from parindex.encode.appraisal_draft import appraisal_text, bare_stage, decision_block
from parindex.encode.casewords import CaseWords
from parindex.encode.splice import NotSpliceable, with_blocks, with_item
from parindex.encode.worksheet import Column, as_csv
from parindex.excel.mark import marked
from parindex.excel.worksheet import at_cells, is_workbook, worksheet_of
from parindex.i18n.text import LANGUAGES, label
from parindex.imports.worksheet import SheetRow, decision_of, read_worksheet, same_fact
from parindex.load.document import read_document
from parindex.model.case import Dossier
from parindex.model.filing import Decision
from parindex.model.finding import Finding, Severity, error
from parindex.model.roster import Unit
from parindex.publish.writer import replace_file, replace_files
from parindex.report.findings import as_text
from parindex.source.worktree import worktree


@dataclass(slots=True, kw_only=True)
class _Taken:
    """The decisions of one unit in one stage, with the rows they stand in."""

    desk: Desk
    unit: Unit
    filed: Filed
    dossier: Dossier
    decisions: dict[str, Decision] = field(default_factory=dict)
    rows: dict[str, SheetRow] = field(default_factory=dict)

    @property
    def changed(self) -> dict[str, Decision]:
        """The decisions that the file does not hold yet."""
        held = {case.code: case.held for case in self.dossier.cases}
        return {code: made for code, made in self.decisions.items() if _told(made) != _told(held.get(code))}


def _told(decision: Decision | None) -> Decision | None:
    """A decision without the blanks and line ends of its reason, which a spreadsheet does not keep."""
    return replace(decision, reason=" ".join(decision.reason.split())) if decision else None


def take(arguments: argparse.Namespace) -> int:
    """Writes the decisions of `--take`; 1, and nothing is written, where anything in them is an error."""
    name = str(arguments.take)
    try:
        data = arguments.take.read_bytes()
    except OSError as bad:
        raise errors.UsageFault("usage-import-unreadable", path=name, problem=bad.strerror or "") from bad
    excel = is_workbook(name, data)
    if arguments.marked is not None and (not excel or arguments.marked.resolve() == arguments.take.resolve()):
        raise errors.UsageFault("usage-appraise-marked")
    rows, findings, sheet = _rows(name, data, excel=excel)
    taken: dict[tuple[str, str, str], _Taken] = {}
    desks: dict[str, Desk | None] = {}
    for row in rows:
        findings += _gather(arguments, row, desks, taken)
    files: dict[str, bytes] = {}
    for entry in taken.values():
        findings += _merge(arguments, entry, files)
    findings = sorted(at_cells(findings, name, sheet) if sheet else findings, key=lambda finding: finding.sort_key)
    if findings:
        sys.stdout.write(as_text(findings, arguments.lang))
    if arguments.marked is not None and sheet:
        # What was not opened to be read is not opened to be marked.
        replace_file(arguments.marked, marked(data, findings, arguments.lang))
        print(label("workbook-marked", arguments.lang, path=str(arguments.marked)))
    if any(finding.severity is Severity.ERROR for finding in findings):
        print(label("take-refused", arguments.lang), file=sys.stderr)
        return errors.FINDINGS
    written = replace_files({arguments.root / path: data for path, data in files.items()})
    for entry in taken.values():
        path = entry.dossier.path
        key = "take-written" if arguments.root / path in written else "take-same"
        codes = ", ".join(entry.changed or entry.decisions)
        print(label(key, arguments.lang, path=path, stage=entry.dossier.stage.id, codes=codes))
    if not taken:
        print(label("take-nothing", arguments.lang, path=name))
    return errors.FINE


def _rows(name: str, data: bytes, *, excel: bool) -> tuple[list[SheetRow], list[Finding], str]:
    """The filled rows of a worksheet, whether it is a table of text or a workbook, whose sheet is named then."""
    if not excel:
        return *read_worksheet(name, data), ""
    table, findings, sheet = worksheet_of(name, data)
    if findings:
        return [], findings, sheet
    return *read_worksheet(name, as_csv(table)), sheet


def _gather(
    arguments: argparse.Namespace,
    row: SheetRow,
    desks: dict[str, Desk | None],
    taken: dict[tuple[str, str, str], _Taken],
) -> list[Finding]:
    """Puts a row with its unit and stage; what is wrong with it otherwise."""
    cells = row.cells
    where = cells[Column.CYCLE]
    if where not in desks:
        desks[where] = _desk(arguments, where)
    desk = desks[where]
    if desk is None:
        options = label("sheet-cycle-form", arguments.lang)
        return [error("worksheet-value", *row.where(Column.CYCLE), value=where[:60], options=options)]
    result = desk.results.get(cells[Column.UNIT])
    criteria = desk.criteria(result.unit) if result else None
    if result is None or criteria is None:
        return [error("unit-unknown", *row.where(Column.UNIT), id=cells[Column.UNIT])]
    unit = result.unit
    if row.code not in criteria.by_code:
        return [error("code-unknown", *row.where(Column.CODE), code=row.code, set=criteria.name, hint="")]
    stages = {stage.id: stage for stage in desk.regulation.appraisal_stages(unit.group)}
    asked = cells[Column.STAGE] or arguments.stage or ""
    if asked not in stages or arguments.stage not in (None, asked):
        options = arguments.stage if asked in stages else ", ".join(stages) or "–"
        return [error("stage-unknown", *row.where(Column.STAGE), stage=asked, options=options)]
    key = (where, unit.id, asked)
    if key not in taken:
        filed = desk.filed(unit.id)
        if filed.submission is None:
            return [error("appraisal-without-filing", *row.where(Column.UNIT), unit=unit.name)]
        taken[key] = _Taken(desk=desk, unit=unit, filed=filed, dossier=desk.whole(unit, filed, stages[asked]))
    entry = taken[key]
    case = next(case for case in entry.dossier.cases if case.code == row.code)
    now = CaseWords(arguments.lang).declared(case)
    if not any(same_fact(cells[Column.DECLARED], CaseWords(lang).declared(case)) for lang in LANGUAGES):
        return [
            error("worksheet-stale", *row.where(Column.DECLARED), code=row.code, was=cells[Column.DECLARED], now=now)
        ]
    decision, findings = decision_of(row, case)
    if decision is not None:
        entry.decisions[row.code] = decision
        entry.rows[row.code] = row
    return findings


def _desk(arguments: argparse.Namespace, where: str) -> Desk | None:
    parts = where.split("/")
    if len(parts) != 2:
        return None
    try:
        return Desk(worktree(arguments.root), *parts)
    except errors.UsageFault:
        return None


def _merge(arguments: argparse.Namespace, entry: _Taken, files: dict[str, bytes]) -> list[Finding]:
    """Puts a unit's appraisal with its new decisions among `files`; what the check has to say of it."""
    if not entry.decisions:
        return []
    desk, dossier, filed = entry.desk, entry.dossier, entry.filed
    faults = desk.faults(entry.unit.id)
    path = dossier.path
    if faults and path not in files:
        return faults
    held = desk.tree.read(path) if path in desk.tree else None
    try:
        data = _merged(arguments, entry, files.get(path, held))
    except NotSpliceable:
        row = next(iter(entry.rows.values()))
        return [error("worksheet-file", *row.where(Column.UNIT), file=path)]
    files[path] = data
    return [_at_cell(finding, entry) for finding in desk.judged(entry.unit, filed, path, data) if _ours(finding, entry)]


def _merged(arguments: argparse.Namespace, entry: _Taken, data: bytes | None) -> bytes:
    dossier = entry.dossier
    path, stage = dossier.path, dossier.stage
    value = read_document(path, data).value if data is not None else None
    stages = [made.get("stage") for made in value["stages"]] if value and value.get("stages") else []
    order = [leaf.code for leaf in dossier.criteria.leaves]
    if data is not None and not entry.changed:
        return data
    if stage.id not in stages:
        by = council_of(entry.desk, entry.unit, entry.filed, stage, arguments.by)
        new = bare_stage(dossier, by, arguments.date)
        empty = data is None or not stages
        data = (
            appraisal_text(dossier, new, arguments.lang).encode()
            if empty
            else with_item(path, data or b"", "stages", new)
        )
        stages = [*stages, stage.id]
    blocks = {code: decision_block(made) for code, made in entry.changed.items()}
    place = ("stages", str(stages.index(stage.id)), "decisions")
    return with_blocks(path, data or b"", place, blocks, order)


def _ours(finding: Finding, entry: _Taken) -> bool:
    """Errors of the file all keep it from being written; remarks are told only where this worksheet made them."""
    return finding.severity is Severity.ERROR or _code(finding) in entry.rows


def _code(finding: Finding) -> str:
    place = finding.place
    return place[3] if len(place) > 3 and place[0] == "stages" and place[2] == "decisions" else ""


_CELLS: Mapping[str, Column] = {
    "correct": Column.FACTS,
    "points": Column.POINTS,
    "reason": Column.REASON,
    "reason-code": Column.REASON_CODE,
}


def _at_cell(finding: Finding, entry: _Taken) -> Finding:
    """A finding on a decision of this worksheet at the cell that it comes from; others stay where they are."""
    row = entry.rows.get(_code(finding))
    if row is None:
        return finding
    key = finding.place[4] if len(finding.place) > 4 else ""
    column = Column.REASON if finding.rule == "reason-missing" else _CELLS.get(key, Column.VERDICT)
    path, place, line, at = row.where(column)
    return replace(finding, path=path, place=place, line=line, column=at)
