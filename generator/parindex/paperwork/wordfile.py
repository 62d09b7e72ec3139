"""Papers as Word files (DOCX), to be finished in the office that issues them.

Layout of Decree 30/2020/NĐ-CP, Appendix I: A4; margins 20-25 mm above and below, 30-35 mm left, 15-20 mm right; Times
New Roman in black; state and motto at the right with a line below as long as the motto, the issuing authority at the
left with a line below of a third to a half of its length; page numbers in the middle of the upper margin from the
second page on; the recipients at the left and the signature at the right of the end.
"""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from parindex.paperwork.paper import Align, Head, Line, Paper, Row, Signature, Style, Table
from parindex.paperwork.plain import clean
from parindex.paperwork.symbol import qr_png

_FONT = "Times New Roman"
_FALLBACK = "Liberation Serif"
_TEXT_WIDTH = 165
"""Millimetres between the margins."""

_HEAD_WIDTHS = (64, 101)
_MOMENT = datetime(2020, 3, 5)
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def word_file(paper: Paper) -> bytes:
    """The paper as a file; the same paper always gives the same bytes."""
    document = Document()
    _settings(document, paper)
    _fallback(document)
    section = document.sections[0]
    _page(section)
    _margins(section, paper)
    _head(document, paper.head)
    _titles(document, paper)
    last = max((at for at, block in enumerate(paper.body) if isinstance(block, Table)), default=-1)
    for at, block in enumerate(paper.body):
        if isinstance(block, Line):
            # What is said before a table stays with it, and what comes after the last one with the signatures: these
            # must not have a page to themselves.
            kept = at > last or block.style is not Style.NOTE
            _line(document, block).paragraph_format.keep_with_next = kept
        else:
            _table(document, block)
    _end(document, paper.recipients, paper.signatures)
    _proof(document, paper)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """The archive with the same date on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ── the document as a whole ───────────────────────────────────────────────────────────────────────────────────────


def _settings(document: DocumentObject, paper: Paper) -> None:
    told = document.core_properties
    told.title, told.author, told.language = clean(paper.title)[:255], clean(" ".join(paper.head.issuer))[:255], "vi-VN"
    told.comments, told.keywords, told.last_modified_by, told.revision = "", "", "", 1
    told.created = told.modified = _MOMENT
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(13), RGBColor(0, 0, 0)
        style.font.bold = name != "Normal"
        style.paragraph_format.space_after = Pt(0)
        _vietnamese(style)


def _fallback(document: DocumentObject) -> None:
    """Names a font of the same measures for programs that do not have the decree's."""
    named = f'<w:font w:name="{_FONT}"><w:altName w:val="{_FALLBACK}"/><w:family w:val="roman"/></w:font>'
    table = f'<w:fonts xmlns:w="{nsmap["w"]}">{named}</w:fonts>'
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{table}'.encode()


def _vietnamese(style: ParagraphStyle) -> None:
    """The style's language, and its font for every script instead of the one of the library's theme."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), _FONT)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", {"w:val": "vi-VN"}))


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(22)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _margins(section: Section, paper: Paper) -> None:
    """The page's number above, but on the first page; what is no official paper says so on every page."""
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE", 13)
    for at, header in enumerate((section.first_page_header, section.header)):
        if paper.banner:
            line = header.paragraphs[0] if at == 0 else header.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(line, paper.banner, 9, bold=True)
    before, _, after = paper.pages.partition("{of}")
    for footer in (section.first_page_footer, section.footer):
        line = footer.paragraphs[0]
        _run(line, f"{paper.foot} · {before}", 9)
        _field(line, "NUMPAGES", 9)
        _run(line, after, 9)


# ── the parts of the first page and the last ──────────────────────────────────────────────────────────────────────


def _head(document: DocumentObject, head: Head) -> None:
    left, right = _side_by_side(document, _HEAD_WIDTHS)
    for lines, bold in ((head.parent, False), (head.issuer, True)):
        for text in lines:
            _run(_next(left), text, 12, bold=bold)
    _rule(_next(left), _HEAD_WIDTHS[0], 20)
    if head.number:
        _run(_next(left), head.number, 13)
    _run(_next(right), head.state, 12, bold=True)
    motto = _next(right)
    _run(motto, head.motto, 13, bold=True)
    _rule(_next(right), _HEAD_WIDTHS[1], 58)
    if head.dated:
        _run(_next(right), head.dated, 13, italic=True)


def _titles(document: DocumentObject, paper: Paper) -> None:
    kind = document.add_paragraph()
    kind.alignment = WD_ALIGN_PARAGRAPH.CENTER
    kind.paragraph_format.space_before = Pt(12)
    _run(kind, paper.kind, 14, bold=True)
    heading = document.add_paragraph(style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(3)
    _run(heading, paper.heading, 13, bold=True)
    for text in paper.under:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(line, text, 13, italic=True)
    _rule(document.add_paragraph(), _TEXT_WIDTH, 35)


def _end(document: DocumentObject, recipients: Sequence[str], signatures: Sequence[Signature]) -> None:
    if signatures:
        document.add_paragraph().paragraph_format.keep_with_next = True
        places = [None] * (2 - len(signatures)) + list(signatures)
        cells = _side_by_side(document, (_TEXT_WIDTH // 2, _TEXT_WIDTH - _TEXT_WIDTH // 2))
        for cell, one in zip(cells, places, strict=True):
            if one is None:
                # The recipients stand beside a single signature, as the decree has them.
                _recipients(cell, recipients)
                continue
            _run(_next(cell), one.title, 13, bold=True)
            _run(_next(cell), one.here, 11, italic=True)
            for _ in range(4):
                _next(cell)
            _run(_next(cell), one.name, 13, bold=True)
        if len(signatures) > 1:
            _recipients(document, recipients)


def _recipients(where: _Cell | DocumentObject, recipients: Sequence[str]) -> None:
    for number, text in enumerate(recipients):
        line = _added(where)
        first = number == 0
        _run(line, text, 12 if first else 11, bold=first, italic=first)


def _proof(document: DocumentObject, paper: Paper) -> None:
    gap = document.add_paragraph()
    gap.paragraph_format.space_before = Pt(6)
    _border(gap, "top")
    where: _Cell | DocumentObject = document
    if paper.proof.text:
        left, where = _side_by_side(document, (30, _TEXT_WIDTH - 30))
        picture = _run(_next(left), "", 9).add_picture(io.BytesIO(qr_png(paper.proof.text)), width=Mm(26))
        picture._inline.docPr.set("descr", clean(paper.proof.alt))
    for number, text in enumerate((paper.proof.title, *paper.proof.lines)):
        line = _added(where)
        _run(line, text, 9, bold=number == 0)


# ── the body ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(document: DocumentObject, line: Line) -> Paragraph:
    if line.style is Style.HEADING:
        paragraph = document.add_paragraph(style="Heading 2")
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(9), Pt(3)
        _run(paragraph, line.text, 13, bold=True)
        return paragraph
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    note = line.style is Style.NOTE
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if note else WD_ALIGN_PARAGRAPH.JUSTIFY
    _run(paragraph, line.text, 11 if note else 13, italic=note)
    return paragraph


def _table(document: DocumentObject, table: Table) -> None:
    """The table, element by element: the library's own way looks every cell up again, too slow for a country."""
    widths = [column.width for column in table.columns]
    rest = _TEXT_WIDTH - sum(widths)
    widths = [width or rest for width in widths]
    made = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    element = made._tbl
    for column, width in zip(element.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(_twips(width)))
    aligns = [column.align for column in table.columns]
    heads = Row(cells=tuple(column.head for column in table.columns), strong=True)
    element.append(_row(heads, widths, [Align.CENTER] * len(widths), header=True))
    shapes: dict[tuple[bool, int, int], BaseOxmlElement] = {}
    for row in table.rows:
        # Rows of one shape are copies with other words: a country has thousands of them.
        shape = (row.strong, row.at if row.span > 1 else 0, row.span)
        if shape not in shapes:
            shapes[shape] = _row(row, widths, aligns)
        copy = deepcopy(shapes[shape])
        for place, text in zip(copy.iter(qn("w:t")), row.cells, strict=True):
            place.text = clean(text)
        element.append(copy)


def _row(row: Row, widths: Sequence[int], aligns: Sequence[Align], *, header: bool = False) -> BaseOxmlElement:
    properties = _element("w:trPr", {}, _element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))
    made = _element("w:tr", {}, properties)
    column = 0
    for number, text in enumerate(row.cells):
        span = row.span if number == row.at else 1
        width = sum(widths[column : column + span])
        cell = _element("w:tcPr", {}, _element("w:tcW", {"w:w": str(_twips(width)), "w:type": "dxa"}))
        if span > 1:
            cell.append(_element("w:gridSpan", {"w:val": str(span)}))
        cell.append(_element("w:vAlign", {"w:val": "center"}))
        align = aligns[column] if span == 1 else (Align.CENTER if column else Align.LEFT)
        made.append(_element("w:tc", {}, cell, _cell_text(text, align, bold=row.strong)))
        column += span
    return made


def _cell_text(text: str, align: Align, *, bold: bool) -> BaseOxmlElement:
    look = _element("w:pPr", {}, _element("w:spacing", {"w:before": "20", "w:after": "20"}))
    look.append(_element("w:jc", {"w:val": align.value}))
    font = _element("w:rPr")
    if bold:
        font.append(_element("w:b"))
    font.append(_element("w:sz", {"w:val": "22"}))
    words = _element("w:t", {"xml:space": "preserve"})
    words.text = clean(text)
    return _element("w:p", {}, look, _element("w:r", {}, font, words))


def _twips(millimetres: int) -> int:
    return round(millimetres * 1440 / 25.4)


# ── small pieces ──────────────────────────────────────────────────────────────────────────────────────────────────


def _element(tag: str, attributes: dict[str, str] | None = None, *inside: BaseOxmlElement) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    for child in inside:
        made.append(child)
    return made


def _run(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> Run:
    run = paragraph.add_run(clean(text) if text.strip() == text else f" {clean(text)} ")
    run.font.size = Pt(size)
    run.bold = bold or None
    run.italic = italic or None
    return run


def _field(paragraph: Paragraph, code: str, size: int) -> None:
    """A figure that the program works out: the page's number, or how many there are."""
    look = _element("w:rPr", {}, _element("w:sz", {"w:val": str(size * 2)}))
    words = _element("w:t")
    words.text = "1"
    paragraph._p.append(_element("w:fldSimple", {"w:instr": code}, _element("w:r", {}, look, words)))


def _side_by_side(document: DocumentObject, widths: Sequence[int]) -> list[_Cell]:
    """Cells of a table without lines; their text is centred."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(_twips(width)))
    return list(row.cells)


def _next(cell: _Cell) -> Paragraph:
    """The next paragraph of a cell, which begins with an empty one."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and first.paragraph_format.alignment is None
    paragraph: Paragraph = first if fresh else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _added(where: _Cell | DocumentObject) -> Paragraph:
    """A paragraph more, at the left."""
    paragraph = _next(where) if isinstance(where, _Cell) else where.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _rule(paragraph: Paragraph, width: int, length: int) -> None:
    """A line of `length` millimetres in the middle of `width`."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((width - length) / 2)
    paragraph.paragraph_format.line_spacing = Pt(4)
    _border(paragraph, "top")


def _border(paragraph: Paragraph, side: str) -> None:
    line = _element(f"w:{side}", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"})
    properties = paragraph._p.get_or_add_pPr()
    borders = _element("w:pBdr", {}, line)
    # The schema fixes the order of a paragraph's properties: borders before spacing, indents and alignment.
    later = [properties.find(qn(name)) for name in ("w:spacing", "w:ind", "w:jc")]
    first = next((entry for entry in later if entry is not None), None)
    if first is None:
        properties.append(borders)
    else:
        first.addprevious(borders)
