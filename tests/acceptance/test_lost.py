"""The page for lost addresses, which a host shows at any address, below any path and without scripts."""

import re
from pathlib import Path

import pytest

from support.house import ROOT, built, house

PATH = "/cchc/"


def lost(folder: Path, settings: str = "") -> tuple[Path, str]:
    root = house(folder / "kho", {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8") + settings})
    site = built(root, folder / "site")
    return site, (site / "404.html").read_text("utf-8")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return lost(tmp_path_factory.mktemp("biet"), f"site_url: https://chi-so.example.vn{PATH}\n")


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return lost(tmp_path_factory.mktemp("khong-biet"))


def test_below_a_sub_path_everything_it_asks_for_and_leads_to_is_there_at_any_depth(known: tuple[Path, str]) -> None:
    site, html = known
    targets = [target for target in re.findall(r'(?:href|src|action)="([^"#]+)"', html) if "://" not in target]
    assert len(targets) > 15
    for target in targets:
        assert target.startswith(PATH), target
        assert (site / target.removeprefix(PATH)).is_file(), target


def test_it_leads_home_to_the_results_and_to_the_search_in_both_languages(known: tuple[Path, str]) -> None:
    _, html = known
    content = html[html.index('id="noi-dung"') :]
    for top in ("", "en/"):
        assert f'<form class="pi-find" action="{PATH}{top}tim-kiem.html"' in content
        for page in ("index.html", "ket-qua/index.html", "tim-kiem.html"):
            assert f'<a href="{PATH}{top}{page}">' in content
    assert f'class="pi-switch" href="{PATH}en/index.html"' in html


@pytest.mark.parametrize("site", ["known", "unknown"])
def test_it_says_in_both_languages_that_there_is_no_such_page(site: str, request: pytest.FixtureRequest) -> None:
    _, html = request.getfixturevalue(site)
    told = re.findall(r'<section lang="(\w\w)">\s*<(h[12])>([^<]+)', html)
    assert told == [("vi", "h1", "Không có trang này"), ("en", "h2", "There is no such page")]
    assert "<title>Không có trang này · parindex</title>" in html
    assert "Content-Security-Policy" in html


def test_where_the_sites_address_is_unknown_it_needs_nothing_and_only_leads_upwards(unknown: tuple[Path, str]) -> None:
    _, html = unknown
    assert set(re.findall(r'(?:href|src|action)="([^"]+)"', html)) == {"./", "../", "../../"}
    assert "<script" not in html
