"""What citizens, journalists and other provinces do: find a unit, understand a loss, add it up again, adopt."""

import hashlib
import json
import re
import shutil
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

from parindex.i18n.numbers import folded
from support.house import DATA, EXAMPLES, base, built, edited, house, parindex, rows, tree, write


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cong-dan")
    return built(house(folder / "kho"), folder / "site")


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# ── 29: find my commune ───────────────────────────────────────────────────────────────────────────────────────────


def search_entries(site: Path) -> list[list[str]]:
    script = (site / "assets/search-index.js").read_text("utf-8")
    head, tail = "window.parindexSearch=", ";\n"
    assert script.startswith(head)
    assert script.endswith(tail)
    entries: list[list[str]] = json.loads(script[len(head) : -len(tail)])
    return entries


def test_don_duong_finds_xa_don_duong(tmp_path: Path) -> None:
    renamed = edited("submissions/tinh-thu/units.yaml", ("name: Xã An Bình", "name: Xã Đơn Dương"))
    site = built(house(tmp_path / "kho", renamed), tmp_path / "site")
    hits = [entry for entry in search_entries(site) if all(word in entry[1] for word in folded("don duong").split())]
    (name, _, where, path) = hits[0]
    assert len(hits) == 1
    assert (name, where) == ("Xã Đơn Dương", "Tỉnh Thử")
    assert "<h1>Xã Đơn Dương</h1>" in (site / path).read_text("utf-8")


def test_an_old_name_finds_the_successor(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", example="valid/merged-units"), tmp_path / "site")
    (hit,) = [entry for entry in search_entries(site) if "so dan so" in entry[1]]
    assert (hit[0], hit[2]) == ("Sở Y tế", "Tỉnh Thử; trước là Sở Dân số")
    assert hit[3] == "ket-qua/tinh-thu/2025/so-y-te.html"


def test_every_search_entry_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    entries = search_entries(site)
    assert len(entries) > 10
    for name, text, _, target in entries:
        path, _, anchor = target.partition("#")
        page = (site / path).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in page, target
        assert folded(name) in text


def test_only_names_enter_the_search_index_and_nothing_that_was_filed(site: Path) -> None:
    script = (site / "assets/search-index.js").read_text("utf-8")
    assert "88/BC-STP" not in script
    assert "Báo cáo số" not in script


# ── 30: understand a score ────────────────────────────────────────────────────────────────────────────────────────


def shown(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("unit", ["so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh"])
def test_losses_are_listed_and_add_up_to_the_loss_shown(site: Path, unit: str) -> None:
    page = (site / f"ket-qua/tinh-thu/2025/{unit}.html").read_text("utf-8")
    part = page[page.index('id="mat-diem"') : page.index('id="tung-tieu-chi"')]
    said = re.search(r"Mất tổng cộng ([\d,.]+) điểm ở (\d+) tiêu chí", part)
    assert said
    parts = [shown(text) for text in re.findall(r'pi-losses__points">−([\d,.]+)<', part)]
    # Every printed figure is rounded on its own.
    assert abs(sum(parts) - shown(said[1])) <= Fraction(len(parts), 200)
    leaves = [row for row in rows(site / DATA / "leaves.csv") if row["unit"] == unit]
    lost = [Fraction(row["official_max_exact"]) - Fraction(row["official_exact"]) for row in leaves]
    assert abs(sum(lost) - shown(said[1])) <= Fraction(1, 200)
    assert int(said[2]) == sum(loss > 0 for loss in lost)
    assert parts[0] == max(parts[:-1] or parts)


def test_every_point_of_a_page_comes_with_its_arithmetic(site: Path) -> None:
    page = (site / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    articles = re.findall(r'<article class="pi-leaf.*?</article>', page, re.DOTALL)
    assert len(articles) == 9
    assert all('class="pi-trace"' in article for article in articles)
    assert "470 ÷ 500 = 94 %. 94 % × 10 = 9,4 điểm." in text_of(page)


# ── 31, 33: download, add up again, check ─────────────────────────────────────────────────────────────────────────


def test_the_leaves_add_up_to_the_published_points_and_ranks(site: Path) -> None:
    leaves, results = rows(site / DATA / "leaves.csv"), rows(site / DATA / "results.csv")
    indices: dict[str, tuple[str, Fraction]] = {}
    for result in results:
        mine = [row for row in leaves if row["unit"] == result["unit"]]
        points, maximum = Fraction(0), Fraction(0)
        for block in {row["block"] for row in mine}:
            part = [row for row in mine if row["block"] == block]
            full = sum(Fraction(row["max_exact"]) for row in part)
            applied = sum(Fraction(row["official_max_exact"]) for row in part)
            if applied:
                points += sum(Fraction(row["official_exact"]) for row in part) * full / applied
                maximum += full
        points += Fraction(result["bonus_exact"]) - Fraction(result["penalty_exact"])
        assert points == Fraction(result["points_exact"])
        assert maximum == Fraction(result["max_exact"])
        indices[result["unit"]] = (result["group"], points * 100 / maximum)
        assert indices[result["unit"]][1] == Fraction(result["index_exact"])
    for result in results:
        group, index = indices[result["unit"]]
        better = sum(other > index for theirs, other in indices.values() if theirs == group)
        assert int(result["rank"]) == better + 1


def test_the_checksums_are_those_of_every_data_file(site: Path) -> None:
    data = site / "data/v1"
    lines = (data / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    held = {path: hashlib.sha256(content).hexdigest() for path, content in tree(data).items() if path != "SHA256SUMS"}
    assert told == held
    assert "tinh-thu/2025/results.json" in told


def test_the_index_of_the_data_names_every_file_and_none_that_is_not_there(site: Path) -> None:
    data = site / "data/v1"
    index = json.loads((data / "index.json").read_text("utf-8"))
    places = [place for programme in index["programmes"] for place in (programme, *programme["cycles"])]
    named = {file for place in places for file in place["files"]}
    assert named == {path for path in tree(data) if path.startswith("tinh-thu/")}


def test_the_data_package_describes_the_columns_that_the_tables_have(site: Path) -> None:
    data = site / "data/v1"
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    assert {resource["name"] for resource in package["resources"]} == {
        "tinh-thu-2017-published",
        "tinh-thu-2025-edition-1",
        "tinh-thu-2025-results",
        "tinh-thu-2025-leaves",
        "tinh-thu-years",
    }
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        table = rows(data / resource["path"])
        assert table
        assert list(table[0]) == fields


def test_a_table_opens_in_a_spreadsheet_with_its_vietnamese_letters(site: Path) -> None:
    data = (site / DATA / "results.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Sở Tư pháp" in data.decode("utf-8-sig")


# ── 34: another province ──────────────────────────────────────────────────────────────────────────────────────────

OTHER_LAW = """\
id: luat-khac
title: Bộ chỉ số của tỉnh Khác
short: Tỉnh Khác 02/QĐ-UBND
authority: Ủy ban nhân dân tỉnh Khác
decision: {number: 02/QĐ-UBND, issued: "2025", issuer: Ủy ban nhân dân tỉnh Khác}
status: illustrative
status-note: Hư cấu.
sources:
  qd: {title: Quyết định 02/QĐ-UBND}
facts:
  - {subject: classes, text: Bốn mức xếp loại., source: qd}
scale: {max: "60"}
rounding: {decimals: "1", mode: half-even, points-at: none, grade-on: printed, rank-on: printed}
ties: {rule: dense}
blocks:
  - {id: chung, name: Chung}
grades:
  bands:
    - {id: xuat-sac, label: Xuất sắc, above: "90"}
    - {id: tot, label: Tốt, above: "80"}
    - {id: kha, label: Khá, above: "50"}
    - {id: kem, label: Kém}
not-applicable: {policy: zero, within: total}
stages:
  - {id: self, kind: self, name: Tự khai, by: Trường}
groups:
  - {id: truong, name: Trường học}
"""
OTHER_SET = """\
group: truong
name: Bộ tiêu chí trường học
max: "60"
areas:
  - code: "1"
    name: Công khai
    max: "60"
    method: ratio
    measure: {label: Tỷ lệ công khai, done: Số mục công khai, total: Số mục phải công khai}
    evidence: {wanted: Ảnh chụp trang tin}
"""


def other_province(folder: Path) -> Path:
    write(folder / "criteria/luat-khac/regulation.yaml", OTHER_LAW)
    write(folder / "criteria/luat-khac/truong.yaml", OTHER_SET)
    programme = "submissions/tinh-khac"
    write(
        folder / programme / "programme.yaml",
        "id: tinh-khac\nname: Tỉnh Khác\nindex-name: Chỉ số công khai\nauthority: Ủy ban nhân dân tỉnh Khác\n"
        "sample: true\n",
    )
    names = ("truong-a", "truong-b", "truong-c", "truong-d")
    row = '  - {{id: {0}, name: {1}, group: truong, valid-from: "2020-01-01"}}\n'
    roster = "".join(row.format(name, f"Trường {name[-1].upper()}") for name in names)
    write(folder / programme / "units.yaml", "units:\n" + roster)
    write(
        folder / programme / "2025/cycle.yaml",
        'cycle: "2025"\nkind: campaign\ntitle: Năm 2025\nregulation: luat-khac\ndisclosure: open\ndates: {}\n',
    )
    for name, done in zip(names, ("1900", "1600", "1601", "999"), strict=True):
        write(
            folder / programme / f"2025/{name}/self-assessment.yaml",
            f'unit: {name}\ncycle: "2025"\nanswers:\n'
            f'  "1": {{done: "{done}", total: "2000", explanation: Theo trang tin.}}\n'
            'approval: {by: A, title: Hiệu trưởng, date: "2026-01-05"}\n',
        )
    return folder


def test_a_second_authority_with_four_classes_and_other_groups_is_a_folder(tmp_path: Path) -> None:
    root = other_province(house(tmp_path / "kho"))
    parindex(root, "check", code=0)
    done = parindex(root, "score", "--cycle", "tinh-khac/2025", "--format", "json", code=0)
    told = {row["unit"]: (row["index"], row["rank"], row["class"]) for row in json.loads(done.stdout)["units"]}
    # 80.05 is printed as 80.0 (half-even), so it stands level with 80.0, and "above 80" is not reached by either.
    assert told == {
        "truong-a": ("95.0", 1, "Xuất sắc"),
        "truong-b": ("80.0", 2, "Khá"),
        "truong-c": ("80.0", 2, "Khá"),
        "truong-d": ("50.0", 3, "Kém"),
    }


def test_both_authorities_have_their_pages_in_one_site(tmp_path: Path) -> None:
    site = built(other_province(house(tmp_path / "kho")), tmp_path / "site")
    page = (site / "ket-qua/tinh-khac/2025/index.html").read_text("utf-8")
    assert all(label in text_of(page) for label in ("Xuất sắc", "Khá", "Kém", "Trường học"))
    # The index is printed with the decimals of its own regulation.
    assert re.search(r"pi-ranking__index\">95,0<", page)
    assert (site / "ket-qua/tinh-thu/2025/index.html").is_file()
    assert "tinh-khac" in (site / "data/v1/index.json").read_text("utf-8")


# ── 32: merged units ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_merged_unit_shows_its_predecessors_and_no_arrow(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", example="valid/merged-units"), tmp_path / "site")
    page = text_of((site / "ket-qua/tinh-thu/2025/so-y-te.html").read_text("utf-8"))
    assert "Sở Dân số" in page
    assert "Không so sánh điểm" in page
    # The dissolved department is not assessed for the year.
    assert not (site / "ket-qua/tinh-thu/2025/so-dan-so.html").exists()


THIS_YEAR = "submissions/tinh-thu/2025"


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which all that was filed for 2025 was filed for 2024 too, by one more department."""
    folder = tmp_path_factory.mktemp("hai-nam")
    changes: dict[str, str | None] = {}
    for path, text in base().items():
        if path.startswith(f"{THIS_YEAR}/"):
            earlier = text.replace("2025", "2024").replace("2026", "2025").replace('previous: "2017"\n', "")
            changes[path.replace("/2025/", "/2024/")] = earlier
            if "/so-y-te/" in path:
                copied = earlier.replace("unit: so-y-te", "unit: so-dan-so")
                changes[path.replace("/2025/so-y-te/", "/2024/so-dan-so/")] = copied
    cycle = f"{THIS_YEAR}/cycle.yaml"
    changes |= edited(cycle, ('previous: "2017"', 'previous: "2024"'))
    roster = (EXAMPLES / "valid/merged-units/submissions/tinh-thu/units.yaml").read_text("utf-8")
    roster = roster.replace('valid-from: "2025-07-01"', 'valid-from: "2020-01-01"')
    changes["submissions/tinh-thu/units.yaml"] = roster
    return house(folder / "kho", changes)


def change_of(site: Path, unit: str) -> str:
    """What the ranking says of a unit's way since the year before."""
    page = (site / "ket-qua/tinh-thu/2025/index.html").read_text("utf-8")
    row = next(row for row in page.split("<tr") if f'href="{unit}.html"' in row)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row.partition("<th")[0])
    return text_of(cells[1]) if len(cells) > 1 else ""


def test_old_and_new_unit_lead_to_each_other_and_no_change_stands_across_the_merger(two_years: Path) -> None:
    site = built(two_years, two_years.parent / "site")
    old, new = "ket-qua/tinh-thu/2024/so-dan-so.html", "ket-qua/tinh-thu/2025/so-y-te.html"
    was, became = (site / old).read_text("utf-8"), (site / new).read_text("utf-8")
    assert f'href="../../../{new}"' in was
    assert "nay là Sở Y tế (đến 28/02/2025)" in text_of(was)
    assert f'href="../../../{old}"' in became
    assert "năm 2024" not in became.partition('id="linh-vuc"')[0]
    assert change_of(site, "so-noi-vu").startswith("giữ hạng")
    assert change_of(site, "so-y-te") == "–"
    hits = {entry[0]: entry for entry in search_entries(site) if "so dan so" in entry[1]}
    assert hits["Sở Dân số"][2:] == ["Tỉnh Thử; nay là Sở Y tế", old]
    assert hits["Sở Y tế"][3] == new


def test_no_change_stands_across_a_break_of_the_series(two_years: Path, tmp_path: Path) -> None:
    root = shutil.copytree(two_years, tmp_path / "kho")
    with (root / THIS_YEAR / "cycle.yaml").open("a", encoding="utf-8") as cycle:
        cycle.write("break: Bộ tiêu chí được thay từ năm 2025.\n")
    site = built(root, tmp_path / "site")
    assert change_of(site, "so-noi-vu") == ""
    assert "Bộ tiêu chí được thay từ năm 2025." in (site / "ket-qua/tinh-thu/2025/index.html").read_text("utf-8")


def test_not_applicable_shows_both_denominators(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", example="valid/not-applicable-confirmed"), tmp_path / "site")
    page = text_of((site / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8"))
    assert "điểm tối đa 100 còn 90" in page
    row = next(row for row in rows(site / DATA / "results.csv") if row["unit"] == "so-tu-phap")
    leaves = [leaf for leaf in rows(site / DATA / "leaves.csv") if leaf["unit"] == "so-tu-phap"]
    assert sum(Fraction(leaf["official_max_exact"]) for leaf in leaves) == 90
    assert Fraction(row["max_exact"]) == 100
