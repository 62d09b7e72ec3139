"""A commit as a `FileTree`, and what git knows about the work tree; read with GitPython."""

from pathlib import Path
from typing import TYPE_CHECKING

from parindex.model.tree import FileTree
from parindex.source.names import EXECUTABLE, ROOTS, SUBMODULE, SYMLINK, sift

if TYPE_CHECKING:
    from git import Repo

_MODES = {0o120000: SYMLINK, 0o160000: SUBMODULE, 0o100755: EXECUTABLE}


class NoSuchCommit(ValueError):
    """There is no repository here, or no such commit in it."""


def _repository(root: Path) -> "Repo":
    # GitPython is slow to import and most commands never need it.
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo  # noqa: PLC0415

    try:
        return Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError) as bad:
        raise NoSuchCommit(str(root)) from bad


def commit_tree(root: Path, revision: str) -> FileTree:
    """The data files of a commit, read from git's store; the work tree is not looked at."""
    from git import BadName  # noqa: PLC0415

    repository = _repository(root)
    try:
        commit = repository.commit(revision)
    except (BadName, ValueError, IndexError) as bad:
        raise NoSuchCommit(revision) from bad
    blobs = {}
    found = []
    for top in ROOTS:
        if top not in commit.tree:
            continue
        for item in commit.tree[top].traverse():
            if item.type == "tree":  # type: ignore[union-attr]
                continue
            blobs[str(item.path)] = item  # type: ignore[union-attr]
            found.append((str(item.path), _MODES.get(item.mode, "")))  # type: ignore[union-attr]
    paths, problems = sift(found)

    def read(path: str) -> bytes:
        data: bytes = blobs[path].data_stream.read()  # type: ignore[union-attr]
        return data

    return FileTree(paths=paths, problems=problems, read=read, commit=commit.hexsha)


def head_commit(root: Path) -> str | None:
    """The commit that the data folders are equal to; None without git or with changes not committed."""
    try:
        repository = _repository(root)
        changed = repository.git.status("--porcelain", "--", *ROOTS)
        return None if changed else repository.head.commit.hexsha
    except (NoSuchCommit, ValueError):
        return None
