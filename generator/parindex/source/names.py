"""Which paths of a data repository are read at all; everything else is refused before a byte of it is read."""

import re
from collections.abc import Iterable

from parindex.i18n.numbers import folded
from parindex.model.finding import Finding, error
from parindex.model.names import WINDOWS
from parindex.model.papers import is_paper

ROOTS = ("criteria", "submissions")

_SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.lock)?\.(?:yaml|csv|md)")

SYMLINK, SUBMODULE, EXECUTABLE = "path-symlink", "path-submodule", "path-executable"
UNREADABLE = "path-unreadable"


def path_problem(path: str) -> str:
    """The rule that a path offends against, or an empty text."""
    *folders, name = path.split("/")
    if is_paper(path):
        name = f"{name.partition('.')[0]}.yaml"
    if not all(_SEGMENT.fullmatch(folder) for folder in folders) or not _FILE.fullmatch(name):
        return "path-name"
    if any(part.split(".")[0] in WINDOWS for part in (*folders, name)) or len(path) > 200:
        return "path-name"
    return ""


def _visible(path: str) -> str:
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode() for sign in path
    )


def _meant(path: str) -> str:
    """The path as ids are spelt, where the fault is only in the letters."""
    plain = re.sub(r"[^a-z0-9/.]+", "-", folded(path))
    plain = re.sub(r"-*([/.])-*", r"\1", plain).strip("-").removesuffix(".txt")
    return plain if plain != path and not path_problem(plain) else ""


def sift(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Splits (path, mode problem) pairs into the paths to read and findings on the others."""
    good: list[str] = []
    problems: list[Finding] = []
    for path, mode_problem in sorted(found):
        rule = mode_problem or path_problem(path)
        if rule:
            problems.append(error(rule, _visible(path), (), 1, 1, path=_visible(path), hint=_meant(path)))
        else:
            good.append(path)
    return tuple(good), tuple(problems)
