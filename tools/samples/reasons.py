"""The words of the appraisers: why a figure was corrected, a mark given, an explanation accepted or not."""

import re
from collections.abc import Mapping
from random import Random

from parindex.model import criteria as c
from samples import trouble, words
from samples.facts import Given
from samples.filing import Filing

_KINDS = {
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "decision": "Quyết định",
    "letter": "Công văn",
    "notice": "Thông báo",
    "record": "Biên bản",
    "screenshot": "Biên bản chụp ảnh",
    "dataset": "Bảng số liệu",
}
_UNPROVEN = (
    "tài liệu gửi kèm không có phần riêng cho nội dung này",
    "tài liệu gửi kèm là của năm {before}, ngoài kỳ đánh giá",
    "chỉ được nhắc đến trong báo cáo chung, không có sản phẩm kèm theo",
    "bản gửi kèm là dự thảo, chưa ký",
    "hình ảnh gửi kèm không có ngày và không xác định được nơi chụp",
    "đường dẫn đã nêu không mở được vào ngày kiểm tra",
)


SILENT = (
    "Đơn vị không gửi giải trình trong thời hạn; giữ kết quả thẩm định lần đầu.",
    "Hết thời hạn giải trình chưa nhận được văn bản của đơn vị; không điều chỉnh.",
    "Không có giải trình, không có tài liệu bổ sung; kết quả lần đầu được giữ nguyên.",
    "Đơn vị không giải trình nội dung này dù đã được yêu cầu; giữ nguyên.",
)
AGREED = (
    "Đơn vị thống nhất với kết quả thẩm định lần đầu.",
    "Đơn vị không có ý kiến khác và không gửi thêm tài liệu; giữ kết quả lần đầu.",
    "Giải trình của đơn vị nhất trí với kết quả đã thẩm định; không điều chỉnh.",
    "Đơn vị đã nhận thiếu sót và nêu hướng khắc phục; giữ kết quả lần đầu.",
)


def document_name(filing: Filing, leaf: c.Leaf) -> str:
    """The document as an appraiser names it: "Báo cáo số 112/BC-STP"."""
    record = filing.documents[filing.proof[leaf.code]]
    named = {"ĐC": "Bảng đối chiếu"}
    sign = record["number"].partition("/")[2].partition("-")[0]
    name = named.get(sign, _KINDS[record["kind"]])
    return f"{name} số {record['number']}"


def _page(filing: Filing, leaf: c.Leaf, chance: Random) -> str:
    length = int(filing.documents[filing.proof[leaf.code]]["length"])
    return f", trang {chance.randint(1, length)}" if chance.random() < 0.6 else ""


def correction(filing: Filing, leaf: c.Leaf, given: Given, found: Given, chance: Random) -> tuple[str, str]:
    """The reason code and the reason of a correction, naming what stands in the document."""
    document = document_name(filing, leaf) + _page(filing, leaf, chance)
    fault = trouble.fault(leaf, filing.unit, filing.year, _changed(given, found), chance)
    rule = leaf.rule
    if isinstance(rule, c.Choice):
        code, reason = "evidence-not-valid", _option(leaf, given, found, document, fault, chance)
    elif isinstance(rule, c.Checklist):
        code, reason = "evidence-missing", _item(rule, given, found, document, filing.year, chance)
    elif isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        code, reason = "figure-not-proven", _share(rule, given, found, document, fault, chance)
    elif isinstance(rule, c.Branches):
        code, reason = "figure-not-proven", _figure(rule, given, found, document, fault, chance)
    elif isinstance(rule, c.Steps | c.Count | c.Deduct):
        code, reason = _number(rule, given, found, document, fault, chance)
    else:
        raise TypeError(leaf.code)
    if code != "evidence-missing" and is_period(reason):
        code = "wrong-period"
    return code, reason


def _changed(given: Given, found: Given) -> int | None:
    """How many cases a correction takes away or adds; None where it is not a count."""
    for key in ("done", "number"):
        if key in given and "." not in given[key]:
            return abs(int(given[key]) - int(found[key]))
    return None


def is_period(reason: str) -> bool:
    """Whether the reason is that something belongs to another year."""
    return any(word in reason for word in ("31/12", "năm sau", "năm trước", "ngoài kỳ đánh giá"))


def _option(leaf: c.Leaf, given: Given, found: Given, document: str, fault: str, chance: Random) -> str:
    better, worse = words.option_text(leaf, given["option"]), words.option_text(leaf, found["option"])
    return chance.choice(
        (
            f"{document}: {fault}. Xác định mức {worse}.",
            f"Chưa đủ căn cứ để công nhận mức {better}: {fault}; chuyển sang mức {worse}.",
            f"Kiểm tra {document} thì thấy {fault}, nên chỉ đạt mức {worse}.",
        )
    )


def _item(rule: c.Checklist, given: Given, found: Given, document: str, year: int, chance: Random) -> str:
    dropped = next(item for item in given["items"] if item not in found["items"])
    label = words.label_of(rule.items, dropped)
    shown = re.search(r"niêm yết|trang|đăng|tuyên truyền|công khai|hình thức|ảnh|loa|cổng", label.lower())
    why = chance.choice(_UNPROVEN if shown else _UNPROVEN[:4]).format(before=year - 1)
    return chance.choice(
        (
            f"Không công nhận nội dung “{label}”: {why}.",
            f"{document} không có tài liệu chứng minh nội dung “{label}”.",
            f"Nội dung “{label}” chưa được tính vì {why}.",
        )
    )


def _share(rule: c.Steps | c.Ratio, given: Given, found: Given, document: str, fault: str, chance: Random) -> str:
    old, new, total = int(given["done"]), int(found["done"]), found["total"]
    counted, money = words.thing(rule.measure.done)
    unit = f" {money}" if money else ""
    if new > old:
        return f"{document} ghi {words.vn(new)} {counted}, nhiều hơn số đơn vị khai là {words.vn(old)}."
    return chance.choice(
        (
            f"{document} chỉ thể hiện {words.vn(new)}{unit} trên {words.vn(total)}{unit} "
            f"({words.percent(str(new), total)}), đơn vị khai {words.vn(old)}{unit}.",
            f"Loại {words.vn(old - new)}{unit or ' trường hợp'} khỏi số {counted} vì {fault}; "
            f"còn {words.vn(new)} trên {words.vn(total)}.",
            f"Số {counted} được chứng minh là {words.vn(new)}{unit}, không phải {words.vn(old)}{unit}: {fault}.",
            f"Qua kiểm tra {document}, {fault}. Công nhận {words.vn(new)}{unit} trên {words.vn(total)}{unit}.",
        )
    )


def _figure(rule: c.Branches, given: Given, found: Given, document: str, fault: str, chance: Random) -> str:
    name = next(key for key in rule.figures if given["figures"][key] != found["figures"][key])
    label = words.low(rule.figures[name])
    old, new = words.vn(given["figures"][name]), words.vn(found["figures"][name])
    return chance.choice(
        (
            f"Theo {document}, {label} là {new}; đơn vị khai {old}.",
            f"Điều chỉnh {label} từ {old} thành {new} vì {fault}.",
        )
    )


def _number(
    rule: c.Steps | c.Count | c.Deduct, given: Given, found: Given, document: str, fault: str, chance: Random
) -> tuple[str, str]:
    old, new, unit = words.vn(given["number"]), words.vn(found["number"]), rule.measure.unit
    label = words.low(rule.measure.number)
    if isinstance(rule, c.Steps):
        return "figure-not-proven", f"{document} ghi {label} là {new}, đơn vị khai {old}."
    if isinstance(rule, c.Deduct):
        more = int(found["number"]) - int(given["number"])
        return "figure-not-proven", chance.choice(
            (
                f"Đối chiếu {document}: {label} là {new}, đơn vị khai {old}; {fault}.",
                f"Bổ sung {more} {unit} đơn vị chưa khai: {fault}.",
            )
        )
    if new == "0":
        return "evidence-not-valid", chance.choice(
            (
                f"Không công nhận {old} {unit} đã khai: {fault}.",
                f"{document} không thể hiện {unit} nào được công nhận trong năm.",
            )
        )
    return "evidence-not-valid", chance.choice(
        (
            f"Chỉ công nhận {new} {unit} trong {old} {unit} đã khai: {fault}.",
            f"{document} chỉ xác nhận {new} {unit}; số còn lại không có văn bản kèm theo.",
        )
    )


def agreement(filing: Filing, leaf: c.Leaf, turns: words.Turns) -> str:
    """What an appraiser writes who confirms a figure."""
    document = document_name(filing, leaf)
    return turns.take(
        "agreement",
        (
            f"Đã đối chiếu {document}, số liệu khớp.",
            f"{document} đúng kỳ đánh giá và đủ nội dung tiêu chí yêu cầu.",
            f"Kiểm tra ngẫu nhiên tài liệu dẫn từ {document}, không phát hiện sai khác.",
        ),
    )


def mark(text: str, year: int, turns: words.Turns, *, strong: bool) -> str:
    """Why a council gave a mark."""
    if strong:
        return turns.take(
            "strong",
            (
                f"Trung bình cộng phiếu chấm của các thành viên là {text} điểm; người đứng đầu trực tiếp chỉ đạo, kiểm tra.",
                f"Hội đồng thống nhất {text} điểm: nhiều chuyển biến, phối hợp kịp thời trong năm {year}.",
                f"Các thành viên chấm {text} điểm; kết quả rõ ở các nhiệm vụ trọng tâm của năm.",
            ),
        )
    return turns.take(
        "weak",
        (
            f"Trung bình cộng phiếu chấm của các thành viên là {text} điểm; còn chậm khắc phục hạn chế đã chỉ ra.",
            f"Hội đồng thống nhất {text} điểm: có chỉ đạo nhưng kết quả chưa đều giữa các lĩnh vực.",
            f"Các thành viên chấm {text} điểm do việc đôn đốc nhiệm vụ chưa thường xuyên.",
            f"Chấm {text} điểm: phối hợp với các cơ quan liên quan còn bị động ở một số việc.",
        ),
    )


def acceptance(reply: Mapping[str, str], turns: words.Turns) -> str:
    """Why an explanation was accepted."""
    number = reply["document"]
    year, month, day = reply["date"].split("-")
    return turns.take(
        "acceptance",
        (
            f"Phụ lục số {number} ký ngày {day}/{month}/{year} đã chứng minh đủ phần còn thiếu; công nhận như đơn vị khai.",
            f"Chấp nhận giải trình: các văn bản kèm theo Phụ lục số {number} thuộc kỳ đánh giá và khớp với hệ thống.",
            f"Sau khi đối chiếu Phụ lục số {number} với bản gốc tại đơn vị, công nhận số liệu đã khai.",
            f"Tài liệu bổ sung số {number} làm rõ được nội dung đã hỏi; khôi phục kết quả tự chấm.",
        ),
    )


def refusal(
    reply: Mapping[str, str], filing: Filing, leaf: c.Leaf, found: Given, chance: Random, turns: words.Turns
) -> str:
    """Why an explanation was not accepted."""
    number = reply["document"]
    fault = trouble.fault(leaf, filing.unit, filing.year, _changed(filing.given[leaf.code], found), chance)
    return turns.take(
        "refusal",
        (
            f"Phụ lục số {number} không có tài liệu mới so với hồ sơ đã gửi; giữ kết quả thẩm định lần đầu.",
            f"Nội dung giải trình chưa có văn bản gốc kèm theo Phụ lục số {number}; không điều chỉnh.",
            f"Giữ kết quả lần đầu: {fault}, giải trình chưa làm rõ điểm này.",
        ),
    )
