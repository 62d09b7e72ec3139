"""One document: asked for politely, followed with care, read up to a limit, and described."""

import asyncio
import hashlib
import os
import re
import ssl
import tempfile
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from parindex import __version__
from parindex.evidence.address import address_fault
from parindex.evidence.network import CheckedTransport, Refused
from parindex.evidence.signature import Signature
from parindex.model.evidence import Fault, Seen
from parindex.model.phase import day_of

Now = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
Examine = Callable[[Path], Awaitable[Signature]]
"""Looks at the signatures on a PDF."""

PART = ".part-"
"""How names of copies begin that are not whole yet; what is left of them after a kill may be deleted."""

_AT_THE_DESK = 2
"""So many documents are examined at a time."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({Fault.CONNECT, Fault.TIMEOUT, Fault.BROKEN, Fault.NAME})
_LATER = frozenset({429, 500, 502, 503, 504})
_OF_THE_NETWORK = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.StreamError,
    OSError,
)
_PIECE = 1 << 18
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one document is followed; times in seconds, size in bytes as it is after unpacking."""

    size: int = 50_000_000
    total: float = 120.0
    connect: float = 10.0
    read: float = 20.0
    redirects: int = 5
    retries: int = 2
    pause: float = 2.0
    longest_pause: float = 60.0
    believed_days: int = 30
    """So long a server's word that nothing has changed is taken; then the document itself is read again."""


class _Failed(Exception):
    """An attempt that brought nothing."""

    def __init__(self, fault: Fault, status: int = 0, wait: float = 0.0) -> None:
        super().__init__(fault.value)
        self.fault, self.status, self.wait = fault, status, wait


class Fetcher:
    """Fetches documents over one pool of connections; `archive` keeps a copy of each content under its hash."""

    def __init__(
        self,
        transport: CheckedTransport,
        limits: Limits,
        now: Now,
        sleep: Sleep,
        archive: Path | None = None,
        at_once: int = 16,
        examine: Examine | None = None,
        scratch: Path | None = None,
    ) -> None:
        self.transport = transport
        self.limits = limits
        self.now = now
        self.sleep = sleep
        self.archive = archive
        self.room = asyncio.Semaphore(at_once)
        self.examine = examine
        self.scratch = scratch or Path(tempfile.gettempdir())
        self.desk = asyncio.Semaphore(_AT_THE_DESK)

    async def fetch(self, url: str, known: Seen | None = None, *, patient: bool = True) -> Seen:
        """What is at an address now; `known` is the content that was last seen there. Faults are answers as well.

        Without patience nothing is tried a second time. Who waits for another try takes no room from the others.
        """
        failed = _Failed(Fault.BROKEN)
        tries = self.limits.retries + 1 if patient else 1
        for attempt in range(tries):
            try:
                async with self.room, asyncio.timeout(self.limits.total) as limit:
                    return await self._once(url, known, limit)
            except TimeoutError:
                failed = _Failed(Fault.TIMEOUT)
            except _Failed as bad:
                failed = bad
            again = failed.fault in _WORTH_RETRYING or failed.status in _LATER
            if not again or attempt + 1 == tries:
                break
            await self.sleep(min(max(self.limits.pause * 4**attempt, failed.wait), self.limits.longest_pause))
        moment = self.now()
        return Seen(
            url=url,
            first=stamp(moment),
            last=stamp(moment),
            status=str(failed.status) if failed.status else "",
            fault=failed.fault.value,
            days=(day_of(moment),),
        )

    async def _once(self, url: str, known: Seen | None, limit: asyncio.Timeout) -> Seen:
        current = urldefrag(url).url
        for _ in range(self.limits.redirects + 1):
            fault = address_fault(current)
            if fault is not None:
                raise _Failed(fault)
            asked = self._conditional(known, current, url)
            async with AsyncExitStack() as stack:
                response = await self._send(current, asked)
                stack.push_async_callback(response.aclose)
                if response.status_code in _MOVED and response.headers.get("location"):
                    current = _joined(current, response.headers["location"])
                    continue
                if response.status_code == 304 and asked and known is not None:
                    return replace(known, first=stamp(self.now()), last=stamp(self.now()))
                if response.status_code != 200:
                    raise _Failed(Fault.STATUS, response.status_code, _wait_of(response))
                size, digest, signature = await self._read(response, limit)
            moment = stamp(self.now())
            return Seen(
                url=url,
                first=moment,
                last=moment,
                fetched=moment,
                final=current if current != urldefrag(url).url else "",
                status="200",
                type=_plain(response.headers.get("content-type", "").partition(";")[0].strip().lower()),
                size=str(size),
                sha256=digest,
                etag=_plain(response.headers.get("etag", "")),
                modified=_plain(response.headers.get("last-modified", "")),
                signature=signature.verdict.value if signature else "",
                signer=signature.signer if signature else "",
                signed=signature.signed if signature else "",
            )
        raise _Failed(Fault.REDIRECTS)

    def _conditional(self, known: Seen | None, current: str, url: str) -> dict[str, str]:
        """Asks only for what is new, where the content was read not long ago."""
        if known is None or current != (known.final or urldefrag(url).url):
            return {}
        age = self.now() - datetime.fromisoformat(known.fetched)
        if age.days >= self.limits.believed_days:
            return {}
        told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return {name: value for name, value in told.items() if value}

    async def _send(self, url: str, conditional: dict[str, str]) -> httpx.Response:
        times = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read}
        try:
            request = httpx.Request(
                "GET",
                url,
                headers={
                    "User-Agent": f"parindex/{__version__} (evidence check)",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                    **conditional,
                },
                extensions={"timeout": {**times, "pool": self.limits.total}},
            )
        except (httpx.InvalidURL, ValueError, UnicodeError) as bad:
            raise _Failed(Fault.ADDRESS) from bad
        try:
            return await self.transport.handle_async_request(request)
        except (Refused, *_OF_THE_NETWORK) as bad:
            raise _told(bad) from bad

    async def _read(self, response: httpx.Response, limit: asyncio.Timeout) -> tuple[int, str, Signature | None]:
        """Size and hash of the body, which is held piece by piece and never as a whole; of a PDF its signature."""
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length[:20]) > self.limits.size:
            raise _Failed(Fault.TOO_LARGE)
        digest, size = hashlib.sha256(), 0
        signature: Signature | None = None
        with _Copy(self.scratch, self.archive) as copy:
            async with aclosing(self._pieces(response)) as pieces:
                async for piece in pieces:
                    size += len(piece)
                    if size > self.limits.size:
                        raise _Failed(Fault.TOO_LARGE)
                    digest.update(piece)
                    copy.write(piece)
            if copy.pdf and copy.path is not None and self.examine is not None:
                # The limit is for what comes over the net; whoever examines has one of their own.
                limit.reschedule(None)
                async with self.desk:
                    signature = await self.examine(copy.path)
            copy.keep(digest.hexdigest())
        return size, digest.hexdigest(), signature

    async def _pieces(self, response: httpx.Response) -> AsyncGenerator[bytes, None]:
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate", ""):
            raise _Failed(Fault.ENCODING)
        unpack = zlib.decompressobj(47) if encoding not in ("identity", "") else None
        try:
            async for raw in response.aiter_raw():
                if unpack is None:
                    yield raw
                else:
                    for piece in _unpacked(unpack, raw):
                        yield piece
        except zlib.error as bad:
            raise _Failed(Fault.ENCODING) from bad
        except _OF_THE_NETWORK as bad:
            raise _told(bad) from bad


def _unpacked(unpack: "zlib._Decompress", raw: bytes) -> Iterator[bytes]:
    """What a piece unpacks to, itself in pieces: a small piece may unpack to a great deal."""
    left = raw
    while left and not unpack.eof:
        yield unpack.decompress(left, _PIECE)
        left = unpack.unconsumed_tail


class _Copy:
    """A copy of a body, for the archive or to be examined, under a name of its own; what is neither is not copied."""

    def __init__(self, scratch: Path, archive: Path | None) -> None:
        self.folder = archive or scratch
        self.archive = archive
        self.pdf = False
        self.path: Path | None = None
        self._handle = -1
        self._begun = False

    def __enter__(self) -> "_Copy":
        return self

    def write(self, piece: bytes) -> None:
        """Adds a piece."""
        if not self._begun:
            self.pdf, self._begun = b"%PDF-" in piece[:1024], True
            if self.pdf or self.archive is not None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._handle, name = tempfile.mkstemp(prefix=PART, dir=self.folder)
                self.path = Path(name)
        if self.path is not None:
            os.write(self._handle, piece)

    def keep(self, digest: str) -> None:
        """Puts the whole copy into the archive, under its hash."""
        if self.path is not None and self.archive is not None:
            target = self.archive / digest[:2] / digest
            target.parent.mkdir(exist_ok=True)
            self.path.replace(target)

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            os.close(self._handle)
            self.path.unlink(missing_ok=True)


def stamp(moment: datetime) -> str:
    """A moment in UTC as records hold it; such texts sort like the moments."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _joined(current: str, location: str) -> str:
    try:
        return urldefrag(urljoin(current, location)).url
    except ValueError as bad:
        raise _Failed(Fault.ADDRESS) from bad


def _wait_of(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return float(asked) if re.fullmatch(r"[0-9]{1,4}", asked) else 0.0


def _plain(text: str) -> str:
    """A header as it may stand in a file: one short line of visible ASCII, or nothing."""
    return text if len(text) <= _LONGEST and text.isascii() and text.isprintable() else ""


def _told(bad: Exception) -> _Failed:
    """The fault that an error of the network stands for."""
    if isinstance(bad, Refused):
        return _Failed(bad.fault)
    if isinstance(bad, httpcore.TimeoutException):
        return _Failed(Fault.TIMEOUT)
    cause: BaseException | None = bad
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return _Failed(Fault.TLS)
        cause = cause.__cause__ or cause.__context__
    return _Failed(Fault.CONNECT if isinstance(bad, httpcore.ConnectError) else Fault.BROKEN)
