"""`parindex workbook export …` and `import FILE`: a unit's self-assessment as a workbook, and back.

The workbooks of home affairs (survey, bonus and penalty, roster) are made and taken in `campaign_workbook`.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.commands.campaign_workbook import KINDS, campaign_taken, export_campaign
from parindex.commands.new import carried_over
from parindex.encode.filing import filing_text, filing_value
from parindex.excel.layout import Kind
from parindex.excel.mark import marked
from parindex.excel.plan import self_assessment_book
from parindex.excel.settings import Settings
from parindex.excel.take import Opened, open_workbook, self_assessment_of
from parindex.excel.taken import Taken
from parindex.excel.write import workbook_bytes
from parindex.i18n.text import label
from parindex.load.document import read_document
from parindex.model.criteria import CriteriaSet
from parindex.model.filing import SelfAssessment
from parindex.model.finding import Finding, Severity, error, warning
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.report.findings import as_text
from parindex.score.unit import UnitScorer
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """What to do, with which unit or file, and where to."""
    parser.add_argument("action", choices=("export", "import"), help=label("cli-workbook-action", lang))
    parser.add_argument("target", nargs="+", metavar="TARGET", help=label("cli-workbook-target", lang))
    parser.add_argument("--from", dest="earlier", metavar="CYCLE", help=label("cli-new-from", lang))
    parser.add_argument("--empty", action="store_true", help=label("cli-workbook-empty", lang))
    parser.add_argument("--output", type=Path, metavar="FILE.xlsx", help=label("cli-workbook-output", lang))
    parser.add_argument("--write", action="store_true", help=label("cli-workbook-write", lang))
    parser.add_argument("--print", action="store_true", help=label("cli-workbook-print", lang))
    parser.add_argument("--unit", metavar="UNIT", help=label("cli-workbook-unit", lang))
    parser.add_argument("--marked", type=Path, metavar="FILE.xlsx", help=label("cli-workbook-marked", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes a workbook, or takes one; 1 where it cannot be taken, and then nothing is written but the marked copy."""
    outward = (arguments.earlier, arguments.empty or None, arguments.output)
    inward = (arguments.write or None, arguments.print or None, arguments.marked, arguments.unit)
    exports = arguments.action == "export"
    wrong = inward if exports else outward
    if any(option is not None for option in wrong) or (arguments.write and arguments.print):
        raise errors.UsageFault("usage-workbook")
    if arguments.earlier and arguments.empty:
        raise errors.UsageFault("usage-workbook")
    *kinds, arguments.target = arguments.target
    if kinds and (not exports or len(kinds) > 1 or kinds[0] not in KINDS):
        raise errors.UsageFault("usage-workbook")
    if kinds:
        return export_campaign(arguments, Kind(kinds[0]), arguments.target)
    return _export(arguments) if exports else _import(arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A unit in a cycle, as the repository holds it."""

    cycle: CycleResult
    result: UnitResult
    regulation: Regulation
    criteria: CriteriaSet

    @property
    def path(self) -> str:
        """The unit's file."""
        return f"{self.cycle.cycle.folder}/{self.result.unit.id}/self-assessment.yaml"


def _place(tree: FileTree, programme: str, cycle: str, unit: str) -> _Place | None:
    repository = run(tree, Scope(programme=programme, cycle=cycle, units=frozenset({unit})))
    found = next((entry for entry in repository.cycles if entry.cycle.id == cycle), None)
    if found is None or found.regulation is None:
        return None
    result = next((entry for entry in found.units if entry.unit.id == unit), None)
    if result is None or result.criteria is None:
        return None
    return _Place(cycle=found, result=result, regulation=found.regulation, criteria=result.criteria)


def _export(arguments: argparse.Namespace) -> int:
    parts = [part for part in PurePosixPath(arguments.target).parts if part not in (".", "submissions")]
    if len(parts) != 3:
        raise errors.UsageFault("usage-unit-path")
    programme, cycle, unit = parts
    tree = worktree(arguments.root)
    place = _place(tree, programme, cycle, unit)
    if place is None:
        raise errors.UsageFault("usage-no-unit", unit=unit, cycle=cycle, programme=programme)
    submission = None if arguments.empty else place.result.submission
    if arguments.earlier:
        submission = _facts_only(carried_over(tree, programme, arguments.earlier, unit), place)
    value = filing_value(submission, place.criteria) if submission else {}
    claims = UnitScorer(place.regulation, place.cycle.cycle).claims(place.criteria, submission) if submission else {}
    settings = Settings(
        programme=place.cycle.programme,
        cycle=place.cycle.cycle,
        unit=place.result.unit,
        regulation=place.regulation,
        criteria=place.criteria,
        value=value,
        claims=claims,
        carried=arguments.earlier or "",
        lang=arguments.lang,
    )
    path = arguments.output or Path(f"{unit}-{cycle}.xlsx")
    if path.exists():
        # A workbook that is there may hold what somebody has filled in.
        raise errors.UsageFault("usage-exists", path=str(path))
    replace_file(path, workbook_bytes(self_assessment_book(settings)))
    counts = {"count": str(len(place.criteria.self_scored)), "answered": str(len(settings.answers))}
    print(label("workbook-exported", arguments.lang, path=str(path), **counts))
    return errors.FINE


def empty_form(cycle: CycleResult, result: UnitResult, lang: str) -> bytes:
    """The empty workbook of a unit whose group has criteria."""
    assert cycle.regulation is not None
    assert result.criteria is not None
    settings = Settings(
        programme=cycle.programme,
        cycle=cycle.cycle,
        unit=result.unit,
        regulation=cycle.regulation,
        criteria=result.criteria,
        value={},
        lang=lang,
    )
    return workbook_bytes(self_assessment_book(settings))


def _facts_only(carried: SelfAssessment, place: _Place) -> SelfAssessment:
    """Last year's facts under this year's names: a document of last year proves nothing about this one."""
    kept = {
        code: replace(answer, evidence=(), explanation="", typed_points=None, note="")
        for code, answer in carried.answers.items()
        if code in place.criteria.by_code and place.criteria.by_code[code].self_scored
    }
    return replace(
        carried,
        unit=place.result.unit.id,
        cycle=place.cycle.cycle.id,
        evidence={},
        answers=kept,
        approval=None,
        contributors=(),
    )


def _import(arguments: argparse.Namespace) -> int:
    name, lang = str(arguments.target), arguments.lang
    try:
        data = Path(arguments.target).read_bytes()
    except OSError as bad:
        raise errors.UsageFault("usage-import-unreadable", path=name, problem=bad.strerror or "") from bad
    tree = worktree(arguments.root)
    opened = open_workbook(name, data)
    findings = list(opened.findings)
    path = text = changes = ""
    if opened.tables and not findings:
        if opened.kind is Kind.SELF_ASSESSMENT:
            place, text, more = _taken(tree, opened, arguments.unit or "")
            findings += more
            path = place.path if place is not None else ""
        else:
            made = campaign_taken(tree, opened, lang)
            path, text, changes = made.path, made.text, made.changes
            findings += made.findings
    findings.sort(key=lambda finding: finding.sort_key)
    stream = sys.stderr if arguments.print else sys.stdout
    if findings:
        stream.write(as_text(findings, lang))
    if arguments.marked is not None:
        _mark(arguments, data, findings)
    if not path or any(finding.severity is Severity.ERROR for finding in findings):
        print(label("workbook-refused-whole", lang), file=sys.stderr)
        return errors.FINDINGS
    if arguments.print:
        sys.stdout.write(text)
        return errors.FINE
    held = tree.read(path) if path in tree else b""
    if not changes:
        changes = label("workbook-codes", lang, codes=", ".join(_changed(path, held, text)) or "–")
    if held == text.encode():
        print(label("workbook-same", lang, path=path))
    elif arguments.write:
        replace_file(arguments.root / path, text.encode())
        print(label("workbook-written", lang, path=path, changes=changes))
    else:
        print(label("workbook-would", lang, path=path, changes=changes))
    return errors.FINE


def _taken(tree: FileTree, opened: Opened, asked: str) -> tuple[_Place | None, str, list[Finding]]:
    """The unit that a workbook is of, the text of its file, and what the workbook and the checker have to say."""
    said = opened.mapping
    chosen = said.get("unit", "")
    if asked and chosen and asked != chosen:
        return None, "", [_foreign(opened, "wb-other-unit", chosen)]
    where = (said.get("programme", ""), said.get("cycle", ""), chosen or asked)
    if not where[2]:
        return None, "", [_foreign(opened, "wb-unit-open")]
    place = _place(tree, *where)
    if place is None:
        told = "/".join(where)
        return None, "", [_foreign(opened, "wb-no-unit", told)]
    ours = (place.regulation.id, place.criteria.group)
    if ours != (said.get("regulation"), said.get("group")):
        told = "/".join(ours)
        return None, "", [_foreign(opened, "wb-wrong-group", told)]
    taken = self_assessment_of(opened, where[2], where[1], place.criteria)
    findings = list(taken.findings)
    if place.regulation.sha256 != said.get("criteria-sha256"):
        name = place.regulation.short
        findings.append(warning("workbook-criteria-changed", opened.path, (), 1, 1, regulation=name))
    text = filing_text(taken.value, place.criteria)
    return place, text, [*findings, *_judged(tree, place, text, taken)]


def _foreign(opened: Opened, problem: str, name: str = "") -> Finding:
    return error("workbook-foreign", opened.path, (), 1, 1, problem=problem, name=name)


def _judged(tree: FileTree, place: _Place, text: str, taken: Taken) -> list[Finding]:
    """What the checker says of the file that the workbook would become, at the cells it comes from."""
    again = _place(
        tree.overlay({place.path: text.encode()}),
        place.cycle.programme.id,
        place.cycle.cycle.id,
        place.result.unit.id,
    )
    found = again.result.findings if again is not None else ()
    # A cell that could not be read left its fact out; that the fact is missing is no second fault.
    faulty = {finding.place for finding in taken.findings if finding.severity is Severity.ERROR}
    located = [taken.located(finding) for finding in found if finding.path == place.path]
    return [finding for finding in located if finding.place not in faulty]


def _mark(arguments: argparse.Namespace, data: bytes, findings: list[Finding]) -> None:
    if arguments.marked.resolve() == Path(arguments.target).resolve():
        raise errors.UsageFault("usage-exists", path=str(arguments.marked))
    if any(finding.rule == "workbook-refused" for finding in findings):
        # What was not opened to be read is not opened to be marked.
        return
    replace_file(arguments.marked, marked(data, findings, arguments.lang))
    stream = sys.stderr if arguments.print else sys.stdout
    print(label("workbook-marked", arguments.lang, path=str(arguments.marked)), file=stream)


def _changed(path: str, held: bytes, text: str) -> list[str]:
    """The criteria whose block is not what the file holds."""
    before = read_document(path, held).value if held else None
    after = read_document(path, text.encode()).value
    old = before.get("answers") if isinstance(before, dict) else None
    new = after["answers"] if isinstance(after["answers"], dict) else {}
    known = old if isinstance(old, dict) else {}
    return [code for code in dict.fromkeys((*new, *known)) if new.get(code) != known.get(code)]
