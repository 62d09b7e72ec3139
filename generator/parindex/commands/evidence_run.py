"""A run of the link check: which units, what is fetched, and how what comes in is kept whatever happens."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.check.leaks import scan
from parindex.commands.evidence_records import Key, addresses, enter, evidence_lists, rows_of
from parindex.evidence.crowd import Errand, Manners, errands_of, in_shard, run_errands
from parindex.evidence.fetch import PART, Fetcher, Limits, Now, Sleep, stamp
from parindex.evidence.journal import Busy, Entry, Journal
from parindex.evidence.lock import content_of
from parindex.evidence.network import CheckedTransport, Network
from parindex.evidence.signature import Signature, examined_apart
from parindex.load.cycle import load_cycle
from parindex.load.evidence import trust_roots
from parindex.load.roster import load_programme, programme_ids
from parindex.model.evidence import EvidenceState, Fault, Seen, locked_on, status_of
from parindex.model.links import link_host
from parindex.source.worktree import worktree

_RESUMED_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which units are checked; `about` names the choice, so that only the same choice is resumed."""

    units: tuple[Key, ...]
    about: str
    shard: tuple[int, int] = (1, 1)


def selection(root: Path, unit: str | None, cycle: str | None, shard: str) -> Selection:
    """The units that are asked for; without a name all but those of sample programmes, whose documents do not exist."""
    number, slash, of = shard.partition("/")
    if not (slash and number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of) <= 1000):
        raise errors.UsageFault("usage-evidence-shard", value=shard)
    asked = [part for part in PurePosixPath(unit or cycle or "").parts if part not in (".", "submissions")]
    if (unit and len(asked) != 3) or (cycle and not unit and len(asked) != 2):
        raise errors.UsageFault("usage-needs-target")
    tree = worktree(root)
    found: list[Key] = []
    for programme_id in programme_ids(tree):
        programme = load_programme(tree, programme_id).programme
        if programme is None or (asked and asked[0] != programme_id) or (programme.sample and not asked):
            continue
        for path in tree.under(f"submissions/{programme_id}"):
            parts = path.split("/")
            if (
                len(parts) in (4, 5)
                and parts[2] in programme.cycles
                and (len(parts) == 4 or parts[3] in programme.units)
            ):
                key = (parts[1], parts[2], parts[3] if len(parts) == 5 else "")
                if key[: len(asked)] == tuple(asked) and in_shard("/".join(key), int(number), int(of)):
                    found.append(key)
    if asked and not found and int(of) == 1:
        raise errors.UsageFault("usage-no-path", path="submissions/" + "/".join(asked))
    about = f"{unit or cycle or 'all'} {number}/{of}"
    return Selection(units=tuple(dict.fromkeys(found)), about=about, shard=(int(number), int(of)))


def _nobody(done: int, of: int) -> None:
    """The silent progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How a run reaches the world, all of it arguments; a user can choose the archive and nothing else."""

    network: Network
    now: Now = lambda: datetime.now(UTC)
    sleep: Sleep = asyncio.sleep
    limits: Limits = field(default_factory=Limits)
    manners: Manners = field(default_factory=Manners)
    archive: Path | None = None
    progress: Callable[[int, int], None] = _nobody


@dataclass(slots=True)
class Told:
    """What a run has to tell: how many documents are in which state, and which of them need a look."""

    counts: Counter[EvidenceState] = field(default_factory=Counter)
    ill: list[tuple[str, str, EvidenceState]] = field(default_factory=list)
    resumed: int = 0


def check_links(root: Path, wanted: Selection, visit: Visit) -> Told:
    """Fetches every document of the selection and adds what was seen to the units' records.

    What comes in is written to a journal at once, and from there to the records at the end. A journal that an earlier
    run has left is taken up: if the choice is the same and half a day has not passed, only the rest is fetched.
    """
    number, of = wanted.shard
    desk = root / ".cache" / "evidence"
    path = desk / f"journal-{number}-of-{of}.jsonl"
    try:
        with Journal(path) as journal:
            done = _taken_up(root, desk, journal, wanted, visit)
            tree = worktree(root)
            pairs = [(unit, url) for unit in wanted.units for url in addresses(tree, unit) if (unit, url) not in done]
            records = {unit: rows_of(tree, unit) for unit in {unit for unit, _ in pairs}}
            errands = errands_of(
                [("/".join(unit), url) for unit, url in pairs], lambda name, url: content_of(records[_key(name)], url)
            )
            try:
                asyncio.run(_fetched(errands, journal, visit, trust_roots(tree)[0]))
            finally:
                offline = _offline(journal)
                if not offline:
                    enter(root, desk, journal.entries())
            journal.remove()
            if offline:
                raise errors.UsageFault("usage-evidence-offline")
    except Busy as busy:
        raise errors.UsageFault("usage-evidence-busy", path=str(path)) from busy
    return _told(root, wanted, len(done))


def _key(name: str) -> Key:
    programme, cycle, unit = name.split("/")
    return programme, cycle, unit


def _taken_up(root: Path, desk: Path, journal: Journal, wanted: Selection, visit: Visit) -> set[tuple[Key, str]]:
    """What a journal holds is entered; the answer is what need not be fetched again. Else a new journal is begun."""
    for left in [
        *desk.glob("lock-*"),
        *desk.glob(f"{PART}*"),
        *(visit.archive.glob(f"{PART}*") if visit.archive else ()),
    ]:
        left.unlink(missing_ok=True)
    done: set[tuple[Key, str]] = set()
    if journal.started and not _offline(journal):
        enter(root, desk, journal.entries())
        recent = visit.now() - datetime.fromisoformat(journal.started) < _RESUMED_WITHIN
        if recent and journal.about == wanted.about:
            done = {(_key(entry.unit), entry.seen.url) for entry in journal.entries()}
    if not done:
        journal.begin(stamp(visit.now()), wanted.about)
    return done


def _offline(journal: Journal) -> bool:
    """Whether nobody answered at all: then the fault is ours, and is not put down to the documents of several hosts."""
    hosts: set[str] = set()
    for entry in journal.entries():
        if entry.seen.fault not in (Fault.NAME, Fault.CONNECT):
            return False
        hosts.add(link_host(entry.seen.url))
    return len(hosts) > 1


async def _fetched(errands: list[Errand], journal: Journal, visit: Visit, roots: Sequence[str]) -> None:
    finished = 0

    async def examine(path: Path) -> Signature:
        return await examined_apart(path, roots, visit.now())

    def told(errand: Errand, seen: Seen) -> None:
        nonlocal finished
        for unit in errand.units:
            journal.add(Entry(unit=unit, seen=_harmless(seen)))
        finished += 1
        visit.progress(finished, len(errands))

    transport = CheckedTransport(visit.network, visit.manners.at_once)
    fetcher = Fetcher(
        transport,
        visit.limits,
        visit.now,
        visit.sleep,
        archive=visit.archive,
        at_once=visit.manners.at_once,
        examine=examine,
        scratch=journal.path.parent,
    )
    try:
        await run_errands(errands, fetcher.fetch, told, visit.manners, visit.sleep)
    finally:
        await transport.aclose()


def _harmless(seen: Seen) -> Seen:
    """Without the query of an address into which a redirect has put somebody's data or a key."""
    if seen.final and scan(seen.final):
        plain = seen.final.partition("?")[0]
        return replace(seen, final="" if scan(plain) else plain)
    return seen


def _told(root: Path, wanted: Selection, resumed: int) -> Told:
    made = Told(resumed=resumed)
    tree = worktree(root)
    cycles = {key: load_cycle(tree, *key, shared=False).cycle for key in {unit[:2] for unit in wanted.units}}
    for unit in wanted.units:
        cycle = cycles[unit[:2]]
        if cycle is None:
            continue
        rows, locked = rows_of(tree, unit), locked_on(cycle, unit[2])
        for evidence in evidence_lists(tree, unit):
            for key, record in evidence.items():
                state = status_of(record, rows, locked).state
                made.counts[state] += 1
                if state in (EvidenceState.CHANGED, EvidenceState.UNREACHABLE):
                    made.ill.append(("/".join(filter(None, unit)), key, state))
    return made
