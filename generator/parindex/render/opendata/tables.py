"""The tables of the data files: their columns, their rows, and cells that no spreadsheet takes for a formula."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from parindex.model.formula import STARTS
from parindex.model.points import decimal_text, exact_text
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.roster import PrintedTable

LINE_END = "\r\n"

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30}|/[1-9][0-9]{0,29})?")

RESULT_COLUMNS = (
    ("programme", "string", "Chương trình"),
    ("cycle", "string", "Kỳ đánh giá"),
    ("sample", "boolean", "Dữ liệu mẫu của địa phương giả định"),
    ("group", "string", "Nhóm xếp hạng"),
    ("unit", "string", "Mã đơn vị"),
    ("name", "string", "Tên đơn vị"),
    ("standing", "string", "Tình trạng; chỉ appraised, computed, published mới có hạng"),
    ("rank", "integer", "Hạng trong nhóm"),
    ("tied", "boolean", "Đồng hạng"),
    ("index", "number", "Chỉ số, phần trăm, đã làm tròn theo quy định"),
    ("index_exact", "string", "Chỉ số chính xác: số thập phân hoặc phân số"),
    ("class", "string", "Xếp loại"),
    ("points_exact", "string", "Điểm chính thức gồm cộng, trừ"),
    ("max_exact", "string", "Điểm tối đa áp dụng"),
    ("bonus_exact", "string", "Điểm cộng"),
    ("penalty_exact", "string", "Điểm trừ"),
    ("claimed_exact", "string", "Điểm tự chấm; trống khi đơn vị không tự chấm"),
    ("claimed_max_exact", "string", "Điểm tối đa của phần tự chấm; trống khi đơn vị không tự chấm"),
    ("late_days", "integer", "Số ngày nộp muộn"),
)
YEAR_COLUMNS = (
    *RESULT_COLUMNS,
    ("kind", "string", "campaign: được chấm tại đây; published: bảng đã công bố, chép nguyên"),
    ("edition", "integer", "Lần công bố: 1, tăng thêm 1 sau mỗi đợt đính chính"),
    ("predecessors", "string", "Các đơn vị trước khi sáp nhập, cách nhau bằng dấu cách"),
    ("series_break", "string", "Lý do không so được với kỳ trước"),
    ("source", "string", "Địa chỉ nguồn của bảng đã công bố hoặc của số liệu nhập"),
)
LEAF_COLUMNS = (
    ("programme", "string", "Chương trình"),
    ("cycle", "string", "Kỳ đánh giá"),
    ("unit", "string", "Mã đơn vị"),
    ("code", "string", "Mã tiêu chí thành phần"),
    ("name", "string", "Tên tiêu chí thành phần"),
    ("block", "string", "Khối điểm"),
    ("method", "string", "Cách cho điểm"),
    ("max_exact", "string", "Điểm tối đa theo bộ tiêu chí"),
    ("claimed_state", "string", "Tình trạng của điểm tự chấm"),
    ("claimed_exact", "string", "Điểm tự chấm; trống ở tiêu chí không tự chấm"),
    ("official_state", "string", "Tình trạng của điểm chính thức"),
    ("official_exact", "string", "Điểm chính thức"),
    ("official_max_exact", "string", "Điểm tối đa áp dụng"),
    ("evidence", "integer", "Số tài liệu kiểm chứng được dẫn"),
    ("trace", "string", "Cách tính"),
)

_PRINTED = {
    "group": "Nhóm đơn vị",
    "order": "Số thứ tự",
    "unit": "Mã đơn vị",
    "name": "Tên đơn vị",
    "rank": "Hạng",
    "grade": "Xếp loại",
    "total": "Tổng điểm",
    "index": "Chỉ số, phần trăm",
    "max": "Điểm tối đa",
    "note": "Ghi chú",
    "source": "Địa chỉ nguồn",
}
_PART = "part:"


def printed_columns(data: bytes, table: PrintedTable | None) -> list[tuple[str, str, str]]:
    """The columns of a printed table; all of them are text, as printed."""
    parts = {_PART + part.id: part.name for part in table.parts} if table else {}
    header = next(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")), [])
    return [(name, "string", parts.get(name) or _PRINTED.get(name, name)) for name in header]


def _exact(value: Fraction | None) -> str:
    return "" if value is None else exact_text(value)


def results_csv(cycle: CycleResult) -> bytes:
    """A row for each unit of a cycle."""
    rows = (result_row(cycle, result) for result in cycle.units)
    return csv_bytes([name for name, _, _ in RESULT_COLUMNS], rows)


def result_row(cycle: CycleResult, result: UnitResult) -> list[str]:
    """A unit's row in `results.csv`, in the order of `RESULT_COLUMNS`."""
    official, claimed = result.official, None if cycle.imported else result.claimed
    return [
        cycle.programme.id,
        cycle.cycle.id,
        _bool(cycle.programme.sample),
        result.unit.group,
        result.unit.id,
        result.unit.name,
        result.standing.value,
        str(result.rank or ""),
        _bool(result.tied),
        index_shown(cycle, result) or "",
        _exact(result.index),
        result.grade.label if result.grade else "",
        _exact(official.points if official else None),
        _exact(official.max_points if official else None),
        _exact(official.bonus if official else None),
        _exact(official.penalty if official else None),
        _exact(claimed.leaves.points if claimed else None),
        _exact(claimed.leaves.max_points if claimed else None),
        str(result.late_days),
    ]


def _bool(value: bool) -> str:
    return "true" if value else "false"


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what starts one.

    Plain negative numbers stay numbers.
    """
    if text[:1] in STARTS:
        return text if _NUMBER.fullmatch(text) else "'" + text
    return text


def csv_bytes(header: Sequence[str], rows: Iterator[list[str]]) -> bytes:
    """A table as the data files write it: with a mark for Excel, and no cell that it takes for a formula."""
    data = io.BytesIO()
    # The mark at the start (utf-8-sig) lets Excel read Vietnamese letters; RFC 4180 readers skip it.
    out = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    out.flush()
    return data.getvalue()


def safe_csv(data: bytes) -> bytes:
    """A printed table as filed, except that no cell of it can be taken for a formula."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")))
    return data if all(safe_cell(cell) == cell for row in rows for cell in row) else csv_bytes(rows[0], iter(rows[1:]))


def index_shown(cycle: CycleResult, result: UnitResult) -> str | None:
    """The index as the regulation prints it; None for a unit without a result."""
    if result.index is None or not result.judged or cycle.regulation is None:
        return None
    rounding = cycle.regulation.rounding
    return decimal_text(result.index, rounding.decimals, rounding.mode)
