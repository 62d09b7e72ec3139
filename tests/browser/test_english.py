"""The English mirror in a browser: the switch, the search, figures in the form, and no barrier."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from parindex.i18n.quoted import is_vietnamese
from support.web import Served, Watched, page_of, watched

pytestmark = pytest.mark.browser

FEW = ("home", "unit", "cycle", "form")


def english(site: Served, kind: str) -> str:
    return f"en/{page_of(site.folder, kind)}"


@pytest.fixture(scope="module", params=["light", "dark"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB", color_scheme=request.param, reduced_motion="reduce")
    yield watched(context.new_page())
    context.close()


@pytest.mark.parametrize("kind", FEW)
def test_an_english_page_is_quiet_and_has_no_serious_barrier(site: Served, reader: Watched, kind: str) -> None:
    reader.faults.clear()
    page = reader.open(site.address + english(site, kind))
    assert page.locator("html").get_attribute("lang") == "en"
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [
        (entry["id"], [node["html"][:160] for node in entry["nodes"][:3]])
        for entry in found
        if entry["impact"] in ("serious", "critical")
    ] == []
    assert reader.faults == []


def test_the_switch_leads_there_and_back_from_a_folder_without_a_server_or_a_script(
    site: Served, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    path = page_of(site.folder, "unit")
    page.goto((site.folder / path).as_uri())
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == (site.folder / "en" / path).as_uri()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Tiếng Việt", exact=True).click()
    assert page.url == (site.folder / path).as_uri()
    context.close()


def test_the_search_of_english_pages_finds_a_unit_by_its_own_name_and_stays_english(
    site: Served, desk: Watched
) -> None:
    page = desk.open(f"{site.address}en/index.html")
    field = page.locator("#pi-quick")
    field.fill("so noi vu")
    # Its Vietnamese name finds it; shown is the English one.
    expect(page.locator("[role=option]", has_text="Department of Home Affairs").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/ket-qua/.*\.html"))
    assert desk.faults == []


def filled(page: Page) -> Page:
    """A form in which some unit has typed two shares."""
    page.locator("#k-unit").select_option(index=1)
    figures = page.locator("fieldset.pi-ask:has([id$=-total])").first.locator(".pi-ask__figure")
    figures.nth(0).fill("1,200")
    figures.nth(1).fill("1,250")
    expect(page.locator("fieldset.pi-ask:has([id$=-total])").first.locator(".pi-trace")).to_contain_text(
        "1,200 ÷ 1,250"
    )
    return page


def test_a_form_reads_figures_as_the_page_writes_them_and_a_draft_follows_to_the_other_language(
    site: Served, desk: Watched
) -> None:
    page = filled(desk.open(site.address + english(site, "form")))
    unit = page.locator("#k-unit").input_value()
    page.goto(site.address + page_of(site.folder, "form"))
    page.locator("#k-unit").select_option(unit)
    share = page.locator("fieldset.pi-ask:has([id$=-total])").first
    expect(share.locator(".pi-ask__figure").nth(0)).to_have_value("1.200")
    expect(share.locator(".pi-trace")).to_contain_text("1.200 ÷ 1.250")
    assert desk.faults == []


def test_the_trial_of_an_english_page_counts_with_the_figures_that_stand_once(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + english(site, "unit"))
    page.locator("[data-pi-trial] summary").click()
    expect(page.locator("[data-pi-trial]")).to_contain_text(re.compile(r"\d\.\d\d"))
    assert desk.faults == []


def test_a_form_tells_one_point_from_many(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + english(site, "form"))
    said = page.evaluate("['1', '0.5'].map((points) => parindexFields.w('form-worth', { points: points }))")
    assert said == ["1 point", "0.5 points"]
    assert desk.faults == []


def unspoken(page: Page) -> list[str]:
    """Vietnamese texts that a screen reader would speak with the voice of an English page, scripts' own among them."""
    texts: list[str] = page.evaluate(
        """() => {
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walk.nextNode()) {
                const parent = walk.currentNode.parentElement;
                const quiet = parent.closest("script, style, template");
                if (!quiet && parent.closest("[lang]").lang === "en") { found.push(walk.currentNode.data.trim()); }
            }
            return found;
        }"""
    )
    signs = "".join(texts) + page.content()
    assert "\ue000" not in signs
    assert "\ue001" not in signs
    return [text for text in texts if is_vietnamese(text)]


def test_what_scripts_put_on_an_english_page_says_that_it_is_vietnamese(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + english(site, "form"))
    filled(page)
    page.get_by_role("button", name=re.compile("Add a document|New document")).first.click()
    assert unspoken(page) == []
    # Of a sentence only what was put into it is marked, of an attribute nothing, and a choice is marked as a whole.
    made = page.evaluate(
        """async () => {
            const { el, w } = parindexFields;
            const told = w("form-worth", { points: "Đủ điểm" });
            const box = el("div", { "aria-label": told }, told, el("p", {}, "Xã Mẫu"), el("option", {}, told));
            document.body.append(box);
            await null;
            return box.outerHTML;
        }"""
    )
    plain = page.evaluate("parindexFields.w('form-worth', { points: '7' })")
    quoted = plain.replace("7", '<span lang="vi">Đủ điểm</span>')
    told = plain.replace("7", "Đủ điểm")
    assert made == (
        f'<div aria-label="{told}">{quoted}<p><span lang="vi">Xã Mẫu</span></p><option lang="vi">{told}</option></div>'
    )

    page = desk.open(site.address + english(site, "unit"))
    page.locator("[data-pi-trial] summary").click()
    expect(page.locator("[data-pi-trial]")).to_contain_text(re.compile(r"\d\.\d\d"))
    page.locator("#t-leaf").select_option(index=1)
    assert unspoken(page) == []

    page = desk.open(f"{site.address}en/index.html")
    page.locator("#pi-quick").fill("phuong")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert unspoken(page) == []

    page = desk.open(f"{site.address}en/{page_of(site.folder, 'compare')}?don-vi=khong-co")
    expect(page.locator(".pi-compare__notes")).to_contain_text("khong-co")
    field = page.locator("#pi-compare-name")
    field.fill("a")
    page.locator("#pi-compare-found button").first.click()
    field.fill("a")
    page.locator("#pi-compare-found button").first.click()
    expect(page.locator(".pi-compare__table")).to_be_visible()
    assert unspoken(page) == []
    assert desk.faults == []
