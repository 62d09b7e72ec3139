"""The facts that a unit declares, made from the rule of the criterion, the unit's size and how well it works."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from parindex.load.filing import facts as decode
from parindex.model import criteria as c
from parindex.score import methods
from samples.chance import clamp, draw
from samples.plan import UnitPlan
from samples.profile import Profile, even_near

Given = dict[str, Any]
_Total = Callable[[Profile, Random], int]


def _between(low: int, high: int) -> _Total:
    return lambda _profile, chance: chance.randint(low, high)


def _share(name: str, low: float, high: float | None = None) -> _Total:
    return lambda profile, chance: max(round(getattr(profile, name) * chance.uniform(low, high or low)), 1)


def _within(low: int, high: int) -> _Total:
    """So many procedures, of those that the office has."""

    def total(profile: Profile, chance: Random) -> int:
        number = chance.randint(low, high)
        return (
            number
            if number < 0.8 * profile.procedures
            else max(round(profile.procedures * chance.uniform(0.3, 0.6)), 2)
        )

    return total


def _by_staff(large: tuple[int, int], small: tuple[int, int]) -> _Total:
    return lambda profile, chance: chance.randint(*(large if profile.staff > 40 else small))


# What a denominator means, by the words of its label; the first that fits counts. The size is the unit's own.
_TOTALS: tuple[tuple[str, _Total], ...] = (
    (r"số tiền phải xử lý", _between(60, 880)),
    (r"số tiền phải thực hiện", _between(12000, 58000)),
    (r"nhiệm vụ.*kế hoạch|nhiệm vụ đề ra", _share("tasks", 1)),
    (r"nhiệm vụ đã hoàn thành trong năm", _share("tasks", 0.9)),
    (r"nhiệm vụ được phân cấp", _between(9, 24)),
    (r"nhiệm vụ.*(giao|đến hạn)", _share("assigned", 1)),
    (r"phòng chuyên môn và xã|phòng và đơn vị cấp xã", lambda profile, _: 12 + profile.communes),
    (r"cơ quan chuyên môn và đơn vị cấp huyện", _between(27, 33)),
    (r"xã, phường, thị trấn", lambda profile, _: profile.communes),
    (r"phòng, đơn vị trực thuộc", _by_staff((8, 14), (4, 6))),
    (r"báo cáo định kỳ", _between(4, 4)),
    (r"hồ sơ quá hạn|hồ sơ trễ hạn|giải quyết quá hạn", lambda profile, _: profile.overdue),
    (r"đề nghị góp ý|yêu cầu góp ý", _between(14, 38)),
    (r"dự thảo", _between(4, 13)),
    (r"quy phạm pháp luật ban hành trong năm", _between(3, 8)),
    (r"văn bản phải ban hành", _between(34, 78)),
    (r"văn bản (phải xử lý|bị kiến nghị|có sai sót)", _between(4, 17)),
    (r"vướng mắc", _between(3, 10)),
    (r"quyết định công bố", _between(6, 18)),
    (r"thủ tục.*liên thông", _within(8, 26)),
    (r"thủ tục có phương án", _within(18, 54)),
    (r"thủ tục phải đưa ra|thủ tục đang thực hiện|thủ tục thuộc thẩm quyền", _share("procedures", 1)),
    (r"thủ tục đủ điều kiện", _share("procedures", 0.5, 0.7)),
    (r"thủ tục.*(thay đổi|mới|sửa đổi|trình công bố)", _within(9, 36)),
    (r"phản ánh", _between(5, 42)),
    (r"kiến nghị thuộc thẩm quyền", _between(12, 38)),
    (r"kiến nghị|tồn tại|vấn đề|hạn chế", _between(3, 12)),
    (r"đầu mối phải sắp xếp", _between(3, 9)),
    (r"biên chế phải giảm", _between(1, 3)),
    (r"cán bộ chuyên trách", _between(10, 12)),
    (r"đồng bào dân tộc", _share("staff", 0.3, 0.5)),
    (r"công chức cấp xã", lambda profile, _: profile.below_staff if profile.staff > 60 else profile.staff),
    (r"lượt", _share("staff", 0.7, 1.4)),
    (r"bổ nhiệm", _by_staff((3, 12), (2, 5))),
    (r"công chức|viên chức|người có mặt|người được đánh giá|người thuộc đối tượng", _share("staff", 1)),
    (r"tổng chi", _share("money", 1)),
    (r"kế hoạch thu", _share("money", 0.3, 0.6)),
    (r"vốn|kinh phí", _share("money", 0.5, 0.9)),
    (r"phát hành điện tử", _share("documents_out", 0.93)),
    (r"văn bản đi", _share("documents_out", 1)),
    (r"văn bản đến", _share("documents_in", 1)),
    (r"cấp xã đã giải quyết", _share("below_dossiers", 1)),
    (r"danh mục hồ sơ năm", _between(36, 92)),
    (r"dịch vụ mức độ 3, 4 đ", _share("procedures", 0.3, 0.5)),
    (r"dịch vụ đơn vị cung ứng", _share("procedures", 1)),
    (r"hồ sơ.*(mức độ 3, 4|trực tuyến)", _share("dossiers", 0.55, 0.8)),
    (r"phí, lệ phí", _share("dossiers", 0.35, 0.55)),
    (r"bưu chính", _share("dossiers", 0.4, 0.6)),
    (r"trả trong ngày", _share("dossiers", 0.45, 0.6)),
    (r"hồ sơ.*tiếp nhận", _share("received", 1)),
    (r"hồ sơ (đã giải quyết|thuộc diện|đến hạn)|đã giải quyết và", _share("dossiers", 1)),
    (r"yêu cầu", _share("dossiers", 1)),
    (r"phiếu hợp lệ", _between(80, 220)),
    (r"điểm không phù hợp", _between(2, 8)),
    (r"buổi phải tiếp", _between(50, 50)),
    (r"đơn thuộc thẩm quyền|vụ việc thuộc thẩm quyền", _between(3, 13)),
    (r"hòa giải", _between(8, 26)),
    (r"bản, tổ dân phố", lambda profile, _: profile.villages),
    (r"đơn vị sự nghiệp được phê duyệt", _between(62, 138)),
    (r"đơn vị sự nghiệp trực thuộc", lambda profile, _: profile.bodies),
    (r"nội dung", _between(8, 16)),
)

# Shares below which no office in order falls, by the words of the label; what is new starts from little.
_FLOORS: tuple[tuple[str, float], ...] = (
    (r"trực tuyến|số hóa|bưu chính|qua mạng|phương án|mức độ 3, 4", 4),
    (r"hài lòng", 58),
    (r"văn bản đi|ký số|phát hành", 22),
    (r"đạt chuẩn|tiêu chuẩn|vị trí|bố trí|trình độ|chứng chỉ|có mặt", 62),
    (r"nhiệm vụ|báo cáo|giải ngân|tiếp công dân|hồ sơ có|trong ngày|cập nhật", 55),
    (r"", 38),
)
_ON_TIME = re.compile(r"(đúng hạn|trước hạn).*\|.*đã giải quyết và")
_LATE = re.compile(r"^số hồ sơ trễ hạn \(")
_MAY_BE_NONE = re.compile(
    r"kiến nghị|vướng mắc|tồn tại|vấn đề|văn bản (phải xử lý|bị|có sai)|đơn thuộc|vụ việc thuộc|số tiền phải xử lý"
)


def points(leaf: c.Leaf, given: Given) -> Fraction:
    """The points that the facts are worth by the leaf's rule."""
    return methods.award(leaf.rule, leaf.max_points, decode(given)).points


@dataclass(slots=True, kw_only=True)
class FactMaker:
    """Makes the answers of one unit in one year."""

    programme: str
    unit: UnitPlan
    year: int
    profile: Profile
    before: Profile
    area_of: Mapping[str, str]
    fixed: Mapping[str, Given] = field(default_factory=dict)
    remembered: dict[str, int] = field(default_factory=dict)

    def level(self, leaf: c.Leaf) -> float:
        """The share of the maximum that the unit deserves here: its quality, its strong areas, its year."""
        area = self.area_of[leaf.code]
        lasting = draw("level", self.programme, self.unit.id, leaf.code).gauss(0, 0.13)
        in_area = draw("area", self.programme, self.unit.id, area).gauss(0, 0.07)
        this_year = draw("level", self.programme, self.unit.id, leaf.code, self.year).gauss(0, 0.07)
        trend = draw("trend", self.programme, self.unit.id, self.year).gauss(0.0, 0.03)
        # The clamp below pulls the best down and the worst up; this gives it back.
        edge = 0.5 * max(self.unit.quality - 0.9, 0) - 1.6 * max(0.66 - self.unit.quality, 0)
        return clamp(self.unit.quality + edge + in_area + lasting + this_year + trend)

    def make(self, leaf: c.Leaf) -> Given:
        """The facts of one leaf."""
        if leaf.code in self.fixed:
            return dict(self.fixed[leaf.code])
        chance = draw("facts", self.programme, self.unit.id, self.year, leaf.code)
        level = self.level(leaf)
        rule = leaf.rule
        if isinstance(rule, c.Choice):
            return {"option": self._option(leaf, rule, level, chance)}
        if isinstance(rule, c.Checklist):
            return {"items": _items(rule, level, chance)}
        if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
            return self._shares(leaf, rule, level, chance)
        if isinstance(rule, c.Steps):
            return {"number": _stepped_number(rule, leaf, level, chance)}
        if isinstance(rule, c.Count):
            wanted = float(leaf.max_points / rule.each)
            number = round(level * wanted * chance.uniform(0.85, 1.15))
            return {"number": str(number + (chance.randint(0, max(round(wanted / 3), 1)) if level > 0.93 else 0))}
        if isinstance(rule, c.Deduct):
            room = float(leaf.max_points / rule.each)
            return {"number": str(round((1 - level) * room * chance.uniform(0.3, 0.9)))}
        if isinstance(rule, c.Branches):
            return {"figures": {key: str(value) for key, value in self._figures(rule, level, chance).items()}}
        raise TypeError(leaf.code)

    def _option(self, leaf: c.Leaf, rule: c.Choice, level: float, chance: Random) -> str:
        ranked = sorted(rule.options, key=lambda option: -option.points)
        if len([option for option in ranked if option.points > 0]) == 1:
            return ranked[0 if chance.random() < clamp(0.12 + 0.95 * level) else 1].id
        able = [option for option in ranked if option.points > 0] if level > 0.08 or leaf.code == "1.1.1" else ranked
        target = level + chance.gauss(0.06, 0.1)
        return min(able, key=lambda option: abs(float(option.points / leaf.max_points) - target)).id

    def _shares(self, leaf: c.Leaf, rule: c.Steps | c.Ratio, level: float, chance: Random) -> Given:
        measure = rule.measure
        words = f"{measure.done} | {measure.total}".lower()
        if _ON_TIME.search(words):
            total, overdue = self._dossiers(words, leaf)
            return {"done": str(total - overdue), "total": str(total)}
        if _LATE.search(words):
            return {"done": str(self.profile.overdue), "total": str(self.profile.dossiers)}
        label = measure.total.lower()
        if "phí, lệ phí" not in label and "trực tuyến" in measure.done.lower() and "hồ sơ" in label:
            label = "hồ sơ trực tuyến"
        if "tổng số hồ sơ đã tiếp nhận" in label and "bưu chính" in measure.done.lower():
            label = "tổng số hồ sơ đã tiếp nhận"
        total = self.remembered.get(label) or self._total(label, chance, rule, leaf)
        if total == 0:
            return {"done": "0", "total": "0"}
        excused = 0
        if measure.excused and total >= 12 and not self.profile.even and chance.random() < 0.3:
            excused = max(round(total * chance.uniform(0.005, 0.04)), 1)
        share = self._percent(rule, leaf, level, chance)
        if self.profile.even:
            share = 100.0 if label in self.remembered else float(round(share))
        done = min(round((total - excused) * share / 100), total - excused)
        if "trong kế hoạch" in label and "nhiệm vụ" in label:
            self.remembered["số nhiệm vụ đã hoàn thành trong năm"] = max(done, 1)
        if "phát hành qua phần mềm" in measure.done:
            self.remembered["số văn bản đi phát hành điện tử"] = max(done, 1)
        given: Given = {"done": str(max(done, 0)), "total": str(total)}
        if excused:
            given["excused"] = str(excused)
        return given

    def _dossiers(self, words: str, leaf: c.Leaf) -> tuple[int, int]:
        below = "cấp xã" in words or "cấp huyện, cấp xã" in leaf.name
        if below:
            return self.profile.below_dossiers, self.profile.below_overdue
        return self.profile.dossiers, self.profile.overdue

    def _total(self, label: str, chance: Random, rule: c.Steps | c.Ratio, leaf: c.Leaf) -> int:
        if (
            rule.when_none in (c.WhenNone.FULL, c.WhenNone.UNSCORED)
            and _MAY_BE_NONE.search(label)
            and self.unit.kind not in ("tinh", "huyen")
            and chance.random() < 0.14
        ):
            return 0
        for pattern, total in _TOTALS:
            if re.search(pattern, label):
                number = total(self.profile, chance)
                if pattern.startswith("hồ sơ quá hạn") and self.unit.kind == "tinh":
                    number += self.profile.below_overdue
                return number if not self.profile.even or number == 0 else even_near(number)
        raise LookupError(f"{self.programme} {leaf.code}: {label}")

    def _percent(self, rule: c.Steps | c.Ratio, leaf: c.Leaf, level: float, chance: Random) -> float:
        if isinstance(rule, c.Steps):
            return _stepped_percent(rule, leaf, level, chance)
        full = float(rule.full_at) if rule.full_at is not None else 100.0
        if rule.complement:
            return (1 - level) * 9
        awkward = self.profile.even and rule.full_at is not None and rule.full_at not in (20, 40, 50, 80)
        if rule.full_at is not None and (level > 0.88 or awkward):
            return chance.uniform(full, min(100.0, full * 1.12))
        words = f"{rule.measure.done} {rule.measure.label}".lower()
        floor = min(next(share for pattern, share in _FLOORS if re.search(pattern, words)), full * 0.75)
        if rule.zero_below is not None:
            if level < 0.18:
                return float(rule.zero_below) - chance.uniform(1, 6)
            floor = max(floor, float(rule.zero_below))
        return floor + (full - floor) * clamp(level * chance.uniform(0.9, 1.04))

    def _figures(self, rule: c.Branches, level: float, chance: Random) -> dict[str, int | str]:
        names = frozenset(rule.figures)
        for wanted, make in _FIGURES.items():
            if wanted == names:
                return make(self, level, chance)
        raise LookupError(f"figures {sorted(names)}")


def _items(rule: c.Checklist, level: float, chance: Random) -> list[str]:
    chosen = [item.id for item in rule.items if chance.random() < clamp(0.28 + 0.8 * level)]
    return chosen or [rule.items[0].id]


def _stepped_percent(rule: c.Steps, leaf: c.Leaf, level: float, chance: Random) -> float:
    target = clamp(level + chance.gauss(0.05, 0.06))
    bands = list(rule.bands)
    number = min(range(len(bands)), key=lambda at: abs(float(bands[at].points / leaf.max_points) - target))
    lower = bands[number].lower
    if lower is None:
        above = float(bands[number - 1].lower or 0)
        return max(above - chance.uniform(2, 14), 0.0)
    upper = float(bands[number - 1].lower or 100) if number else 100.0
    if number == 0 and lower < 40:
        upper = float(lower) + 14
    return chance.uniform(
        float(lower) + (0.3 if lower < 100 else 0), max(upper - 0.4, float(lower)) if lower < 100 else 100.0
    )


def _stepped_number(rule: c.Steps, leaf: c.Leaf, level: float, chance: Random) -> str:
    target = clamp(level + chance.gauss(0.05, 0.08))
    band = min(rule.bands, key=lambda candidate: abs(float(candidate.points / leaf.max_points) - target))
    lower, upper = band.lower, band.upper
    if rule.measure.unit == "%":
        low = float(lower) if lower is not None else 76.0
        return f"{low + chance.uniform(0.3, 4.6):.1f}"
    if lower is not None:
        return str(int(lower) + chance.randint(0, 2))
    if upper is not None:
        return str(max(int(upper) - chance.randint(1, 6), 0))
    bounds = [int(edge) for entry in rule.bands for edge in (entry.lower, entry.upper) if edge is not None]
    rising = any(entry.lower is not None for entry in rule.bands)
    return str(chance.randint(0, max(min(bounds) - 1, 0)) if rising else max(bounds) + chance.randint(2, 14))


def _simplified(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    reviewed = (
        chance.choice((20, 25, 40, 50)) if maker.profile.even else min(chance.randint(14, 36), maker.profile.procedures)
    )
    return {
        "so_thu_tuc": reviewed,
        "so_phuong_an": round(reviewed * 0.2 * clamp(level * chance.uniform(0.95, 1.25), 0, 1.2)),
    }


def _simplified_lai_chau(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    reviewed = min(chance.randint(20, 46), maker.profile.procedures)
    return {
        "so_tthc_ra_soat": reviewed,
        "so_tthc_duoc_don_gian": round(reviewed * 0.1 * clamp(level * chance.uniform(0.9, 1.3), 0, 1.4)),
    }


def _posts(maker: FactMaker, level: float, chance: Random, names: tuple[str, str, str, str]) -> dict[str, int | str]:
    given = maker.profile.staff + chance.randint(0, 3)
    present = maker.profile.staff if level > 0.12 else given + 1
    planned = chance.randint(1, 3) if maker.unit.kind != "huyen" else chance.randint(2, 5)
    even = maker.profile.even
    cut = planned if even or level > 0.62 else max(planned - 1, 0)
    return dict(zip(names, (given, present, planned, cut), strict=True))


def _posts_city(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    return _posts(
        maker, level, chance, ("bien_che_giao", "bien_che_hien_co", "tinh_gian_ke_hoach", "tinh_gian_thuc_hien")
    )


def _posts_lai_chau(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    return _posts(maker, level, chance, ("bien_che_giao", "bien_che_co_mat", "chi_tieu_giam", "da_giam"))


def _posts_nation(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    planned = chance.randint(180, 240)
    cut = planned + chance.randint(0, 6) if level > 0.7 else round(planned * chance.uniform(0.8, 0.97))
    assigned = maker.profile.staff + chance.randint(10, 60)
    return {"assigned": assigned, "used": maker.profile.staff, "planned_cut": planned, "actual_cut": cut}


def _autonomy(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    if level > 0.8:
        return {"tang_muc": chance.randint(1, 2), "giam_muc": 0}
    return {"tang_muc": 1, "giam_muc": 1} if level > 0.35 else {"tang_muc": 0, "giam_muc": 1}


def _overdue(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    return {
        "qua_han_nam_nay": maker.profile.overdue,
        "tong_nam_nay": maker.profile.dossiers,
        "qua_han_nam_truoc": maker.before.overdue,
        "tong_nam_truoc": maker.before.dossiers,
    }


def _revenue(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    raised = maker.profile.revenue
    factor = 0.97 if level > 0.7 else 1.03 if level > 0.4 else 1.14
    return {
        "thu_thuc_hien": raised,
        "du_toan": round(raised * factor * chance.uniform(0.99, 1.01) / 10) * 10,
        "thu_nam_truoc": maker.before.revenue,
    }


def _drafts(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    drafts = chance.randint(3, 7)
    return {
        "du_thao": drafts,
        "lay_y_kien": drafts if level > 0.5 else drafts - 1,
        "tham_dinh": drafts if level > 0.75 else drafts - 1,
    }


def _present(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    staff = maker.profile.staff
    return {"co_mat": staff, "bien_che": staff if level > 0.3 else staff - 1}


def _savings(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    budget = round(maker.profile.money * 0.6)
    return {"du_toan": budget, "tiet_kiem": round(budget * 0.05 * clamp(level * chance.uniform(0.95, 1.35), 0.1, 1.3))}


def _commune_staff(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    staff, helpers = maker.profile.staff, chance.randint(9, 12)
    return {
        "can_bo_cong_chuc": staff,
        "dinh_muc_cbcc": staff + chance.randint(0, 1),
        "khong_chuyen_trach": helpers if level > 0.45 else helpers + 1,
        "dinh_muc_kct": helpers,
    }


def _government_tasks(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    total = maker.profile.assigned
    late = round(total * (1 - level) * chance.uniform(0.1, 0.3))
    open_tasks = 0 if level > 0.6 else round(total * 0.02)
    return {"total": total, "on_time": total - late - open_tasks, "late": late}


def _subsidy(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    base = round(maker.profile.money * chance.uniform(0.18, 0.3))
    return {"base": base, "current": round(base * (1 - 0.1 * clamp(level * chance.uniform(0.9, 1.3), 0, 1.3)))}


def _growth(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    target = chance.choice((70, 72, 75, 78, 80, 82, 85)) / 10
    return {"growth": f"{target * clamp(level * chance.uniform(0.9, 1.25), 0.3, 1.1):.2f}", "target": f"{target:.1f}"}


def _national_revenue(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    estimate = round(maker.profile.money * chance.uniform(1.1, 1.5))
    return {"actual": round(estimate * (0.88 + 0.2 * level)), "estimate": estimate}


def _companies(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    steady = draw("companies", maker.programme, maker.unit.id)
    first = steady.randint(620, 1900)
    counts = [first]
    for year in (2020, 2021):
        counts.append(round(counts[-1] * draw("companies", maker.programme, maker.unit.id, year).uniform(0.9, 1.19)))
    at = min(max(maker.year - 2019, 1), 2)
    return {"this_year": counts[at], "last_year": counts[at - 1]}


def _commune_tasks(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    total = maker.profile.assigned
    late = round(total * (1 - level) * chance.uniform(0.08, 0.25))
    return {"total": total, "on_time": total - late, "reminded": 0 if level > 0.75 else chance.randint(1, 2)}


def _quota(maker: FactMaker, level: float, chance: Random) -> dict[str, int | str]:
    staff = maker.profile.staff + 9
    return {"quota": staff if level > 0.3 else staff - 1, "present": staff}


_Figures = Callable[[FactMaker, float, Random], dict[str, int | str]]
_FIGURES: Mapping[frozenset[str], _Figures] = {
    frozenset({"so_thu_tuc", "so_phuong_an"}): _simplified,
    frozenset({"so_tthc_ra_soat", "so_tthc_duoc_don_gian"}): _simplified_lai_chau,
    frozenset({"bien_che_giao", "bien_che_hien_co", "tinh_gian_ke_hoach", "tinh_gian_thuc_hien"}): _posts_city,
    frozenset({"bien_che_giao", "bien_che_co_mat", "chi_tieu_giam", "da_giam"}): _posts_lai_chau,
    frozenset({"assigned", "used", "planned_cut", "actual_cut"}): _posts_nation,
    frozenset({"tang_muc", "giam_muc"}): _autonomy,
    frozenset({"qua_han_nam_nay", "tong_nam_nay", "qua_han_nam_truoc", "tong_nam_truoc"}): _overdue,
    frozenset({"thu_thuc_hien", "du_toan", "thu_nam_truoc"}): _revenue,
    frozenset({"du_thao", "lay_y_kien", "tham_dinh"}): _drafts,
    frozenset({"co_mat", "bien_che"}): _present,
    frozenset({"du_toan", "tiet_kiem"}): _savings,
    frozenset({"can_bo_cong_chuc", "dinh_muc_cbcc", "khong_chuyen_trach", "dinh_muc_kct"}): _commune_staff,
    frozenset({"total", "on_time", "late"}): _government_tasks,
    frozenset({"base", "current"}): _subsidy,
    frozenset({"growth", "target"}): _growth,
    frozenset({"actual", "estimate"}): _national_revenue,
    frozenset({"this_year", "last_year"}): _companies,
    frozenset({"total", "on_time", "reminded"}): _commune_tasks,
    frozenset({"quota", "present"}): _quota,
}
