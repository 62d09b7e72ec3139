"""Which addresses may be asked at all: by how they are written, and by where their names lead."""

import ipaddress
import socket
from urllib.parse import urlsplit

from parindex.model.evidence import Fault
from parindex.model.links import link_fault

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Ranges of IPv6 that carry an address of IPv4 inside, or lead through somebody's tunnel.
_TUNNELS = tuple(
    ipaddress.ip_network(text) for text in ("2002::/16", "2001::/32", "::/96", "64:ff9b:1::/48", "fec0::/10")
)


def address_fault(url: str) -> Fault | None:
    """Why an address is not asked; None where nothing in its writing forbids it.

    Bare numbers are never asked, in none of the ways in which a resolver reads them (octal, hexadecimal, short forms).
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Fault.ADDRESS
    literal = _literal(host)
    if literal is not None:
        return Fault.ADDRESS if is_public(literal) else Fault.INSIDE
    if link_fault(url) or len(url) > 2000 or (port is not None and port != _PORTS[parts.scheme]):
        return Fault.ADDRESS
    return None


def _literal(host: str) -> str | None:
    """The address that a host is without being looked up, as libraries read it."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def is_public(address: str) -> bool:
    """Whether an address belongs to the public Internet, whatever it is wrapped in."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found in _NAT64:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        elif found.scope_id is not None or any(found in tunnel for tunnel in _TUNNELS):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved
