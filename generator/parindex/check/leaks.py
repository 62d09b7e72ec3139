"""The leak gate: personal data, secrecy marks, keys and tokens that must not become public.

`scan` is a function of a text. Findings name the kind and the place and never the value, and what a finding of another
rule would quote is masked here as well. What is doubtful is told as doubtful. Patterns are bounded and read each sign
a bounded number of times; nothing is looked at twice because a pattern might also have matched in another way.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import log2
from typing import Any

import yaml

from parindex.check.leakscreen import NOTHING, Suspicion, suspicions
from parindex.model.finding import Finding, Place, error, warning
from parindex.model.roster import Allowance

MASK = "•••"
"""What stands in the place of a value that must not be repeated."""

LEAKS = ("leak-citizen-id", "leak-key", "leak-secrecy-mark")
"""The rules on what must not become public by any means."""

MOST = 40
"""So many findings a file: who has put a whole list of people into it need not be told each of them."""


class Kind(StrEnum):
    """What a text gives away."""

    CITIZEN_ID = "citizen-id"
    PHONE = "phone"
    BANK_ACCOUNT = "bank-account"
    E_MAIL = "e-mail"
    SECRECY_MARK = "secrecy-mark"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One stretch of a text; `sure` is False where it may be something harmless."""

    kind: Kind
    start: int
    end: int
    sure: bool = True


@cache
def _words(name: str) -> Any:
    data = files("parindex.check").joinpath("leaks.yaml").read_bytes()
    return yaml.load(data, Loader=yaml.CSafeLoader)[name]


def _one_of(*names: str) -> str:
    """A group of the words of some lists, longest first, as whole words."""
    words = sorted((word for name in names for word in _words(name)), key=len, reverse=True)
    return r"(?<![^\W_])(?:" + "|".join(re.escape(word).replace(r"\ ", r"[ ]") for word in words) + r")(?!\w)"


@cache
def _context(*names: str) -> re.Pattern[str]:
    return re.compile(_one_of(*names), re.IGNORECASE)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────

# A number as people write it: digits, with one sign between groups of them.
_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ .\-\u00a0]?[0-9]){8,30}(?![0-9])")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02(?:0[3-9]|1[0-689]|2[0-2579]|3[2-9]|4|5[1-9]|6[0-39]|7[0-7]|8|9[0-47-9])[0-9]{7,8}")
_ABROAD = re.compile(r"84(?:[35789][0-9]{8}|2[0-9]{9})")
_AREA_FIRST = re.compile(r"\((?:\+?84|0[0-9]{1,4})\)[ .\-]?[0-9](?:[ .\-]?[0-9]){5,10}(?![0-9])")
_PHONE_BEFORE = re.compile(r"(?<![0-9])0[2-9][0-9]{8,9}[/\-]\Z")
_PHONE_AFTER = re.compile(r"[/\-]0[2-9][0-9]{8,9}(?![0-9])")
_TREASURY = re.compile(r"[0-9]{4}\.[0-9]\.[0-9]{7}")
_CITIZEN = ((12,), (3, 3, 3, 3), (4, 4, 4), (3, 3, 6))
_RUNS = ("01234567890123456789", "98765432109876543210")
_BEFORE = 48
"""How many signs before a number may hold the word that says what it is."""


def _numbers(text: str) -> Iterator[Leak]:
    for found in _NUMBER.finditer(text):
        for first, last in _parts(found.group()):
            leak = _number(text, found.start() + first, found.start() + last)
            if leak is not None:
                yield leak
    for found in _AREA_FIRST.finditer(text):
        digits = re.sub("[^0-9]", "", found.group())
        if _LANDLINE.fullmatch(digits) or _MOBILE.fullmatch(digits) or _ABROAD.fullmatch(digits.replace("840", "84")):
            yield Leak(kind=Kind.PHONE, start=found.start(), end=found.end())


def _parts(number: str) -> Iterator[tuple[int, int]]:
    """The whole number, and where blanks or hyphens part it, each part: two numbers may stand side by side."""
    yield 0, len(number)
    for signs in (" ", "-"):
        if signs in number:
            for part in re.finditer(f"[^{signs}]+", number):
                yield part.span()


def _number(text: str, start: int, end: int) -> Leak | None:
    typed = text[start:end]
    groups = re.split(r"[ .\-\u00a0]", typed)
    digits = "".join(groups)
    if len(digits) < 9 or _placeholder(digits):
        return None
    line = text.rfind("\n", max(0, start - _BEFORE), start) + 1
    before = text[max(line, start - _BEFORE) : start]
    after = text[end : end + 24].partition("\n")[0]
    bound = _bound(before, after)
    one_sign = len(set(re.sub("[0-9]", "", typed))) <= 1
    accounted = len(digits) <= 19 and not bound and _is_account(before, after, typed)
    shaped = one_sign and len(digits) == 12 and _is_citizen(digits) and _sizes(groups) in _CITIZEN
    if shaped and not accounted:
        return Leak(kind=Kind.CITIZEN_ID, start=start, end=end, sure=not bound)
    if bound:
        return None
    named = _last(before, "identity")
    if named is not None and len(digits) in (9, 12) and _near(before, named) and "." not in typed:
        return Leak(kind=Kind.CITIZEN_ID, start=start, end=end)
    if _is_phone(digits, groups, before, typed, one_sign=one_sign):
        return Leak(kind=Kind.PHONE, start=start, end=end)
    if accounted:
        return Leak(kind=Kind.BANK_ACCOUNT, start=start, end=end)
    return None


def _placeholder(digits: str) -> bool:
    return len(set(digits)) <= 2 or any(digits in run for run in _RUNS)


def _bound(before: str, after: str) -> bool:
    """Whether the number is part of something larger: a word, an address, a document's number, a decimal."""
    tied_before = re.search(r"[\w/#%]\Z|[0-9][.,]\Z|\w-\Z", before) and not _PHONE_BEFORE.search(before)
    tied_after = re.match(r"[\w/%]|[.,\-]\w", after) and not _PHONE_AFTER.match(after)
    return bool(tied_before or tied_after)


def _sizes(groups: list[str]) -> tuple[int, ...]:
    return tuple(len(group) for group in groups)


def _is_citizen(digits: str) -> bool:
    """Province, then a digit for century and sex, then the year of birth."""
    if digits[:3] not in _provinces():
        return False
    century, year = int(digits[3]), int(digits[4:6])
    return century in (0, 1) or (century in (2, 3) and year < 40)


@cache
def _provinces() -> frozenset[str]:
    return frozenset(_words("provinces").split())


def _is_phone(digits: str, groups: list[str], before: str, typed: str, *, one_sign: bool) -> bool:
    if before.endswith(("+", "(+")):
        return bool(_ABROAD.fullmatch(digits) or _ABROAD.fullmatch(digits.replace("840", "84", 1)))
    told = _last(before, "telephone")
    other = _last(before, "no-telephone")
    if other is not None and (told is None or told < other):
        return False
    if told is not None and _near(before, told) and digits[0] == "0" and 9 <= len(digits) <= 11:
        return not _is_figure(typed)
    sizes = _sizes(groups)
    shaped = len(sizes) == 1 or (one_sign and 3 <= sizes[0] <= 5 and all(2 <= size <= 8 for size in sizes[1:]))
    whole = _MOBILE.fullmatch(digits) or (len(digits) == 11 and _LANDLINE.fullmatch(digits))
    return shaped and bool(whole)


def _is_account(before: str, after: str, typed: str) -> bool:
    if _is_figure(typed) or ("." in typed and not _TREASURY.fullmatch(typed)):
        return False
    named = _last(before, "account")
    if named is not None and _near(before, named) and not _context("account-count").search(before, named):
        return True
    bank = _context("banks").search(after)
    return bank is not None and bank.start() <= 12 and len(typed) == len(re.sub("[^0-9]", "", typed)) >= 9


def _is_figure(typed: str) -> bool:
    """Whether the signs between the digits are those between thousands."""
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}(?:[. \u00a0][0-9]{3})+", typed))


def _last(before: str, names: str) -> int | None:
    """Where the last of some words ends."""
    found = None
    for found in _context(names).finditer(before):  # noqa: B007 the last one is wanted
        pass
    return found.end() if found else None


def _near(before: str, at: int) -> bool:
    """Whether nothing but words stands between a context word and the number: no other number, no new sentence."""
    return not re.search(r"[0-9]{3}|(?<!No)[.;!?]\s+\S|/", before[at:])


_PASSPORT = re.compile(r"(?<!\w)[A-Z][0-9]{7,8}(?!\w)")


def _passports(text: str) -> Iterator[Leak]:
    for found in _PASSPORT.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()].rpartition("\n")[2]
        named = _last(before, "passport")
        if named is not None and _near(before, named):
            yield Leak(kind=Kind.CITIZEN_ID, start=found.start(), end=found.end())


# ── addresses, marks, keys ────────────────────────────────────────────────────────────────────────────────────────

_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9\-])")
_NOBODY = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost)$|^example\.(?:com|net|org)$|^openssh\.com$|noreply")


def _addresses(text: str) -> Iterator[Leak]:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - 64) : at])
        domain = _DOMAIN.match(text, at + 1)
        if local and domain and not _NOBODY.search(domain.group().lower()):
            yield Leak(kind=Kind.E_MAIL, start=at - len(local.group()), end=domain.end())
        at = text.find("@", at + 1)


@cache
def _mark() -> re.Pattern[str]:
    words = "|".join(word.replace(" ", "[ ]") for word in _words("marks"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _soft_mark() -> re.Pattern[str]:
    degree, stamp, stamped, between = (
        "|".join(re.escape(word) for word in _words(name)) for name in ("degree", "stamp", "stamp-alone", "between")
    )
    mark = "|".join(word.replace(" ", "[ ]") for word in _words("marks")[:3])
    return re.compile(
        rf"(?<!\w)(?:{degree})[ ]?[:=][ ]?[\"'“]?(?P<named>{mark})(?!\w)|[(\[](?P<alone>{mark})[)\]]"
        rf"|(?<!\w)(?:{stamped})[ ](?:(?:{between})[ ]){{0,2}}[\"'“]?(?P<stamped>{mark})(?!\w)"
        rf"|(?<!\w)(?:{stamp})[ ](?:(?:{between})[ ]){{0,2}}[\"'“]?(?P<said>{mark})(?!\w)",
        re.IGNORECASE,
    )


_WORD = re.compile("m(?:\u1ead|\u1eac|a)t", re.IGNORECASE)
_AROUND = 48


def _marks(text: str) -> Iterator[Leak]:
    """Only the surroundings of the word itself are read: there are few of it, and the patterns are slow."""
    told: set[int] = set()
    for word in _WORD.finditer(text):
        start = max(0, word.start() - _AROUND)
        for leak in _marks_near(text[start : word.end() + _AROUND]):
            if start + leak.end not in told:
                told.add(start + leak.end)
                yield replace(leak, start=start + leak.start, end=start + leak.end)


def _marks_near(text: str) -> Iterator[Leak]:
    told: set[int] = set()
    for found in _mark().finditer(text):
        sure = _stands_as_mark(text, found)
        if sure is not None:
            told.add(found.end())
            yield Leak(kind=Kind.SECRECY_MARK, start=found.start(), end=found.end(), sure=sure)
    for found in _soft_mark().finditer(text):
        name = found.lastgroup or "said"
        # In small letters only what stands like a mark is one; a sentence about such papers is not.
        if found.end(name) not in told and (name != "said" or " " in found[name]):
            sure = name in ("named", "alone")
            yield Leak(kind=Kind.SECRECY_MARK, start=found.start(name), end=found.end(name), sure=sure)


def _stands_as_mark(text: str, found: re.Match[str]) -> bool | None:
    """True for a mark, None for a part of a word; False where it stands in a heading of capitals."""
    previous = re.search(r"(\w+)[ ]\Z", text[max(0, found.start() - 24) : found.start()])
    following = re.match(r"[ ](\w+)", text[found.end() : found.end() + 24])
    short = " " not in found.group()
    if short and previous and previous[1].upper() in _words("mark-before"):
        return None
    if short and following and following[1].upper() in _words("mark-after"):
        return None
    loud = [word[1] for word in (previous, following) if word and len(word[1]) > 1 and word[1].isupper()]
    return not [word for word in loud if not any(sign.isdigit() for sign in word)]


_KEYS = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[0-9]"
    r"|(?<![A-Za-z0-9])(?:"
    r"gh[pousr]_[A-Za-z0-9]{30,80}|github_pat_[A-Za-z0-9_]{40,100}|glpat-[A-Za-z0-9_\-]{20,60}"
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_\-]{35}|ya29\.[A-Za-z0-9_\-]{30,200}"
    r"|xox[abeprs]-[A-Za-z0-9\-]{20,120}|sk-(?:ant-|proj-)?[A-Za-z0-9_\-]{24,200}|sk_live_[A-Za-z0-9]{20,120}"
    r"|hf_[A-Za-z0-9]{30,60}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_\-]{40,200}|dop_v1_[a-f0-9]{64}"
    r"|SG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{30,64}|AGE-SECRET-KEY-1[A-Z0-9]{50,60}"
    r"|eyJ[A-Za-z0-9_\-]{10,2000}\.eyJ[A-Za-z0-9_\-]{10,2000}\.[A-Za-z0-9_\-]{10,1000}"
    r"|[0-9]{8,10}:AA[A-Za-z0-9_\-]{32,34}"
    r")(?![A-Za-z0-9])"
)
_VALUE = re.compile(
    r"(?:[ ][^\W\d_]{1,12}){0,3}[ ]{0,3}[\"']?[ ]{0,3}(?:[:=]|là)[ ]{0,3}(?:Bearer[ ])?[\"'“]?([!-~]{8,200})"
)


def _keys(text: str) -> Iterator[Leak]:
    for found in _KEYS.finditer(text):
        yield Leak(kind=Kind.KEY, start=found.start(), end=found.end())


def _secrets(text: str) -> Iterator[Leak]:
    for named in _context("secret").finditer(text):
        value = _VALUE.match(text, named.end())
        if value and _random(value[1].rstrip("\"',.;)”")):
            yield Leak(kind=Kind.KEY, start=value.start(1), end=value.end(1), sure=False)


def _random(value: str) -> bool:
    """Whether a text looks drawn or made up as a password: several classes of signs, hardly any twice."""
    if re.match(r"https?:|[$<{*]|x{4}", value, re.IGNORECASE) or len(value) < 8:
        return False
    classes = [re.search(group, value) for group in ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]")]
    if not classes[2] or sum(1 for found in classes if found) < 2:
        return False
    counts = Counter(value)
    entropy = -sum(n / len(value) * log2(n / len(value)) for n in counts.values())
    return entropy >= 2.5


# ── the gate ──────────────────────────────────────────────────────────────────────────────────────────────────────

_SCANNERS = (
    (Suspicion.KEY, _keys),
    (Suspicion.SECRET, _secrets),
    (Suspicion.ADDRESS, _addresses),
    (Suspicion.NUMBER, _numbers),
    (Suspicion.PASSPORT, _passports),
    (Suspicion.MARK, _marks),
)


def scan(text: str, wanted: Suspicion | None = None) -> tuple[Leak, ...]:
    """What a text gives away, in its order; of two that lie over each other the first, and the sure one.

    `wanted` are the suspicions on it where they are known already.
    """
    held = suspicions(text.encode("utf-8", "replace")) if wanted is None else wanted
    found = [leak for suspicion, scanner in _SCANNERS if suspicion in held for leak in scanner(text)]
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda leak: (leak.start, not leak.sure, leak.end)):
        if not kept or leak.start >= kept[-1].end:
            kept.append(leak)
    return tuple(kept)


def masked(text: str) -> str:
    """`text` with a mask over everything that it would give away."""
    for leak in reversed(scan(text)):
        # A mark is no secret of its own, and a page that speaks of one has to name it.
        if leak.kind is not Kind.SECRECY_MARK:
            text = text[: leak.start] + MASK + text[leak.end :]
    return text


def hushed(value: Any, *, whole: tuple[type, ...] = ()) -> Any:
    """A value of records, lists and mappings with every text in it masked; records of the types `whole` stay."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else masked(value)
    if isinstance(value, whole):
        return value
    if isinstance(value, tuple | list):
        return type(value)(hushed(entry, whole=whole) for entry in value)
    if isinstance(value, Mapping):
        return {
            hushed(key, whole=whole) if isinstance(key, str) else key: hushed(entry, whole=whole)
            for key, entry in value.items()
        }
    if is_dataclass(value) and not isinstance(value, type):
        held = {entry.name: getattr(value, entry.name) for entry in fields(value) if entry.init}
        made = {name: hushed(entry, whole=whole) for name, entry in held.items()}
        changed = {name: entry for name, entry in made.items() if entry != held[name]}
        return replace(value, **changed) if changed else value
    return value


def quoted(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of any rule, without the values that must not be repeated."""
    return [_quoted(finding) for finding in findings]


def _quoted(finding: Finding) -> Finding:
    told = [*finding.params.values(), *finding.place]
    if not any(suspicions(text.encode("utf-8", "replace")) for text in told):
        return finding
    params = {key: masked(value) for key, value in finding.params.items()}
    return replace(finding, params=params, place=tuple(masked(part) for part in finding.place))


def check_leaks(path: str, data: bytes, value: object = None, allowed: Iterable[Allowance] = ()) -> list[Finding]:
    """Findings on one file: on its text as it stands and, where YAML writes a value in another way, on the value."""
    held = suspicions(data)
    if held is NOTHING:
        return []
    text = data.decode("utf-8", "replace")
    harmless = _harmless(path, allowed)
    told: set[str] = set()
    findings: list[Finding] = []
    for leak in scan(text, held):
        said = plain(text[leak.start : leak.end])
        told.add(said)
        if (leak.kind.value, said) not in harmless and len(findings) < MOST:
            line = text.count("\n", 0, leak.start) + 1
            column = leak.start - text.rfind("\n", 0, leak.start)
            findings.append(_finding(leak, path, (), line, column))
    # Line by line, because no pattern goes beyond a line.
    places = list(_scalars(value, ())) if Suspicion.WRITTEN_OTHERWISE in held else []
    lines = [scalar.replace("\n", " ") for _, scalar in places]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    joined = "\n".join(lines)
    for leak in scan(joined):
        said = plain(joined[leak.start : leak.end])
        if said not in told and (leak.kind.value, said) not in harmless and len(findings) < MOST:
            findings.append(_finding(leak, path, places[bisect_right(starts, leak.start) - 1][0], 0, 0))
    return findings


def check_text(path: str, place: Place, text: str, allowed: Iterable[Allowance]) -> list[Finding]:
    """Findings on a text that was taken out of a document, all at the place where it stands there."""
    harmless = _harmless(path, allowed)
    leaks = [leak for leak in scan(text) if (leak.kind.value, plain(text[leak.start : leak.end])) not in harmless]
    return [_finding(leak, path, place, 0, 0) for leak in leaks[:MOST]]


def _harmless(path: str, allowed: Iterable[Allowance]) -> set[tuple[str, str]]:
    return {(row.kind, plain(row.text)) for row in allowed if not row.file or path.endswith("/" + row.file)}


def _scalars(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _scalars(entry, (*place, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _scalars(entry, (*place, str(number)))


def plain(text: str) -> str:
    """A value as it is compared: digits alone where it is a number, else without blanks and capitals."""
    digits = re.sub(r"[^0-9]", "", text)
    return digits if re.fullmatch(r"[0-9 .\-\u00a0+()]+", text) else "".join(text.casefold().split())


def _finding(leak: Leak, path: str, place: Place, line: int, column: int) -> Finding:
    if not leak.sure:
        return warning("leak-possible", path, place, line, column, problem=f"leak-{leak.kind.value}")
    if leak.kind is Kind.CITIZEN_ID:
        return error("leak-citizen-id", path, place, line, column)
    if leak.kind is Kind.KEY:
        return error("leak-key", path, place, line, column)
    if leak.kind is Kind.SECRECY_MARK:
        return error("leak-secrecy-mark", path, place, line, column)
    if leak.kind is Kind.PHONE:
        return warning("leak-phone", path, place, line, column)
    if leak.kind is Kind.BANK_ACCOUNT:
        return warning("leak-bank-account", path, place, line, column)
    return warning("leak-e-mail", path, place, line, column)
