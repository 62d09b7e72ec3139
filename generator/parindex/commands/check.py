"""`parindex check [PATH…]`: whether what is filed is right."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.i18n.text import label
from parindex.model.finding import Finding, Severity
from parindex.model.names import ENGLISH
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.report.findings import as_github, as_json, as_text
from parindex.source.commit import NoSuchCommit, commit_tree
from parindex.source.worktree import worktree

_FORMATS: Mapping[str, Callable[[Sequence[Finding], str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Paths, format, commit."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=label("cli-check-paths", lang))
    parser.add_argument("--format", choices=sorted(_FORMATS), default="text", help=label("cli-format", lang))
    parser.add_argument("--at", metavar="REVISION", help=label("cli-at", lang))
    parser.add_argument("--strict", action="store_true", help=label("cli-strict", lang))


def tree_for(root: Path, revision: str | None) -> FileTree:
    """The work tree, or a commit of it."""
    if revision is None:
        return worktree(root)
    try:
        return commit_tree(root, revision)
    except NoSuchCommit as bad:
        raise errors.UsageFault("usage-no-commit", revision=revision) from bad


def execute(arguments: argparse.Namespace) -> int:
    """Prints the findings below the given paths; 1 where one of them is an error."""
    wanted = [inside(arguments.root, path) for path in arguments.paths]
    scopes = list({_scope(path): None for path in wanted} or {Scope(): None})
    if arguments.at is None and all(scope.units for scope in scopes):
        folders = frozenset(
            f"submissions/{scope.programme}/{scope.cycle}/{unit}" for scope in scopes for unit in scope.units or ()
        )
        tree = worktree(arguments.root, folders)
    else:
        tree = tree_for(arguments.root, arguments.at)
    findings: dict[tuple[object, ...], Finding] = {}
    for scope in scopes:
        for finding in run(tree, scope).findings:
            findings[(*finding.sort_key, tuple(finding.params.items()))] = finding
    for path in wanted:
        if path != "." and path not in tree and not any(True for _ in tree.under(path)) and not _refused(tree, path):
            raise errors.UsageFault("usage-no-path", path=path)
    shown = [
        finding
        for finding in findings.values()
        if not wanted or below(finding.path, wanted) or (finding.severity is Severity.ERROR and _carries(finding.path))
    ]
    shown.sort(key=lambda finding: finding.sort_key)
    sys.stdout.write(_FORMATS[arguments.format](shown, arguments.lang))
    if any(finding.rule == "engine-defect" for finding in shown):
        return errors.DEFECT
    grave = {Severity.ERROR, Severity.WARNING} if arguments.strict else {Severity.ERROR}
    return errors.FINDINGS if any(finding.severity in grave for finding in shown) else errors.FINE


def _carries(path: str) -> bool:
    """Whether a filing cannot be judged without this file: with an error in it, the filing was not read at all."""
    parts = path.split("/")
    if parts[0] == "criteria":
        return parts[-1] != ENGLISH
    return len(parts) == 3 or (len(parts) == 4 and parts[3] == "cycle.yaml")


def _refused(tree: FileTree, path: str) -> bool:
    return any(below(problem.path, [path]) for problem in tree.problems)


def inside(root: Path, path: str) -> str:
    """The path relative to the repository, whether it was typed from there or from elsewhere."""
    given = Path(path)
    top = root.resolve()
    for candidate in (given.absolute(), root.absolute() / given):
        plain = Path(candidate.parent.resolve(), candidate.name)
        if plain.is_relative_to(top) and (plain.exists() or plain.is_symlink()):
            return plain.relative_to(top).as_posix()
    return PurePosixPath(path).as_posix().rstrip("/")


def below(path: str, wanted: Sequence[str]) -> bool:
    """Whether a path is one of the wanted files or lies in one of the wanted folders."""
    return any(entry in (".", path) or path.startswith(entry + "/") for entry in wanted)


def _scope(path: str) -> Scope:
    """The least that must be read to judge a path."""
    parts = path.split("/")
    if parts[0] == "criteria":
        return Scope(regulation=parts[1] if len(parts) > 1 else None, only_criteria=True)
    if parts[0] != "submissions" or len(parts) == 1:
        return Scope()
    folders = [part for part in parts[2:4] if "." not in part]
    return Scope(
        programme=parts[1],
        cycle=folders[0] if folders else None,
        units=frozenset(folders[1:2]) or None,
    )
