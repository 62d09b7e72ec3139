"""The explanation round: what a unit replies, with which documents; and the dispute over the three disclosures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from parindex.model import criteria as c
from samples import days, library, trouble, words
from samples.chance import draw
from samples.facts import Given
from samples.filing import Filing, issuer, slug
from samples.plan import CyclePlan, ProgrammePlan
from samples.reasons import document_name

DISPUTED = "3.2.1"


@dataclass(slots=True, kw_only=True)
class Case:
    """A corrected criterion on its way through the stages."""

    leaf: c.Leaf
    declared: Given
    found: Given
    code: str
    reason: str
    asked: bool = False
    reply: dict[str, str] | None = None
    outcome: str = ""


def explanation(
    programme: ProgrammePlan, cycle: CyclePlan, filing: Filing, cases: list[Case], *, again: bool, appraised: date
) -> dict[str, Any]:
    """The unit's replies to what was appraised on a day; `again` where a second appraisal follows that can change something."""
    unit, year = filing.unit, filing.year
    chance = draw("explanation", programme.id, unit.id, year)
    turns = words.Turns(chance)
    evidence: dict[str, dict[str, str]] = {}
    replies: dict[str, Any] = {}
    number = 0
    first_day = (date.fromisoformat(cycle.dates["first-appraisal-ends"]) + timedelta(days=1)).isoformat()
    day = days.between(first_day, cycle.explanation_day, programme.id, unit.id, year, "explanation")
    # Annexes are written after the remarks, one after the other, and go out with the reply.
    annexed = min(appraised + timedelta(days=1), day)
    order = {code: number for number, code in enumerate(filing.given)}
    for case in sorted(cases, key=lambda one: order[one.leaf.code]):
        code = case.leaf.code
        if code == DISPUTED and unit.id in cycle.disputes:
            evidence["huong-dan-tra-cuu"], replies[code] = _dispute_reply(programme, filing)
            case.outcome = "dispute"
        elif not again or chance.random() < 0.2:
            replies[code] = {"text": _agreed(filing, case, chance, turns)}
            case.outcome = "agreed"
        else:
            key = f"phu-luc-{slug(code)}"
            annexed = days.between(annexed.isoformat(), day.isoformat(), programme.id, unit.id, year, code, "annex")
            evidence[key] = _annex(programme, filing, case, annexed, chance)
            number += 1
            evidence[key]["number"] = f"{number:02}/PL-{unit.sign}"
            case.outcome = chance.choice(("accepted", "accepted", "partly", "kept"))
            case.reply = {"document": evidence[key]["number"], "date": evidence[key]["date"]}
            replies[code] = {
                "text": _objection(case, evidence[key]["number"], turns),
                "evidence": [key],
                "asks": case.declared,
            }
    value: dict[str, Any] = {"unit": unit.id, "cycle": str(year), "date": day.isoformat()}
    if evidence:
        value["evidence"] = evidence
    value["replies"] = replies
    return value


def _annex(programme: ProgrammePlan, filing: Filing, case: Case, day: date, chance: Random) -> dict[str, str]:
    shelf = library.shelf_of(case.leaf)
    host = filing.unit.host or programme.host
    subject = library.title_of(shelf, filing.unit.kind, 0).format(year=filing.year, before=filing.year - 1)
    return {
        "kind": "record" if shelf.kind in ("dataset", "record") else "other",
        "number": "",
        "issuer": issuer(filing.unit),
        "title": f"Phụ lục bổ sung, thuyết minh từng trường hợp cho {words.low(subject)}",
        "date": day.isoformat(),
        "url": f"https://{host}/{filing.unit.id}/{filing.year}/phu-luc-{slug(case.leaf.code)}.pdf",
        "pages": f"1-{chance.randint(2, 5)}",
    }


def _agreed(filing: Filing, case: Case, chance: Random, turns: words.Turns) -> str:
    code, year = case.leaf.code, filing.year
    cause = trouble.cause(case.leaf, filing.unit, words.left_over(case.leaf, case.found), chance)
    why = f" Nguyên nhân: {cause}." if cause else ""
    return turns.take(
        "agreed",
        (
            f"Đơn vị thống nhất với kết quả thẩm định tiêu chí {code} và rút kinh nghiệm khi tự chấm điểm năm {year + 1}.",
            f"Sau khi rà soát lại, đơn vị nhất trí với cơ quan thẩm định.{why}",
            f"Đơn vị không có tài liệu bổ sung; sẽ lưu đủ tài liệu của tiêu chí này từ kỳ đánh giá năm {year + 1}.",
        ),
    )


def _objection(case: Case, number: str, turns: words.Turns) -> str:
    leaf, rule = case.leaf, case.leaf.rule
    if isinstance(rule, c.Choice):
        wanted = words.option_text(leaf, case.declared["option"])
        return turns.take(
            "option",
            (
                f"Đơn vị gửi bổ sung Phụ lục số {number} làm rõ nội dung cơ quan thẩm định nêu; đề nghị công nhận mức {wanted}.",
                f"Tài liệu lần đầu gửi thiếu phụ lục. Phụ lục số {number} thể hiện đủ căn cứ của mức {wanted}.",
            ),
        )
    if isinstance(rule, c.Checklist):
        lost = [words.label_of(rule.items, item) for item in case.declared["items"] if item not in case.found["items"]]
        label = "; ".join(lost)
        return turns.take(
            "items",
            (
                f"Nội dung “{label}” đã thực hiện, minh chứng tại Phụ lục số {number}; đề nghị tính lại.",
                f"Đơn vị bổ sung Phụ lục số {number} có văn bản gốc của nội dung “{label}”; đề nghị công nhận.",
            ),
        )
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        old, new = int(case.declared["done"]), int(case.found["done"])
        counted, money = words.thing(rule.measure.done)
        unit = f" {money}" if money else ""
        return turns.take(
            "share",
            (
                f"Phụ lục số {number} liệt kê từng trường hợp, đủ {words.vn(old)}{unit} {counted}; "
                f"đề nghị công nhận {words.vn(old)} thay vì {words.vn(new)}.",
                f"Phần chênh lệch {words.vn(abs(old - new))} {money or 'trường hợp'} có tài liệu kèm theo Phụ lục số {number}, "
                "gồm các văn bản ký trong năm đánh giá; đề nghị giữ số đã khai.",
                f"Bảng tổng hợp lần đầu bỏ sót một trang. Phụ lục số {number} thể hiện đủ {words.vn(old)}{unit} {counted}.",
            ),
        )
    return turns.take(
        "other",
        (
            f"Đơn vị giải trình chi tiết tại Phụ lục số {number}, có số, ngày của từng văn bản; đề nghị giữ số liệu đã khai.",
            f"Số liệu cơ quan thẩm định dùng có trường hợp tính trùng, nêu tại Phụ lục số {number}; đề nghị xem lại.",
        ),
    )


def dispute(criteria: c.CriteriaSet, filing: Filing) -> Case:
    """The dispute over the three disclosures: claimed in full, one of them recognised."""
    leaf = criteria.by_code[DISPUTED]
    return Case(
        leaf=leaf,
        declared=filing.given[DISPUTED],
        found={"items": ["posted-at-counter"]},
        code="evidence-missing",
        reason=(
            f"Công nhận 0,25 trong 0,75 điểm tự chấm. {document_name(filing, leaf)} chỉ chứng minh việc niêm yết tại nơi "
            "tiếp nhận. Còn thiếu: đường dẫn đăng tải thủ tục trên trang thông tin điện tử truy cập được; văn bản công khai "
            "địa chỉ, số điện thoại tiếp nhận phản ánh, kiến nghị. Đề nghị đơn vị giải trình."
        ),
        asked=True,
    )


def _dispute_reply(programme: ProgrammePlan, filing: Filing) -> tuple[dict[str, str], dict[str, Any]]:
    host = filing.unit.host or programme.host
    number = f"03/HD-{filing.unit.sign}"
    guide = {
        "kind": "other",
        "number": number,
        "issuer": issuer(filing.unit),
        "title": f"Hướng dẫn tra cứu thủ tục hành chính trên mạng và gửi phản ánh, kiến nghị năm {filing.year}",
        "date": f"{filing.year}-03-16",
        "url": f"https://{host}/{filing.unit.id}/{filing.year}/03-huong-dan-tra-cuu.pdf",
        "pages": "1-4",
        "length": "4",
    }
    text = (
        f"Đơn vị gửi Hướng dẫn số {number} ngày 16/3/{filing.year}: trang 1 và trang 2 có đường dẫn từng thủ tục đã đăng "
        "tải kèm ảnh chụp, trang 4 công khai địa chỉ, số điện thoại và hộp thư tiếp nhận phản ánh, kiến nghị. Hướng dẫn "
        "được phát tại nơi tiếp nhận hồ sơ từ ngày ban hành. Đề nghị công nhận đủ ba nội dung, 0,75 điểm."
    )
    reply = {
        "text": text,
        "evidence": [{"id": "huong-dan-tra-cuu", "pages": "1-2, 4"}],
        "asks": {"items": filing.given[DISPUTED]["items"]},
    }
    return guide, reply


def dispute_decision() -> Mapping[str, Any]:
    """What the second stage decides on the dispute: two of the three disclosures."""
    return {
        "correct": {"items": ["posted-at-counter", "contact-for-feedback"]},
        "reason-code": "explanation-accepted",
        "reason": (
            "Chấp nhận một phần giải trình, công nhận 0,5 điểm: trang 4 của Hướng dẫn chứng minh việc công khai địa chỉ, "
            "số điện thoại tiếp nhận phản ánh. Chưa công nhận việc đăng tải vì năm đường dẫn chọn ngẫu nhiên ở trang 1 đều "
            "dẫn về trang chủ, không mở được nội dung thủ tục."
        ),
    }
