"""A ranking computed from a source's figures: nobody claimed, filed or approved anything, and nothing says so."""

import io
import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest

from support.house import ROOT, built, committed, folder_texts, house, parindex, rows

PROGRAMME = "phu-tho-766"
CYCLE = f"ket-qua/{PROGRAMME}/2026-08"
DATA = f"data/v1/{PROGRAMME}/2026-08"
UNIT = "h44-07-so-cong-thuong"
PORTAL = "Cổng Dịch vụ công quốc gia"
AUTHORITY = "Ủy ban nhân dân tỉnh Phú Thọ"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A repository with the figures of Phú Thọ beside the example authority, and its site."""
    folder = tmp_path_factory.mktemp("so-lieu")
    wanted = ("criteria/qd-766-2022/", f"submissions/{PROGRAMME}/")
    texts = {path: text for path, text in folder_texts(ROOT).items() if path.startswith(wanted)}
    root = house(folder / "kho", texts)
    committed(root, "Nhập số liệu")
    return root, built(root, folder / "site")


@pytest.fixture(scope="module")
def site(kept: tuple[Path, Path]) -> Path:
    return kept[1]


def packed(site: Path) -> dict[str, bytes]:
    name = f"{PROGRAMME}-2026-08"
    with zipfile.ZipFile(io.BytesIO((site / DATA / f"{name}.zip").read_bytes())) as archive:
        return {entry.removeprefix(f"{name}/"): archive.read(entry) for entry in archive.namelist()}


def test_nobody_assessed_himself_and_the_columns_of_claims_are_empty(site: Path) -> None:
    table = rows(site / DATA / "results.csv")
    assert any(row["points_exact"] for row in table)
    assert {(row["claimed_exact"], row["claimed_max_exact"]) for row in table} == {("", "")}
    leaves = rows(site / DATA / "leaves.csv")
    assert {(row["claimed_state"], row["claimed_exact"]) for row in leaves} == {("not-self-scored", "")}
    told = json.loads((site / DATA / "results.json").read_text("utf-8"))
    assert {unit["claimed"] for unit in told["units"]} == {None}
    # What units of an authority declared themselves stays where it was.
    assert all(row["claimed_exact"] for row in rows(site / "data/v1/tinh-thu/2025/results.csv") if row["rank"])


def test_the_ranking_is_credited_to_the_site_and_the_figures_to_their_source(site: Path) -> None:
    described = json.loads((site / DATA / "dataset.jsonld").read_text("utf-8"))
    assert described["creator"] == {"@type": "Organization", "name": "parindex"}
    assert [source["publisher"]["name"] for source in described["isBasedOn"]] == [PORTAL]
    assert "điểm tính lại" in described["description"]
    assert "điểm chính thức" not in described["description"]
    page = unescape((site / CYCLE / "index.html").read_text("utf-8"))
    for cited in (described["citation"], packed(site)["CITATION.txt"].decode()):
        assert cited.startswith("parindex (2026).")
        assert f"{PORTAL}, 26/09/2026" in cited
        assert AUTHORITY not in cited
        assert cited.strip() in page
    package = json.loads(packed(site)["datapackage.json"])
    assert {entry["title"]: entry["role"] for entry in package["contributors"]}["parindex"]
    assert PORTAL in package["sources"][0]["title"]
    assert package["created"].startswith("2026-09-26")


def test_what_to_mind_comes_along_with_the_download(site: Path) -> None:
    told = packed(site)["README.md"].decode()
    assert "đơn vị không tự khai" in told
    assert "Vì vậy không xếp hạng" in told
    assert f"Nguồn số liệu: Số liệu Bộ chỉ số 766 của tỉnh Phú Thọ, tháng 8 năm 2026, {PORTAL}" in told
    assert {row["source"] != "" for row in rows(site / f"data/v1/{PROGRAMME}/years.csv")} == {True}


def test_the_page_of_a_unit_tells_an_import_and_neither_filing_nor_approval(kept: tuple[Path, Path]) -> None:
    root, site = kept
    page = (site / CYCLE / f"{UNIT}.html").read_text("utf-8")
    timeline = page[page.index('id="qua-trinh"') :]
    assert f"Số liệu nhập từ nguồn: {PORTAL}." in timeline
    assert "Ghi số liệu của nguồn vào kho" in timeline
    for words in ("phê duyệt", "nhận hồ sơ", "Nộp hồ sơ", "Mở kỳ đánh giá"):
        assert words not in timeline
    assert "điểm tính lại từ số liệu của nguồn, không phải văn bản công bố" in page
    assert "Cột tự chấm" not in page
    told = parindex(root, "history", f"{PROGRAMME}/2026-08/{UNIT}", code=0).stdout
    assert "Ghi số liệu của nguồn vào kho" in told
    assert "phê duyệt" not in told


def test_a_unit_without_a_badge_says_why_and_leads_to_the_citation(site: Path) -> None:
    page = (site / CYCLE / f"{UNIT}.html").read_text("utf-8")
    assert "Chưa có huy hiệu để nhúng" in page
    assert f'href="../../../{CYCLE}/index.html#du-lieu"' in page


def test_the_recipe_in_an_archive_runs_where_it_was_unpacked(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / DATA / f"{PROGRAMME}-2026-08.zip") as archive:
        archive.extractall(tmp_path)
    script = tmp_path / f"{PROGRAMME}-2026-08/readd.py"
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"[1-9]\d* units, 0 differ\n", done.stdout)
    page = (site / "du-lieu/index.html").read_text("utf-8")
    assert "data/v1/readd.py" in page
    assert (site / "data/v1/readd.py").read_bytes() == script.read_bytes()


def test_every_table_of_the_open_data_is_described_with_a_title_for_people(site: Path) -> None:
    package = json.loads((site / "data/v1/datapackage.json").read_text("utf-8"))
    described = {entry["path"]: entry for entry in package["resources"]}
    written = {path.relative_to(site / "data/v1").as_posix() for path in (site / "data/v1").rglob("*.csv")}
    assert any("/editions/" in path for path in written)
    assert any(path.endswith("published.csv") for path in written)
    assert described.keys() == written
    for path, entry in described.items():
        assert ": " in entry["title"], path
        header = (site / "data/v1" / path).read_text("utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in entry["schema"]["fields"]] == header
    printed = described["tinh-thu/2017/published.csv"]
    assert printed["sources"]


def test_where_the_address_of_the_site_is_unknown_no_half_of_it_is_printed(site: Path) -> None:
    for key, name in (((PROGRAMME, "2026-08"), f"{PROGRAMME}-2026-08"), (("tinh-thu", "2025"), "tinh-thu-2025")):
        folder = site / "data/v1" / "/".join(key)
        described = json.loads((folder / "dataset.jsonld").read_text("utf-8"))
        assert "url" not in described
        assert all((folder / entry["contentUrl"]).is_file() for entry in described["distribution"])
        with zipfile.ZipFile(folder / f"{name}.zip") as archive:
            texts = [archive.read(f"{name}/{paper}").decode() for paper in ("README.md", "CITATION.txt")]
        assert not [text for text in [*texts, described["citation"]] if "ket-qua/" in text]
        for lang in ("", "en/"):
            place = site / lang / "ket-qua" / "/".join(key)
            page = unescape((place / "index.html").read_text("utf-8"))
            (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
            files = json.loads(found)["distribution"]
            assert all((place / entry["contentUrl"]).is_file() for entry in files)
            assert f'data-pi-here="ket-qua/{"/".join(key)}' in page


def test_code_to_embed_without_an_address_is_not_offered_before_a_script_knows_it(site: Path) -> None:
    page = (site / "ket-qua/tinh-thu/2025/xa-an-binh.html").read_text("utf-8")
    boxes = re.findall(r'<pre class="pi-embed"[^>]*>', page)
    assert len(boxes) == 2
    assert all("data-pi-embed hidden" in box for box in boxes)
    assert "Chưa biết địa chỉ công bố" in page
