"""Which web addresses a filing may carry and a page may link to."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

# A name of the public web: labels of letters, digits and hyphens, the last one with letters only (no bare addresses).
_UNWANTED = re.compile(r'[\s"<>\\^`{|}]')
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@lru_cache(10_000)
def link_fault(url: str) -> str:
    """Why `url` must not be linked ("scheme", "userinfo", "host", "characters"), or an empty text."""
    if not url.isprintable() or _UNWANTED.search(url):
        return "characters"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "host"
    if parts.scheme not in ("https", "http"):
        return "scheme"
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        return "userinfo"
    if not host or not _HOST.fullmatch(host):
        return "host"
    return ""


@lru_cache(10_000)
def link_host(url: str) -> str:
    """The host that a reader is led to."""
    return urlsplit(url).hostname or ""
