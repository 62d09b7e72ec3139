"""What a citizen reads beside a result: in short, why the rank moved, how firm it is, what new criteria change."""

import re
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

from support.house import base, built, edited, house

NOW, THEN = "submissions/tinh-thu/2025", "submissions/tinh-thu/2024"
OLD, NEW = "criteria/mau-thu", "criteria/mau-thu-2"


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def two_years(law: str = "mau-thu") -> dict[str, str | None]:
    """2024 filed like 2025, but for one department, which did worse then; 2025 under a regulation of choice."""
    changes: dict[str, str | None] = {}
    for path, text in base().items():
        if path.startswith(f"{NOW}/") and "/xa-" not in path:
            earlier = text.replace("2025", "2024").replace("2026", "2025").replace('previous: "2017"\n', "")
            changes[path.replace("/2025/", "/2024/")] = earlier
    mine = f"{THEN}/so-tu-phap/self-assessment.yaml"
    changes[mine] = (
        str(changes[mine]).replace('done: "470"', 'done: "300"').replace("[ke-hoach, tin-bai, toa-dam]", "[]")
    )
    cycle = edited(f"{NOW}/cycle.yaml", ('previous: "2017"', 'previous: "2024"'), ("mau-thu", law))
    return changes | cycle


def page(site: Path, unit: str, year: str = "2025") -> str:
    return (site / f"ket-qua/tinh-thu/{year}/{unit}.html").read_text("utf-8")


def figure(text: str) -> Fraction:
    return Fraction(text.replace("−", "-").replace("+", "").replace(",", ".") or "0")


def parts(html: str) -> tuple[dict[str, tuple[Fraction, int]], tuple[Fraction, int]]:
    """The printed parts of a change by their names, and the printed sum."""
    table = html.partition('class="pi-table pi-why"')[2].partition("</table>")[0]
    rows: dict[str, tuple[Fraction, int]] = {}
    for row in table.partition("</thead>")[2].split("<tr>")[1:]:
        name = text_of(re.split(r"<small|</th>", row)[0])
        index, places = re.findall(r'<td class="pi-n">(.*?)</td>', row)
        rows[name] = (figure(index), int(figure(places)))
    return rows, rows.pop("Cộng")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vi-sao")
    return built(house(folder / "kho", two_years()), folder / "site")


def index_of(site: Path, unit: str, year: str) -> Fraction:
    found = re.search(r'pi-score__index">([0-9,]+)<', page(site, unit, year))
    assert found
    return figure(found[1])


# ── 30: understand a score ────────────────────────────────────────────────────────────────────────────────────────


def test_the_printed_parts_of_a_change_add_up_to_the_printed_change(site: Path) -> None:
    told, total = parts(page(site, "so-tu-phap"))
    assert sum(index for index, _ in told.values()) == total[0] > 0
    assert sum(places for _, places in told.values()) == total[1]
    assert total[0] == index_of(site, "so-tu-phap", "2025") - index_of(site, "so-tu-phap", "2024")
    # It declares more than the year before, and nothing else has changed.
    assert told["Đơn vị tự kê khai"][0] == total[0]


def test_the_criteria_that_weigh_most_are_named(site: Path) -> None:
    own = page(site, "so-tu-phap").partition("Đơn vị tự kê khai")[2].partition("</tr>")[0]
    assert re.findall(r"<li><b>(\S+)</b> (\S+)", own) == [("+10,00", "1.3"), ("+3,40", "2.1")]


def test_a_summary_says_rank_class_change_and_what_is_missing(site: Path) -> None:
    short = text_of(page(site, "so-tu-phap").partition('class="pi-short">')[2].partition("</ul>")[0])
    assert re.match(r"Hạng \d trong 3 đơn vị được xếp hạng, chỉ số [0-9,]+ %, xếp loại \w+", short)
    assert "Mất nhiều điểm nhất: " in short
    assert "So với kỳ 2024: chỉ số tăng " in short
    assert "để đạt loại" in short or "mức xếp loại cao nhất" in short


def test_how_firm_a_rank_is_stands_below_it_and_says_that_it_is_no_ranking(site: Path) -> None:
    section = text_of(page(site, "so-tu-phap").partition('id="do-chac"')[2].partition("</section>")[0])
    assert "Đây là phép thử, không phải xếp hạng thứ hai và không thay hạng chính thức." in section


def test_the_pages_that_explain_it_are_there(site: Path) -> None:
    told = (site / "gioi-thieu/doc-thu-hang.html").read_text("utf-8")
    for anchor in re.findall(r'gioi-thieu/doc-thu-hang\.html#([a-z-]+)"', page(site, "so-tu-phap")):
        assert f'id="{anchor}"' in told
    guide = (site / "huong-dan/don-vi.html").read_text("utf-8")
    assert 'id="11-kien-nghi"' in guide


def test_a_unit_that_did_not_exist_the_year_before_is_not_compared(site: Path) -> None:
    html = page(site, "xa-an-binh")
    assert "Không tách được: đơn vị được thành lập hoặc nhận sáp nhập sau kỳ trước" in html
    assert "pi-why" not in html


# ── 32: no false arrow ────────────────────────────────────────────────────────────────────────────────────────────


def test_before_the_decision_nothing_is_told_beside_a_result(tmp_path: Path) -> None:
    changes = two_years("mau-thu-2") | {f"{NOW}/decision.yaml": None} | amended()
    root = house(tmp_path / "kho", changes)
    (root / f"{NOW}/decision.yaml").unlink(missing_ok=True)
    site = built(root, tmp_path / "site")
    for unit in ("so-tu-phap", "so-noi-vu", "so-y-te", "xa-an-binh"):
        html = page(site, unit)
        assert not re.search(r"pi-why|pi-short|id=\"(vi-sao|do-chac|loai-tren)\"", html), unit
    # Who would have moved is told of the decided year alone.
    told = (site / "phuong-phap/mau-thu-2/so-voi-mau-thu.html").read_text("utf-8")
    assert re.findall(r'id="ky-tinh-thu-(\d+)"', told) == ["2024"]


def test_nothing_is_taken_apart_across_a_break_of_the_series(tmp_path: Path) -> None:
    root = house(tmp_path / "kho", two_years())
    with (root / NOW / "cycle.yaml").open("a", encoding="utf-8") as cycle:
        cycle.write("break: Bộ tiêu chí được thay từ năm 2025.\n")
    html = page(built(root, tmp_path / "site"), "so-tu-phap")
    assert "Không tách được: từ kỳ này cách đánh giá đã đổi, chuỗi số liệu bị ngắt." in html
    assert "pi-why" not in html
    assert "So với kỳ 2024" not in html


# ── 20: criteria of next year ─────────────────────────────────────────────────────────────────────────────────────


def amended() -> dict[str, str | None]:
    """A second regulation, in which the items of one leaf are worth other points."""
    files: dict[str, str | None] = {
        path.replace(OLD + "/", NEW + "/"): text for path, text in base().items() if path.startswith(OLD + "/")
    }
    head = f"{NEW}/regulation.yaml"
    files[head] = str(files[head]).replace("id: mau-thu\n", "id: mau-thu-2\nreplaces: mau-thu\n")
    departments = f"{NEW}/so.yaml"
    for label, before, after in (("Có kế hoạch tuyên truyền", "4", "1"), ("Có tọa đàm hoặc hội thi", "4", "5")):
        old, new = (f'label: {label}, points: "{points}"' for points in (before, after))
        assert old in str(files[departments])
        files[departments] = str(files[departments]).replace(old, new)
    return files


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bo-moi")
    return built(house(folder / "kho", two_years("mau-thu-2") | amended()), folder / "site")


def test_what_new_criteria_change_is_told_leaf_by_leaf(renewed: Path) -> None:
    told = (renewed / "phuong-phap/mau-thu-2/so-voi-mau-thu.html").read_text("utf-8")
    table = told.partition("pi-changes")[2].partition("</table>")[0]
    (row,) = table.partition("<tbody>")[2].split("<tr>")[1:]
    assert text_of(row).startswith("1.3 ")
    assert "Có kế hoạch tuyên truyền: 4 điểm" in text_of(row)
    assert "Có kế hoạch tuyên truyền: 1 điểm" in text_of(row)
    assert "đổi cách chấm 1" in text_of(told)
    method = (renewed / "phuong-phap/mau-thu-2/index.html").read_text("utf-8")
    assert "phuong-phap/mau-thu-2/so-voi-mau-thu.html" in method


def test_new_criteria_are_a_part_of_the_change_and_it_still_adds_up(renewed: Path) -> None:
    told, total = parts(page(renewed, "so-noi-vu"))
    assert sum(index for index, _ in told.values()) == total[0]
    assert sum(places for _, places in told.values()) == total[1]
    # It filed the same as the year before: whatever moved, the criteria moved.
    assert set(told) <= {"Bộ tiêu chí mới", "Các đơn vị khác"}
    told, total = parts(page(renewed, "so-tu-phap"))
    assert sum(index for index, _ in told.values()) == total[0]
    assert told["Đơn vị tự kê khai"][0] > 0
