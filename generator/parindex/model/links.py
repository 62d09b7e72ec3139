"""Which web addresses a filing may carry and a page may link to."""

from urllib.parse import urlsplit


def link_fault(url: str) -> str:
    """Why `url` must not be linked ("scheme", "userinfo", "host", "characters"), or an empty text."""
    if any(sign.isspace() or ord(sign) < 32 or sign in '"<>\\^`{|}' for sign in url):
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
    if not host or not host.isascii() or "." not in host or host.startswith(".") or ".." in host:
        return "host"
    return ""


def link_host(url: str) -> str:
    """The host that a reader is led to."""
    return urlsplit(url).hostname or ""
