"""Which paths of a data repository are read at all; everything else is refused before a byte of it is read."""

import re
from collections.abc import Iterable

from parindex.model.finding import Finding, error

ROOTS = ("criteria", "submissions")

_SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:yaml|csv|md)")
# Names that Windows cannot check out; a repository with one is broken for most officers.
_RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})

SYMLINK, SUBMODULE, EXECUTABLE = "path-symlink", "path-submodule", "path-executable"


def path_problem(path: str) -> str:
    """The rule that a path offends against, or an empty text."""
    *folders, name = path.split("/")
    if not all(_SEGMENT.fullmatch(folder) for folder in folders) or not _FILE.fullmatch(name):
        return "path-name"
    if any(part.split(".")[0] in _RESERVED for part in (*folders, name)) or len(path) > 200:
        return "path-name"
    return ""


def sift(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Splits (path, mode problem) pairs into the paths to read and findings on the others."""
    good: list[str] = []
    problems: list[Finding] = []
    for path, mode_problem in sorted(found):
        rule = mode_problem or path_problem(path)
        if rule:
            problems.append(error(rule, path, (), 1, 1, path=path.encode("unicode_escape").decode()))
        else:
            good.append(path)
    return tuple(good), tuple(problems)
