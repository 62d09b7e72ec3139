"""Scores the units of a cycle, in several processes where they are many, and writes their papers at once.

Of a unit nothing is kept but its summary and what was written about it, of which the long texts wait on the disk: a
country's filings are never held together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from parindex.commands.workers import shared_out
from parindex.model.repository import CycleKey, CycleResult
from parindex.model.result import UnitResult
from parindex.model.roster import Unit
from parindex.pipeline import Halted, Progress, UnitsOfCycle
from parindex.publish.writer import write_file
from parindex.render.opendata.units import UnitData
from parindex.render.papers import Clerk, Papers
from parindex.render.waiting import Shelf, text_of

_SHARE = 16
_FEWEST_SHARES = 12
"""Below this a second process costs more than it brings."""

History = Callable[[CycleResult, UnitResult], Mapping[str, Sequence[Any]]]
"""The rows of a unit's timeline in git, by language."""

_Written = list[tuple[UnitResult, dict[str, Papers]]]


class Crew:
    """A way to score units (`pipeline.ScoreUnits`) that fills `papers` on the way; long ones wait in a folder.

    Each unit is scored once and written in every one of the languages.
    """

    def __init__(
        self, templates: Path, waiting: Path, languages: Sequence[str], jobs: int, history: History | None = None
    ) -> None:
        self.papers: dict[str, dict[CycleKey, dict[str, Papers]]] = {lang: {} for lang in languages}
        self._templates = templates
        self._waiting = waiting
        self._jobs = jobs
        self._history = history

    def __call__(self, work: UnitsOfCycle, progress: Progress) -> list[UnitResult]:
        """The summaries of the units, in their order."""
        try:
            written = self._written(work, progress)
        except Exception as bad:
            raise Halted(f"the units of {work.scorer.cycle.folder} could not be written") from bad
        for lang, papers in self.papers.items():
            papers[work.programme.id, work.scorer.cycle.id] = {result.unit.id: told[lang] for result, told in written}
        return [result for result, _ in written]

    def _written(self, work: UnitsOfCycle, progress: Progress) -> _Written:
        clerks = {lang: Clerk(work.cycle, self._templates, lang) for lang in self.papers}
        shares = [work.units[at : at + _SHARE] for at in range(0, len(work.units), _SHARE)]
        made: dict[int, _Written] = {}
        done = 0
        for number, written in shared_out(
            shares, partial(_share, work, clerks, self._waiting, self._history), self._jobs, _FEWEST_SHARES
        ):
            made[number] = written
            done += len(written)
            progress(work.scorer.cycle.folder, done, len(work.units))
        sets = work.scorer.regulation.sets
        return [
            (replace(result, unit=unit, criteria=sets.get(unit.group)), told)
            for number, share in enumerate(shares)
            for unit, (result, told) in zip(share, made[number], strict=True)
        ]


def _share(
    work: UnitsOfCycle, clerks: Mapping[str, Clerk], waiting: Path, history: History | None, units: Sequence[Unit]
) -> _Written:
    # Leaves are looked at again, one by one, where an official table or a correction names the unit.
    cycle = work.scorer.cycle
    whole = {*cycle.official, *(erratum.unit for erratum in cycle.errata)}
    written: _Written = []
    shelves = {lang: Shelf(waiting / lang / work.programme.id / cycle.id / units[0].id) for lang in clerks}
    for unit in units:
        result = work.result(unit)
        rows = history(work.cycle, result) if history else {}
        told = {lang: _put(shelves[lang], clerk.papers(result, rows.get(lang, ()))) for lang, clerk in clerks.items()}
        # The criteria are the parent's already and need not be sent back.
        kept = replace(result if unit.id in whole else result.summary(), criteria=None)
        written.append((kept, told))
    for shelf in shelves.values():
        write_file(shelf.file, shelf.content())
    return written


def _put(shelf: Shelf, papers: Papers) -> Papers:
    """The papers with their long texts on a shelf."""
    data = papers.data
    return replace(
        papers,
        details=shelf.put(papers.below()),
        sheet=shelf.put(papers.by_criterion()),
        rows=shelf.put_rows(papers.rows),
        data=UnitData(rows=shelf.put(text_of(data.rows)), json=shelf.put(text_of(data.json))) if data else None,
    )
