"""A source is named once on a page; what rests on it refers to its number."""

import re
from html import unescape
from pathlib import Path

import pytest

from support.house import built, house


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nguon")
    return built(house(folder / "kho"), folder / "site")


@pytest.mark.parametrize("page", ["index.html", "so.html"])
def test_every_reference_leads_to_a_source_that_is_named_once_under_the_same_number(site: Path, page: str) -> None:
    (regulation,) = (path for path in (site / "phuong-phap").iterdir() if path.is_dir())
    html = unescape((regulation / page).read_text("utf-8"))
    listed = re.search(r'<ol class="pi-sources">(.*?)</ol>', html, re.DOTALL)
    assert listed is not None
    numbers = {}
    for at, (source, value, text) in enumerate(
        re.findall(r'<li id="(nguon-[^"]+)"(?: value="(\d+)")?>(.*?)</li>', listed[1], re.DOTALL), start=1
    ):
        numbers[source] = value or str(at)
        title = re.sub(r"<[^>]+>", "", text).split(". ")[0]
        assert html.count(title) == 1, title
    references = re.findall(r'<a[^>]* href="#(nguon-[^"]+)"[^>]*>nguồn\s(\d+)</a>', html)
    assert references
    assert [(source, number) for source, number in references if numbers.get(source) != number] == []
