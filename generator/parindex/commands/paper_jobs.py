"""The papers that a site offers for download: which there are, and making them in the worker processes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parindex.model.repository import CycleKey, CycleResult, Repository
from parindex.paperwork.context import Desk
from parindex.paperwork.office import offered, paper_files, published
from parindex.paperwork.paper import Format
from parindex.render import urls
from parindex.render.opendata.tables import results_csv
from parindex.render.page import Download
from parindex.render.stock import Stock


def desk_for(cycle: CycleResult, site: str, *, draft: bool = False) -> Desk:
    """A cycle with the hash of its results as the open data publish them."""
    where = cycle.key
    return Desk(
        cycle=cycle,
        digest=hashlib.sha256(results_csv(cycle)).hexdigest(),
        file=f"{urls.cycle_data(*where)}/results.csv",
        page=urls.cycle_page(*where),
        site=site,
        draft=draft,
    )


def downloads(repository: Repository) -> Mapping[CycleKey, Sequence[Download]]:
    """What the page of each decided cycle offers; a cycle without a decision is not among them."""
    told: dict[CycleKey, Sequence[Download]] = {}
    for cycle in repository.cycles:
        where = cycle.key
        rows = [
            Download(what=what, files={form.value: urls.paper(*where, f"{name}.{form.value}") for form in Format})
            for what, name in offered(cycle)
        ]
        if rows:
            told[where] = rows
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJob:
    """The papers of one cycle, to be made."""

    cycle: CycleResult
    site: str

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file."""
        where = self.cycle.key
        for name, data in paper_files(published(desk_for(self.cycle, self.site)), tuple(Format)):
            yield urls.paper(*where, name), data


def paper_jobs(stock: Stock) -> Iterator[PaperJob]:
    """The papers of all cycles that offer any."""
    return (PaperJob(cycle=stock.cycles[key], site=stock.build.site_url) for key in stock.build.downloads)
