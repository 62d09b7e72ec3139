"""Workbooks in tests: made from a result, calculated by LibreOffice, changed as people and programs change them."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from parindex.encode.filing import filing_value
from parindex.excel.form_columns import AT
from parindex.excel.layout import Form
from parindex.excel.plan import self_assessment_book
from parindex.excel.settings import Settings
from parindex.excel.write import workbook_bytes
from parindex.model.criteria import CriteriaSet
from parindex.model.filing import SelfAssessment
from parindex.model.points import exact_text, is_decimal, round_to
from parindex.model.repository import CycleResult
from parindex.model.result import Outcome, State, UnitResult
from parindex.model.roster import Programme
from parindex.score.unit import UnitScorer
from support import law

FORM, DOCUMENTS, APPROVAL = "Tự đánh giá", "Tài liệu", "Phê duyệt"

# Formulas are computed anew on loading, whatever result a file brings along.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The workbooks as LibreOffice saves them after opening and computing them; one process with a home of its own."""
    program = shutil.which("soffice")
    assert program, "tools/install-libreoffice installs it"
    home, given, made = folder / "home", folder / "given", folder / "made"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    given.mkdir()
    for name, data in files.items():
        (given / name).write_bytes(data)
    command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made)]
    command += [str(given / name) for name in files]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: (made / name).read_bytes() for name in files}


def settings_of(cycle: CycleResult, result: UnitResult, **changes: Any) -> Settings:
    """What a unit's workbook is made from."""
    assert cycle.regulation is not None
    assert result.criteria is not None
    assert result.submission is not None
    fields: dict[str, Any] = {
        "programme": cycle.programme,
        "cycle": cycle.cycle,
        "unit": result.unit,
        "regulation": cycle.regulation,
        "criteria": result.criteria,
        "value": filing_value(result.submission, result.criteria),
        "claims": claims_of(cycle, result),
    }
    return Settings(**(fields | changes))


def claims_of(cycle: CycleResult, result: UnitResult) -> dict[str, Outcome]:
    """What the engine makes of a unit's declaration."""
    assert cycle.regulation is not None
    assert result.criteria is not None
    submission = result.submission
    assert isinstance(submission, SelfAssessment)
    return UnitScorer(cycle.regulation, cycle.cycle).claims(result.criteria, submission)


def made(settings: Settings, *, results: bool = True) -> bytes:
    return workbook_bytes(self_assessment_book(settings), results=results)


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after somebody has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook after its parts were changed as files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def row_of(sheet: Worksheet, key: str) -> int:
    """The row of the form with a key."""
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == key)


def cell_of(book: Any, key: str, column: Form = Form.ANSWER) -> Any:
    """A cell of the form by the key of its row."""
    sheet = book[FORM]
    return sheet.cell(row=row_of(sheet, key), column=AT[column] + 1)


def points_of(data: bytes) -> dict[str, Any]:
    """The results of the formulas in the column of points: by code, by "#" and code for sums."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)[FORM]
    found: dict[str, Any] = {}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        key = row[AT[Form.KEY]]
        if isinstance(key, str):
            # The first row of a criterion holds its points; those merged into it hold nothing.
            found.setdefault(key.partition("|")[0], row[AT[Form.POINTS]])
    return found


def same_points(found: Any, expected: Fraction | str | None) -> bool:
    """Whether a cell shows what the engine says, printed with as many digits as anybody prints."""
    if not isinstance(expected, Fraction):
        return bool((found or None) == expected)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    shown = Fraction(f"{found:.15g}")
    return all(round_to(shown, places) == round_to(expected, places) for places in (2, 4, 8))


def expected_points(settings: Settings, na: str = "không áp dụng") -> dict[str, Fraction | str | None]:
    """What the engine says in the same places."""
    claims = settings.claims
    told: dict[str, Fraction | str | None] = {}
    for leaf in settings.criteria.self_scored:
        claim = claims[leaf.code]
        if claim.state is State.NOT_ANSWERED:
            told[leaf.code] = None
        elif claim.state is State.NOT_APPLICABLE and not claim.max_points:
            told[leaf.code] = na
        else:
            told[leaf.code] = claim.points
    told["#total"] = sum((claim.points for claim in claims.values()), Fraction(0))
    told["#maximum"] = sum((claims[leaf.code].max_points for leaf in settings.criteria.self_scored), Fraction(0))
    for area in settings.criteria.areas:
        mine = [claim.points for code, claim in claims.items() if settings.criteria.area_of[code] == area.code]
        if f"#{area.code}" not in told:
            told[f"#{area.code}"] = sum(mine, Fraction(0))
    return told


def amount_text(value: Fraction) -> str:
    """A figure as the schema lets it be filed."""
    text = exact_text(value)
    assert is_decimal(text)
    return text


def plain_settings(criteria: CriteriaSet, value: Mapping[str, Any], **changes: Any) -> Settings:
    """The workbook of a filing under a small law."""
    fields: dict[str, Any] = {
        "programme": PROGRAMME,
        "cycle": law.cycle(),
        "unit": law.unit(),
        "regulation": law.regulation(criteria),
        "criteria": criteria,
        "value": value,
    }
    return Settings(**(fields | changes))


PROGRAMME = Programme(
    id="tinh",
    name="Tỉnh Thử",
    name_en="",
    index_name="Chỉ số",
    index_name_en="",
    authority="Ủy ban nhân dân tỉnh Thử",
    sample=True,
    notice="",
    units={},
    cycles=("2025",),
    path="submissions/tinh/programme.yaml",
)


def value_of(submission: SelfAssessment, criteria: CriteriaSet) -> dict[str, Any]:
    """A submission as the value of its file."""
    return filing_value(submission, criteria)


def told_of(settings: Settings, code: str) -> Any:
    """The rule and the entry of a leaf, for a message of a test that fails."""
    leaf = settings.criteria.by_code.get(code)
    return (leaf.rule, leaf.max_points, settings.answers.get(code)) if leaf is not None else None


def planned(settings: Settings) -> Any:
    """The form as it is planned."""
    return self_assessment_book(settings).pages[1]
