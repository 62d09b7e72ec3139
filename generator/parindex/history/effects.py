"""What each event did to a unit's points, by scoring the versions of its files one after the other."""

from collections.abc import Callable, Mapping, Sequence

from parindex.history.ledger import Step
from parindex.history.timeline import Facts
from parindex.model.history import FILING, UNIT_FILES, Effect, Event, EventKind, PointsThen

Files = Mapping[str, str]
"""Contents of a unit's files by name without ending, as ids."""

_NO_POINTS = frozenset({EventKind.APPROVED, EventKind.APPROVAL_WITHDRAWN, EventKind.MOVED})


def versions(steps: Sequence[Step]) -> dict[int, Files]:
    """The unit's files after each integration that touched them, by its number."""
    now: dict[str, str] = {}
    after: dict[int, Files] = {}
    for step in steps:
        if step.file in UNIT_FILES:
            now = {name: blob for name, blob in {**now, step.file: step.new}.items() if blob}
            after[step.integration.number] = now
    return after


def worth_scoring(steps: Sequence[Step]) -> bool:
    """Whether there is anything to tell: more than one version of the filing, or a file beside it."""
    mine = [step for step in steps if step.file in UNIT_FILES]
    return len(mine) > 1


def effects(
    events: Sequence[Event],
    steps: Sequence[Step],
    facts: Facts,
    score: Callable[[Files], PointsThen],
    *,
    disclosed: bool,
) -> list[Effect | None]:
    """For each event the points before and after; None where it moves none, or where they may not be told yet.

    `score` is asked once for versions that say the same. Of several events of one integration the first that can move
    points carries the effect.
    """
    after = versions(steps)
    numbers = list(after)
    known: dict[tuple[object, ...], PointsThen] = {}

    def points(files: Files) -> PointsThen:
        if FILING not in files:
            return PointsThen()
        said = facts(FILING, files[FILING])
        rest = tuple(sorted((name, blob) for name, blob in files.items() if name != FILING))
        # Whether a filing is approved decides whether its appraisal counts, and without one decides nothing.
        key = (said.body or files[FILING], said.approved if rest else None, rest)
        if key not in known:
            known[key] = score(files)
        return known[key]

    told: list[Effect | None] = []
    used: set[int] = set()
    for event in events:
        number = event.integration.number
        hidden = not disclosed and event.file != FILING
        if number in used or number not in after or event.kind in _NO_POINTS or hidden:
            told.append(None)
            continue
        used.add(number)
        at = numbers.index(number)
        before = points(after[numbers[at - 1]]) if at else PointsThen()
        told.append(Effect(before=before, after=points(after[number])))
    return told
