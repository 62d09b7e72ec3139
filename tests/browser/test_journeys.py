"""Readers on their way through the site: by links, by search, by keyboard, without scripts, and from a folder."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from parindex.i18n.numbers import folded
from support.house import rows
from support.web import Served, Watched, page_of, watched

pytestmark = pytest.mark.browser


def entries(site: Served) -> list[list[str]]:
    script = (site.folder / "assets/search-index.js").read_text("utf-8")
    found: list[list[str]] = json.loads(script[script.index("[") : script.rindex(";")])
    return found


def a_unit(site: Served) -> tuple[str, str]:
    """The name and page of a unit whose name has diacritics, and đ among them."""
    for name, _, _, path in entries(site):
        if re.fullmatch(r"ket-qua/[^/]+/[^/]+/[^/#]+\.html", path) and "đ" in name.lower():
            return name, path
    raise AssertionError("no unit with đ in its name")


# ── by links ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_the_home_page_to_a_ranking_a_unit_its_evidence_and_the_download(site: Served, desk: Watched) -> None:
    unit_path = page_of(site.folder, "unit")
    programme, cycle = unit_path.split("/")[1:3]
    page = desk.open(site.address)
    page.locator(f'.pi-card a[href="ket-qua/{programme}/index.html"]').first.click()
    page.locator(
        f'main a[href="{cycle}/index.html"], .md-content a[href$="{programme}/{cycle}/index.html"]'
    ).first.click()
    expect(page.locator("table.pi-ranking").first).to_be_visible()
    name = page.locator("table.pi-ranking tbody th a").first.inner_text()
    page.locator("table.pi-ranking tbody th a").first.click()
    expect(page.locator("h1")).to_have_text(name)
    reference = page.locator('.pi-leaf a[href^="#d-"]').first
    target = reference.get_attribute("href") or ""
    reference.click()
    expect(page.locator(target)).to_be_in_viewport()
    page.locator(".pi-crumbs a").last.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải CSV").click()
    table = rows(Path(download.value.path()))
    assert name in {row["name"] for row in table}
    assert desk.faults == []


def test_every_part_of_the_site_is_one_click_from_every_page(site: Served, desk: Watched) -> None:
    for kind in ("home", "unit", "guide"):
        page = desk.open(site.address + page_of(site.folder, kind))
        for word in ("Kết quả", "Phương pháp", "Dữ liệu", "Hướng dẫn", "Giới thiệu"):
            link = page.locator(".md-tabs").get_by_role("link", name=word, exact=True)
            expect(link).to_be_visible()
            assert (link.get_attribute("href") or "").endswith(".html")


def test_the_part_one_is_in_is_marked(site: Served, desk: Watched) -> None:
    for kind, word in (("unit", "Kết quả"), ("criteria", "Phương pháp"), ("data", "Dữ liệu"), ("rules", "Hướng dẫn")):
        page = desk.open(site.address + page_of(site.folder, kind))
        expect(page.locator('.md-tabs a[aria-current="true"]')).to_have_text(word)


# ── by search ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_old_name_leads_to_the_old_page_and_from_there_to_the_successor(site: Served, desk: Watched) -> None:
    page = desk.open(site.address)
    page.locator("#pi-find-home").fill("phuong mau tay bac")
    hits = page.locator("[role=option]")
    expect(hits).to_have_count(2)
    expect(hits.nth(0)).to_contain_text("nay là Phường Mẫu Hợp Nhất")
    expect(hits.nth(1)).to_contain_text("trước là Phường Mẫu Tây Bắc")
    hits.nth(0).click()
    expect(page.locator("h1")).to_have_text("Phường Mẫu Tây Bắc")
    page.locator(".pi-lineage a").click()
    expect(page.locator("h1")).to_have_text("Phường Mẫu Hợp Nhất")
    expect(page.locator(".pi-lineage").get_by_role("link", name="Phường Mẫu Tây Bắc")).to_be_visible()
    assert desk.faults == []


def test_typing_without_diacritics_finds_and_opens_a_unit(site: Served, desk: Watched) -> None:
    name, path = a_unit(site)
    page = desk.open(site.address)
    page.locator("#pi-find-home").fill(folded(name))
    hits = page.locator(".pi-hits:visible li")
    expect(hits.first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)
    assert page.url.split("#")[0].endswith(path.rsplit("/", 1)[1])
    assert desk.faults == []


def test_enter_without_a_choice_leads_to_all_hits(site: Served, desk: Watched) -> None:
    name, _ = a_unit(site)
    page = desk.open(site.address)
    page.locator("#pi-find-home").fill(folded(name))
    page.keyboard.press("Enter")
    expect(page.locator("#pi-results [role=status]")).to_contain_text("kết quả")
    page.locator("#pi-results").get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(name)
    assert desk.faults == []


def test_the_search_of_the_header_works_on_a_page_deep_inside(site: Served, desk: Watched) -> None:
    name, _ = a_unit(site)
    page = desk.open(site.address + page_of(site.folder, "criterion"))
    page.locator("#pi-quick").fill(folded(name).upper())
    page.locator(".pi-hits:visible li").first.click()
    expect(page.locator("h1")).to_have_text(name)


def test_the_list_of_hits_is_used_with_the_keyboard_and_told_to_screen_readers(site: Served, desk: Watched) -> None:
    page = desk.open(site.address)
    field = page.locator("#pi-find-home")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("so")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('.pi-hits:visible li[aria-selected="true"]')
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator(".pi-hits:visible")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")


def test_what_is_not_there_is_told(site: Served, desk: Watched) -> None:
    page = desk.open(site.address)
    page.locator("#pi-find-home").fill("khong co don vi nay")
    expect(page.locator(".pi-hits:visible")).to_contain_text("Không tìm thấy")
    page.keyboard.press("Enter")
    assert desk.faults == []


def test_an_address_with_a_question_searches_at_once(site: Served, desk: Watched) -> None:
    name, _ = a_unit(site)
    page = desk.open(f"{site.address}tim-kiem.html?q={folded(name).replace(' ', '+')}")
    expect(page.locator("#pi-find-page")).to_have_value(folded(name))
    expect(page.locator("#pi-results li").first).to_contain_text(name)


def test_a_hostile_question_is_only_text(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + 'tim-kiem.html?q="><img src=x onerror=alert(1)>')
    expect(page.locator("#pi-find-page")).to_have_value('"><img src=x onerror=alert(1)>')
    assert page.locator('img[src="x"]').count() == 0


# ── without scripts, and from a folder ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A reader whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_without_scripts_the_ranking_and_the_units_page_can_be_read(site: Served, plain: Page) -> None:
    unit = page_of(site.folder, "unit")
    plain.goto(site.address + unit.rsplit("/", 1)[0] + "/index.html")
    first = plain.locator("table.pi-ranking tbody tr").first
    assert first.locator("td").first.inner_text().startswith("1")
    assert first.locator("th a").is_visible()
    plain.goto(site.address + unit)
    assert plain.locator("h1").is_visible()
    for part in (".pi-score__index", "#mat-diem", ".pi-losses li", ".pi-leaf", ".pi-trace", "#tai-lieu"):
        assert plain.locator(part).first.is_visible(), part


def test_without_scripts_the_search_leads_to_the_list_of_all_units(site: Served, plain: Page) -> None:
    name, _ = a_unit(site)
    plain.goto(site.address)
    plain.locator("#pi-find-home").fill("x")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/tim-kiem.html?q=x")
    plain.locator("main, .md-content").get_by_role("link", name=name, exact=True).first.click()
    assert plain.locator("h1").inner_text() == name


def test_the_site_works_from_a_folder_too(site: Served, desk: Watched) -> None:
    name, path = a_unit(site)
    page = desk.open((site.folder / "index.html").as_uri())
    page.locator("#pi-find-home").fill(folded(name))
    expect(page.locator(".pi-hits:visible li").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)
    assert page.url.startswith("file:")
    assert path.rsplit("/", 1)[1] in page.url
    page.locator(".md-tabs").get_by_role("link", name="Phương pháp", exact=True).click()
    expect(page.locator("h1")).to_be_visible()
    assert [url for url in desk.asked if not url.startswith(("file:", "data:"))] == []
    assert desk.faults == []


def test_a_reader_may_turn_to_the_dark_and_it_stays(site: Served, desk: Watched) -> None:
    page = desk.open(site.address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.locator('label[for="__palette_1"]').click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(site.address + page_of(site.folder, "unit"))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert desk.faults == []


def test_a_page_on_paper_has_its_content_and_no_search(site: Served, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    seen = watched(context.new_page())
    page = seen.open(site.address + page_of(site.folder, "unit"))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("#pi-quick").is_visible()
    context.close()
