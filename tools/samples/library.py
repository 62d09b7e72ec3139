"""The kinds of documents that units point at, and which criteria each of them proves."""

import re
from dataclasses import dataclass, field
from functools import cache

from parindex.model import criteria as c


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One kind of document.

    `sign` is the ending of its number, `issuer` who signs it (unit or upper), `days` the first and last day on which
    it is dated (`+01-08` is a day of January after the year), `wanted` what in the name of a criterion and its wanted evidence calls for it, `spare` the kind
    that stands in for it where a unit has too many documents.
    """

    id: str
    kind: str
    sign: str
    titles: tuple[str, ...]
    days: tuple[str, str]
    wanted: str
    spare: str = "bao-cao-nam"
    issuer: str = "unit"
    length: tuple[int, int] = (3, 14)
    sections: tuple[str, ...] = field(default=("Mục 1", "Mục 2", "Mục 3", "Phần II"))


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        id="ke-hoach-cchc",
        kind="plan",
        sign="KH",
        titles=("Kế hoạch cải cách hành chính năm {year}",),
        days=("01-08", "01-28"),
        wanted=r"^(?!.*tự kiểm tra)(.*kế hoạch cải cách hành chính|.*kế hoạch năm và phụ lục|.*kế hoạch và phụ lục phân công nhiệm vụ)|thời điểm ban hành kế hoạch",
        length=(6, 12),
        sections=("Phần II", "Phần III", "Phụ lục 1", "Phụ lục 2"),
    ),
    Shelf(
        id="bao-cao-dinh-ky",
        kind="report",
        sign="BC",
        titles=("Báo cáo tổng hợp việc lập, gửi báo cáo cải cách hành chính quý I, 6 tháng, quý III và năm {year}",),
        days=("12-20", "12-30"),
        wanted=r"bốn báo cáo|báo cáo quý|các báo cáo|báo cáo cải cách hành chính định kỳ|chế độ báo cáo",
        length=(10, 26),
        sections=("Phần I", "Phần II", "Biểu 1", "Biểu 4"),
    ),
    Shelf(
        id="kiem-tra",
        kind="report",
        sign="BC",
        titles=("Báo cáo kết quả kiểm tra, tự kiểm tra cải cách hành chính và khắc phục sau kiểm tra năm {year}",),
        days=("12-14", "12-29"),
        wanted=r"kiểm tra cải cách hành chính|tự kiểm tra (công tác|việc|tại|bộ phận)|được kiểm tra|kiểm tra từng nơi|kế hoạch tự kiểm tra|khắc phục (tồn|hạn chế|sau)|phát hiện qua kiểm tra|văn bản xử lý\)?$|kết luận kiểm tra của|hạn chế của kỳ",
        length=(4, 11),
    ),
    Shelf(
        id="tuyen-truyen",
        kind="record",
        sign="BB",
        titles=("Biên bản tổng hợp hoạt động tuyên truyền cải cách hành chính năm {year}",),
        days=("12-20", "12-30"),
        wanted=r"tuyên truyền|tin, bài|phát thanh",
        length=(3, 9),
    ),
    Shelf(
        id="sang-kien",
        kind="decision",
        sign="QĐ",
        issuer="upper",
        titles=("Quyết định công nhận sáng kiến, giải pháp cải cách hành chính năm {year}",),
        days=("11-20", "12-25"),
        wanted=r"sáng kiến|cách làm hay",
        length=(2, 5),
    ),
    Shelf(
        id="theo-doi-nhiem-vu",
        kind="dataset",
        sign="SL",
        titles=("Bảng theo dõi nhiệm vụ được giao năm {year} xuất từ hệ thống chỉ đạo, điều hành",),
        days=("12-31", "+01-08"),
        wanted=r"nhiệm vụ.*(giao|hoàn thành đúng)|hệ thống theo dõi|tiến độ thực hiện nhiệm vụ|bảng theo dõi",
        length=(4, 16),
        sections=("Biểu 1", "Biểu 2", "Danh mục quá hạn"),
    ),
    Shelf(
        id="ra-soat-van-ban",
        kind="report",
        sign="BC",
        titles=("Báo cáo kết quả rà soát, kiểm tra và xử lý văn bản năm {year}",),
        days=("12-16", "12-30"),
        wanted=r"rà soát, hệ thống hóa|sau rà soát|rà soát.*văn bản|kiểm tra văn bản|trái pháp luật|văn bản quy phạm pháp luật|dự thảo|văn bản hành chính|thể thức|soạn thảo|danh mục văn bản",
        length=(6, 15),
        sections=("Phần I", "Phần II", "Phụ lục 2", "Phụ lục 3"),
    ),
    Shelf(
        id="thi-hanh-phap-luat",
        kind="report",
        sign="BC",
        titles=("Báo cáo theo dõi tình hình thi hành pháp luật và phổ biến, giáo dục pháp luật năm {year}",),
        days=("12-14", "12-29"),
        wanted=r"thi hành pháp luật|tiếp cận pháp luật|giáo dục pháp luật|phổ biến pháp luật|hòa giải",
        spare="ra-soat-van-ban",
        length=(6, 13),
    ),
    Shelf(
        id="kiem-soat-thu-tuc",
        kind="report",
        sign="BC",
        titles=(
            "Báo cáo công tác kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa năm {year} kèm các quyết định công bố",
        ),
        days=("12-18", "12-31"),
        wanted=r"cơ chế một cửa|quy trình nội bộ|danh mục thủ tục|công bố (danh mục )?thủ tục|liên thông|đơn giản hóa|rà soát, đánh giá thủ tục|quyết định công bố|một cửa cấp|ngành dọc|thủ tục có (thay|quy)|bộ phận một cửa$|rà soát, cắt giảm",
        length=(5, 30),
        sections=("Phần II", "Phụ lục I", "Phụ lục II", "Phụ lục III"),
    ),
    Shelf(
        id="niem-yet-thu-tuc",
        kind="record",
        sign="BB",
        titles=("Biên bản kiểm tra niêm yết, công khai thủ tục hành chính năm {year} kèm ảnh chụp",),
        days=("12-10", "12-30"),
        wanted=r"niêm yết|công khai thủ tục|ba nội dung công khai|công khai quy trình",
        length=(3, 10),
    ),
    Shelf(
        id="thong-ke-ho-so",
        kind="dataset",
        sign="SL",
        titles=("Báo cáo thống kê hồ sơ thủ tục hành chính năm {year} xuất từ hệ thống một cửa điện tử",),
        days=("12-31", "+01-08"),
        wanted=r"hồ sơ.*(đúng hạn|trước hạn|quá hạn|trễ hạn|bổ sung|cập nhật|tiếp nhận được)|giấy tiếp nhận|trả trong ngày|chứng thực|bổ sung hồ sơ|hồ sơ quá hạn|yêu cầu dịch vụ|một cửa điện tử",
        length=(4, 12),
        sections=("Biểu 1", "Biểu 2", "Biểu 3", "Danh sách quá hạn"),
    ),
    Shelf(
        id="thu-xin-loi",
        kind="letter",
        sign="CV",
        titles=("Công văn gửi danh sách hồ sơ quá hạn và các văn bản xin lỗi, hẹn lại ngày trả kết quả năm {year}",),
        days=("12-31", "+01-08"),
        wanted=r"xin lỗi",
        spare="thong-ke-ho-so",
        length=(3, 18),
    ),
    Shelf(
        id="phan-anh-kien-nghi",
        kind="report",
        sign="BC",
        titles=("Báo cáo tiếp công dân, xử lý phản ánh, kiến nghị và giải quyết đơn thư năm {year}",),
        days=("12-20", "12-31"),
        wanted=r"phản ánh|kiến nghị của (cá nhân|người dân|cử tri)|cử tri|khiếu nại|tố cáo|tiếp công dân|đơn thư|đối thoại|góp ý của khách|ý kiến khách|khách hàng",
        length=(5, 12),
    ),
    Shelf(
        id="chuc-nang-nhiem-vu",
        kind="report",
        sign="BC",
        titles=("Báo cáo rà soát chức năng, nhiệm vụ, cơ cấu tổ chức và thực hiện phân cấp, ủy quyền năm {year}",),
        days=("12-15", "12-30"),
        wanted=r"chức năng, nhiệm vụ|sắp xếp|cấp phó|tổ chức bộ máy|phân cấp|ủy quyền|đầu mối|đề án sắp",
        length=(4, 10),
        sections=("Phần I", "Phần II", "Phụ lục"),
    ),
    Shelf(
        id="bien-che",
        kind="report",
        sign="BC",
        titles=("Báo cáo quản lý, sử dụng biên chế năm {year} kèm danh sách có mặt đến ngày 31/12/{year}",),
        days=("12-31", "+01-08"),
        wanted=r"biên chế|số lượng (người|cán bộ|được giao)|tinh giản|không chuyên trách|trong số lượng",
        length=(3, 8),
        sections=("Phần II", "Phụ lục", "Biểu 2"),
    ),
    Shelf(
        id="vi-tri-viec-lam",
        kind="dataset",
        sign="SL",
        titles=("Danh sách cán bộ, công chức, viên chức theo vị trí việc làm, trình độ đến ngày 31/12/{year}",),
        days=("12-31", "+01-08"),
        wanted=r"vị trí việc làm|đạt chuẩn|trình độ|tiêu chuẩn (ngạch|chức danh)|văn bằng|danh sách công chức|danh sách cán bộ",
        spare="bien-che",
        length=(4, 14),
        sections=("Biểu 1", "Biểu 2", "Cột 7"),
    ),
    Shelf(
        id="danh-gia-xep-loai",
        kind="notice",
        sign="TB",
        titles=("Thông báo kết quả đánh giá, xếp loại chất lượng cán bộ, công chức năm {year}",),
        days=("12-18", "12-31"),
        wanted=r"đánh giá, (xếp loại|phân loại)|hoàn thành tốt|xếp loại (cán bộ|chất lượng)|thi đua",
        length=(3, 8),
    ),
    Shelf(
        id="ky-luat-ky-cuong",
        kind="report",
        sign="BC",
        titles=("Báo cáo chấp hành kỷ luật, kỷ cương hành chính và công tác cán bộ năm {year}",),
        days=("12-20", "12-31"),
        wanted=r"kỷ luật|kỷ cương|giờ (giấc|làm)|tuyển dụng|bổ nhiệm|vi phạm|nội quy, giờ|công vụ|nhũng nhiễu|trực tại bộ phận|vắng mặt",
        length=(3, 9),
    ),
    Shelf(
        id="dao-tao",
        kind="report",
        sign="BC",
        titles=("Báo cáo kết quả đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm {year}",),
        days=("12-15", "12-30"),
        wanted=r"đào tạo|bồi dưỡng|khóa học|tiếng dân tộc",
        length=(3, 9),
    ),
    Shelf(
        id="giai-ngan",
        kind="record",
        sign="ĐC",
        titles=("Bảng đối chiếu dự toán, thu, chi và giải ngân vốn năm {year} có xác nhận của Kho bạc Nhà nước",),
        days=("12-31", "+01-08"),
        wanted=r"giải ngân|kho bạc|thu ngân sách|thu sự nghiệp|quyết toán năm|đối chiếu dự toán|chi thường xuyên|tài chính năm",
        length=(2, 6),
        sections=("Biểu 1", "Cột 5", "Dòng tổng"),
    ),
    Shelf(
        id="kien-nghi-tai-chinh",
        kind="report",
        sign="BC",
        titles=("Báo cáo thực hiện kiến nghị sau thanh tra, kiểm toán và xét duyệt quyết toán đến ngày 31/12/{year}",),
        days=("12-31", "+01-08"),
        wanted=r"kiểm toán|thanh tra|tiền phải xử lý",
        spare="giai-ngan",
        length=(3, 8),
    ),
    Shelf(
        id="quy-che-chi-tieu",
        kind="decision",
        sign="QĐ",
        titles=("Quyết định ban hành Quy chế chi tiêu nội bộ và quản lý, sử dụng tài sản công năm {year}",),
        days=("01-15", "03-10"),
        wanted=r"chi tiêu|tài sản công|thu nhập tăng thêm",
        length=(6, 18),
        sections=("Chương II", "Chương III", "Điều 7", "Phụ lục"),
    ),
    Shelf(
        id="cong-khai-tai-chinh",
        kind="report",
        sign="BC",
        titles=("Báo cáo tình hình công khai tài chính, ngân sách năm {year} và quyết toán năm {before}",),
        days=("12-31", "+01-08"),
        wanted=r"công khai (tài chính|ngân sách|dự toán|theo)|công khai ngân sách|đóng góp|công khai tài chính",
        length=(4, 12),
        sections=("Phần I", "Phần II", "Phụ lục"),
    ),
    Shelf(
        id="tu-chu-tai-chinh",
        kind="report",
        sign="BC",
        titles=("Báo cáo thực hiện cơ chế tự chủ tài chính năm {year} kèm các quyết định giao quyền tự chủ",),
        days=("12-31", "+01-08"),
        wanted=r"tự chủ|tự bảo đảm|chi hỗ trợ trực tiếp|chi sự nghiệp",
        length=(2, 6),
        sections=("Phần I", "Phần II", "Phụ lục"),
    ),
    Shelf(
        id="van-ban-dien-tu",
        kind="dataset",
        sign="SL",
        titles=("Thống kê văn bản đi, đến và hồ sơ công việc năm {year} xuất từ hệ thống quản lý văn bản",),
        days=("12-31", "+01-08"),
        wanted=r"văn bản (đi|đến|điện tử)|ký số|hồ sơ công việc|môi trường mạng|quản lý văn bản",
        length=(2, 8),
        sections=("Biểu 1", "Biểu 2", "Biểu 3"),
    ),
    Shelf(
        id="trang-thong-tin",
        kind="screenshot",
        sign="BB",
        titles=("Ảnh chụp các chuyên mục trên trang thông tin điện tử và ngày cập nhật năm {year}",),
        days=("12-12", "12-30"),
        wanted=r"trang thông tin|chuyên mục và ảnh|cổng thông tin|an toàn(,| thông tin)|công nghệ thông tin|kiến trúc",
        length=(3, 9),
    ),
    Shelf(
        id="dich-vu-cong",
        kind="dataset",
        sign="SL",
        titles=("Thống kê dịch vụ công trực tuyến, thanh toán, số hóa và bưu chính công ích năm {year}",),
        days=("12-31", "+01-08"),
        wanted=r"dịch vụ công trực tuyến|trực tuyến|số hóa|thanh toán|bưu chính|hình thức (nộp|tiếp nhận)|kênh tiếp nhận|độ sẵn sàng",
        spare="thong-ke-ho-so",
        length=(3, 10),
        sections=("Biểu 1", "Biểu 2", "Biểu 4"),
    ),
    Shelf(
        id="iso",
        kind="report",
        sign="BC",
        titles=("Báo cáo áp dụng, duy trì hệ thống quản lý chất lượng TCVN ISO 9001 và đánh giá nội bộ năm {year}",),
        days=("12-10", "12-29"),
        wanted=r"iso|quản lý chất lượng|đánh giá nội bộ|điểm không phù hợp",
        length=(3, 9),
        sections=("Phần I", "Phụ lục", "Biên bản"),
    ),
    Shelf(
        id="dan-chu-co-so",
        kind="report",
        sign="BC",
        titles=("Báo cáo thực hiện quy chế dân chủ ở cơ sở và công khai để Nhân dân biết năm {year}",),
        days=("12-16", "12-30"),
        wanted=r"dân chủ|nhân dân biết|công khai nội dung|mặt trận|trưởng bản|họp dân|bản, tổ dân phố",
        length=(4, 10),
    ),
    Shelf(
        id="quy-che-lam-viec",
        kind="decision",
        sign="QĐ",
        titles=("Quyết định ban hành quy chế làm việc và phân công nhiệm vụ năm {year}",),
        days=("01-12", "03-20"),
        wanted=r"quy chế làm việc|phân công|nội quy, quy chế|rà soát, sửa đổi nội quy",
        length=(4, 12),
        sections=("Chương I", "Chương II", "Điều 4", "Phụ lục"),
    ),
    Shelf(
        id="noi-lam-viec",
        kind="record",
        sign="BB",
        titles=("Biên bản kiểm tra nơi làm việc, nơi tiếp nhận và sổ họp, sổ theo dõi công việc năm {year}",),
        days=("12-12", "12-30"),
        wanted=r"phổ biến nội quy|bộ phận tiếp nhận|một cửa xã|cơ sở vật chất|nơi làm việc|trang thiết bị|đầu mối tiếp nhận|họp chuyên đề",
        length=(3, 8),
        sections=("Mục 1", "Mục 2", "Mục 3"),
    ),
    Shelf(
        id="kinh-te-xa-hoi",
        kind="report",
        sign="BC",
        titles=("Báo cáo tình hình kinh tế - xã hội và thu ngân sách năm {year}",),
        days=("12-31", "+01-08"),
        wanted=r"tổng sản phẩm|doanh nghiệp thành lập|niên giám|thu ngân sách nhà nước|kết quả thu ngân sách",
        spare="giai-ngan",
        length=(8, 24),
        sections=("Phần I", "Phần II", "Biểu 1"),
    ),
    Shelf(
        id="cong-bo-chi-so",
        kind="decision",
        sign="QĐ",
        issuer="upper",
        titles=("Quyết định công bố Chỉ số cải cách hành chính năm {before}",),
        days=("01-31", "01-31"),
        wanted=r"quyết định công bố chỉ số",
        length=(6, 9),
        sections=("Phụ lục",),
    ),
    Shelf(
        id="phoi-hop-bien-gioi",
        kind="report",
        sign="BC",
        titles=("Báo cáo kết quả phối hợp giải quyết thủ tục ở khu vực biên giới năm {year}",),
        days=("12-14", "12-29"),
        wanted=r"cửa khẩu|biên phòng|cư dân biên giới",
        length=(3, 8),
        sections=("Phần I", "Phần II"),
    ),
    Shelf(
        id="bao-cao-nam",
        kind="report",
        sign="BC",
        titles=("Báo cáo kết quả thực hiện công tác cải cách hành chính năm {year}",),
        days=("12-22", "12-31"),
        wanted=r"",
        length=(9, 20),
        sections=("Phần I", "Phần II", "Phụ lục 1", "Phụ lục 2"),
    ),
)

BY_ID = {shelf.id: shelf for shelf in SHELVES}

# Criteria whose name alone says which document proves them; the first that fits counts.
_BY_NAME = (
    (r"biên phòng|cư dân biên giới|cửa khẩu, khu kinh tế", "phoi-hop-bien-gioi"),
    (r"rà soát, hệ thống hóa|xử lý văn bản (sau|trái)|xử lý văn bản của cấp xã", "ra-soat-van-ban"),
    (r"hoàn thành kế hoạch|nhiệm vụ trong kế hoạch|thực hiện kế hoạch cải cách|năm trước và khắc phục", "bao-cao-nam"),
    (r"chỉ số cải cách hành chính của xã", "cong-bo-chi-so"),
    (r"dịch vụ có quy trình|rút ngắn thời gian", "bao-cao-nam"),
    (r"kế hoạch rà soát, đánh giá thủ tục|liên thông|trung tâm phục vụ|tại bộ phận một cửa cấp", "kiem-soat-thu-tuc"),
    (r"kế hoạch tự kiểm tra|một cửa (đạt|cấp xã bảo)", "kiem-tra"),
    (r"ứng dụng công nghệ thông tin năm", "trang-thong-tin"),
    (r"nội dung kế hoạch|kế hoạch xác định|ban hành kế hoạch|kế hoạch công tác năm", "ke-hoach-cchc"),
    (r"thu nhập tăng thêm|xây dựng, công khai quy chế|quy chế chi tiêu nội bộ và sử dụng", "quy-che-chi-tieu"),
    (r"quy chế (nội bộ|chi tiêu nội bộ).*công khai tài chính", "cong-khai-tai-chinh"),
    (r"đề án vị trí việc làm", "vi-tri-viec-lam"),
    (r"sắp xếp phòng, bộ phận|sắp xếp trường", "chuc-nang-nhiem-vu"),
    (r"báo cáo quyết toán", "giai-ngan"),
    (r"trực và hỗ trợ người dân|phổ biến nội quy|bố trí bộ phận tiếp nhận|phòng làm việc", "noi-lam-viec"),
    (r"lưu động", "thong-ke-ho-so"),
)
_ORDER = (
    "kien-nghi-tai-chinh", "thu-xin-loi", "sang-kien", "tuyen-truyen", "bao-cao-dinh-ky", "kiem-tra", "thi-hanh-phap-luat", "iso",
    "kinh-te-xa-hoi", "tu-chu-tai-chinh", "cong-khai-tai-chinh", "quy-che-chi-tieu", "giai-ngan", "dao-tao", "ky-luat-ky-cuong", "danh-gia-xep-loai",
    "vi-tri-viec-lam", "bien-che", "phan-anh-kien-nghi", "niem-yet-thu-tuc", "dich-vu-cong", "thong-ke-ho-so", "van-ban-dien-tu",
    "trang-thong-tin", "theo-doi-nhiem-vu", "dan-chu-co-so", "quy-che-lam-viec", "noi-lam-viec", "kiem-soat-thu-tuc", "chuc-nang-nhiem-vu",
    "ra-soat-van-ban", "ke-hoach-cchc",
)  # fmt: skip

# Units that provide services have customers, not dossiers.
_SERVICE_TITLES = {
    "kiem-soat-thu-tuc": "Báo cáo rà soát danh mục dịch vụ và quy trình cung ứng năm {year}",
    "niem-yet-thu-tuc": "Biên bản kiểm tra niêm yết quy trình, thời gian và giá dịch vụ năm {year} kèm ảnh chụp",
    "thong-ke-ho-so": "Thống kê yêu cầu dịch vụ năm {year} xuất từ phần mềm theo dõi",
    "phan-anh-kien-nghi": "Báo cáo tổng hợp ý kiến khách hàng và xử lý phản ánh, góp ý năm {year}",
    "dich-vu-cong": "Nhật ký vận hành hệ thống thông tin và thống kê kênh tiếp nhận yêu cầu năm {year}",
    "dan-chu-co-so": "Báo cáo thực hiện dân chủ trong đơn vị và hội nghị viên chức năm {year}",
    "thi-hanh-phap-luat": "Báo cáo phổ biến pháp luật và nội quy, quy chế năm {year}",
    "bien-che": "Báo cáo sử dụng số lượng người làm việc năm {year} kèm danh sách viên chức, hợp đồng lao động đến ngày 31/12/{year}",
    "ky-luat-ky-cuong": "Báo cáo chấp hành nội quy, kỷ luật lao động và tuyển dụng viên chức năm {year}",
    "theo-doi-nhiem-vu": "Bảng theo dõi nhiệm vụ Giám đốc Sở giao năm {year} xuất từ phần mềm quản lý văn bản",
    "chuc-nang-nhiem-vu": "Báo cáo rà soát chức năng, nhiệm vụ các phòng chuyên môn của đơn vị năm {year}",
}


@cache
def _shelf(name: str, wanted: str) -> str:
    for pattern, shelf in _BY_NAME:
        if re.search(pattern, name):
            return shelf
    for words in (name, wanted):
        for shelf in _ORDER:
            if re.search(BY_ID[shelf].wanted, words):
                return shelf
    return "bao-cao-nam"


def shelf_of(leaf: c.Leaf) -> Shelf:
    """The kind of document that proves a criterion: by its name first, then by the evidence wanted."""
    return BY_ID[_shelf(leaf.name.lower(), leaf.evidence_wanted.lower())]


def title_of(shelf: Shelf, kind: str, choice: int) -> str:
    """The title of a document of the kind, still with `{year}` in it, as a unit of a kind would word it."""
    if kind == "dvsn":
        title = _SERVICE_TITLES.get(shelf.id, shelf.titles[0])
        return title.replace("cán bộ, công chức, viên chức", "viên chức").replace("cán bộ, công chức", "viên chức")
    return shelf.titles[choice % len(shelf.titles)]
