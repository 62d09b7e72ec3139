"""A ranking of some hundred units: a page of the site whose rows stand there many times over, under other names."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from parindex.i18n.numbers import collation_key
from support.web import Served

pytestmark = pytest.mark.browser

CYCLE = "ket-qua/thanh-pho-minh-hoa/2024/index.html"
GROUP = "xa-phuong"
SIZE = 400
SHOWN = 100


def lengthened(html: str) -> str:
    """The page of a cycle with so many rows in the table of the group, as the build writes a long one."""
    start = html.index("<tbody>", html.index(f'data-pi-ranking="{GROUP}')) + len("<tbody>")
    end = html.index("</tbody>", start)
    first, *_ = re.findall(r"<tr data-k=.*?</tr>", html[start:end], re.DOTALL)
    keys = re.search(r'data-k="([^"]*)"', first)
    assert keys is not None
    names = sorted((f"Xã Thử {number}" for number in range(SIZE)), key=collation_key)
    place = {name: number for number, name in enumerate(names)}
    rows = []
    for number in range(SIZE):
        name = f"Xã Thử {number}"
        # Rank, change and name come first; whatever else it is sorted by follows the number.
        told = ["1", "0", str(place[name]), *[str(SIZE - number)] * (len(keys[1].split()) - 3)]
        row = first.replace(keys[0], f'data-k="{" ".join(told)}"', 1)
        rows.append(re.sub(r'(<th scope="row"><a href=")[^"]*">[^<]*', rf"\1xa-thu-{number}.html\">{name}", row))
    top = html[:start].rindex('class="pi-table pi-ranking') + len('class="pi-table pi-ranking')
    more = (
        f'<p class="pi-ranked__more"><button type="button" class="pi-button" data-pi-more>Hiện đủ {SIZE}</button></p>'
    )
    below = html.index("</table></div>", end) + len("</table></div>")
    return f"{html[:top]} pi-ranking--short{html[top:start]}{''.join(rows)}{html[end:below]}{more}{html[below:]}"


@pytest.fixture(scope="module")
def reader(site: Served, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    html = lengthened((site.folder / CYCLE).read_text("utf-8"))

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    opened.route(f"**/{CYCLE}*", answer)
    yield opened
    context.close()


@pytest.fixture
def page(site: Served, reader: Page) -> Page:
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.goto(site.address + CYCLE)
    return reader


def ranking(page: Page) -> Locator:
    return page.locator(f'[data-pi-ranking^="{GROUP}"]')


def rows(page: Page) -> Locator:
    return ranking(page).locator("tbody tr")


def names(page: Page) -> list[str]:
    return rows(page).locator("th a").all_inner_texts()


def sort_by_name(page: Page) -> list[str]:
    """Presses the heading; what stands in the table at once."""
    there: list[str] = (
        ranking(page)
        .locator("th[data-pi-column=don-vi] button")
        .evaluate(
            """button => {
                button.click();
                const rows = button.closest("table").querySelectorAll("tbody th a");
                return Array.from(rows, link => link.textContent);
            }"""
        )
    )
    return there


def in_order(reverse: bool = False) -> list[str]:
    return sorted((f"Xã Thử {number}" for number in range(SIZE)), key=collation_key, reverse=reverse)


def test_the_first_hundred_are_shown_and_on_demand_all_from_where_the_reader_was(page: Page) -> None:
    expect(rows(page)).to_have_count(SHOWN)
    ranking(page).locator("[data-pi-more]").click()
    expect(rows(page).nth(SHOWN).locator("a")).to_be_focused()
    expect(ranking(page).locator("[data-pi-more]")).to_be_hidden()
    expect(rows(page)).to_have_count(SIZE)
    assert names(page) == [f"Xã Thử {number}" for number in range(SIZE)]


def test_with_all_rows_shown_a_new_order_begins_at_once_and_every_row_arrives_once(page: Page) -> None:
    ranking(page).locator("[data-pi-more]").click()
    expect(rows(page)).to_have_count(SIZE)
    for reverse in (False, True):
        at_once = sort_by_name(page)
        assert SHOWN > len(at_once) > 30
        assert at_once == in_order(reverse)[: len(at_once)]
        expect(rows(page)).to_have_count(SIZE)
        assert names(page) == in_order(reverse)


def test_an_order_asked_for_before_the_last_one_has_arrived_takes_its_place(page: Page) -> None:
    ranking(page).locator("[data-pi-more]").click()
    sort_by_name(page)
    sort_by_name(page)
    ranking(page).get_by_label("Tên đơn vị").fill("thu 7")
    fitting = [name for name in in_order(reverse=True) if name.startswith("Xã Thử 7")]
    expect(ranking(page).get_by_role("status")).to_have_text(f"{len(fitting)} trong {SIZE} đơn vị")
    assert names(page) == fitting


def test_columns_keep_their_width_while_rows_arrive_and_whichever_way_they_are_sorted(page: Page) -> None:
    widths = "table => Array.from(table.tHead.rows[0].cells, cell => Math.round(cell.getBoundingClientRect().width))"
    ranking(page).locator("[data-pi-more]").click()
    expect(rows(page)).to_have_count(SIZE)
    before = ranking(page).locator("table").evaluate(widths)
    sort_by_name(page)
    assert ranking(page).locator("table").evaluate(widths) == before
    wrap = ranking(page).locator(".pi-table-wrap")
    page.set_viewport_size({"width": 390, "height": 844})
    wide, seen = wrap.evaluate("(e) => [e.scrollWidth, e.clientWidth]")
    assert wide <= seen


def test_every_row_can_be_found_by_the_browser_once_all_are_asked_for(page: Page) -> None:
    ranking(page).locator("[data-pi-more]").click()
    sort_by_name(page)
    expect(rows(page)).to_have_count(SIZE)
    last = in_order()[-1]
    assert page.evaluate("name => window.find(name)", last)


def test_reaching_for_a_heading_without_pressing_it_loses_no_row(page: Page) -> None:
    ranking(page).locator("[data-pi-more]").click()
    expect(rows(page)).to_have_count(SIZE)
    ranking(page).get_by_label("Tên đơn vị").focus()
    expect(rows(page)).to_have_count(SHOWN)
    expect(rows(page)).to_have_count(SIZE)


def test_on_paper_all_rows_stand_though_the_screen_shows_the_first_hundred(page: Page) -> None:
    page.evaluate(
        "addEventListener('beforeprint', () => { window.seen = document.querySelectorAll('.pi-ranking tr').length; })"
    )
    others = page.locator(".pi-ranking tr").count() - SHOWN
    page.pdf()
    assert page.evaluate("window.seen") == others + SIZE
    expect(rows(page)).to_have_count(SHOWN)


def test_rows_that_arrive_later_show_the_chosen_area_and_can_be_picked(page: Page) -> None:
    ranking(page).locator("[data-pi-more]").click()
    ranking(page).get_by_label("Lĩnh vực", exact=True).select_option("2")
    ranking(page).get_by_role("button", name="Chọn để so sánh").click()
    expect(rows(page)).to_have_count(SIZE)
    expect(rows(page).last.locator("td.pi-area:visible")).to_have_count(1)
    rows(page).last.locator(".pi-pick").check()
    rows(page).first.locator(".pi-pick").check()
    expect(ranking(page).locator(".pi-picks a")).to_have_attribute("href", re.compile("don-vi=xa-thu-.*,xa-thu-"))
