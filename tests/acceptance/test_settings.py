"""What a build says of settings of the site that it cannot use: the file, the line, and what to do."""

from pathlib import Path

import pytest

from support.house import ROOT, house, parindex

SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")


def built(root: Path, settings: str, lang: str = "vi") -> str:
    house(root)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    done = parindex(root, "build", "--output", "site", "--lang", lang, code=2)
    assert not (root / "site").exists()
    return done.stderr


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_of_the_navigation_that_is_not_there_is_named_with_its_line(tmp_path: Path, lang: str) -> None:
    line = next(number for number, text in enumerate(SETTINGS.splitlines(), 1) if "huong-dan/index.md" in text)
    told = built(tmp_path, SETTINGS.replace("huong-dan/index.md", "huong-dan/khong-co.md"), lang)
    assert f"mkdocs.yml:{line} → huong-dan/khong-co.md" in told
    assert "site/pages" in told


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("site_name: [a\nnav: x: y\n", "mkdocs.yml:2: từ dòng này không đọc được"),
        ("", "“site_name” không đúng kiểu hoặc tệp trống"),
        ("- site_name\n", "“site_name” không đúng kiểu hoặc tệp trống"),
        ("site_name: a\nnav: x\nextra: b\n", "“extra, nav” không đúng kiểu"),
    ],
)
def test_settings_that_are_none_are_told_and_are_no_defect(tmp_path: Path, settings: str, said: str) -> None:
    assert said in built(tmp_path, settings)


def test_a_cycle_in_which_nobody_is_assessed_is_told_as_that(tmp_path: Path) -> None:
    folder = "submissions/tinh-thu"
    root = house(tmp_path, {f"{folder}/units.yaml": "units: []\n"})
    done = parindex(root, "score", "--cycle", "tinh-thu/2025", code=2)
    assert "không có đơn vị nào được đánh giá" in done.stderr
