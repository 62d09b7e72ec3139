"""Thành phố Minh Họa: departments, districts and communes by can-tho-2407-2021, years 2023 and 2024."""

from collections.abc import Mapping

from samples.plan import CouncilPlan, CyclePlan, ExtensionPlan, Member, ProgrammePlan, StagePlan, TiePlan, UnitPlan

_CITY = "Ủy ban nhân dân thành phố Minh Họa"
_MERGER = "Nghị quyết số 58/NQ-HĐND ngày 18/10/2024 (văn bản minh họa)"


def _so(key: str, name: str, name_en: str, sign: str, quality: float, title: str = "Giám đốc") -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="so",
        kind="so",
        sign=sign,
        head_title=title,
        quality=quality,
        valid_from="2020-01-01",
    )


def _huyen(key: str, name: str, name_en: str, code: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="quan-huyen",
        kind="huyen",
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        code=code,
        valid_from="2020-01-01",
    )


def _xa(
    key: str,
    name: str,
    name_en: str,
    parent: str,
    code: str,
    quality: float,
    *,
    valid_from: str = "2020-01-01",
    valid_to: str = "",
    predecessors: tuple[str, ...] = (),
    successors: tuple[str, ...] = (),
    lineage: str = "",
) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="xa-phuong",
        kind="xa",
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        parent=parent,
        code=code,
        valid_from=valid_from,
        valid_to=valid_to,
        predecessors=predecessors,
        successors=successors,
        lineage=lineage,
    )


_UNITS = (
    _so("so-noi-vu", "Sở Nội vụ", "Department of Home Affairs", "SNV", 0.93),
    _so("so-tu-phap", "Sở Tư pháp", "Department of Justice", "STP", 0.97),
    _so("so-tai-chinh", "Sở Tài chính", "Department of Finance", "STC", 0.88),
    _so(
        "so-thong-tin-truyen-thong",
        "Sở Thông tin và Truyền thông",
        "Department of Information and Communications",
        "STTTT",
        0.95,
    ),
    _so("so-xay-dung", "Sở Xây dựng", "Department of Construction", "SXD", 0.66),
    _so("so-y-te", "Sở Y tế", "Department of Health", "SYT", 0.76),
    _so("so-cong-thuong", "Sở Công Thương", "Department of Industry and Trade", "SCT", 0.82),
    _so(
        "ban-quan-ly-khu-cong-nghiep",
        "Ban Quản lý các khu chế xuất và công nghiệp Minh Họa",
        "Minh Hoa Export Processing and Industrial Zones Authority",
        "BQL",
        0.58,
        "Trưởng ban",
    ),
    _huyen("quan-hoa-mau", "Quận Hoa Mẫu", "Hoa Mau district", "MH-Q1", 0.9),
    _huyen("quan-dong-hoa-mau", "Quận Đông Hoa Mẫu", "Dong Hoa Mau district", "MH-Q2", 0.8),
    _huyen("quan-tay-hoa-mau", "Quận Tây Hoa Mẫu", "Tay Hoa Mau district", "MH-Q3", 0.72),
    _huyen("huyen-thuong-minh-hoa", "Huyện Thượng Minh Họa", "Thuong Minh Hoa district", "MH-H1", 0.62),
    _huyen("huyen-ha-minh-hoa", "Huyện Hạ Minh Họa", "Ha Minh Hoa district", "MH-H2", 0.85),
    _xa("phuong-mau-an", "Phường Mẫu An", "Mau An ward", "quan-hoa-mau", "MH-001", 0.94),
    _xa("phuong-mau-kieu", "Phường Mẫu Kiều", "Mau Kieu ward", "quan-hoa-mau", "MH-002", 0.88),
    _xa("phuong-mau-dong", "Phường Mẫu Đông", "Mau Dong ward", "quan-dong-hoa-mau", "MH-003", 0.84),
    _xa("phuong-vi-du", "Phường Ví Dụ", "Vi Du ward", "quan-dong-hoa-mau", "MH-004", 0.7),
    _xa("phuong-mau-tay", "Phường Mẫu Tây", "Mau Tay ward", "quan-tay-hoa-mau", "MH-005", 0.84),
    _xa("xa-mau-dien", "Xã Mẫu Điền", "Mau Dien commune", "huyen-thuong-minh-hoa", "MH-006", 0.6),
    _xa("xa-mau-duc", "Xã Mẫu Đức", "Mau Duc commune", "huyen-thuong-minh-hoa", "MH-007", 0.75),
    _xa("thi-tran-mau-ha", "Thị trấn Mẫu Hạ", "Mau Ha township", "huyen-ha-minh-hoa", "MH-008", 0.91),
    _xa(
        "phuong-mau-tay-bac",
        "Phường Mẫu Tây Bắc",
        "Mau Tay Bac ward",
        "quan-tay-hoa-mau",
        "MH-101",
        0.64,
        valid_to="2024-10-31",
        successors=("phuong-mau-hop-nhat",),
        lineage=f"Nhập vào Phường Mẫu Hợp Nhất từ ngày 01/11/2024 theo {_MERGER}.",
    ),
    _xa(
        "phuong-mau-tay-nam",
        "Phường Mẫu Tây Nam",
        "Mau Tay Nam ward",
        "quan-tay-hoa-mau",
        "MH-102",
        0.8,
        valid_to="2024-10-31",
        successors=("phuong-mau-hop-nhat",),
        lineage=f"Nhập vào Phường Mẫu Hợp Nhất từ ngày 01/11/2024 theo {_MERGER}.",
    ),
    _xa(
        "xa-mau-ha-dong",
        "Xã Mẫu Hạ Đông",
        "Mau Ha Dong commune",
        "huyen-ha-minh-hoa",
        "MH-103",
        0.69,
        valid_to="2024-10-31",
        successors=("xa-mau-tan-lap",),
        lineage=f"Nhập vào Xã Mẫu Tân Lập từ ngày 01/11/2024 theo {_MERGER}.",
    ),
    _xa(
        "xa-mau-ha-doai",
        "Xã Mẫu Hạ Đoài",
        "Mau Ha Doai commune",
        "huyen-ha-minh-hoa",
        "MH-104",
        0.78,
        valid_to="2024-10-31",
        successors=("xa-mau-tan-lap",),
        lineage=f"Nhập vào Xã Mẫu Tân Lập từ ngày 01/11/2024 theo {_MERGER}.",
    ),
    _xa(
        "phuong-mau-hop-nhat",
        "Phường Mẫu Hợp Nhất",
        "Mau Hop Nhat ward",
        "quan-tay-hoa-mau",
        "MH-009",
        0.74,
        valid_from="2024-11-01",
        predecessors=("phuong-mau-tay-bac", "phuong-mau-tay-nam"),
        lineage=f"Thành lập trên cơ sở nhập Phường Mẫu Tây Bắc và Phường Mẫu Tây Nam theo {_MERGER}; số liệu năm 2024 gồm cả hai phường cũ.",
    ),
    _xa(
        "xa-mau-tan-lap",
        "Xã Mẫu Tân Lập",
        "Mau Tan Lap commune",
        "huyen-ha-minh-hoa",
        "MH-010",
        0.77,
        valid_from="2024-11-01",
        predecessors=("xa-mau-ha-dong", "xa-mau-ha-doai"),
        lineage=f"Thành lập trên cơ sở nhập Xã Mẫu Hạ Đông và Xã Mẫu Hạ Đoài theo {_MERGER}; số liệu năm 2024 gồm cả hai xã cũ.",
    ),
)

_DISTRICTS = {unit.id: unit.name for unit in _UNITS if unit.group == "quan-huyen"}


def _district_council(district: str, name: str) -> CouncilPlan:
    return CouncilPlan(
        id=f"hoi-dong-{district}",
        name=f"Hội đồng thẩm định {name}",
        members=(
            Member(title="Phó Chủ tịch Ủy ban nhân dân, Chủ tịch Hội đồng", unit=district),
            Member(title="Trưởng phòng Nội vụ, Ủy viên thường trực", unit=district),
            Member(title="Trưởng phòng Tư pháp, Ủy viên", unit=district),
            Member(title="Trưởng phòng Tài chính - Kế hoạch, Ủy viên", unit=district),
            Member(title="Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Ủy viên", unit=district),
        ),
    )


_COUNCILS = (
    CouncilPlan(
        id="hoi-dong-thanh-pho",
        name="Hội đồng thẩm định thành phố",
        members=(
            Member(title="Phó Chủ tịch Ủy ban nhân dân thành phố, Chủ tịch Hội đồng"),
            Member(title="Giám đốc Sở Nội vụ, Phó Chủ tịch Hội đồng", unit="so-noi-vu"),
            Member(title="Chánh Văn phòng Ủy ban nhân dân thành phố, Ủy viên"),
            Member(title="Giám đốc Sở Tư pháp, Ủy viên", unit="so-tu-phap"),
            Member(title="Giám đốc Sở Tài chính, Ủy viên", unit="so-tai-chinh"),
            Member(title="Giám đốc Sở Thông tin và Truyền thông, Ủy viên", unit="so-thong-tin-truyen-thong"),
            Member(title="Chuyên gia độc lập về cải cách hành chính, Ủy viên"),
        ),
    ),
    *(_district_council(district, name) for district, name in _DISTRICTS.items()),
)


def _stages(year: int) -> tuple[StagePlan, ...]:
    return (
        StagePlan(stage="council-district", first_day=f"{year}-01-10", last_day=f"{year}-01-15"),
        StagePlan(stage="council-city", first_day=f"{year}-01-11", last_day=f"{year}-01-19"),
        StagePlan(stage="council-review", first_day=f"{year}-01-25", last_day=f"{year}-01-28", review=True),
    )


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-04",
        "self-scoring-ends": f"{year + 1}-01-07",
        "first-appraisal-ends": f"{year + 1}-01-20",
        "explanation-ends": f"{year + 1}-01-24",
        "second-appraisal-ends": f"{year + 1}-01-28",
        "decided": f"{year + 1}-01-31",
    }


def _progress(unit: str, option: str, reason: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "tien-do",
        "option": option,
        "document": "Thông báo kết quả thực hiện nhiệm vụ được giao và chế độ báo cáo tiến độ năm {year}",
        "reason": reason,
    }


def _rank(unit: str, item: str, now: str, before: str, reason: str) -> dict[str, str]:
    what = "PAR INDEX" if item == "cai-thien-par-index" else "PCI"
    return {
        "unit": unit,
        "item": item,
        "now": now,
        "before": before,
        "kind": "notice",
        "sign": "TB-SNV",
        "issuer": "Sở Nội vụ",
        "days": "190-260",
        "document": f"Thông báo thứ hạng {what} theo nhóm tiêu chí giao các sở năm {{year}}",
        "reason": reason,
    }


def _content(unit: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "hai-long-cap-xa",
        "number": "auto",
        "kind": "notice",
        "sign": "TB-SNV",
        "issuer": "Sở Nội vụ",
        "document": "Thông báo kết quả điều tra xã hội học về mức độ hài lòng đối với cấp xã năm {year}",
        "reason": "Mức độ hài lòng trung bình của các xã, phường, thị trấn trên địa bàn là {number}%, {verdict}.",
    }


def _complaints(unit: str, number: str, reason: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "phan-anh-xac-minh",
        "number": number,
        "document": "Thông báo kết quả xác minh phản ánh về hành vi, thái độ của công chức năm {year}",
        "reason": reason,
    }


_NA_2023: Mapping[str, Mapping[str, bool]] = {
    "so-noi-vu": {"6.1.1": True},
    "so-tu-phap": {"6.1.1": True},
    "so-xay-dung": {"4.1.2": False},
    "ban-quan-ly-khu-cong-nghiep": {"2.1.1": True, "2.1.2": True, "2.1.3": True, "6.2.2": True},
    "phuong-mau-an": {"6.2.2": True},
    "xa-mau-dien": {"6.2.2": False},
}
_NA_2024: Mapping[str, Mapping[str, bool]] = {
    "so-noi-vu": {"6.1.1": True},
    "so-tu-phap": {"6.1.1": True},
    "so-cong-thuong": {"7.2.3": False},
    "ban-quan-ly-khu-cong-nghiep": {"2.1.1": True, "2.1.2": True, "2.1.3": True, "6.2.2": True},
    "phuong-mau-an": {"6.2.2": True},
    "thi-tran-mau-ha": {"6.2.2": True},
}

_CYCLE_2023 = CyclePlan(
    year=2023,
    dates=_dates(2023),
    stages=_stages(2024),
    decision_number="312/QĐ-UBND",
    explanation_day="2024-01-23",
    late={"so-xay-dung": "2024-01-09", "phuong-mau-tay-bac": "2024-01-10", "huyen-thuong-minh-hoa": "2024-01-10"},
    extensions={
        "huyen-thuong-minh-hoa": ExtensionPlan(
            until="2024-01-10",
            by="Giám đốc Sở Nội vụ",
            reason="Hệ thống một cửa điện tử của huyện ngừng hoạt động từ ngày 03 đến ngày 05/01/2024, chưa xuất được số liệu cả năm.",
            document="41/SNV-CCHC",
        ),
    },
    not_filed=frozenset({"phuong-vi-du"}),
    no_survey=frozenset({"xa-mau-ha-doai"}),
    not_applicable=_NA_2023,
    bonus=(
        _progress(
            "so-tu-phap",
            "early",
            "Hoàn thành toàn bộ nhiệm vụ được giao, 18 nhiệm vụ trước hạn; đủ 12 báo cáo tiến độ đúng hạn.",
        ),
        _progress(
            "so-thong-tin-truyen-thong",
            "on-time",
            "Hoàn thành toàn bộ nhiệm vụ đúng hạn; báo cáo tiến độ đủ, đúng hạn.",
        ),
        _progress(
            "quan-hoa-mau", "early", "Không có nhiệm vụ quá hạn, 31 nhiệm vụ hoàn thành trước hạn; báo cáo đầy đủ."
        ),
        _progress(
            "thi-tran-mau-ha", "on-time", "Hoàn thành các nhiệm vụ Ủy ban nhân dân huyện giao đúng hạn, báo cáo đủ kỳ."
        ),
        _progress("so-xay-dung", "none", "Có 7 nhiệm vụ quá hạn, thiếu báo cáo tiến độ tháng 8 và tháng 11."),
        _rank(
            "so-noi-vu",
            "cai-thien-par-index",
            "17",
            "24",
            "Nhóm tiêu chí giao Sở Nội vụ tăng 7 bậc so với lần công bố trước.",
        ),
        _rank(
            "so-cong-thuong",
            "cai-thien-pci",
            "9",
            "15",
            "Chỉ số thành phần giao Sở làm đầu mối tăng 6 bậc, theo mức cộng là 1,5 điểm và tính tối đa 1 điểm.",
        ),
        _content("quan-hoa-mau"),
        _content("huyen-ha-minh-hoa"),
    ),
    penalty=(
        _complaints(
            "so-xay-dung",
            "2",
            "Hai phản ánh về thái độ tiếp nhận hồ sơ cấp phép được Thanh tra thành phố kết luận là đúng.",
        ),
        {
            "unit": "xa-mau-dien",
            "item": "ky-luat-lanh-dao",
            "number": "1",
            "kind": "decision",
            "sign": "QĐ-UBND",
            "document": "Quyết định xử lý kỷ luật cán bộ năm {year}",
            "reason": "Một Phó Chủ tịch Ủy ban nhân dân xã bị khiển trách do buông lỏng quản lý đất đai.",
        },
    ),
)

_CYCLE_2024 = CyclePlan(
    year=2024,
    watched=("so-tu-phap", "phuong-mau-an"),
    dates=_dates(2024),
    stages=_stages(2025),
    decision_number="287/QĐ-UBND",
    previous="2023",
    explanation_day="2025-01-23",
    late={"so-y-te": "2025-01-08", "phuong-vi-du": "2025-01-12", "phuong-mau-hop-nhat": "2025-01-13"},
    extensions={
        "phuong-mau-hop-nhat": ExtensionPlan(
            until="2025-01-10",
            by="Chủ tịch Ủy ban nhân dân Quận Tây Hoa Mẫu",
            reason="Phường mới thành lập từ ngày 01/11/2024, phải tổng hợp số liệu của hai phường cũ.",
            document="06/UBND-NV",
        ),
    },
    not_filed=frozenset({"xa-mau-dien"}),
    no_survey=frozenset({"so-cong-thuong"}),
    small_survey={"xa-mau-duc": "tiep-nhan-gop-y"},
    not_applicable=_NA_2024,
    ties=(TiePlan(first="phuong-mau-tay", second="phuong-mau-kieu", mark="8.1"),),
    bonus=(
        _progress("so-tu-phap", "on-time", "Hoàn thành các nhiệm vụ được giao đúng hạn; đủ báo cáo tiến độ."),
        _progress(
            "so-noi-vu", "early", "Hoàn thành toàn bộ nhiệm vụ, 22 nhiệm vụ trước hạn; báo cáo tiến độ đủ, đúng hạn."
        ),
        _progress("huyen-ha-minh-hoa", "on-time", "Không có nhiệm vụ quá hạn trong năm; báo cáo đủ kỳ."),
        _progress("phuong-mau-an", "early", "Các nhiệm vụ quận giao hoàn thành trước hạn, không thiếu báo cáo."),
        _rank(
            "so-thong-tin-truyen-thong",
            "cai-thien-par-index",
            "11",
            "14",
            "Nhóm tiêu chí về chính quyền điện tử tăng 3 bậc.",
        ),
        _rank("so-tai-chinh", "cai-thien-pci", "20", "22", "Chỉ số thành phần giao Sở làm đầu mối tăng 2 bậc."),
        _content("quan-hoa-mau"),
        _content("quan-tay-hoa-mau"),
    ),
    penalty=(
        _complaints(
            "huyen-thuong-minh-hoa",
            "5",
            "Năm phản ánh được xác minh là đúng, theo mức trừ là 2,5 điểm và tính tối đa 2 điểm.",
        ),
        {
            "unit": "so-y-te",
            "item": "bao-chi-phan-anh",
            "number": "1",
            "kind": "letter",
            "sign": "UBND-KGVX",
            "document": "Công văn xác nhận nội dung báo chí phản ánh về tiếp nhận hồ sơ năm {year}",
            "reason": "Một bài báo về việc yêu cầu thêm giấy tờ khi cấp chứng chỉ hành nghề được xác nhận là đúng.",
        },
    ),
)

MINH_HOA = ProgrammePlan(
    id="thanh-pho-minh-hoa",
    name="Thành phố Minh Họa",
    name_en="Minh Hoa City",
    index_name="Chỉ số cải cách hành chính",
    index_name_en="Public administration reform index",
    authority=_CITY,
    authority_en="Minh Hoa City People's Committee",
    place="thành phố Minh Họa",
    regulation="can-tho-2407-2021",
    host="minhhoa.example",
    notice="Thành phố Minh Họa, các cơ quan, địa phương, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="Minh Hoa City, its offices, places, documents, figures and persons are fictional and were made by a program to show the system.",
    title="Xác định Chỉ số cải cách hành chính năm {year} của các sở, quận, huyện và xã, phường, thị trấn",
    decision_title="Quyết định công bố Chỉ số cải cách hành chính năm {year}",
    decision_sign="UBND",
    signer_title="Chủ tịch",
    receiver="Văn thư Sở Nội vụ",
    survey_by="Bưu điện thành phố Minh Họa",
    survey_method="Phát phiếu trực tiếp tại nơi tiếp nhận hồ sơ và tại hộ gia đình, chọn ngẫu nhiên",
    adjuster="Sở Nội vụ",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2023, _CYCLE_2024),
    office=(
        Member(title="Trưởng phòng Cải cách hành chính Sở Nội vụ", unit="so-noi-vu"),
        Member(title="Chuyên viên phòng Cải cách hành chính Sở Nội vụ", unit="so-noi-vu"),
    ),
    editors=(Member(title="Phó Trưởng phòng Cải cách hành chính Sở Nội vụ, phụ trách bộ tiêu chí", unit="so-noi-vu"),),
    council_of={
        "council-city": "hoi-dong-thanh-pho",
        "council-review/so": "hoi-dong-thanh-pho",
        "council-review/quan-huyen": "hoi-dong-thanh-pho",
        **{f"council-district/{district}": f"hoi-dong-{district}" for district in _DISTRICTS},
        **{f"council-review/{district}": f"hoi-dong-{district}" for district in _DISTRICTS},
    },
)
