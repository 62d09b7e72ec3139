"""A quick look at the bytes of a file: which parts of the leak gate have to read it at all.

Most files hold no long number, no @ and no key, and thousands of them are checked at once. What passes here for
harmless must be harmless; what does not is read with care by `check.leaks`.
"""

import re
from enum import Flag, auto

_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

_TO_ZERO = bytes.maketrans(_DIGITS, b"0" * len(_DIGITS))
_TO_A = bytes.maketrans(_DIGITS + _LETTERS, b"a" * (len(_DIGITS) + len(_LETTERS)))

_BETWEEN = b" .-\r\t()\xc2\xa0"
"""What may stand between the digits of one number, byte by byte; deleted before digits are counted."""

_LONG_NUMBER = b"0" * 9
_LONG_WORD = b"a" * 16
"""Keys and tokens have a run of at least so many letters and digits; words have not, hashes and commits have."""


class Suspicion(Flag):
    """What may be in a text."""

    NUMBER = auto()
    PASSPORT = auto()
    ADDRESS = auto()
    MARK = auto()
    KEY = auto()
    SECRET = auto()
    WRITTEN_OTHERWISE = auto()
    """YAML may write a value in another way than it is: signs by number, a number folded over two lines."""


NOTHING = Suspicion(0)

_SIGNS = (
    (b"@", Suspicion.ADDRESS),
    # Signs that YAML spells out by number may be anything.
    (b"\\x", Suspicion.WRITTEN_OTHERWISE),
    (b"\\u", Suspicion.WRITTEN_OTHERWISE),
    (b"-----BEGIN", Suspicion.KEY),
    (b"PuTTY-User", Suspicion.KEY),
    (b" MAT", Suspicion.MARK),
    # The secrecy mark in capitals; the word it comes from, which is the beginning of that for a password as well.
    (b"M\xe1\xba\xacT", Suspicion.MARK),
    (b"M\xe1\xba\xad", Suspicion.MARK | Suspicion.SECRET),
    (b"m\xe1\xba\xad", Suspicion.MARK | Suspicion.SECRET),
    (b"assw", Suspicion.SECRET),
    (b"oken", Suspicion.SECRET),
    (b"ecret", Suspicion.SECRET),
    (b"pwd", Suspicion.SECRET),
    (b"key", Suspicion.SECRET),
    (b"KEY", Suspicion.SECRET),
    (b"dop_v1_", Suspicion.KEY),
    # The end of the Vietnamese word for a passport, and the English one.
    (b"\xe1\xbb\x99 chi\xe1\xba\xbfu", Suspicion.PASSPORT),
    (b"assport", Suspicion.PASSPORT),
)
_WORD = re.compile(b"a+")
_HEX = b"0123456789abcdef"
_HASH = re.compile(rb"sha256: .?[0-9a-f]{64}\b")
_KEY_STARTS = re.compile(
    rb"gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|AIza|ya29\.|xox[a-z]-|sk[-_]|hf_|npm_|pypi-|SG\.|AGE-SECRET|eyJ|:AA"
)


def suspicions(data: bytes) -> Suspicion:
    """What these bytes may hold of what the gate looks for."""
    found = NOTHING
    for sign, meaning in _SIGNS:
        if sign in data:
            found |= meaning
    squeezed = data.translate(_TO_ZERO, _BETWEEN)
    # The hashes of documents are full of digits and are no numbers.
    if _LONG_NUMBER in squeezed and _LONG_NUMBER in _HASH.sub(b"", data).translate(_TO_ZERO, _BETWEEN):
        found |= Suspicion.NUMBER
    if b"0\n0" in squeezed:
        found |= Suspicion.WRITTEN_OTHERWISE
    if _drawn(data) and _KEY_STARTS.search(data):
        found |= Suspicion.KEY
    return found


def _drawn(data: bytes) -> bool:
    """Whether there is a long run of letters and digits that is no hash and no commit."""
    marked = data.translate(_TO_A)
    at = marked.find(_LONG_WORD)
    while at >= 0:
        run = _WORD.match(marked, at)
        end = run.end() if run else at + 1
        if data[at:end].translate(None, _HEX):
            return True
        at = marked.find(_LONG_WORD, end)
    return False
