"""The theme's stylesheet loses the rules that no page can use, and nothing else."""

from pathlib import Path

import pytest

from parindex.publish.lean import leaned, used_in

KNOWN = frozenset({"md-header", "md-typeset", "admonition"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".md-header{a:b}", ".md-header{a:b}"),
        (".md-banner{a:b}", ""),
        (".md-banner,.md-header .x,.md-header a{a:b}", ".md-header a{a:b}"),
        ('@charset "UTF-8";html{a:b}', '@charset "UTF-8";html{a:b}'),
        ("@media print{.md-banner{a:b}}", ""),
        ("@media print{.md-banner{a:b}a{c:d}}", "@media print{a{c:d}}"),
        ("@keyframes md-heart{0%{a:b}to{c:d}}", "@keyframes md-heart{0%{a:b}to{c:d}}"),
        # One of several, or what must not be there, may be unknown.
        (".md-typeset :is(.admonition,.details){a:b}", ".md-typeset :is(.admonition,.details){a:b}"),
        (".md-header:not(.md-banner){a:b}", ".md-header:not(.md-banner){a:b}"),
        (".md-typeset [data-x='.a,}']{a:b}", ".md-typeset [data-x='.a,}']{a:b}"),
        (r".w-1\/2{a:b}", r".w-1\/2{a:b}"),
        (
            ":root{--x:url('data:image/svg+xml;<svg>{}.a</svg>')}",
            ":root{--x:url('data:image/svg+xml;<svg>{}.a</svg>')}",
        ),
        # What cannot be read is left alone.
        (".md-banner{a:b", ".md-banner{a:b"),
    ],
)
def test_a_rule_goes_where_no_page_has_its_class(before: str, after: str) -> None:
    assert leaned(before, KNOWN) == after


def test_a_class_is_known_from_pages_scripts_and_templates(tmp_path: Path) -> None:
    site, templates = tmp_path / "site", tmp_path / "templates"
    for path, text in (
        (site / "a/index.html", '<p class="one two">three</p>'),
        (site / "assets/javascripts/x.js", 'e.classList.add("four")'),
        (templates / "t.html", "<p class=\"{{ 'five' if x }}\">"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    assert {"one", "two", "four", "five"} <= used_in(site, templates)
    assert "three" not in used_in(site, templates)


def test_the_themes_own_stylesheet_is_read_without_loss(tmp_path: Path) -> None:
    import material

    (sheet,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css")
    css = sheet.read_text("utf-8")

    class Everything(frozenset[str]):
        def __contains__(self, name: object) -> bool:
            return True

    assert leaned(css, Everything()) == css
    assert len(leaned(css, KNOWN)) < len(css) / 2
