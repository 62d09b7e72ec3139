"""Hostile workbooks: nothing of them is opened (threat 21)."""

import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest

from parindex.excel import safety
from parindex.excel.safety import NotSafe, parts

TYPES = b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="x"/>'
BOOK = b'<?xml version="1.0"?><workbook xmlns="x"/>'
SHEET = b"<worksheet><sheetData>%s</sheetData></worksheet>"
GOOD: Mapping[str, bytes] = {"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK}


def packed(more: Mapping[str, bytes] | None = None, **settings: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**GOOD, **(more or {})}.items():
            archive.writestr(name, part)
    return out.getvalue()


def problem(data: bytes) -> str:
    with pytest.raises(NotSafe) as bad:
        parts(data)
    return bad.value.problem


def test_a_plain_workbook_is_unpacked() -> None:
    assert set(parts(packed())) == set(GOOD)


def test_what_a_printer_left_behind_does_no_harm() -> None:
    assert parts(packed({"xl/printerSettings/printerSettings1.bin": b"\0\1"}))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"<html>", packed()[:-30], packed().replace(b"workbook", b"worstbook")]
)
def test_what_is_no_workbook_is_told_so(data: bytes) -> None:
    assert problem(data) == "wb-not-zip"


def test_the_old_format_and_the_envelope_of_a_password_are_told_so() -> None:
    assert problem(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "wb-binary"


def test_a_small_file_that_unpacks_to_much_is_not_unpacked() -> None:
    bomb = packed({"xl/sharedStrings.xml": b"<a>" + b"0" * 200_000_000})
    assert len(bomb) < 250_000
    assert problem(bomb) == "wb-bomb"


def test_many_parts_that_unpack_to_much_together_are_not_unpacked() -> None:
    part = b"<a>" + bytes(range(32, 60)) * 30_000
    assert problem(packed({f"xl/media/{number}.xml": part for number in range(60)})) == "wb-bomb"


def test_an_archive_of_very_many_parts_is_refused() -> None:
    assert problem(packed({f"xl/{number}.xml": b"<a/>" for number in range(safety.MAX_ENTRIES)})) == "wb-bomb"


def test_a_file_larger_than_any_filing_is_refused() -> None:
    assert problem(packed() + bytes(safety.MAX_FILE)) == "wb-too-large"


def test_sizes_are_counted_whatever_the_archive_says_of_itself() -> None:
    bomb = bytearray(packed({"xl/a.xml": b"<a>" + b"0" * 3_000_000}))
    # The sizes of the last part, in its own head and in the list at the end, are told as 10 bytes.
    size = (3_000_003).to_bytes(4, "little")
    assert bomb.count(size) == 2
    assert problem(bytes(bomb.replace(size, (10).to_bytes(4, "little")))) in ("wb-bomb", "wb-not-zip")


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [
        ("xl/vbaProject.bin", b"x", "wb-macros"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "wb-macros"),
        ("xl/activeX/activeX1.xml", b"<a/>", "wb-macros"),
        ("customUI/customUI.xml", b"<a/>", "wb-macros"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "wb-external"),
        ("xl/connections.xml", b"<a/>", "wb-external"),
        ("xl/queryTables/queryTable1.xml", b"<a/>", "wb-external"),
        ("xl/embeddings/oleObject1.xml", b"x", "wb-embedded"),
        ("xl/media/run.exe", b"x", "wb-embedded"),
        ("xl/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "wb-entities"),
        ("xl/a.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "wb-entities"),
        ("xl/a.xml", b'<?xml version="1.0" encoding="cp037"?><a/>', "wb-entities"),
        (
            "xl/_rels/workbook.xml.rels",
            b'<R Type="http://x/relationships/externalLinkPath" Target="\\\\a"/>',
            "wb-external",
        ),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>cmd|'/C calc'!A0</f></c>", "wb-external"),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>[1]Sheet1!A1</f></c>", "wb-external"),
        ("xl/worksheets/s.xml", b"<a><formula1>'[B.xlsx]S'!A1</formula1></a>", "wb-external"),
        # The same, spelt so that a parser of XML hears it and a search for signs does not.
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>cmd&#124;'/C calc'!A0</f></c>", "wb-external"),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>&#x5B;1]Sheet1!A1</f></c>", "wb-external"),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f><![CDATA[cmd|'/C calc'!A0]]></f></c>", "wb-entities"),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>cmd<!-- -->|'/C calc'!A0</f></c>", "wb-entities"),
        ("xl/worksheets/s.xml", SHEET % b"<c r='A1'><f>D<?x?>DE(1)</f></c>", "wb-entities"),
    ],
)
def test_what_could_run_call_out_or_hide_is_refused(name: str, part: bytes, told: str) -> None:
    assert problem(packed({name: part})) == told


def test_a_macro_workbook_under_another_name_is_refused() -> None:
    types = TYPES.replace(b"/>", b"><O ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>")
    assert problem(packed({"[Content_Types].xml": types})) == "wb-macros"


def test_a_sheet_of_a_million_rows_is_refused() -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_048_577))
    assert problem(packed({"xl/worksheets/sheet1.xml": SHEET % rows})) in ("wb-huge", "wb-bomb")
    sheet = b"".join(b'<row r="%d"/>' % number for number in range(1, safety.MAX_ROWS + 2))
    assert problem(packed({"xl/worksheets/sheet1.xml": SHEET % sheet})) == "wb-huge"


@pytest.mark.parametrize(
    "cell", [b'<row><c r="A1048576"><v>1</v></c></row>', b'<row><c r="XFD1" t="s"><v>1</v></c></row>']
)
def test_a_filled_cell_at_the_end_of_the_sheet_is_refused(cell: bytes) -> None:
    assert problem(packed({"xl/worksheets/sheet1.xml": SHEET % cell})) == "wb-huge"


def test_an_empty_cell_with_a_colour_at_the_end_of_the_sheet_is_nobodys_fault() -> None:
    assert parts(packed({"xl/worksheets/sheet1.xml": SHEET % b'<row r="1048576"><c r="A1048576" s="3"/></row>'}))


@pytest.mark.parametrize(
    "sheet",
    [
        b"<f>" + b"|" * 900_000,
        b"<f>" + b"[a]" * 300_000,
        b"<f " * 300_000,
        b"<sheetData>" + b"<c r " * 180_000,
        b"<sheetData><c " + b' r="A1" ' * 110_000,
    ],
)
def test_a_part_that_begins_without_end_is_read_once(sheet: bytes) -> None:
    # Each of these took from minutes to hours: they are refused or harmless at once, or the suite does not end.
    with suppress(NotSafe):
        parts(packed({"xl/worksheets/sheet1.xml": sheet}))


def test_plain_sections_are_nobodys_fault_where_nothing_is_computed() -> None:
    assert parts(packed({"xl/sharedStrings.xml": b"<sst><si><t><![CDATA[a|b!c]]></t></si></sst>"}))


def test_text_that_only_speaks_of_such_things_is_text() -> None:
    told = "<sst><si><t>DDE (kết nối) | [1]Sheet! &lt;!DOCTYPE</t></si></sst>".encode()
    assert parts(packed({"xl/sharedStrings.xml": told}))


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "xl\\evil.xml"])
def test_a_part_outside_the_archive_is_refused(name: str) -> None:
    assert problem(packed({name: b"<a/>"})) == "wb-not-zip"
