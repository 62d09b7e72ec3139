"""A unit's self-assessment: its documents, its answers, the approval of its head."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from parindex.model import criteria as c
from parindex.model.points import exact_text
from samples import days, library, people, words
from samples.chance import draw
from samples.facts import FactMaker, Given, points
from samples.plan import CyclePlan, ProgrammePlan, UnitPlan

# How many documents of a sign an office numbers in a year.
_NUMBERED = {"KH": 60, "BC": 210, "TB": 95, "QĐ": 170, "SL": 42, "BB": 34, "CV": 820, "ĐC": 6}
_UPPER = 3100
_APPROVAL = "~"
_SIGNED = (
    "Bản ký số của người đứng đầu; liên kết tại dòng {code} của sổ tính",
    "Bản chụp văn bản giấy đã ký, đóng dấu; liên kết tại dòng {code} của sổ tính",
)


@dataclass(slots=True, kw_only=True)
class Filing:
    """What a unit filed, with the parts that the appraisal goes back to."""

    unit: UnitPlan
    year: int
    given: dict[str, Given]
    reasons: dict[str, str]
    documents: dict[str, dict[str, str]]
    proof: dict[str, str]
    value: dict[str, Any] = field(default_factory=dict)


def slug(text: str) -> str:
    """A text in lower-case ASCII with hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def upper_level(programme: ProgrammePlan, unit: UnitPlan) -> str:
    """The authority that decides on the unit's organisation and money."""
    if unit.kind == "tinh":
        return f"Ủy ban nhân dân {words.low(unit.name)}"
    if unit.parent:
        return f"Ủy ban nhân dân {words.low(programme.unit(unit.parent).name)}"
    return programme.authority


def issuer(unit: UnitPlan) -> str:
    """The unit as it signs its documents."""
    return f"Ủy ban nhân dân {words.low(unit.name)}" if unit.kind in ("huyen", "xa", "tinh") else unit.name


def numbered_by(sign: str, day: date) -> int:
    """How many documents of a whole sign ("TB-SNV") an authority has numbered up to the day."""
    kind, _, office = sign.partition("-")
    yearly = _UPPER if kind == "QĐ" or office not in ("UBND", "SNV", "NV", "PNV") else _NUMBERED[kind]
    if kind == "TB" and office == "UBND":
        yearly *= 10
    return max(round(yearly * day.timetuple().tm_yday / 366), 1)


class Shelves:
    """The documents of one unit in one year; criteria that the same document proves share it."""

    def __init__(self, programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, leaves: list[c.Leaf]) -> None:
        year = cycle.year
        self.programme, self.unit, self.year = programme, unit, year
        # The head signs when all documents are there.
        self.last_day = days.before(days.approved(programme, cycle, unit))
        chance = draw("shelves", programme.id, unit.id, year)
        used: dict[str, int] = {}
        for leaf in leaves:
            shelf = library.shelf_of(leaf).id
            used[shelf] = used.get(shelf, 0) + 1
        limit = chance.randint(18, 23)
        self.moved: dict[str, str] = {}
        for shelf in sorted(used, key=lambda name: (used[name], chance.random())):
            if len(used) - len(self.moved) <= limit:
                break
            spare = library.BY_ID[shelf].spare
            if (
                spare != shelf
                and spare not in self.moved
                and used[shelf] < 4
                and shelf not in ("ke-hoach-cchc", "bao-cao-dinh-ky")
            ):
                self.moved[shelf] = spare
        self.records: dict[str, dict[str, str]] = {}

    def document(self, leaf: c.Leaf, *, plan_late: bool | None = None, plan_before: bool = False) -> str:
        """The id of the document that proves the leaf; it is written down when it is first asked for."""
        shelf = library.shelf_of(leaf)
        shelf = library.BY_ID[self.moved.get(shelf.id, shelf.id)]
        return self.put(shelf, leaf.code, plan_late=plan_late, plan_before=plan_before)

    def put(self, shelf: library.Shelf, code: str, *, plan_late: bool | None = None, plan_before: bool = False) -> str:
        """The record of a kind of document."""
        if shelf.id in self.records:
            return shelf.id
        chance = draw("document", self.programme.id, self.unit.id, self.year, shelf.id)
        span, year = shelf.days, self.year
        if shelf.id == "ke-hoach-cchc" and plan_late:
            span = ("02-09", "03-18")
        if shelf.id == "ke-hoach-cchc" and plan_before:
            span, year = ("12-06", "12-28"), self.year - 1
        last = min(days.day_of(year, span[1]), self.last_day)
        first = min(days.day_of(year, span[0]), last)
        day = days.between(first.isoformat(), last.isoformat(), self.programme.id, self.unit.id, year, shelf.id)
        self.records[shelf.id] = self._record(shelf, day, chance, code)
        return shelf.id

    def _record(self, shelf: library.Shelf, day: date, chance: Random, code: str) -> dict[str, str]:
        above = shelf.issuer == "upper"
        before = next((cycle for cycle in self.programme.cycles if cycle.year == self.year - 1), None)
        number = ""
        if shelf.id == "cong-bo-chi-so" and before is not None:
            number, day = before.decision_number, date.fromisoformat(before.dates["decided"])
        length = chance.randint(*shelf.length)
        record = {
            "kind": shelf.kind,
            "number": number,
            "issuer": upper_level(self.programme, self.unit) if above else issuer(self.unit),
            "title": library.title_of(shelf, self.unit.kind, chance.randint(0, 5)).format(
                year=self.year, before=self.year - 1
            ),
            "date": day.isoformat(),
            "url": "",
            "pages": f"1-{length}" if length > 1 else "1",
        }
        if length > 10:
            start = chance.randint(1, 4)
            record["pages"] = f"{start}-{start + chance.randint(4, 7)}"
        record["length"] = str(length)
        if self.programme.signed_scans:
            record["note"] = chance.choice(_SIGNED).format(code=code)
        return record

    def allot(self, approved: str = "") -> str:
        """Numbers the documents of each sign in the order of their dates; gives the number of the approving report."""
        ordered = [(record["date"], key) for key, record in self.records.items()]
        if approved:
            ordered.append((approved, _APPROVAL))
        ordered.sort(key=lambda entry: (entry[0], entry[1] == _APPROVAL))
        reached: dict[tuple[str, str, str], int] = {}
        host = self.unit.host or self.programme.host
        document = ""
        for spelled, key in ordered:
            day = date.fromisoformat(spelled)
            shelf = library.BY_ID["bao-cao-nam" if key == _APPROVAL else key]
            number = "" if key == _APPROVAL else self.records[key]["number"]
            if not number:
                ending, count = self._ending(shelf), self._count(shelf, day)
                place = (shelf.issuer, ending, spelled[:4])
                reached[place] = max(count, reached.get(place, 0) + 1)
                number = f"{reached[place]:02}/{ending}"
            if key == _APPROVAL:
                document = number
                continue
            self.records[key]["number"] = number
            suffix = "xlsx" if shelf.kind == "dataset" else "pdf"
            self.records[key]["url"] = f"https://{host}/{self.unit.id}/{self.year}/{slug(number)}.{suffix}"
        return document

    def _count(self, shelf: library.Shelf, day: date) -> int:
        """How many documents of the sign the office has numbered up to the day."""
        upper = shelf.issuer == "upper" and self.unit.kind != "dvsn"
        many = upper or (shelf.sign == "QĐ" and self.unit.kind in ("huyen", "tinh"))
        return max(round((_UPPER if many else _NUMBERED[shelf.sign]) * day.timetuple().tm_yday / 366), 1)

    def _ending(self, shelf: library.Shelf) -> str:
        sign = self.unit.sign
        if shelf.issuer == "upper" and self.unit.kind != "tinh":
            sign = self.programme.decision_sign if not self.unit.parent else "UBND"
        return f"{sign}-VP" if shelf.sign == "CV" else f"{shelf.sign}-{sign}"


def file_answers(
    programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, criteria: c.CriteriaSet, maker: FactMaker
) -> Filing:
    """The self-assessment of one unit."""
    year = cycle.year
    leaves = list(criteria.self_scored)
    if unit.id in cycle.drafts:
        leaves = leaves[:-5]
    not_applicable = cycle.not_applicable.get(unit.id, {})
    given: dict[str, Given] = {}
    reasons: dict[str, str] = {}
    for leaf in leaves:
        if leaf.code in not_applicable:
            reasons[leaf.code] = words.not_applicable(leaf, year)[0]
        else:
            given[leaf.code] = maker.make(leaf)
    shelves = Shelves(programme, cycle, unit, [leaf for leaf in leaves if leaf.code in given])
    bare = _without_evidence(programme, unit, year, [leaf for leaf in leaves if leaf.code in given], given)
    filing = Filing(unit=unit, year=year, given=given, reasons=reasons, documents=shelves.records, proof={})
    answers: dict[str, Any] = {}
    for leaf in leaves:
        if leaf.code in reasons:
            answers[leaf.code] = {"not-applicable": reasons[leaf.code]}
        else:
            answers[leaf.code] = _answer(programme, filing, shelves, leaf, bare)
    value: dict[str, Any] = {"unit": unit.id, "cycle": str(year), "evidence": shelves.records, "answers": answers}
    if unit.id not in cycle.drafts:
        value["approval"] = _approval(programme, cycle, unit, shelves)
    else:
        shelves.allot()
    filing.value = value
    return filing


def _answer(
    programme: ProgrammePlan, filing: Filing, shelves: Shelves, leaf: c.Leaf, bare: frozenset[str]
) -> dict[str, Any]:
    unit, year, facts = filing.unit, filing.year, filing.given[leaf.code]
    chance = draw("answer", programme.id, unit.id, year, leaf.code)
    worth = points(leaf, facts)
    answer: dict[str, Any] = dict(facts)
    if leaf.code in bare:
        spelled = exact_text(worth)
        plain = spelled if "/" not in spelled else f"{float(worth):.2f}"
        answer["explanation"] = words.instead_of_evidence(leaf, facts, year, chance, plain)
        if programme.signed_scans and "/" not in spelled:
            answer["points"] = spelled
        return answer
    if worth > 0 or (facts.get("total") != "0" and chance.random() < 0.5):
        late, before = _plan_day(leaf, facts)
        document = shelves.document(leaf, plan_late=late, plan_before=before)
        filing.proof[leaf.code] = document
        answer["evidence"] = [_reference(document, shelves, chance)]
        if document != "bao-cao-nam" and library.shelf_of(leaf).id != "ke-hoach-cchc" and chance.random() < 0.16:
            second = shelves.put(library.BY_ID["bao-cao-nam"], leaf.code)
            answer["evidence"].append(_reference(second, shelves, chance))
    elif worth == 0:
        answer["explanation"] = words.note(leaf, facts, unit, year, chance)
        return answer
    often = 0.16 if worth == leaf.max_points else 0.42
    if worth == 0 or chance.random() < often:
        text = words.note(leaf, facts, unit, year, chance)
        if text:
            answer["explanation"] = text
    return answer


def _plan_day(leaf: c.Leaf, facts: Mapping[str, Any]) -> tuple[bool | None, bool]:
    """Whether the plan is dated late, and whether before the year, as the chosen option says."""
    if library.shelf_of(leaf).id != "ke-hoach-cchc" or leaf.code != "1.1.1" or not isinstance(leaf.rule, c.Choice):
        return None, False
    label = words.label_of(leaf.rule.options, facts["option"])
    return facts["option"] in ("late", "later"), "năm trước" in label


def _reference(document: str, shelves: Shelves, chance: Random) -> str | dict[str, str]:
    first, _, last = shelves.records[document]["pages"].partition("-")
    draw_of_chance = chance.random()
    if int(last or first) - int(first) < 2 or draw_of_chance < 0.5:
        return document
    page = chance.randint(int(first), int(last) - 1)
    reference = {"id": document, "pages": str(page) if chance.random() < 0.55 else f"{page}-{page + 1}"}
    if draw_of_chance > 0.8:
        reference["section"] = chance.choice(library.BY_ID[document].sections)
    return reference


def _without_evidence(
    programme: ProgrammePlan, unit: UnitPlan, year: int, leaves: list[c.Leaf], given: Mapping[str, Given]
) -> frozenset[str]:
    """One or two criteria that the unit explains because there is no document to show."""
    chance = draw("bare", programme.id, unit.id, year)
    scored = [leaf for leaf in leaves if leaf.evidence_required and points(leaf, given[leaf.code]) > 0]
    nothing = [
        leaf.code
        for leaf in scored
        if given[leaf.code].get("total") == "0"
        or (isinstance(leaf.rule, c.Deduct) and given[leaf.code]["number"] == "0")
    ]
    counted = [leaf.code for leaf in scored if "done" in given[leaf.code] and 3 < int(given[leaf.code]["total"]) < 60]
    chosen = chance.sample(nothing, min(len(nothing), 1)) if chance.random() < 0.7 else []
    if counted and chance.random() < (0.6 if programme.signed_scans else 0.3):
        chosen.append(chance.choice(counted))
    return frozenset(chosen)


def _approval(programme: ProgrammePlan, cycle: CyclePlan, unit: UnitPlan, shelves: Shelves) -> dict[str, str]:
    day = days.approved(programme, cycle, unit).isoformat()
    document = shelves.allot(day)
    seal = hashlib.sha256(f"{programme.id}/{cycle.year}/{unit.id}/{document}".encode()).hexdigest()
    return {
        "by": people.person(programme.id, unit.id, "head", highland=programme.highland),
        "title": unit.head_title,
        "date": day,
        "document": document,
        "sha256": seal,
    }
