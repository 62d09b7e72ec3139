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

import yaml

from parindex.publish.policy import with_policy

TITLE, DESCRIPTION, CONTENT = "PARINDEX-TITLE", "PARINDEX-DESCRIPTION", "PARINDEX-CONTENT"

# Frames are built three folders deep, so that their way up ("../../../") is found and replaced for any other depth.
_FRAME_DEPTH = 3
_UP = "../" * _FRAME_DEPTH
_HOLES = re.compile(f"({TITLE}|{DESCRIPTION}|{CONTENT})")
_TABS = {"home": 0, "results": 1, "methods": 2, "data": 3, "guide": 4, "about": 5}


class EngineFailed(Exception):
    """The site engine ended with an error; the message is its output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The empty frame of each part of the site, ready to be filled at any depth."""

    html: Mapping[str, str]
    _cut: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    def filled(self, tab: str, path: str, title: str, description: str, content: str) -> str:
        """The frame of a part of the site around a page; every argument but `content` is plain text."""
        key = (tab, path.count("/"))
        if key not in self._cut:
            self._cut[key] = tuple(_HOLES.split(self._frame(*key)))
        words = {TITLE: escape(title, quote=True), DESCRIPTION: escape(description, quote=True), CONTENT: content}
        return "".join(words.get(piece, piece) for piece in self._cut[key])

    def _frame(self, tab: str, depth: int) -> str:
        up = "../" * depth
        # The scope and base of the engine's scripts end without a slash: "../../.." becomes "../.." or ".".
        frame = self.html[tab].replace(_UP, up).replace(f'"{_UP[:-1]}"', f'"{up[:-1] or "."}"')
        return with_policy(frame)


@contextmanager
def engine_at_work(
    config: Path, pages: Path, theme: Path, output: Path, stamped: Sequence[str]
) -> Iterator[Callable[[], Frames]]:
    """Lets the engine build the hand-written pages into `output` while the block does something else.

    The block is given a function that waits for the engine and answers with the frames, or raises EngineFailed with
    what the engine said. `pages` is the assembled source folder; `stamped` are pages of the navigation that are made
    from data, for which a stand-in is put there.
    """
    for path in stamped:
        target = pages / path.replace(".html", ".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("# .\n", encoding="utf-8")
    for tab, number in _TABS.items():
        folder = pages / "khung" / tab / "a"
        folder.mkdir(parents=True)
        front = f"title: {TITLE}\ndescription: {DESCRIPTION}\ntab: {number}\nhide: [navigation, toc]"
        (folder / "khung.md").write_text(f"---\n{front}\n---\n\n{CONTENT}\n", encoding="utf-8")
    made = _settings(config, pages, theme, output)
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
                raise EngineFailed(said.read().strip())
            return _frames_in(output)

        try:
            yield frames
        finally:
            engine.kill()
            engine.wait()


def _frames_in(output: Path) -> Frames:
    """Takes the frames out of what the engine has built, and from its pages what is not wanted there."""
    frames = {}
    for tab in _TABS:
        text = (output / "khung" / tab / "a" / "khung.html").read_text("utf-8")
        frames[tab] = _slim(text.replace(f"<p>{CONTENT}</p>", CONTENT))
    shutil.rmtree(output / "khung")
    # The engine's own sitemap knows neither the stamped pages nor a fixed date.
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (output / name).unlink(missing_ok=True)
    lost = output / "404.html"
    if lost.is_file() and 'new URL("/",location)' in lost.read_text("utf-8"):
        # Without a site_url the engine's page for lost addresses only works at the root of a host; better none.
        lost.unlink()
    for page in sorted(output.rglob("*.html")):
        page.write_text(with_policy(page.read_text("utf-8")), encoding="utf-8")
    return Frames(html=frames)


def _settings(config: Path, pages: Path, theme: Path, output: Path) -> Path:
    """The settings with this build's folders, in a file of their own beside the assembled pages."""
    settings = {
        "INHERIT": str(config),
        "docs_dir": str(pages),
        "site_dir": str(output),
        "theme": {"custom_dir": str(theme)},
    }
    made = pages.parent / "mkdocs.yml"
    made.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return made


def _slim(html: str) -> str:
    """The frame without the blank lines and indentation that templates leave behind."""
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"^[ \t]+", "", html, flags=re.MULTILINE))
