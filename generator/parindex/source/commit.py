"""A commit as a `FileTree`, and what git knows about the work tree; git is called through GitPython."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.model.tree import MAX_BYTES, FileTree
from parindex.source.names import EXECUTABLE, ROOTS, SUBMODULE, SYMLINK, sift

if TYPE_CHECKING:
    from git import Repo

MODES = {"120000": SYMLINK, "160000": SUBMODULE, "100755": EXECUTABLE}
"""File modes of git that no data file may have, with the rule that refuses them."""


class NoSuchCommit(ValueError):
    """There is no repository here, or no such commit in it."""


def open_repository(root: Path) -> "Repo":
    """The repository that `root` lies in; a bare one will do. Its objects are read as they are, never replaced."""
    # GitPython is slow to import and most commands never need it.
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo  # noqa: PLC0415

    try:
        repository = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError) as bad:
        raise NoSuchCommit(str(root)) from bad
    repository.git.update_environment(
        GIT_NO_REPLACE_OBJECTS="1", GIT_NO_LAZY_FETCH="1", GIT_TERMINAL_PROMPT="0", GIT_OPTIONAL_LOCKS="0"
    )
    return repository


def prefix_of(repository: "Repo", root: Path) -> str:
    """The data folder's path inside the repository, with a slash at its end; empty at the top."""
    inside = root.resolve().relative_to(Path(str(repository.working_tree_dir or root)).resolve()).as_posix()
    return "" if inside == "." else inside + "/"


def resolve(repository: "Repo", revision: str) -> str:
    """The full id of the commit that a revision names."""
    from git import GitCommandError  # noqa: PLC0415

    if not revision or revision.startswith("-"):
        raise NoSuchCommit(revision)
    try:
        return str(repository.git.rev_parse("--verify", "--quiet", "--end-of-options", revision + "^{commit}"))
    except GitCommandError as bad:
        raise NoSuchCommit(revision) from bad


def main_ref(root: Path) -> str:
    """The branch that HEAD names, as a full ref, whether it has a commit yet or not."""
    return str(open_repository(root).git.symbolic_ref("HEAD"))


def is_symbolic(root: Path, ref: str) -> bool:
    """Whether a ref only stands for another one."""
    from git import GitCommandError  # noqa: PLC0415

    try:
        open_repository(root).git.symbolic_ref("--quiet", ref)
    except GitCommandError:
        return False
    return True


def has_commit(root: Path, revision: str, commit: str) -> bool:
    """Whether the history of a revision has a commit."""
    from git import GitCommandError  # noqa: PLC0415

    try:
        open_repository(root).git.merge_base("--is-ancestor", commit, revision)
    except GitCommandError:
        return False
    return True


def main_line(root: Path, old: str, new: str) -> list[str] | None:
    """The commits that a main line goes through from `old` to `new`, oldest first; None where it does not.

    The main line is that of first parents: a merge with `old` as another parent puts another past in its place.
    """
    told = open_repository(root).git.rev_list("--first-parent", "--parents", "--reverse", new, f"^{old}")
    steps = [line.split() for line in told.splitlines()]
    if not steps:
        return [] if old == new else None
    return [step[0] for step in steps] if steps[0][1:2] == [old] else None


def commit_tree(root: Path, revision: str) -> FileTree:
    """The data files of a commit, read from git's store; the work tree is not looked at."""
    repository = open_repository(root)
    commit = resolve(repository, revision)
    prefix = prefix_of(repository, root)
    listed = repository.git.ls_tree(
        "-r", "-z", "--full-tree", commit, "--", *(prefix + top for top in ROOTS), stdout_as_string=False
    )
    blobs: dict[str, str] = {}
    found = []
    for entry in filter(None, listed.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode("ascii").split(" ")
        path = os.fsdecode(name).removeprefix(prefix)
        blobs[path] = blob
        found.append((path, MODES.get(mode, "")))
    paths, problems = sift(found)
    read = blob_reader(root)
    return FileTree(paths=paths, problems=problems, read=lambda path: read(blobs[path]), commit=commit)


def blob_reader(root: Path) -> Callable[[str], bytes]:
    """Reads blobs by their id through one git process that stays; a byte more than allowed shows a blob too large."""
    held: dict[int, Repo] = {}

    def read(blob: str) -> bytes:
        # A forked worker must not write into the pipe of its parent.
        process = os.getpid()
        if process not in held:
            held.clear()
            held[process] = open_repository(root)
        stream = held[process].git.stream_object_data(blob)[3]
        data: bytes = stream.read(MAX_BYTES + 1)
        return data

    return read


def head_commit(root: Path) -> str | None:
    """The commit that the data folders are equal to; None without git or with changes not committed."""
    try:
        repository = open_repository(root)
        prefix = prefix_of(repository, root)
        folders = [prefix + top for top in ROOTS]
        if repository.git.status("--porcelain", "--ignored=traditional", "--", *folders):
            return None
        tree = repository.head.commit.tree
        for folder in folders:
            _ = tree / folder
    except (NoSuchCommit, ValueError, KeyError):
        return None
    return repository.head.commit.hexsha
