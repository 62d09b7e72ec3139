"""Measures the history of filings: one streamed pass over git beside GitPython's walk for each file.

In one run, on one synthetic bare repository (`synth_history`): the whole pass, that is all timelines of all units from
all commits, in a process of its own; then, for a sample of filings, `repo.iter_commits(paths=...)` for the first and
last commit of the file, extrapolated to all filings. Beside these, the timeline of one unit with its points,
as an officer asks for it, and the review of a change of one filing, as a forge asks for it.

    make bench BENCH="history"           4,000 units, 20,001 commits
    make bench BENCH="history 1000"      other numbers of units
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from git import Repo

from bench import Usage, doing, measured, parindex
from parindex.replay import read_chronicle
from synth import CYCLE, PROGRAMME, SEED
from synth_history import CHANGE, write_history

SIZES = (4000,)
SAMPLE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures for one number of units; `walk` is the mean for one file."""

    units: int
    commits: int
    events: int
    whole: Usage
    walk: float
    one_unit: Usage
    review: Usage


def whole_pass(repository: Path) -> int:
    """All timelines; the answer is the number of events."""
    chronicle = read_chronicle(repository)
    if chronicle is None:
        raise SystemExit("there is no history")
    return sum(len(events) for events in chronicle.all_events(repository).values())


def walk(repository: Path, units: int, seed: int) -> float:
    """Seconds that GitPython takes to find the commits of one filing, as a mean over a sample."""
    numbers = Random(f"{seed}/sample").sample(range(1, units + 1), min(SAMPLE, units))
    opened = Repo(repository)
    started = time.perf_counter()
    for number in numbers:
        path = f"submissions/{PROGRAMME}/{CYCLE}/xa-{number:05d}/self-assessment.yaml"
        found = list(opened.iter_commits("main", paths=path))
        if not found or found[0].committed_date < found[-1].committed_date:
            raise SystemExit(f"{path} has no history")
    return (time.perf_counter() - started) / len(numbers)


def row(units: int, seed: int) -> Row:
    """All figures for one number of units; everything written is removed again."""
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as scratch:
        repository = Path(scratch) / "data.git"
        with doing(f"{units} units: writing the repository"):
            commits = write_history(repository, units, seed)
        with doing(f"{units} units: the whole pass"):
            whole = measured([sys.executable, __file__, "--pass", str(repository)])
        with doing(f"{units} units: GitPython for {SAMPLE} files"):
            mean = walk(repository, units, seed)
        with doing(f"{units} units: history of one"):
            unit = f"{PROGRAMME}/{CYCLE}/xa-00001"
            one = measured(parindex("history", unit, "--root", repository))
        with doing(f"{units} units: review of one change"):
            # Taking an approval back is not allowed: the verdict is told with exit code 1, as on a forge.
            command = parindex("review", f"main..{CHANGE}", "--root", repository)
            review = measured(command, fine=(1,))
        events = whole_pass(repository)
    return Row(units=units, commits=commits, events=events, whole=whole, walk=mean, one_unit=one, review=review)


def table(rows: Sequence[Row]) -> str:
    """The figures as a Markdown table."""
    heads = [
        "Units",
        "Commits",
        "Events",
        "whole pass: wall s",
        "CPU s",
        "peak MB",
        "GitPython, one file: s",
        "all filings, extrapolated: s",
        "ratio",
        "history of one unit: s",
        "review of one change: s",
    ]
    lines = [heads, ["---:"] * len(heads)]
    for entry in rows:
        all_files = entry.walk * entry.units
        lines.append(
            [
                f"{entry.units:,}",
                f"{entry.commits:,}",
                f"{entry.events:,}",
                f"{entry.whole.wall:.1f}",
                f"{entry.whole.cpu:.1f}",
                f"{entry.whole.peak_mb:.0f}",
                f"{entry.walk:.2f}",
                f"{all_files:,.0f}",
                f"{all_files / entry.whole.wall:,.0f}",
                f"{entry.one_unit.wall:.1f}",
                f"{entry.review.wall:.2f}",
            ]
        )
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="Measures the history pass; prints a Markdown table.")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of units")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--pass", dest="once", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    if arguments.once:
        print(whole_pass(arguments.once))
        return
    rows = [row(units, arguments.seed) for units in arguments.sizes]
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print(table(rows) + "\n")
    for entry in rows:
        share = entry.walk * entry.units / entry.whole.wall
        print(
            f"- {entry.units:,} units, {entry.commits:,} commits: asking GitPython file by file for the filings alone "
            f"would take {share:,.0f} times as long as the whole pass (from {min(SAMPLE, entry.units)} files)."
        )


if __name__ == "__main__":
    main(sys.argv[1:])
