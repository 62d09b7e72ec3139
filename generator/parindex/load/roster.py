"""Decodes programmes, rosters and cycles, and the printed tables of results-only cycles."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parindex.load.criteria import grades_of, source_of
from parindex.load.docket import errata, meetings
from parindex.load.document import read_text
from parindex.load.filing import Loaded, evidence_list, facts, load_document
from parindex.model import roster as r
from parindex.model.criteria import TieRule
from parindex.model.evidence import LOCK_FILE
from parindex.model.filing import Adjustment, Evidence, ExternalIndex, SurveyCount, SurveyResults
from parindex.model.finding import Finding, error
from parindex.model.links import link_fault
from parindex.model.points import decimal_or_none, is_decimal, parse_exact
from parindex.model.registry import RegistryUse
from parindex.model.tree import FileTree

SUBMISSIONS = "submissions"

_OWN_FILES = ("receipts", "decision")
_CYCLE_FILES = ("receipts", "survey", "external", "adjustments", "minutes", "decision", "errata")
_COLUMNS = ("group", "order", "unit", "name", "rank", "grade", "total", "index", "max", "note", "source")
_OFFICIAL_COLUMNS = ("unit", "code", "points", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedProgramme:
    """A programme, or None where its own file cannot be read."""

    id: str
    programme: r.Programme | None
    findings: tuple[Finding, ...]
    files: Mapping[str, Loaded]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCycle:
    """A cycle, or None where `cycle.yaml` cannot be read."""

    id: str
    cycle: r.Cycle | None
    findings: tuple[Finding, ...]
    files: Mapping[str, Loaded]


def load_maintainers(tree: FileTree) -> tuple[tuple[r.Person, ...], list[Finding]]:
    """Who may change what is outside the data folders; nobody where the file is missing."""
    path = f"{SUBMISSIONS}/maintainers.yaml"
    if path not in tree:
        return (), []
    loaded = load_document(tree, path, "maintainers")
    return people(loaded.value.get("maintainers", ())), list(loaded.findings)


def programme_ids(tree: FileTree) -> list[str]:
    """The folders below `submissions/`, in order."""
    return sorted({path.split("/")[1] for path in tree.under(SUBMISSIONS) if path.count("/") >= 2})


def load_programme(tree: FileTree, programme: str) -> LoadedProgramme:
    """`programme.yaml` and `units.yaml` of one programme."""
    folder = f"{SUBMISSIONS}/{programme}"
    files: dict[str, Loaded] = {}
    findings: list[Finding] = []
    for kind in ("programme", "units", "allowed-leaks"):
        path = f"{folder}/{kind}.yaml"
        if path in tree:
            files[kind] = load_document(tree, path, kind)
            findings += files[kind].findings
        elif kind != "allowed-leaks":
            findings.append(error("file-missing", path, (), 1, 1, file=path))
    usable = "programme" in files and not files["programme"].findings and "units" in files
    made = None
    if usable:
        value = files["programme"].value
        units = {unit["id"]: _unit(unit) for unit in files["units"].value.get("units", ()) if "id" in unit}
        # The folder is the identity; what the file says of itself is compared with it by the check.
        paths = (path.split("/") for path in tree.under(folder))
        cycles = {parts[2] for parts in paths if len(parts) == 4 and parts[3] == "cycle.yaml"}
        made = r.Programme(
            id=programme,
            name=value["name"],
            name_en=value.get("name-en", value["name"]),
            index_name=value["index-name"],
            index_name_en=value.get("index-name-en", value["index-name"]),
            authority=value["authority"],
            sample=value.get("sample") == "true",
            notice=value.get("notice", ""),
            notice_en=value.get("notice-en", value.get("notice", "")),
            series=value.get("series") == "true",
            units=units,
            cycles=tuple(sorted(cycles)),
            path=f"{folder}/programme.yaml",
            office=people(value.get("office", ())),
            editors=people(value.get("editors", ())),
            signed_approval="signed-approval" in value,
            registry=_registry_use(value.get("registry")),
            evidence_hosts=tuple(value.get("evidence-hosts", ())),
            allowed_leaks=_allowances(files.get("allowed-leaks")),
        )
    return LoadedProgramme(id=programme, programme=made, findings=tuple(findings), files=files)


def _registry_use(value: Mapping[str, Any] | None) -> RegistryUse | None:
    if value is None:
        return None
    return RegistryUse(province=value["province"], groups=tuple(value.get("groups", ())))


def _allowances(loaded: Loaded | None) -> tuple[r.Allowance, ...]:
    rows = loaded.value.get("allowed", ()) if loaded else ()
    return tuple(r.Allowance(**row) for row in rows)


def load_cycle(tree: FileTree, programme: str, cycle: str, *, shared: bool = True) -> LoadedCycle:
    """`cycle.yaml` and the campaign's own files beside it; units' filings are read one by one elsewhere.

    Without `shared`, the files that hold figures of all units (survey, external indices, adjustments) stay unread: to
    judge one unit's declaration they are not needed, and in a large cycle they are most of the work.
    """
    folder = f"{SUBMISSIONS}/{programme}/{cycle}"
    head = load_document(tree, f"{folder}/cycle.yaml", "cycle")
    files = {"cycle": head}
    findings = list(head.findings)
    for kind in _CYCLE_FILES if shared else _OWN_FILES:
        path = f"{folder}/{kind}.yaml"
        if path in tree:
            files[kind] = load_document(tree, path, kind)
            findings += files[kind].findings
    if f"{folder}/{LOCK_FILE}" in tree:
        files[LOCK_FILE.removesuffix(".yaml")] = load_document(tree, f"{folder}/{LOCK_FILE}", "evidence-lock")
        findings += files[LOCK_FILE.removesuffix(".yaml")].findings
    value = head.value
    if head.findings:
        return LoadedCycle(id=cycle, cycle=None, findings=tuple(findings), files=files)
    rows: tuple[r.PrintedRow, ...] = ()
    table = _table(value["table"]) if "table" in value else None
    if table is not None:
        rows, problems = _rows(tree, f"{folder}/published.csv", table)
        findings += problems
    official: dict[str, dict[str, r.OfficialPoint]] = {}
    if "official" in value:
        official, problems = _official(tree, f"{folder}/{value['official']['table']}")
        findings += problems
    receipts = files["receipts"].value.get("receipts", {}) if "receipts" in files else {}
    evidence = evidence_list(files["adjustments"].value.get("evidence", {})) if "adjustments" in files else {}
    external = files["external"].value.get("indices", {}) if "external" in files else {}
    made = r.Cycle(
        programme=programme,
        id=cycle,
        kind=r.CycleKind(value["kind"]),
        title=value["title"],
        title_en=value.get("title-en", value["title"]),
        path=f"{folder}/cycle.yaml",
        regulation=value.get("regulation", ""),
        previous=value.get("previous", ""),
        closed_until_decision=value.get("disclosure", "after-decision") == "after-decision",
        dates=value.get("dates", {}),
        councils=tuple(
            r.Council(
                id=council["id"],
                name=council["name"],
                members=people(council.get("members", ())),
                groups=tuple(council.get("groups", ())),
                units=tuple(council.get("units", ())),
                stages=tuple(council.get("stages", ())),
            )
            for council in value.get("councils", ())
        ),
        extensions=tuple(r.Extension(**row) for row in value.get("extensions", ())),
        reopenings=tuple(r.Extension(**row) for row in value.get("reopenings", ())),
        votes_required="votes" in value,
        criteria_sha256=value.get("criteria-sha256", ""),
        receipts={unit: row["received"] for unit, row in receipts.items()},
        decision=_decision(files),
        meetings=meetings(files.get("minutes")),
        errata=errata(files.get("errata")),
        survey=_survey(files.get("survey")),
        external={key: _external(key, row) for key, row in external.items()},
        bonus=_entries(files.get("adjustments"), "bonus", evidence),
        penalty=_entries(files.get("adjustments"), "penalty", evidence),
        adjustment_evidence=evidence,
        source=source_of("source", value["source"]) if "source" in value else None,
        table=table,
        rows=rows,
        official_table=value.get("official", {}).get("table", ""),
        official_source=value.get("official", {}).get("source", ""),
        official=official,
        notice=value.get("notice", ""),
        series_break=value.get("break", ""),
    )
    return LoadedCycle(id=cycle, cycle=made, findings=tuple(findings), files=files)


def _unit(value: Mapping[str, Any]) -> r.Unit:
    head = value.get("head")
    return r.Unit(
        id=value["id"],
        name=value["name"],
        name_en=value.get("name-en", value["name"]),
        group=value["group"],
        parent=value.get("parent", ""),
        code=value.get("code", ""),
        valid_from=value.get("valid-from", ""),
        valid_to=value.get("valid-to", ""),
        predecessors=tuple(value.get("predecessors", ())),
        successors=tuple(value.get("successors", ())),
        lineage=value.get("lineage", ""),
        head=_person(head) if head else None,
        officers=people(value.get("officers", ())),
        signers=people(value.get("signers", ())),
    )


def people(rows: Iterable[Mapping[str, Any]]) -> tuple[r.Person, ...]:
    """Persons of a list, in its order."""
    return tuple(_person(row) for row in rows)


def _person(row: Mapping[str, Any]) -> r.Person:
    return r.Person(
        name=row["name"],
        title=row.get("title", ""),
        unit=row.get("unit", ""),
        login=row.get("login", ""),
        role=r.Role(row.get("role", "member")),
        areas=tuple(row.get("areas", ())),
        key=row.get("key", ""),
        valid_from=row.get("valid-from", ""),
        valid_to=row.get("valid-to", ""),
    )


def _decision(files: Mapping[str, Loaded]) -> r.PublishingDecision | None:
    # A decision file with a fault in it publishes nothing.
    if "decision" not in files or files["decision"].findings:
        return None
    value = files["decision"].value
    signer = value.get("signer")
    return r.PublishingDecision(
        number=value["number"],
        date=value["date"],
        issuer=value["issuer"],
        place=value.get("place", ""),
        title=value.get("title", ""),
        signer=_person(signer) if signer else None,
        url=value.get("url", ""),
        sha256=value.get("sha256", ""),
    )


def _survey(loaded: Loaded | None) -> SurveyResults:
    if loaded is None:
        return SurveyResults()
    value = loaded.value
    return SurveyResults(
        path=loaded.document.path,
        conducted=value.get("conducted", {}),
        questions={
            question: {
                unit: SurveyCount(
                    sample=int(count["sample"]), answers={key: int(n) for key, n in count["answers"].items()}
                )
                for unit, count in units.items()
            }
            for question, units in value.get("questions", {}).items()
        },
    )


def _external(key: str, value: Mapping[str, Any]) -> ExternalIndex:
    return ExternalIndex(
        id=key,
        title=value["title"],
        source_title=value["source"]["title"],
        source_url=value["source"].get("url", ""),
        values={unit: parse_exact(text) for unit, text in value.get("values", {}).items()},
        ranks={unit: (int(row["now"]), int(row["before"])) for unit, row in value.get("ranks", {}).items()},
    )


def _entries(loaded: Loaded | None, kind: str, evidence: Mapping[str, Evidence]) -> tuple[Adjustment, ...]:
    if loaded is None:
        return ()
    entries = []
    for row in loaded.value.get(kind, ()):
        refs = [ref if isinstance(ref, str) else ref["id"] for ref in row.get("evidence", ())]
        entries.append(
            Adjustment(
                unit=row["unit"],
                item=row["item"],
                facts=facts(row),
                points=parse_exact(row["points"]) if "points" in row else None,
                evidence=tuple(evidence[ref] for ref in refs if ref in evidence),
                reason=row["reason"],
                by=row["by"],
                date=row.get("date", ""),
                unknown_evidence=tuple(ref for ref in refs if ref not in evidence),
            )
        )
    return tuple(entries)


def _table(value: Mapping[str, Any]) -> r.PrintedTable:
    grades = value.get("grades", {})
    return r.PrintedTable(
        max_points=parse_exact(value["max"]) if "max" in value else None,
        parts=tuple(
            r.Part(id=part["id"], name=part["name"], max_points=parse_exact(part["max"]) if "max" in part else None)
            for part in value.get("parts", ())
        ),
        descending=value.get("order", "none") == "descending",
        groups=tuple(
            r.PrintedGroup(
                id=group["id"],
                name=group["name"],
                name_en=group.get("name-en", group["name"]),
                complete=group.get("complete", "false") == "true",
                size=int(group["size"]) if "size" in group else None,
            )
            for group in value["groups"]
        ),
        tie_rule=TieRule(value.get("ties", {}).get("rule", "standard")),
        grades=grades_of(grades.get("bands", ())),
        grades_assumed=grades.get("assumed") == "true",
        grade_on_index=grades.get("on", "index") == "index",
        decimals=int(value.get("decimals", "2")),
        subject=value.get("subject", "par-index"),
    )


def _rows(tree: FileTree, path: str, table: r.PrintedTable) -> tuple[tuple[r.PrintedRow, ...], list[Finding]]:
    if path not in tree:
        return (), [error("file-missing", path, (), 1, 1, file=path)]
    table_rows, fieldnames, unreadable = _csv_rows(path, tree.read(path))
    known = {*_COLUMNS, *(f"part:{part.id}" for part in table.parts)}
    findings = [
        error("column-unknown", path, (), 1, 1, column=str(column)) for column in fieldnames if column not in known
    ]
    findings += unreadable
    groups = {group.id for group in table.groups}
    rows: list[r.PrintedRow] = []
    for line, row in table_rows:
        problems = list(_row_problems(path, line, row, groups))
        findings += problems
        if not problems:
            rows.append(
                r.PrintedRow(
                    line=line,
                    group=row["group"],
                    order=int(row["order"]) if row.get("order") else None,
                    unit=row["unit"],
                    name=row["name"],
                    rank=int(row["rank"]) if row.get("rank") else None,
                    grade=row.get("grade", ""),
                    total=row.get("total", ""),
                    index=row.get("index", ""),
                    max=row.get("max", ""),
                    note=row.get("note", ""),
                    source=row.get("source", ""),
                    parts={part.id: row.get(f"part:{part.id}", "") for part in table.parts},
                )
            )
    return tuple(rows), findings


def _csv_rows(path: str, data: bytes) -> tuple[list[tuple[int, dict[str, str]]], list[str], list[Finding]]:
    """Rows with their line, the header, and what kept the rest from being read."""
    text, findings = read_text(path, data.removeprefix(codecs.BOM_UTF8))
    if text is None:
        return [], [], findings
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    try:
        header = [str(column) for column in reader.fieldnames or ()]
        rows.extend(
            (reader.line_num, {key: (cell or "").strip() for key, cell in raw.items() if isinstance(key, str)})
            for raw in reader
        )
    except csv.Error as bad:
        return rows, header, [*findings, error("yaml-syntax", path, (), reader.line_num + 1, 1, problem=str(bad))]
    return rows, header, findings


def _row_problems(path: str, line: int, row: Mapping[str, str], groups: Iterable[str]) -> Iterable[Finding]:
    if row.get("group", "") not in groups:
        yield error("not-one-of", path, ("group",), line, 1, value=row.get("group", ""), options=", ".join(groups))
    for column in ("unit", "name"):
        if not row.get(column):
            yield error("missing-key", path, (column,), line, 1, key=column)
    for column, text in row.items():
        numeric = column in ("total", "index", "max") or column.startswith("part:")
        if numeric and text and not is_decimal(text):
            yield error("bad-value", path, (column,), line, 1, value=text, form="form-decimal")
        if column in ("order", "rank") and text and not re.fullmatch(r"[0-9]{1,6}", text):
            yield error("bad-value", path, (column,), line, 1, value=text, form="form-whole")
    fault = link_fault(row["source"]) if row.get("source") else ""
    if fault:
        yield error("link-refused", path, ("source",), line, 1, id=row.get("unit", ""), fault=fault)


def _official(tree: FileTree, path: str) -> tuple[dict[str, dict[str, r.OfficialPoint]], list[Finding]]:
    """The official points of a table by unit and code; the first of two rows for one code stays."""
    if path not in tree:
        return {}, [error("file-missing", path, (), 1, 1, file=path)]
    table_rows, fieldnames, unreadable = _csv_rows(path, tree.read(path))
    findings = [
        error("column-unknown", path, (), 1, 1, column=str(column))
        for column in fieldnames
        if column not in _OFFICIAL_COLUMNS
    ]
    findings += unreadable
    points: dict[str, dict[str, r.OfficialPoint]] = {}
    for line, row in table_rows:
        problems = [
            error("missing-key", path, (key,), line, 1, key=key) for key in ("unit", "code") if not row.get(key)
        ]
        problems += [
            error("bad-value", path, (key,), line, 1, value=row[key], form="form-decimal")
            for key in ("points", "max")
            if row.get(key) and not is_decimal(row[key])
        ]
        findings += problems
        if not problems:
            made = r.OfficialPoint(
                unit=row["unit"],
                code=row["code"],
                points=decimal_or_none(row.get("points", "")),
                max_points=decimal_or_none(row.get("max", "")),
                line=line,
            )
            points.setdefault(made.unit, {}).setdefault(made.code, made)
    return points, findings
