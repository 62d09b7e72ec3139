"""What comes after an appraisal: objections and their answers, minutes with votes, errata."""

from collections.abc import Mapping, Sequence
from typing import Any

from samples import campaign
from samples.plan import CyclePlan, MeetingPlan, ProgrammePlan, UnitPlan


def docket_files(cycle: CyclePlan, unit: str) -> dict[str, dict[str, Any]]:
    """`appeal.yaml` and `ruling.yaml` of a unit, where it objects to something."""
    mine = [row for row in cycle.objections if row.unit == unit]
    if not mine:
        return {}
    head = {"unit": unit, "cycle": str(cycle.year)}
    evidence = {key: dict(record) for row in mine for key, record in row.evidence.items()}
    entries: dict[str, Any] = {}
    rulings: dict[str, Any] = {}
    for row in mine:
        entry: dict[str, Any] = {"date": row.day, "claim": row.claim}
        if row.asks is not None:
            entry["asks"] = dict(row.asks)
        if row.evidence:
            entry["evidence"] = list(row.evidence)
        entries[row.code] = entry
        answer = row.ruling
        rulings[row.code] = {
            "date": answer.day,
            "by": answer.by,
            "outcome": answer.outcome,
            "reason": answer.reason,
            **({"correct": dict(answer.correct)} if answer.correct is not None else {}),
        }
    appeal = {**head, **({"evidence": evidence} if evidence else {}), "entries": entries}
    return {"appeal.yaml": appeal, "ruling.yaml": {**head, "rulings": rulings}}


def minutes_file(programme: ProgrammePlan, cycle: CyclePlan, units: Sequence[UnitPlan]) -> dict[str, Any]:
    """`minutes.yaml`: everybody present votes in favour where the plan does not say otherwise."""
    return {"cycle": str(cycle.year), "meetings": [_meeting(programme, row, units) for row in cycle.meetings]}


def _meeting(programme: ProgrammePlan, meeting: MeetingPlan, units: Sequence[UnitPlan]) -> dict[str, Any]:
    council = next(entry for entry in programme.councils if entry.id == meeting.council)
    there = {
        campaign.member_name(programme, council.id, number, member): member.unit
        for number, member in enumerate(council.members)
        if number not in meeting.absent
    }
    voted = [unit.id for unit in units if unit.id in meeting.units or not meeting.units]
    voted = [unit for unit in voted if unit not in meeting.without]
    recused = {unit: [name for name, home in there.items() if home == unit] for unit in voted}
    votes = {}
    for unit in voted:
        given = meeting.votes.get(unit, (len(there) - len(recused[unit]), 0, 0))
        votes[unit] = dict(zip(("for", "against", "abstained"), map(str, given), strict=True))
    stayed_out = {unit: names for unit, names in recused.items() if names}
    return {
        "id": meeting.id,
        "council": council.id,
        "date": meeting.day,
        "document": meeting.document,
        "present": list(there),
        **({"recused": stayed_out} if stayed_out else {}),
        "votes": votes,
    }


def errata_file(cycle: CyclePlan) -> dict[str, Any]:
    """`errata.yaml`."""
    rows = [
        {
            "id": row.id,
            "date": row.day,
            "unit": row.unit,
            "code": row.code,
            "old": row.old,
            "new": row.new,
            "reason": row.reason,
            "document": row.document,
            "version": row.version,
        }
        for row in cycle.errata
    ]
    return {"cycle": str(cycle.year), "errata": rows}


def correct(cycle: CyclePlan, unit: str, appraisal: dict[str, Any]) -> None:
    """Puts the corrected marks of the errata into an appraisal, which must hold the wrong ones."""
    for row in cycle.errata:
        if row.unit == unit:
            stage = next(entry for entry in appraisal["stages"] if row.code in entry.get("decisions", {}))
            if stage["decisions"][row.code]["points"] != row.old:
                raise SystemExit(f"{unit} {row.code}: {row.old} is not what was published")
            stage["decisions"][row.code] |= {"points": row.new, "reason": row.corrected}


def attest(answers: Mapping[str, Any], document: str, appraisal: dict[str, Any]) -> None:
    """Notes in the first stage that the restricted document behind some answers has been seen."""
    decisions = appraisal["stages"][0].setdefault("decisions", {})
    for code, answer in answers.items():
        cited = [ref if isinstance(ref, str) else ref["id"] for ref in answer.get("evidence", ())]
        if document in cited:
            decisions[code] = {**decisions.get(code, {"accept": True}), "seen-restricted": True}
    in_order = sorted(decisions, key=lambda code: [int(part) for part in code.split(".")])
    appraisal["stages"][0]["decisions"] = {code: decisions[code] for code in in_order}
