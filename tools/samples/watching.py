"""What checks of links saw of a unit's documents: most are there, some have moved, changed or gone, some wait.

The addresses are fictional, so no check could have seen anything: the record is made up like the documents.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from samples import days
from samples.chance import draw
from samples.plan import CyclePlan, ProgrammePlan, UnitPlan

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FATES = {"live": 70, "moved": 8, "changed": 7, "gone": 8, "failing": 4, "waiting": 3}


def lock_file(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, records: Iterable[Mapping[str, str]]) -> Any:
    """`evidence.lock.yaml` of a unit: a check in the week of its deadline, one a month and one a quarter later."""
    end = days.received(programme, cycle, unit)
    checks = [end - timedelta(days=1), end + timedelta(days=30), end + timedelta(days=91)]
    seen: list[dict[str, Any]] = []
    for record in records:
        if record.get("url"):
            seen += _seen(record, checks, draw("watch", programme.id, unit.id, cycle.year, record["url"]))
    return {"unit": unit.id, "cycle": str(cycle.year), "seen": seen}


def _seen(record: Mapping[str, str], checks: list[date], chance: Random) -> list[dict[str, Any]]:
    url = record["url"]
    fate = chance.choices(list(_FATES), weights=list(_FATES.values()))[0]
    if fate == "waiting":
        return []
    first, second, last = checks
    whole = _content(record, chance)
    if fate == "changed":
        return [
            {"url": url, **_times(first, second), **whole},
            {"url": url, **_times(last, last), **_content(record, chance)},
        ]
    if fate in ("gone", "failing"):
        failed = [last - timedelta(days=2), last - timedelta(days=1), last] if fate == "gone" else [last]
        fault: dict[str, Any] = {"status": "404", "fault": "status"} if fate == "gone" else {"fault": "timeout"}
        span = {"first": _moment(failed[0]), "last": _moment(last)}
        found = {"url": url, **span, **fault, "days": [day.isoformat() for day in failed]}
        return [{"url": url, **_times(first, second), **whole}, found]
    if fate == "moved":
        head, _, name = url.rpartition("/")
        whole = {"final": f"{head}/luu-tru/{name}", **whole}
    return [{"url": url, **_times(first, last), **whole}]


def _times(first: date, last: date) -> dict[str, str]:
    return {"first": _moment(first), "last": _moment(last), "fetched": _moment(last)}


def _moment(day: date) -> str:
    return f"{day.isoformat()}T19:20:00Z" if day.weekday() < 5 else f"{day.isoformat()}T02:20:00Z"


def _content(record: Mapping[str, str], chance: Random) -> dict[str, str]:
    ending = record["url"].rpartition(".")[2]
    told = {
        "status": "200",
        "type": _TYPES[ending],
        "size": str(chance.randint(38_000, 2_400_000)),
        "sha256": hashlib.sha256(f"{record['url']}/{chance.random()}".encode()).hexdigest(),
    }
    if ending == "pdf":
        # No certificate of a fictional authority leads to a root that somebody has reviewed.
        verdict = chance.choices(("unsigned", "untrusted", "altered"), weights=(58, 40, 2))[0]
        told["signature"] = verdict
        if verdict != "unsigned":
            told["signer"] = record["issuer"]
    return told


def restrict(record: Mapping[str, str], keeper: str) -> dict[str, str]:
    """A document of which only number, custodian, reason and hash are told."""
    seal = hashlib.sha256(f"{record['url']}/{record['date']}".encode()).hexdigest()
    return {
        "kind": record["kind"],
        "number": record["number"],
        "visibility": "restricted",
        "custodian": f"Văn thư {keeper}",
        "reason": "Có nhận xét riêng về từng công chức",
        "sha256": seal,
    }
