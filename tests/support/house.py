"""Data repositories for tests: copies of the example authority, the command line run on them, real git."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "examples"
CYCLE = "submissions/tinh-thu/2025"
DATA = "data/v1/tinh-thu/2025"

# Nobody's own settings of git may reach the tests, nor the language or colour of a terminal.
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Người thử",
    "GIT_AUTHOR_EMAIL": "thu@example.org",
    "GIT_COMMITTER_NAME": "Người thử",
    "GIT_COMMITTER_EMAIL": "thu@example.org",
    "GIT_AUTHOR_DATE": "2026-01-05T08:00:00+07:00",
    "GIT_COMMITTER_DATE": "2026-01-05T08:00:00+07:00",
}


@cache
def base() -> Mapping[str, str]:
    """The texts of the example authority by path."""
    return folder_texts(EXAMPLES / "base")


def folder_texts(folder: Path) -> dict[str, str]:
    named = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: path.read_text("utf-8") for name, path in named.items() if name.startswith(("criteria/", "submissions/"))
    }


def house(folder: Path, changes: Mapping[str, str | None] | None = None, example: str = "") -> Path:
    """The example authority in `folder`, an example laid over it, and files replaced or (None) taken away."""
    files: dict[str, str | None] = dict(base())
    if example:
        files |= folder_texts(EXAMPLES / example)
    files |= changes or {}
    for path, text in files.items():
        if text is not None:
            write(folder / path, text)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def edited(path: str, *pairs: tuple[str, str]) -> dict[str, str | None]:
    """A file of the example authority with texts replaced; each must be there, or the test says nothing."""
    text = base()[path]
    for old, new in pairs:
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new)
    return {path: text}


def unit_file(unit: str, kind: str = "self-assessment") -> str:
    return f"{CYCLE}/{unit}/{kind}.yaml"


def parindex(root: Path, *words: str | Path, code: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command line in `root`, as an officer types it."""
    env = {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_ACTIONS")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "parindex", *map(str, words)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**env, **_GIT, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        timeout=300,
        check=False,
    )
    if code is not None:
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def built(root: Path, output: Path, *words: str, code: int = 0) -> Path:
    """The site of a repository."""
    parindex(root, "build", "--output", output, "--jobs", "1", *words, code=code)
    return output


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **_GIT},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def committed(folder: Path, message: str = "Nộp hồ sơ") -> str:
    """Everything in `folder` as a commit of its own repository; the answer is the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(site: Path) -> dict[str, str]:
    """Every page of a built site."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def rows(data: bytes | Path) -> list[dict[str, str]]:
    text = (data.read_bytes() if isinstance(data, Path) else data).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def same_units(names: Iterable[str], like: str, group: str) -> dict[str, str | None]:
    """Further units that filed exactly what `like` did: roster, filings, appraisals, survey, and all tied."""
    names = list(names)
    roster = base()["submissions/tinh-thu/units.yaml"]
    survey = base()[f"{CYCLE}/survey.yaml"]
    line = next(row for row in survey.splitlines() if row.strip().startswith(f"{like}:"))
    changes: dict[str, str | None] = {
        "submissions/tinh-thu/units.yaml": roster
        + "".join(
            f'  - {{id: {name}, name: Đơn vị {name}, group: {group}, valid-from: "2025-07-01"}}\n' for name in names
        ),
        f"{CYCLE}/survey.yaml": survey + "".join(line.replace(like, name) + "\n" for name in names),
    }
    for name in names:
        for kind in ("self-assessment", "appraisal"):
            changes[unit_file(name, kind)] = base()[unit_file(like, kind)].replace(f"unit: {like}", f"unit: {name}")
    return changes


def without(value: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: entry for key, entry in value.items() if key not in names}


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target)
    return target
