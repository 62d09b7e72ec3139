"""Huyện Minh Đông: district departments and communes by tan-phu-dong-2020, years 2020 and 2021."""

from samples.plan import (
    CouncilPlan,
    CyclePlan,
    ExtensionPlan,
    MeetingPlan,
    Member,
    ObjectionPlan,
    ProgrammePlan,
    RulingPlan,
    StagePlan,
    UnitPlan,
)

_DISTRICT = "Ủy ban nhân dân huyện Minh Đông"


def _phong(key: str, name: str, name_en: str, sign: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="phong",
        kind="phong",
        sign=sign,
        head_title="Trưởng phòng",
        quality=quality,
        valid_from="2018-01-01",
    )


def _xa(key: str, name: str, name_en: str, code: str, quality: float) -> UnitPlan:
    return UnitPlan(
        id=key,
        name=name,
        name_en=name_en,
        group="xa",
        kind="xa",
        sign="UBND",
        head_title="Chủ tịch Ủy ban nhân dân",
        quality=quality,
        code=code,
        valid_from="2018-01-01",
    )


_UNITS = (
    _phong("phong-noi-vu", "Phòng Nội vụ", "Home Affairs Office", "NV", 0.92),
    _phong("phong-tu-phap", "Phòng Tư pháp", "Justice Office", "TP", 0.87),
    _phong("phong-tai-chinh-ke-hoach", "Phòng Tài chính - Kế hoạch", "Finance and Planning Office", "TCKH", 0.8),
    _phong("phong-nong-nghiep", "Phòng Nông nghiệp và Phát triển nông thôn", "Agriculture Office", "NNPTNT", 0.68),
    _phong("phong-giao-duc", "Phòng Giáo dục và Đào tạo", "Education Office", "GDĐT", 0.75),
    _phong("phong-kinh-te-ha-tang", "Phòng Kinh tế và Hạ tầng", "Economy and Infrastructure Office", "KTHT", 0.57),
    _xa("xa-con-mau", "Xã Cồn Mẫu", "Con Mau commune", "MD-01", 0.9),
    _xa("xa-mau-thoi", "Xã Mẫu Thới", "Mau Thoi commune", "MD-02", 0.83),
    _xa("xa-mau-loi", "Xã Mẫu Lợi", "Mau Loi commune", "MD-03", 0.76),
    _xa("xa-mau-tan-dong", "Xã Mẫu Tân Đông", "Mau Tan Dong commune", "MD-04", 0.71),
    _xa("xa-mau-thanh", "Xã Mẫu Thạnh", "Mau Thanh commune", "MD-05", 0.64),
    _xa("xa-giong-mau", "Xã Giồng Mẫu", "Giong Mau commune", "MD-06", 0.95),
)

_COUNCILS = (
    CouncilPlan(
        id="to-tham-dinh",
        name="Tổ thẩm định cải cách hành chính huyện",
        members=(
            Member(title="Phó Chủ tịch Ủy ban nhân dân huyện, Tổ trưởng"),
            Member(title="Trưởng phòng Nội vụ, Tổ phó", unit="phong-noi-vu"),
            Member(title="Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện, Tổ viên"),
            Member(title="Trưởng phòng Tư pháp, Tổ viên", unit="phong-tu-phap"),
            Member(title="Trưởng phòng Tài chính - Kế hoạch, Tổ viên", unit="phong-tai-chinh-ke-hoach"),
            Member(title="Phó Trưởng phòng Kinh tế và Hạ tầng, Tổ viên", unit="phong-kinh-te-ha-tang"),
        ),
    ),
)


def _stages(year: int) -> tuple[StagePlan, ...]:
    return (
        StagePlan(stage="appraisal-1", first_day=f"{year}-01-07", last_day=f"{year}-01-15"),
        StagePlan(stage="appraisal-2", first_day=f"{year}-01-25", last_day=f"{year}-01-29", review=True),
    )


def _dates(year: int) -> dict[str, str]:
    return {
        "open": f"{year}-12-01",
        "self-scoring-ends": f"{year + 1}-01-05",
        "first-appraisal-ends": f"{year + 1}-01-15",
        "explanation-ends": f"{year + 1}-01-22",
        "second-appraisal-ends": f"{year + 1}-01-29",
        "decided": f"{year + 1}-02-05",
    }


def _model(unit: str, number: str, reason: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "mo-hinh-cap-tinh",
        "number": number,
        "kind": "decision",
        "sign": "QĐ-UBND",
        "issuer": "Ủy ban nhân dân tỉnh Minh Giang",
        "days": "290-350",
        "document": "Quyết định công nhận và cho nhân rộng mô hình cải cách hành chính năm {year}",
        "reason": reason,
    }


def _praise(unit: str, option: str, reason: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "khen-thuong-chuyen-de",
        "option": option,
        "kind": "decision",
        "sign": "QĐ-UBND",
        "document": "Quyết định khen thưởng chuyên đề cải cách hành chính năm {year}",
        "reason": reason,
    }


def _false(unit: str, number: str, reason: str) -> dict[str, str]:
    return {
        "unit": unit,
        "item": "ke-khai-sai",
        "number": number,
        "sign": "TB-PNV",
        "issuer": "Phòng Nội vụ huyện Minh Đông",
        "document": "Thông báo kết quả kiểm tra đột xuất số liệu báo cáo cải cách hành chính năm {year}",
        "reason": reason,
    }


_CYCLE_2020 = CyclePlan(
    year=2020,
    dates=_dates(2020),
    stages=_stages(2021),
    decision_number="148/QĐ-UBND",
    explanation_day="2021-01-21",
    late={"xa-mau-thanh": "2021-01-08"},
    no_survey=frozenset({"phong-tu-phap"}),
    not_applicable={
        "phong-noi-vu": {"7.2.2": True},
        "phong-giao-duc": {"2.1.2": True, "2.1.3": True},
        "xa-mau-loi": {"3.4.2": True},
        "xa-mau-thanh": {"6.1.2": False},
    },
    bonus=(
        _model(
            "phong-noi-vu", "3", "Ba mô hình được tỉnh cho nhân rộng, theo mức cộng là 3 điểm và tính tối đa 2 điểm."
        ),
        _praise("phong-noi-vu", "province", "Được Ủy ban nhân dân tỉnh tặng Bằng khen chuyên đề."),
        _praise("xa-giong-mau", "district", "Được Ủy ban nhân dân huyện tặng Giấy khen chuyên đề."),
        {
            "unit": "phong-kinh-te-ha-tang",
            "item": "khen-thuong-chuyen-de",
            "option": "none",
            "kind": "decision",
            "document": "Quyết định khen thưởng chuyên đề cải cách hành chính năm {year}",
            "reason": "Đơn vị đề nghị cộng điểm nhưng không có tên trong quyết định khen thưởng.",
        },
    ),
    penalty=(_false("xa-mau-thanh", "1", "Khai có bảng niêm yết tại trụ sở hai ấp nhưng kiểm tra thực tế không có."),),
)

_OBJECTIONS_2021 = (
    ObjectionPlan(
        unit="phong-tai-chinh-ke-hoach",
        code="3.2.1",
        day="2022-01-31",
        claim=(
            "Đơn vị đề nghị công nhận đủ ba nội dung, 0,75 điểm thay vì 0,5 điểm. Thủ tục đã được đăng tải đầy đủ trong năm "
            "2021; các đường dẫn ở trang 1 của Hướng dẫn số 03/HD-TCKH dẫn về trang chủ do trang thông tin điện tử của huyện "
            "đổi giao diện ngày 10/01/2022. Gửi kèm ảnh chụp và nhật ký biên tập của từng bài đăng."
        ),
        asks={"items": ["posted-at-counter", "posted-on-website", "contact-for-feedback"]},
        evidence={
            "nhat-ky-bien-tap": {
                "kind": "screenshot",
                "number": "04/PL-TCKH",
                "issuer": "Phòng Tài chính - Kế hoạch",
                "title": "Ảnh chụp và nhật ký biên tập các bài đăng thủ tục hành chính trên trang thông tin điện tử huyện",
                "date": "2022-01-31",
                "url": "https://minhdong.example/phong-tai-chinh-ke-hoach/2021/nhat-ky-bien-tap.pdf",
                "pages": "1-6",
            }
        },
        ruling=RulingPlan(
            day="2022-02-04",
            by="to-tham-dinh",
            outcome="rejected",
            reason=(
                "Giữ kết quả 0,5 điểm. Tổ thẩm định đã tra nhật ký biên tập cùng đơn vị quản trị trang: các bài đăng tạo ngày "
                "12/01/2022, sau kỳ đánh giá; năm 2021 chuyên mục chỉ có danh mục tên thủ tục, chưa có nội dung. Việc đăng tải "
                "từ tháng 01/2022 được tính cho kỳ đánh giá năm 2022."
            ),
        ),
    ),
    ObjectionPlan(
        unit="phong-giao-duc",
        code="7.2.1",
        day="2022-01-28",
        claim=(
            "Trong 26 hồ sơ bị loại vì nộp bằng cùng một tài khoản có 14 hồ sơ do phụ huynh tự nộp tại điểm hỗ trợ của trường "
            "bằng tài khoản của mình, công chức chỉ hướng dẫn. Đề nghị công nhận đủ 80 hồ sơ."
        ),
        asks={"done": "80", "total": "645"},
        evidence={
            "doi-chieu-tai-khoan": {
                "kind": "dataset",
                "number": "02/PL-GDĐT",
                "issuer": "Phòng Giáo dục và Đào tạo",
                "title": "Bảng đối chiếu mã hồ sơ, tài khoản nộp và thời điểm nộp của 26 hồ sơ",
                "date": "2022-01-28",
                "url": "https://minhdong.example/phong-giao-duc/2021/doi-chieu-tai-khoan.pdf",
                "pages": "1-2",
            }
        },
        ruling=RulingPlan(
            day="2022-02-04",
            by="to-tham-dinh",
            outcome="partly",
            reason=(
                "Chấp nhận một phần, công nhận 68 trên 645 hồ sơ: nhật ký hệ thống xác nhận 14 hồ sơ nộp bằng 14 tài khoản khác "
                "nhau của phụ huynh. 12 hồ sơ còn lại nộp liên tiếp trong một buổi bằng tài khoản của công chức nên không được tính."
            ),
            correct={"done": "68", "total": "645"},
        ),
    ),
)

# The first meeting leaves out the two units that objected; one of its votes is 3 of 6 and has to be held again.
_MEETINGS_2021 = (
    MeetingPlan(
        id="phien-1",
        council="to-tham-dinh",
        day="2022-01-31",
        document="03/BB-TTĐ",
        without=("phong-giao-duc", "phong-tai-chinh-ke-hoach"),
        votes={"phong-kinh-te-ha-tang": (4, 1, 0), "xa-mau-tan-dong": (3, 2, 1)},
    ),
    MeetingPlan(
        id="phien-2",
        council="to-tham-dinh",
        day="2022-02-04",
        document="04/BB-TTĐ",
        absent=(2,),
        units=("phong-giao-duc", "phong-tai-chinh-ke-hoach", "xa-mau-tan-dong"),
        votes={"xa-mau-tan-dong": (4, 0, 1)},
    ),
)

_CYCLE_2021 = CyclePlan(
    year=2021,
    dates=_dates(2021),
    stages=_stages(2022),
    decision_number="163/QĐ-UBND",
    previous="2020",
    explanation_day="2022-01-21",
    late={"phong-kinh-te-ha-tang": "2022-01-07", "xa-mau-loi": "2022-01-06"},
    extensions={
        "phong-kinh-te-ha-tang": ExtensionPlan(
            until="2022-01-07",
            by="Trưởng phòng Nội vụ",
            reason="Công chức đầu mối phải cách ly y tế từ ngày 28/12/2021.",
            document="05/NV",
        ),
    },
    not_filed=frozenset({"xa-mau-thanh"}),
    no_survey=frozenset({"xa-mau-tan-dong"}),
    not_applicable={
        "phong-noi-vu": {"7.2.2": True},
        "phong-giao-duc": {"2.1.2": True, "2.1.3": True},
        "phong-nong-nghiep": {"4.1.3": False},
        "xa-con-mau": {"3.4.2": True},
    },
    bonus=(
        _model("xa-giong-mau", "1", "Mô hình “Ngày không viết, ngày không hẹn” được tỉnh cho nhân rộng."),
        _praise("xa-giong-mau", "province", "Được Ủy ban nhân dân tỉnh tặng Bằng khen chuyên đề."),
        _praise("phong-tu-phap", "district", "Được Ủy ban nhân dân huyện tặng Giấy khen chuyên đề."),
        {
            "unit": "xa-giong-mau",
            "item": "khong-ho-so-tre-han",
            "option": "some-late",
            "kind": "dataset",
            "sign": "SL-NV",
            "issuer": "Phòng Nội vụ huyện Minh Đông",
            "days": "362-365",
            "document": "Bảng tổng hợp hồ sơ trễ hạn của các xã năm {year}",
            "reason": "Đơn vị đề nghị cộng điểm nhưng phần mềm một cửa điện tử còn ghi nhận hồ sơ trễ hạn.",
        },
    ),
    penalty=(
        {
            "unit": "phong-kinh-te-ha-tang",
            "item": "phan-anh-dung",
            "number": "4",
            "document": "Thông báo kết luận xác minh phản ánh về cấp phép xây dựng năm {year}",
            "reason": "Bốn vụ việc có kết luận phản ánh đúng hoặc đúng một phần, theo mức trừ là 2 điểm và tính tối đa 1,5 điểm.",
        },
        {
            "unit": "xa-mau-tan-dong",
            "item": "ky-luat-lanh-dao",
            "option": "reprimand",
            "kind": "decision",
            "sign": "QĐ-UBND",
            "document": "Quyết định xử lý kỷ luật đối với cán bộ cấp xã năm {year}",
            "reason": "Một Phó Chủ tịch Ủy ban nhân dân xã bị khiển trách.",
        },
    ),
    disputes=frozenset({"phong-tai-chinh-ke-hoach"}),
    objections=_OBJECTIONS_2021,
    meetings=_MEETINGS_2021,
    votes_required=True,
    watched=("phong-noi-vu", "phong-tu-phap", "phong-giao-duc", "xa-con-mau", "xa-mau-thoi"),
    restricted={"phong-noi-vu": "danh-gia-xep-loai"},
)

MINH_DONG = ProgrammePlan(
    id="huyen-minh-dong",
    name="Huyện Minh Đông",
    name_en="Minh Dong District",
    index_name="Chỉ số cải cách hành chính",
    index_name_en="Public administration reform index",
    authority=_DISTRICT,
    authority_en="Minh Dong District People's Committee",
    place="huyện Minh Đông",
    regulation="tan-phu-dong-2020",
    host="minhdong.example",
    notice="Huyện Minh Đông, các phòng, xã, văn bản, số liệu và tên người ở đây đều do máy tạo ra để minh họa, không có thật.",
    notice_en="Minh Dong District, its offices, communes, documents, figures and persons are fictional and were made by a program to show the system.",
    title="Đánh giá, xếp hạng công tác cải cách hành chính năm {year} của các phòng, ban và Ủy ban nhân dân xã",
    decision_title="Quyết định công nhận kết quả đánh giá, xếp hạng cải cách hành chính năm {year}",
    decision_sign="UBND",
    signer_title="Chủ tịch",
    receiver="Văn thư Phòng Nội vụ",
    survey_by="Bưu điện huyện Minh Đông",
    survey_method="Phát phiếu tại bộ phận một cửa và gửi phiếu đến Ủy ban nhân dân xã",
    adjuster="Phòng Nội vụ",
    units=_UNITS,
    councils=_COUNCILS,
    cycles=(_CYCLE_2020, _CYCLE_2021),
    office=(
        Member(title="Phó Trưởng phòng Nội vụ", unit="phong-noi-vu"),
        Member(title="Chuyên viên phòng Nội vụ phụ trách cải cách hành chính", unit="phong-noi-vu"),
    ),
    editors=(Member(title="Phó Trưởng phòng Nội vụ phụ trách bộ tiêu chí", unit="phong-noi-vu"),),
    council_of={"appraisal-1": "to-tham-dinh", "appraisal-2": "to-tham-dinh"},
)
