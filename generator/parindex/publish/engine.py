"""The site engine: MkDocs with Material builds the hand-written pages and one empty frame for each part of the site.

Everything that depends on MkDocs is in this module; another engine that reads `mkdocs.yml` can take its place.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import yaml

from parindex.i18n.mirror import ORIGINAL, language_of, mirrored
from parindex.i18n.quoted import marked_up
from parindex.i18n.text import labels
from parindex.publish.kept import keep, place_for
from parindex.publish.markup import mended
from parindex.publish.mirrors import ALTERNATES, OTHER, Mirrors
from parindex.publish.policy import with_policy

TITLE, DESCRIPTION, CONTENT = "PARINDEX-TITLE", "PARINDEX-DESCRIPTION", "PARINDEX-CONTENT"

# Frames are built three folders deep, so that their way up ("../../../") is found and replaced for any other depth.
_FRAME_DEPTH = 3
_UP = "../" * _FRAME_DEPTH
_HOLES = re.compile(f"({TITLE}|{DESCRIPTION}|{CONTENT}|{OTHER}|{ALTERNATES})")
_PLACE = re.compile(r"\]\(([^()#:\s]+\.md)#[^()\s]+\)")
_WITHIN = re.compile(r'(?<=")\.\./\.\./(?!\.\.)')
_CANONICAL = re.compile(r'<link rel="canonical"[^<>]*>')
_TABS = {"home": 0, "results": 1, "methods": 2, "data": 3, "guide": 4, "about": 5}


# What the frame itself says, in the words of the catalogue.
_FRAME_WORDS = (
    "language-name",
    "skip",
    "frame-top",
    "frame-sections",
    "frame-find",
    "search-units",
    "search-none",
    "data-title",
    "frame-sample",
    "rules-title",
    "frame-about",
    "frame-untranslated",
    "search-button",
    "lost-title",
    "lost-text",
    "lost-home",
    "lost-results",
    "lost-units",
    "lost-alone",
    "lost-up-0",
    "lost-up-1",
    "lost-up-2",
)


class EngineFailed(Exception):
    """The site engine ended with an error; the message is its output."""


class PagesMissing(Exception):
    """The navigation leads to hand-written pages that do not exist; `pages` are their paths."""

    def __init__(self, pages: Sequence[str]) -> None:
        super().__init__(", ".join(pages))
        self.pages = pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The empty frame of each part of the site in each language, ready to be filled at any depth."""

    html: Mapping[tuple[str, str], str]
    mirrors: Mirrors
    _cut: dict[tuple[str, str, int], tuple[str, ...]] = field(default_factory=dict)

    def filled(self, tab: str, path: str, title: str, description: str, content: str, picture: str = "") -> str:
        """The frame of a part of the site around the page at `path`; every argument but `content` is plain text."""
        lang, _ = language_of(path, self.mirrors.languages)
        key = (lang, tab, path.count("/"))
        if key not in self._cut:
            self._cut[key] = tuple(_HOLES.split(self._frame(*key)))
        words = {
            TITLE: escape(title, quote=True),
            DESCRIPTION: escape(description, quote=True),
            CONTENT: content,
            OTHER: self.mirrors.other(path),
            ALTERNATES: self.mirrors.canonical(path)
            + self.mirrors.alternates(path)
            + self.mirrors.pictured(path, picture),
        }
        return "".join(words.get(piece, piece) for piece in self._cut[key])

    def _frame(self, lang: str, tab: str, depth: int) -> str:
        up = "../" * depth
        # The scope and base of the engine's scripts end without a slash: "../../.." becomes "../.." or ".".
        frame = self.html[lang, tab].replace(_UP, up).replace(f'"{_UP[:-1]}"', f'"{up[:-1] or "."}"')
        return with_policy(frame)


@contextmanager
def engine_at_work(
    config: Path,
    own: Mapping[str, Any],
    pages: Path,
    theme: Path,
    output: Path,
    stamped: Sequence[str],
    mirrors: Mirrors,
) -> Iterator[Callable[[], Frames]]:
    """Lets the engine build the hand-written pages into `output` while the block does something else.

    The block is given a function that waits for the engine and answers with the frames, or raises EngineFailed with
    what the engine said. `config` is its file of settings and `own` what that says, every scalar as text. `pages` is
    the assembled source folder; `stamped` are pages of the navigation that are made from data, for which a stand-in is
    put there in each language.
    """
    for lang in mirrors.languages:
        if lang != ORIGINAL:
            _stand_in(pages, lang, mirrors.languages)
        for path in stamped:
            target = pages / mirrored(lang, path.replace(".html", ".md"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("# .\n", encoding="utf-8")
        for tab, number in _TABS.items():
            place = pages / _frame_path(lang, tab, "md")
            place.parent.mkdir(parents=True)
            front = f"title: {TITLE}\ndescription: {DESCRIPTION}\ntab: {number}\nhide: [navigation, toc]"
            place.write_text(f"---\n{front}\n---\n\n{CONTENT}\n", encoding="utf-8")
    if missing := [path for path in _targets(own.get("nav") or ()) if not (pages / path).is_file()]:
        raise PagesMissing(missing)
    settings = added_settings(own, pages, mirrors.languages)
    known = place_for(settings, own, pages, theme)
    if known is not None and known.is_dir():
        shutil.copytree(known, output, dirs_exist_ok=True)
        yield lambda: _frames_in(output, mirrors)
        return
    folders = {"INHERIT": str(config), "docs_dir": str(pages), "site_dir": str(output)}
    made = pages.parent / "mkdocs.yml"
    whole = {**settings, **folders, "theme": {"custom_dir": str(theme)}}
    made.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        engine = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(made)],
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        )

        def frames() -> Frames:
            if engine.wait() != 0:
                said.seek(0)
                raise EngineFailed(_complaints(said.read()))
            if known is not None:
                keep(output, known)
            return _frames_in(output, mirrors)

        try:
            yield frames
        finally:
            engine.kill()
            engine.wait()


def _stand_in(pages: Path, lang: str, languages: Sequence[str]) -> None:
    """Gives a language the original of each hand-written page that it has none of its own for; the page says so."""
    for page in sorted(pages.rglob("*.md")):
        path = page.relative_to(pages).as_posix()
        target = pages / mirrored(lang, path)
        if language_of(path, languages)[0] == ORIGINAL and not path.startswith("khung/") and not target.exists():
            # A place on another page is called by its heading there, which the other language has in its own words.
            text = _PLACE.sub(r"](\1)", page.read_text("utf-8"))
            head = "---\nuntranslated: true\n"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                head + (text.removeprefix("---\n") if text.startswith("---\n") else f"---\n\n{text}"), "utf-8"
            )


def _frame_path(lang: str, tab: str, ending: str) -> str:
    """Where a frame is built: as deep in every language."""
    return f"khung/{tab}/a/khung.{ending}" if lang == ORIGINAL else f"{lang}/khung/{tab}/khung.{ending}"


def _frames_in(output: Path, mirrors: Mirrors) -> Frames:
    """Takes the frames out of what the engine has built, and from its pages what is not wanted there."""
    frames = {}
    for lang in mirrors.languages:
        for tab in _TABS:
            text = (output / _frame_path(lang, tab, "html")).read_text("utf-8")
            text = _CANONICAL.sub("", _slim(mended(text).replace(f"<p>{CONTENT}</p>", CONTENT)))
            # The engine does not go up to the root for a page of the same language.
            frames[lang, tab] = text if lang == ORIGINAL else _WITHIN.sub(_UP + mirrored(lang, ""), text)
        shutil.rmtree(output / mirrored(lang, "khung"))
    # The engine's own sitemap knows neither the stamped pages nor a fixed date.
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (output / name).unlink(missing_ok=True)
    found = {page.relative_to(output).as_posix(): page for page in sorted(output.rglob("*.html"))}
    for path, page in found.items():
        lang, inside = language_of(path, mirrors.languages)
        everywhere = all(mirrored(lang, inside) in found for lang in mirrors.languages)
        html = mirrors.filled(mended(page.read_text("utf-8")), path, mirrored_too=everywhere)
        # Guides quote data and what commands print; on pages of another language these say what they are.
        html = html if lang == ORIGINAL else marked_up(html)
        page.write_text(with_policy(html), encoding="utf-8")
    return Frames(html=frames, mirrors=mirrors)


def added_settings(own: Mapping[str, Any], pages: Path, languages: Sequence[str]) -> dict[str, Any]:
    """What this build adds to the settings in `mkdocs.yml`, its folders apart."""
    settings: dict[str, Any] = {
        "extra": {
            "languages": list(languages),
            "words": {lang: {key: labels(lang)[key] for key in _FRAME_WORDS} for lang in languages},
        },
    }
    nav = own.get("nav")
    if nav and len(languages) > 1:
        told = (own.get("extra") or {}).get("translations") or {}
        mirrors = [{lang: _nav(nav, lang, told.get(lang) or {}, pages)} for lang in languages if lang != ORIGINAL]
        settings["nav"] = [*nav, *mirrors]
    return settings


def _targets(entries: Sequence[Any]) -> Iterator[str]:
    """The hand-written pages that a navigation leads to."""
    for entry in entries:
        for target in entry.values() if isinstance(entry, dict) else [entry]:
            if isinstance(target, list):
                yield from _targets(target)
            elif isinstance(target, str) and target.endswith(".md"):
                yield target


def _complaints(said: str) -> str:
    """What the engine said, without what it does in the ordinary course."""
    return "\n".join(line for line in said.splitlines() if line.strip() and not line.startswith("INFO"))


def _nav(entries: Sequence[Any], lang: str, told: Mapping[str, str], pages: Path) -> list[Any]:
    """The part of the navigation that a language has pages for, with its own titles."""
    made: list[Any] = []
    for entry in entries:
        for title, target in entry.items() if isinstance(entry, dict) else [("", entry)]:
            inner = _nav(target, lang, told, pages) if isinstance(target, list) else mirrored(lang, target)
            if not inner or (isinstance(inner, str) and not (pages / inner).is_file()):
                continue
            made.append({told.get(title, title): inner} if title else inner)
    return made


def _slim(html: str) -> str:
    """The frame without the blank lines and indentation that templates leave behind."""
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"^[ \t]+", "", html, flags=re.MULTILINE))
