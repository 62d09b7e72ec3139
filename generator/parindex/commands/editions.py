"""The editions of decided cycles, with the figures of earlier ones read again from the commits that hold them."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from parindex.check.leaks import LEAKS
from parindex.commands.workers import shared_out
from parindex.model.edition import Edition, editions_of
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.roster import CycleKind, Unit
from parindex.pipeline import Progress, Scope, UnitsOfCycle, run
from parindex.source.commit import NoSuchCommit, commit_tree, has_commit

_SHARE = 32
_FEWEST_SHARES = 4
"""Below this a second process costs more than it brings."""


def editions(
    root: Path, repository: Repository, jobs: int
) -> Mapping[tuple[str, str], Sequence[tuple[Edition, CycleResult | None]]]:
    """The editions of each decided campaign, oldest first, the one in force with the results at hand.

    An earlier edition has None where its commit is not in this clone or its history, or was no published state.
    """
    head = repository.tree.commit or "HEAD"
    return {
        (made.programme.id, made.cycle.id): [
            (edition, _read_again(root, made, edition, head, jobs) if edition.commit else made)
            for edition in editions_of(made.cycle)
        ]
        for made in repository.cycles
        if made.cycle.kind is CycleKind.CAMPAIGN and made.cycle.decided
    }


def _read_again(root: Path, made: CycleResult, edition: Edition, head: str, jobs: int) -> CycleResult | None:
    try:
        if not has_commit(root, head, edition.commit):
            # A branch that nobody took, a draft of a decision foremost, was never published.
            return None
        tree = commit_tree(root, edition.commit)
    except NoSuchCommit:
        return None
    scope = Scope(programme=made.programme.id, cycle=made.cycle.id)
    then = run(tree, scope, score_units=partial(_summaries, jobs))
    if any(finding.rule in LEAKS for finding in then.findings):
        # What was taken out of the data since must not come back by this door.
        return None
    return next((cycle for cycle in then.cycles if cycle.cycle.decided), None)


def _summaries(jobs: int, work: UnitsOfCycle, _: Progress) -> list[UnitResult]:
    """A way to score units (`pipeline.ScoreUnits`) that keeps what a ranking shows and no more."""
    shares = [work.units[at : at + _SHARE] for at in range(0, len(work.units), _SHARE)]
    made = dict(shared_out(shares, partial(_share, work), jobs, _FEWEST_SHARES))
    return [result for number in range(len(shares)) for result in made[number]]


def _share(work: UnitsOfCycle, units: Sequence[Unit]) -> list[UnitResult]:
    return [work.result(unit).summary() for unit in units]
