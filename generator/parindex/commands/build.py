"""`parindex build`: the public site and the open data, from a folder or a commit."""

import argparse
import gc
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.commands.check import tree_for
from parindex.i18n.text import label
from parindex.model.repository import Repository
from parindex.model.share import share_folder
from parindex.model.tree import FileTree
from parindex.pipeline import Progress, no_progress, run
from parindex.publish.engine import EngineFailed, Frames, build_frame
from parindex.publish.writer import NotOurs, fresh_folder, swap_in, write_file
from parindex.render import opendata, urls
from parindex.render.site import Build, Job, Site
from parindex.score.compare import compare_cycle
from parindex.score.printed import recomputed
from parindex.source.commit import head_commit

STAMPED = (urls.HOME, urls.RESULTS, urls.METHODS, urls.DATA, urls.SEARCH, urls.RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    pages: int
    units: int
    faults: int


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Output, commit, processes."""
    parser.add_argument("--output", type=Path, help=label("cli-build-output", lang))
    parser.add_argument("--at", metavar="REVISION", help=label("cli-at", lang))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help=label("cli-build-jobs", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Builds; 1 where the data has errors (the site is built all the same and shows them)."""
    root: Path = arguments.root
    lang: str = arguments.lang
    output = (arguments.output or root / "build" / "site").resolve()
    started = time.monotonic()
    tree = tree_for(root, arguments.at)
    if not any(tree.under("criteria")) or not any(tree.under("submissions")):
        raise errors.UsageFault("usage-not-folder", path=str(root))
    with progress_on_terminal(lang) as progress:
        report = build_site(root, tree, output, max(arguments.jobs, 1), progress)
    seconds = f"{time.monotonic() - started:.1f}".replace(".", "," if lang == "vi" else ".")
    words = {"pages": str(report.pages), "units": str(report.units), "path": str(output), "seconds": seconds}
    print(label("build-done", lang, **words))
    if report.faults:
        print(label("build-faults", lang, count=str(report.faults)), file=sys.stderr)
        return errors.FINDINGS
    return errors.FINE


def build_site(
    root: Path, tree: FileTree, output: Path, jobs: int = 1, progress: Progress = no_progress
) -> BuildReport:
    """Reads, scores and publishes `tree` into `output`; the old site stays until the new one is whole."""
    repository = run(tree, progress=progress)
    build = Build(
        commit=tree.commit or head_commit(root),
        comparisons={
            (cycle.programme.id, cycle.cycle.id): compare_cycle(cycle.regulation, cycle.units, cycle.cycle.official)
            for cycle in repository.cycles
            if cycle.cycle.official and cycle.regulation is not None
        },
        printed={
            (cycle.programme.id, cycle.cycle.id): recomputed(cycle.cycle.table, cycle.cycle.rows)
            for cycle in repository.cycles
            if cycle.cycle.table is not None
        },
    )
    sources = _sources(root)
    try:
        made = fresh_folder(output)
    except NotOurs as theirs:
        raise errors.UsageFault("usage-output", path=str(theirs)) from theirs
    # What was read is kept to the end: the cyclic collector need not count it again for every thousand pages.
    gc.freeze()
    try:
        site = Site(repository, build, sources / "templates")
        progress("engine", 0, 1)
        frames = _frames(root, sources, made)
        progress("engine", 1, 1)
        pages = _stamp(site, frames, made, jobs, progress)
        index = json.dumps(site.search_entries(), ensure_ascii=False, separators=(",", ":"))
        write_file(made / "assets" / "search-index.js", f"window.parindexSearch={_in_script(index)};\n".encode())
        _write_data(repository, made)
        swap_in(made, output)
    except EngineFailed as bad:
        raise errors.UsageFault("usage-engine", problem=str(bad)) from bad
    finally:
        gc.unfreeze()
        shutil.rmtree(made, ignore_errors=True)
    units = sum(len(cycle.units) for cycle in repository.cycles)
    return BuildReport(pages=pages, units=units, faults=len(repository.faults))


def _in_script(text: str) -> str:
    """JSON that can stand in a script: the two line separators of JavaScript are spelt out."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


def _sources(root: Path) -> Path:
    """The site's sources: the data repository's own, else those that ship with the package."""
    own = root / "site"
    return own if (own / "templates").is_dir() else share_folder() / "site"


def _frames(root: Path, sources: Path, made: Path) -> Frames:
    config = root / "mkdocs.yml"
    config = config if config.is_file() else share_folder() / "mkdocs.yml"
    with tempfile.TemporaryDirectory(prefix="parindex-") as scratch:
        pages = Path(scratch) / "pages"
        shutil.copytree(sources / "pages", pages)
        shutil.copytree(sources / "assets", pages / "assets")
        return build_frame(config.resolve(), pages, (sources / "theme").resolve(), made, STAMPED)


def _stamp(site: Site, frames: Frames, made: Path, jobs: int, progress: Progress) -> int:
    """Fills the frame for every page, in several processes where there are many pages."""
    work = list(site.jobs())
    if jobs == 1 or len(work) < 200 or "fork" not in multiprocessing.get_all_start_methods():
        _write_pages(work, frames, made, progress)
        return len(work)
    # Forked workers see the results without copying them; each writes its own share of the pages. None of them may
    # touch the progress bar: its thread and its lock stay behind in the parent.
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_write_pages, args=(work[number::jobs], frames, made, no_progress))
        for number in range(jobs)
    ]
    progress("stop", 0, 0)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    failed = [worker.exitcode for worker in workers if worker.exitcode]
    if failed:
        raise RuntimeError(f"a page worker ended with {failed[0]}")
    return len(work)


def _write_pages(work: Sequence[Job], frames: Frames, made: Path, progress: Progress) -> None:
    for number, job in enumerate(work, 1):
        page = job()
        html = frames.filled(page.tab, page.path, page.title, page.description, page.content)
        write_file(made / page.path, html.encode())
        progress("pages", number, len(work))


def _write_data(repository: Repository, made: Path) -> None:
    files: dict[str, bytes] = dict(opendata.common_files(repository))
    for cycle in repository.cycles:
        path = f"{cycle.cycle.folder}/published.csv"
        files |= dict(opendata.cycle_files(cycle, repository.tree.read(path) if path in repository.tree else None))
    files[f"{urls.DATA_ROOT}/SHA256SUMS"] = opendata.checksums(files)
    for path, data in files.items():
        write_file(made / path, data)


class progress_on_terminal:  # noqa: N801 reads as a verb where it is used
    """A progress bar while standard error is a terminal; silence elsewhere, so in CI."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.bar: Any = None
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> Progress:
        if not sys.stderr.isatty() or os.environ.get("CI"):
            return no_progress
        from rich.console import Console  # noqa: PLC0415 only a terminal pays for it
        from rich.progress import Progress as Bar  # noqa: PLC0415

        self.bar = Bar(console=Console(stderr=True), transient=True)
        self.bar.start()
        return self._told

    def _told(self, what: str, done: int, of: int) -> None:
        if what == "stop":
            self.bar.stop()
            return
        names = {"pages": "progress-pages", "engine": "progress-engine"}
        name = label(names.get(what, "progress-read"), self.lang)
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(f"{name} {'' if what in names else what}", total=of)
        self.bar.update(self.tasks[what], completed=done)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
