"""The ranking in use: sorted, filtered, linked to as it is seen, by keyboard, on a telephone and without scripts."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from parindex.i18n.numbers import collation_key, folded
from support.web import Served, Watched, watched

pytestmark = pytest.mark.browser

CYCLE = "ket-qua/thanh-pho-minh-hoa/2024/index.html"
GROUP = "xa-phuong"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    yield watched(context.new_page())
    context.close()


def ranking(page: Page) -> Locator:
    return page.locator(f'[data-pi-ranking^="{GROUP}"]')


def names(page: Page) -> list[str]:
    return ranking(page).locator("tbody tr:visible th a").all_inner_texts()


def head(page: Page, name: str) -> Locator:
    return ranking(page).locator("thead").get_by_role("button", name=name, exact=True)


def asked(page: Page) -> dict[str, str]:
    return {key.removeprefix(f"{GROUP}."): value for key, (value,) in parse_qs(urlsplit(page.url).query).items()}


def test_a_table_is_sorted_by_name_as_vietnamese_dictionaries_do_and_back(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    official = names(page)
    head(page, "Đơn vị").click()
    assert names(page) == sorted(official, key=collation_key)
    expect(ranking(page).locator("th[aria-sort=ascending]")).to_have_text("Đơn vị")
    head(page, "Đơn vị").click()
    assert names(page) == sorted(official, key=collation_key, reverse=True)
    head(page, "Hạng").click()
    assert names(page) == official
    assert reader.faults == []


def test_a_unit_without_a_rank_stands_last_whichever_way_the_others_are_turned(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    last = names(page)[-1]
    expect(ranking(page).locator("tbody tr").last).to_contain_text("Chưa nộp")
    for _ in range(2):
        head(page, "Chỉ số").click()
        assert names(page)[-1] == last


def test_a_name_is_found_with_and_without_diacritics_and_the_count_is_told(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    name = next(name for name in names(page) if "Đ" in name)
    field = ranking(page).get_by_label("Tên đơn vị")
    for typed in (name, folded(name), folded(name).upper()):
        field.fill(typed)
        assert names(page) == [name]
    expect(ranking(page).get_by_role("status")).to_have_text("1 trong 10 đơn vị")
    ranking(page).get_by_role("button", name="Bỏ lọc").click()
    assert len(names(page)) == 10
    assert asked(page) == {}


def test_units_are_chosen_by_the_unit_above_them_with_and_without_diacritics(site: Served, reader: Watched) -> None:
    page = reader.open(f"{site.address}ket-qua/tinh-minh-chau/2021/index.html")
    table = page.locator('[data-pi-ranking="xa."]')
    units = table.locator("tbody tr:visible")
    field = table.get_by_label("Trực thuộc")
    for typed in ("Huyện Mẫu Nậm", "huyen mau nam", "mau nam"):
        field.fill(typed)
        expect(units).to_have_count(2)
        expect(units.nth(0)).to_contain_text("Huyện Mẫu Nậm")
    expect(table.get_by_role("status")).to_have_text("2 trong 6 đơn vị")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(units).to_have_count(2)
    expect(field).to_have_value("mau nam")
    table.get_by_role("button", name="Bỏ lọc").click()
    expect(units).to_have_count(6)
    # Units that all stand below the same one, or below none, have no such field.
    expect(page.locator('[data-pi-ranking="so."]').get_by_label("Trực thuộc")).to_have_count(0)


def test_not_filed_is_chosen_as_a_state_of_its_own(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    choice = ranking(page).get_by_label("Xếp loại, tình trạng")
    choice.select_option("Chưa nộp")
    assert len(names(page)) == 1
    choice.select_option("Có xếp hạng")
    assert len(names(page)) == 9
    choice.select_option("Khá")
    classes = ranking(page).locator("tbody tr:visible .pi-grade").all_inner_texts()
    assert set(classes) == {"Khá"}


def test_an_area_is_shown_sorted_by_and_filtered_at_the_median(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    area = ranking(page).get_by_label("Lĩnh vực", exact=True)
    column = ranking(page).locator("tbody tr:visible td.pi-area:visible")
    expect(column).to_have_count(0)
    area.select_option("2")
    shares = [text for text in column.all_inner_texts() if text != "–"]
    assert shares == sorted(shares, key=lambda text: float(text.replace(",", ".")), reverse=True)
    ranking(page).get_by_label("Mức ở lĩnh vực này").select_option("duoi")
    below = len(names(page))
    ranking(page).get_by_label("Mức ở lĩnh vực này").select_option("tren")
    assert below + len(names(page)) == len(shares)
    assert asked(page) == {"linh-vuc": "2", "muc": "tren", "sap": "-lv-2"}


def test_a_view_is_restored_from_its_address_and_other_groups_stay_whole(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    everything = page.locator(".pi-ranking tbody tr:visible").count()
    ranking(page).get_by_label("Xếp loại, tình trạng").select_option("Khá")
    head(page, "Đơn vị").click()
    seen, address = names(page), page.url
    page.goto("about:blank")
    page.goto(address)
    assert names(page) == seen
    expect(ranking(page).locator("th[aria-sort=ascending]")).to_have_text("Đơn vị")
    assert page.locator(".pi-ranking tbody tr:visible").count() == everything - 10 + len(seen)


def test_nothing_in_an_address_breaks_a_table(site: Served, reader: Watched) -> None:
    reader.faults.clear()
    query = f"{GROUP}.sap=-khong-co&{GROUP}.loai=%3Cb%3E&{GROUP}.linh-vuc=99&{GROUP}.muc=duoi"
    page = reader.open(f"{site.address}{CYCLE}?{query}")
    assert len(names(page)) == 10
    assert reader.faults == []


def test_the_table_is_sorted_with_the_keyboard_alone(site: Served, reader: Watched) -> None:
    page = reader.open(site.address + CYCLE)
    head(page, "Đơn vị").focus()
    page.keyboard.press("Enter")
    expect(ranking(page).locator("th[aria-sort=ascending]")).to_have_text("Đơn vị")
    page.keyboard.press("Space")
    expect(ranking(page).locator("th[aria-sort=descending]")).to_have_text("Đơn vị")
    expect(head(page, "Đơn vị")).to_be_focused()


def test_a_telephone_shows_rank_name_index_and_class_and_nothing_to_be_pulled(site: Served, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.goto(site.address + CYCLE)
    heads = ranking(page).locator("thead th:visible").all_inner_texts()
    assert heads == ["Hạng", "Đơn vị", "Chỉ số", "Xếp loại"]
    wide, seen = ranking(page).locator(".pi-table-wrap").evaluate("(e) => [e.scrollWidth, e.clientWidth]")
    assert wide <= seen
    context.close()


def test_without_scripts_the_whole_table_stands_with_its_areas_and_without_what_would_not_work(
    site: Served, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site.address + CYCLE)
    assert len(names(page)) == 10
    areas = ranking(page).locator("thead th.pi-area").count()
    assert areas > 5
    expect(ranking(page).locator("tbody tr").first.locator("td.pi-area:visible")).to_have_count(areas)
    expect(page.locator("form.pi-filter:visible")).to_have_count(0)
    context.close()
