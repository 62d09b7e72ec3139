"""Repositories with a past: commits by whom and when a test says, branches merged as a forge merges them."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.house import write

FOLDER = "submissions/tinh-thu/2025"
APPROVAL = "approval: {by: Lê Văn A, title: Giám đốc, date: 2026-01-05}\n"


def git(folder: Path, *words: str, who: str = "Văn thư", at: str = "2026-01-05T08:00:00+07:00", **more: str) -> str:
    """Git in a folder; `at` is the committer's time, and the author's unless GIT_AUTHOR_DATE says another."""
    env = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": "ai@example.org",
        "GIT_COMMITTER_NAME": "May chu",
        "GIT_COMMITTER_EMAIL": "may@example.org",
        "GIT_AUTHOR_DATE": at,
        "GIT_COMMITTER_DATE": at,
        **more,
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **env},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def started(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    return folder


def commit(folder: Path, files: Mapping[str, str | None], *, who: str = "Văn thư", at: str = "", **more: str) -> str:
    """A commit of files (None takes one away) on the branch that is checked out."""
    for path, text in files.items():
        if text is None:
            (folder / path).unlink()
        else:
            write(folder / path, text)
    when = {"at": at} if at else {}
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Nộp", who=who, **when, **more)
    return git(folder, "rev-parse", "HEAD")


def merge(folder: Path, branch: str, *, who: str = "Cán bộ Sở Nội vụ", at: str = "2026-01-06T09:00:00+07:00") -> str:
    """A branch merged into main as a forge does it, always with a commit of its own."""
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Nhập", branch, who=who, at=at)
    return git(folder, "rev-parse", "HEAD")


def filing(unit: str = "so-a", done: str = "1", more: str = "") -> str:
    """A filing long enough that git recognises it when it moves."""
    answers = "".join(f'  "1.{number}": {{done: "{number}", total: "50"}}\n' for number in range(1, 30))
    return f'unit: {unit}\ncycle: "2025"\nanswers:\n  "0.1": {{done: "{done}"}}\n{answers}{more}'


def path(unit: str = "so-a", kind: str = "self-assessment") -> str:
    return f"{FOLDER}/{unit}/{kind}.yaml"
