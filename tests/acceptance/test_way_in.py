"""The way in for officers: from the home page to forms and workbooks of open cycles, in both languages, no scripts."""

import re
from pathlib import Path

import pytest

from support.house import built, edited, house

CYCLE = "submissions/tinh-thu/2025"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province with its cycle of 2025 still open."""
    folder = tmp_path_factory.mktemp("way-in")
    return built(house(folder / "kho", {f"{CYCLE}/decision.yaml": None}), folder / "site")


def text(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")


@pytest.mark.parametrize("start", ["", "en/"])
def test_the_home_page_leads_to_every_form_and_workbook_of_an_open_cycle(site: Path, start: str) -> None:
    home = text(site, f"{start}index.html")
    hero = home.partition("pi-find")[2].partition('class="pi-cards"')[0]
    assert re.search(r'<p class="pi-hero__file"><a href="nop-ho-so\.html">', hero)
    page = text(site, f"{start}nop-ho-so.html")
    forms = sorted(re.findall(r'href="(ket-qua/tinh-thu/2025/khai/[a-z-]+\.html)"', page))
    books = sorted(re.findall(r'href="(?:\.\./)?(ket-qua/tinh-thu/2025/khai/[a-z-]+\.xlsx)"', page))
    there = (path.relative_to(site / start).as_posix() for path in (site / start).glob("ket-qua/*/*/khai/*.html"))
    assert forms == sorted(there)
    assert [form.removesuffix(".html") for form in forms] == [book.removesuffix(".xlsx") for book in books] != []
    assert all((site / book).exists() for book in books)


def test_without_an_open_cycle_the_page_says_so(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho"), tmp_path / "site")
    assert "Hiện không có kỳ nào đang nhận hồ sơ." in text(site, "nop-ho-so.html")


def test_a_sample_is_marked_as_one_and_a_real_cycle_is_not(site: Path, tmp_path: Path) -> None:
    told = "Kỳ và đơn vị này là hư cấu"
    assert told in text(site, "nop-ho-so.html")
    real = edited("submissions/tinh-thu/programme.yaml", ("sample: true", "sample: false"))
    changes = {f"{CYCLE}/decision.yaml": None, **real}
    assert told not in text(built(house(tmp_path / "kho", changes), tmp_path / "site"), "nop-ho-so.html")
