"""A commit as a `FileTree`, and what git knows about the work tree; read with GitPython."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def _prefix(repository: "Repo", root: Path) -> str:
    """The data folder's path inside the repository, with a slash at its end; empty at the top."""
    inside = root.resolve().relative_to(Path(str(repository.working_tree_dir or root)).resolve()).as_posix()
    return "" if inside == "." else inside + "/"


def commit_tree(root: Path, revision: str) -> FileTree:
    """The data files of a commit, read from git's store; the work tree is not looked at."""
    from git import BadName  # noqa: PLC0415

    repository = _repository(root)
    try:
        commit = repository.commit(revision)
    except (BadName, ValueError, IndexError) as bad:
        raise NoSuchCommit(revision) from bad
    prefix = _prefix(repository, root)
    blobs: dict[str, Any] = {}
    found = []
    for top in ROOTS:
        try:
            folder = commit.tree / (prefix + top)
        except KeyError:
            continue
        # A data folder that is itself a link or a submodule is refused like any other.
        items: list[Any] = [folder] if folder.type != "tree" else list(folder.traverse())
        for item in items:
            if item.type != "tree":
                path = str(item.path).removeprefix(prefix)
                blobs[path] = item
                found.append((path, _MODES.get(item.mode, "")))
    paths, problems = sift(found)

    def read(path: str) -> bytes:
        data: bytes = blobs[path].data_stream.read()
        return data

    return FileTree(paths=paths, problems=problems, read=read, commit=commit.hexsha)


def head_commit(root: Path) -> str | None:
    """The commit that the data folders are equal to; None without git or with changes not committed."""
    try:
        repository = _repository(root)
        prefix = _prefix(repository, root)
        folders = [prefix + top for top in ROOTS]
        if repository.git.status("--porcelain", "--ignored=traditional", "--", *folders):
            return None
        tree = repository.head.commit.tree
        for folder in folders:
            _ = tree / folder
    except (NoSuchCommit, ValueError, KeyError):
        return None
    return repository.head.commit.hexsha
