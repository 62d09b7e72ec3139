"""Fetching documents that strangers point at: what comes, what does not, and where nobody is led (threats 15, 16)."""

import asyncio
import hashlib
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from parindex.evidence.address import address_fault, is_public
from parindex.evidence.fetch import Fetcher, Limits
from parindex.evidence.network import CheckedTransport, Network
from parindex.model.evidence import Fault, Seen
from support.links import PUBLIC, QUICK, Server, Web, content, serving

START = datetime(2026, 2, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


class Asked:
    """A fetcher on a test network, with its clock and its sleeps written down."""

    def __init__(self, web: Web, limits: Limits = QUICK, archive: Path | None = None) -> None:
        self.web, self.limits, self.archive = web, limits, archive
        self.slept: list[float] = []
        self.moment = START

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def __call__(self, url: str, known: Seen | None = None, network: Network | None = None) -> Seen:
        async def one() -> Seen:
            transport = CheckedTransport(network or self.web.network, 4)
            try:
                fetcher = Fetcher(transport, self.limits, lambda: self.moment, self.sleep, self.archive)
                return await fetcher.fetch(url, known)
            finally:
                await transport.aclose()

        return asyncio.run(one())


@pytest.fixture
def ask(server: Server) -> Asked:
    return Asked(Web(server.port))


def to(target: str, host: str = "a.tinhthu.vn") -> str:
    return f"https://{host}/to/{quote(target, safe='')}"


def test_a_document_is_described_by_what_it_is(ask: Asked) -> None:
    seen = ask("https://a.tinhthu.vn/ok/1.pdf#trang-2")
    body = content("/ok/1.pdf")
    assert (seen.status, seen.type, seen.size) == ("200", "application/pdf", str(len(body)))
    assert seen.sha256 == hashlib.sha256(body).hexdigest()
    assert seen.first == seen.last == seen.fetched == "2026-02-01T03:00:00Z"
    assert not seen.final
    assert not seen.fault
    assert ask.web.dialled == [(PUBLIC, 443)]


def test_plain_http_is_asked_on_its_own_port(ask: Asked) -> None:
    assert ask("http://a.tinhthu.vn/ok/1.pdf").status == "200"
    assert ask.web.dialled == [(PUBLIC, 80)]


def test_a_redirect_is_followed_and_told(ask: Asked) -> None:
    seen = ask(to("https://moi.tinhthu.vn/ok/2.pdf"))
    assert seen.final == "https://moi.tinhthu.vn/ok/2.pdf"
    assert seen.sha256 == hashlib.sha256(content("/ok/2.pdf")).hexdigest()
    assert ask.web.looked_up == {"a.tinhthu.vn": 1, "moi.tinhthu.vn": 1}


@pytest.mark.parametrize(
    ("path", "fault", "status"),
    [
        ("gone", Fault.STATUS, "404"),
        ("loop", Fault.REDIRECTS, ""),
        ("slow", Fault.TIMEOUT, ""),
        ("slow-head", Fault.TIMEOUT, ""),
        ("silent", Fault.TIMEOUT, ""),
        ("endless", Fault.TOO_LARGE, ""),
        ("huge", Fault.TOO_LARGE, ""),
        ("bomb", Fault.TOO_LARGE, ""),
        ("cut", Fault.BROKEN, ""),
        ("nonsense", Fault.BROKEN, ""),
        ("odd", Fault.ENCODING, ""),
    ],
)
def test_what_does_not_come_is_told_by_its_fault(ask: Asked, path: str, fault: Fault, status: str) -> None:
    seen = ask(f"https://a.tinhthu.vn/{path}")
    assert (seen.fault, seen.status) == (fault, status)
    assert seen.days == ("2026-02-01",)
    assert not seen.sha256


def test_what_fails_for_the_moment_is_asked_again_after_a_pause(server: Server, ask: Asked) -> None:
    assert ask("https://a.tinhthu.vn/flaky/1").status == "200"
    assert ask.slept == [QUICK.longest_pause], "the server asked for a second, the limit allows less"
    ask.slept.clear()
    assert ask("https://a.tinhthu.vn/gone").fault == Fault.STATUS
    assert ask.slept == [], "a document that is gone is not asked for twice"


def test_a_packed_body_is_hashed_as_the_document_in_it(ask: Asked) -> None:
    assert ask("https://a.tinhthu.vn/packed").sha256 == hashlib.sha256(content("/packed")).hexdigest()


INSIDE = [
    "http://127.0.0.1/ok",
    "http://127.0.0.1:8080/ok",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/ok",
    "http://[::ffff:127.0.0.1]/ok",
    "http://[::ffff:7f00:1]/ok",
    "http://[64:ff9b::7f00:1]/ok",
    "http://[2002:7f00:1::]/ok",
    "http://[fe80::1]/ok",
    "http://[fd00::1]/ok",
    "http://2130706433/ok",
    "http://017700000001/ok",
    "http://0177.0.0.1/ok",
    "http://0x7f.0.0.1/ok",
    "http://0x7f000001/ok",
    "http://127.1/ok",
    "http://0/ok",
    "http://10.1.2.3/ok",
    "http://192.168.1.1/ok",
    "http://172.16.0.1/ok",
    "http://100.64.0.1/ok",
    "http://224.0.0.1/ok",
    "http://255.255.255.255/ok",
]


@pytest.mark.parametrize("target", INSIDE)
def test_nobody_is_led_inside_by_a_redirect(server: Server, ask: Asked, target: str) -> None:
    before = server.asked.total()
    seen = ask(to(target))
    assert seen.fault == Fault.INSIDE
    assert server.asked.total() == before + 1, "the server was asked for the redirect and for nothing else"
    assert ask.web.dialled == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://a.tinhthu.vn/x",
        "gopher://a.tinhthu.vn/x",
        "javascript:alert(1)",
        "data:text/plain,x",
        "https://ai@b.tinhthu.vn/x",
        "https://a:b@b.tinhthu.vn/x",
        "https://b.tinhthu.vn:8443/x",
        "http://b.tinhthu.vn:443/x",
        "http://b.tinhthu.vn:22/x",
        "https://localhost/x",
        "https://noi-bo/x",
        "https://8.8.8.8/x",
        "https://134744072/x",
        "https://[2606:4700::1111]/x",
        "https://b.tinhthu.vn:99999/x",
        "https://[b.tinhthu.vn/x",
        "https://b.tinhthu.vn./x",
    ],
)
def test_a_redirect_to_what_is_no_plain_web_address_is_not_followed(ask: Asked, target: str) -> None:
    assert ask(to(target)).fault == Fault.ADDRESS
    assert len(ask.web.dialled) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.7"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.7"],
        ["64:ff9b::a00:7"],
        ["2002:a00:7::1"],
        ["fe80::1%eth0"],
        ["fd12::1"],
        ["0.0.0.0"],
        [PUBLIC, "127.0.0.1"],
        ["127.0.0.1", PUBLIC],
        ["nonsense"],
    ],
)
def test_a_name_that_resolves_inside_is_not_dialled(server: Server, addresses: list[str]) -> None:
    ask = Asked(Web(server.port, {"ben-trong.vn": addresses}))
    assert ask("https://ben-trong.vn/ok").fault == Fault.INSIDE
    assert ask(to("https://ben-trong.vn/ok")).fault == Fault.INSIDE
    assert ask.web.dialled == [(PUBLIC, 443)], "only the page with the redirect was asked"


def test_what_was_checked_is_what_is_dialled(server: Server) -> None:
    """A name that leads outside when it is checked and inside the next time is looked up once."""
    web = Web(server.port)
    answers = iter([[PUBLIC], ["127.0.0.1"]])

    async def turning(host: str, port: int) -> list[str]:
        web.looked_up[host] += 1
        return next(answers)

    ask = Asked(web)
    seen = ask("https://a.tinhthu.vn/ok/1.pdf", network=Network(resolve=turning, connect=web.connect))
    assert seen.status == "200"
    assert web.looked_up == {"a.tinhthu.vn": 1}
    assert web.dialled == [(PUBLIC, 443)]


def test_the_real_network_refuses_the_loopback_without_dialling() -> None:
    ask = Asked(Web(0))
    for url in ("http://localhost.localdomain/x", "http://127.0.0.1/x", "http://localhost/x"):
        assert ask(url, network=Network()).fault in (Fault.INSIDE, Fault.ADDRESS, Fault.NAME)


def test_a_name_without_an_address_is_told(server: Server) -> None:
    assert Asked(Web(server.port, {"khong-co.vn": []}))("https://khong-co.vn/x").fault == Fault.NAME


def test_nobody_answering_is_told() -> None:
    assert Asked(Web(1))("https://a.tinhthu.vn/x").fault == Fault.CONNECT


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    subject = ("-subj", "/CN=a.tinhthu.vn", "-addext", "subjectAltName=DNS:a.tinhthu.vn")
    subprocess.run(["openssl", *words, *subject, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    async def both() -> tuple[Seen, Seen]:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
            writer.close()

        made = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        web = Web(made.sockets[0].getsockname()[1], clear=False)
        trusting = ssl.create_default_context(cafile=str(certificate))

        async def nothing(seconds: float) -> None:
            return None

        async def one(network: Network) -> Seen:
            transport = CheckedTransport(network, 2)
            try:
                return await Fetcher(transport, QUICK, lambda: START, nothing).fetch("https://a.tinhthu.vn/x")
            finally:
                await transport.aclose()

        async with made:
            return await one(web.network), await one(Network(resolve=web.resolve, connect=web.connect, tls=trusting))

    refused, taken = asyncio.run(both())
    assert refused.fault == Fault.TLS
    assert taken.status == "200", "the name in the certificate is compared with the name, not with the address"


def test_what_has_not_changed_is_not_read_again(server: Server, ask: Asked) -> None:
    url = "https://a.tinhthu.vn/ok/same.pdf"
    first = ask(url)
    ask.moment = START + timedelta(days=7)
    before = server.answers[304]
    again = ask(url, first)
    assert server.answers[304] == before + 1
    assert (again.sha256, again.fetched, again.last) == (first.sha256, first.fetched, "2026-02-08T03:00:00Z")


def test_a_server_is_not_believed_for_ever(server: Server, ask: Asked) -> None:
    url = "https://a.tinhthu.vn/ok/same.pdf"
    first = ask(url)
    ask.moment = START + timedelta(days=QUICK.believed_days)
    assert ask(url, first).fetched == "2026-03-03T03:00:00Z"


def test_copies_are_kept_under_their_hash_and_nothing_half(ask: Asked, tmp_path: Path) -> None:
    ask.archive = tmp_path / "kho"
    seen = ask("https://a.tinhthu.vn/ok/kept.pdf")
    ask("https://a.tinhthu.vn/endless")
    ask("https://a.tinhthu.vn/cut")
    files = [path for path in ask.archive.rglob("*") if path.is_file()]
    assert [path.relative_to(ask.archive).as_posix() for path in files] == [f"{seen.sha256[:2]}/{seen.sha256}"]
    assert files[0].read_bytes() == content("/ok/kept.pdf")


@pytest.mark.parametrize("url", INSIDE)
def test_no_way_of_writing_an_address_leads_inside(url: str) -> None:
    assert address_fault(url) == Fault.INSIDE


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("203.113.131.1", True),
        ("2606:4700:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("198.18.0.1", False),
        ("192.0.2.1", False),
        ("203.0.113.9", False),
        ("240.0.0.1", False),
        ("::", False),
        ("::7f00:1", False),
        ("2001:0:1::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("", False),
    ],
)
def test_which_addresses_are_public(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def test_hostile_headers_do_not_reach_the_record(server: Server, ask: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    async def loud(self: Server, path: str, headers: Any, writer: asyncio.StreamWriter) -> bool:
        more = {"ETag": "x" * 5000, "Content-Type": "a\x01b" + "é", "Last-Modified": "é"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n{lines}\r\nok".encode("latin-1"))
        await writer.drain()
        return False

    monkeypatch.setattr(Server, "_answer", loud)
    seen = ask("https://a.tinhthu.vn/loud")
    assert (seen.etag, seen.type, seen.modified) == ("", "", "") or seen.fault == Fault.BROKEN
