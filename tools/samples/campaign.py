"""The campaign's own files: programme, roster, cycle, receipts, survey, other indices, bonus and penalty, decision."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.model import criteria as c
from parindex.model.regulation import Regulation
from parindex.score import rank
from samples import days, people
from samples.chance import clamp, draw
from samples.plan import CyclePlan, Member, ProgrammePlan, UnitPlan


def maintainers_file() -> dict[str, Any]:
    """`submissions/maintainers.yaml`: who keeps the repository itself."""
    name = people.person("maintainers", 0)
    login = people.Logins().of(name, "quan-tri-kho")
    return {"sample": True, "maintainers": [{"name": name, "title": "Quản trị kho dữ liệu minh họa", "login": login}]}


def programme_file(programme: ProgrammePlan, logins: people.Logins) -> dict[str, Any]:
    """`programme.yaml`."""
    return {
        "id": programme.id,
        "name": programme.name,
        "name-en": programme.name_en,
        "index-name": programme.index_name,
        "index-name-en": programme.index_name_en,
        "authority": programme.authority,
        "authority-en": programme.authority_en,
        "sample": True,
        "notice": programme.notice,
        "notice-en": programme.notice_en,
        "office": _staff(programme, "office", "dieu-hanh", programme.office, logins),
        "editors": _staff(programme, "editors", "tieu-chi", programme.editors, logins),
    }


def _staff(
    programme: ProgrammePlan, key: str, place: str, seats: Sequence[Member], logins: people.Logins
) -> list[dict[str, Any]]:
    rows = []
    for number, seat in enumerate(seats):
        name = people.person(programme.id, key, number, highland=programme.highland)
        row: dict[str, Any] = {"name": name, "title": seat.title}
        if seat.unit:
            row["unit"] = seat.unit
        rows.append({**row, "login": logins.of(name, place)})
    return rows


def units_file(programme: ProgrammePlan, logins: people.Logins) -> dict[str, Any]:
    """`units.yaml`."""
    return {"units": [_unit(programme, unit, logins) for unit in programme.units]}


def _unit(programme: ProgrammePlan, unit: UnitPlan, logins: people.Logins) -> dict[str, Any]:
    value: dict[str, Any] = {"id": unit.id, "name": unit.name, "name-en": unit.name_en, "group": unit.group}
    optional = {
        "parent": unit.parent,
        "code": unit.code,
        "valid-from": unit.valid_from,
        "valid-to": unit.valid_to,
        "predecessors": list(unit.predecessors),
        "successors": list(unit.successors),
        "lineage": unit.lineage,
    }
    value |= {key: entry for key, entry in optional.items() if entry}
    head = people.person(programme.id, unit.id, "head", highland=programme.highland)
    value["head"] = {"name": head, "title": unit.head_title, "login": logins.of(head, unit.id)}
    officer = people.person(programme.id, unit.id, "officer", highland=programme.highland)
    value["officers"] = [
        {
            "name": officer,
            "title": "Công chức đầu mối cải cách hành chính" if unit.kind != "dvsn" else "Viên chức đầu mối",
            "login": logins.of(officer, unit.id),
        }
    ]
    return value


def cycle_file(programme: ProgrammePlan, cycle: CyclePlan, logins: people.Logins, criteria: str) -> dict[str, Any]:
    """`cycle.yaml`; `criteria` is the hash by which a cycle freezes them."""
    value: dict[str, Any] = {
        "cycle": str(cycle.year),
        "kind": "campaign",
        "title": programme.title.format(year=cycle.year),
        "regulation": cycle.regulation or programme.regulation,
    }
    if cycle.frozen:
        value["criteria-sha256"] = criteria
    if cycle.previous:
        value["previous"] = cycle.previous
    value["disclosure"] = "after-decision"
    if cycle.votes_required:
        value["votes"] = "required"
    value["dates"] = dict(cycle.dates)
    value["councils"] = [
        {
            "id": council.id,
            "name": council.name,
            **_limits(programme, cycle, council.id),
            "members": [
                _seat(programme, council.id, number, member, logins) for number, member in enumerate(council.members)
            ],
        }
        for council in programme.councils
    ]
    for key, rows in (("extensions", cycle.extensions), ("reopenings", cycle.reopenings)):
        if rows:
            value[key] = [
                {
                    "unit": unit,
                    "until": row.until,
                    "by": row.by,
                    "reason": row.reason,
                    **({"document": row.document} if row.document else {}),
                }
                for unit, row in rows.items()
            ]
    return value


def _limits(programme: ProgrammePlan, cycle: CyclePlan, council: str) -> dict[str, list[str]]:
    """The stages, and where it appraises no others the groups or units, of a council."""
    keys = [key.partition("/") for key, who in programme.council_of.items() if who == council]
    limits: dict[str, list[str]] = {}
    named = list(dict.fromkeys(name for _, _, name in keys))
    if "" not in named:
        units = [unit for unit in programme.units if unit.existed_in(cycle.year)]
        if not {unit.group for unit in units} & set(named):
            limits["units"] = [unit.id for unit in units if {unit.id, unit.parent} & set(named)]
    limits["stages"] = list(dict.fromkeys(stage for stage, _, _ in keys))
    return limits


def _seat(programme: ProgrammePlan, council: str, number: int, member: Member, logins: people.Logins) -> dict[str, Any]:
    name = member_name(programme, council, number, member)
    row: dict[str, Any] = {"name": name, "title": member.title}
    if member.unit:
        row["unit"] = member.unit
    # The head of a unit has one login, in the unit and in the council.
    heads = member.unit and member.title.startswith(programme.unit(member.unit).head_title)
    row["login"] = logins.of(name, member.unit if heads else council)
    title = member.title.partition("Phó Chủ tịch Hội đồng")[0]
    if title.endswith(("Tổ trưởng", "Chủ tịch Hội đồng", "phụ trách thẩm định")):
        row["role"] = "chair"
    elif title.endswith("Thư ký"):
        row["role"] = "secretary"
    if member.areas:
        row["areas"] = list(member.areas)
    return row


def member_name(programme: ProgrammePlan, council: str, number: int, member: Member) -> str:
    """The name of a council member: the head of a unit is the head whom the roster names."""
    if member.unit and member.title.startswith(programme.unit(member.unit).head_title):
        return people.person(programme.id, member.unit, "head", highland=programme.highland)
    return people.person(programme.id, council, number, highland=programme.highland)


def receipts_file(programme: ProgrammePlan, cycle: CyclePlan, units: Sequence[UnitPlan]) -> dict[str, Any]:
    """`receipts.yaml`."""
    receipts: dict[str, Any] = {}
    for unit in units:
        chance = draw("receipt", programme.id, cycle.year, unit.id)
        hour = chance.choice((8, 9, 10, 11, 14, 15, 16))
        moment = f"{days.received(programme, cycle, unit).isoformat()}T{hour:02}:{chance.randint(0, 59):02}:00+07:00"
        receipts[unit.id] = {"received": moment, "by": _receiver(programme, unit)}
    return {"cycle": str(cycle.year), "receipts": receipts}


def _receiver(programme: ProgrammePlan, unit: UnitPlan) -> str:
    return f"Văn thư {programme.unit(unit.parent).name}" if unit.parent else programme.receiver


def survey_file(
    programme: ProgrammePlan, cycle: CyclePlan, regulation: Regulation, units: Sequence[UnitPlan]
) -> dict[str, Any] | None:
    """`survey.yaml`; None where no criterion is a survey."""
    questions: dict[str, dict[str, Any]] = {}
    for unit in units:
        if unit.id in cycle.no_survey:
            continue
        for leaf in regulation.sets[unit.group].leaves:
            if isinstance(leaf.rule, c.Survey):
                questions.setdefault(leaf.rule.question, {})[unit.id] = _count(programme, cycle, unit, leaf.rule)
    if not questions:
        return None
    year = cycle.year
    return {
        "cycle": str(year),
        "conducted": {
            "by": programme.survey_by,
            "from": f"{year}-10-16",
            "to": f"{year}-12-08",
            "method": programme.survey_method,
            "document": f"Kế hoạch điều tra xã hội học năm {year}",
        },
        "questions": questions,
    }


def _count(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, rule: c.Survey) -> dict[str, Any]:
    even = unit.id in cycle.even
    # The same people answer the questions of one kind, so that their number is one.
    answers_key = rule.answers[0].id
    sheet = draw("sample", programme.id, unit.id, cycle.year, answers_key)
    sample = sheet.randint(80, 280) if unit.kind in ("huyen", "tinh", "xa") else sheet.randint(60, 150)
    if even:
        sample = sheet.choice((100, 125, 160, 200))
    chance = draw("survey", programme.id, unit.id, cycle.year, rule.question)
    if cycle.small_survey.get(unit.id) == rule.question:
        sample = chance.randint(19, 27)
    level = clamp(0.12 + 0.86 * unit.quality + chance.gauss(0, 0.035), 0.35, 0.985)
    best, second = rule.answers[0], rule.answers[1]
    # Of those who are content, the better the unit the more choose the best answer.
    content = clamp(level + 0.1, 0.4, 0.99)
    top = clamp((level - 0.45) * 1.5, 0.08, 0.9)
    answered = sample if even else sample - chance.randint(0, max(sample // 40, 0))
    counts = {best.id: round(answered * content * top)}
    counts[second.id] = round(answered * content) - counts[best.id]
    left = answered - counts[best.id] - counts[second.id]
    rest = list(rule.answers[2:])
    for number, answer in enumerate(rest):
        part = left if number == len(rest) - 1 else round(left * chance.uniform(0.6, 0.85))
        counts[answer.id] = part
        left -= part
    return {"sample": str(sample), "answers": {key: str(number) for key, number in counts.items()}}


def satisfaction(survey: Mapping[str, Any], rules: Mapping[str, c.Survey], unit: str) -> float:
    """Mean satisfaction of a unit in percent over the questions that it was asked."""
    shares: list[float] = []
    for question, rule in rules.items():
        count = survey["questions"].get(question, {}).get(unit)
        if count:
            weights = {answer.id: float(answer.points) for answer in rule.answers}
            answered = sum(int(number) for number in count["answers"].values())
            shares.append(sum(weights[key] * int(number) for key, number in count["answers"].items()) / answered)
    return sum(shares) / len(shares)


def places(values: Mapping[str, float]) -> dict[str, int]:
    """The place of each unit by its value, the greatest first."""
    units = sorted(values)
    made = rank.ranks([(Fraction(values[unit]),) for unit in units])
    return dict(zip(units, made, strict=True))


def decision_file(programme: ProgrammePlan, cycle: CyclePlan) -> dict[str, Any]:
    """`decision.yaml`."""
    year = cycle.year
    number = cycle.decision_number
    return {
        "cycle": str(year),
        "number": number,
        "date": cycle.dates["decided"],
        "issuer": programme.authority,
        "title": programme.decision_title.format(year=year),
        "signer": {
            "name": people.person(programme.id, "signer", highland=programme.highland),
            "title": programme.signer_title,
        },
        "url": f"https://{programme.host}/quyet-dinh/{year + 1}/cong-bo-chi-so-{year}.pdf",
    }
