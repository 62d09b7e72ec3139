"""Where the switch leads, what search engines are told, and which languages a site may have."""

import xml.etree.ElementTree as ET

import pytest

from parindex import errors
from parindex.commands.settings import mirrors_of
from parindex.publish.mirrors import ALTERNATES, OTHER, Mirrors

BOTH = Mirrors(languages=["vi", "en"])
PUBLISHED = Mirrors(languages=["vi", "en"], site_url="https://chi-so.example.vn/cchc/")


def test_the_switch_leads_to_the_same_page_and_back() -> None:
    assert BOTH.other("ket-qua/a/2025/so-y-te.html") == "../../../en/ket-qua/a/2025/so-y-te.html"
    assert BOTH.other("en/ket-qua/a/2025/so-y-te.html") == "../../../../ket-qua/a/2025/so-y-te.html"
    assert BOTH.other("index.html") == "en/index.html"


def test_alternates_are_relative_without_and_absolute_with_the_sites_address() -> None:
    assert 'hreflang="en" href="../en/du-lieu/index.html"' in BOTH.alternates("du-lieu/index.html")
    assert 'hreflang="x-default" href="../../du-lieu/index.html"' in BOTH.alternates("en/du-lieu/index.html")
    assert BOTH.canonical("du-lieu/index.html") == ""
    address = "https://chi-so.example.vn/cchc/"
    assert f'hreflang="vi" href="{address}du-lieu/index.html"' in PUBLISHED.alternates("en/du-lieu/index.html")
    assert PUBLISHED.canonical("en/a.html") == f'<link rel="canonical" href="{address}en/a.html">'


def test_a_picture_is_named_only_where_the_sites_address_is_known() -> None:
    assert Mirrors(languages=["vi", "en"], picture="a.png").pictured("index.html", "b.png") == ""
    published = Mirrors(languages=["vi", "en"], site_url="https://a.vn/", picture="a.png")
    assert 'property="og:image" content="https://a.vn/a.png"' in published.pictured("index.html")
    assert 'property="og:image" content="https://a.vn/en/b.png"' in published.pictured("en/x.html", "b.png")


def test_a_page_without_a_mirror_leads_to_the_other_languages_home() -> None:
    assert BOTH.filled(OTHER + ALTERNATES, "a/b.html", mirrored_too=False) == "../en/index.html"
    assert BOTH.filled(OTHER + ALTERNATES, "en/a/b.html", mirrored_too=False) == "../../index.html"


def test_a_site_of_one_language_has_no_links_to_another() -> None:
    assert Mirrors(languages=["vi"], site_url="https://a.vn/").alternates("index.html") == ""


def test_there_is_a_sitemap_only_where_the_address_is_known() -> None:
    assert [path for path, _ in BOTH.map_files(["index.html"])] == ["robots.txt"]
    files = dict(PUBLISHED.map_files(["index.html", "en/index.html", "only.html"]))
    assert b"Sitemap: https://chi-so.example.vn/cchc/sitemap.xml" in files["robots.txt"]
    rows = list(ET.fromstring(files["sitemap.xml"]))
    assert [len(row) for row in rows] == [4, 4, 1], "an address, and the page in both languages and by default"


def test_a_long_sitemap_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parindex.publish.mirrors._PER_SITEMAP", 2)
    files = dict(PUBLISHED.map_files(f"{number}.html" for number in range(3)))
    assert sorted(files) == ["robots.txt", "sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count(b"<sitemap>") == 2


def test_the_languages_come_from_the_settings_and_vietnamese_is_always_there() -> None:
    assert list(mirrors_of({}).languages) == ["vi"]
    assert list(mirrors_of({"extra": {"languages": ["en", "vi"]}}).languages) == ["vi", "en"]
    for given in (["en"], ["vi", "fr"]):
        with pytest.raises(errors.UsageFault):
            mirrors_of({"extra": {"languages": given}})
