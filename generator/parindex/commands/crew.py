"""Scores the units of a cycle, in several processes where they are many, and writes their papers at once.

Of a unit nothing is kept but its summary and what was written about it, and the longest part of that waits on the disk:
a country's filings are never held together.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from parindex.commands.workers import shared_out
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.roster import Unit
from parindex.pipeline import Halted, Progress, UnitsOfCycle
from parindex.publish.writer import write_file
from parindex.render.papers import Clerk, Papers, Waiting
from parindex.render.site import CycleKey

_SHARE = 16
_FEWEST_SHARES = 12
"""Below this a second process costs more than it brings."""

History = Callable[[CycleResult, UnitResult], Sequence[Any]]
"""The rows of a unit's timeline in git."""

_Written = list[tuple[UnitResult, Papers]]


class Crew:
    """A way to score units (`pipeline.ScoreUnits`) that fills `papers` on the way; long ones wait in a folder."""

    def __init__(self, templates: Path, waiting: Path, lang: str, jobs: int, history: History | None = None) -> None:
        self.papers: dict[CycleKey, dict[str, Papers]] = {}
        self._templates = templates
        self._waiting = waiting
        self._lang = lang
        self._jobs = jobs
        self._history = history

    def __call__(self, work: UnitsOfCycle, progress: Progress) -> list[UnitResult]:
        """The summaries of the units, in their order."""
        try:
            written = self._written(work, progress)
        except Exception as bad:
            raise Halted(f"the units of {work.scorer.cycle.folder} could not be written") from bad
        self.papers[work.programme.id, work.scorer.cycle.id] = {result.unit.id: paper for result, paper in written}
        return [result for result, _ in written]

    def _written(self, work: UnitsOfCycle, progress: Progress) -> _Written:
        clerk = Clerk(work.cycle, self._templates, self._lang)
        shares = [work.units[at : at + _SHARE] for at in range(0, len(work.units), _SHARE)]
        made: dict[int, _Written] = {}
        done = 0
        for number, written in shared_out(
            shares, partial(_share, work, clerk, self._waiting, self._history), self._jobs, _FEWEST_SHARES
        ):
            made[number] = written
            done += len(written)
            progress(work.scorer.cycle.folder, done, len(work.units))
        sets = work.scorer.regulation.sets
        return [
            (replace(result, unit=unit, criteria=sets.get(unit.group)), paper)
            for number, share in enumerate(shares)
            for unit, (result, paper) in zip(share, made[number], strict=True)
        ]


def _share(work: UnitsOfCycle, clerk: Clerk, waiting: Path, history: History | None, units: Sequence[Unit]) -> _Written:
    # Leaves are looked at again, one by one, where an official table or a correction names the unit.
    cycle = work.scorer.cycle
    whole = {*cycle.official, *(erratum.unit for erratum in cycle.errata)}
    written: _Written = []
    details = bytearray()
    file = waiting / work.programme.id / cycle.id / units[0].id
    for unit in units:
        result = work.result(unit)
        papers = clerk.papers(result, history(work.cycle, result) if history else ())
        start = len(details)
        details += papers.below()
        there = Waiting(file=str(file), start=start, end=len(details))
        details += papers.by_criterion()
        sheet = Waiting(file=str(file), start=there.end, end=len(details)) if papers.health else b""
        # The criteria are the parent's already and need not be sent back.
        kept = replace(result if unit.id in whole else result.summary(), criteria=None)
        written.append((kept, replace(papers, details=there, sheet=sheet)))
    write_file(file, bytes(details))
    return written
