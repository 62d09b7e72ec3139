"""Measures the engine on synthetic repositories, and beside it the site engine rendering the same pages itself.

For each number of units, in one run: `parindex build` of everything; MkDocs with our theme and settings building the
same pages, whose finished content it is handed; `parindex check` of one unit, start-up included. Each runs in a
process of its own. CPU is user and system time of the process and all its children (wait4). Peak memory is the
greatest sum of the proportional set sizes (PSS: pages that processes share are counted once) of the process and its
descendants, looked at five times a second; where /proc has no smaps_rollup, the largest single process (ru_maxrss).

    make bench                     100, 1,000 and 4,000 units; MkDocs takes minutes for the last
    make bench BENCH="100 500"     other numbers
    make bench BENCH="--without-mkdocs"
    make bench BENCH="history"     the history of filings instead (see history.py)
    make bench BENCH="leaks"       how much the leak gate finds, and what it costs (see leaks.py)
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import yaml

from parindex.i18n.mirror import mirrored
from parindex.i18n.text import LANGUAGES
from parindex.pipeline import run
from parindex.publish.engine import added_settings
from parindex.render.page import Build
from parindex.render.site import Site
from parindex.source.worktree import worktree
from synth import CYCLE, PROGRAMME, ROOT, SEED, write_repository

SIZES = (100, 1000, 4000)
CHECKS = 5
_LOOKS_A_SECOND = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one command took."""

    wall: float
    cpu: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures for one number of units."""

    units: int
    pages: int
    build: Usage
    mkdocs: Usage | None
    check: float


def measured(command: Sequence[str], fine: Sequence[int] = (0,)) -> Usage:
    """Runs a command to its end; SystemExit with its output where it ends with another code than a fine one."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "CI": "1"},
        )
        peak = 0
        while True:
            # Looking on is done between two waits; `wait4` is what gives the times of the children's children.
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, _together(process.pid))
            _wait(process.pid, 1 / _LOOKS_A_SECOND)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}\n{output.read().decode()}")
    return Usage(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak_mb=(peak or usage.ru_maxrss) / 1024)


def _wait(pid: int, seconds: float) -> None:
    """Sleeps, but no longer than the process runs, where the system can tell."""
    if not hasattr(os, "pidfd_open"):
        time.sleep(min(seconds, 0.01))
        return
    import select  # noqa: PLC0415 not everywhere

    handle = os.pidfd_open(pid)
    try:
        select.select([handle], [], [], seconds)
    finally:
        os.close(handle)


def _together(pid: int) -> int:
    """The proportional set sizes of a process and its descendants in KiB; 0 where they cannot be read."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text("ascii").split()]
    except (OSError, ValueError):
        return 0
    return own + sum(_together(child) for child in children)


def parindex(*words: str | Path) -> list[str]:
    """The command line of the engine."""
    return [sys.executable, "-m", "parindex", *map(str, words)]


def write_pages(data: Path, folder: Path) -> None:
    """A source folder for MkDocs: the hand-written pages, and the finished content of every page made from data."""
    site = ROOT / "site"
    pages = folder / "pages"
    shutil.copytree(site / "pages", pages)
    shutil.copytree(site / "assets", pages / "assets")
    repository = run(worktree(data))
    for lang in LANGUAGES:
        for job in Site(repository, Build(commit=None, lang=lang), site / "templates").jobs():
            page = job()
            target = (pages / mirrored(lang, page.path)).with_suffix(".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            front = {"title": str(page.title), "description": str(page.description), "hide": ["navigation", "toc"]}
            head = yaml.safe_dump(front, allow_unicode=True)
            target.write_text(f"---\n{head}---\n\n{page.content}\n", encoding="utf-8")
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    settings |= {"docs_dir": str(pages), "site_dir": str(folder / "site")}
    settings["theme"]["custom_dir"] = str(site / "theme")
    settings["extra"] |= added_settings({}, pages, LANGUAGES)["extra"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def mkdocs_usage(data: Path, folder: Path, units: int) -> Usage:
    """MkDocs building the same pages itself."""
    # In a process of its own, so that what it leaves in memory does not slow down what is measured after it.
    maker = get_context("spawn").Process(target=write_pages, args=(data, folder))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise SystemExit("the pages for MkDocs could not be made")
    usage = measured([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")])
    made = len(list((folder / "site" / "ket-qua" / PROGRAMME / CYCLE).glob("xa-*.html")))
    if made != units:
        raise SystemExit(f"MkDocs made {made} unit pages of {units}")
    return usage


def row(units: int, seed: int, *, with_mkdocs: bool, jobs: int | None) -> Row:
    """All figures for one number of units; everything written is removed again."""
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as scratch:
        data, output = Path(scratch) / "data", Path(scratch) / "site"
        with doing(f"{units} units: writing the repository"):
            write_repository(data, units, seed)
        with doing(f"{units} units: parindex build"):
            more = ["--jobs", str(jobs)] if jobs else []
            build = measured(parindex("build", "--root", data, "--output", output, *more))
        pages = sum(1 for _ in output.rglob("*.html"))
        shutil.rmtree(output)
        mkdocs = None
        if with_mkdocs:
            with doing(f"{units} units: mkdocs build"):
                mkdocs = mkdocs_usage(data, Path(scratch) / "mkdocs", units)
        with doing(f"{units} units: parindex check of one"):
            one = f"submissions/{PROGRAMME}/{CYCLE}/xa-00001"
            check = median(measured(parindex("check", "--root", data, one)).wall for _ in range(CHECKS))
    return Row(units=units, pages=pages, build=build, mkdocs=mkdocs, check=check)


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Says what is being done while standard error is a terminal; silence elsewhere, so in CI."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield
        return
    from rich.console import Console  # noqa: PLC0415 only a terminal pays for it

    with Console(stderr=True).status(what):
        yield


def table(rows: Sequence[Row]) -> str:
    """The figures as a Markdown table."""
    heads = ["Units", "Pages", "build: wall s", "CPU s", "peak MB"]
    with_mkdocs = any(entry.mkdocs for entry in rows)
    if with_mkdocs:
        heads += ["MkDocs: wall s", "CPU s", "peak MB", "build ÷ MkDocs: wall", "CPU"]
    heads.append("check of one unit, s")
    lines = [heads, ["---:"] * len(heads)]
    for entry in rows:
        cells = [f"{entry.units:,}", f"{entry.pages:,}", *_cells(entry.build)]
        if entry.mkdocs:
            ratios = (entry.build.wall / entry.mkdocs.wall, entry.build.cpu / entry.mkdocs.cpu)
            cells += [*_cells(entry.mkdocs), *(f"{ratio:.2f}" for ratio in ratios)]
        cells.append(f"{entry.check:.2f}")
        lines.append(cells)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cells(usage: Usage) -> list[str]:
    return [f"{usage.wall:.1f}", f"{usage.cpu:.1f}", f"{usage.peak_mb:.0f}"]


def statement(entry: Row) -> str:
    """What holds on any machine: a ratio of two figures of one run."""
    if entry.mkdocs is None:
        return (
            f"{entry.units:,} units: {entry.build.cpu / entry.units * 1000:.1f} ms of CPU a unit for the whole build."
        )
    share = entry.build.cpu / entry.mkdocs.cpu
    return (
        f"{entry.units:,} units: reading, checking, scoring and publishing all of it takes {share:.2f} of the CPU "
        "time that MkDocs needs to put its frame around the same pages, whose content it was handed."
    )


def main() -> None:
    if sys.argv[1:2] == ["history"]:
        import history  # noqa: PLC0415 it uses what this module measures with

        history.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["leaks"]:
        import leaks  # noqa: PLC0415 it measures another thing

        leaks.main()
        return
    parser = argparse.ArgumentParser(description="Measures speed and memory; prints a Markdown table.")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of units")
    parser.add_argument("--without-mkdocs", action="store_true", help="measure the engine only")
    parser.add_argument("--jobs", type=int, help="processes of `parindex build`; default: its own")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    rows = [
        row(units, arguments.seed, with_mkdocs=not arguments.without_mkdocs, jobs=arguments.jobs)
        for units in arguments.sizes
    ]
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print(table(rows) + "\n")
    print("\n".join(f"- {statement(entry)}" for entry in rows))


if __name__ == "__main__":
    main()
