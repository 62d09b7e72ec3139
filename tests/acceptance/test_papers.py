"""Official papers: every figure is the data's, the form is the decree's, and nothing comes out before the decision."""

import csv
import hashlib
import io
import os
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
import segno

from parindex import cli, errors
from parindex.commands.paper_jobs import desk_for, downloads
from parindex.model.repository import CycleResult, Repository
from parindex.paperwork.annex import MOST_ROWS
from parindex.paperwork.context import Desk
from parindex.paperwork.office import annexes, paper_files, published
from parindex.paperwork.paper import Format
from parindex.paperwork.pdffile import pdf_files
from parindex.paperwork.plain import _SHOWN, shown
from parindex.paperwork.sheet import score_sheet
from parindex.paperwork.wordfile import word_file
from parindex.pipeline import Scope, run
from parindex.render.opendata.tables import results_csv
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SITE = "https://chiso.example.gov.vn/"

Files = Mapping[tuple[str, str], Mapping[str, bytes]]


@pytest.fixture(scope="module")
def repository() -> Repository:
    return run(worktree(ROOT))


@pytest.fixture(scope="module")
def files(repository: Repository) -> Files:
    """The papers of every decided cycle as a site offers them."""
    cycles = {(made.programme.id, made.cycle.id): made for made in repository.cycles}
    return {
        key: dict(paper_files(published(desk_for(cycles[key], SITE)), tuple(Format))) for key in downloads(repository)
    }


def cycle(repository: Repository, programme: str, year: str) -> CycleResult:
    return next(made for made in repository.cycles if (made.programme.id, made.cycle.id) == (programme, year))


def body(data: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return ET.fromstring(parts.read("word/document.xml"))


def rows(data: bytes) -> list[list[str]]:
    """Every row of every table of a DOCX, a text a cell."""
    return [
        ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]
        for row in body(data).iter(f"{W}tr")
    ]


def docx_text(data: bytes) -> str:
    return spaced("\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body(data).iter(f"{W}p")))


def pdf_text(data: bytes) -> str:
    return spaced("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))


def spaced(text: str) -> str:
    """Lines do not matter, and neither do the breaks that a long name gets inside a cell."""
    return re.sub(r"\s+", " ", text).strip()


def printed(exact: str) -> str:
    """A figure of the open data with two decimals, half up, and a comma: worked out here once more."""
    value = Fraction(exact)
    cents = (abs(value) * 100 + Fraction(1, 2)) // 1
    whole, rest = divmod(int(cents), 100)
    return f"{'−' if value < 0 and cents else ''}{whole},{rest:02d}"


def results(made: CycleResult) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(results_csv(made).decode("utf-8-sig")))


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_figure_of_every_annex_is_that_of_the_open_data_in_both_formats(
    repository: Repository, files: Files
) -> None:
    seen = 0
    for key, made in files.items():
        told, pdf = rows(made["phu-luc.docx"]), pdf_text(made["phu-luc.pdf"])
        by_name: dict[str, list[list[str]]] = {}
        for row in told:
            if len(row) > 1:
                by_name.setdefault(row[1], []).append(row)
        for entry in results(cycle(repository, *key)):
            candidates = [row for row in by_name[entry["name"]] if row[0].isdigit()]
            if not entry["rank"]:
                assert any(len(row) < 6 for row in candidates), (key, entry["name"])
                continue
            figures = [printed(entry["points_exact"]), entry["index"].replace(".", ","), entry["rank"]]
            line = next(row for row in candidates if figures[1] in row)
            # Points, index and rank in this order; the maximum may stand between the first two.
            places = [
                line.index(figures[0], 2),
                line.index(figures[1], 2),
                len(line) - line[::-1].index(figures[2]) - 1,
            ]
            assert places == sorted(places), (key, line)
            assert line[-1] == entry["class"] or not entry["class"], (key, line)
            if entry["claimed_exact"]:
                claimed = printed(entry["claimed_exact"])
                assert any(cell.partition("/")[0] == claimed for cell in line[2:]), (key, line)
            for part in ("bonus_exact", "penalty_exact"):
                assert not Fraction(entry[part] or 0) or printed(entry[part]) in line, (key, line)
            assert " ".join(line) in pdf, (key, line)
            seen += 1
    assert seen > 100


def test_minutes_hold_the_votes_that_the_data_hold(repository: Repository, files: Files) -> None:
    seen = 0
    for key, made in files.items():
        for meeting in cycle(repository, *key).cycle.meetings:
            told = rows(made[f"bien-ban-{meeting.id}.docx"])
            pdf = pdf_text(made[f"bien-ban-{meeting.id}.pdf"])
            entries = {entry["unit"]: entry for entry in results(cycle(repository, *key))}
            for unit, vote in meeting.votes.items():
                line = next(row for row in told if len(row) == 7 and row[1] == entries[unit]["name"])
                assert line[2:5] == [str(vote.in_favour), str(vote.against), str(vote.abstained)]
                assert line[5] == (", ".join(meeting.recused.get(unit, ())) or "–")
                # What was decided later is no figure of the meeting.
                assert entries[unit]["index"].replace(".", ",") not in pdf
                assert " ".join(line) in pdf
                seen += 1
            assert all(name in pdf for name in meeting.present)
    assert seen > 10


def test_a_score_sheet_holds_every_criterion_and_adds_up_as_the_data_do(repository: Repository) -> None:
    made = cycle(repository, "tinh-minh-chau", "2021")
    desk = desk_for(made, SITE)
    chosen = [result for result in made.units if result.rank][::7]
    papers = [score_sheet(desk, result, f"ket-qua/x/{result.unit.id}.html") for result in chosen]
    for result, paper, pdf in zip(chosen, papers, pdf_files(papers), strict=True):
        text = pdf_text(pdf)
        told = {row[0]: row for row in rows(word_file(paper))}
        for leaf in result.leaves:
            row = told[leaf.leaf.code]
            assert row[1] == leaf.leaf.name
            assert row[3] == (printed(str(leaf.claimed.points)) if leaf.leaf.self_scored else "–")
            assert row[4] == (printed(str(leaf.official.points)) if leaf.official.counts else "–")
            assert spaced(" ".join(row[:5])) in text, row
        assert result.official is not None
        for code, area in result.official.areas.items():
            assert told[code][4] == printed(str(area.points))
        assert printed(str(result.official.points)) in text
        assert f"{printed(str(result.index))} %" in text
        assert result.claimed is not None
        assert result.claimed.leaves.max_points < result.official.leaves.max_points
        assert f"tối đa {printed(str(result.claimed.leaves.max_points)).rstrip('0').rstrip(',')} điểm" in text


def test_an_annex_after_a_correction_says_which_edition_it_is_and_what_changed(files: Files) -> None:
    made = files["so-thong-tin-minh-khanh", "2018"]
    for text in (docx_text(made["phu-luc.docx"]), pdf_text(made["phu-luc.pdf"])):
        assert "Bản sau đính chính ngày 10/04/2019 (bản thứ 2)" in text
        assert "1,35 1,45 10/04/2019." in text
        assert "12/TB-STTTT" in text
        assert "7ddd4ca3bc" in text
    assert "đính chính" not in pdf_text(files["so-thong-tin-minh-khanh", "2019"]["phu-luc.pdf"])


# ── form ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_papers_have_the_form_of_the_decree(files: Files) -> None:
    made = files["thanh-pho-minh-hai", "2022"]
    for text in (docx_text(made["phu-luc.docx"]), pdf_text(made["phu-luc.pdf"])):
        for part in (
            "ỦY BAN NHÂN DÂN THÀNH PHỐ MINH HẢI",
            "Số: 655/QĐ-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "……………, ngày 15 tháng 3 năm 2023",
            "Phụ lục KẾT QUẢ XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022",
            "(Kèm theo Quyết định số 655/QĐ-UBND ngày 15 tháng 3 năm 2023 của Ủy ban nhân dân thành phố Minh Hải)",
            "Lưu: VT.",
            "CHỦ TỊCH",
        ):
            assert part in text
    page = body(made["phu-luc.docx"]).find(f".//{W}sectPr")
    assert page is not None
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    millimetres = {key.removeprefix(W): round(int(value) * 25.4 / 1440) for key, value in margins.items()}
    assert [round(int(size.get(f"{W}{side}", "0")) * 25.4 / 1440) for side in "wh"] == [210, 297]
    assert 20 <= millimetres["top"] <= 25
    assert 20 <= millimetres["bottom"] <= 25
    assert 30 <= millimetres["left"] <= 35
    assert 15 <= millimetres["right"] <= 20
    with zipfile.ZipFile(io.BytesIO(made["phu-luc.docx"])) as parts:
        styles, fonts = parts.read("word/styles.xml").decode(), parts.read("word/fontTable.xml").decode()
    assert 'w:ascii="Times New Roman"' in styles
    assert '<w:altName w:val="Liberation Serif"/>' in fonts
    assert 'w:val="vi-VN"' in styles


def test_pdfs_are_tagged_for_readers_who_listen_and_every_page_is_numbered(files: Files) -> None:
    for made in files.values():
        for name, data in made.items():
            if not name.endswith(".pdf"):
                continue
            reader = pypdf.PdfReader(io.BytesIO(data))
            root = reader.trailer["/Root"]
            assert root["/MarkInfo"]["/Marked"]
            assert root["/Lang"] == "vi-VN"
            assert root["/ViewerPreferences"]["/DisplayDocTitle"]
            assert "/StructTreeRoot" in root
            assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
            assert reader.metadata is not None
            assert reader.metadata.title
            for number, page in enumerate(reader.pages, 1):
                lines = page.extract_text().splitlines()
                # On top from the second page on, and nowhere else; at the foot how many there are.
                assert lines.count(str(number)) == (1 if number > 1 else 0), (name, number)
                assert f"Gồm {len(reader.pages)} trang" in lines[-1]
                assert "DỮ LIỆU MẪU" in page.extract_text()


def test_what_is_strong_in_a_pdf_is_set_in_the_cut_that_knows_vietnamese(files: Files) -> None:
    # In Libertinus Serif Bold the circumflex of Ộ and Ệ stands far above the letter.
    for made in files.values():
        for name, data in made.items():
            if name.endswith(".pdf"):
                pages = pypdf.PdfReader(io.BytesIO(data)).pages
                fonts = {
                    font.get_object()["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()
                }
                cuts = {str(font).partition("+")[2].removesuffix("-Identity-H") for font in fonts}
                assert {"LibertinusSerif-Semibold", "LibertinusSerif-SemiboldItalic"} <= cuts
                assert not [cut for cut in cuts if "-Bold" in cut or not cut.startswith("LibertinusSerif")], name
                assert "Nơi nhận:" in pdf_text(data)


def test_the_code_leads_to_the_page_and_the_hash_is_that_of_the_published_table(
    repository: Repository, files: Files
) -> None:
    for key, made in files.items():
        data = results_csv(cycle(repository, *key))
        wanted = f"{SITE}ket-qua/{key[0]}/{key[1]}/index.html"
        for text in (docx_text(made["phu-luc.docx"]), pdf_text(made["phu-luc.pdf"])):
            assert hashlib.sha256(data).hexdigest() in text
        assert image_of_pdf(made["phu-luc.pdf"]) == image_of_docx(made["phu-luc.docx"]) == modules(wanted)


def test_without_an_address_of_the_site_a_paper_has_path_and_hash_and_no_code(repository: Repository) -> None:
    made = cycle(repository, "huyen-minh-dong", "2020")
    desk = desk_for(made, "")
    told = dict(paper_files(annexes(desk), tuple(Format)))
    with zipfile.ZipFile(io.BytesIO(told["phu-luc.docx"])) as parts:
        assert not [name for name in parts.namelist() if name.startswith("word/media/")]
    assert not [image for page in pypdf.PdfReader(io.BytesIO(told["phu-luc.pdf"])).pages for image in page.images]
    for text in (docx_text(told["phu-luc.docx"]), pdf_text(told["phu-luc.pdf"])):
        assert "ket-qua/huyen-minh-dong/2020/index.html" in text
        assert desk.digest in text
        assert "QR" not in text
        assert "mkdocs" not in text


def test_who_makes_papers_without_an_address_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    command = ["papers", "huyen-minh-dong/2020", "--root", str(ROOT), "--format", "docx", "--output", str(tmp_path)]
    assert cli.main(command) == errors.FINE
    assert ("site_url" in capsys.readouterr().err) is ("\nsite_url:" not in settings)


def test_minutes_assert_nothing_that_the_data_do_not_say(files: Files) -> None:
    made = files["huyen-minh-dong", "2021"]
    for text in (docx_text(made["bien-ban-phien-1.docx"]), pdf_text(made["bien-ban-phien-1.pdf"])):
        assert "bản chính là Biên bản số 03/BB-TTĐ đã ký" in text
        assert "Quyết định" not in text
        assert "thông qua tại cuộc họp" not in text
        assert "cùng ngày" not in text
        # Nobody of those present is secretary; and a secretary has no seal.
        assert "Thư ký: ………" in text
        assert "Chủ trì: ………" not in text
        assert text.count("(Chữ ký)") == text.count("(Chữ ký, dấu nếu có)") == 1
        assert "(Chữ ký, dấu)" not in text
        assert "68,90" not in text


def test_an_annex_says_out_of_how_many_points_the_units_score_themselves(repository: Repository, files: Files) -> None:
    seen = set()
    for key, made in files.items():
        told, text = rows(made["phu-luc.docx"]), docx_text(made["phu-luc.docx"])
        group = cycle(repository, *key)
        for result in group.units:
            if not result.claimed or not result.rank or not group.regulation:
                continue
            if not group.regulation.appraisal_stages(result.unit.group):
                continue
            whole = {entry.claimed.leaves.max_points for entry in group.group(result.unit.group) if entry.claimed}
            points, maximum = printed(str(result.claimed.leaves.points)), result.claimed.leaves.max_points
            of = str(float(maximum)).removesuffix(".0").replace(".", ",")
            line = next(row for row in told if len(row) > 5 and row[1] == result.unit.name)
            assert line[2] == (f"{points}/{of}" if len(whole) > 1 else points)
            assert len(whole) > 1 or f"tối đa {of} điểm" in text or result.official.max_points == maximum
            seen.add(len(whole) > 1)
    assert seen == {True, False}


def modules(text: str) -> list[list[int]]:
    """The dark modules of a code with the quiet zone around it."""
    return [[int(dark) for dark in row] for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]


def image_of_pdf(data: bytes) -> list[list[int]]:
    found = pypdf.PdfReader(io.BytesIO(data)).pages[-1]["/Resources"]["/XObject"]
    image = next(iter(found.values())).get_object()
    width, pixels = image["/Width"], image.get_data()
    # Grey or colour, a byte a sample: the first sample of the middle of each module tells.
    step = len(pixels) // (width * image["/Height"])
    return [[int(pixels[(y * width + x) * step] < 128) for x in range(2, width, 4)] for y in range(2, width, 4)]


def image_of_docx(data: bytes) -> list[list[int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        png = parts.read(next(name for name in parts.namelist() if name.startswith("word/media/")))
    width, height, depth = struct.unpack(">IIB", png[16:25])
    assert depth == 1
    start = png.index(b"IDAT") + 4
    lines = zlib.decompress(png[start : start + struct.unpack(">I", png[start - 8 : start - 4])[0]])
    size = (width + 7) // 8
    row, pixels = bytes(size), []
    for y in range(height):
        kind, data = lines[y * (size + 1)], lines[y * (size + 1) + 1 : (y + 1) * (size + 1)]
        assert kind in (0, 2), "a filter of PNG that is not undone here"
        row = bytes((sample + above) % 256 for sample, above in zip(data, row, strict=True)) if kind else data
        pixels.append(row)
    return [[1 - (pixels[y][x // 8] >> (7 - x % 8) & 1) for x in range(2, width, 4)] for y in range(2, height, 4)]


def test_libreoffice_opens_the_word_files_and_tells_the_same(files: Files, tmp_path: Path) -> None:
    assert shutil.which("soffice"), "tools/install-libreoffice"
    for number, key in enumerate((("so-thong-tin-minh-khanh", "2018"), ("huyen-minh-dong", "2021"))):
        for name, data in files[key].items():
            if name.endswith(".docx"):
                (tmp_path / f"{number}-{name}").write_bytes(data)
    given = sorted(tmp_path.glob("*.docx"))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *map(str, given)]
    subprocess.run(command, env={**os.environ, "HOME": str(tmp_path / "home")}, check=True, capture_output=True)
    made = sorted((tmp_path / "pdf").glob("*.pdf"))
    assert [path.stem for path in made] == [path.stem for path in given]
    told = pdf_text((tmp_path / "pdf/0-phu-luc.pdf").read_bytes())
    for row in rows((tmp_path / "0-phu-luc.docx").read_bytes()):
        assert all(cell in told for cell in row if re.fullmatch(r"[0-9,]+", cell)), row


def test_the_same_data_give_the_same_bytes(repository: Repository) -> None:
    desk = desk_for(cycle(repository, "tinh-minh-chau", "2021"), SITE)
    first, again = (dict(paper_files(published(desk), tuple(Format))) for _ in range(2))
    assert first == again
    assert {name.rsplit(".")[-1] for name in first} == {"docx", "pdf"}


# ── what must not happen ──────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_offered_and_nothing_is_made_before_the_decision(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undecided = [made for made in repository.cycles if not made.cycle.decided]
    assert not {(made.programme.id, made.cycle.id) for made in undecided} & set(downloads(repository))
    assert all(not list(published(desk_for(made, SITE))) for made in undecided)
    told = cli.main(["papers", "thanh-pho-minh-hai/2023", "--root", str(ROOT), "--output", str(tmp_path / "out")])
    assert told == errors.USAGE
    assert "--draft" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_draft_says_so_on_every_page_and_is_never_of_a_decided_cycle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["papers", "thanh-pho-minh-hai/2023", "--root", str(ROOT), "--draft", "--output", str(tmp_path)]
    assert cli.main(command) == errors.FINE
    pages = pypdf.PdfReader(tmp_path / "phu-luc.pdf").pages
    assert all("DỰ THẢO" in page.extract_text() for page in pages)
    with zipfile.ZipFile(tmp_path / "phu-luc.docx") as parts:
        heads = [parts.read(name).decode() for name in parts.namelist() if "header" in name and name.endswith(".xml")]
    assert sum("DỰ THẢO" in head for head in heads) == 2
    assert "Số: ……/……" in docx_text((tmp_path / "phu-luc.docx").read_bytes())
    decided = ["papers", "thanh-pho-minh-hai/2022", "--root", str(ROOT), "--draft", "--output", str(tmp_path)]
    assert cli.main(decided) == errors.USAGE
    assert "655/QĐ-UBND" in capsys.readouterr().err


def test_without_its_decision_the_same_cycle_gives_ranks_to_the_office_and_to_nobody_else() -> None:
    tree = worktree(ROOT).overlay({"submissions/huyen-minh-dong/2020/decision.yaml": None})
    scope = Scope(programme="huyen-minh-dong", cycle="2020")
    (outside,) = run(tree, scope).cycles
    (inside,) = run(tree, replace(scope, inside=True)).cycles
    draft = next(annexes(desk_for(inside, SITE, draft=True)))
    told = rows(word_file(draft))
    assert any(row[-2:] == ["1", "Xuất sắc"] for row in told)
    assert "DỰ THẢO" in draft.banner
    assert "148/QĐ-UBND" not in docx_text(word_file(draft))
    assert not list(published(desk_for(inside, SITE, draft=True)))
    assert not list(published(desk_for(outside, SITE)))
    results_inside = {result.unit.id: result for result in inside.units}
    for result in outside.units:
        if result.leaves:
            appraised = results_inside[result.unit.id].official
            text = docx_text(word_file(score_sheet(desk_for(outside, SITE), result, "")))
            assert "Điểm thẩm định" not in text
            assert appraised is None or printed(str(appraised.points)) not in text


def test_before_the_decision_a_units_sheet_holds_its_own_claim_only(repository: Repository) -> None:
    made = cycle(repository, "thanh-pho-minh-hai", "2023")
    result = next(entry for entry in made.units if entry.leaves)
    paper = score_sheet(desk_for(made, SITE), result, "")
    assert paper.kind == "BẢNG TỰ CHẤM ĐIỂM"
    text = docx_text(word_file(paper))
    assert "Điểm thẩm định" not in text
    assert "Thứ hạng" not in text


def test_a_paper_that_somebody_has_worked_on_is_not_overwritten(tmp_path: Path) -> None:
    command = ["papers", "huyen-minh-dong/2020", "--root", str(ROOT), "--format", "docx", "--output", str(tmp_path)]
    assert cli.main(command) == errors.FINE
    assert cli.main(command) == errors.FINE
    (tmp_path / "phu-luc.docx").write_bytes(b"edited")
    assert cli.main(command) == errors.USAGE
    assert (tmp_path / "phu-luc.docx").read_bytes() == b"edited"


HOSTILE = '#set page(width: 1cm) {{ 7*7 }} {% raw %} <w:p/> &amp; =1+1 *x* $y$ [z] #read("/etc/passwd") \\'


def test_what_was_filed_stays_text_in_both_formats(repository: Repository) -> None:
    made = cycle(repository, "huyen-minh-dong", "2020")
    first, *rest = made.units
    named = replace(first, unit=replace(first.unit, name=f"{HOSTILE} \u202e\x07😀"))
    desk = desk_for(replace(made, units=(named, *rest)), SITE)
    paper = next(annexes(desk))
    assert HOSTILE in docx_text(word_file(paper))
    reader = pypdf.PdfReader(io.BytesIO(pdf_files([paper])[0]))
    # Long words are broken inside the cell.
    told = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert re.sub(r"\s", "", HOSTILE) in told
    assert float(reader.pages[0].mediabox.width) > 590


def test_every_sign_that_is_shown_can_be_set(repository: Repository) -> None:
    made = cycle(repository, "huyen-minh-dong", "2020")
    paper = next(annexes(desk_for(made, SITE)))
    everything = [chr(sign) for low, high in _SHOWN for sign in range(low, high + 1)]
    (data,) = pdf_files([replace(paper, under=(" ".join(everything), shown("中😀")))])
    assert data.startswith(b"%PDF-")


def test_a_great_annex_comes_in_parts_that_go_on_counting(repository: Repository) -> None:
    made = cycle(repository, "huyen-minh-dong", "2020")
    assert made.regulation is not None
    one = next(result for result in made.units if result.rank)
    units = tuple(replace(one, unit=replace(one.unit, id=f"xa-{n}")) for n in range(MOST_ROWS + 10))
    parts = list(annexes(Desk(cycle=replace(made, units=units), digest="0" * 64, file="results.csv", page="x")))
    assert [paper.name for paper in parts] == ["phu-luc", "phu-luc-2"]
    assert len(rows(word_file(parts[1]))) - 2 > 10
    assert f"thứ tự {MOST_ROWS + 1} đến {MOST_ROWS + 10}" in docx_text(word_file(parts[1]))
    assert not parts[0].signatures
    assert parts[1].signatures
