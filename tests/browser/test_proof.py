"""The site as browsers get it: nothing in its HTML that they would have to mend, and no link that leads nowhere."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import ParseError

from support.web import KINDS, Served, page_of


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
