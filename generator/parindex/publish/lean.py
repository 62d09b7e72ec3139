"""The theme's stylesheets without the rules that no page of the site can use: two fifths of what a telephone waits for.

A rule goes where each of its selectors asks for a class that stands in no page, script or template. Whatever is not
plainly such a rule stays.
"""

import re
from collections.abc import Iterator
from pathlib import Path

_SIGNS = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|\\.|[{};]""", re.DOTALL)
_SELECTOR = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)|[^,])+""")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_HOLDING_RULES = ("@media", "@supports", "@layer", "@container")


def lean_styles(site: Path, templates: Path) -> None:
    """Writes the theme's stylesheets in `site` anew for the pages that stand there and those made of `templates`."""
    known = used_in(site, templates)
    for path in sorted(site.glob("assets/stylesheets/*.css")):
        path.write_text(leaned(path.read_text("utf-8"), known), encoding="utf-8")


def used_in(site: Path, templates: Path) -> frozenset[str]:
    """What a class may be called: the classes of all pages, and every word of scripts and templates."""
    words: set[str] = set()
    for page in site.rglob("*.html"):
        for classes in _CLASSES.findall(page.read_text("utf-8")):
            words.update(classes.split())
    for source in (*site.glob("assets/**/*.js"), *templates.rglob("*.html")):
        words.update(_WORD.findall(source.read_text("utf-8")))
    return frozenset(words)


def leaned(css: str, known: frozenset[str]) -> str:
    """A stylesheet without the rules for classes that are not `known`; as it is where its braces do not match."""
    if css.count("{") != css.count("}"):
        return css
    return "".join(_kept(head, body, known) for head, body in _items(css))


def _kept(head: str, body: str | None, known: frozenset[str]) -> str:
    if body is None:
        return head
    if head.lstrip().startswith(_HOLDING_RULES):
        inner = leaned(body, known)
        return f"{head}{{{inner}}}" if inner else ""
    if head.lstrip().startswith("@"):
        return f"{head}{{{body}}}"
    selectors = [found for found in _SELECTOR.findall(head) if _may_be_used(found, known)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _may_be_used(selector: str, known: frozenset[str]) -> bool:
    """Whether all classes that a selector asks for are known; what is in brackets may be one of several, or none."""
    if "\\" in selector:
        return True
    bare = selector
    while (fewer := _IN_BRACKETS.sub("", bare)) != bare:
        bare = fewer
    return all(name in known for name in _CLASS.findall(bare))


def _items(css: str) -> Iterator[tuple[str, str | None]]:
    """The rules of a stylesheet as what stands before and within their braces; a statement without braces has None."""
    depth = start = brace = 0
    for found in _SIGNS.finditer(css):
        sign, at = found.group(), found.start()
        if sign == "{":
            brace = brace if depth else at
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:brace], css[brace + 1 : at]
                start = found.end()
        elif sign == ";" and depth == 0:
            yield css[start : found.end()], None
            start = found.end()
    if css[start:]:
        yield css[start:], None
