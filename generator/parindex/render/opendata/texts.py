"""The words that lie beside the data: what the files are, and the licence."""

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
DATA_LANG = "vi"
"""The language of the words in the data files."""

README = """# parindex: dữ liệu mở, phiên bản 1 / open data, version 1

- `index.json`: mọi chương trình, kỳ và tệp / all programmes, cycles and files
- `<chương trình>/<kỳ>/results.json`: kết quả đầy đủ, bản chuẩn / full results, canonical
- `<chương trình>/<kỳ>/results.csv`: mỗi đơn vị một dòng / a row a unit
- `<chương trình>/<kỳ>/leaves.csv`: mỗi tiêu chí thành phần của mỗi đơn vị một dòng / a row a leaf and unit
- `<chương trình>/<kỳ>/published.csv`: bảng đã công bố, chép nguyên / a published table as printed
- `schemas/`: lược đồ JSON / JSON Schemas; `datapackage.json`: Frictionless
- `readd.py`: cộng lại bảng xếp hạng / adds a ranking up again (`python readd.py <chương trình>/<kỳ>`)
- `SHA256SUMS`: mã kiểm tra / checksums (`sha256sum -c SHA256SUMS`)

Cột có đuôi `_exact` là giá trị chính xác: số thập phân, hoặc phân số khi không viết hết được bằng số thập phân.
Columns ending in `_exact` hold exact values: a decimal, or a fraction where no finite decimal exists.

`sample = true` là dữ liệu của địa phương giả định / marks fictional authorities.
Giấy phép / licence: CC BY 4.0.
"""
LICENCE_TEXT = """Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/legalcode

You may share and adapt this data for any purpose, also commercially, if you give appropriate credit,
link to the licence and say whether you changed anything.
"""
