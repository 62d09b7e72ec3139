"""Precision and recall of the leak gate on the corpus in tests/leaks, and its speed; `make bench BENCH="leaks"`."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "leaks"))

from corpus import KNOWN, UNSEEN, measured, samples, wrong

from parindex.check.leaks import check_leaks

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    for what, names in (("What the patterns were made with", KNOWN), ("Written afterwards", UNSEEN)):
        _told(what, names)
    files = [(path.name, path.read_bytes()) for path in (ROOT / "submissions").rglob("*") if path.is_file()]
    started = time.perf_counter()
    found = sum(len(check_leaks(name, data)) for name, data in files)
    seconds = time.perf_counter() - started
    size = sum(len(data) for _, data in files) / 1e6
    print(f"Samples: {len(files)} files, {size:.1f} MB in {seconds * 1000:.0f} ms, {found} findings")


def _told(what: str, names: Sequence[str]) -> None:
    rows = list(samples(names))
    bad = sum(sample.kind is not None for sample in rows)
    print(f"{what}: {len(rows)} texts, {bad} with a leak, {len(rows) - bad} without\n")
    for heading, sure_only in (("sure and doubtful together", False), ("sure alone", True)):
        print(f"| {heading} | hits | false alarms | misses | precision | recall |\n|---|---:|---:|---:|---:|---:|")
        for kind, score in measured(names, sure_only=sure_only).items():
            figures = (score.hits, score.alarms, score.misses)
            print(f"| {kind} | {' | '.join(map(str, figures))} | {score.precision:.3f} | {score.recall:.3f} |")
        print()
    print("Wrong:", *wrong(names), sep="\n  ", end="\n\n")


if __name__ == "__main__":
    main()
