"""Many documents at once, without many at one host."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from parindex.evidence.fetch import Sleep
from parindex.model.evidence import Fault, Seen
from parindex.model.links import link_host


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How many at once in all and at one host, and the pause (seconds) between two requests of one lane to a host.

    After `strikes` addresses of a host that did not answer at all, the others there are asked once and not again.
    """

    at_once: int = 16
    at_one_host: int = 2
    pause: float = 0.5
    strikes: int = 3


_NO_ANSWER = frozenset({Fault.NAME, Fault.CONNECT, Fault.TIMEOUT, Fault.TLS})


class Fetch(Protocol):
    """Asks for one document."""

    def __call__(self, url: str, known: Seen | None, *, patient: bool) -> Awaitable[Seen]:
        """What is there now; without patience it is asked for once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One address with the units that point at it and the content that was last seen there."""

    url: str
    units: tuple[str, ...]
    known: Seen | None = None


async def run_errands(
    errands: Iterable[Errand],
    fetch: Fetch,
    told: Callable[[Errand, Seen], None],
    manners: Manners,
    sleep: Sleep,
) -> None:
    """Runs all errands; each answer is told as soon as it is there. Hosts wait for themselves and for nobody else."""
    queues: dict[str, deque[Errand]] = {}
    for errand in errands:
        queues.setdefault(link_host(errand.url), deque()).append(errand)
    struck = dict.fromkeys(queues, 0)

    async def lane(host: str, queue: deque[Errand]) -> None:
        while queue:
            errand = queue.popleft()
            seen = await fetch(errand.url, errand.known, patient=struck[host] < manners.strikes)
            struck[host] = struck[host] + 1 if seen.fault in _NO_ANSWER else 0
            told(errand, seen)
            if queue:
                await sleep(manners.pause)

    async with asyncio.TaskGroup() as lanes:
        for host, queue in queues.items():
            for _ in range(min(manners.at_one_host, len(queue))):
                lanes.create_task(lane(host, queue))


def in_shard(unit: str, number: int, of: int) -> bool:
    """Whether a unit belongs to a shard (counted from 1): by its name alone, the same on every machine."""
    return int.from_bytes(hashlib.sha256(unit.encode()).digest()[:8], "big") % of == number - 1


def errands_of(wanted: Sequence[tuple[str, str]], known: Callable[[str, str], Seen | None]) -> list[Errand]:
    """(unit, address) pairs as errands, one for each address. Where units know different contents, it is read anew."""
    units: dict[str, list[str]] = {}
    for unit, url in wanted:
        held = units.setdefault(url, [])
        if unit not in held:
            held.append(unit)
    made: list[Errand] = []
    for url, names in units.items():
        contents = [known(unit, url) for unit in names]
        same = (
            all(seen is not None and seen.sha256 == contents[0].sha256 for seen in contents) if contents[0] else False
        )
        made.append(Errand(url=url, units=tuple(names), known=contents[0] if same else None))
    return made
