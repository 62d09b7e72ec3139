"""The record of what was seen: it is added to, and only the last row of an address grows."""

from collections.abc import Sequence
from dataclasses import replace

from parindex.model.evidence import Seen

_MOST_DAYS = 400

_SAME = ("final", "status", "type", "size", "sha256", "fault")


def entered(rows: Sequence[Seen], new: Seen) -> tuple[Seen, ...]:
    """The rows with one more thing seen. What is not later than the address's last row was entered before."""
    at = next((number for number in range(len(rows) - 1, -1, -1) if rows[number].url == new.url), None)
    if at is None:
        return (*rows, new)
    last = rows[at]
    if new.last <= last.last:
        return tuple(rows)
    days = (*last.days, *(day for day in new.days if day not in last.days))
    if all(getattr(last, name) == getattr(new, name) for name in _SAME) and len(days) <= _MOST_DAYS:
        grown = replace(
            last,
            **{
                name: getattr(new, name)
                for name in ("last", "fetched", "etag", "modified", "signature", "signer", "signed")
            },
            days=tuple(sorted(days)),
        )
        return (*rows[:at], grown, *rows[at + 1 :])
    return (*rows, new)


def content_of(rows: Sequence[Seen], url: str) -> Seen | None:
    """The content that was last seen at an address."""
    return next((row for row in reversed(rows) if row.url == url and not row.fault), None)
