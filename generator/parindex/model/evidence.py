"""What is known of a document behind a link: what was seen of it and when, and what follows from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parindex.model.filing import Evidence
from parindex.model.phase import day_of
from parindex.model.roster import Cycle

LOCK_FILE = "evidence.lock.yaml"
"""The record of what was seen of a unit's documents, or of a campaign's own; it goes on after the decision."""

DAYS_OF_FAILURE = 3
"""On so many different days a document must have failed to come before it is called unreachable."""


class Fault(StrEnum):
    """Why a document did not come.

    ADDRESS is an address that is never asked; INSIDE one that leads into a network that is not public.
    """

    ADDRESS = "address"
    INSIDE = "inside"
    NAME = "name"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    BROKEN = "broken"
    STATUS = "status"
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    ENCODING = "encoding"


class SignatureVerdict(StrEnum):
    """What can be said of the signatures on a PDF; of several the worst counts.

    UNTRUSTED is a good signature that leads to no root of the repository, or whose certificate was not valid when it
    was made as far as that can be proven. UNSIGNED documents, such as scans, are allowed.
    """

    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNTRUSTED = "untrusted"
    VALID = "valid"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing seen at an address, from its first to its last time: the same content, or the same fault.

    `first`, `last` and `fetched` (when the content itself was last read) are moments in UTC, ISO text. `days` are the
    days on which a fault was met. `final` is where the redirects led, empty where there were none. `signature` is the
    verdict on a PDF, `signer` whom its last signature names, `signed` the moment by a trusted timestamp and no other.
    """

    url: str
    first: str
    last: str
    fetched: str = ""
    final: str = ""
    status: str = ""
    type: str = ""
    size: str = ""
    sha256: str = ""
    etag: str = ""
    modified: str = ""
    signature: str = ""
    signer: str = ""
    signed: str = ""
    fault: str = ""
    days: tuple[str, ...] = ()


class EvidenceState(StrEnum):
    """What can be said of a document today."""

    LIVE = "live"
    MOVED = "moved"
    CHANGED = "changed"
    FAILING = "failing"
    UNREACHABLE = "unreachable"
    RESTRICTED = "restricted"
    IN_REPOSITORY = "in-repository"
    NO_LINK = "no-link"
    UNCHECKED = "unchecked"


SOUND = frozenset({EvidenceState.LIVE, EvidenceState.MOVED, EvidenceState.IN_REPOSITORY})
"""States in which a reader can open the document that was filed."""

ILL = frozenset({EvidenceState.CHANGED, EvidenceState.FAILING, EvidenceState.UNREACHABLE})
"""States that somebody has to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStatus:
    """The state of one document with what it rests on.

    `seen` is the last time the content was there (ISO moment, empty: never), `sha256` that content's hash, `reference`
    the hash it should have. `fault` and `failed` (days) tell of failures since. `insecure`: it came over plain http.
    `signature`, `signer` and `signed` are those of the content that was last there (`Seen`).
    """

    state: EvidenceState
    seen: str = ""
    sha256: str = ""
    reference: str = ""
    final: str = ""
    fault: str = ""
    failed: tuple[str, ...] = ()
    insecure: bool = False
    signature: str = ""
    signer: str = ""
    signed: str = ""


def status_of(record: Evidence, seen: Sequence[Seen], locked: str) -> EvidenceStatus:
    """The state of a document by what was seen of it; `locked` is the last day (ISO) on which it might still change.

    Its content should be what its own hash says; without one, what was there at the end of that day; where nothing had
    been seen by then, what was seen first.
    """
    if record.restricted:
        return EvidenceStatus(state=EvidenceState.RESTRICTED, reference=record.sha256)
    if not record.url:
        state = EvidenceState.IN_REPOSITORY if record.path else EvidenceState.NO_LINK
        # The content of a document in the repository is compared with its hash whenever it is checked.
        return EvidenceStatus(state=state, reference=record.sha256, sha256=record.sha256 if record.path else "")
    mine = [row for row in seen if row.url == record.url]
    good = [row for row in mine if not row.fault]
    if not mine:
        return EvidenceStatus(state=EvidenceState.UNCHECKED, reference=record.sha256)
    last = good[-1] if good else None
    failed: tuple[str, ...] = ()
    fault = ""
    for row in reversed(mine):
        if not row.fault:
            break
        failed, fault = tuple(dict.fromkeys((*row.days, *failed))), fault or row.fault
    reference = record.sha256 or _reference(good, locked)
    if failed:
        gone = len(failed) >= DAYS_OF_FAILURE
        state = EvidenceState.UNREACHABLE if gone else EvidenceState.FAILING
    elif last is not None and last.sha256 != reference:
        state = EvidenceState.CHANGED
    else:
        state = EvidenceState.MOVED if last is not None and last.final else EvidenceState.LIVE
    return EvidenceStatus(
        state=state,
        seen=last.last if last else "",
        sha256=last.sha256 if last else "",
        reference=reference,
        final=last.final if last else "",
        fault=fault,
        failed=failed,
        insecure=bool(last and (last.final or last.url).startswith("http:")),
        signature=last.signature if last else "",
        signer=last.signer if last else "",
        signed=last.signed if last else "",
    )


def _reference(good: Sequence[Seen], locked: str) -> str:
    before = [row for row in good if locked and day_of(datetime.fromisoformat(row.first)) <= locked]
    chosen = before[-1] if before else next(iter(good), None)
    return chosen.sha256 if chosen else ""


def statuses(evidence: Mapping[str, Evidence], seen: Sequence[Seen], locked: str) -> dict[str, EvidenceStatus]:
    """The state of every document of a list, by its id."""
    by_url: dict[str, list[Seen]] = {}
    for row in seen:
        by_url.setdefault(row.url, []).append(row)
    return {key: status_of(record, by_url.get(record.url, ()), locked) for key, record in evidence.items()}


def locked_on(cycle: Cycle, unit: str) -> str:
    """The last day (ISO) on which a unit could still change what it filed; empty where none is set."""
    return max(cycle.deadline(unit), cycle.reopened_until(unit))


def campaign_records(cycle: Cycle) -> dict[str, Evidence]:
    """The documents that a campaign's own files point at: adjustments, indices of others, the source, the decision."""
    found = dict(cycle.adjustment_evidence)
    for key, index in cycle.external.items():
        found[f"external-{key}"] = Evidence(id=f"external-{key}", title=index.source_title, url=index.source_url)
    if cycle.source is not None:
        found["source"] = Evidence(id="source", title=cycle.source.title, url=cycle.source.url)
    if cycle.decision is not None and cycle.decision.url:
        made = cycle.decision
        told = {"title": made.title, "number": made.number, "date": made.date, "url": made.url, "sha256": made.sha256}
        found["decision"] = Evidence(id="decision", issuer=made.issuer, **told)
    return {key: record for key, record in found.items() if record.url}


_FIXED = ("final", "status", "type", "size", "sha256", "fault")


def extends(old: Sequence[Seen], new: Sequence[Seen]) -> bool:
    """Whether a record is an earlier one that was only added to: nothing is gone, and nothing was told otherwise."""
    if len(new) < len(old):
        return False
    last = {row.url: number for number, row in enumerate(old)}
    for number, (was, now) in enumerate(zip(old, new, strict=False)):
        if was == now:
            continue
        grown = last[was.url] == number and was.url == now.url and was.first == now.first and was.last <= now.last
        if not grown or any(getattr(was, name) != getattr(now, name) for name in _FIXED):
            return False
        if not set(was.days) <= set(now.days):
            return False
    return True
