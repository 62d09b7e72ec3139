"""Evidence records: what a restricted one may tell, what looks odd about the others, and the record of checked links.

What looks odd is a hint and no fault: documents of many kinds exist, and only the unit knows its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from parindex.i18n.numbers import folded
from parindex.model.criteria import CriteriaSet
from parindex.model.evidence import Seen
from parindex.model.filing import Appraisal, Evidence, SelfAssessment
from parindex.model.finding import Finding, Place, error, notice, warning
from parindex.model.links import link_fault, link_host
from parindex.model.phase import day_of
from parindex.model.result import UnitResult
from parindex.model.roster import Cycle, Programme, Unit, is_date, is_moment

_RESTRICTED = ("number", "custodian", "reason", "sha256")
_ALSO_TOLD = ("id", "kind", "visibility")

# Kinds of documents that a registry numbers, and those that may be made before the year they are for begins.
_NUMBERED = ("plan", "report", "decision", "letter", "notice")
_AHEAD = ("plan", "decision")
_OWN = ("plan", "report", "decision", "letter", "notice", "record")

_NUMBER = re.compile(r"[0-9]{1,6}[a-zA-Z]?(?:[/-][0-9]{4})?[/-][^\W\d_][\w&.,/ -]{0,40}")


@cache
def _bodies() -> frozenset[str]:
    """How names of public bodies begin."""
    data = files("parindex.check").joinpath("bodies.yaml").read_bytes()
    return frozenset(yaml.load(data, Loader=yaml.CSafeLoader))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """The bodies that a programme knows by name: units and authority; and `hosts`, where their documents lie."""

    names: Mapping[str, str]
    hosts: tuple[str, ...] = ()

    @classmethod
    def of(cls, programme: Programme) -> "Bodies":
        """Those of a programme."""
        names = [programme.authority, *(unit.name for unit in programme.units.values())]
        return cls(names={_folded(name): name for name in names}, hosts=programme.evidence_hosts)

    def host_problem(self, host: str) -> str | None:
        """None where documents are expected at a host; else the expected one that it looks like, or an empty text."""
        if any(host == known or host.endswith(f".{known}") for known in self.hosts):
            return None
        if not self.hosts and not any(label.startswith("xn--") for label in host.split(".")):
            return None
        close = get_close_matches(host, self.hosts, n=1, cutoff=0.75)
        return close[0] if close else ""

    def problem(self, issuer: str) -> str | None:
        """None where an issuer is known or like one; else the name that was probably meant, or an empty text."""
        plain = _folded(issuer)
        known = self.names.get(plain)
        if known is not None:
            return None if known.casefold() == issuer.casefold() else known
        words = plain.split(" ")
        if any(" ".join(words[:count]) in _bodies() for count in (1, 2, 3)):
            return None
        close = get_close_matches(plain, list(self.names), n=1, cutoff=0.7)
        return self.names[close[0]] if close else ""


@lru_cache(20_000)
def _folded(text: str) -> str:
    return " ".join(folded(text).split())


def check_restricted(path: str, evidence: Mapping[str, Evidence]) -> Iterator[Finding]:
    """A restricted document tells what has to be told of it and nothing else."""
    for key, record in evidence.items():
        if not record.restricted:
            continue
        given = [name for name in record.__dataclass_fields__ if getattr(record, name)]
        more = [name for name in given if name not in (*_RESTRICTED, *_ALSO_TOLD)]
        missing = [name for name in _RESTRICTED if name not in given]
        if more:
            yield error("restricted-tells", path, ("evidence", key, more[0]), id=key, keys=", ".join(more))
        if missing:
            yield error("restricted-incomplete", path, ("evidence", key), id=key, keys=", ".join(missing))


def check_plausible(
    path: str, evidence: Mapping[str, Evidence], unit: Unit, cycle: Cycle, bodies: Bodies, *, filing: bool
) -> Iterator[Finding]:
    """Hints on numbers, issuers and dates; replies and objections (not `filing`) may bring documents made later."""
    year = int(cycle.id[:4])
    last = _last_day(unit, cycle) if filing else ""
    for key, record in evidence.items():
        place: Place = ("evidence", key)
        if record.restricted:
            continue
        if record.number and record.kind in _NUMBERED and not _NUMBER.fullmatch(record.number):
            yield notice("evidence-number-odd", path, (*place, "number"), id=key, number=record.number)
        if record.url and not link_fault(record.url):
            host = link_host(record.url)
            meant = bodies.host_problem(host)
            if meant is not None:
                yield notice("link-host-odd", path, (*place, "url"), id=key, host=host, hint=meant)
        if record.issuer:
            meant = bodies.problem(record.issuer)
            if meant is not None:
                yield notice("evidence-issuer-odd", path, (*place, "issuer"), id=key, issuer=record.issuer, hint=meant)
        if is_date(record.date):
            first = f"{year - 1}-10-01" if record.kind in _AHEAD else f"{year}-01-01"
            if record.date < first or (last and record.date > last):
                told = {"date": record.date, "first": first, "last": last or "…"}
                yield notice("evidence-date-odd", path, (*place, "date"), id=key, **told)


def _last_day(unit: Unit, cycle: Cycle) -> str:
    """The last day (ISO) on which a unit could still file: its deadline, or the day on which it was received late."""
    deadline = cycle.deadline(unit.id)
    moment = cycle.receipts.get(unit.id, "")
    received = day_of(datetime.fromisoformat(moment)) if is_moment(moment) else ""
    return max(deadline, cycle.reopened_until(unit.id), received) if deadline else ""


def check_shared(results: Sequence[UnitResult]) -> list[Finding]:
    """Documents of one unit that other units of its group claim as well; those of bodies above them all may share."""
    units = {_folded(result.unit.name): result.unit.group for result in results}
    held: dict[tuple[str, ...], dict[str, tuple[UnitResult, str, str]]] = {}
    for result in results:
        submission = result.submission
        if submission is None:
            continue
        for key, record in submission.evidence.items():
            if record.restricted or record.kind not in _OWN:
                continue
            issuer = _folded(record.issuer) if record.issuer else ""
            if record.number and units.get(issuer) == result.unit.group:
                _claim(held, ("number", record.number.casefold(), issuer), result, key, submission.path)
            # A hash or an address says that it is one document; whoever issued it for all of them may be above them.
            if not issuer or issuer in units:
                for kind, value in (("url", record.url), ("sha256", record.sha256)):
                    if value:
                        _claim(held, (kind, value), result, key, submission.path)
    findings: dict[tuple[str, str], Finding] = {}
    for document, claims in held.items():
        for unit, (mine, key, path) in claims.items() if len(claims) > 1 else ():
            if document[-1] == _folded(mine.unit.name):
                continue  # whose document it is may claim it
            others = ", ".join(other.unit.name for name, (other, _, _) in claims.items() if name != unit)
            found = notice("evidence-shared", path, ("evidence", key), id=key, units=others)
            findings.setdefault((path, key), found)
    return list(findings.values())


def _claim(
    held: dict[tuple[str, ...], dict[str, tuple[UnitResult, str, str]]],
    document: tuple[str, ...],
    result: UnitResult,
    key: str,
    path: str,
) -> None:
    held.setdefault(document, {}).setdefault(result.unit.id, (result, key, path))


def check_seen_restricted(appraisal: Appraisal, submission: SelfAssessment, criteria: CriteriaSet) -> Iterator[Finding]:
    """Whether somebody attests to have seen the restricted documents of every leaf that a stage has decided."""
    secret = {key for key, record in submission.evidence.items() if record.restricted}
    if not secret:
        return
    for leaf in criteria.self_scored:
        answer = submission.answers.get(leaf.code)
        cited = [ref.id for ref in answer.evidence if ref.id in secret] if answer else []
        made = [(number, stage.decisions.get(leaf.code)) for number, stage in enumerate(appraisal.stages)]
        if not cited or any(decision and decision.seen_restricted for _, decision in made):
            continue
        decided = [number for number, decision in made if decision or appraisal.stages[number].rest_accepted]
        if decided:
            number = decided[-1]
            inside = ("decisions", leaf.code) if leaf.code in appraisal.stages[number].decisions else ()
            place = ("stages", str(number), *inside)
            yield warning("restricted-not-seen", appraisal.path, place, code=leaf.code, id=cited[0])


def check_lock(path: str, rows: Iterable[Seen]) -> Iterator[Finding]:
    """The record of checked links: moments that exist, each address's in their order."""
    latest: dict[str, str] = {}
    for number, row in enumerate(rows):
        moments = [moment for moment in (row.first, row.fetched, row.last) if moment]
        good = all(is_moment(moment) and moment.endswith("Z") for moment in moments)
        good = good and row.first <= row.last and row.fetched <= row.last and latest.get(row.url, "") <= row.first
        if not good or not all(is_date(day) for day in row.days) or list(row.days) != sorted(set(row.days)):
            yield error("lock-order", path, ("seen", str(number)))
        latest[row.url] = row.last
