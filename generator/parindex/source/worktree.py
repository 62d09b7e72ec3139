"""A folder on disk as a `FileTree`. Nothing outside the two data folders is looked at; links are never followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from parindex.model.tree import MAX_BYTES, FileTree
from parindex.source.names import EXECUTABLE, ROOTS, SUBMODULE, SYMLINK, UNREADABLE, sift

MAX_DEPTH = 6
"""Folders deeper than any that the layout knows are refused without being walked."""


def _read(path: str) -> bytes:
    # One byte more than is allowed tells the loader that the file is too large, without reading the rest of it.
    # Thousands of files are read: a plain name opens several times faster than a path that is put together first.
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(MAX_BYTES + 1)


def worktree(root: Path, units: frozenset[str] | None = None) -> FileTree:
    """The data files below `root` as they are now; contents are read when asked for.

    `units` (folders "submissions/<programme>/<cycle>/<unit>") leaves the folders of all other units unlooked at: in a
    national cycle there are thousands of them, and one unit's check needs none.
    """
    found = [pair for top in ROOTS for pair in _walk(root / top, top, units)]
    paths, problems = sift(found)
    top = os.fspath(root)
    return FileTree(paths=paths, problems=problems, read=lambda path: _read(f"{top}/{path}"))


def _walk(folder: Path, prefix: str, units: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    if prefix.count("/") > MAX_DEPTH:
        yield prefix, "path-name"
        return
    if folder.is_symlink():
        yield prefix, SYMLINK
        return
    if not folder.is_dir():
        return
    try:
        with os.scandir(folder) as scanned:
            entries = list(scanned)
    except OSError:
        yield prefix, UNREADABLE
        return
    if any(entry.name == ".git" for entry in entries):
        yield prefix, SUBMODULE
        return
    for entry in entries:
        path = f"{prefix}/{entry.name}"
        if entry.is_symlink():
            yield path, SYMLINK
        elif entry.is_dir(follow_symlinks=False):
            if units is None or not path.startswith("submissions/") or _on_the_way(path, units):
                yield from _walk(Path(entry.path), path, units)
        elif not entry.is_file(follow_symlinks=False):
            yield path, SYMLINK
        elif not os.access(entry.path, os.R_OK):
            yield path, UNREADABLE
        else:
            executable = entry.stat(follow_symlinks=False).st_mode & stat.S_IXUSR
            yield path, EXECUTABLE if executable else ""


def _on_the_way(path: str, units: frozenset[str]) -> bool:
    """Whether a folder holds one of the wanted units, or is in one."""
    return any(unit == path or unit.startswith(path + "/") or path.startswith(unit + "/") for unit in units)
