"""A filled workbook dropped into the form: what it says is what `parindex workbook import` makes of it."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from parindex.encode.filing import filing_text
from parindex.excel.form_columns import AT
from parindex.excel.layout import Form
from parindex.excel.settings import Settings
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support import office
from support.house import ROOT
from support.office import DOCUMENTS, FORM, cell_of, changed, repacked
from support.web import Served, Watched, page_of

pytestmark = pytest.mark.browser


@cache
def repository() -> Any:
    return run(worktree(ROOT))


@cache
def samples() -> Mapping[str, Settings]:
    """A filed unit of every criteria set of this repository, by the name of its workbook."""
    told: dict[tuple[str, str], tuple[str, Settings]] = {}
    for cycle in repository().cycles:
        for result in cycle.units:
            if result.submission is None or result.criteria is None or cycle.regulation is None:
                continue
            name = f"{cycle.programme.id}__{cycle.cycle.id}__{result.unit.id}.xlsx"
            told.setdefault((cycle.regulation.id, result.criteria.group), (name, office.settings_of(cycle, result)))
    return dict(told.values())


@pytest.fixture
def form(site: Served, desk: Watched) -> Iterator[Page]:
    page = desk.open(site.address + page_of(site.folder, "form"))
    yield page
    assert desk.faults == []


READ = """async ([root, book, about]) => {
    const [regulation, group] = about.criteria.split("/");
    for (const script of ["xlsx.js", "workbook.js", `bo-tieu-chi/${regulation}/${group}.js`]) {
        await parindexFields.load(root + "assets/" + script);
    }
    const bytes = Uint8Array.from(atob(book), (sign) => sign.charCodeAt(0));
    const criteria = parindexCriteria[about.criteria];
    const grids = await parindexXlsx.read(bytes.buffer);
    const found = parindexWorkbook.valueOf(criteria, about, grids, "");
    if (!found.value) return { text: "", notes: found.faults };
    const read = parindexFiling.readValue(criteria, about, found.value);
    return {
        text: parindexFiling.fileText(criteria, about, read.unit, read.state),
        notes: [...found.notes, ...read.faults, ...read.notes],
    };
}"""


def read_in_browser(site: Served, page: Page, settings: Settings, data: bytes) -> Any:
    assert settings.unit is not None
    about = {
        "programme": settings.programme.id,
        "cycle": settings.cycle.id,
        "criteria": f"{settings.criteria.regulation}/{settings.criteria.group}",
        "sha256": settings.regulation.sha256,
        "schema": "x",
        "units": [{"id": settings.unit.id}],
    }
    return page.evaluate(READ, [site.address, base64.b64encode(data).decode(), about])


def differing(site: Served, page: Page, books: Mapping[str, bytes]) -> dict[str, Any]:
    told = {}
    for name, book in books.items():
        settings = samples()[name]
        read = read_in_browser(site, page, settings, book)
        wanted = filing_text(settings.value, settings.criteria)
        if read["notes"] or read["text"].split("\n")[1:] != _bare(wanted):
            told[name] = (read["notes"], read["text"], wanted)
    return told


def _bare(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[1:] if lines[0].startswith("#") else lines


def test_every_kind_of_filing_comes_back_from_its_workbook_as_the_import_takes_it(site: Served, form: Page) -> None:
    assert len(samples()) > 10
    assert differing(site, form, {name: office.made(settings) for name, settings in samples().items()}) == {}


def test_and_after_libreoffice_has_saved_it(site: Served, form: Page, tmp_path: Path) -> None:
    # One of each regulation: LibreOffice takes its time.
    some = {settings.regulation.id: name for name, settings in samples().items()}
    books = {name: office.made(samples()[name], results=False) for name in some.values()}
    assert len(books) > 4
    assert differing(site, form, office.recalculated(tmp_path, books)) == {}


# ── an officer's way ──────────────────────────────────────────────────────────────────────────────────────────────


def blank(site: Served) -> bytes:
    """The workbook that the form's page offers."""
    return (site.folder / page_of(site.folder, "form").replace(".html", ".xlsx")).read_bytes()


def open_in_form(page: Page, data: bytes, name: str = "bang.xlsx") -> None:
    page.locator("#k-file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    expect(page.locator("[role=alert]").first).not_to_be_empty()


def units_of(page: Page) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(page.locator("#pi-form-page").inner_text())["units"]
    return told


def criterion(book: Any, method: str) -> str:
    """The code of the first criterion with a row for a fact."""
    keys = (row[0].value for row in book[FORM].iter_rows(max_col=1))
    return next(key.partition("|")[0] for key in keys if isinstance(key, str) and key.endswith(method))


def test_the_offered_workbook_is_filled_in_and_opened_in_the_form(site: Served, form: Page) -> None:
    unit = units_of(form)[0]

    def fill(book: Any) -> None:
        book[FORM]["B3"] = unit["name"]
        code = criterion(book, "|done")
        cell_of(book, f"{code}|done").value = 9
        cell_of(book, f"{code}|total").value = "10"
        cell_of(book, f"{code}|done", Form.EVIDENCE).value = "12/BC-UBND"
        row = next(row for row in book[DOCUMENTS].iter_rows(min_row=5) if row[3].value is None)
        row[3].value, row[5].value = "12/BC-UBND", '<img src=x onerror="window.hit=1">Báo cáo năm'

    open_in_form(form, changed(blank(site), fill))
    expect(form.locator("[role=alert]").first).to_have_text("Đã mở tệp “bang.xlsx”.")
    assert form.locator("#k-unit").input_value() == unit["id"]
    expect(form.locator(".pi-desk__done")).to_contain_text("1/")
    expect(form.locator(".pi-form__records li")).to_contain_text("12/BC-UBND – <img src=x")
    assert form.evaluate("window.hit") is None


def test_each_cell_that_cannot_be_taken_is_told_by_sheet_and_address(site: Served, form: Page) -> None:
    def spoil(book: Any) -> None:
        code = criterion(book, "|done")
        cell_of(book, f"{code}|done").value = "=1+1"
        cell_of(book, f"{code}|total").value = "1.234"
        cell_of(book, f"{code}|done", Form.PAGES).value = "trang bốn"
        cell_of(book, f"{code}|total", Form.EVIDENCE).value = "99/QĐ-UBND"
        cell_of(book, f"{criterion(book, '|option')}|option").value = "Chưa biết"

    form.locator("#k-unit").select_option(units_of(form)[0]["id"])
    open_in_form(form, changed(blank(site), spoil))
    told = form.locator("[role=alert]").first
    for words in ("có công thức", "“1.234” có thể là hàng nghìn", "không phải số trang", "“99/QĐ-UBND”", "“Chưa biết”"):
        expect(told).to_contain_text(words)
    # A row is told once, cell by cell; what a list offers is said.
    lines = told.locator("li").all_inner_texts()
    assert len(lines) == len({re.split(":", line)[0] for line in lines}) == 3
    assert all(re.match("Trang “Tự đánh giá”, (ô [A-Z]+|dòng )[0-9]+:", line) for line in lines)
    assert "Chọn một trong: " in next(line for line in lines if "Chưa biết" in line)


def test_faults_stand_above_what_is_only_not_used_and_a_row_of_that_is_told_once(site: Served, form: Page) -> None:
    def spoil(book: Any) -> None:
        sheet = book[FORM]
        area = next(row[0].row for row in sheet.iter_rows(max_col=1) if str(row[0].value).startswith("#"))
        for column in (Form.EXPLANATION, Form.NOT_APPLICABLE, Form.NOTE):
            sheet.cell(row=area, column=AT[column] + 1).value = "ghi nhầm"
        cell_of(book, f"{criterion(book, '|done')}|done").value = "nhiều"

    form.locator("#k-unit").select_option(units_of(form)[0]["id"])
    open_in_form(form, changed(blank(site), spoil))
    first, second = form.locator("[role=alert]").first.locator("li").all_inner_texts()
    assert "không dùng làm số liệu được" in first
    assert second.count("ghi nhầm") == 3
    assert second.endswith("ghi ở ô không dùng, nên không được tính.")


def test_a_mark_without_its_diacritics_is_understood(site: Served, form: Page) -> None:
    def fill(book: Any) -> None:
        keys = [row[0].value for row in book[FORM].iter_rows(max_col=1)]
        items = [key for key in keys if isinstance(key, str) and "|items:" in key][:2]
        cell_of(book, items[0]).value = "Co"
        cell_of(book, items[1]).value = "khong"

    form.locator("#k-unit").select_option(units_of(form)[0]["id"])
    open_in_form(form, changed(blank(site), fill))
    expect(form.locator("[role=alert]").first).to_have_text("Đã mở tệp “bang.xlsx”.")
    assert form.locator("[id*='-items-']:checked").count() == 1


def hidden(data: bytes, name: str, part: bytes) -> bytes:
    return repacked(data, lambda parts: parts.__setitem__(name, part))


def test_what_must_not_be_opened_or_is_of_something_else_leaves_the_form_as_it_was(site: Served, form: Page) -> None:
    good = blank(site)
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    spelt = b"<a><f>cmd&#124;'/C calc'!A0</f></a>"
    endless = b"<a><f>" + b"|" * 450_000 + b"</f>" + b"<f " * 150_000
    cases = {
        "Đây không phải tệp .xlsx": b"Kh\xc3\xb4ng ph\xe1\xba\xa3i b\xe1\xba\xa3ng t\xc3\xadnh" * 9,
        "dạng Excel cũ": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "lớn quá mức": b"PK" + b"\0" * 8_000_001,
        "có macro": hidden(good, "xl/vbaProject.bin", b"x"),
        "liên kết dữ liệu": hidden(good, "xl/externalLinks/externalLink1.xml", b"<a/>"),
        "đối tượng nhúng": hidden(good, "xl/more.xml", spelt),
        "khai báo XML": hidden(good, "xl/more.xml", entity),
        "phình ra": hidden(good, "xl/more.xml", b" " * 9_000_000),
        "bị hỏng": repacked(good, lambda parts: parts.pop("xl/worksheets/sheet2.xml")),
        "đã mất phần ẩn": changed(good, lambda book: book.remove(book["_parindex"])),
        "không phải cho biểu mẫu đang mở": changed(good, lambda book: book["_parindex"].__setitem__("B4", "2019")),
        "Chưa biết bảng của đơn vị nào": hidden(good, "xl/more.xml", endless),
    }
    for words, data in cases.items():
        open_in_form(form, data)
        expect(form.locator("[role=alert]").first).to_contain_text(words)
        assert form.locator("#k-unit").input_value() == ""


def test_sizes_count_while_unpacking_whatever_the_archive_says(site: Served, form: Page) -> None:
    data = bytearray(hidden(blank(site), "xl/zzz.xml", b" " * 9_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/zzz.xml").file_size
    lie = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != data
    open_in_form(form, bytes(lie))
    expect(form.locator("[role=alert]").first).to_contain_text("phình ra")
