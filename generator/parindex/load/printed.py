"""Reads printed tables as they stand: the results of results-only cycles, and official points to compare with."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from parindex.load.criteria import grades_of
from parindex.load.document import read_text
from parindex.model import roster as r
from parindex.model.finding import Finding, error
from parindex.model.links import link_fault
from parindex.model.points import decimal_or_none, is_decimal, parse_exact
from parindex.model.regulation import TieRule
from parindex.model.tree import FileTree

_COLUMNS = ("group", "order", "unit", "name", "rank", "grade", "total", "index", "max", "note", "source")
_OFFICIAL_COLUMNS = ("unit", "code", "points", "max")


def printed_table(value: Mapping[str, Any]) -> r.PrintedTable:
    """What a cycle says of its printed table: groups, parts, order, classes."""
    grades = value.get("grades", {})
    return r.PrintedTable(
        max_points=parse_exact(value["max"]) if "max" in value else None,
        parts=tuple(
            r.Part(
                id=part["id"],
                name=part["name"],
                name_en=part.get("name-en", part["name"]),
                max_points=parse_exact(part["max"]) if "max" in part else None,
            )
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


def printed_rows(tree: FileTree, path: str, table: r.PrintedTable) -> tuple[tuple[r.PrintedRow, ...], list[Finding]]:
    """The rows of a printed table as they stand; one with a fault is left out and told."""
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
        return rows, header, [*findings, error("table-syntax", path, (), reader.line_num + 1, 1, problem=str(bad))]
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


def official_points(tree: FileTree, path: str) -> tuple[dict[str, dict[str, r.OfficialPoint]], list[Finding]]:
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
