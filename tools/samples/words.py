"""The sentences of officers and appraisers: explanations, reasons, replies. Each is made from the case it speaks of."""

import re
from fractions import Fraction
from random import Random
from typing import Any

from parindex.model import criteria as c
from samples import trouble
from samples.plan import UnitPlan

Given = dict[str, Any]


def vn(number: int | str) -> str:
    """A number as it is written in Vietnamese: 1.234 and 2,5."""
    whole, _, rest = str(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def low(text: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is a name or an abbreviation."""
    keep = (
        "Ủy ban",
        "Ban Thanh",
        "Ban Giám",
        "Ban Quản",
        "Hội đồng",
        "TCVN",
        "ISO",
        "Sở",
        "Phòng Tư",
        "Chủ tịch",
        "Nhân dân",
        "Mặt trận",
        "Kho bạc",
    )
    return text if text.startswith(keep) or text[:2].isupper() else text[:1].lower() + text[1:]


def thing(label: str) -> tuple[str, str]:
    """What a figure counts ("nhiệm vụ đã hoàn thành") and its unit of money, from the label of the figure."""
    money = re.search(r"\((triệu đồng|tỷ đồng|%)\)", label)
    bare = re.sub(r"\s*\([^)]*\)", "", label)
    bare = re.sub(r"^(Tổng số|Số lượng|Số)\s+", "", bare)
    unit = money.group(1) if money else "triệu đồng" if bare.lower().startswith("tiền") else ""
    return low(bare), unit


def amount(number: str, label: str) -> str:
    """A figure with what it counts: "45 nhiệm vụ đã hoàn thành", "1.250 triệu đồng vốn đã giải ngân"."""
    counted, money = thing(label)
    return f"{vn(number)} {money} {counted}" if money else f"{vn(number)} {counted}"


def percent(done: str, total: str) -> str:
    """A share in percent with at most two places, in Vietnamese spelling."""
    share = Fraction(done) * 100 / Fraction(total)
    text = f"{float(share):.2f}".rstrip("0").rstrip(".")
    return vn(text) + "%"


def label_of(options: tuple[c.Option, ...], option: str) -> str:
    """The label of an option or item."""
    return next(entry.label for entry in options if entry.id == option)


def option_text(leaf: c.Leaf, option: str) -> str:
    """A quoted option."""
    assert isinstance(leaf.rule, c.Choice)
    return f"“{label_of(leaf.rule.options, option)}”"


def missing_items(leaf: c.Leaf, given: Given) -> list[str]:
    """The labels of the checklist items that were not chosen."""
    assert isinstance(leaf.rule, c.Checklist)
    return [item.label for item in leaf.rule.items if item.id not in given["items"]]


def sentence(text: str) -> str:
    """The first letter large, one full stop at the end."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


# What goes on in the next year where it was not done in this one.
_LASTING = re.compile(r"nhiệm vụ|kiến nghị|phải xử lý|quy trình|đầu mối|vướng mắc|vấn đề|tồn tại")
# Options that say that nothing was done at all.
_NOTHING = re.compile(
    r"(Chưa|Không) (thực hiện|xây dựng|ban hành|tổ chức|tự kiểm tra|áp dụng|lấy ý kiến|phổ biến|rà soát|phối hợp|đánh giá"
    r"|hỗ trợ)( kế hoạch| trong năm)?"
)
# Options that say that it was done too late.
_TOO_LATE = re.compile(r"chậm|muộn|trễ|quá hạn|sau (ngày|tháng|thời|quý)|không đúng hạn|ban hành sau", re.IGNORECASE)
_UNDONE = (
    "người phụ trách chuyển công tác giữa năm",
    "công chức phụ trách kiêm nhiệm nhiều việc",
    "bộ phận được giao chưa kịp thực hiện trong năm",
)


def modern(value: Any, year: int) -> Any:
    """Online services by the names that they have since 2022, wherever a sentence speaks of their levels."""
    if isinstance(value, str):
        return re.sub(r"mức độ 3, (mức độ )?4", "một phần, toàn trình", value) if year >= 2022 else value
    if isinstance(value, dict):
        return {key: modern(entry, year) for key, entry in value.items()}
    return [modern(entry, year) for entry in value] if isinstance(value, list) else value


def left_over(leaf: c.Leaf, given: Given) -> int | None:
    """How many cases a cause has to explain; None where it is not a count."""
    rule = leaf.rule
    if isinstance(rule, c.Deduct):
        return int(given["number"])
    if isinstance(rule, c.Ratio) and rule.complement:
        return int(given["done"])
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share and not thing(rule.measure.total)[1]:
        return int(given["total"]) - int(given.get("excused", "0")) - int(given["done"])
    return None


def note(leaf: c.Leaf, given: Given, unit: UnitPlan, year: int, chance: Random) -> str:
    """What a unit writes beside an answer that has evidence: why something is missing, or how it was counted."""
    rule = leaf.rule
    if isinstance(rule, c.Choice):
        return _choice_note(leaf, rule, given, unit, year, chance)
    cause = trouble.cause(leaf, unit, left_over(leaf, given), chance)
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        return _share_note(rule, given, year, cause, chance)
    if isinstance(rule, c.Checklist):
        missing = [low(item) for item in missing_items(leaf, given)]
        cause = trouble.spoken(chance.choice(_UNDONE), unit)
        if not missing:
            return chance.choice(
                (
                    f"Đã thực hiện đủ {len(rule.items)} nội dung, mỗi nội dung có trang dẫn trong tài liệu.",
                    "Các nội dung được sắp xếp trong tài liệu theo đúng thứ tự của tiêu chí.",
                )
            )
        if len(missing) == 1:
            return chance.choice(
                (
                    f"Không chọn nội dung “{missing[0]}” vì {cause}.",
                    f"Còn thiếu 1 nội dung ({missing[0]}); đơn vị sẽ bổ sung trong năm {year + 1}.",
                )
            )
        return chance.choice(
            (
                f"Chưa đạt: {'; '.join(missing)}. Nguyên nhân: {cause}.",
                f"Còn thiếu {len(missing)} nội dung ({'; '.join(missing)}); đơn vị sẽ bổ sung trong năm {year + 1}.",
            )
        )
    if isinstance(rule, c.Count):
        if given["number"] == "0":
            return f"{rule.measure.number} trong năm {year}: 0."
        return chance.choice(
            (
                f"Ghi nhận {vn(given['number'])} {rule.measure.unit} theo danh sách kèm tài liệu.",
                f"{rule.measure.number}: {vn(given['number'])}, có số, ngày trong danh sách.",
            )
        )
    if isinstance(rule, c.Deduct):
        return _deduct_note(rule, given, year, cause, chance)
    if isinstance(rule, c.Branches):
        figures = "; ".join(f"{low(label)}: {vn(given['figures'][key])}" for key, label in rule.figures.items())
        return chance.choice(
            (f"Số liệu lấy từ tài liệu kèm theo: {figures}.", f"Đơn vị đã đối chiếu trước khi khai: {figures}.")
        )
    return (
        sentence(f"{rule.measure.number}: {vn(given['number'])} {rule.measure.unit}")
        if isinstance(rule, c.Steps)
        else ""
    )


def _choice_note(leaf: c.Leaf, rule: c.Choice, given: Given, unit: UnitPlan, year: int, chance: Random) -> str:
    best = max(rule.options, key=lambda option: option.points)
    chosen = option_text(leaf, given["option"])
    if given["option"] == best.id:
        return chance.choice(
            (
                f"Đơn vị chọn mức {chosen} căn cứ tài liệu kèm theo.",
                f"Kết quả đã được lãnh đạo đơn vị rà soát trước khi chọn mức {chosen}.",
            )
        )
    label = label_of(rule.options, given["option"])
    if _NOTHING.fullmatch(label) and leaf.code != "1.1.1":
        return chance.choice(
            (
                f"Đơn vị chưa thực hiện nội dung này trong năm {year}; sẽ đưa vào kế hoạch năm {year + 1}.",
                f"Năm {year} chưa thực hiện được, đơn vị tự nhận mức {chosen}.",
            )
        )
    late = _TOO_LATE.search(label) is not None
    cause = trouble.cause(leaf, unit, None, chance, late=None if " hoặc " in label else late)
    if not cause or label.startswith(("Không", "Chưa")):
        return chance.choice(
            (
                f"Sau khi rà soát, đơn vị tự nhận mức {chosen}.",
                f"Đơn vị tự nhận mức {chosen} và sẽ khắc phục trong năm {year + 1}.",
            )
        )
    return chance.choice(
        (
            f"Đơn vị tự chọn mức {chosen} vì {cause}.",
            f"Chưa đạt mức cao nhất do {cause}.",
            sentence(f"{cause}, nên chỉ chọn mức {chosen}"),
        )
    )


def _share_note(rule: c.Steps | c.Ratio, given: Given, year: int, cause: str, chance: Random) -> str:
    done, total = given["done"], given["total"]
    if total == "0" and "xếp loại" in rule.measure.total:
        return f"Kỳ đánh giá năm {year - 1} chưa công bố Chỉ số cấp xã nên không có số liệu để tính."
    if total == "0":
        return chance.choice(
            (
                f"Năm {year} không có trường hợp nào ({low(rule.measure.total)}: 0).",
                f"{rule.measure.total} bằng 0, đơn vị không có nội dung phải thực hiện trong năm {year}.",
            )
        )
    rest = int(total) - int(given.get("excused", "0")) - int(done)
    excused = f" Đã loại khỏi mẫu số {amount(given['excused'], rule.measure.excused)}." if "excused" in given else ""
    if isinstance(rule, c.Ratio) and rule.complement:
        counted = f"{amount(done, rule.measure.done)} trong {vn(total)} hồ sơ, chiếm {percent(done, total)}"
        return sentence(f"{counted}; {cause}" if cause and done != "0" else counted)
    if rest == 0:
        whole = [f"Đạt 100%: {amount(done, rule.measure.done)} trên {vn(total)}."]
        if int(total) > 1:
            whole.append(
                f"Số liệu đã đối chiếu với tài liệu kèm theo: {vn(done)} trên {vn(total)}, không còn tồn đọng."
            )
        return chance.choice(whole) + excused
    unit = thing(rule.measure.total)[1]
    left = f"{vn(rest)} {unit or 'trường hợp'}"
    share = percent(done, total)
    reached = "nên đạt" if 10 * int(done) >= 9 * int(total) else "nên mới đạt"
    wordings = [f"{sentence(amount(done, rule.measure.done))[:-1]} trên {vn(total)} ({share}); còn {left} chưa đạt."]
    if cause:
        wordings = [
            f"Còn {left} chưa {'thực hiện' if unit else 'đạt'} do {cause}.",
            f"{sentence(amount(done, rule.measure.done))[:-1]} trên {vn(total)} ({share}); phần còn lại do {cause}.",
            sentence(f"{cause}, {reached} {share}"),
        ]
    if _LASTING.search(rule.measure.total.lower()) and "hạn" not in rule.measure.done.lower():
        wordings.append(f"Tỷ lệ đạt {share}. Phần còn lại ({left}) tiếp tục thực hiện trong năm {year + 1}.")
    return chance.choice(wordings) + excused


def _deduct_note(rule: c.Deduct, given: Given, year: int, cause: str, chance: Random) -> str:
    unit = rule.measure.unit
    if given["number"] == "0":
        return chance.choice(
            (
                f"Năm {year} không có trường hợp nào bị trừ điểm ({low(rule.measure.number)}: 0).",
                f"Qua rà soát cả năm {year}, {low(rule.measure.number)} bằng 0.",
            )
        )
    why = f"; nguyên nhân: {cause}" if cause else ""
    return chance.choice(
        (
            f"Trong năm có {vn(given['number'])} {unit} thuộc diện trừ điểm{why}. Đơn vị đã chấn chỉnh.",
            f"Đơn vị tự khai {vn(given['number'])} {unit} ({low(rule.measure.number)}) và đã rút kinh nghiệm.",
        )
    )


def instead_of_evidence(leaf: c.Leaf, given: Given, year: int, chance: Random, points: str) -> str:
    """What a unit writes where it has no document to show: how the figure came about and who answers for it."""
    rule = leaf.rule
    who = chance.choice(("bộ phận văn phòng", "công chức đầu mối cải cách hành chính", "bộ phận tổng hợp"))
    if isinstance(rule, c.Deduct) and given["number"] == "0":
        return chance.choice(
            (
                f"Năm {year} không có trường hợp nào ({low(rule.measure.number)}: 0) nên không có tài liệu để kèm. "
                "Đơn vị chịu trách nhiệm về số liệu đã khai.",
                f"Không có văn bản nào ghi nhận trường hợp thuộc diện này trong năm {year}; {who} đã rà soát sổ văn bản đến cả năm.",
            )
        )
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        if given["total"] == "0":
            return f"Năm {year} không có trường hợp nào ({low(rule.measure.total)}: 0) nên không có tài liệu; {who} đã kiểm tra sổ theo dõi."
        return (
            f"Không có tài liệu tổng hợp riêng; {who} đếm trực tiếp từ sổ theo dõi: {vn(given['done'])} ÷ {vn(given['total'])} = "
            f"{percent(given['done'], given['total'])}, tương ứng {vn(points)} điểm. Sổ lưu tại đơn vị."
        )
    return (
        f"Nội dung này không có văn bản riêng để gửi kèm; {who} xác nhận theo sổ theo dõi năm {year}, tự chấm {vn(points)} điểm. "
        "Đơn vị chịu trách nhiệm về nội dung giải trình."
    )


_NOT_APPLICABLE: tuple[tuple[str, str, str, str], ...] = (
    # the criterion, what the unit says, what the appraiser says who agrees, and who does not
    (r"dự thảo|trình văn bản|quy phạm pháp luật|lấy ý kiến", "Năm {year} đơn vị không được giao chủ trì soạn thảo văn bản quy phạm pháp luật nào.",
     "Chương trình công tác năm {year} không giao đơn vị chủ trì dự thảo nào.",
     "Phụ lục chương trình xây dựng văn bản năm {year} có giao đơn vị chủ trì một dự thảo."),
    (r"giải ngân|vốn đầu tư", "Đơn vị không được giao kế hoạch vốn đầu tư công năm {year}.",
     "Quyết định giao kế hoạch vốn năm {year} không có tên đơn vị.",
     "Quyết định giao kế hoạch vốn năm {year} có giao đơn vị một danh mục sửa chữa, dù số vốn nhỏ."),
    (r"tự chủ|đơn vị sự nghiệp", "Đơn vị không có đơn vị sự nghiệp công lập trực thuộc.",
     "Quyết định cơ cấu tổ chức không có đơn vị sự nghiệp trực thuộc.",
     "Đơn vị vẫn đang quản lý một trung tâm trực thuộc được giao tự chủ một phần."),
    (r"sắp xếp", "Đơn vị không có đầu mối nào thuộc đề án sắp xếp của năm {year}.",
     "Đề án sắp xếp không có đầu mối của đơn vị.",
     "Đề án sắp xếp giai đoạn này có nêu một đầu mối của đơn vị phải hoàn thành trong năm {year}."),
    (r"thanh toán", "Các thủ tục của đơn vị không thu phí, lệ phí.",
     "Danh mục phí, lệ phí không có thủ tục của đơn vị.",
     "Thống kê một cửa điện tử có hồ sơ thu lệ phí của đơn vị trong năm {year}."),
    (r"bưu chính", "Các thủ tục của đơn vị phải nộp trực tiếp, không thuộc danh mục nhận qua bưu chính công ích.",
     "Danh mục thủ tục nhận qua bưu chính công ích không có thủ tục của đơn vị.",
     "Danh mục nhận qua bưu chính công ích có năm thủ tục thuộc lĩnh vực của đơn vị."),
    (r"trực tuyến", "Thủ tục của đơn vị chưa có trong danh mục dịch vụ công trực tuyến được phê duyệt năm {year}.",
     "Danh mục được phê duyệt chưa có thủ tục của đơn vị.",
     "Danh mục được phê duyệt có thủ tục của đơn vị và hệ thống ghi nhận hồ sơ phát sinh."),
    (r"đóng góp", "Năm {year} đơn vị không vận động khoản đóng góp nào của Nhân dân.",
     "Báo cáo quyết toán không có khoản đóng góp của Nhân dân.",
     "Báo cáo quyết toán có khoản đóng góp làm đường giao thông nông thôn."),
    (r"khiếu nại|giải quyết đơn", "Năm {year} không có đơn thuộc thẩm quyền giải quyết của đơn vị.",
     "Sổ theo dõi đơn thư không có đơn thuộc thẩm quyền.",
     "Sổ theo dõi đơn thư ghi nhận đơn thuộc thẩm quyền đã thụ lý trong năm."),
    (r"tinh giản|không chuyên trách", "Lộ trình tinh giản đến năm {year} không giao chỉ tiêu cho đơn vị.",
     "Lộ trình được duyệt không giao chỉ tiêu cho đơn vị.",
     "Kế hoạch của cấp trên có giao chỉ tiêu cho đơn vị trong năm {year}."),
    (r"phân cấp|ủy quyền", "Đơn vị không được phân cấp, ủy quyền nhiệm vụ nào trong năm {year}.",
     "Không có văn bản phân cấp, ủy quyền nào cho đơn vị còn hiệu lực trong năm.",
     "Đơn vị đang thực hiện hai nhiệm vụ được ủy quyền theo văn bản còn hiệu lực."),
    (r"biên giới|cửa khẩu|biên phòng", "Địa bàn, lĩnh vực của đơn vị không có xã biên giới, cửa khẩu hoặc lối mở.",
     "Bản đồ địa giới và chức năng của đơn vị đúng như giải trình.",
     "Đơn vị có tham gia quy chế phối hợp đã ký tại khu kinh tế cửa khẩu."),
    (r"dân tộc", "Không có công chức nào của đơn vị làm việc trực tiếp với đồng bào dân tộc thiểu số.",
     "Bảng phân công nhiệm vụ đúng như giải trình.",
     "Bộ phận tiếp công dân của đơn vị có làm việc trực tiếp với đồng bào dân tộc thiểu số."),
    (r"liên thông", "Đơn vị không có thủ tục nào trong danh mục liên thông.",
     "Danh mục thủ tục liên thông không có thủ tục của đơn vị.",
     "Danh mục thủ tục liên thông năm {year} có bốn thủ tục của đơn vị."),
    (r"tuyển dụng", "Năm {year} không tổ chức tuyển dụng.",
     "Không có kế hoạch tuyển dụng nào được duyệt trong năm.",
     "Quyết định phê duyệt kết quả tuyển dụng ký tháng 3/{year} có chỉ tiêu của đơn vị."),
    (r"lưu động", "Các bản đều cách trụ sở dưới 3 km nên không tổ chức tiếp nhận lưu động.",
     "Danh sách bản và khoảng cách đúng như giải trình.",
     "Hai bản cách trụ sở trên 10 km vẫn thuộc diện phải tiếp nhận lưu động."),
    (r"iso|chất lượng", "Đơn vị chưa thuộc diện bắt buộc áp dụng theo lộ trình được duyệt.",
     "Lộ trình áp dụng giao đơn vị từ năm sau.",
     "Lộ trình áp dụng giao đơn vị hoàn thành công bố từ năm trước."),
    (r"hệ thống thông tin", "Đơn vị không trực tiếp vận hành hệ thống thông tin nào.",
     "Danh mục hệ thống thông tin của Sở không giao đơn vị vận hành.",
     "Đơn vị đang vận hành một trang chuyên đề theo quyết định giao nhiệm vụ."),
    (r"thu sự nghiệp", "Năm {year} đơn vị không được giao kế hoạch thu sự nghiệp.",
     "Quyết định giao dự toán không có chỉ tiêu thu sự nghiệp.",
     "Quyết định giao dự toán có chỉ tiêu thu dịch vụ."),
    (r"", "Năm {year} đơn vị không phát sinh nhiệm vụ thuộc nội dung này.",
     "Hồ sơ năm {year} đúng như giải trình của đơn vị.",
     "Hồ sơ năm {year} cho thấy đơn vị có phát sinh nhiệm vụ thuộc nội dung này."),
)  # fmt: skip


def not_applicable(leaf: c.Leaf, year: int) -> tuple[str, str, str]:
    """What the unit says, what an appraiser says who confirms it, and one who refuses it."""
    name = leaf.name.lower()
    _, claim, agreed, refused = next(row for row in _NOT_APPLICABLE if re.search(row[0], name))
    return claim.format(year=year), agreed.format(year=year), refused.format(year=year)


class Turns:
    """Takes wordings in turn, so that the same sentence does not come twice where another one would do."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._next: dict[str, int] = {}

    def take(self, kind: str, wordings: tuple[str, ...]) -> str:
        """The next of the wordings of a kind, starting anywhere."""
        at = self._next.get(kind, self._chance.randrange(len(wordings)))
        self._next[kind] = at + 1
        return wordings[at % len(wordings)]


def first_sentence(text: str) -> str:
    """The first sentence of the guidance."""
    return re.split(r"(?<=[.;])\s", text.strip())[0].rstrip(".;")
