"""A unit's page on paper is its score sheet; on a screen nothing of the sheet is seen."""

import pytest
from playwright.sync_api import Browser

from support.web import Served, page_of, watched

pytestmark = pytest.mark.browser

ON_SCREEN_ALONE = (".pi-short", ".pi-beside", ".pi-crumbs", ".pi-losses", ".pi-leaf dl", ".pi-timeline", ".pi-jump")
ON_PAPER = (".pi-paper__title", ".pi-unit h1", ".pi-score__index", ".pi-areas", ".pi-leaf strong", ".pi-receipt")


def test_a_unit_on_paper_is_a_score_sheet(site: Served, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    page = watched(context.new_page()).open(site.address + page_of(site.folder, "unit"))
    assert all(page.locator(place).first.is_visible() for place in ON_SCREEN_ALONE)
    assert not page.locator(".pi-paper").first.is_visible()
    page.emulate_media(media="print")
    assert [place for place in ON_SCREEN_ALONE if page.locator(place).first.is_visible()] == []
    assert [place for place in ON_PAPER if not page.locator(place).first.is_visible()] == []
    # Every criterion is there, with its figures in the same columns.
    leaves = page.locator(".pi-leaf")
    assert leaves.count() > 10
    ends = "all => all.map(one => Math.round(one.getBoundingClientRect().right))"
    assert len(set(page.locator(".pi-leaf > p > strong").evaluate_all(ends))) == 1
    context.close()
