"""Units of one group side by side: from the ranking, by the address, by keyboard, and what is refused with a reason."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from parindex.i18n.numbers import folded
from support.web import Served, Watched, watched

pytestmark = pytest.mark.browser

FOLDER = "ket-qua/thanh-pho-minh-hoa/2024/"
TWO = "phuong-mau-an,phuong-mau-kieu"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    yield watched(context.new_page())
    context.close()


def compared(page: Page) -> list[str]:
    return page.locator(".pi-compare__table thead th a").all_inner_texts()


def asked(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("don-vi", [""])[0].split(",")


def test_units_ticked_in_the_ranking_stand_side_by_side(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + FOLDER + "index.html")
    ranking = page.locator('[data-pi-ranking^="xa-phuong"]')
    ranking.get_by_role("button", name="Chọn để so sánh").press("Enter")
    boxes = ranking.locator(".pi-pick")
    # A unit without a result cannot be chosen at all.
    assert boxes.count() == ranking.locator("tbody tr:not(.pi-ranking__out)").count()
    for number in range(4):
        boxes.nth(number).press("Space")
    expect(boxes.nth(4)).to_be_disabled()
    chosen = ranking.locator("tbody th a").all_inner_texts()[:4]
    ranking.get_by_role("link", name="So sánh 4 đơn vị").click()
    expect(page.locator("h1")).to_have_text("So sánh đơn vị")
    expect(page.locator(".pi-compare__table thead th a")).to_have_text(chosen)
    assert reader.faults == []


def test_the_figures_are_those_of_the_units_own_pages_and_differences_stand_in_words(
    site: Served, reader: Watched
) -> None:
    page = reader.open(f"{site.address}{FOLDER}so-sanh.html?don-vi={TWO}")
    index = page.locator(".pi-compare__total").nth(1).locator("td")
    expect(index).to_have_count(2)
    told = index.all_inner_texts()
    rank, area = page.locator(".pi-compare__total").first, page.locator(".pi-compare__area").first
    assert "cao nhất" in rank.locator("td").first.inner_text()
    shares = area.locator("td").all_inner_texts()
    for unit, text, share in zip(TWO.split(","), told, shares, strict=True):
        page.goto(f"{site.address}{FOLDER}{unit}.html")
        assert page.locator(".pi-score__index").inner_text().split()[0] == text.split()[0]
        assert page.locator(".pi-areas tbody tr").first.locator("td").nth(1).inner_text() == share.split()[0]


def test_a_unit_of_another_group_is_refused_with_the_reason(site: Served, reader: Watched) -> None:
    page = reader.open(f"{site.address}{FOLDER}so-sanh.html?don-vi=phuong-mau-an,so-tu-phap")
    expect(page.get_by_role("alert")).to_contain_text("Không so sánh được với Sở Tư pháp")
    expect(page.get_by_role("alert")).to_contain_text("bộ tiêu chí khác nhau")
    assert asked(page) == ["phuong-mau-an"]
    expect(page.locator(".pi-compare__table")).to_have_count(0)


def test_units_without_a_result_unknown_ones_and_a_fifth_are_refused_too(site: Served, reader: Watched) -> None:
    reader.faults.clear()
    five = f"{TWO},phuong-mau-tay,phuong-mau-dong,xa-mau-duc"
    page = reader.open(f"{site.address}{FOLDER}so-sanh.html?don-vi=xa-mau-dien,%3Cb%3Ex,{five}")
    notes = page.get_by_role("alert").locator("p")
    expect(notes).to_have_count(3)
    expect(notes.nth(0)).to_contain_text("Chưa nộp")
    # What an address says is not said in the authority's name.
    expect(notes.nth(1)).to_contain_text("Không có đơn vị “…”")
    expect(notes.nth(2)).to_contain_text("tối đa 4")
    assert asked(page) == five.split(",")[:4]
    assert reader.faults == []


def test_a_unit_is_added_and_taken_away_with_the_keyboard_and_the_address_follows(
    site: Served, reader: Watched
) -> None:
    page = reader.open(f"{site.address}{FOLDER}phuong-mau-an.html")
    page.get_by_role("link", name="So sánh với đơn vị khác").click()
    field = page.get_by_label("Thêm đơn vị")
    field.fill(folded("Phường Mẫu Đông"))
    field.press("Enter")
    expect(page.locator(".pi-compare__table thead th a")).to_have_text(["Phường Mẫu An", "Phường Mẫu Đông"])
    assert asked(page) == ["phuong-mau-an", "phuong-mau-dong"]
    page.get_by_role("button", name="Bỏ Phường Mẫu An").press("Enter")
    expect(page.locator(".pi-compare__table")).to_have_count(0)
    assert asked(page) == ["phuong-mau-dong"]


def test_only_what_differs_is_shown_on_demand(site: Served, reader: Watched) -> None:
    page = reader.open(f"{site.address}{FOLDER}so-sanh.html?don-vi={TWO}")
    leaves = page.locator(".pi-compare__leaf")
    expect(leaves.first).to_be_visible()
    every = leaves.count()
    page.get_by_label("Chỉ hiện tiêu chí có điểm khác nhau").check()
    expect(leaves.filter(has_text="thấp nhất")).to_have_count(leaves.count())
    assert 0 < leaves.count() < every


def test_it_works_from_a_folder_and_explains_itself_without_scripts(site: Served, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{(site.folder / FOLDER / 'so-sanh.html').as_uri()}?don-vi={TWO}")
    expect(page.locator(".pi-compare__table thead th a")).to_have_count(2)
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}{FOLDER}so-sanh.html?don-vi={TWO}")
    expect(page.locator("#pi-compare-none")).to_contain_text("cần JavaScript")
    page.locator("#pi-compare-none a").first.click()
    expect(page.locator("table.pi-ranking").first).to_be_visible()
    context.close()
