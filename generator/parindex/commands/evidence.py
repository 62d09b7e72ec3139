"""`parindex evidence check`: what has become of the documents behind the links, added to each unit's record.

This opens addresses that strangers wrote. It runs on a schedule and never for a pull request.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parindex import errors
from parindex.i18n.text import label
from parindex.model.evidence import EvidenceState
from parindex.report.findings import visible

if TYPE_CHECKING:
    from parindex.commands.evidence_run import Told


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """What to check and which share of it."""
    parser.add_argument("action", choices=("check",), help=label("cli-evidence-action", lang))
    parser.add_argument("--unit", metavar="UNIT", help=label("cli-evidence-unit", lang))
    parser.add_argument("--cycle", metavar="CYCLE", help=label("cli-evidence-cycle", lang))
    parser.add_argument("--shard", metavar="I/N", default="1/1", help=label("cli-evidence-shard", lang))
    parser.add_argument("--archive", type=Path, metavar="DIR", help=label("cli-evidence-archive", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Fetches and records; 0 also where documents are gone, because that is what was to be found out."""
    event = os.environ.get("GITHUB_EVENT_NAME", "")
    if event.startswith("pull_request") or os.environ.get("CI_MERGE_REQUEST_ID"):
        raise errors.UsageFault("usage-evidence-pull-request")
    try:
        from parindex.commands import evidence_run  # noqa: PLC0415 needs an extra of the installation
        from parindex.evidence.network import Network  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise errors.UsageFault("usage-evidence-extra", name=str(missing.name)) from missing
    wanted = evidence_run.selection(arguments.root, arguments.unit, arguments.cycle, arguments.shard)
    archive: Path | None = arguments.archive
    if archive is not None and archive.resolve().is_relative_to(arguments.root.resolve()):
        raise errors.UsageFault("usage-evidence-archive", path=str(archive))
    with _bar(arguments.lang) as progress:
        visit = evidence_run.Visit(network=Network(), archive=archive, progress=progress)
        told = evidence_run.check_links(arguments.root, wanted, visit)
    sys.stdout.write(_summary(told, arguments.lang))
    return errors.FINE


def _summary(told: "Told", lang: str) -> str:
    lines = [
        label("evidence-ill", lang, unit=unit, id=visible(key), state=label(f"evidence-state-{state}", lang))
        for unit, key, state in told.ill
    ]
    if told.resumed:
        lines.append(label("evidence-resumed", lang, count=str(told.resumed)))
    counts = [
        f"{label(f'evidence-state-{state}', lang)}: {told.counts[state]}"
        for state in EvidenceState
        if told.counts[state]
    ]
    return "".join(f"{line}\n" for line in [*lines, "; ".join(counts) or label("evidence-none", lang)])


class _bar:  # noqa: N801 reads as a verb where it is used
    """A bar while standard error is a terminal; silence elsewhere."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        if not sys.stderr.isatty() or os.environ.get("CI"):
            return lambda done, of: None
        from rich.console import Console  # noqa: PLC0415 only a terminal pays for it
        from rich.progress import Progress  # noqa: PLC0415

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.bar.start()
        task = self.bar.add_task(label("progress-links", self.lang), total=None)

        def told(done: int, of: int) -> None:
            self.bar.update(task, completed=done, total=of)

        return told

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
