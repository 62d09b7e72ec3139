"""The workbook that a site offers for an undecided cycle: downloaded, unit chosen, filled in, taken by the office."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parindex.excel.layout import Form
from support import office
from support.house import base, house, parindex, unit_file
from support.office import FORM, cell_of, changed

DECISION = "submissions/tinh-thu/2025/decision.yaml"
BLANK = "ket-qua/tinh-thu/2025/khai/so.xlsx"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example authority while its cycle is open; one unit has not filed yet."""
    root = house(tmp_path_factory.mktemp("blank"), {DECISION: None, unit_file("so-tu-phap"): None})
    parindex(root, "build", "--output", root / "site", "--jobs", "2")
    return root / "site"


def filled(site: Path, unit: str | None) -> bytes:
    def change(book: Any) -> None:
        if unit is not None:
            book[FORM]["B3"] = unit
        cell_of(book, "1.1|option").value = "Ban hành đúng hạn"
        cell_of(book, "1.1|option", Form.EXPLANATION).value = "Kế hoạch gửi kèm công văn."
        cell_of(book, "1.2|done", Form.EXPLANATION).value = "45 trên 50 nhiệm vụ."
        cell_of(book, "1.2|done").value = 45
        cell_of(book, "1.2|total").value = 50

    return changed((site / BLANK).read_bytes(), change)


def taken(site: Path, data: bytes, *words: str, code: int) -> str:
    path = site.parent / "dien.xlsx"
    path.write_bytes(data)
    done = parindex(site.parent, "workbook", "import", path.name, "--print", *words, code=code)
    return done.stdout + done.stderr


def test_form_and_unit_page_of_an_open_cycle_offer_the_workbook_of_the_group(site: Path) -> None:
    folder = site / "ket-qua/tinh-thu/2025"
    assert 'href="../../../../ket-qua/tinh-thu/2025/khai/so.xlsx"' in (folder / "khai/so.html").read_text("utf-8")
    assert 'href="../../../ket-qua/tinh-thu/2025/khai/so.xlsx"' in (folder / "so-tu-phap.html").read_text("utf-8")


def test_the_workbook_lets_one_choose_among_the_units_of_its_group(site: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO((site / BLANK).read_bytes()))
    lists = [entry for entry in book[FORM].data_validations.dataValidation if "B3" in str(entry.sqref)]
    area = lists[0].formula1.partition("!")[2].replace("$", "")
    names = [cell.value for row in book["_parindex"][area] for cell in row]
    assert names == ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"]


def test_the_workbook_holds_criteria_and_nothing_that_anybody_filed(site: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO((site / BLANK).read_bytes()))
    words = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert "Kế hoạch cải cách hành chính năm 2025" in base()[unit_file("so-y-te")]
    assert not any("Kế hoạch cải cách hành chính năm 2025" in word for word in words)
    assert cell_of(book, "1.2|done").value is None


@pytest.mark.parametrize("said", ["Sở Tư pháp", "so tu phap", " SỞ TƯ PHÁP ", "so-tu-phap"])
def test_with_the_unit_chosen_it_is_taken_as_that_units_file(site: Path, said: str) -> None:
    text = taken(site, filled(site, said), code=0)
    assert "unit: so-tu-phap\n" in text
    assert 'done: "45"\n' in text


def test_without_a_unit_it_is_refused_unless_the_office_says_which(site: Path) -> None:
    data = filled(site, None)
    assert "chưa chọn đơn vị" in taken(site, data, code=1)
    assert "unit: so-tu-phap\n" in taken(site, data, "--unit", "so-tu-phap", code=0)


def test_a_unit_of_another_group_or_another_than_was_chosen_is_refused(site: Path) -> None:
    assert "bộ tiêu chí khác" in taken(site, filled(site, None), "--unit", "xa-an-binh", code=1)
    assert "đơn vị khác" in taken(site, filled(site, "Sở Y tế"), "--unit", "so-tu-phap", code=1)


def test_libreoffice_keeps_the_choice(site: Path, tmp_path: Path) -> None:
    saved = office.recalculated(tmp_path, {"dien.xlsx": filled(site, "Sở Tư pháp")})["dien.xlsx"]
    assert taken(site, saved, code=0) == taken(site, filled(site, "Sở Tư pháp"), code=0)


def test_two_builds_make_the_same_workbook(site: Path) -> None:
    parindex(site.parent, "build", "--output", site.parent / "again", "--jobs", "1")
    assert (site / BLANK).read_bytes() == (site.parent / "again" / BLANK).read_bytes()
