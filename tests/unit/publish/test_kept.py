"""What the engine made before is taken again only for exactly the same pages, theme and settings."""

from pathlib import Path

import pytest

from parindex.publish.kept import keep, place_for


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("PARINDEX_CACHE", str(tmp_path / "kept"))
    pages, theme = tmp_path / "pages", tmp_path / "theme"
    for folder in (pages, theme):
        folder.mkdir()
        (folder / "a.md").write_text("a", encoding="utf-8")
    return pages, theme


def test_another_page_theme_or_setting_is_another_place(sources: tuple[Path, Path]) -> None:
    pages, theme = sources
    first = place_for({}, {"site_name": "x"}, pages, theme)
    assert first is not None
    assert place_for({}, {"site_name": "x"}, pages, theme) == first
    assert place_for({}, {"site_name": "y"}, pages, theme) != first
    assert place_for({"nav": ["a.md"]}, {"site_name": "x"}, pages, theme) != first
    for folder in (pages, theme):
        before = place_for({}, {"site_name": "x"}, pages, theme)
        (folder / "a.md").write_text("b", encoding="utf-8")
        assert place_for({}, {"site_name": "x"}, pages, theme) != before


@pytest.mark.parametrize("name", ["hooks", "plugins", "INHERIT"])
def test_nothing_is_kept_where_pages_may_depend_on_more(sources: tuple[Path, Path], name: str) -> None:
    assert place_for({}, {name: ["x"]}, *sources) is None


def test_nothing_is_kept_without_a_folder_for_it(sources: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARINDEX_CACHE")
    assert place_for({}, {}, *sources) is None


def test_what_is_kept_first_stays(sources: tuple[Path, Path], tmp_path: Path) -> None:
    place = place_for({}, {}, *sources)
    assert place is not None
    made = tmp_path / "made"
    made.mkdir()
    for text in ("first", "second"):
        (made / "index.html").write_text(text, encoding="utf-8")
        keep(made, place)
    assert (place / "index.html").read_text("utf-8") == "first"
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]
