"""The site as browsers get it: no HTML that they would have to mend, no link that leads nowhere, no noise."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import ParseError
from playwright.sync_api import Browser

from support.web import KINDS, Served, Watched, page_of, watched

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_leaves_nothing_for_the_browser_to_mend(site: Served, kind: str) -> None:
    path = page_of(site.folder, kind)
    for page in (path, f"en/{path}"):
        html = (site.folder / page).read_text("utf-8")
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        try:
            tree = parser.parse(html)
        except ParseError as bad:
            line, column = parser.errors[-1][0]
            pytest.fail(f"{page}:{line}:{column}: {bad}")
        given = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [id_ for id_, times in given.items() if times > 1] == [], page
        meant = [
            (element.tag, name, id_)
            for element in tree.iter()
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
            for id_ in (element.get(name) or "").split()
        ]
        assert [entry for entry in meant if entry[2] not in given] == [], page


def test_every_link_and_anchor_within_the_site_leads_somewhere(site: Served) -> None:
    program, top = Path(sys.executable).with_name("lychee"), site.folder.parent
    words = ["--offline", "--include-fragments", "--no-progress", "--root-dir", top, f"{site.folder}/**/*.html"]
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " 0 Errors" in done.stdout


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    yield watched(context.new_page())
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opened_from_a_folder_on_a_telephone_is_quiet_and_not_too_wide(
    site: Served, telephone: Watched, kind: str
) -> None:
    path = page_of(site.folder, kind)
    for name in (path, f"en/{path}"):
        page = telephone.open((site.folder / name).as_uri())
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, name
        assert telephone.faults == [], name
        assert {url.partition(":")[0] for url in telephone.asked} <= {"file", "data"}, name
