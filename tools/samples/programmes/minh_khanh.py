"""Sở Thông tin và Truyền thông Minh Khánh: its service units by khanh-hoa-stttt-124-2017, years 2018 and 2019; by an amended set in 2020."""

from samples.plan import CouncilPlan, CyclePlan, ErratumPlan, Member, ProgrammePlan, StagePlan, TiePlan, UnitPlan

_DEPARTMENT = "Sở Thông tin và Truyền thông Minh Khánh"


def _unit(key: str, name: str, name_en: str, sign: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="don-vi-su-nghiep",
        kind="dvsn",
        sign=sign,
        head_title="Giám đốc",
        quality=quality,
        valid_from="2015-01-01",
    )


_UNITS = (
    _unit(
        "trung-tam-cong-nghe-thong-tin",
        "Trung tâm Công nghệ thông tin Minh Khánh",
        "Minh Khanh IT Centre",
        "CNTT",
        0.88,
    ),
    _unit("cong-thong-tin-dien-tu", "Cổng Thông tin điện tử Minh Khánh", "Minh Khanh Web Portal", "CTTĐT", 0.79),
    _unit(
        "trung-tam-dich-vu-truyen-thong",
        "Trung tâm Dịch vụ truyền thông Minh Khánh",
        "Minh Khanh Media Service Centre",
        "DVTT",
        0.83,
    ),
    _unit(
        "trung-tam-ha-tang-so",
        "Trung tâm Hạ tầng và Đào tạo số Minh Khánh",
        "Minh Khanh Digital Infrastructure Centre",
        "HTS",
        0.6,
    ),
)

_COUNCILS = (
    CouncilPlan(
        id="van-phong-so",
        name="Văn phòng Sở",
        members=(
            Member(title="Chánh Văn phòng, phụ trách thẩm định"),
            Member(title="Chuyên viên cải cách hành chính"),
            Member(title="Kế toán trưởng"),
        ),
    ),
    CouncilPlan(
        id="hoi-dong-so",
        name="Hội đồng đánh giá của Sở",
        members=(
            Member(title="Phó Giám đốc Sở, Chủ tịch Hội đồng"),
            Member(title="Chánh Văn phòng Sở, Thư ký"),
            Member(title="Trưởng phòng Kế hoạch - Tài chính, Ủy viên"),
            Member(title="Trưởng phòng Công nghệ thông tin, Ủy viên"),
            Member(title="Chánh Thanh tra Sở, Ủy viên"),
        ),
    ),
)


def _stages(year: int) -> tuple[StagePlan, ...]:
    return (
        StagePlan(stage="office", first_day=f"{year}-01-14", last_day=f"{year}-01-24"),
        StagePlan(stage="council-marks", first_day=f"{year}-02-11", last_day=f"{year}-02-15", marks=True),
    )


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-10",
        "self-scoring-ends": f"{year + 1}-01-10",
        "first-appraisal-ends": f"{year + 1}-01-25",
        "second-appraisal-ends": f"{year + 1}-02-15",
        "decided": f"{year + 1}-02-28",
    }


_CYCLE_2018 = CyclePlan(
    year=2018,
    dates=_dates(2018),
    stages=_stages(2019),
    decision_number="31/QĐ-STTTT",
    late={"trung-tam-ha-tang-so": "2019-01-14"},
    not_applicable={
        "cong-thong-tin-dien-tu": {"4.2.3": True},
        "trung-tam-ha-tang-so": {"6.2.4": False},
    },
    errata=(
        ErratumPlan(
            id="dinh-chinh-1",
            unit="cong-thong-tin-dien-tu",
            code="7.1",
            old="1.35",
            new="1.45",
            day="2019-04-10",
            reason=(
                "Cộng nhầm phiếu chấm khi lập bảng tổng hợp: trung bình cộng của năm phiếu là 1,45 điểm, không phải 1,35 điểm. "
                "Thứ hạng và xếp loại của đơn vị không đổi. Giá trị đã công bố xem tại phiên bản có mã dưới đây, là lần đầu tệp "
                "thẩm định của đơn vị được ghi vào kho dữ liệu này."
            ),
            corrected=(
                "Trung bình cộng phiếu chấm của các thành viên là 1,45 điểm (bảng tổng hợp ban đầu cộng nhầm thành 1,35 điểm, "
                "xem đính chính); còn chậm khắc phục hạn chế đã chỉ ra."
            ),
            document="12/TB-STTTT",
            version="7ddd4ca3bc5f282f8d2d75cfb7e4756d780352bb",
        ),
    ),
)

_CYCLE_2019 = CyclePlan(
    year=2019,
    dates=_dates(2019),
    stages=_stages(2020),
    decision_number="27/QĐ-STTTT",
    previous="2018",
    not_applicable={
        "trung-tam-cong-nghe-thong-tin": {"4.2.3": True},
        "trung-tam-ha-tang-so": {"6.2.4": True, "5.1.3": False},
    },
    ties=(TiePlan(first="trung-tam-dich-vu-truyen-thong", second="cong-thong-tin-dien-tu", mark="7.1"),),
)

_CYCLE_2020 = CyclePlan(
    year=2020,
    dates=_dates(2020),
    stages=_stages(2021),
    decision_number="22/QĐ-STTTT",
    previous="2019",
    regulation="minh-khanh-2020",
    not_applicable={"trung-tam-cong-nghe-thong-tin": {"4.2.3": True}},
)

MINH_KHANH = ProgrammePlan(
    id="so-thong-tin-minh-khanh",
    name="Sở Thông tin và Truyền thông Minh Khánh",
    name_en="Minh Khanh Department of Information and Communications",
    index_name="Chỉ số cải cách hành chính đơn vị sự nghiệp",
    index_name_en="Reform index of public service units",
    authority=_DEPARTMENT,
    authority_en="Minh Khanh Department of Information and Communications",
    place="Minh Khánh",
    regulation="khanh-hoa-stttt-124-2017",
    host="minhkhanh.example",
    notice="Sở Thông tin và Truyền thông Minh Khánh, các đơn vị, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="This department, its units, documents, figures and persons are fictional and were made by a program to show the system.",
    title="Xác định Chỉ số cải cách hành chính năm {year} của các đơn vị sự nghiệp thuộc Sở",
    decision_title="Quyết định phê duyệt Chỉ số cải cách hành chính năm {year} của các đơn vị sự nghiệp thuộc Sở",
    decision_sign="STTTT",
    signer_title="Giám đốc",
    receiver="Văn phòng Sở",
    survey_by="Văn phòng Sở",
    survey_method="Không tổ chức điều tra",
    adjuster="Văn phòng Sở",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2018, _CYCLE_2019, _CYCLE_2020),
    office=(
        Member(title="Phó Chánh Văn phòng Sở"),
        Member(title="Chuyên viên Văn phòng Sở"),
    ),
    editors=(Member(title="Chuyên viên chính Văn phòng Sở, phụ trách bộ tiêu chí"),),
    council_of={"office": "van-phong-so", "council-marks": "hoi-dong-so"},
)
