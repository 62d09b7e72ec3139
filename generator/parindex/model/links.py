"""What leads out of a file: which web addresses it may carry and a page may link to, which formulas ask elsewhere."""

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


_DDE = re.compile(r"\bDDE\s*\(", re.IGNORECASE)
# A link into another workbook: [1]Sheet!A1 or '[Book.xlsx]Sheet'!A1.
_OTHER_BOOK = re.compile(r"\[[^\]<]{1,200}\]")


def formula_calls_out(formula: str) -> bool:
    """Whether a formula of a spreadsheet asks another program or another workbook. Every sign is read once or twice."""
    end = formula.rfind("!")
    book = _OTHER_BOOK.search(formula) if "[" in formula else None
    return 0 <= formula.find("|") < end or _DDE.search(formula) is not None or (book is not None and book.end() <= end)
