"""Tỉnh Minh Châu: departments, districts and communes by lai-chau-29-2019, years 2020 and 2021."""

from samples.plan import (
    CouncilPlan,
    CyclePlan,
    ExtensionPlan,
    MeetingPlan,
    Member,
    ProgrammePlan,
    StagePlan,
    UnitPlan,
)

_PROVINCE = "Ủy ban nhân dân tỉnh Minh Châu"


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
        valid_from="2015-01-01",
    )


def _local(key: str, name: str, name_en: str, group: str, quality: float, parent: str = "") -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group=group,
        kind=group,
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        parent=parent,
        valid_from="2015-01-01",
    )


_UNITS = (
    _so("so-noi-vu", "Sở Nội vụ", "Department of Home Affairs", "SNV", 0.92),
    _so("so-tai-chinh", "Sở Tài chính", "Department of Finance", "STC", 0.85),
    _so("so-tu-phap", "Sở Tư pháp", "Department of Justice", "STP", 0.8),
    _so("so-nong-nghiep", "Sở Nông nghiệp và Phát triển nông thôn", "Department of Agriculture", "SNNPTNT", 0.71),
    _so("so-giao-thong-van-tai", "Sở Giao thông vận tải", "Department of Transport", "SGTVT", 0.63),
    _so("ban-dan-toc", "Ban Dân tộc", "Ethnic Affairs Committee", "BDT", 0.56, "Trưởng ban"),
    _local("thanh-pho-minh-chau", "Thành phố Minh Châu", "Minh Chau City", "huyen", 0.88),
    _local("huyen-mau-nam", "Huyện Mẫu Nậm", "Mau Nam district", "huyen", 0.74),
    _local("huyen-mau-muong", "Huyện Mẫu Mường", "Mau Muong district", "huyen", 0.66),
    _local("huyen-mau-thuong", "Huyện Mẫu Thượng", "Mau Thuong district", "huyen", 0.57),
    _local("phuong-mau-trung", "Phường Mẫu Trung", "Mau Trung ward", "xa", 0.86, "thanh-pho-minh-chau"),
    _local("xa-mau-sin", "Xã Mẫu Sìn", "Mau Sin commune", "xa", 0.61, "huyen-mau-nam"),
    _local("xa-mau-pa", "Xã Mẫu Pa", "Mau Pa commune", "xa", 0.73, "huyen-mau-nam"),
    _local("thi-tran-mau-muong", "Thị trấn Mẫu Mường", "Mau Muong township", "xa", 0.81, "huyen-mau-muong"),
    _local("xa-mau-ta", "Xã Mẫu Tả", "Mau Ta commune", "xa", 0.55, "huyen-mau-thuong"),
    _local("xa-mau-ban", "Xã Mẫu Bản", "Mau Ban commune", "xa", 0.69, "huyen-mau-thuong"),
)

_COUNCILS = (
    CouncilPlan(
        id="so-noi-vu-tham-dinh",
        name="Tổ thẩm định của Sở Nội vụ",
        members=(
            Member(title="Phó Giám đốc Sở Nội vụ, Tổ trưởng", unit="so-noi-vu"),
            Member(title="Trưởng phòng Cải cách hành chính, Tổ phó", unit="so-noi-vu"),
            Member(title="Chuyên viên phòng Cải cách hành chính", unit="so-noi-vu"),
        ),
    ),
    CouncilPlan(
        id="to-giup-viec-van-phong",
        name="Tổ giúp việc của Văn phòng Ủy ban nhân dân tỉnh (thẩm định Sở Nội vụ)",
        members=(
            Member(title="Phó Chánh Văn phòng Ủy ban nhân dân tỉnh, Tổ trưởng"),
            Member(title="Trưởng phòng Hành chính - Tổ chức"),
            Member(title="Chuyên viên phòng Nội chính"),
        ),
    ),
    CouncilPlan(
        id="hoi-dong-tinh",
        name="Hội đồng thẩm định tỉnh",
        members=(
            Member(title="Phó Chủ tịch Ủy ban nhân dân tỉnh, Chủ tịch Hội đồng"),
            Member(title="Giám đốc Sở Nội vụ, Phó Chủ tịch Hội đồng", unit="so-noi-vu"),
            Member(title="Chánh Văn phòng Ủy ban nhân dân tỉnh, Ủy viên"),
            Member(title="Giám đốc Sở Tài chính, Ủy viên", unit="so-tai-chinh"),
            Member(title="Giám đốc Sở Tư pháp, Ủy viên", unit="so-tu-phap"),
            Member(title="Phó Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh, Ủy viên"),
            Member(title="Giám đốc Bưu điện tỉnh, Ủy viên"),
        ),
    ),
)


def _stages(year: int) -> tuple[StagePlan, ...]:
    return (
        StagePlan(stage="so-noi-vu", first_day=f"{year}-01-20", last_day=f"{year}-02-05"),
        StagePlan(stage="hoi-dong", first_day=f"{year}-03-01", last_day=f"{year}-03-12", marks=True, review=True),
    )


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-10",
        "self-scoring-ends": f"{year + 1}-01-12",
        "first-appraisal-ends": f"{year + 1}-02-05",
        "explanation-ends": f"{year + 1}-02-22",
        "second-appraisal-ends": f"{year + 1}-03-12",
        "decided": f"{year + 1}-03-31",
    }


_CYCLE_2020 = CyclePlan(
    year=2020,
    dates=_dates(2020),
    stages=_stages(2021),
    decision_number="402/QĐ-UBND",
    explanation_day="2021-02-19",
    late={"xa-mau-ta": "2021-01-18", "ban-dan-toc": "2021-01-14"},
    extensions={
        "xa-mau-ta": ExtensionPlan(
            until="2021-01-19",
            by="Giám đốc Sở Nội vụ",
            reason="Đường vào xã bị sạt lở, mất điện và mạng từ ngày 08 đến ngày 15/01/2021.",
            document="64/SNV-CCHC",
        ),
    },
    not_applicable={
        "so-noi-vu": {"6.2.2": True, "3.3.5": True},
        "so-tai-chinh": {"3.3.5": True, "5.3.2": True},
        "so-tu-phap": {"3.3.5": True},
        "ban-dan-toc": {"6.1.2": True, "6.2.2": True, "2.1.1": True, "2.1.2": True},
        "thanh-pho-minh-chau": {"3.3.5": True},
        "phuong-mau-trung": {"3.5": True, "3.2.7": True},
        "xa-mau-sin": {"7.3": False},
        "thi-tran-mau-muong": {"3.5": True},
    },
)

_CYCLE_2021 = CyclePlan(
    year=2021,
    dates=_dates(2021),
    stages=_stages(2022),
    decision_number="377/QĐ-UBND",
    previous="2020",
    explanation_day="2022-02-18",
    late={"so-giao-thong-van-tai": "2022-01-13"},
    not_filed=frozenset({"xa-mau-ta"}),
    small_survey={"xa-mau-sin": "ho-tro-vung-kho-khan"},
    not_applicable={
        "so-noi-vu": {"6.2.2": True, "3.3.5": True},
        "so-tai-chinh": {"3.3.5": True, "5.3.2": True},
        "so-tu-phap": {"3.3.5": True},
        "so-giao-thong-van-tai": {"3.3.5": False},
        "ban-dan-toc": {"6.1.2": True, "6.2.2": True, "2.1.1": True, "2.1.2": True},
        "thanh-pho-minh-chau": {"3.3.5": True},
        "huyen-mau-thuong": {"6.2.3": False},
        "phuong-mau-trung": {"3.5": True, "3.2.7": True},
        "thi-tran-mau-muong": {"3.5": True},
    },
    meetings=(
        MeetingPlan(
            id="phien-hop-thong-qua",
            council="hoi-dong-tinh",
            day="2022-03-18",
            document="05/BB-HĐTĐ",
            absent=(6,),
            votes={"ban-dan-toc": (5, 1, 0), "xa-mau-sin": (4, 1, 1), "huyen-mau-thuong": (5, 0, 1)},
        ),
    ),
)

MINH_CHAU = ProgrammePlan(
    id="tinh-minh-chau",
    name="Tỉnh Minh Châu",
    name_en="Minh Chau Province",
    index_name="Chỉ số cải cách hành chính",
    index_name_en="Public administration reform index",
    authority=_PROVINCE,
    authority_en="Minh Chau Provincial People's Committee",
    place="tỉnh Minh Châu",
    regulation="lai-chau-29-2019",
    host="minhchau.example",
    notice="Tỉnh Minh Châu, các cơ quan, địa phương, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="Minh Chau Province, its offices, places, documents, figures and persons are fictional and were made by a program to show the system.",
    title="Xác định Chỉ số cải cách hành chính năm {year} của các sở, ban, ngành, huyện, thành phố và xã, phường, thị trấn",
    decision_title="Quyết định công bố Chỉ số cải cách hành chính năm {year}",
    decision_sign="UBND",
    signer_title="Chủ tịch",
    receiver="Văn thư Sở Nội vụ",
    survey_by="Bưu điện tỉnh Minh Châu",
    survey_method="Phát phiếu trực tiếp tại bản, tổ dân phố; có người phiên dịch tiếng dân tộc",
    adjuster="Sở Nội vụ",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2020, _CYCLE_2021),
    office=(
        Member(title="Phó Trưởng phòng Cải cách hành chính Sở Nội vụ", unit="so-noi-vu"),
        Member(title="Chuyên viên phòng Cải cách hành chính Sở Nội vụ", unit="so-noi-vu"),
    ),
    editors=(Member(title="Chuyên viên chính Sở Nội vụ, phụ trách bộ tiêu chí", unit="so-noi-vu"),),
    council_of={
        "so-noi-vu": "so-noi-vu-tham-dinh",
        "so-noi-vu/so-noi-vu": "to-giup-viec-van-phong",
        "hoi-dong": "hoi-dong-tinh",
    },
    highland=True,
    signed_scans=True,
)
