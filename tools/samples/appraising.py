"""What the appraisers decided about a unit, what they asked, what the unit replied, and what was decided then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from parindex.model import criteria as c
from parindex.model.points import exact_text
from samples import days, library, trouble, words
from samples.chance import clamp, draw
from samples.facts import Given, points
from samples.filing import Filing, issuer, slug
from samples.lowering import lowered
from samples.plan import CyclePlan, ProgrammePlan, StagePlan, UnitPlan

Decision = dict[str, Any]

_KINDS = {
    "plan": "Kế hoạch", "report": "Báo cáo", "decision": "Quyết định", "letter": "Công văn", "notice": "Thông báo",
    "record": "Biên bản", "screenshot": "Biên bản chụp ảnh", "dataset": "Bảng số liệu",
}  # fmt: skip
_LINKED = ("hồ sơ giải quyết", "hồ sơ trễ hạn (", "số hồ sơ cấp xã giải quyết")
DISPUTED = "3.2.1"
_UNPROVEN = (
    "tài liệu gửi kèm không có phần riêng cho nội dung này",
    "tài liệu gửi kèm là của năm {before}, ngoài kỳ đánh giá",
    "chỉ được nhắc đến trong báo cáo chung, không có sản phẩm kèm theo",
    "bản gửi kèm là dự thảo, chưa ký",
    "hình ảnh gửi kèm không có ngày và không xác định được nơi chụp",
    "đường dẫn đã nêu không mở được vào ngày kiểm tra",
)


@dataclass(slots=True, kw_only=True)
class Case:
    """A corrected criterion on its way through the stages."""

    leaf: c.Leaf
    declared: Given
    found: Given
    code: str
    reason: str
    asked: bool = False
    reply: Decision | None = None
    outcome: str = ""


@dataclass(slots=True, kw_only=True)
class Appraised:
    """The two files that come out of an appraisal; no explanation where none was asked or given."""

    appraisal: dict[str, Any]
    explanation: dict[str, Any] | None = None
    cases: list[Case] = field(default_factory=list)


def appraise(
    programme: ProgrammePlan, cycle: CyclePlan, filing: Filing, criteria: c.CriteriaSet, stages: tuple[StagePlan, ...]
) -> Appraised:
    """All appraisal stages of one unit, in order."""
    unit, year = filing.unit, filing.year
    chance = draw("appraisal", programme.id, unit.id, year)
    cases = _cases(programme, cycle, filing, criteria, chance)
    first_stage = stages[0]
    sat = {
        stage.stage: days.between(stage.first_day, stage.last_day, programme.id, unit.id, year, stage.stage)
        for stage in stages
    }
    review = next((stage for stage in stages if stage.review), None)
    if cycle.explanation_day:
        _ask(cases, chance)
        if unit.id in cycle.disputes:
            cases.append(_dispute(criteria, filing))
    replied = [case for case in cases if case.asked and case.code != "rule-misread"] if chance.random() < 0.85 else []
    explanation = _explanation(programme, cycle, filing, replied, review is not None) if replied else None
    made: dict[str, dict[str, Decision]] = {stage.stage: {} for stage in stages}
    made[first_stage.stage] = _first(programme, cycle, filing, criteria, cases, chance)
    marks = next((stage for stage in stages if stage.marks), first_stage)
    for leaf in criteria.leaves:
        if isinstance(leaf.rule, c.CouncilMark):
            made[marks.stage][leaf.code] = _mark(programme, filing, leaf)
    if review is not None:
        made[review.stage].update(_second(cases, replied, unit, year, chance))
        made[review.stage] = _in_order(criteria, made[review.stage])
    for stage in stages:
        made[stage.stage] = _in_order(criteria, made[stage.stage])
    return Appraised(
        appraisal={
            "unit": unit.id,
            "cycle": str(year),
            "stages": [
                _stage(programme, unit, stage, sat[stage.stage], made[stage.stage], last=stage is stages[-1])
                for stage in stages
            ],
        },
        explanation=explanation,
        cases=cases,
    )


def _stage(
    programme: ProgrammePlan, unit: UnitPlan, stage: StagePlan, day: date, decisions: dict[str, Decision], *, last: bool
) -> dict[str, Any]:
    value: dict[str, Any] = {
        "stage": stage.stage,
        "by": [council_of(programme, unit, stage.stage)],
        "date": day.isoformat(),
    }
    if last:
        value["rest"] = "accepted"
    if decisions:
        value["decisions"] = decisions
    return value


def council_of(programme: ProgrammePlan, unit: UnitPlan, stage: str) -> str:
    """The council that appraises a unit in a stage: its own, its district's, its group's, the stage's."""
    for key in (f"{stage}/{unit.id}", f"{stage}/{unit.parent}", f"{stage}/{unit.group}", stage):
        if key in programme.council_of:
            return programme.council_of[key]
    raise LookupError(f"{programme.id} {stage} {unit.id}")


def _in_order(criteria: c.CriteriaSet, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    return {leaf.code: decisions[leaf.code] for leaf in criteria.leaves if leaf.code in decisions}


def _cases(
    programme: ProgrammePlan, cycle: CyclePlan, filing: Filing, criteria: c.CriteriaSet, chance: Random
) -> list[Case]:
    unit, year = filing.unit, filing.year
    even = unit.id in cycle.even
    wanted = chance.randint(2, 4) if even else chance.randint(3, 7)
    leaves = [leaf for leaf in criteria.self_scored if leaf.code in filing.given and leaf.code in filing.proof]
    leaves = [
        leaf for leaf in leaves if not _linked(leaf) and not (leaf.code == DISPUTED and unit.id in cycle.disputes)
    ]
    chance.shuffle(leaves)
    cases: list[Case] = []
    methods: dict[str, int] = {}
    for leaf in leaves:
        if len(cases) == wanted:
            break
        if methods.get(leaf.rule.method, 0) > 1 or (
            even and not isinstance(leaf.rule, c.Choice | c.Checklist | c.Deduct)
        ):
            continue
        found = lowered(leaf, filing.given[leaf.code], chance)
        if found is None:
            continue
        methods[leaf.rule.method] = methods.get(leaf.rule.method, 0) + 1
        code, reason = _reason(filing, leaf, filing.given[leaf.code], found, chance)
        cases.append(Case(leaf=leaf, declared=filing.given[leaf.code], found=found, code=code, reason=reason))
    return cases


def _linked(leaf: c.Leaf) -> bool:
    """Whether the figures are the unit's dossiers, which other criteria repeat."""
    if isinstance(leaf.rule, c.Branches) and "qua_han_nam_nay" in leaf.rule.figures:
        return True
    return isinstance(leaf.rule, c.Steps | c.Ratio) and leaf.rule.measure.done.lower().startswith(_LINKED)


def document_name(filing: Filing, leaf: c.Leaf) -> str:
    """The document as an appraiser names it: "Báo cáo số 112/BC-STP"."""
    record = filing.documents[filing.proof[leaf.code]]
    name = "Bảng đối chiếu" if "/ĐC-" in record["number"] else _KINDS[record["kind"]]
    return f"{name} số {record['number']}"


def _page(filing: Filing, leaf: c.Leaf, chance: Random) -> str:
    length = int(filing.documents[filing.proof[leaf.code]]["length"])
    return f", trang {chance.randint(1, length)}" if chance.random() < 0.6 else ""


def _reason(filing: Filing, leaf: c.Leaf, given: Given, found: Given, chance: Random) -> tuple[str, str]:
    """The reason code and the reason of a correction, naming what stands in the document."""
    rule, year = leaf.rule, filing.year
    document = document_name(filing, leaf)
    page = _page(filing, leaf, chance)
    fault = trouble.fault(leaf, year, chance)
    period = "31/12" in fault or "năm sau" in fault or "năm trước" in fault
    if isinstance(rule, c.Choice):
        code = "wrong-period" if period else "evidence-not-valid"
        better, worse = words.option_text(leaf, given["option"]), words.option_text(leaf, found["option"])
        return code, chance.choice(
            (
                f"{document}{page}: {fault}. Xác định mức {worse}.",
                f"Chưa đủ căn cứ để công nhận mức {better}: {fault}; chuyển sang mức {worse}.",
                f"Kiểm tra {document} thì thấy {fault}, nên chỉ đạt mức {worse}.",
            )
        )
    if isinstance(rule, c.Checklist):
        dropped = next(item for item in given["items"] if item not in found["items"])
        label = words.label_of(rule.items, dropped)
        fault = chance.choice(_UNPROVEN).format(before=year - 1)
        return "evidence-missing", chance.choice(
            (
                f"Không công nhận nội dung “{label}”: {fault}.",
                f"{document}{page} không có tài liệu chứng minh nội dung “{label}”.",
                f"Nội dung “{label}” chưa được tính vì {fault}.",
            )
        )
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        return _share_reason(rule, given, found, (document, page, fault), chance)
    if isinstance(rule, c.Branches):
        name = next(key for key in rule.figures if given["figures"][key] != found["figures"][key])
        label, old, new = words.low(rule.figures[name]), given["figures"][name], found["figures"][name]
        return "figure-not-proven", chance.choice(
            (
                f"Theo {document}{page}, {label} là {words.vn(new)}; đơn vị khai {words.vn(old)}.",
                f"Điều chỉnh {label} từ {words.vn(old)} thành {words.vn(new)} vì {fault}.",
            )
        )
    old, new = given["number"], found["number"]
    measure = rule.measure if isinstance(rule, c.Steps | c.Count | c.Deduct) else None
    label = words.low(measure.number) if measure else ""
    if isinstance(rule, c.Deduct):
        return "figure-not-proven", chance.choice(
            (
                f"Đối chiếu {document}{page}: {label} là {words.vn(new)}, đơn vị khai {words.vn(old)}; {fault}.",
                f"Bổ sung {int(new) - int(old)} {rule.measure.unit} đơn vị chưa khai: {fault}.",
            )
        )
    if isinstance(rule, c.Count):
        return ("wrong-period" if "năm trước" in fault else "evidence-not-valid"), chance.choice(
            (
                f"Chỉ công nhận {words.vn(new)} {rule.measure.unit} trong {words.vn(old)} {rule.measure.unit} đã khai: {fault}.",
                f"{document}{page} chỉ xác nhận {words.vn(new)} {rule.measure.unit}; số còn lại không có văn bản công nhận.",
            )
        )
    return "figure-not-proven", f"{document}{page} ghi {label} là {words.vn(new)}, đơn vị khai {words.vn(old)}."


def _share_reason(
    rule: c.Steps | c.Ratio, given: Given, found: Given, seen: tuple[str, str, str], chance: Random
) -> tuple[str, str]:
    document, page, fault = seen
    old, new, total = int(given["done"]), int(found["done"]), found["total"]
    counted, money = words.thing(rule.measure.done)
    unit = f" {money}" if money else ""
    code = "wrong-period" if "31/12" in fault or "năm sau" in fault else "figure-not-proven"
    if new > old:
        return (
            "figure-not-proven",
            f"{document}{page} ghi {words.vn(new)} {counted}, nhiều hơn số đơn vị khai là {words.vn(old)}.",
        )
    return code, chance.choice(
        (
            f"{document}{page} chỉ thể hiện {words.vn(new)}{unit} trên {words.vn(total)}{unit} ({words.percent(str(new), total)}), "
            f"đơn vị khai {words.vn(old)}{unit}.",
            f"Loại {words.vn(old - new)}{unit} khỏi số {counted} vì {fault}; còn {words.vn(new)} trên {words.vn(total)}.",
            f"Số {counted} được chứng minh là {words.vn(new)}{unit}, không phải {words.vn(old)}{unit}: {fault}.",
            f"Qua kiểm tra {document}, {fault}. Công nhận {words.vn(new)}{unit} trên {words.vn(total)}{unit}.",
        )
    )


def _ask(cases: list[Case], chance: Random) -> None:
    for case in cases:
        case.asked = chance.random() < 0.55


def _first(
    programme: ProgrammePlan,
    cycle: CyclePlan,
    filing: Filing,
    criteria: c.CriteriaSet,
    cases: list[Case],
    chance: Random,
) -> dict[str, Decision]:
    unit, year = filing.unit, filing.year
    decisions: dict[str, Decision] = {}
    for case in cases:
        decision: Decision = {"correct": case.found, "reason-code": case.code, "reason": case.reason}
        direct = (
            isinstance(case.leaf.rule, c.Choice | c.Checklist)
            and case.leaf.guidance
            and not case.asked
            and chance.random() < 0.25
        )
        if direct and unit.id not in cycle.even:
            decision = _direct(case)
        if case.asked:
            decision["request-explanation"] = True
        decisions[case.leaf.code] = decision
    for code, confirmed in cycle.not_applicable.get(unit.id, {}).items():
        leaf = criteria.by_code[code]
        _, agreed, refused = words.not_applicable(leaf, year)
        decisions[code] = {"not-applicable": True, "reason": agreed}
        if not confirmed:
            decisions[code] = {"not-applicable": False, "reason-code": "not-applicable-refused", "reason": refused}
    for leaf in criteria.leaves:
        if not leaf.self_scored and isinstance(leaf.rule, c.Deduct):
            decisions[leaf.code] = _counted(programme, filing, leaf)
    plain = [leaf for leaf in criteria.self_scored if leaf.code in filing.proof and leaf.code not in decisions]
    for leaf in chance.sample(plain, min(len(plain), chance.randint(1, 3))):
        decisions[leaf.code] = {"accept": True}
        if chance.random() < 0.6:
            decisions[leaf.code]["reason"] = _accepted(filing, leaf, chance)
    return decisions


def _accepted(filing: Filing, leaf: c.Leaf, chance: Random) -> str:
    document = document_name(filing, leaf)
    return chance.choice(
        (
            f"Đã đối chiếu {document}, số liệu khớp.",
            f"{document} đúng kỳ đánh giá và đủ nội dung tiêu chí yêu cầu.",
            f"Kiểm tra ngẫu nhiên tài liệu dẫn từ {document}, không phát hiện sai khác.",
        )
    )


def _direct(case: Case) -> Decision:
    """Points set by hand, with the sentence of the guidance that was misread."""
    worth = points(case.leaf, case.found)
    case.code = "rule-misread"
    case.reason = (
        f"Đơn vị áp dụng chưa đúng hướng dẫn: “{words.first_sentence(case.leaf.guidance)}”. "
        f"Tài liệu đáp ứng một phần nên chấm {words.vn(exact_text(worth))} điểm."
    )
    return {"points": exact_text(worth), "reason-code": case.code, "reason": case.reason}


def _counted(programme: ProgrammePlan, filing: Filing, leaf: c.Leaf) -> Decision:
    """The appraiser's own count where the unit does not score itself."""
    assert isinstance(leaf.rule, c.Deduct)
    chance = draw("counted", programme.id, filing.unit.id, filing.year, leaf.code)
    number = round((1 - filing.unit.quality) * 4 * chance.uniform(0.3, 1.4))
    what = words.low(leaf.rule.measure.number)
    reason = chance.choice(
        (
            f"Theo sổ theo dõi báo cáo và văn bản năm {filing.year}, {what}: {number}.",
            f"Hệ thống quản lý văn bản ghi nhận {what} của đơn vị là {number}.",
        )
    )
    return {"correct": {"number": str(number)}, "reason-code": "other", "reason": reason}


def _mark(programme: ProgrammePlan, filing: Filing, leaf: c.Leaf) -> Decision:
    chance = draw("mark", programme.id, filing.unit.id, filing.year, leaf.code)
    share = clamp(filing.unit.quality + chance.gauss(0.0, 0.06), 0.4, 1.0)
    mark = Fraction(round(float(leaf.max_points) * share * 20), 20)
    text = words.vn(exact_text(mark))
    strong = share > 0.85
    reason = (
        chance.choice(
            (
                f"Trung bình cộng phiếu chấm của các thành viên là {text} điểm; người đứng đầu trực tiếp chỉ đạo, kiểm tra thường xuyên.",
                f"Hội đồng thống nhất {text} điểm: nhiều chuyển biến, phối hợp kịp thời trong năm {filing.year}.",
            )
        )
        if strong
        else chance.choice(
            (
                f"Trung bình cộng phiếu chấm của các thành viên là {text} điểm; còn chậm khắc phục hạn chế đã chỉ ra.",
                f"Hội đồng thống nhất {text} điểm: có chỉ đạo nhưng kết quả chưa đều giữa các lĩnh vực.",
                f"Các thành viên chấm {text} điểm do việc đôn đốc nhiệm vụ chưa thường xuyên.",
            )
        )
    )
    return {"points": exact_text(mark), "reason": reason}


def _explanation(
    programme: ProgrammePlan, cycle: CyclePlan, filing: Filing, cases: list[Case], again: bool
) -> dict[str, Any]:
    unit, year = filing.unit, filing.year
    chance = draw("explanation", programme.id, unit.id, year)
    evidence: dict[str, dict[str, str]] = {}
    replies: dict[str, Any] = {}
    order = {code: number for number, code in enumerate(filing.given)}
    for case in sorted(cases, key=lambda one: order[one.leaf.code]):
        if case.leaf.code == DISPUTED and unit.id in cycle.disputes:
            evidence["huong-dan-tra-cuu"], replies[case.leaf.code] = _dispute_reply(programme, filing)
            case.outcome = "dispute"
            continue
        if not again or chance.random() < 0.2:
            replies[case.leaf.code] = {"text": _agreed(case, year, chance)}
            case.outcome = "agreed"
            continue
        key = f"phu-luc-{slug(case.leaf.code)}"
        evidence[key] = _annex(programme, filing, case, len(evidence) + 1, chance)
        case.outcome = chance.choice(("accepted", "accepted", "partly", "kept"))
        replies[case.leaf.code] = {
            "text": _objection(case, evidence[key], chance),
            "evidence": [key],
            "asks": case.declared,
        }
        case.reply = {"document": evidence[key]["number"], "date": evidence[key]["date"]}
    first_day = cycle.dates["first-appraisal-ends"] if again else cycle.explanation_day
    day = days.between(first_day, cycle.explanation_day, programme.id, unit.id, year, "explanation")
    value: dict[str, Any] = {"unit": unit.id, "cycle": str(year), "date": day.isoformat()}
    if evidence:
        value["evidence"] = evidence
    value["replies"] = replies
    return value


def _annex(programme: ProgrammePlan, filing: Filing, case: Case, count: int, chance: Random) -> dict[str, str]:
    shelf = library.shelf_of(case.leaf)
    day = days.day_of_year(filing.year, chance.randint(330, 361))
    number = f"{count:02}/PL-{filing.unit.sign}"
    host = filing.unit.host or programme.host
    subject = library.title_of(shelf, filing.unit.kind, 0).format(year=filing.year)
    return {
        "kind": "record" if shelf.kind in ("dataset", "record") else "other",
        "number": number,
        "issuer": issuer(filing.unit),
        "title": f"Phụ lục bổ sung, thuyết minh từng trường hợp cho {words.low(subject)}",
        "date": day.isoformat(),
        "url": f"https://{host}/{filing.unit.id}/{filing.year}/phu-luc-{slug(case.leaf.code)}.pdf",
        "pages": f"1-{chance.randint(2, 5)}",
    }


def _agreed(case: Case, year: int, chance: Random) -> str:
    return chance.choice(
        (
            f"Đơn vị thống nhất với kết quả thẩm định tiêu chí {case.leaf.code} và đã đưa nội dung khắc phục vào kế hoạch năm {year + 1}.",
            f"Sau khi rà soát lại, đơn vị nhất trí với hội đồng. Nguyên nhân: {trouble.cause(case.leaf, chance)}.",
            f"Đơn vị không có tài liệu bổ sung; sẽ hoàn thiện hồ sơ của tiêu chí này trong quý I năm {year + 1}.",
        )
    )


def _objection(case: Case, annex: Mapping[str, str], chance: Random) -> str:
    leaf, rule = case.leaf, case.leaf.rule
    number = annex["number"]
    if isinstance(rule, c.Choice):
        wanted = words.option_text(leaf, case.declared["option"])
        return chance.choice(
            (
                f"Đơn vị gửi bổ sung Phụ lục số {number} làm rõ nội dung hội đồng nêu; đề nghị công nhận mức {wanted}.",
                f"Tài liệu lần đầu gửi thiếu phụ lục. Phụ lục số {number} thể hiện đủ căn cứ của mức {wanted}.",
            )
        )
    if isinstance(rule, c.Checklist):
        lost = [words.label_of(rule.items, item) for item in case.declared["items"] if item not in case.found["items"]]
        return f"Nội dung “{'; '.join(lost)}” đã thực hiện, minh chứng tại Phụ lục số {number}; đề nghị tính lại."
    if "done" in case.declared:
        old, new = int(case.declared["done"]), int(case.found["done"])
        counted = words.thing(rule.measure.done)[0] if isinstance(rule, c.Steps | c.Ratio) else ""
        return chance.choice(
            (
                f"Phụ lục số {number} liệt kê từng trường hợp, đủ {words.vn(old)} {counted}; đề nghị công nhận {words.vn(old)} thay vì {words.vn(new)}.",
                f"Phần chênh lệch {words.vn(abs(old - new))} có tài liệu tại Phụ lục số {number}, ký trong năm đánh giá; đề nghị giữ số đã khai.",
            )
        )
    return f"Đơn vị giải trình chi tiết tại Phụ lục số {number}, trong đó có số, ngày của từng văn bản; đề nghị giữ số liệu đã khai."


def _second(cases: list[Case], replied: list[Case], unit: UnitPlan, year: int, chance: Random) -> dict[str, Decision]:
    decisions: dict[str, Decision] = {}
    for case in cases:
        if not case.asked:
            continue
        code = case.leaf.code
        if case not in replied:
            decisions[code] = {
                "accept": True,
                "reason": "Đơn vị không gửi giải trình trong thời hạn; giữ kết quả thẩm định lần đầu.",
            }
        elif case.outcome == "dispute":
            decisions[code] = _dispute_decision(case)
        elif case.outcome == "agreed" or case.reply is None:
            decisions[code] = {"accept": True, "reason": "Đơn vị thống nhất với kết quả thẩm định lần đầu."}
        else:
            decisions[code] = _judged(case, case.reply, year, chance)
    return decisions


def _judged(case: Case, reply: Decision, year: int, chance: Random) -> Decision:
    number = reply["document"]
    middle = _middle(case) if case.outcome == "partly" else None
    if case.outcome == "accepted":
        return {
            "correct": case.declared,
            "reason-code": "explanation-accepted",
            "reason": chance.choice(
                (
                    f"Phụ lục số {number} ký ngày {_spelled(reply['date'])} đã chứng minh đủ phần còn thiếu; công nhận như đơn vị khai.",
                    f"Chấp nhận giải trình: tài liệu bổ sung số {number} thuộc đúng kỳ đánh giá và khớp với hệ thống.",
                )
            ),
        }
    if middle is not None:
        text = words.vn(middle["done"])
        return {
            "correct": middle,
            "reason-code": "explanation-accepted",
            "reason": f"Phụ lục số {number} chứng minh thêm được một phần; công nhận {text} trên {words.vn(middle['total'])}.",
        }
    return {
        "accept": True,
        "reason": chance.choice(
            (
                f"Phụ lục số {number} không có tài liệu mới so với hồ sơ đã gửi; giữ kết quả thẩm định lần đầu.",
                f"Nội dung giải trình chưa có văn bản gốc kèm theo Phụ lục số {number}; không điều chỉnh.",
                f"Giữ kết quả lần đầu: {trouble.fault(case.leaf, year, chance)}, giải trình chưa làm rõ điểm này.",
            )
        ),
    }


def _middle(case: Case) -> Given | None:
    if "done" not in case.declared:
        return None
    done = (int(case.declared["done"]) + int(case.found["done"])) // 2
    if done in (int(case.declared["done"]), int(case.found["done"])):
        return None
    return {**case.declared, "done": str(done)}


def _spelled(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"


def _dispute(criteria: c.CriteriaSet, filing: Filing) -> Case:
    """The dispute over the three disclosures: claimed in full, one of them recognised."""
    leaf = criteria.by_code[DISPUTED]
    assert isinstance(leaf.rule, c.Checklist)
    return Case(
        leaf=leaf,
        declared=filing.given[DISPUTED],
        found={"items": ["posted-at-counter"]},
        code="evidence-missing",
        reason=(
            f"Công nhận 0,25 trong 0,75 điểm tự chấm. {document_name(filing, leaf)} chỉ chứng minh việc niêm yết tại nơi tiếp nhận. "
            "Còn thiếu: đường dẫn đăng tải thủ tục trên trang thông tin điện tử truy cập được; văn bản công khai địa chỉ, "
            "số điện thoại tiếp nhận phản ánh, kiến nghị. Đề nghị đơn vị giải trình."
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
        "title": f"Hướng dẫn tra cứu thủ tục hành chính trên trang thông tin điện tử và gửi phản ánh, kiến nghị năm {filing.year}",
        "date": f"{filing.year}-03-16",
        "url": f"https://{host}/{filing.unit.id}/{filing.year}/03-huong-dan-tra-cuu.pdf",
        "pages": "1-4",
        "length": "4",
    }
    text = (
        f"Đơn vị gửi Hướng dẫn số {number} ngày 16/3/{filing.year}: trang 1 và trang 2 có đường dẫn từng thủ tục đã đăng tải kèm ảnh chụp, "
        "trang 4 công khai địa chỉ, số điện thoại và hộp thư tiếp nhận phản ánh, kiến nghị. Hướng dẫn được phát tại nơi tiếp nhận hồ sơ "
        "từ ngày ban hành. Đề nghị công nhận đủ ba nội dung, 0,75 điểm."
    )
    reply = {
        "text": text,
        "evidence": [{"id": "huong-dan-tra-cuu", "pages": "1-2, 4"}],
        "asks": {"items": filing.given[DISPUTED]["items"]},
    }
    return guide, reply


def _dispute_decision(case: Case) -> Decision:
    return {
        "correct": {"items": ["posted-at-counter", "contact-for-feedback"]},
        "reason-code": "explanation-accepted",
        "reason": (
            "Chấp nhận một phần giải trình, công nhận 0,5 điểm: trang 4 của Hướng dẫn chứng minh việc công khai địa chỉ, số điện thoại "
            "tiếp nhận phản ánh. Chưa công nhận việc đăng tải vì năm đường dẫn chọn ngẫu nhiên ở trang 1 đều dẫn về trang chủ, "
            "không mở được nội dung thủ tục."
        ),
    }
