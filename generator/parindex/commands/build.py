"""`parindex build`: the public site and the open data, from a folder or a commit."""

import argparse
import gc
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.check.leaks import LEAKS
from parindex.commands.analysis import Analyst, bands_of, next_classes_of
from parindex.commands.blanks import Blank, blanks
from parindex.commands.build_data import write_data
from parindex.commands.cards import CardJob
from parindex.commands.check import tree_for
from parindex.commands.crew import Crew
from parindex.commands.editions import editions
from parindex.commands.fingerprint import engine_id
from parindex.commands.history import chronicle_for
from parindex.commands.paper_jobs import PaperJob, downloads, paper_jobs
from parindex.commands.restating import restatements
from parindex.commands.settings import config_of, engine_settings, line_of, mirrors_of, site_address
from parindex.commands.workers import shared_out
from parindex.i18n.mirror import mirrored
from parindex.i18n.text import LANGUAGES, label
from parindex.model.links import link_fault
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.share import share_folder
from parindex.model.tree import FileTree
from parindex.pipeline import Progress, no_progress, run
from parindex.publish.engine import EngineFailed, Frames, PagesMissing, engine_at_work
from parindex.publish.lean import lean_styles
from parindex.publish.mirrors import Mirrors
from parindex.publish.writer import NotOurs, fresh_folder, swap_in, write_file
from parindex.render import urls
from parindex.render.forms import Forge, ForgeKind
from parindex.render.page import Build
from parindex.render.site import Job, Site
from parindex.replay import Chronicle, page_rows
from parindex.report.history import HistoryRow
from parindex.score.compare import compare_cycle
from parindex.score.printed import recomputed
from parindex.source.commit import head_commit

_PAGES = 20
_FEWEST_SHARES = 10
"""Below this a second process costs more than it brings."""

Task = tuple[Site, Job | Blank | PaperJob | CardJob | None]
"""A page of a site to be written, a workbook, papers or pictures; None stands for the data files."""

STAMPED = (urls.HOME, urls.RESULTS, urls.METHODS, urls.DATA, urls.SEARCH, urls.RULES, urls.FILING)


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
    parser.add_argument("--no-history", action="store_true", help=label("cli-build-no-history", lang))
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
        report = build_site(root, tree, output, max(arguments.jobs, 1), progress, history=not arguments.no_history)
    seconds = f"{time.monotonic() - started:.1f}".replace(".", "," if lang == "vi" else ".")
    words = {"pages": str(report.pages), "units": str(report.units), "path": str(output), "seconds": seconds}
    print(label("build-done", lang, **words))
    if report.faults:
        print(label("build-faults", lang, count=str(report.faults)), file=sys.stderr)
        return errors.FINDINGS
    return errors.FINE


def build_site(
    root: Path,
    tree: FileTree,
    output: Path,
    jobs: int = 1,
    progress: Progress = no_progress,
    *,
    history: bool = True,
) -> BuildReport:
    """Reads, scores and publishes `tree` into `output`; the old site stays until the new one is whole.

    The history of filings is told where the data are those of a commit: what was not committed has none.
    """
    sources = _sources(root)
    settings = engine_settings(config_of(root))
    mirrors = mirrors_of(settings)
    languages = mirrors.languages
    commit = tree.commit or head_commit(root)
    chronicle = chronicle_for(root, commit) if commit and history else None
    try:
        made = fresh_folder(output)
    except NotOurs as theirs:
        raise errors.UsageFault("usage-output", path=str(theirs)) from theirs
    try:
        with (
            _engine_at_work(root, settings, sources, made, mirrors) as frames,
            tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as waiting,
        ):
            told = partial(_history, chronicle, tree, languages) if chronicle else None
            crew = Crew(sources / "templates", Path(waiting), languages, jobs, told)
            receipts = chronicle.receipts if chronicle else None
            repository = run(tree, progress=progress, score_units=crew, receipts=receipts)
            _refuse_leaks(repository)
            # What was read is kept to the end: the cyclic collector need not count it again for every thousand pages.
            gc.freeze()
            build = _build(settings, commit, repository, jobs)
            build = replace(
                build,
                editions=editions(root, repository, jobs),
                downloads=downloads(repository),
                engine=engine_id(sources),
            )
            sites = [
                Site(repository, replace(build, lang=lang), sources / "templates", crew.papers[lang])
                for lang in languages
            ]
            progress("engine", 0, 1)
            shell = frames()
            lean_styles(made, sources / "templates")
            progress("engine", 1, 1)
            pages = _write(sites, shell, made, jobs, progress)
        for site in sites:
            index = json.dumps(site.search_entries(), ensure_ascii=False, separators=(",", ":"))
            script = f"window.parindexSearch={_in_script(index)};\n".encode()
            write_file(made / urls.search_script(site.lang), script)
            for path, data in (*site.scripts(), *site.feeds(languages)):
                write_file(made / path, data)
        written = (path.relative_to(made).as_posix() for path in made.rglob("*.html") if path.name != "404.html")
        for path, data in mirrors.map_files(written):
            write_file(made / path, data)
        for path, source in sites[0].documents():
            write_file(made / path, tree.read(source))
        swap_in(made, output)
    except EngineFailed as bad:
        raise errors.UsageFault("usage-engine", problem=str(bad)) from bad
    except PagesMissing as bad:
        config = config_of(root)
        missing = ", ".join(f"{config.name}:{line_of(config, page)} → {page}" for page in bad.pages)
        raise errors.UsageFault("usage-nav", pages=missing) from bad
    finally:
        gc.unfreeze()
        shutil.rmtree(made, ignore_errors=True)
    units = sum(len(cycle.units) for cycle in repository.cycles)
    return BuildReport(pages=pages, units=units, faults=len(repository.faults))


def _history(
    chronicle: Chronicle, tree: FileTree, languages: Sequence[str], made: CycleResult, result: UnitResult
) -> Mapping[str, Sequence[HistoryRow]]:
    return page_rows(chronicle, made, result, tree, languages)


def _refuse_leaks(repository: Repository) -> None:
    """Raises where something stands in the data that must not become public by any means."""
    paths = sorted({finding.path for finding in repository.findings if finding.rule in LEAKS})
    if paths:
        raise errors.UsageFault("usage-leaks", paths=", ".join(paths))


def _build(settings: Mapping[str, Any], commit: str | None, repository: Repository, jobs: int) -> Build:
    """What is true of the whole build."""
    cycles = {(cycle.programme.id, cycle.cycle.id): cycle for cycle in repository.cycles}
    bands = bands_of(repository.cycles)
    restated = restatements(repository, jobs)
    return Build(
        commit=commit,
        comparisons={
            key: compare_cycle(cycle.regulation, cycle.units, cycle.cycle.official)
            for key, cycle in cycles.items()
            if cycle.cycle.official and cycle.regulation is not None
        },
        printed={
            key: recomputed(cycle.cycle.table, cycle.cycle.rows)
            for key, cycle in cycles.items()
            if cycle.cycle.table is not None
        },
        forge=_forge(settings),
        site_url=site_address(settings),
        site_name=settings.get("site_name") or "",
        bands=bands,
        next_classes=next_classes_of(repository.cycles),
        analyse=Analyst(repository.cycles, bands, restated.carried),
        changes=restated.changes,
    )


def forge_of(root: Path) -> Forge | None:
    """Where the settings of a data repository say that changes are proposed."""
    return _forge(engine_settings(config_of(root)))


def _forge(settings: Mapping[str, Any]) -> Forge | None:
    """Where the settings say that changes are proposed; None without a repository's address."""
    extra = settings.get("extra") or {}
    repo = settings.get("repo_url", "").rstrip("/")
    kind = extra.get("forge", "")
    if link_fault(repo) or kind not in list(ForgeKind):
        return None
    return Forge(kind=ForgeKind(kind), repo=repo, branch=extra.get("branch") or "main")


def _in_script(text: str) -> str:
    """JSON that can stand in a script: the two line separators of JavaScript are spelt out."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")


def _sources(root: Path) -> Path:
    """The site's sources: the data repository's own, else those that ship with the package."""
    own = root / "site"
    return own if (own / "templates").is_dir() else share_folder() / "site"


@contextmanager
def _engine_at_work(
    root: Path, settings: Mapping[str, Any], sources: Path, made: Path, mirrors: Mirrors
) -> Iterator[Callable[[], Frames]]:
    config = config_of(root)
    with tempfile.TemporaryDirectory(prefix="parindex-") as scratch:
        pages = Path(scratch) / "pages"
        others = [lang for lang in LANGUAGES if lang not in mirrors.languages]
        shutil.copytree(sources / "pages", pages, ignore=_without(sources / "pages", others))
        own = root / "site" / "pages"
        if own.is_dir() and own != sources / "pages":
            # A data repository may have hand-written pages of its own without templates of its own.
            shutil.copytree(own, pages, dirs_exist_ok=True, ignore=_without(own, others))
        shutil.copytree(sources / "assets", pages / "assets")
        theme = (sources / "theme").resolve()
        with engine_at_work(config.resolve(), settings, pages, theme, made, STAMPED, mirrors) as frames:
            yield frames


def _without(top: Path, names: Sequence[str]) -> Callable[[str, list[str]], list[str]]:
    """What leaves out folders that stand right below `top`, for a copy of it."""
    return lambda folder, found: [name for name in found if name in names and Path(folder) == top]


def _write(sites: Sequence[Site], frames: Frames, made: Path, jobs: int, progress: Progress) -> int:
    """Writes the data and every page in its frame, in several processes where there are many; the number of pages."""
    work: list[Task] = [(site, job) for site in sites for job in site.jobs()]
    # What takes longest comes first, a share of its own each.
    first = sites[0]
    longest: list[Job | Blank | PaperJob | None] = [None, *paper_jobs(first.stock), *blanks(first.stock)]
    shares: list[Sequence[Task]] = [[(first, job)] for job in longest]
    shares += [[(site, CardJob(stock=site.stock))] for site in sites]
    shares += [work[at : at + _PAGES] for at in range(0, len(work), _PAGES)]
    pages = 0
    for _, written in shared_out(shares, partial(_write_share, frames, made), jobs, _FEWEST_SHARES):
        pages += written
        progress("pages", pages, len(work))
    return pages


def _write_share(frames: Frames, made: Path, share: Sequence[Task]) -> int:
    """Writes some pages, a workbook, papers or pictures; None stands for the data files. Tells how many pages."""
    pages = 0
    for site, job in share:
        if job is None:
            write_data(site.stock, made)
            continue
        if isinstance(job, Blank):
            write_file(made / job.path, job.data())
            continue
        if isinstance(job, PaperJob | CardJob):
            for path, data in job.files():
                write_file(made / path, data)
            continue
        page = job()
        path = mirrored(site.lang, page.path)
        html = frames.filled(page.tab, path, page.title, page.description, page.content, page.picture)
        write_file(made / path, html.encode())
        for beside, data in page.beside:
            write_file(made / beside, data)
        pages += 1
    return pages


class progress_on_terminal:  # noqa: N801 reads as a verb where it is used
    """A progress bar while standard error is a terminal; silence elsewhere, so in CI."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.bar: Any = None
        self.tasks: dict[str, Any] = {}
        self.drawn = 0.0

    def __enter__(self) -> Progress:
        if not sys.stderr.isatty() or os.environ.get("CI"):
            return no_progress
        from rich.console import Console  # noqa: PLC0415 only a terminal pays for it
        from rich.progress import Progress as Bar  # noqa: PLC0415

        # Without a thread that draws: processes are forked while the bar stands.
        self.bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
        self.bar.start()
        return self._told

    def _told(self, what: str, done: int, of: int) -> None:
        names = {"pages": "progress-pages", "engine": "progress-engine"}
        name = label(names.get(what, "progress-read"), self.lang)
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(f"{name} {'' if what in names else what}", total=of)
        self.bar.update(self.tasks[what], completed=done, refresh=self._is_time())

    def _is_time(self) -> bool:
        """Whether the bar was drawn long enough ago to be drawn again."""
        now = time.monotonic()
        if now - self.drawn < 0.1:
            return False
        self.drawn = now
        return True

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
