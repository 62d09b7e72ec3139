"""Pages on paper: a unit's is its score sheet with all that was decided on it, a ranking is its tables."""

import io
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from support.web import Served, page_of

pytestmark = pytest.mark.browser

ON_SCREEN_ALONE = (
    ".pi-short",
    ".pi-beside:has(#do-chac)",
    ".pi-crumbs",
    ".pi-losses",
    ".pi-leaf .pi-trace",
    ".pi-timeline",
    ".pi-jump",
    "details:has(.pi-embed)",
)
ON_PAPER = (".pi-paper__title", ".pi-unit h1", ".pi-score__index", ".pi-areas", ".pi-leaf strong", ".pi-receipt")
APPEALED = "ket-qua/huyen-minh-dong/2021/phong-tai-chinh-ke-hoach.html"
RANKING = "ket-qua/thanh-pho-minh-hoa/2023/index.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN")
    yield context.new_page()
    context.close()


def test_a_unit_on_paper_is_a_score_sheet(site: Served, page: Page) -> None:
    page.goto(site.address + page_of(site.folder, "unit"))
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


def test_the_sheet_tells_what_the_appraisal_changed_why_and_how_objections_were_answered(
    site: Served, page: Page
) -> None:
    page.goto(site.address + APPEALED)
    page.emulate_media(media="print")
    changed = page.locator(".pi-leaf--changed")
    assert changed.count() > 3
    for leaf in changed.all():
        assert leaf.locator("dd.pi-decision").first.is_visible()
    appealed = page.locator("#c3-2-1")
    assert appealed.locator("dt:visible").all_inner_texts() == [
        "Thẩm định, công nhận hoặc điều chỉnh điểm tự chấm",
        "Đơn vị giải trình",
        "Thẩm định lại sau giải trình",
        "Kiến nghị",
        "Trả lời kiến nghị",
    ]
    assert "công nhận đủ ba nội dung" in appealed.inner_text()
    assert page.locator("#vi-sao").is_visible()
    assert page.locator(".pi-why tbody tr:visible").count() > 2


def test_every_page_of_a_ranking_on_paper_has_the_names_of_its_columns(site: Served, page: Page) -> None:
    page.goto(site.address + RANKING)
    page.locator(".pi-sort").first.wait_for()
    page.emulate_media(media="print")
    table = page.locator(".pi-ranking").last
    heads = [text.split("\n")[0] for text in table.locator("thead th:visible").all_inner_texts() if text]
    figures = table.locator(".pi-ranking__index").all_inner_texts()
    assert len(heads) > 5
    assert len(figures) > 10
    # Pages so low that the table needs several.
    sheets = [_words(sheet) for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(width="210mm", height="110mm"))).pages]
    holding = [words for words in sheets if sum(figure in words for figure in figures) > 1]
    assert len(holding) > 1
    assert [head for words in holding for head in heads if head not in words] == []


def test_a_ranking_on_paper_leaves_out_what_only_leads_on(site: Served, page: Page) -> None:
    page.goto(site.address + RANKING)
    leading = ("#tieu-chi", ".pi-columns", "#du-lieu", "#van-ban", ".pi-receipt", ".pi-actions")
    assert [place for place in leading if not page.locator(place).count()] == []
    page.emulate_media(media="print")
    assert [place for place in leading if page.locator(place).first.is_visible()] == []
    assert page.locator(".pi-cite").is_visible()
    assert page.locator(".pi-ranking").count() == page.locator(".pi-ranking:visible").count() == 3


def _words(sheet: pypdf.PageObject) -> str:
    return " ".join(sheet.extract_text().split())
