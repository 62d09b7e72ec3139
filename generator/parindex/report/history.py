"""The timeline of a unit in words: rows for a page or a terminal, and the same as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parindex.i18n.numbers import date_text, number_text
from parindex.i18n.text import label
from parindex.model.change import CYCLE_FILES, UNIT_FILES
from parindex.model.history import AfterDecision, Effect, Event, EventKind, PointsThen
from parindex.model.phase import VIETNAM
from parindex.model.points import exact_text
from parindex.report.findings import visible

_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One event as readers see it; every text is plain text, to be escaped where it is put into a page.

    `kind` is the word of `EventKind`, for a style; `when` is the time of receipt in Vietnam, `iso` the same for
    machines, `doubt` what makes it doubtful (mostly nothing), `points` old and new points or an empty text; `signed`
    says that an approval was signed with a key of the roster, `appraised` that the points are those after appraisal.
    """

    kind: str
    when: str
    iso: str
    what: str
    authors: str
    commit: str
    short: str
    source: str
    doubt: str
    points: str
    signed: bool = False
    appraised: bool = False


def history_rows(
    events: Sequence[Event], effects: Sequence[Effect | None], stages: Mapping[str, str], lang: str
) -> tuple[HistoryRow, ...]:
    """The rows of a timeline, oldest first; `stages` names the stages of appraisal."""
    return tuple(_row(event, effect, stages, lang) for event, effect in zip(events, effects, strict=True))


def moment_text(moment: datetime, lang: str) -> str:
    """A moment in Vietnam to the minute: "05/01/2026 09:00"; English readers get the ISO order."""
    here = moment.astimezone(VIETNAM)
    return f"{date_text(here.date().isoformat(), lang)} {here:%H:%M}"


def moment_iso(moment: datetime) -> str:
    """A moment in Vietnam as files of the repository hold it."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def history_text(rows: Sequence[HistoryRow], lang: str) -> str:
    """The rows as a table for a terminal, with a line on what the columns are."""
    heads = [label(f"history-{column}", lang) for column in ("when", "what", "points", "who", "commit", "source")]
    lines = [[row.when, row.what, row.points, row.authors, row.short, row.source + row.doubt] for row in rows]
    return table_text([heads, *lines])


def table_text(lines: Sequence[Sequence[str]]) -> str:
    """Columns side by side, each as wide as its longest cell; nothing in a cell can steer a terminal."""
    shown = [[visible(cell) for cell in line] for line in lines]
    widths = [max(len(line[column]) for line in shown) for column in range(len(shown[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in shown
    )


def history_json(events: Sequence[Event], effects: Sequence[Effect | None]) -> list[dict[str, Any]]:
    """The events for other programs; points are exact decimals or fractions as text."""
    return [_told(event, effect) for event, effect in zip(events, effects, strict=True)]


def _row(event: Event, effect: Effect | None, stages: Mapping[str, str], lang: str) -> HistoryRow:
    integration = event.integration
    return HistoryRow(
        kind=event.kind.value,
        when=moment_text(integration.received, lang),
        iso=moment_iso(integration.received),
        what=_what(event, stages, lang),
        # Anybody can write any name into a commit; the account is what the server knew.
        authors=integration.actor or ", ".join(integration.authors),
        commit=integration.commit,
        short=integration.short,
        source=label(f"receipt-{integration.source.value}", lang),
        doubt=label("receipt-doubt", lang) if integration.doubtful else "",
        points=_points(effect, lang),
        signed=bool(event.signed_by),
        appraised=effect is not None and effect.after.official is not None,
    )


def _what(event: Event, stages: Mapping[str, str], lang: str) -> str:
    late, same = event.after_decision, event.after_decision is AfterDecision.SAME
    text = label("event-late-same" if same else f"event-{event.kind.value}", lang)
    if same or event.kind is EventKind.WITHDRAWN:
        kind = {**UNIT_FILES, **CYCLE_FILES}[f"{event.file}.yaml"]
        text += f" ({label(f'class-{kind.value}', lang)})"
    if late and not same:
        text += f" ({label('event-late-moved' if late is AfterDecision.MOVED else 'event-late', lang)})"
    if event.signed_by:
        text += f" ({label('history-signed', lang, name=event.signed_by)})"
    return f"{text}: {stages.get(event.detail, event.detail)}" if event.detail else text


def _points(effect: Effect | None, lang: str) -> str:
    if effect is None:
        return ""
    # After an appraisal the points that stand are told, beside what stood before: the claim where nothing else did.
    before, after = _standing(effect.before), _standing(effect.after)
    if after is None:
        return label("history-points-none", lang)
    now = number_text(after, lang, _DECIMALS)
    if before is None:
        return now
    if before == after:
        return label("history-points-same", lang, points=now)
    return f"{number_text(before, lang, _DECIMALS)} → {now}"


def _standing(points: PointsThen) -> Any:
    return points.claimed if points.official is None else points.official


def _told(event: Event, effect: Effect | None) -> dict[str, Any]:
    integration = event.integration
    told: dict[str, Any] = {
        "kind": event.kind.value,
        "programme": event.programme,
        "cycle": event.cycle,
        "unit": event.unit,
        "file": event.file,
        "detail": event.detail,
        "received": moment_iso(integration.received),
        "source": integration.source.value,
        "doubtful": integration.doubtful,
        "authors": list(integration.authors),
        "actor": integration.actor,
        "commit": integration.commit,
        "signed_by": event.signed_by,
        "after_decision": event.after_decision.value if event.after_decision else None,
    }
    if effect is not None:
        told["points"] = {"before": _figures(effect.before), "after": _figures(effect.after)}
    return told


def _figures(points: PointsThen) -> dict[str, str | None]:
    return {
        "claimed": None if points.claimed is None else exact_text(points.claimed),
        "official": None if points.official is None else exact_text(points.official),
    }
