"""A small web server on the loopback, and a network in which every public address leads to it.

The engine itself knows no exception for the loopback: the tests bring a resolver that gives public addresses and a
connector that dials this server instead of them. Run as a program it is one link check in a process of its own:

    python links.py ROOT PORT START     checks all of ROOT; prints its peak memory in MB
"""

import asyncio
import gzip
import hashlib
import resource
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpcore

from parindex.commands.evidence_run import Visit, check_links, selection
from parindex.evidence.crowd import Manners
from parindex.evidence.fetch import Limits
from parindex.evidence.network import Network

PUBLIC = "93.184.215.14"

QUICK = Limits(size=300_000, total=1.5, connect=1.0, read=0.6, redirects=5, retries=1, pause=0.01, longest_pause=0.02)
HURRIED = Manners(at_once=16, at_one_host=4, pause=0)


def content(path: str, size: int = 20_000) -> bytes:
    """The document at a path: always the same."""
    seed = hashlib.sha256(path.encode()).digest()
    return (seed * (size // 32 + 1))[:size]


class Server:
    """What it serves depends on the path; `texts` are documents that a test may change or take away."""

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.hosts: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value}
        path = first.split(" ")[1]
        self.asked[path] += 1
        self.hosts[headers["host"]] += 1
        return await self._answer(path, headers, writer)

    async def _answer(self, path: str, headers: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        kind = path.split("/")[1].partition("?")[0]
        if kind == "to":
            return await self._send(writer, 302, b"", {"Location": unquote(path.split("/", 2)[2])})
        if kind == "loop":
            return await self._send(writer, 301, b"", {"Location": "/loop"})
        if kind == "slow":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
            for _ in range(9000):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.1)
            return False
        if kind == "slow-head":
            for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 9000:
                writer.write(bytes([sign]))
                await writer.drain()
                await asyncio.sleep(0.1)
            return False
        if kind == "endless":
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                writer.write(b"2000\r\n" + b"z" * 8192 + b"\r\n")
                await writer.drain()
        if kind == "silent":
            await asyncio.sleep(30)
            return False
        if kind == "cut":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nonly this")
            await writer.drain()
            return False
        if kind == "nonsense":
            writer.write(b"\x00\xff\r\n\r\n")
            await writer.drain()
            return False
        if kind == "huge":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
            await writer.drain()
            return False
        if kind == "bomb":
            return await self._send(writer, 200, gzip.compress(bytes(40_000_000)), {"Content-Encoding": "gzip"})
        if kind == "packed":
            return await self._send(writer, 200, gzip.compress(content(path)), {"Content-Encoding": "gzip"})
        if kind == "odd":
            return await self._send(writer, 200, b"xyz", {"Content-Encoding": "br"})
        if kind == "flaky" and self.asked[path] == 1:
            return await self._send(writer, 503, b"", {"Retry-After": "1"})
        if kind == "gone":
            return await self._send(writer, 404, b"gone")
        if kind == "text" and path not in self.texts:
            return await self._send(writer, 410, b"")
        body = self.texts.get(path, content(path))
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if headers.get("if-none-match") == tag:
            return await self._send(writer, 304, b"", {"ETag": tag})
        return await self._send(writer, 200, body, {"ETag": tag, "Content-Type": "application/pdf; charset=binary"})

    async def _send(
        self, writer: asyncio.StreamWriter, status: int, body: bytes, more: Mapping[str, str] | None = None
    ) -> bool:
        self.answers[status] += 1
        headers = {"Content-Length": str(len(body)), **(more or {})}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body)
        await writer.drain()
        return True


@contextmanager
def serving() -> Iterator[Server]:
    """The server at work in a thread."""
    server = Server()
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def main() -> None:
        made = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 16)
        server.port = made.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        made.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def work() -> None:
        loop.run_until_complete(main())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)


class _Clear(httpcore.AsyncNetworkStream):
    """A connection on which TLS is only said to begin, so that https addresses can be served without certificates."""

    def __init__(self, beneath: httpcore.AsyncNetworkStream) -> None:
        self.beneath = beneath

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self.beneath.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self.beneath.write(buffer, timeout)

    async def aclose(self) -> None:
        await self.beneath.aclose()

    async def start_tls(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return None if info == "ssl_object" else self.beneath.get_extra_info(info)


class Web:
    """A network for tests: `names` are addresses by host, all other names have one public address."""

    def __init__(self, port: int, names: Mapping[str, list[str]] | None = None, *, clear: bool = True) -> None:
        self.port = port
        self.names = dict(names or {})
        self.clear = clear
        self.looked_up: Counter[str] = Counter()
        self.dialled: list[tuple[str, int]] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up[host] += 1
        return self.names.get(host, [PUBLIC])

    async def connect(self, address: str, port: int, timeout: float | None) -> httpcore.AsyncNetworkStream:
        self.dialled.append((address, port))
        stream = await httpcore.AnyIOBackend().connect_tcp("127.0.0.1", self.port, timeout=timeout)
        return _Clear(stream) if self.clear else stream

    @property
    def network(self) -> Network:
        return Network(resolve=self.resolve, connect=self.connect)


def main(root: Path, port: int, start: str) -> None:
    begun = time.monotonic()
    first = datetime.fromisoformat(start)
    visit = Visit(
        network=Web(port).network,
        now=lambda: first + timedelta(seconds=time.monotonic() - begun),
        limits=QUICK,
        manners=HURRIED,
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check_links(root, selection(root, None, "tinh-thu/2025", "1/1"), visit)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(before // 1024, after // 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
