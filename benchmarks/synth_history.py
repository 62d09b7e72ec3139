"""A synthetic repository with a history: each unit of `synth` files in drafts, is approved and appraised in two stages.

Five commits a unit. Units with an odd number commit to the main line; those with an even number write a draft and the
approved filing on a branch that is merged, so that a commit of the main line has other authors than its own. Contents,
order, names and times are drawn from a seed; `git fast-import` writes it, and nothing is checked out.

    python benchmarks/synth_history.py FOLDER --units 4000
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import IO

from synth import CYCLE, PROGRAMME, SEED, write_repository

COMMITS_A_UNIT = 5
CHANGE = "change"
"""A branch with one commit more than the main line: one unit takes its approval back."""

STARTED = 1_764_550_800
_BETWEEN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The texts of one unit's files, from the first draft to the last stage."""

    draft: bytes
    whole: bytes
    approved: bytes
    first_stage: bytes
    last_stage: bytes


class _Stream:
    """Writes commands of fast-import."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.marks = 0
        self.commits = 0

    def blob(self, data: bytes) -> int:
        self.marks += 1
        self.out.write(b"blob\nmark :%d\ndata %d\n%s\n" % (self.marks, len(data), data))
        return self.marks

    def commit(self, branch: str, author: str, parents: list[int], files: dict[str, int]) -> int:
        self.marks += 1
        when = STARTED + self.commits * _BETWEEN
        who = f"{author} <{self.commits % 997}@example.org> {when} +0700"
        lines = [f"commit refs/heads/{branch}", f"mark :{self.marks}", f"author {who}", f"committer {who}", "data 1\n."]
        lines += [f"{'merge' if number else 'from'} :{parent}" for number, parent in enumerate(parents)]
        lines += [f"M 100644 :{mark} {path}" for path, mark in files.items()]
        self.out.write(("\n".join(lines) + "\n\n").encode())
        self.commits += 1
        return self.marks


def write_history(folder: Path, units: int, seed: int = SEED) -> int:
    """Makes a bare repository in `folder` and answers with its number of commits."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(folder)], check=True)
    with tempfile.TemporaryDirectory(prefix="parindex-synth-") as scratch:
        data = Path(scratch)
        write_repository(data, units, seed)
        command = ["git", "-C", str(folder), "fast-import", "--quiet", "--depth=50"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
            if importer.stdin is None:
                raise SystemExit("git fast-import takes no input")
            stream = _Stream(importer.stdin)
            _write(stream, data, units, Random(f"{seed}/history"))
        if importer.returncode:
            raise SystemExit("git fast-import failed")
    return stream.commits


def _write(stream: _Stream, data: Path, units: int, chance: Random) -> None:
    cycle = f"submissions/{PROGRAMME}/{CYCLE}"
    heads = [
        path for path in sorted(data.rglob("*.*")) if not path.relative_to(data).as_posix().startswith(cycle + "/x")
    ]
    files = {path.relative_to(data).as_posix(): stream.blob(path.read_bytes()) for path in heads if path.is_file()}
    tip = stream.commit("main", "Van thu", [], files)
    folders = {number: f"{cycle}/xa-{number:05d}" for number in range(1, units + 1)}
    marks = {number: _blobs(stream, data / folder) for number, folder in folders.items()}
    for step in range(3):
        for number in _shuffled(units, chance):
            draft, whole, approved, _, _ = marks[number]
            path = f"{folders[number]}/self-assessment.yaml"
            if number % 2:
                tip = stream.commit("main", f"Can bo {number}", [tip], {path: (draft, whole, approved)[step]})
            elif step == 1:
                side = stream.commit("side", f"Can bo {number}", [tip], {path: draft})
                side = stream.commit("side", f"Chu tich {number}", [side], {path: approved})
                tip = stream.commit("main", "Van thu", [tip, side], {path: approved})
    for stage in (3, 4):
        for number in _shuffled(units, chance):
            path = f"{folders[number]}/appraisal.yaml"
            tip = stream.commit("main", f"Tham dinh {number % 40}", [tip], {path: marks[number][stage]})
    stream.commit(CHANGE, "Can bo 1", [tip], {f"{folders[1]}/self-assessment.yaml": marks[1][1]})


def _shuffled(units: int, chance: Random) -> Iterator[int]:
    numbers = list(range(1, units + 1))
    chance.shuffle(numbers)
    return iter(numbers)


def _blobs(stream: _Stream, folder: Path) -> tuple[int, int, int, int, int]:
    made = versions((folder / "self-assessment.yaml").read_bytes(), (folder / "appraisal.yaml").read_bytes())
    texts = (made.draft, made.whole, made.approved, made.first_stage, made.last_stage)
    one, two, three, four, five = (stream.blob(text) for text in texts)
    return one, two, three, four, five


def versions(approved: bytes, appraisal: bytes) -> Versions:
    """The versions that lead to a filing and its appraisal: fewer answers, no approval; one stage only."""
    whole = approved[: approved.index(b"\napproval:") + 1]
    answers = whole.index(b"\nanswers:")
    cut = whole.index(b'\n  "', answers + (len(whole) - answers) * 2 // 3) + 1
    second = appraisal.index(b"- stage:", appraisal.index(b"- stage:") + 1)
    return Versions(
        draft=whole[:cut],
        whole=whole,
        approved=approved,
        first_stage=appraisal[: appraisal.rindex(b"\n", 0, second) + 1],
        last_stage=appraisal,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a synthetic bare repository with a history.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    print(write_history(arguments.folder, arguments.units, arguments.seed))


if __name__ == "__main__":
    main()
