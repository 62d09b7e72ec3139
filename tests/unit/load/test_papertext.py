"""The text of committed documents: read where it is harmless, refused with a reason where it is not."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping

import pytest
import xlsxwriter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject, TextStringObject

from parindex.load import papertext
from parindex.load.papertext import read_papers, text_of
from parindex.model.papers import PaperText, Refusal
from support import papers
from support.house import EXAMPLES

PDF = next((EXAMPLES / "valid/paper-in-repository").rglob("*.pdf")).read_bytes()


Change = Callable[[PdfWriter], object]


def changed(change: Change) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(PDF)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(body: str, **more: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>", **more})


def said(read: PaperText) -> dict[str, str]:
    assert read.refusal is None
    return {place: text for _, place, text in read.texts}


def test_a_pdf_is_read_page_by_page_with_its_notes() -> None:
    def noted(writer: PdfWriter) -> None:
        note = DictionaryObject(
            {NameObject("/Subtype"): NameObject("/Text"), NameObject("/Contents"): TextStringObject("So 079123456789")}
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    told = said(text_of("a.pdf", changed(noted)))
    assert "Ke hoach cai cach hanh chinh nam 2025" in told["1"]
    assert "So 079123456789" in told["1"]


def test_a_word_document_is_read_across_the_runs_of_a_paragraph() -> None:
    runs = "<w:r><w:t>Số 0791</w:t></w:r><w:r><w:t>23456789</w:t></w:r>"
    body = f"<w:p>{runs}</w:p><w:p><w:r><w:t>A &amp; B</w:t></w:r></w:p>"
    assert said(text_of("a.docx", docx(body)))["word/document.xml"].split("\n")[:2] == ["Số 079123456789", "A & B"]


def test_a_workbook_is_read_with_its_figures_and_neighbouring_cells_are_no_long_number() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_row(0, 0, [79123456789, "Nguyễn Văn Mẫu", 12, 13, 14])
    told = said(text_of("a.xlsx", out.getvalue()))
    figures = told["xl/worksheets/sheet1.xml"]
    assert "79123456789" in figures
    assert "12 | 13 | 14" in figures
    assert "79123456789 | 12" in figures, "the number of a shared text is no figure"
    assert "Nguyễn Văn Mẫu" in told["xl/sharedStrings.xml"]


def script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    tree = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), action])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def attached(writer: PdfWriter) -> None:
    writer.add_attachment("a.exe", b"MZ")


def launched(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    writer.root_object[NameObject("/OpenAction")] = action


def noted(**entries: PdfObject) -> Change:
    """A note on the first page."""
    entries = {"Subtype": NameObject("/Link"), **entries}
    note = DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})
    return lambda writer: writer.pages[0].__setitem__(NameObject("/Annots"), ArrayObject([note]))


def rooted(key: str, value: PdfObject) -> Change:
    return lambda writer: writer.root_object.__setitem__(NameObject(key), value)


def action(kind: str, **entries: PdfObject) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(kind), **{NameObject(f"/{k}"): v for k, v in entries.items()}}
    )


def carried() -> DictionaryObject:
    """A file in a file, as PDF 2.0 keeps it without any attachment."""
    inner = DictionaryObject({NameObject("/F"): TextStringObject("a.exe")})
    return DictionaryObject({NameObject("/Type"): NameObject("/Filespec"), NameObject("/EF"): inner})


RUN = action("/JavaScript", JS=TextStringObject("app.alert(1)"))
ACTIVE: Mapping[str, Change] = {
    "a link that runs a script": noted(A=RUN),
    "a link that starts a program": noted(A=action("/Launch", F=TextStringObject("cmd.exe"))),
    "a note that runs when it is seen": noted(AA=DictionaryObject({NameObject("/PV"): RUN})),
    "a page that runs when it is opened": lambda writer: writer.pages[0].__setitem__(
        NameObject("/AA"), DictionaryObject({NameObject("/O"): RUN})
    ),
    "a script behind a harmless step": rooted("/OpenAction", action("/GoTo", Next=RUN)),
    "a film": noted(Subtype=NameObject("/RichMedia")),
    "a file in the file": rooted("/AF", ArrayObject([carried()])),
}


@pytest.mark.parametrize("where", ACTIVE)
def test_a_pdf_that_runs_or_carries_anything_anywhere_is_refused(where: str) -> None:
    assert text_of("a.pdf", changed(ACTIVE[where])).refusal is Refusal.ACTIVE


PERSON = "CCCD 079123456789"


def described(writer: PdfWriter) -> None:
    metadata = StreamObject()
    metadata[NameObject("/Type")] = NameObject("/Metadata")
    metadata.set_data(f"<x:xmpmeta><dc:description>{PERSON}</dc:description></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(metadata)


FIELD = DictionaryObject({NameObject("/T"): TextStringObject("a"), NameObject("/V"): TextStringObject(PERSON)})
FIELDS = DictionaryObject({NameObject("/Fields"): ArrayObject([FIELD])})
FIGURE = DictionaryObject({NameObject("/K"): DictionaryObject({NameObject("/Alt"): TextStringObject(PERSON)})})


@pytest.mark.parametrize(
    "put",
    [
        described,
        lambda writer: writer.add_outline_item(title=PERSON, page_number=0),
        rooted("/AcroForm", FIELDS),
        rooted("/StructTreeRoot", FIGURE),
        noted(RC=TextStringObject(PERSON)),
    ],
)
def test_what_stands_beside_the_pages_of_a_pdf_is_read_as_well(put: Change) -> None:
    assert PERSON in said(text_of("a.pdf", changed(put)))["metadata"]


def test_a_signature_is_no_text() -> None:
    # Certificates of officers name their holder by number, and that is how a signature is verified.
    who = papers.holder("CCCD:079123456789")
    signed = text_of("a.pdf", papers.signed(papers.scan(), who, who))
    assert not [text for _, place, text in signed.texts if place == "1"], "a scan has no text"
    assert not any("079123456789" in text for _, _, text in signed.texts)


WIDE = f"<w:p>{PERSON}</w:p>"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/footnotes.xml": WIDE.encode("utf-16")},
        {"word/FOOTNOTES.XML": WIDE},
        {"word/drawings/a.vml": WIDE},
        {"word/media/a.svg": WIDE},
        {"word/document.xml": f'<w:p><wp:docPr id="1" descr="{PERSON}"/></w:p>'},
        {"word/document.xml": f"<w:p><!-- {PERSON} --></w:p>"},
        {"word/document.xml": "<w:p>CCCD 0791<![CDATA[234]]>56789</w:p>"},
        {"word/document.xml": "<w:p>CCCD 0791<!-- x -->23456789</w:p>"},
        {"word/document.xml": "<w:p>CCCD 0791\u200b2345\u00ad6789</w:p>"},
    ],
)
def test_every_part_that_holds_text_is_read_however_it_is_spelt(parts: Mapping[str, str | bytes]) -> None:
    assert any(PERSON in text for text in said(text_of("a.docx", docx("x", **parts))).values())


FETCHED = '<Relationships><Relationship Type="x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"word/footnotes.xml": WIDE.encode("utf-16-le")}, Refusal.BROKEN),
        ({"word/footnotes.xml": '<?xml version="1.0" encoding="utf-7"?><a/>'}, Refusal.BROKEN),
        ({"word/chunk.rtf": PERSON}, Refusal.ACTIVE),
        ({"word/chunk.docx": b"PK"}, Refusal.ACTIVE),
        ({"word/chunk.mht": PERSON}, Refusal.ACTIVE),
        (
            {"word/document.xml": "<w:p><w:instrText>DDEAU</w:instrText><w:instrText>TO c:\\x</w:instrText></w:p>"},
            Refusal.ACTIVE,
        ),
        ({"word/_rels/a.rels": FETCHED.format(kind="attachedTemplate", target="https://x/a.dotm")}, Refusal.ACTIVE),
        ({"word/_rels/a.rels": FETCHED.format(kind="attachedTemplate", target="file:///C:\\a.dotm")}, None),
        ({"word/_rels/a.rels": FETCHED.format(kind="hyperlink", target="https://x.vn/")}, None),
        ({"word/document.xml": "<w:p>Giao thức DDE đã ngừng dùng</w:p>"}, None),
        ({"xl/worksheets/a.xml": "<f>cmd&#124;'/C calc'!A0</f>"}, Refusal.ACTIVE),
    ],
)
def test_a_part_that_hides_or_calls_out_is_refused(parts: Mapping[str, str | bytes], refusal: Refusal | None) -> None:
    assert text_of("a.docx", docx("x", **parts)).refusal is refusal


LOUD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.pdf", changed(script), Refusal.ACTIVE),
        ("a.pdf", changed(attached), Refusal.ACTIVE),
        ("a.pdf", changed(launched), Refusal.ACTIVE),
        ("a.pdf", changed(lambda writer: writer.encrypt("x", algorithm="RC4-128")), Refusal.ENCRYPTED),
        ("a.pdf", b"MZ" + PDF, Refusal.BROKEN),
        ("a.pdf", b"%PDF-1.4\nrubbish", Refusal.BROKEN),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, Refusal.ENCRYPTED),
        ("a.docx", docx("x", **{"word/vbaProject.bin": b"x"}), Refusal.ACTIVE),
        ("a.docx", docx("x", **{"word/embeddings/a.xlsx": b"x"}), Refusal.ACTIVE),
        ("a.docx", docx("x", **{"word/styles.xml": LOUD}), Refusal.ACTIVE),
        ("a.docx", docx("x", **{"word/media/a.png": b"\0" * 5_000_000}), Refusal.TOO_LARGE),
        ("a.xlsx", docx("x"), Refusal.BROKEN),
        ("a.docx", b"PK\x03\x04", Refusal.BROKEN),
        ("a.docx", b"#!/bin/sh\n" + docx("x"), Refusal.BROKEN),
        ("a.docx", docx("<w:p>" + "số liệu " * 400_000 + "</w:p>"), Refusal.TOO_LARGE),
    ],
)
def test_what_runs_hides_or_is_something_else_is_refused(name: str, data: bytes, refusal: Refusal) -> None:
    assert text_of(name, data).refusal is refusal


def test_several_documents_are_read_by_one_process_of_their_own_each_with_its_answer() -> None:
    read = read_papers({"a/1.pdf": PDF, "a/2.docx": docx("<w:p>Số 7</w:p>"), "a/3.pdf": b"rubbish"})
    assert [list(said(read["a/1.pdf"])), said(read["a/2.docx"])["word/document.xml"]] == [["1"], "Số 7\n"]
    assert read["a/3.pdf"].refusal is Refusal.BROKEN


def test_a_reader_that_is_killed_leaves_its_document_and_those_after_it_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.dumps({"refusal": None, "texts": [["page", "1", "x"]]}).encode() + b"\n"

    class Killed:
        stdout = whole + b'{"refusal": nul'

    monkeypatch.setattr(papertext.subprocess, "run", lambda *_args, **_settings: Killed)
    read = read_papers({"1.pdf": PDF, "2.pdf": PDF, "3.pdf": PDF})
    assert [read[name].refusal for name in ("1.pdf", "2.pdf", "3.pdf")] == [None, Refusal.SLOW, Refusal.SLOW]
