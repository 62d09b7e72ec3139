"""A fictional national index over six fictional provinces by viet-nam-1149-2020, years 2020 and 2021."""

from samples.plan import CouncilPlan, CyclePlan, ExtensionPlan, Member, ProgrammePlan, StagePlan, UnitPlan


def _tinh(key: str, name: str, name_en: str, host: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="tinh",
        kind="tinh",
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        valid_from="2010-01-01",
        host=host,
    )


_UNITS = (
    _tinh("tinh-minh-an", "Tỉnh Minh An", "Minh An Province", "minhan.example", 0.91),
    _tinh("tinh-minh-giang", "Tỉnh Minh Giang", "Minh Giang Province", "minhgiang.example", 0.84),
    _tinh("tinh-minh-lam", "Tỉnh Minh Lâm", "Minh Lam Province", "minhlam.example", 0.7),
    _tinh("tinh-minh-nguyen", "Tỉnh Minh Nguyên", "Minh Nguyen Province", "minhnguyen.example", 0.77),
    _tinh("tinh-minh-bac", "Tỉnh Minh Bắc", "Minh Bac Province", "minhbac.example", 0.62),
    _tinh("thanh-pho-minh-cang", "Thành phố Minh Cảng", "Minh Cang City", "minhcang.example", 0.96),
)

_COUNCILS = (
    CouncilPlan(
        id="to-tham-dinh-quoc-gia",
        name="Tổ thẩm định Chỉ số cải cách hành chính quốc gia minh họa",
        members=(
            Member(title="Vụ trưởng, Tổ trưởng"),
            Member(title="Phó Vụ trưởng, Tổ phó"),
            Member(title="Chuyên viên chính theo dõi lĩnh vực thủ tục hành chính", areas=("3",)),
            Member(title="Chuyên viên chính theo dõi lĩnh vực tổ chức bộ máy", areas=("4",)),
            Member(title="Chuyên viên chính theo dõi lĩnh vực tài chính công", areas=("6",)),
            Member(title="Chuyên viên chính theo dõi lĩnh vực hiện đại hóa hành chính", areas=("7",)),
        ),
    ),
)


def _stages(year: int) -> tuple[StagePlan, ...]:
    return (
        StagePlan(stage="appraisal-1", first_day=f"{year}-02-08", last_day=f"{year}-03-12"),
        StagePlan(stage="appraisal-2", first_day=f"{year}-04-12", last_day=f"{year}-04-28", review=True),
    )


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-14",
        "self-scoring-ends": f"{year + 1}-01-20",
        "first-appraisal-ends": f"{year + 1}-03-15",
        "explanation-ends": f"{year + 1}-04-05",
        "second-appraisal-ends": f"{year + 1}-04-29",
        "decided": f"{year + 1}-06-24",
    }


_CYCLE_2020 = CyclePlan(
    year=2020,
    dates=_dates(2020),
    stages=_stages(2021),
    decision_number="476/QĐ-MH",
    explanation_day="2021-04-02",
    late={"tinh-minh-bac": "2021-01-25"},
    not_applicable={"tinh-minh-lam": {"5.2.1": True}, "tinh-minh-bac": {"6.3.1": False}},
)

_CYCLE_2021 = CyclePlan(
    year=2021,
    dates=_dates(2021),
    stages=_stages(2022),
    decision_number="521/QĐ-MH",
    previous="2020",
    explanation_day="2022-04-01",
    late={"tinh-minh-lam": "2022-01-24"},
    extensions={
        "tinh-minh-lam": ExtensionPlan(
            until="2022-01-25",
            by="Vụ trưởng, Tổ trưởng Tổ thẩm định",
            reason="Nhiều cơ quan của tỉnh phải phong tỏa phòng, chống dịch trong nửa đầu tháng 01/2022.",
            document="87/TTĐ",
        ),
    },
    not_applicable={"tinh-minh-nguyen": {"5.2.1": True}, "tinh-minh-bac": {"6.3.1": True}},
)

QUOC_GIA = ProgrammePlan(
    id="quoc-gia-minh-hoa",
    name="Quốc gia minh họa",
    name_en="Illustrative nation",
    index_name="Chỉ số cải cách hành chính của các tỉnh, thành phố minh họa",
    index_name_en="Reform index of the fictional provinces",
    authority="Cơ quan nội vụ trung ương minh họa",
    authority_en="Illustrative central home affairs authority",
    place="quốc gia minh họa",
    regulation="viet-nam-1149-2020",
    host="quocgiaminhhoa.example",
    notice="Sáu tỉnh, thành phố, cơ quan thẩm định, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="The six provinces, the appraising authority, the documents, figures and persons are fictional and were made by a program.",
    title="Xác định Chỉ số cải cách hành chính năm {year} của các tỉnh, thành phố",
    decision_title="Quyết định phê duyệt và công bố Chỉ số cải cách hành chính năm {year} của các tỉnh, thành phố",
    decision_sign="MH",
    signer_title="Thủ trưởng cơ quan",
    receiver="Văn thư cơ quan nội vụ trung ương minh họa",
    survey_by="Tổng công ty Bưu điện minh họa",
    survey_method="Gửi phiếu đến lãnh đạo, quản lý sở, ngành, cấp huyện; bưu điện phát và thu phiếu",
    adjuster="Cơ quan nội vụ trung ương minh họa",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2020, _CYCLE_2021),
    office=(
        Member(title="Trưởng phòng Cải cách hành chính của Vụ"),
        Member(title="Chuyên viên theo dõi Chỉ số cải cách hành chính"),
    ),
    editors=(Member(title="Chuyên viên cao cấp, phụ trách bộ tiêu chí"),),
    council_of={"appraisal-1": "to-tham-dinh-quoc-gia", "appraisal-2": "to-tham-dinh-quoc-gia"},
    contributors=True,
)
