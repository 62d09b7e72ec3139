"""`parindex verify SITE --at REVISION`: builds what a commit gives and compares it with what was published."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from parindex import errors
from parindex.commands.build import build_site, progress_on_terminal
from parindex.commands.check import tree_for
from parindex.i18n.text import label
from parindex.render import urls
from parindex.report.findings import visible

_SHOWN = 20
"""Differences that are told one by one; the rest is counted."""


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """What was published, and the commit it is said to come from."""
    parser.add_argument("published", type=Path, metavar="SITE", help=label("cli-verify-site", lang))
    parser.add_argument("--at", metavar="REVISION", default="HEAD", help=label("cli-verify-at", lang))
    parser.add_argument("--no-history", action="store_true", help=label("cli-build-no-history", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Names every file that differs; 1 where one does.

    A whole site is compared whole; a folder with nothing but the open data is compared with the open data.
    """
    lang: str = arguments.lang
    published: Path = arguments.published
    whole = (published / "index.html").is_file()
    theirs = published if whole else _data_of(published)
    tree = tree_for(arguments.root, arguments.at)
    with tempfile.TemporaryDirectory(prefix="parindex-verify-") as scratch, progress_on_terminal(lang) as progress:
        made = Path(scratch) / "site"
        build_site(arguments.root, tree, made, progress=progress, history=not arguments.no_history)
        ours = made if whole else made / urls.DATA_ROOT
        found = list(_differences(ours, theirs, lang))
        count = sum(path.is_file() for path in ours.rglob("*"))
        told = _other_program(ours, theirs, tree.commit or arguments.at, lang) if found else ""
    if told:
        print(told)
    for line in found[:_SHOWN]:
        print(line)
    if len(found) > _SHOWN:
        print(label("verify-more", lang, count=str(len(found) - _SHOWN)))
    words = {"count": str(count), "commit": tree.commit or arguments.at}
    if found:
        print(label("verify-differs", lang, differing=str(len(found)), **words))
        return errors.FINDINGS
    print(label("verify-same", lang, **words))
    return errors.FINE


def _data_of(published: Path) -> Path:
    """The open data in a folder that somebody downloaded, at its top or where a site has them."""
    for folder in (published, published / urls.DATA_ROOT):
        if (folder / "SHA256SUMS").is_file():
            return folder
    raise errors.UsageFault("usage-no-published", path=str(published))


def _other_program(ours: Path, theirs: Path, commit: str, lang: str) -> str:
    """What to do where another state of the program built what was published; nothing where it was this one."""
    mine, other = (_engine(folder, lang) for folder in (ours, theirs))
    return "" if mine == other else label("verify-engine", lang, ours=mine, theirs=other, commit=commit)


def _engine(folder: Path, lang: str) -> str:
    """The program that the open data of a folder name: version and id."""
    top = folder if (folder / "SHA256SUMS").is_file() else folder / urls.DATA_ROOT
    try:
        index = json.loads((top / "index.json").read_bytes())
        version, known = str(index["engine"]), str(index.get("engine_id") or "")
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        version, known = "parindex", ""
    return f"{visible(version)} ({visible(known) if known else label('verify-engine-unknown', lang)})"


def _differences(ours: Path, theirs: Path, lang: str) -> Iterator[str]:
    made = {path.relative_to(ours).as_posix(): path for path in ours.rglob("*") if path.is_file()}
    held = {path.relative_to(theirs).as_posix(): path for path in theirs.rglob("*") if path.is_file()}
    for name in sorted(made.keys() | held.keys()):
        if name not in held:
            yield label("verify-missing", lang, path=visible(name))
        elif name not in made:
            yield label("verify-extra", lang, path=visible(name))
        elif (one := made[name].read_bytes()) != (other := held[name].read_bytes()):
            at = next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
            at = min(len(one), len(other)) if at < 0 else at
            words = {"line": str(one.count(b"\n", 0, at) + 1), "byte": str(at + 1)}
            yield label("verify-other", lang, path=visible(name), **words)
