"""The English mirror: the same pages, each leading to the other one, and nothing Vietnamese that does not say so."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from parindex.i18n.quoted import is_vietnamese
from support.house import EXAMPLES, ROOT, built, edited, house, pages

ADDRESS = "https://chi-so.example.vn/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("song-ngu")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8") + f"site_url: {ADDRESS}\n"
    root = house(folder / "kho", {"mkdocs.yml": settings})
    return built(root, folder / "site")


class Spoken(HTMLParser):
    """The texts of a page that a screen reader speaks with the voice of the page's own language."""

    # Elements without an end tag.
    _ALONE = ("meta", "link", "input", "img", "br", "hr", "rect", "line", "circle", "path", "col", "wbr")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._ALONE:
            self._open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        quiet = {tag for tag, _ in self._open} & {"script", "title", "head"}
        if not quiet and "vi" not in {lang for _, lang in self._open}:
            self.texts.append(data)


def english(site: Path) -> Iterator[tuple[str, str]]:
    yield from ((path, html) for path, html in pages(site).items() if path.startswith("en/"))


def test_every_page_has_its_mirror_and_both_name_each_other(site: Path) -> None:
    held = pages(site)
    own = {path for path in held if not path.startswith("en/") and path != "404.html"}
    assert {f"en/{path}" for path in own} == {path for path in held if path.startswith("en/")}
    for path in own:
        for here, lang in ((path, "vi"), (f"en/{path}", "en")):
            links = dict(re.findall(r'<link rel="alternate " hreflang="([a-z-]+)" href="([^"]+)">', held[here]))
            assert links == {
                "vi": ADDRESS + path,
                "en": f"{ADDRESS}en/{path}",
                "x-default": ADDRESS + path,
            }, here
            assert held[here].count('rel="canonical"') == 1, here
            assert f'rel="canonical" href="{ADDRESS}{here}"' in held[here]
            assert f'<html lang="{lang}"' in held[here], here


def test_a_link_to_any_page_is_shown_elsewhere_with_its_words_and_a_picture_that_exists(site: Path) -> None:
    for path, html in pages(site).items():
        told = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z_]+)" content="([^"]+)">', html))
        assert told["twitter:card"] == "summary_large_image", path
        assert told["og:title"], path
        assert told["og:description"], path
        if path != "404.html":
            assert told["og:url"] == ADDRESS + path
            picture = told["og:image"].removeprefix(ADDRESS)
            assert picture.startswith("en/") == path.startswith("en/")
            assert (site / picture).is_file(), path


def test_the_switch_of_every_page_leads_to_the_same_page(site: Path) -> None:
    for path, html in pages(site).items():
        (target,) = re.findall(r'class="pi-switch" href="([^"]+)"', html)
        if path == "404.html":
            continue
        there = ((site / path).parent / target).resolve().relative_to(site.resolve()).as_posix()
        assert there == (path.removeprefix("en/") if path.startswith("en/") else f"en/{path}")


def test_what_is_vietnamese_on_an_english_page_says_so(site: Path) -> None:
    found = {(path, text.strip()) for path, html in english(site) for text in Spoken(html).texts if is_vietnamese(text)}
    assert found == set()


def test_english_pages_show_the_english_wording_of_the_criteria(tmp_path: Path) -> None:
    held = (EXAMPLES / "valid/english-wording/criteria/mau-thu/en.yaml").read_text("utf-8")
    hostile = held.replace(": Administrative procedures\n", ': "</script><img src=x onerror=alert(1)> procedures"\n')
    assert hostile != held
    root = house(tmp_path / "kho", {"criteria/mau-thu/en.yaml": hostile})
    site = built(root, tmp_path / "site")
    texts = {path: path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".js")}
    assert [path for path, text in texts.items() if "onerror=" in text], "it is told"
    assert [path for path, text in texts.items() if path.suffix == ".html" and "<img src=x" in text] == []
    assert [path for path, text in texts.items() if "</script><img" in text] == []
    law, cycle = "phuong-phap/mau-thu", "ket-qua/tinh-thu/2025"
    told = {
        f"{law}/index.html": ["First appraisal", "A scale of 100 points, 20 of them from the survey."],
        f"{law}/so.html": ["Plan carried out", "Issued on time", "There is a communication plan", "Report on the plan"],
        f"{cycle}/so-tu-phap.html": ["1. Direction and management", "Plan carried out", "Issued on time"],
        f"{cycle}/tieu-chi/so/1-2.html": ["Plan carried out", "Tasks completed", "Report on the plan"],
        f"{cycle}/linh-vuc/so/1.html": ["Direction and management", "Communication on reform"],
        f"{cycle}/index.html": ["Plan carried out"],
    }
    wording = yaml.safe_load((root / "criteria/mau-thu/en.yaml").read_text("utf-8"))["texts"]
    for path, texts in told.items():
        english, vietnamese = ((site / folder / path).read_text("utf-8") for folder in ("en", ""))
        for text in texts:
            assert text in english, (path, text)
            assert text not in vietnamese, (path, text)
    # Of the set nothing is left in Vietnamese where an English form was given; filed texts may say the same.
    for path in (f"{law}/index.html", f"{law}/so.html", f"{cycle}/tieu-chi/so/1-2.html"):
        left = set(re.findall(r'lang="vi"[^>]*>([^<]+)<', (site / "en" / path).read_text("utf-8")))
        assert not left & wording.keys(), path
    # The official data say what the law says.
    assert "Thực hiện kế hoạch" in (site / "data/v1/tinh-thu/2025/leaves.csv").read_text("utf-8")


def test_a_printed_table_has_english_names_where_the_data_give_them(tmp_path: Path) -> None:
    known = "units:\n  - {id: huyen-thuong, name: Huyện Thượng, name-en: Thuong District, group: so}\n"
    changed = edited("submissions/tinh-thu/units.yaml", ("units:\n", known)) | edited(
        "submissions/tinh-thu/2017/cycle.yaml",
        ("name: Điểm thẩm định,", "name: Điểm thẩm định, name-en: Appraised points,"),
        ("label: Tốt,", "label: Tốt, label-en: Good,"),
    )
    site = built(house(tmp_path / "kho", changed), tmp_path / "site")
    english, vietnamese = ((site / top / "ket-qua/tinh-thu/2017/index.html").read_text("utf-8") for top in ("en", ""))
    for told, printed in {
        "Thuong District": "Huyện Thượng",
        "Appraised points": "Điểm thẩm định",
        ">Good<": ">Tốt<",
    }.items():
        assert told in english
        assert told not in vietnamese
        assert printed in vietnamese
    assert "Huyện Trung" in english


def test_english_pages_write_figures_the_english_way(site: Path) -> None:
    unit = "ket-qua/tinh-thu/2025/so-noi-vu.html"
    shown = (site / "en" / unit).read_text("utf-8")
    index = re.search(r'pi-score__index">([0-9.]+)<', shown)
    assert index is not None
    assert "." in index[1]
    assert f'pi-score__index">{index[1].replace(".", ",")}<' in (site / unit).read_text("utf-8")


def test_files_stand_once_for_both_languages(site: Path) -> None:
    names = {"".join(path.suffixes) for path in (site / "en").rglob("*") if path.is_file()}
    # Pictures beside a link, badges, cards and news are made of words, so that each language has its own.
    assert names <= {".html", ".js", ".png", ".badge.svg", ".card.svg", ".xml"}
    assert not (site / "en/assets").exists()
    assert not (site / "en/data").exists()


def test_the_sitemap_names_every_page_in_both_languages(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    count = len([path for path in pages(site) if path != "404.html"])
    assert text.count("<url>") == count
    assert text.count("<xhtml:link ") == 3 * count
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_without_english_nothing_of_it_is_built(tmp_path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("languages: [vi, en]", "languages: [vi]")
    site = built(house(tmp_path / "kho", {"mkdocs.yml": settings}), tmp_path / "site")
    assert not (site / "en").exists()
    for path, html in pages(site).items():
        assert "pi-switch" not in html, path
        assert "hreflang" not in html, path
        assert "PARINDEX-" not in html, path
