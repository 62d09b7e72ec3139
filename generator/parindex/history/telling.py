"""How a timeline is told: nobody filed imported figures, and a change after the decision says that it is one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parindex.model.history import UNIT_FILES, AfterDecision, Effect, Event, EventKind

_IMPORTED = {EventKind.FILED: EventKind.IMPORTED, EventKind.CHANGED: EventKind.IMPORT_CHANGED}
_NOBODY_APPROVED = frozenset({EventKind.APPROVED, EventKind.APPROVAL_WITHDRAWN})


def as_imported(events: Iterable[Event]) -> list[Event]:
    """The events of a unit whose figures come from a source: written down and changed, never filed or approved."""
    told = (event for event in events if event.kind not in _NOBODY_APPROVED)
    return [replace(event, kind=_IMPORTED.get(event.kind, event.kind)) for event in told]


def after_decision(events: Sequence[Event], effects: Sequence[Effect | None]) -> list[Event]:
    """The events with what changed a unit's files after the decision without a correction in the same integration.

    Only the points can tell whether such a change is a matter of spelling; where they are not known, nothing is said
    of them.
    """
    moved = {event.integration.number: effect for event, effect in zip(events, effects, strict=True) if effect}
    corrected = {event.integration.number for event in events if event.kind is EventKind.ERRATUM}
    decided: int | None = None
    told = []
    for event in events:
        number = event.integration.number
        if event.file == "decision":
            decided = None if event.kind is EventKind.WITHDRAWN else number if decided is None else decided
        late = decided is not None and number > decided and event.file in UNIT_FILES
        alone = number not in corrected and event.kind is not EventKind.MOVED
        told.append(replace(event, after_decision=_what_it_did(moved.get(number))) if late and alone else event)
    return told


def _what_it_did(effect: Effect | None) -> AfterDecision:
    if effect is None:
        return AfterDecision.UNTOLD
    return AfterDecision.SAME if effect.before == effect.after else AfterDecision.MOVED
