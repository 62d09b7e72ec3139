"""The events of a unit, from the steps of its files, and when its filing was received."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from parindex.history.ledger import Key, Ledger, Step
from parindex.model.history import CYCLE_FILES, FILING, UNIT_FILES, Event, EventKind, FileFacts, Integration

Facts = Callable[[str, str], FileFacts]
"""The facts of a version of a file: its name without ending and the id of its content."""

_SIMPLE = {"explanation": EventKind.EXPLAINED, "appeal": EventKind.APPEALED, "ruling": EventKind.RULED}
_ORDER = (*UNIT_FILES, *CYCLE_FILES)

BEFORE_DECISION = frozenset(
    {
        EventKind.FILED,
        EventKind.CHANGED,
        EventKind.APPROVED,
        EventKind.APPROVAL_WITHDRAWN,
        EventKind.WITHDRAWN,
        EventKind.MOVED,
        EventKind.APPRAISED,
    }
)
"""What may be told of a closed cycle before its decision: what the unit did, and that a stage of appraisal was done."""


def timeline(ledger: Ledger, key: Key, facts: Facts) -> list[Event]:
    """The events of a unit together with those of its cycle that concern it, oldest first."""
    programme, cycle, unit = key
    whole = (programme, cycle, "")
    found = [*((key, step) for step in ledger.of(key)), *((whole, step) for step in ledger.of(whole) if unit)]
    found.sort(key=lambda entry: (entry[1].integration.number, _ORDER.index(entry[1].file)))
    events: list[Event] = []
    for _, together in groupby(found, key=lambda entry: entry[1].integration.number):
        steps = list(together)
        moved = next((step for _, step in steps if step.moved_from), None)
        if moved is not None:
            events.append(_event(EventKind.MOVED, key, moved, detail=moved.moved_from))
        for owner, step in steps:
            events += [event for event in _events(owner, step, facts) if event.unit in ("", unit)]
    return events


def visible(events: Iterable[Event], *, disclosed: bool) -> list[Event]:
    """The events that may be shown: of a closed cycle before its decision, none that tells what the appraisal said."""
    if disclosed:
        return list(events)
    seen: set[tuple[EventKind, str]] = set()
    shown = []
    for event in events:
        appraisal = event.file not in (FILING, *CYCLE_FILES)
        again = (event.kind, event.detail) in seen
        if event.kind not in BEFORE_DECISION or (appraisal and (event.kind is not EventKind.APPRAISED or again)):
            continue
        if appraisal:
            seen.add((event.kind, event.detail))
        shown.append(event)
    return shown


def first_received(steps: Sequence[Step], approved: Callable[[str], bool]) -> Integration | None:
    """The integration in which the filing that stands now first arrived with its approval.

    A filing that was taken out counts as never filed; brought back unchanged it has its old receipt again.
    """
    receipt: Integration | None = None
    known: dict[str, Integration] = {}
    for step in steps:
        if step.file != FILING:
            continue
        if not step.new:
            receipt = None
        elif receipt is None:
            receipt = known.get(step.new)
            if receipt is None and approved(step.new):
                receipt = step.integration
        if receipt is not None:
            known.setdefault(step.new, receipt)
    return receipt


def first_filed(steps: Sequence[Step]) -> Integration | None:
    """The integration in which the filing that stands now first arrived, approved or not."""
    first: Integration | None = None
    for step in steps:
        if step.file == FILING:
            first = None if not step.new else first or step.integration
    return first


def _events(key: Key, step: Step, facts: Facts) -> Iterator[Event]:
    if not step.new:
        yield _event(EventKind.WITHDRAWN, key, step)
    elif step.file == FILING:
        yield from _filing(key, step, facts)
    elif step.file in _SIMPLE:
        if step.old != step.new:
            yield _event(_SIMPLE[step.file], key, step)
    elif step.file == "appraisal":
        yield from _parts(key, step, facts, EventKind.APPRAISED, EventKind.APPRAISAL_CHANGED)
    elif step.file == "errata":
        yield from _parts(key, step, facts, EventKind.ERRATUM, EventKind.ERRATUM)
    elif step.old != step.new:
        yield _event(EventKind.DECISION_CHANGED if step.old else EventKind.DECIDED, key, step)


def _filing(key: Key, step: Step, facts: Facts) -> Iterator[Event]:
    now = facts(FILING, step.new)
    if not step.old:
        yield _event(EventKind.FILED, key, step)
        if now.approved:
            yield _event(EventKind.APPROVED, key, step)
        return
    if step.old == step.new:
        return
    before = facts(FILING, step.old)
    same_words = before.body == now.body
    if not same_words or (before.approved == now.approved and not step.moved_from):
        yield _event(EventKind.CHANGED, key, step)
    if before.approved != now.approved:
        yield _event(EventKind.APPROVED if now.approved else EventKind.APPROVAL_WITHDRAWN, key, step)


def _parts(key: Key, step: Step, facts: Facts, new: EventKind, changed: EventKind) -> Iterator[Event]:
    """One event for each stage or entry that was added, changed or taken out; one for a file that shows none."""
    if step.old == step.new:
        return
    before = facts(step.file, step.old).parts if step.old else {}
    now = facts(step.file, step.new).parts
    for name, part in now.items():
        if name not in before or before[name].mark != part.mark:
            yield _event(new if name not in before else changed, key, step, detail=name, unit=part.unit)
    for name, part in before.items():
        if name not in now:
            yield _event(EventKind.WITHDRAWN, key, step, detail=name, unit=part.unit)


def _event(kind: EventKind, key: Key, step: Step, *, detail: str = "", unit: str = "") -> Event:
    return Event(
        kind=kind,
        programme=key[0],
        cycle=key[1],
        unit=key[2] or unit,
        file=step.file,
        integration=step.integration,
        detail=detail,
        old=step.old,
        new=step.new,
    )
