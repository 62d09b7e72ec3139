"""A table of units as an office keeps it, and the communes of a province."""

from typing import Any

import pytest

from parindex.imports.annex.sheet import Cell, Sheet, Sort, sheet_of_csv
from parindex.imports.fault import ImportFault
from parindex.imports.roster import roster_of, units_of_registry
from parindex.load.registry import registry

GROUPS = {"so": "Sở, ngành", "xa-phuong": "Xã, phường"}


def units(text: str, default: str = "so") -> list[dict[str, Any]]:
    sheet, _ = sheet_of_csv("don-vi.csv", text.encode())
    assert sheet is not None
    return roster_of(sheet, GROUPS, default)


def test_a_list_of_names_is_a_roster() -> None:
    made = units("TT;Tên đơn vị\n1;Sở Nội vụ\n2;Sở Tư pháp\n")
    assert made == [
        {"id": "so-noi-vu", "name": "Sở Nội vụ", "group": "so"},
        {"id": "so-tu-phap", "name": "Sở Tư pháp", "group": "so"},
    ]


def test_group_code_head_and_account_are_taken_where_they_stand() -> None:
    heads = "DANH SÁCH\nTên đơn vị;Nhóm;Mã;Thủ trưởng;Chức vụ;Tài khoản\n"
    (row,) = units(heads + "Xã An Bình;xã, phường;00123;Lê Văn A;Chủ tịch;le-a\n", "")
    assert (row["group"], row["code"]) == ("xa-phuong", "00123")
    assert row["head"] == {"name": "Lê Văn A", "title": "Chủ tịch", "login": "le-a"}


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a;b\n1;2\n", "roster-no-name", 1),
        ("Tên đơn vị;Nhóm\n", "roster-empty", 1),
        ("Tên đơn vị;Nhóm\nSở Nội vụ;phòng\n", "roster-group", 2),
        ("Tên đơn vị\nSở Nội vụ\nSở Nội vụ\n", "roster-twice", 3),
        ("TT;Tên đơn vị;Nhóm\n1;;so\n", "roster-row-unnamed", 2),
        ("Tên đơn vị\n???\n", "import-no-id", 2),
    ],
)
def test_a_row_that_is_no_unit_is_told_with_its_line(text: str, key: str, line: int) -> None:
    with pytest.raises(ImportFault) as caught:
        units(text)
    assert (caught.value.key, caught.value.line) == (key, line)


def test_a_unit_without_a_group_is_not_put_into_one() -> None:
    with pytest.raises(ImportFault, match="roster-no-group"):
        units("Tên đơn vị\nSở Nội vụ\n", "")


def test_a_code_that_has_become_a_number_is_refused() -> None:
    head = {0: Cell(text="Tên đơn vị", line=1, column=0), 1: Cell(text="Mã", line=1, column=1)}
    row = {0: Cell(text="Xã A", line=2, column=0), 1: Cell(text="4", line=2, column=1, sort=Sort.NUMBER)}
    with pytest.raises(ImportFault, match="roster-code-number"):
        roster_of(Sheet(path="a.xlsx", name="", rows=(head, row)), GROUPS, "so")


def test_every_province_makes_a_roster_of_units_that_are_all_different() -> None:
    held = registry()
    for code in held.provinces:
        made = units_of_registry(held.of_province(code), "xa-phuong")
        assert len({unit["id"] for unit in made}) == len(made)
