"""What if: the trial on the page of a unit with a published result."""

import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support.web import Served, Watched, page_of, watched

pytestmark = pytest.mark.browser


def opened(page: Page) -> Page:
    page.locator("[data-pi-trial] > summary").click()
    expect(page.locator("#t-leaf")).to_be_visible()
    return page


def tiles(page: Page) -> list[str]:
    return page.locator("[data-pi-trial] .pi-tiles dd").all_inner_texts()


def test_a_changed_answer_moves_points_index_and_place_and_can_be_taken_back(site: Served, desk: Watched) -> None:
    page = desk.open(site.address + page_of(site.folder, "unit"))
    asked = len(desk.asked)
    assert not any("scoring.js" in url for url in desk.asked)
    opened(page)
    assert len(desk.asked) > asked
    expect(page.locator("[data-pi-trial]")).to_contain_text("không phải kết quả")
    before = tiles(page)
    index = page.locator(".pi-score__index").inner_text().split()[0]
    assert before[1] == index
    for at in range(1, page.locator("#t-leaf option").count()):
        page.locator("#t-leaf").select_option(index=at)
        radios = page.locator("[data-pi-trial] input[type=radio]")
        points = page.locator("[data-pi-trial] .pi-ask__points")
        if radios.count() and not points.inner_text().startswith("0,00"):
            radios.last.check()
            break
    assert " → " in tiles(page)[0]
    assert " → " in tiles(page)[1]
    page.get_by_role("button", name=re.compile("Bỏ thay đổi")).click()
    assert tiles(page) == before
    assert desk.faults == []


def test_every_published_unit_can_be_rebuilt_to_the_last_digit(site: Served, desk: Watched) -> None:
    page = opened(desk.open(site.address + page_of(site.folder, "unit")))
    for script in [*site.folder.rglob("tinh-thu/*.js"), *site.folder.rglob("bo-tieu-chi/*/*.js")]:
        page.add_script_tag(url=site.address + script.relative_to(site.folder).as_posix())
    told = page.evaluate(
        """() => {
            const S = parindexScoring;
            const differ = [];
            let units = 0;
            Object.values(parindexTrials).forEach((group) => {
                const set = parindexCriteria[group.criteria];
                const leaves = S.leavesOf(set).map((row) => row.leaf);
                const totals = group.units.map((unit) => {
                    const outcomes = new Map(leaves.map((leaf, at) => {
                        const entry = unit.leaves[at];
                        const made = entry.is ? S.outcome(entry.is[0], S.exact(entry.is[1]), S.exact(entry.is[2]))
                            : S.claimed(set, leaf, entry);
                        return [leaf.code, made];
                    }));
                    return S.officialTotal(set, outcomes, S.exact(unit.bonus), S.exact(unit.penalty));
                });
                const places = S.ranks(set, totals.map((total) => S.rankKey(set, total)));
                group.units.forEach((unit, at) => {
                    units += 1;
                    const placed = unit.rank === null || places[at] === unit.rank;
                    const same = S.exactText(totals[at].index) === unit.index && placed;
                    if (!same) { differ.push(unit.unit); }
                });
            });
            return { units, differ };
        }"""
    )
    assert told["differ"] == []
    assert told["units"] > 100


def test_before_a_disclosure_there_is_no_trial_and_no_data_for_one(site: Served, desk: Watched) -> None:
    cycle = (site.folder / page_of(site.folder, "form")).parents[1]
    for path in cycle.glob("*.html"):
        page = desk.open(site.address + path.relative_to(site.folder).as_posix())
        assert page.locator("[data-pi-trial]").count() == 0
    assert not (cycle / "tinh-thu").exists()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "telephone"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    width, height = request.param
    context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": height}, reduced_motion="reduce")
    yield watched(context.new_page())
    context.close()


def test_the_trial_has_no_serious_barrier(site: Served, reader: Watched) -> None:
    page = opened(reader.open(site.address + page_of(site.folder, "unit")))
    page.locator("#t-leaf").select_option(index=1)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [entry["id"] for entry in found if entry["impact"] in ("serious", "critical")] == []
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen
    assert {url.split("/")[2] for url in reader.asked if not url.startswith("data:")} == {site.host}
    assert reader.faults == []


def test_the_trial_works_from_a_folder(site: Served, desk: Watched) -> None:
    page = opened(desk.open((site.folder / page_of(site.folder, "unit")).as_uri()))
    assert len(tiles(page)) >= 3
    assert [url for url in desk.asked if not url.startswith(("file:", "data:"))] == []
    assert desk.faults == []


def test_the_data_of_trials_hold_figures_and_no_words_of_the_units(site: Served) -> None:
    for path in site.folder.rglob("tinh-thu/*.js"):
        value = json.loads(path.read_text("utf-8").partition("]=")[2].rstrip(";\n"))
        for unit in value["units"]:
            assert set(unit) == {"unit", "rank", "index", "bonus", "penalty", "leaves"}
            for leaf in unit["leaves"]:
                assert set(leaf) <= {
                    *("option", "items", "done", "total", "excused", "number", "figures", "not-applicable", "is")
                }
