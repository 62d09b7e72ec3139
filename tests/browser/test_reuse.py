"""What others copy from a page names the address the page was read at, and none where it has none."""

from playwright.sync_api import expect

from support.web import Served, Watched

UNIT = "ket-qua/thanh-pho-minh-hoa/2024/ban-quan-ly-khu-cong-nghiep.html"
CYCLE = "ket-qua/thanh-pho-minh-hoa/2024/index.html"


def test_code_to_embed_and_citation_have_the_address_of_the_site_that_is_read(site: Served, desk: Watched) -> None:
    for lang in ("", "en/"):
        desk.page.goto(f"{site.address}{lang}{UNIT}")
        desk.page.locator("details:has(.pi-embed) summary").click()
        code = desk.page.locator(".pi-embed code").first
        expect(code).to_be_visible()
        start = site.address + lang
        expect(code).to_contain_text(f'<a href="{start}{UNIT}"><img src="{start}ket-qua/')
        expect(desk.page.locator("[data-pi-unplaced]")).to_be_hidden()
        desk.page.goto(f"{site.address}{lang}{CYCLE}")
        expect(desk.page.locator(".pi-cite")).to_contain_text(f" {site.address}ket-qua/thanh-pho-minh-hoa/2024/")


def test_a_page_from_a_folder_offers_no_code_that_would_be_dead(site: Served, desk: Watched) -> None:
    desk.page.goto((site.folder / UNIT).as_uri())
    desk.page.locator("details:has([data-pi-unplaced]) summary").click()
    expect(desk.page.locator("[data-pi-unplaced]")).to_be_visible()
    expect(desk.page.locator(".pi-embed").first).to_be_hidden()
    desk.page.goto((site.folder / CYCLE).as_uri())
    assert "ket-qua/" not in (desk.page.locator(".pi-cite").text_content() or "")
