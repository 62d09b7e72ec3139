"""What can be cited, downloaded and followed: editions that stay, archives, tables of all years, pictures, news."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

from parindex.pipeline import run
from parindex.render.opendata.files import cycle_files
from parindex.render.opendata.recipe import READD
from parindex.render.urls import cycle_data
from parindex.source.worktree import worktree
from support.house import DATA, ROOT, base, built, committed, edited, git, house, parindex, rows, tree, write

ATOM = "{http://www.w3.org/2005/Atom}"
CYCLE = "ket-qua/tinh-thu/2025"


# Two initiatives become one: 20 points become 10. `{first}` is the commit that holds what was published first.
CORRECTED = {
    "submissions/tinh-thu/2025/xa-an-binh/appraisal.yaml": """\
unit: xa-an-binh
cycle: "2025"
stages:
  - stage: council-2
    by: [hoi-dong]
    date: "2026-01-24"
    rest: accepted
    decisions:
      "1.2":
        correct: {number: "1"}
        reason-code: figure-not-proven
        reason: Một sáng kiến chưa được công nhận.
""",
    "submissions/tinh-thu/2025/errata.yaml": """\
cycle: "2025"
errata:
  - id: dinh-chinh-1
    date: "2026-03-02"
    unit: xa-an-binh
    code: "1.2"
    old: "20"
    new: "10"
    reason: Đếm hai lần một sáng kiến.
    version: {first}
""",
}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of one repository: as decided, and after a correction of a criterion."""
    folder = tmp_path_factory.mktemp("ban")
    root = house(folder / "kho")
    first = committed(root)
    before = built(root, folder / "truoc")
    for path, text in CORRECTED.items():
        write(root / path, text.replace("{first}", first))
    committed(root, "Đính chính")
    return before, built(root, folder / "sau")


def results(site: Path, edition: int) -> dict[str, str]:
    table = rows(site / DATA / f"editions/{edition}/results.csv")
    return {row["unit"]: row["points_exact"] for row in table}


def test_every_address_of_a_release_is_still_there_after_a_correction(releases: tuple[Path, Path]) -> None:
    before, after = releases
    gone = tree(before).keys() - tree(after).keys()
    # Files of the frame carry a hash in their name; they are no addresses that anybody cites.
    assert {path for path in gone if not path.startswith("assets/")} == set()


def test_an_edition_keeps_its_figures_and_the_correction_makes_another(releases: tuple[Path, Path]) -> None:
    before, after = releases
    assert results(before, 1) == results(after, 1)
    assert results(after, 2) != results(after, 1)
    assert not (before / DATA / "editions/2").exists()
    changed = {unit for unit, points in results(after, 2).items() if results(after, 1)[unit] != points}
    assert changed == {"xa-an-binh"}


def test_an_edition_that_was_replaced_says_so_and_leads_to_the_one_in_force(releases: tuple[Path, Path]) -> None:
    before, after = releases
    old = (after / CYCLE / "ban-1/index.html").read_text("utf-8")
    assert "Bản này đã được thay bằng" in old
    assert 'href="../../../../ket-qua/tinh-thu/2025/ban-2/index.html"' in old
    assert "Bản này đã được thay bằng" not in (before / CYCLE / "ban-1/index.html").read_text("utf-8")
    assert "đang có hiệu lực" in (after / CYCLE / "ban-2/index.html").read_text("utf-8")


def test_the_old_figure_of_a_corrected_unit_stands_on_the_page_of_its_edition(releases: tuple[Path, Path]) -> None:
    _, after = releases
    shown = [
        re.search(r'<tr id="xa-an-binh">.*?</tr>', (after / CYCLE / f"ban-{number}/index.html").read_text("utf-8"))
        for number in (1, 2)
    ]
    first, second = (found.group() if found else "" for found in shown)
    assert first
    assert first != second


def test_an_edition_whose_commit_is_not_at_hand_says_how_to_get_it(tmp_path: Path) -> None:
    changes = {path: text.replace("{first}", "0" * 40) for path, text in CORRECTED.items()}
    site = built(house(tmp_path / "kho", changes), tmp_path / "site")
    page = (site / CYCLE / "ban-1/index.html").read_text("utf-8")
    assert "parindex build --at 0000000000" in page
    assert "<tbody>" not in page


def test_a_branch_that_nobody_took_makes_no_edition(tmp_path: Path) -> None:
    # A draft of a decision lies on a branch of its own in the same clone; an erratum names it by mistake or by design.
    root = house(tmp_path / "kho")
    committed(root)
    git(root, "checkout", "--quiet", "-b", "du-thao")
    path = "submissions/tinh-thu/2025/xa-an-binh/appraisal.yaml"
    write(root / path, CORRECTED[path])
    draft = committed(root, "Dự thảo")
    git(root, "checkout", "--quiet", "main")
    for path, text in CORRECTED.items():
        write(root / path, text.replace("{first}", draft))
    committed(root, "Đính chính")
    site = built(root, tmp_path / "site")
    assert "<tbody>" not in (site / CYCLE / "ban-1/index.html").read_text("utf-8")
    assert not (site / DATA / "editions/1").exists()


def test_before_the_decision_there_is_no_edition_picture_or_news(tmp_path: Path) -> None:
    undecided = {"submissions/tinh-thu/2025/decision.yaml": None}
    site = built(house(tmp_path / "kho", undecided), tmp_path / "site")
    names = tree(site)
    assert not [
        path for path in names if "/ban-" in path or "editions/" in path or path.endswith((".badge.svg", ".card.svg"))
    ]
    assert ElementTree.fromstring(names["tin.xml"]).findall(f"{ATOM}entry") == []


def test_the_archive_holds_tables_licence_citation_and_checksums_that_fit(releases: tuple[Path, Path]) -> None:
    _, site = releases
    data = (site / DATA / "tinh-thu-2025.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name.removeprefix("tinh-thu-2025/"): archive.read(name) for name in archive.namelist()}
    assert {"README.md", "LICENSE.txt", "CITATION.txt", "results.json", "results.csv", "leaves.parquet"} <= held.keys()
    told = dict(reversed(line.split("  ")) for line in held["SHA256SUMS"].decode().splitlines())
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in held.items() if name != "SHA256SUMS"}
    assert held["results.csv"] == (site / DATA / "results.csv").read_bytes()
    assert "bản 2" in held["CITATION.txt"].decode()
    package = json.loads(held["datapackage.json"])
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{hashlib.sha256(held[resource['path']]).hexdigest()}"
        assert resource["bytes"] == len(held[resource["path"]])


@pytest.mark.parametrize("name", ["2025/results", "2025/leaves", "years"])
def test_a_parquet_table_says_what_the_csv_says(releases: tuple[Path, Path], name: str) -> None:
    _, site = releases
    place = site / "data/v1/tinh-thu" / name
    typed = parquet.read_table(place.with_suffix(".parquet")).to_pylist()
    plain = rows(place.with_suffix(".csv"))
    assert len(typed) == len(plain) > 0
    for mine, theirs in zip(typed, plain, strict=True):
        assert mine.keys() == theirs.keys()
        for column, value in mine.items():
            assert same(value, theirs[column]), (column, value, theirs[column])


def same(value: object, text: str) -> bool:
    if value is None or text == "":
        return value is None and text == ""
    if isinstance(value, bool):
        return text == str(value).lower()
    return Decimal(text) == value if isinstance(value, int | Decimal) else text == value


def test_the_table_over_all_years_has_the_printed_results_as_printed(releases: tuple[Path, Path]) -> None:
    _, site = releases
    table = rows(site / "data/v1/tinh-thu/years.csv")
    printed = [row for row in table if row["kind"] == "published"]
    source = rows(site / "data/v1/tinh-thu/2017/published.csv")
    assert {row["cycle"] for row in table} >= {"2017", "2025"}
    assert [row["unit"] for row in printed] == [row["unit"] for row in source]
    assert [row["points_exact"] for row in printed] == [row.get("total", "") for row in source]
    assert {row["edition"] for row in table if row["cycle"] == "2025"} == {"2"}
    as_json = json.loads((site / "data/v1/tinh-thu/years.json").read_text("utf-8"))
    assert len(as_json["rows"]) == len(table)


def test_news_are_valid_atom_with_ids_that_stay(releases: tuple[Path, Path]) -> None:
    before, after = (ElementTree.parse(site / "tin.xml").getroot() for site in releases)
    first, second = (
        [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] for feed in (before, after)
    )
    assert len(first) == 1
    assert second[1:] == first
    for entry in after.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+07:00", entry.findtext(f"{ATOM}updated") or "")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (releases[1] / link.attrib["href"]).is_file()
    assert after.findtext(f"{ATOM}updated") == after.findtext(f"{ATOM}entry/{ATOM}updated")


def test_news_are_there_in_each_language_and_name_each_other(releases: tuple[Path, Path]) -> None:
    _, site = releases
    for path in ("tin.xml", "ket-qua/tinh-thu/tin.xml"):
        own, other = (ElementTree.parse(site / lang / path).getroot() for lang in ("", "en"))
        up = "../" * path.count("/")
        for feed, lang, mirror, start in ((own, "vi", "en", up), (other, "en", "vi", f"{up}../")):
            here, there = (folder + path for folder in (("", "en/") if lang == "vi" else ("en/", "")))
            assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == lang
            links = [
                (link.attrib["rel"], link.attrib["hreflang"], link.attrib["href"])
                for link in feed.findall(f"{ATOM}link")
            ]
            assert ("self", lang, start + here) in links
            assert ("alternate", mirror, start + there) in links
            for _, _, target in links:
                assert (site / ("en" if lang == "en" else "") / path).parent.joinpath(target).is_file()
        ids = [{entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")} for feed in (own, other)]
        assert len(ids[0]) == len(ids[1]) == 2
        assert not ids[0] & ids[1]
    told = [
        f"{entry.findtext(f'{ATOM}title')} {entry.findtext(f'{ATOM}summary')}"
        for entry in other.findall(f"{ATOM}entry")
    ]
    assert "Correction" in told[0]
    assert "Results published" in told[1]
    # What stayed Vietnamese says so, in the only way that Atom has amid a text.
    assert '<span lang="vi">' in told[0]
    for lang in ("", "en/"):
        page = (site / lang / CYCLE / "index.html").read_text("utf-8")
        led = {(site / lang / CYCLE / target).resolve() for target in re.findall(r'href="([^"]*tin\.xml)"', page)}
        assert led == {site / lang / "tin.xml", site / lang / "ket-qua/tinh-thu/tin.xml"}


def test_pictures_to_embed_are_in_the_language_of_the_page_that_offers_them(releases: tuple[Path, Path]) -> None:
    _, site = releases
    for lang, words in (("", "hạng"), ("en/", "rank")):
        page = (site / lang / CYCLE / "xa-an-binh.html").read_text("utf-8")
        for kind in ("badge", "card"):
            picture = f"{lang}{CYCLE}/xa-an-binh.{kind}.svg"
            text = (site / picture).read_text("utf-8")
            assert f"{words} " in text
            assert f'lang="{lang[:2] or "vi"}"' in text
            assert f'src="../../../{CYCLE}/xa-an-binh.{kind}.svg"' in page
            assert picture in unescape(page)


def test_a_picture_tells_index_class_and_rank_as_text_and_escapes_names(tmp_path: Path) -> None:
    hostile = edited("submissions/tinh-thu/units.yaml", ("name: Xã An Bình", 'name: Xã <script>&"An Bình"'))
    site = built(house(tmp_path / "kho", hostile), tmp_path / "site")
    (row,) = [row for row in rows(site / DATA / "results.csv") if row["unit"] == "xa-an-binh"]
    for kind in ("badge", "card"):
        text = (site / CYCLE / f"xa-an-binh.{kind}.svg").read_text("utf-8")
        made = ElementTree.fromstring(text)
        said = " ".join(made.itertext())
        assert row["index"].replace(".", ",") in said
        assert row["class"] in said
        assert f"hạng {row['rank']}/" in said
        assert "<script" not in text
        assert made.attrib["role"] == "img"
        assert not re.search(r"href|url\(|style=", text)


def test_the_metadata_for_search_engines_are_a_dataset_that_no_name_can_break_out_of(tmp_path: Path) -> None:
    hostile = edited("submissions/tinh-thu/programme.yaml", ("name: Tỉnh Thử", "name: Tỉnh </script><b>Thử"))
    site = built(house(tmp_path / "kho", hostile), tmp_path / "site")
    page = (site / CYCLE / "index.html").read_text("utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    described = json.loads(unescape(found))
    assert described["@type"] == "Dataset"
    assert described["name"].startswith("Tỉnh </script><b>Thử")
    assert all((site / CYCLE / entry["contentUrl"]).is_file() for entry in described["distribution"])
    assert described["citation"] in unescape(page)


def test_the_script_of_the_documentation_adds_every_sample_cycle_up_to_its_published_ranks(tmp_path: Path) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/open-data.md").read_text("utf-8"), flags=re.DOTALL)
    assert script == READD
    write(tmp_path / "readd.py", script)
    counted = 0
    for cycle in run(worktree(ROOT)).cycles:
        for path, pieces in cycle_files(cycle, None):
            write(tmp_path / path, b"".join(pieces).decode())
        folder = tmp_path / cycle_data(cycle.programme.id, cycle.cycle.id)
        if (folder / "leaves.csv").is_file():
            done = subprocess.run(
                [sys.executable, tmp_path / "readd.py", folder], capture_output=True, text=True, check=True
            )
            added = sum(result.index is not None for result in cycle.units)
            assert done.stdout == f"{added} units, 0 differ\n"
            counted += added
    assert counted > 150


def test_settings_that_no_longer_mean_anything_do_not_close_the_way_to_earlier_editions(tmp_path: Path) -> None:
    path = "submissions/tinh-thu/programme.yaml"
    root = house(tmp_path / "kho", {path: base()[path] + "languages: [vi, en]\nseries: true\n"})
    assert parindex(root, "check", code=0).returncode == 0
