"""A citizen, a journalist and a councillor on their ways, with a telephone, a tablet and a desk, and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from parindex.i18n.numbers import folded
from support.house import rows
from support.web import Served, Watched, watched

pytestmark = pytest.mark.browser

CYCLE = "ket-qua/thanh-pho-minh-hoa/2024"
GROUP = "xa-phuong"
UNIT = "Phường Mẫu An"


@pytest.fixture(scope="module", params=[390, 768, 1280])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    hand = request.param < 1000
    context = browser.new_context(
        locale="vi-VN",
        viewport={"width": request.param, "height": 844},
        is_mobile=hand,
        has_touch=hand,
        reduced_motion="reduce",
    )
    yield watched(context.new_page())
    context.close()


def fits(page: Page) -> None:
    """Nothing of the page is beyond the edge of the screen."""
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen, page.url


def test_a_citizen_finds_the_own_ward_its_place_what_it_lost_and_the_proof(site: Served, reader: Watched) -> None:
    page = reader.open(site.address)
    page.locator("#pi-find-home").fill(folded(UNIT))
    page.locator(".pi-hits:visible li").first.click()
    expect(page.locator("h1")).to_have_text(UNIT)
    fits(page)
    # What a citizen came for is there without scrolling.
    expect(page.locator(".pi-score__index")).to_be_in_viewport()
    expect(page.locator(".pi-score__rank")).to_be_in_viewport()
    page.locator('.pi-jump a[href="#mat-diem"]').click()
    lost = page.locator(".pi-losses li a").first
    expect(lost).to_be_in_viewport()
    code = lost.get_attribute("href") or ""
    lost.click()
    leaf = page.locator(code)
    expect(leaf).to_be_in_viewport()
    proof = page.locator('.pi-leaf a[href^="#d-"]').first
    proof.click()
    expect(page.locator(proof.get_attribute("href") or "")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Thấy sai hoặc không đồng ý")).to_be_attached()
    fits(page)
    assert reader.faults == []


def test_a_journalist_ranks_by_an_area_compares_takes_the_figures_and_knows_how_to_cite(
    site: Served, reader: Watched
) -> None:
    page = reader.open(f"{site.address}{CYCLE}/index.html")
    fits(page)
    ranking = page.locator(f'[data-pi-ranking^="{GROUP}"]')
    ranking.get_by_label("Lĩnh vực", exact=True).select_option("2")
    first = ranking.locator("tbody th a").first.inner_text()
    expect(ranking.locator("tbody tr").first.locator("td.pi-area:visible")).to_have_count(1)
    fits(page)
    ranking.get_by_role("button", name="Chọn để so sánh").click()
    for number in range(2):
        ranking.locator(".pi-pick").nth(number).check()
    fits(page)
    ranking.locator(".pi-picks a").click()
    expect(page.locator(".pi-compare__table thead th a")).to_have_count(2)
    assert first in page.locator(".pi-compare__table thead th a").all_inner_texts()
    fits(page)
    page.go_back()
    # The view is the one that was left.
    assert ranking.locator("tbody th a").first.inner_text() == first
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải CSV").click()
    assert first in {row["name"] for row in rows(Path(download.value.path()))}
    expect(page.locator(".pi-cite")).to_contain_text("Dữ liệu mẫu, không có thật.")
    assert reader.faults == []


def test_a_councillor_goes_from_a_criterion_to_who_got_what_and_to_what_a_unit_declared(
    site: Served, reader: Watched
) -> None:
    page = reader.open(f"{site.address}{CYCLE}/index.html")
    page.locator("#tieu-chi ~ details summary").last.click()
    page.locator("#tieu-chi ~ details[open] a").first.click()
    expect(page.locator("#quy-tac")).to_be_visible()
    fits(page)
    table = page.locator("[data-pi-ranking]")
    table.locator("th[data-pi-column=diem] button").click()
    fits(page)
    name = table.locator("tbody th a").first.inner_text()
    table.locator("tbody th a").first.click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target .pi-trace").first).to_be_visible()
    fits(page)
    assert reader.faults == []


@pytest.mark.parametrize("width", [390, 1280])
def test_each_of_them_takes_a_paper_that_is_the_same_whatever_the_screen(
    site: Served, browser: Browser, width: int
) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": 844})
    page = context.new_page()
    for path, wanted in (("index.html", ".pi-ranking tbody tr"), ("phuong-mau-an.html", ".pi-leaf")):
        page.goto(f"{site.address}{CYCLE}/{path}")
        page.emulate_media(media="print")
        assert page.locator(wanted).count() == page.locator(f"{wanted}:visible").count() > 10
        assert page.locator("form:visible, button:not(.pi-sort):visible").count() == 0
        page.emulate_media(media="screen")
    context.close()
