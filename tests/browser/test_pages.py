"""Every kind of page: for everybody to use, quiet, from here only, and no wider than a telephone."""

import re
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from support.web import KINDS, Served, Watched, page_of, watched

pytestmark = pytest.mark.browser

SCHEMES = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="module", params=SCHEMES)
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[str, Watched]]:
    """A reader with a light or a dark screen."""
    context = browser.new_context(
        locale="vi-VN", color_scheme=request.param, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    yield request.param, watched(context.new_page())
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_from_here_only_and_has_no_serious_barrier(
    site: Served, reader: tuple[str, Watched], kind: str
) -> None:
    scheme, seen = reader
    seen.faults.clear()
    seen.asked.clear()
    page = seen.open(site.address + page_of(site.folder, kind))
    assert page.locator("body").get_attribute("data-md-color-scheme") == SCHEMES[scheme]
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.title().strip()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        (entry["id"], [node["html"][:160] for node in entry["nodes"][:3]])
        for entry in found
        if entry["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert seen.faults == []
    assert {url.split("/")[2] for url in seen.asked if not url.startswith("data:")} == {site.host}


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 360, "height": 780}, is_mobile=True, has_touch=True
    )
    yield watched(context.new_page())
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_no_wider_than_a_telephone(site: Served, telephone: Watched, kind: str) -> None:
    page = telephone.open(site.address + page_of(site.folder, kind))
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    culprits = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".pi-table-wrap, .md-nav"))
            .slice(0, 3).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert wide <= seen, culprits


def test_every_page_of_the_repositorys_site_has_a_policy_and_nothing_that_it_would_stop(site: Served) -> None:
    found = sorted(site.folder.rglob("*.html"))
    assert len(found) > 100
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    for path in found:
        html = path.read_text("utf-8")
        assert html.count(policy) == 1, path
        assert not re.search(r"<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", html), path
        assert "<style" not in html, path


@pytest.mark.parametrize(
    "kind", ["programme", "cycle", "board", "area", "criterion", "edition", "printed", "comparison"]
)
def test_no_table_of_units_is_pushed_sideways_on_a_telephone(site: Served, telephone: Watched, kind: str) -> None:
    page = telephone.open(site.address + page_of(site.folder, kind))
    pushed = page.locator(".pi-table-wrap").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-labelledby'))"
    )
    assert pushed == []


def test_the_address_of_a_rule_unfolds_it(site: Served, telephone: Watched) -> None:
    page = telephone.open(site.address + page_of(site.folder, "rules") + "#points-differ")
    assert page.locator("#points-differ").is_visible()
    assert not page.locator("#points-above-maximum").is_visible()


@pytest.mark.parametrize("years", [2, 3])
def test_every_figure_over_the_years_stands_below_its_year_on_a_telephone(
    site: Served, telephone: Watched, years: int
) -> None:
    """Few years are columns; many are told beside each figure, and years without one are left out."""
    programmes = sorted((site.folder / "ket-qua").glob("*/index.html"))
    counts = {path: path.read_text("utf-8").count('class="pi-years__id"') for path in programmes}
    (chosen, *_) = [path for path, count in counts.items() if count == years]
    page = telephone.open(site.address + chosen.relative_to(site.folder).as_posix())
    cells = page.locator(".pi-table--history tbody td")
    told = cells.evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => getComputedStyle(e, '::before').content)"
    )
    heads = page.locator(".pi-table--history thead th:not(:first-child)")
    if years == 2:
        assert len(told) == cells.count()
        assert heads.first.is_visible()
    else:
        assert all(re.fullmatch(r'"\d{4} "', year) for year in told)


def test_no_rule_for_a_class_of_any_kind_of_page_is_missing_from_the_themes_stylesheet(site: Served) -> None:
    (sheet,) = (site.folder / "assets/stylesheets").glob("main.*.css")
    (whole,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob(sheet.name)
    lean, full = (set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", path.read_text("utf-8"))) for path in (sheet, whole))
    pages = [prefix + page_of(site.folder, kind) for kind in KINDS for prefix in ("", "en/")]
    worn = {
        name
        for page in pages
        for classes in re.findall(r'class="([^"]*)"', (site.folder / page).read_text("utf-8"))
        for name in classes.split()
    }
    assert worn & full <= lean
    assert sheet.stat().st_size < whole.stat().st_size * 0.7
