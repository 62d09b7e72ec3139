"""Reads an appraiser's worksheet back: what the cells of each filled row decide, or what is wrong with them.

Faults are findings at row and column of the worksheet. A row in which nothing was filled in decides nothing.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from parindex.encode.draft import facts_value
from parindex.encode.worksheet import FILLED, KEYS, REASON_CODES, Column, Conclusion, plain_cell, verdict_options
from parindex.i18n.numbers import folded
from parindex.i18n.text import LANGUAGES, label
from parindex.load.document import read_document, read_text
from parindex.load.filing import facts as decoded_facts
from parindex.model import criteria as c
from parindex.model.case import Case
from parindex.model.filing import Decision, Facts
from parindex.model.finding import Finding, Place, error
from parindex.model.points import is_decimal, parse_exact

_Key = TypeVar("_Key", bound=str)
_SEPARATORS = (";", ",", "\t")
_SHAPES = {"items": list, "figures": dict}
_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A filled row: its number in the worksheet, its texts, and where each column stands (from 1)."""

    path: str
    number: int
    cells: Mapping[Column, str]
    at: Mapping[Column, int]

    @property
    def code(self) -> str:
        """The criterion's code without the word before it."""
        found = _CODE.search(self.cells[Column.CODE])
        return found.group() if found else ""

    def place(self, column: Column) -> Place:
        """Where a cell stands, for a finding."""
        return ("rows", str(self.number), column.value)

    def where(self, column: Column) -> tuple[str, Place, int, int]:
        """File, place, row and column of a cell, as a finding is told them."""
        return self.path, self.place(column), self.number, self.at.get(column, 1)


def read_worksheet(path: str, data: bytes) -> tuple[list[SheetRow], list[Finding]]:
    """The filled rows of a worksheet and what is wrong with it as a table."""
    text = _text(data)
    if text is None:
        return [], [error("worksheet-form", path, (), 1, 1, problem="sheet-not-utf8", name="")]
    table, columns = _table(text)
    if table is None:
        return [], [error("worksheet-form", path, (), 1, 1, problem="sheet-broken", name="")]
    findings = list(_head_faults(path, table[0] if table else [], columns))
    if findings:
        return [], findings
    at = {column: number for number, column in enumerate(columns, 1) if column is not None}
    rows: list[SheetRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(table[1:], 2):
        extra = [cell for cell in cells[len(columns) :] if cell.strip()]
        loose = [cell for cell, column in zip(cells, columns, strict=False) if column is None and cell.strip()]
        if extra or loose:
            findings.append(
                error(
                    "worksheet-form", path, (), number, 1, problem="sheet-ragged", name=f"“{(extra or loose)[0][:60]}”"
                )
            )
            continue
        held = {column: _cell(cells[place - 1]) if place <= len(cells) else "" for column, place in at.items()}
        if not any(held[column] for column in FILLED):
            continue
        row = SheetRow(path=path, number=number, cells=held, at=at)
        findings += [error("worksheet-cell-missing", *row.where(column)) for column in KEYS[:2] if not held[column]]
        key = (held[Column.CYCLE], held[Column.UNIT], row.code, held[Column.STAGE])
        if key in seen:
            findings.append(error("worksheet-row-twice", *row.where(Column.CODE), code=row.code, first=str(seen[key])))
        seen.setdefault(key, number)
        rows.append(row)
    return rows, findings


def decision_of(row: SheetRow, case: Case) -> tuple[Decision | None, list[Finding]]:
    """What a row decides on its leaf, or what is wrong with its cells."""
    cells = row.cells
    options = {verdict: _words(f"choice-{verdict.value}", verdict.value) for verdict in verdict_options(case)}
    findings: list[Finding] = []
    verdict = _chosen(cells[Column.VERDICT], options)
    if not cells[Column.VERDICT]:
        return None, [error("worksheet-cell-missing", *row.where(Column.VERDICT))]
    if verdict is None:
        findings.append(_unknown(row, Column.VERDICT, [words[0] for words in options.values()]))
        return None, findings
    for column, wanted in ((Column.FACTS, Conclusion.CORRECT), (Column.POINTS, Conclusion.POINTS)):
        if verdict is wanted and not cells[column]:
            findings.append(error("worksheet-cell-missing", *row.where(column)))
        elif verdict is not wanted and cells[column]:
            findings.append(
                error("worksheet-cell-unused", *row.where(column), verdict=cells[Column.VERDICT], value=cells[column])
            )
    correct = points = None
    if verdict is Conclusion.CORRECT and cells[Column.FACTS]:
        correct, faults = _facts(row, case)
        findings += faults
    if verdict is Conclusion.POINTS and cells[Column.POINTS]:
        text = re.sub(r"^([0-9]+),([0-9]+)$", r"\1.\2", cells[Column.POINTS])
        if is_decimal(text) and not text.startswith("-"):
            points = parse_exact(text)
        else:
            findings.append(error("bad-value", *row.where(Column.POINTS), value=text[:60], form="form-amount", hint=""))
    codes = {code: _words(f"reason-{code}", code) for code in REASON_CODES}
    reason_code = _chosen(cells[Column.REASON_CODE], codes) or ""
    if cells[Column.REASON_CODE] and not reason_code:
        findings.append(_unknown(row, Column.REASON_CODE, [words[0] for words in codes.values()]))
    asks = _chosen(cells[Column.ASKS], {"yes": ("x", *_words("sheet-yes", "true"))})
    if cells[Column.ASKS] and asks is None:
        findings.append(_unknown(row, Column.ASKS, ["x"]))
    hidden = read_text(row.path, cells[Column.REASON].encode())[1]
    path, place, line, at = row.where(Column.REASON)
    findings += [replace(finding, path=path, place=place, line=line, column=at) for finding in hidden]
    if findings:
        return None, findings
    given: bool | None = None
    if verdict in (Conclusion.NOT_APPLICABLE, Conclusion.APPLICABLE):
        given = verdict is Conclusion.NOT_APPLICABLE
    return (
        Decision(
            code=case.code,
            accept=verdict in (Conclusion.ACCEPT, Conclusion.KEEP),
            correct=correct,
            points=points,
            not_applicable=given,
            reason_code=reason_code,
            reason=cells[Column.REASON],
            request_explanation=asks is not None,
        ),
        [],
    )


def same_fact(cell: str, now: str) -> bool:
    """Whether a declared fact is still what the worksheet showed, whatever a spreadsheet did to its signs."""
    return _bare(cell) == _bare(now)


def _bare(text: str) -> str:
    plain = re.sub(r"[.,\u00a0]", "", unicodedata.normalize("NFC", plain_cell(text)).casefold())
    return " ".join(re.findall(r"\w+", plain))


def _text(data: bytes) -> str | None:
    """The text of a worksheet: UTF-8 with or without its mark, or the UTF-16 that Excel calls Unicode text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _table(text: str) -> tuple[list[list[str]] | None, list[Column | None]]:
    """The rows by the separator under which the head names most of our columns; None where quotes do not match."""
    heads = {folded(words): column for column in Column for words in _words(f"sheet-{column.value}", column.value)}
    best: tuple[int, list[list[str]] | None, list[Column | None]] = (-1, None, [])
    broken = False
    for separator in _SEPARATORS:
        try:
            table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        except csv.Error:
            broken = True
            continue
        columns = [heads.get(folded(" ".join(cell.split()))) for cell in (table[0] if table else [])]
        known = sum(column is not None for column in columns)
        if known > best[0]:
            best = (known, table, columns)
    # A separator under which nothing is ours is not the one that was meant.
    return (None, []) if broken and best[0] <= 0 else (best[1], best[2])


def _head_faults(path: str, head: list[str], columns: list[Column | None]) -> Iterator[Finding]:
    for number, (cell, column) in enumerate(zip(head, columns, strict=True), 1):
        if column is None and cell.strip():
            yield error(
                "worksheet-form", path, (), 1, number, problem="sheet-column-unknown", name=f"“{cell.strip()[:60]}”"
            )
        elif column is not None and column in columns[: number - 1]:
            yield error("worksheet-form", path, (), 1, number, problem="sheet-column-twice", name=f"“{cell.strip()}”")
    for column in (*KEYS, *FILLED):
        if column not in columns:
            name = _words(f"sheet-{column.value}", "")[0]
            yield error("worksheet-form", path, (), 1, 1, problem="sheet-column-missing", name=f"“{name}”")


def _cell(text: str) -> str:
    """The text of a cell: no apostrophe of ours, composed letters, one kind of line end, nothing around it."""
    plain = unicodedata.normalize("NFC", plain_cell(text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in plain.replace("\u00a0", " ").strip().split("\n"))


def _words(key: str, name: str) -> tuple[str, ...]:
    """What may stand for a choice: its words in each language, and its name in the data files."""
    return (*(label(key, lang) for lang in LANGUAGES), name)


def _chosen(cell: str, options: Mapping[_Key, tuple[str, ...]]) -> _Key | None:
    wanted = folded(" ".join(cell.split())).rstrip(".")
    return next((key for key, words in options.items() if wanted and wanted in map(folded, words)), None)


def _unknown(row: SheetRow, column: Column, options: list[str]) -> Finding:
    return error("worksheet-value", *row.where(column), value=row.cells[column][:60], options="; ".join(options))


def _facts(row: SheetRow, case: Case) -> tuple[Facts | None, list[Finding]]:
    """A corrected fact in the notation of a flow map; figures that are not named stay as declared."""
    text = row.cells[Column.FACTS]
    braced = text if text.startswith("{") and text.endswith("}") else f"{{{text}}}"
    document = read_document(row.path, braced.encode())
    must, may = c.wanted_facts(case.result.leaf.rule)
    wanted = ", ".join(f"{key}: …" for key in sorted(must))
    broken = error("worksheet-facts", *row.where(Column.FACTS), value=text[:60], wanted=wanted or "–")
    value: Any = document.value
    if document.findings or not isinstance(value, dict) or not value or not value.keys() <= must | may:
        return None, [broken]
    if not all(isinstance(entry, _SHAPES.get(key, str)) for key, entry in value.items()):
        return None, [broken]
    answer = case.result.answer
    declared = facts_value(answer.facts) if answer else {}
    if isinstance(value.get("figures"), dict):
        figures = declared.get("figures")
        value["figures"] = {**(figures if isinstance(figures, dict) else {}), **value["figures"]}
    merged = {key: entry for key, entry in {**declared, **value}.items() if key in must | may}
    if not must <= merged.keys():
        return None, [broken]
    try:
        return decoded_facts(merged), []
    except (ValueError, TypeError, AttributeError):
        return None, [broken]
