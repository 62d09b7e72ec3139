"""Why a result fell short, as units put it, and what appraisers find in the documents.

Each entry may begin with a pattern and `@@`: it then fits only criteria whose name holds the pattern. A pattern in
angle brackets before that says which units it fits, by their kind and id (`<so:so-y-te>`). What speaks of one case or
of several fits only where the figure says so.
"""

import re
from random import Random

from parindex.model import criteria as c
from samples.library import shelf_of
from samples.plan import UnitPlan

_CAUSES: dict[str, tuple[str, ...]] = {
    "ke-hoach-cchc": (
        "kịp thời|thời gian|thời điểm|ban hành@@kế hoạch của cấp trên ban hành sát thời hạn",
        "kịp thời|thời gian|thời điểm|ban hành@@phụ lục phân công phải xin ý kiến các bộ phận nhiều lần trước khi ký",
        "kinh phí|đầy đủ|nội dung@@dự toán giao đầu năm chưa tách riêng mục cải cách hành chính",
        "rõ kết quả|nội dung@@một số nhiệm vụ có nhiều bộ phận cùng làm, chưa tách được trách nhiệm",
        "công tác năm@@chỉ tiêu chuyên môn được giao lại vào tháng 02",
    ),
    "bao-cao-dinh-ky": (
        "số lượng|thời hạn|chế độ@@báo cáo quý III phải chờ số liệu của bộ phận một cửa",
        "nội dung|chất lượng|đầy đủ nội dung@@biểu số liệu thay mẫu giữa năm, chưa cập nhật kịp",
        "công chức đầu mối nghỉ thai sản, người thay chưa quen việc",
    ),
    "kiem-tra": (
        "^(?!xử lý|khắc phục).*kiểm tra@@phải lùi một số cuộc sang quý I năm sau",
        "khắc phục|xử lý@@một số kiến nghị liên quan phần mềm phải chờ nâng cấp",
        "khắc phục|xử lý@@kết luận ban hành cuối tháng 11, thời gian khắc phục ngắn",
        "<huyen>một cửa@@một số nơi đang sửa chữa trụ sở",
        "<huyen>một cửa@@trụ sở một xã đang sửa chữa",
        "khắc phục|xử lý@@việc khắc phục phải chờ nâng cấp phần mềm",
    ),
    "tuyen-truyen": (
        "trang thông tin điện tử nâng cấp trong hai tháng, không đăng được bài",
        "kinh phí in tài liệu không được giao",
        "hội nghị quán triệt phải chuyển sang gửi tài liệu",
    ),
    "sang-kien": (
        "hồ sơ một sáng kiến bị trả lại để bổ sung kết quả áp dụng",
        "giải pháp mới đang thử nghiệm, chưa đủ thời gian để đề nghị công nhận",
    ),
    "theo-doi-nhiem-vu": (
        "một số nhiệm vụ cần ý kiến của nhiều cơ quan, văn bản trả lời về chậm",
        "nhiệm vụ giao trong tháng 12 có thời hạn ngắn",
        "khối lượng nhiệm vụ đột xuất tăng so với năm trước",
    ),
    "ra-soat-van-ban": (
        "tiến độ|chương trình|trình dự thảo@@hai dự thảo phải lấy ý kiến lại do trung ương sửa đổi quy định",
        "tiến độ|chương trình|trình dự thảo@@một dự thảo phải lấy ý kiến lại do trung ương sửa đổi quy định",
        "góp ý@@một số dự thảo gửi lấy ý kiến có thời hạn trả lời dưới ba ngày",
        "xử lý@@văn bản thay thế đã trình nhưng chưa được ký trong năm",
        "nhân sự làm công tác pháp chế kiêm nhiệm",
    ),
    "thi-hanh-phap-luat": (
        "^theo dõi@@cuộc khảo sát phải dừng vì thiếu kinh phí in phiếu",
        "xử lý@@một số vướng mắc vượt thẩm quyền, văn bản kiến nghị gửi chậm",
        "xử lý@@nội dung vượt thẩm quyền, văn bản kiến nghị gửi chậm",
        "phổ biến.*(cho nhân dân|vùng)@@một số buổi phổ biến ghép chung, không có biên bản riêng",
        "hòa giải@@một số vụ việc các bên không đến họp",
        "hòa giải@@các bên không đến họp dù đã mời",
    ),
    "kiem-soat-thu-tuc": (
        "quy trình|một cửa|tiếp nhận@@một số thủ tục mới công bố cuối năm chưa kịp phê duyệt quy trình",
        "một cửa|quy trình|liên thông@@phần mềm một cửa chưa cài xong các quy trình vừa ban hành",
        "đơn giản hóa|cắt giảm|rà soát@@phương án đơn giản hóa đã gửi nhưng chưa được thông qua",
        "công bố@@văn bản của bộ quản lý ngành gửi về chậm",
        "trung tâm phục vụ|bộ phận một cửa@@phần mềm một cửa chưa cài xong quy trình vừa ban hành",
        "kế hoạch rà soát@@kết quả rà soát gửi chậm",
    ),
    "niem-yet-thu-tuc": (
        "bảng niêm yết đang làm lại, chuyên mục trên trang thông tin điện tử cập nhật chậm",
        "một số nội dung sửa đổi giữa tháng 12 chưa kịp thay",
    ),
    "thong-ke-ho-so": (
        "cập nhật|giấy tiếp nhận|giấy hẹn@@những ngày đông người, công chức ghi sổ giấy trước rồi mới nhập phần mềm",
        "qua mạng@@khách hàng quen gọi điện hoặc đến trực tiếp",
        "bổ sung@@mẫu đơn mới thay đổi, người nộp ghi chưa quen",
        "trong ngày|trả ngay@@một số buổi công chức tư pháp đi họp, trả sang ngày sau",
        "^(?!.*cập nhật)(?!.*giấy tiếp nhận)@@một số hồ sơ phức tạp phải xác minh ở nhiều nơi",
        "đúng hạn|trước hạn@@hồ sơ phải xác minh ở nhiều nơi",
        "<so|huyen|xa|phong|tinh>đúng hạn|trước hạn@@hồ sơ liên thông bị trả chậm ở khâu của cơ quan phối hợp",
        "cập nhật|đúng hạn|trước hạn@@phần mềm gián đoạn ba ngày trong tháng 8",
    ),
    "thu-xin-loi": (
        "một số hồ sơ trễ dưới một ngày, công chức chưa lập văn bản xin lỗi",
        "hồ sơ chỉ trễ dưới một ngày, công chức chưa lập văn bản xin lỗi",
        "phần mềm chưa tự sinh phiếu xin lỗi trong quý I",
    ),
    "phan-anh-kien-nghi": (
        "phản ánh|góp ý|kiến nghị@@một số trường hợp phải xác minh nhiều lần, trả lời chậm",
        "phản ánh|góp ý|kiến nghị@@nội dung phải xác minh nhiều lần, trả lời chậm",
        "khiếu nại|đơn thư|giải quyết đơn@@vụ việc phức tạp được gia hạn một lần theo quy định",
        "đối thoại của@@một số ý kiến vượt thẩm quyền, phải chờ cấp trên trả lời",
        "đứng đầu đối thoại@@cuộc đối thoại quý IV phải hoãn do trùng lịch",
        "tiếp công dân định kỳ@@một số buổi Chủ tịch đi công tác, ủy quyền cho Phó Chủ tịch",
        "khách hàng hài lòng@@một số khách hàng chưa hài lòng về thời gian xử lý sự cố",
        "lấy ý kiến khách hàng@@phiếu mới được phát từ quý III",
    ),
    "chuc-nang-nhiem-vu": (
        "<so|tinh|huyen>rà soát|sắp xếp@@quy định của bộ quản lý ngành ban hành muộn",
        "sắp xếp@@phương án đã trình nhưng còn chờ ý kiến thẩm định",
        "quy định về phân cấp|thực hiện phân cấp@@chưa tổ chức kiểm tra nhiệm vụ đã phân cấp trong năm",
        "nhiệm vụ được phân cấp|hạn chế trong thực hiện@@một số nhiệm vụ mới ủy quyền, quy trình chưa thống nhất",
        "cấp phó@@một trường hợp chờ nghỉ hưu theo nguyện vọng",
        "cấp phó@@cấp phó dôi dư sau sắp xếp chưa bố trí được việc khác",
    ),
    "bien-che": (
        "tinh giản@@một trường hợp xin lùi thời điểm nghỉ theo chế độ",
        "tinh giản@@một số trường hợp xin lùi thời điểm nghỉ theo chế độ",
        "^(?!.*tinh giản)@@chưa tuyển đủ người thay thế theo vị trí việc làm",
    ),
    "vi-tri-viec-lam": (
        "chuẩn@@một số người đang học để hoàn thiện văn bằng theo chuẩn mới",
        "chuẩn@@một người đang học để hoàn thiện văn bằng theo chuẩn mới",
        "vị trí@@danh mục vị trí việc làm điều chỉnh giữa năm",
    ),
    "danh-gia-xep-loai": (
        "đánh giá@@biên bản họp của hai bộ phận gửi chậm",
        "hoàn thành tốt@@một số người nghỉ dài ngày không xét mức hoàn thành tốt",
        "hoàn thành tốt@@một người nghỉ dài ngày không xét mức hoàn thành tốt",
        "thi đua@@quy chế thi đua mới sửa đổi giữa năm",
    ),
    "ky-luat-ky-cuong": (
        "^(?!.*(khiển trách|bị kỷ luật trong năm|xử lý kỷ luật)).*(kỷ luật|giờ|nội quy)@@một số trường hợp đi muộn bị nhắc nhở qua kiểm tra công vụ",
        "^(?!.*(khiển trách|bị kỷ luật trong năm|xử lý kỷ luật)).*(kỷ luật|giờ|nội quy)@@một trường hợp đi muộn bị nhắc nhở qua kiểm tra công vụ",
        "khiển trách|bị kỷ luật trong năm|xử lý kỷ luật@@vi phạm quy định khi thi hành công vụ, đã có quyết định xử lý",
        "trực@@có lúc vắng tại nơi trực khi đi công tác mà không báo",
        "bổ nhiệm|tuyển dụng@@hồ sơ một trường hợp bổ sung chứng chỉ chậm",
        "bổ nhiệm|tuyển dụng@@hồ sơ một số trường hợp bổ sung chứng chỉ chậm",
        "nhũng nhiễu@@công chức mới chuyển đến yêu cầu thêm bản sao không có trong quy định",
    ),
    "dao-tao": (
        "hai lớp dự kiến mở quý IV bị cơ sở đào tạo hoãn",
        "một số người được cử đi học phải ở lại xử lý việc đột xuất",
        "một người được cử đi học phải ở lại xử lý việc đột xuất",
    ),
    "giai-ngan": (
        "vốn đầu tư|vốn chương trình|kế hoạch vốn@@gói thầu chậm vì vướng mặt bằng",
        "giải ngân@@phần mua sắm tập trung nghiệm thu sang tháng 01 năm sau",
        "thu @@nguồn thu cuối năm thấp hơn dự kiến",
        "quyết toán@@biểu quyết toán phải lập lại theo yêu cầu xét duyệt",
    ),
    "kien-nghi-tai-chinh": (
        "một khoản phải thu hồi của cá nhân đã chuyển công tác",
        "còn kiến nghị về chứng từ đang làm việc với đơn vị thi công",
    ),
    "cong-khai-tai-chinh": ("đóng góp@@một khoản đóng góp chưa quyết toán xong với các tổ tự quản",),
    "quy-che-chi-tieu": (
        "tài sản@@quy chế quản lý tài sản đang sửa theo quy định mới",
        "thu nhập@@chênh lệch thu chi chỉ xác định được sau khi quyết toán",
    ),
    "tu-chu-tai-chinh": (
        "giao quyền@@một số đơn vị đang chờ phê duyệt phương án tự chủ",
        "giao quyền@@một đơn vị đang chờ phê duyệt phương án tự chủ",
        "nâng mức|mức tự|giảm chi|số đơn vị@@nguồn thu dịch vụ giảm so với phương án được duyệt",
        "tiết kiệm@@giá văn phòng phẩm và xăng dầu tăng, tiết kiệm được ít",
        "phương án@@phương án tự chủ giai đoạn mới chưa được phê duyệt",
    ),
    "van-ban-dien-tu": (
        "ký số|gửi|phát hành|trao đổi văn bản@@một số văn bản gửi nơi nhận ngoài trục liên thông vẫn phát hành giấy",
        "ký số|phát hành@@chứng thư số của một số người hết hạn trong tháng 6",
        "văn bản đến|môi trường mạng@@một số bộ phận vẫn xử lý trên giấy rồi mới cập nhật",
        "hồ sơ công việc@@công chức quen lưu hồ sơ giấy, lập hồ sơ điện tử chậm",
    ),
    "trang-thong-tin": (
        "trang|thông tin trên@@chuyên mục hỏi đáp chưa có người phụ trách trả lời",
        "trang|thông tin trên@@ban biên tập thay đổi nhân sự giữa năm",
        "an toàn|an ninh|nền tảng@@thiết bị bảo vệ mới được cấp kinh phí cho năm sau",
    ),
    "dich-vu-cong": (
        "nộp trực tuyến|hồ sơ dịch vụ|qua dịch vụ công trực tuyến|hồ sơ tiếp nhận trực tuyến|giải quyết trực tuyến@@tổ chức, cá nhân vẫn quen nộp trực tiếp",
        "nộp trực tuyến|hồ sơ dịch vụ|qua dịch vụ công trực tuyến|hồ sơ tiếp nhận trực tuyến|giải quyết trực tuyến@@nhiều người chưa có tài khoản định danh",
        "phát sinh@@một số thủ tục ít người làm, cả năm không có hồ sơ trực tuyến",
        "cung cấp|phát sinh@@một số biểu mẫu điện tử chưa cấu hình xong",
        "<xay-dung|giao-thong|ha-tang>số hóa@@hồ sơ phần lớn có bản vẽ khổ lớn, khó số hóa",
        "số hóa@@máy quét tốc độ thấp, hồ sơ dồn vào cuối buổi",
        "số hóa@@giai đoạn đầu mới số hóa kết quả của thủ tục phát sinh nhiều",
        "thanh toán@@biên lai điện tử mới dùng từ tháng 7",
        "<huyen|xa>bưu chính@@người dân ở gần, ít dùng dịch vụ bưu chính",
        "<so|phong|tinh>bưu chính@@tổ chức, cá nhân quen đến nhận kết quả trực tiếp",
        "sẵn sàng@@đường truyền bị đứt hai lần trong mùa mưa",
        "<xa|huyen>hỗ trợ@@tổ hỗ trợ mới thành lập cuối năm",
    ),
    "iso": (
        "áp dụng|duy trì|xây dựng|đánh giá nội bộ@@đánh giá nội bộ dời sang tháng 01 năm sau",
        "một số quy trình chưa cập nhật theo thủ tục mới công bố",
    ),
    "dan-chu-co-so": (
        "<xa>bản, tổ|dân chủ@@một số nơi chưa họp đủ số hộ theo quy định",
        "<xa>nhân dân biết|dân chủ@@ban giám sát đầu tư của cộng đồng thay người giữa năm",
        "mặt trận@@chương trình phối hợp ký muộn, ít hoạt động chung",
    ),
    "quy-che-lam-viec": ("quy chế|phân công|nội quy@@lãnh đạo thay đổi giữa năm, văn bản chưa kịp cập nhật",),
    "noi-lam-viec": (
        "bộ phận tiếp nhận|cơ sở|nơi làm việc|phòng làm việc@@máy quét hỏng từ tháng 10, chưa mua sắm được",
        "họp@@một số cuộc họp lồng ghép, không có thông báo kết luận riêng",
        "trực@@có ngày cả hai công chức đi tập huấn",
        "đầu mối@@người làm đầu mối kiêm nhiệm nhiều việc",
    ),
    "kinh-te-xa-hoi": (
        "thu ngân sách@@nguồn thu từ đất giảm so với dự toán",
        "sản phẩm|doanh nghiệp@@sản xuất, kinh doanh bị ảnh hưởng trong quý III",
    ),
    "phoi-hop-bien-gioi": ("quy chế phối hợp đang lấy ý kiến các bên",),
    "bao-cao-nam": (
        "một số việc phải chuyển sang quý I năm sau",
        "cuối năm dồn nhiều nhiệm vụ đột xuất",
        "văn bản hướng dẫn của cấp trên ban hành muộn",
    ),
}

_FAULTS: dict[str, tuple[str, ...]] = {
    "ke-hoach-cchc": (
        "kịp thời|thời gian|thời điểm|ban hành@@tệp ký số thể hiện thời điểm ký là ngày 16/02/{year}, khác ngày ghi trên văn bản",
        "rõ kết quả|nội dung@@phụ lục chỉ ghi “các bộ phận liên quan” ở cột người chịu trách nhiệm",
        "kinh phí|đầy đủ|nội dung@@không có mục kinh phí và không kèm văn bản phân bổ dự toán",
        "công tác năm@@tờ trình gửi Sở ngày 12/02/{year}, sau thời hạn",
    ),
    "bao-cao-dinh-ky": (
        "số lượng|thời hạn|chế độ@@nhật ký hệ thống ghi báo cáo quý III gửi ngày 20/9/{year}, trễ 5 ngày",
        "số lượng|chế độ@@không tìm thấy báo cáo quý I trên hệ thống quản lý văn bản",
        "nội dung|chất lượng@@báo cáo 6 tháng bỏ trống biểu số 4 và biểu số 6",
        "nội dung|chất lượng@@số liệu báo cáo quý III không khớp với kỳ trước và không giải thích",
    ),
    "kiem-tra": (
        "^(?!xử lý|khắc phục).*kiểm tra@@cuộc kiểm tra tháng 12 chưa có thông báo kết luận",
        "^(?!xử lý|khắc phục).*kiểm tra@@một số kết luận chưa có chữ ký của trưởng đoàn",
        "khắc phục|xử lý@@báo cáo khắc phục mới nêu “đang thực hiện” đối với phần còn lại",
        "khắc phục|xử lý@@không có sản phẩm chứng minh một số kiến nghị đã khắc phục",
        "một cửa@@biên bản kiểm tra ghi một số nơi thiếu máy quét",
    ),
    "tuyen-truyen": (
        "các đường dẫn đã nêu chỉ mở được ở ba quý",
        "ảnh chụp không ghi ngày và địa điểm",
        "danh mục tính cả tin về hoạt động chuyên môn, không có nội dung cải cách hành chính",
    ),
    "sang-kien": (
        "một trường hợp trong danh sách thuộc chuyên môn, không liên quan cải cách hành chính",
        "một trường hợp đã được công nhận và tính điểm từ năm trước",
    ),
    "theo-doi-nhiem-vu": (
        "hệ thống ghi các nhiệm vụ còn lại hoàn thành sau thời hạn từ 3 đến 12 ngày",
        "một số nhiệm vụ cập nhật hoàn thành nhưng chưa có sản phẩm đính kèm",
    ),
    "ra-soat-van-ban": (
        "xử lý@@danh mục kèm theo còn văn bản chưa có tờ trình xử lý",
        "dự thảo|trình|hoàn thành@@tờ trình ghi ngày 04/01 năm sau, ngoài kỳ đánh giá",
        "ý kiến|góp ý@@thiếu bảng tổng hợp tiếp thu, giải trình ý kiến",
        "rà soát@@báo cáo kết quả rà soát gửi sau thời hạn",
        "chất lượng|văn bản@@thông báo kết quả kiểm tra văn bản nêu thêm một trường hợp",
    ),
    "thi-hanh-phap-luat": (
        "theo dõi@@không có kết luận kiểm tra riêng, chỉ nêu một dòng trong báo cáo chung",
        "xử lý@@chưa thấy văn bản kiến nghị đối với phần còn lại",
        "phổ biến@@biên bản của một số buổi không ghi số người dự và không có chữ ký",
        "tiếp cận@@hồ sơ đề nghị bị trả lại để bổ sung, chưa có quyết định công nhận",
        "hòa giải@@sổ theo dõi của hai tổ không có chữ ký tổ trưởng",
    ),
    "kiem-soat-thu-tuc": (
        "một cửa|quy trình|liên thông|tiếp nhận@@tra cứu phần mềm một cửa thấy một số thủ tục chưa cài đặt quy trình",
        "đơn giản hóa|cắt giảm|rà soát@@quyết định thông qua phương án chỉ có tên một phần số thủ tục đã khai",
        "công bố|cập nhật@@một số quyết định công bố trình sau ngày văn bản có hiệu lực",
        "một phần danh mục đã bị thay thế bởi quyết định công bố mới trong năm",
    ),
    "niem-yet-thu-tuc": (
        "đường dẫn trang thông tin điện tử báo lỗi vào ngày kiểm tra",
        "chọn ngẫu nhiên năm thủ tục thì có hai thủ tục còn ghi mức phí cũ",
        "ảnh chụp không có ngày và không đọc được nội dung niêm yết",
    ),
    "thong-ke-ho-so": (
        "bổ sung@@phiếu yêu cầu bổ sung trên hệ thống nhiều hơn số đơn vị tổng hợp",
        "trực tuyến|qua mạng@@một phần yêu cầu được ghi vào sổ giấy trước khi nhập",
        "lọc lại trên hệ thống theo cả năm cho số liệu khác với bảng đơn vị gửi",
    ),
    "thu-xin-loi": (
        "một số văn bản xin lỗi ghi ngày sau ngày hẹn trả ban đầu",
        "một số thư xin lỗi không nêu ngày hẹn lại",
    ),
    "phan-anh-kien-nghi": (
        "phản ánh|góp ý@@tra cứu hệ thống thấy một số trường hợp chưa công khai kết quả trả lời",
        "khiếu nại|đơn thư|giải quyết đơn@@sổ theo dõi ghi một số vụ việc giải quyết quá thời hạn luật định",
        "đối thoại@@biên bản một cuộc không ghi thành phần dự và kết luận của người chủ trì",
        "tiếp công dân định kỳ@@sổ tiếp công dân ghi một số buổi do Phó Chủ tịch tiếp thay",
        "cử tri@@một số kiến nghị mới trả lời chung, chưa nêu lộ trình",
        "khách hàng@@báo cáo tổng hợp không kèm mẫu phiếu và số phiếu thu về",
    ),
    "chuc-nang-nhiem-vu": (
        "phân cấp|ủy quyền@@chưa có văn bản xử lý vướng mắc nêu trong báo cáo kiểm tra",
        "rà soát|chức năng@@quyết định viện dẫn đã hết hiệu lực từ giữa năm",
        "sắp xếp@@quyết định tổ chức lại của phần còn lại có hiệu lực từ năm sau",
        "cấp phó@@danh sách cuối năm cho thấy còn nơi vượt số lượng",
    ),
    "bien-che": (
        "bảng lương tháng 12 cho thấy số người khác với số khai",
        "quyết định tinh giản của một trường hợp có hiệu lực từ năm sau",
    ),
    "vi-tri-viec-lam": (
        "một số người trong danh sách chưa có chứng chỉ theo tiêu chuẩn",
        "văn bằng của một số người cấp sau ngày 31/12",
    ),
    "danh-gia-xep-loai": (
        "đánh giá@@xem ngẫu nhiên năm phiếu thì hai phiếu không nêu sản phẩm công việc",
        "đánh giá@@báo cáo kết quả xếp loại gửi sau thời hạn",
        "thi đua@@biên bản họp xét thi đua không thể hiện tiêu chí cải cách hành chính",
        "hoàn thành tốt@@thông báo xếp loại ghi số người hoàn thành tốt thấp hơn",
    ),
    "ky-luat-ky-cuong": (
        "kỷ luật|giờ|nội quy@@thông báo kết luận kiểm tra công vụ ghi nhận nhiều hơn số đơn vị khai",
        "trực@@sổ theo dõi trực thiếu chữ ký ở một số ngày",
        "tuyển dụng|bổ nhiệm@@kết luận kiểm tra công tác cán bộ nêu thiếu sót về hồ sơ",
        "văn bản phê bình của cấp trên không được đưa vào báo cáo",
    ),
    "dao-tao": (
        "danh sách kèm theo có người chưa được cấp chứng nhận",
        "một số người được tính hai lần ở hai danh sách",
    ),
    "giai-ngan": (
        "số xác nhận của Kho bạc Nhà nước thấp hơn số trong báo cáo của đơn vị",
        "có khoản tạm ứng chưa đủ hồ sơ thanh toán",
    ),
    "kien-nghi-tai-chinh": (
        "chứng từ nộp của phần còn lại ghi ngày sau 31/12",
        "chưa có văn bản xác nhận hoàn thành của cơ quan kết luận",
    ),
    "cong-khai-tai-chinh": (
        "công khai@@không có biên bản niêm yết của lần công khai quý III",
        "đóng góp@@bản công khai của một khoản đóng góp không có chứng từ kèm theo",
    ),
    "quy-che-chi-tieu": (
        "quy chế@@quy chế chưa được thông qua tại hội nghị cán bộ, công chức",
        "tài sản@@sổ tài sản chưa ghi thiết bị mua trong năm",
        "thu nhập@@bảng chi trả chia theo hệ số lương, không theo kết quả công việc",
    ),
    "tu-chu-tai-chinh": (
        "mức tự bảo đảm ghi trong quyết định năm nay không cao hơn năm trước",
        "một phần số liệu chưa có quyết định kèm theo",
    ),
    "van-ban-dien-tu": (
        "văn bản đến|môi trường mạng|hồ sơ công việc@@nhật ký hệ thống ghi một phần còn để ngỏ, chưa kết thúc xử lý",
        "thống kê trên hệ thống ghi một phần văn bản chỉ có chữ ký số của cơ quan",
        "bộ lọc thời gian của bảng trích xuất không phủ hết quý I",
    ),
    "trang-thong-tin": (
        "trang|thông tin trên@@chuyên mục số liệu báo cáo cập nhật lần cuối từ tháng 5",
        "trang|thông tin trên@@mục hỏi đáp còn câu hỏi chưa trả lời trong năm",
        "an toàn|an ninh|nền tảng@@biên bản kiểm tra ghi nhật ký sao lưu bị gián đoạn hai tháng",
        "công nghệ thông tin năm@@kế hoạch gửi kèm là của năm trước",
    ),
    "dich-vu-cong": (
        "nộp trực tuyến|hồ sơ dịch vụ|qua dịch vụ công trực tuyến|hồ sơ tiếp nhận trực tuyến|giải quyết trực tuyến@@một phần hồ sơ được công chức nộp thay tại quầy bằng cùng một tài khoản",
        "cung cấp|phát sinh@@tra cứu Cổng dịch vụ công thấy một số thủ tục chưa mở nộp trực tuyến",
        "số hóa@@kiểm tra ngẫu nhiên mười mã hồ sơ thì ba hồ sơ chưa có bản số hóa kết quả",
        "thanh toán@@bảng đối soát có giao dịch không thành công",
        "bưu chính@@bảng đối soát của bưu điện ghi số phiếu gửi thấp hơn",
        "sẵn sàng@@nhật ký vận hành ghi thêm một lần gián đoạn ngoài kế hoạch",
        "hỗ trợ@@sổ ghi lượt hỗ trợ chỉ có từ quý III",
    ),
    "iso": (
        "không có biên bản đánh giá nội bộ của năm {year}",
        "danh mục quy trình còn thủ tục đã bị bãi bỏ",
    ),
    "dan-chu-co-so": (
        "biên bản họp của hai nơi không có chữ ký người chủ trì",
        "không có biên bản niêm yết kèm theo",
    ),
    "quy-che-lam-viec": ("quy chế|phân công|nội quy@@văn bản còn ghi tên người đã chuyển công tác",),
    "noi-lam-viec": (
        "tiếp nhận|cơ sở|nơi làm việc|phòng làm việc@@biên bản kiểm kê không có máy quét và thiết bị tra cứu",
        "họp@@một cuộc không có thông báo kết luận",
        "trực@@lịch trực để trống một số buổi",
        "đầu mối@@sổ theo dõi không ghi tình trạng giải quyết",
    ),
    "kinh-te-xa-hoi": ("số ước thực hiện trong báo cáo cao hơn số chính thức",),
    "phoi-hop-bien-gioi": ("quy chế mới có chữ ký của một bên", "không có báo cáo kết quả phối hợp trong năm"),
    "bao-cao-nam": (
        "báo cáo chỉ nêu kết quả chung, không có tài liệu của từng nội dung",
        "số liệu trong báo cáo không khớp với phụ lục kèm theo",
        "một số sản phẩm ghi ngày sau 31/12/{year}",
    ),
}


# Words for several cases, and for one.
_SEVERAL = re.compile(
    r"một số|một phần|phần còn lại|phần lớn|những |nhiều (người|hơn)|(^|\s)hai (lớp|dự thảo|bộ phận|thủ tục|tổ|phiếu)"
)
_ONE = re.compile(r"\bmột (trường hợp|khoản|gói|sáng kiến|người|đơn vị|dự thảo|xã|chỉ tiêu|công chức|cuộc|lần)")
_SLOW = re.compile(r"chậm|muộn|sát thời hạn|chờ|lùi|dời|hoãn|nhiều lần trước khi ký|gửi về")
_ISSUED = re.compile(r"ban hành|kế hoạch|báo cáo|quy chế|rà soát|quyết toán")
_LATE_ANYWHERE = (
    "văn bản hướng dẫn của cấp trên gửi về sát thời hạn",
    "phải lấy lại ý kiến trước khi ký",
    "người ký đi công tác, văn bản ký muộn",
)


def spoken(text: str, unit: UnitPlan) -> str:
    """The sentence in the words of the unit: service units have employees and customers."""
    if unit.kind != "dvsn":
        return text
    for word, other in (
        ("công chức", "viên chức"),
        ("bộ phận một cửa", "bộ phận tiếp nhận"),
        ("phần mềm một cửa", "phần mềm theo dõi"),
        ("kiểm tra công vụ", "kiểm tra nội bộ"),
        ("thi hành công vụ", "làm việc"),
    ):
        text = text.replace(word, other)
    return text


def _meaning(leaf: c.Leaf) -> str:
    """What the patterns are looked for in: the name, and what is counted where points are taken off."""
    name = leaf.name.lower()
    return f"{name} | {leaf.rule.measure.number.lower()}" if isinstance(leaf.rule, c.Deduct) else name


def _fitting(entries: tuple[str, ...], leaf: c.Leaf, unit: UnitPlan, count: int | None) -> list[str]:
    name, who = _meaning(leaf), f"{unit.kind}:{unit.id}"
    meant, plain = [], []
    for entry in entries:
        units, head = "", entry
        if entry.startswith("<"):
            units, _, head = entry[1:].partition(">")
        pattern, _, text = head.rpartition("@@")
        if units and not re.search(units, who):
            continue
        if count is not None and (_SEVERAL if count == 1 else _ONE).search(text):
            continue
        if not pattern:
            plain.append(text)
        elif re.search(pattern, name):
            meant.append(text)
    return [spoken(text, unit) for text in meant or plain]


def cause(leaf: c.Leaf, unit: UnitPlan, count: int | None, chance: Random, *, late: bool | None = None) -> str:
    """Why a unit says that a result fell short in so many cases, "" where nothing fits.

    `late` says whether the result came late or was incomplete; None where it can be either.
    """
    fitting = _fitting(_CAUSES.get(shelf_of(leaf).id, ()), leaf, unit, count)
    if late is not None:
        fitting = [text for text in fitting if (_SLOW.search(text) is not None) == late]
    if late and not fitting and _ISSUED.search(leaf.name.lower()):
        fitting = [spoken(text, unit) for text in _LATE_ANYWHERE]
    return chance.choice(fitting) if fitting else ""


def fault(leaf: c.Leaf, unit: UnitPlan, year: int, count: int | None, chance: Random) -> str:
    """What an appraiser finds in the document about so many cases."""
    fitting = _fitting(_FAULTS.get(shelf_of(leaf).id, ()), leaf, unit, count)
    return chance.choice(fitting or ["tài liệu không thể hiện đầy đủ nội dung đã khai"]).format(year=year)
