"""Thành phố Minh Hải: communes by hai-phong-3793-2022, years 2022 (decided) and 2023 (still open)."""

from samples.plan import (
    CouncilPlan,
    CyclePlan,
    ExtensionPlan,
    Member,
    ProgrammePlan,
    ReopeningPlan,
    StagePlan,
    UnitPlan,
)

_CITY = "Ủy ban nhân dân thành phố Minh Hải"


def _xa(key: str, name: str, name_en: str, code: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="xa-phuong",
        kind="xa",
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        code=code,
        valid_from="2019-01-01",
    )


_UNITS = (
    _xa("phuong-mau-hai", "Phường Mẫu Hải", "Mau Hai ward", "MHA-01", 0.94),
    _xa("phuong-mau-cang", "Phường Mẫu Cảng", "Mau Cang ward", "MHA-02", 0.86),
    _xa("phuong-mau-luu", "Phường Mẫu Lưu", "Mau Luu ward", "MHA-03", 0.79),
    _xa("xa-mau-thuy", "Xã Mẫu Thủy", "Mau Thuy commune", "MHA-04", 0.72),
    _xa("xa-mau-dao", "Xã Mẫu Đảo", "Mau Dao commune", "MHA-05", 0.6),
    _xa("thi-tran-mau-van", "Thị trấn Mẫu Vân", "Mau Van township", "MHA-06", 0.82),
)

_COUNCILS = (
    CouncilPlan(
        id="to-tham-dinh-thanh-pho",
        name="Tổ thẩm định Chỉ số cải cách hành chính cấp xã",
        members=(
            Member(title="Phó Giám đốc Sở Nội vụ, Tổ trưởng"),
            Member(title="Phó Chánh Văn phòng Ủy ban nhân dân thành phố, Tổ phó"),
            Member(title="Phó Giám đốc Sở Tư pháp, Tổ viên"),
            Member(title="Trưởng phòng Sở Thông tin và Truyền thông, Tổ viên"),
            Member(title="Trưởng phòng Cải cách hành chính Sở Nội vụ, Thư ký"),
        ),
    ),
)


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-11",
        "self-scoring-ends": f"{year + 1}-01-10",
        "first-appraisal-ends": f"{year + 1}-02-10",
        "explanation-ends": f"{year + 1}-02-24",
        "decided": f"{year + 1}-03-15",
    }


_CYCLE_2022 = CyclePlan(
    year=2022,
    dates=_dates(2022),
    stages=(StagePlan(stage="appraisal", first_day="2023-01-30", last_day="2023-02-10"),),
    decision_number="655/QĐ-UBND",
    explanation_day="2023-02-23",
    late={"xa-mau-dao": "2023-01-13"},
    not_applicable={
        "xa-mau-thuy": {"7.3": False},
        "xa-mau-dao": {"7.3": True},
    },
)

# Still open: two units have not filed, one has only a draft, nobody has appraised anything.
_CYCLE_2023 = CyclePlan(
    year=2023,
    dates=_dates(2023),
    stages=(),
    previous="2022",
    extensions={
        "xa-mau-dao": ExtensionPlan(
            until="2024-01-15",
            by="Giám đốc Sở Nội vụ",
            reason="Tàu ra đảo ngừng chạy nhiều ngày do gió mạnh, chưa thu đủ tài liệu của các thôn.",
            document="102/SNV-CCHC",
        ),
    },
    reopenings={
        "phuong-mau-cang": ReopeningPlan(
            until="2024-01-12",
            by="Giám đốc Sở Nội vụ",
            reason="Đơn vị đề nghị sửa số liệu lấy nhầm cột trong bảng tổng hợp hồ sơ; hồ sơ đã duyệt ngày 08/01/2024.",
            document="98/SNV-CCHC",
            approved="2024-01-11",
            report="07/BC-UBND",
        ),
    },
    not_filed=frozenset({"xa-mau-dao", "phuong-mau-luu"}),
    frozen=True,
    drafts=frozenset({"xa-mau-thuy"}),
    not_applicable={"thi-tran-mau-van": {"7.3": True}},
)

MINH_HAI = ProgrammePlan(
    id="thanh-pho-minh-hai",
    name="Thành phố Minh Hải",
    name_en="Minh Hai City",
    index_name="Chỉ số cải cách hành chính cấp xã",
    index_name_en="Reform index of communes",
    authority=_CITY,
    authority_en="Minh Hai City People's Committee",
    place="thành phố Minh Hải",
    regulation="hai-phong-3793-2022",
    host="minhhai.example",
    notice="Thành phố Minh Hải, các xã, phường, thị trấn, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="Minh Hai City, its communes, documents, figures and persons are fictional and were made by a program to show the system.",
    title="Xác định Chỉ số cải cách hành chính năm {year} của xã, phường, thị trấn",
    decision_title="Quyết định công bố Chỉ số cải cách hành chính cấp xã năm {year}",
    decision_sign="UBND",
    signer_title="Chủ tịch",
    receiver="Văn thư Sở Nội vụ",
    survey_by="Bưu điện thành phố Minh Hải",
    survey_method="Phát phiếu tại hộ gia đình, chọn ngẫu nhiên theo tổ dân phố, thôn",
    adjuster="Sở Nội vụ",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2022, _CYCLE_2023),
    office=(
        Member(title="Phó Trưởng phòng Cải cách hành chính Sở Nội vụ"),
        Member(title="Chuyên viên phòng Cải cách hành chính Sở Nội vụ"),
    ),
    editors=(Member(title="Chuyên viên chính phòng Cải cách hành chính Sở Nội vụ, phụ trách bộ tiêu chí"),),
    council_of={"appraisal": "to-tham-dinh-thanh-pho"},
)
