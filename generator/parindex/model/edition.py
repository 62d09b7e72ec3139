"""Editions: what a cycle's published results were from one publication to the next correction."""

from collections.abc import Sequence
from dataclasses import dataclass

from parindex.model.docket import Erratum
from parindex.model.roster import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of a cycle's results; `number` counts from 1.

    `since` is the day (ISO) of the decision or of the corrections that made it. `commit` is where its figures stand,
    empty for the edition in force; `errata` are the corrections that led to it.
    """

    number: int
    since: str
    commit: str
    errata: tuple[Erratum, ...] = ()


def editions_of(cycle: Cycle) -> tuple[Edition, ...]:
    """The editions of a decided cycle, the one in force last; none before the decision.

    Corrections that name the same commit as the place of their old figures were published together.
    """
    if cycle.decision is None:
        return ()
    rounds: list[list[Erratum]] = []
    for erratum in sorted(cycle.errata, key=lambda entry: entry.date):
        if rounds and rounds[-1][0].version == erratum.version:
            rounds[-1].append(erratum)
        else:
            rounds.append([erratum])
    since = [cycle.decision.date, *(made[0].date for made in rounds)]
    commits = [*(made[0].version for made in rounds), ""]
    led: list[Sequence[Erratum]] = [(), *rounds]
    return tuple(
        Edition(number=number, since=day, commit=commit, errata=tuple(errata))
        for number, (day, commit, errata) in enumerate(zip(since, commits, led, strict=True), 1)
    )
