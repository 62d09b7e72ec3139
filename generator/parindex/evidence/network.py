"""Connections that go where they were checked to go: a name is resolved once, and only its checked address is dialled.

Resolver and connector are values, so that tests bring their own; nothing that a user can set changes what is allowed.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

import httpcore
import httpx

from parindex.evidence.address import is_public
from parindex.model.evidence import Fault

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host name; empty where it has none."""

Connect = Callable[[str, int, float | None], Awaitable[httpcore.AsyncNetworkStream]]
"""A connection to an address (never a name) and port."""

_TRIED = 3
"""So many addresses of one name are dialled before it counts as not answering."""


class Refused(Exception):
    """A connection that is not made."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


async def resolve_name(host: str, port: int) -> list[str]:
    """The system's resolver."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def dial(address: str, port: int, timeout: float | None) -> httpcore.AsyncNetworkStream:
    """A plain connection."""
    return await httpcore.AnyIOBackend().connect_tcp(address, port, timeout=timeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the outside is reached."""

    resolve: Resolve = resolve_name
    connect: Connect = dial
    tls: ssl.SSLContext = field(default_factory=lambda: httpx.create_ssl_context(trust_env=False))


class _Pinned(httpcore.AsyncNetworkBackend):
    """Resolves, checks every address that a name has, and dials one of exactly these."""

    def __init__(self, network: Network) -> None:
        self.network = network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self.network.resolve(host, port)
        if not addresses:
            raise Refused(Fault.NAME)
        # One address inside is enough: who mixes them wants the dial to fall on the other one the next time.
        if not all(is_public(address) for address in addresses):
            raise Refused(Fault.INSIDE)
        failed: Exception = httpcore.ConnectError()
        for address in addresses[:_TRIED]:
            try:
                return await self.network.connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as bad:
                failed = bad
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise Refused(Fault.INSIDE)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self.stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self.stream:
            yield part

    async def aclose(self) -> None:
        close = getattr(self.stream, "aclose", None)
        if close is not None:
            await close()


class CheckedTransport(httpx.AsyncBaseTransport):
    """httpx over pinned connections: no proxies, no cookies, no redirects of its own."""

    def __init__(self, network: Network, connections: int) -> None:
        self.pool = httpcore.AsyncConnectionPool(
            ssl_context=network.tls,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=5,
            network_backend=_Pinned(network),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request and gives what comes back, its body unread."""
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=b"",
            extensions=request.extensions,
        )
        answer = await self.pool.handle_async_request(asked)
        stream = answer.stream
        if not isinstance(stream, AsyncIterable):
            raise Refused(Fault.BROKEN)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Closes all connections."""
        await self.pool.aclose()
