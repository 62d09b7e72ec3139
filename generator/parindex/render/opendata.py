"""The open data of `data/v1/`: JSON and CSV with their own types and names, schemas, licence, checksums.

Version 1 is a promise: columns and keys keep their names and meaning. Nothing here is rounded except columns that say
so; exact values are plain decimals or, where no decimal exists, fractions ("4/3").
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from json.encoder import encode_basestring as _quoted
from typing import Any

from parindex import __version__
from parindex.i18n.text import Quote, step_text
from parindex.model.criteria import Leaf
from parindex.model.formula import STARTS
from parindex.model.points import decimal_text, exact_text
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import LeafResult, Outcome, Sum, Total, UnitResult
from parindex.model.roster import CycleKind, Unit
from parindex.render.urls import DATA_ROOT, cycle_data, unit_page
from parindex.render.waiting import Text, text_of

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
DATA_LANG = "vi"
"""The language of the words in the data files."""

_END = "\r\n"

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
    ("claimed_exact", "string", "Điểm tự chấm"),
    ("claimed_max_exact", "string", "Điểm tối đa của phần tự chấm"),
    ("late_days", "integer", "Số ngày nộp muộn"),
)
YEAR_COLUMNS = (
    *RESULT_COLUMNS,
    ("kind", "string", "campaign: được chấm tại đây; published: bảng đã công bố, chép nguyên"),
    ("edition", "integer", "Lần công bố: 1, tăng thêm 1 sau mỗi đợt đính chính"),
    ("predecessors", "string", "Các đơn vị trước khi sáp nhập, cách nhau bằng dấu cách"),
    ("series_break", "string", "Lý do không so được với kỳ trước"),
    ("source", "string", "Địa chỉ nguồn của bảng đã công bố"),
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
    ("claimed_exact", "string", "Điểm tự chấm"),
    ("official_state", "string", "Tình trạng của điểm chính thức"),
    ("official_exact", "string", "Điểm chính thức"),
    ("official_max_exact", "string", "Điểm tối đa áp dụng"),
    ("evidence", "integer", "Số tài liệu kiểm chứng được dẫn"),
    ("trace", "string", "Cách tính"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """What the data files say of one unit whatever the others did.

    `rows` are those of `leaves.csv`, `json` the last members of its object in `results.json`; the first ones have its
    rank in them and are written when that is known. Both may wait on the disk.
    """

    rows: Text
    json: Text


class UnitDataWriter:
    """Writes the data of the units of one cycle; what is the same for all of them is prepared once."""

    def __init__(self, cycle: CycleResult) -> None:
        self._before = (cycle.programme.id, cycle.cycle.id)
        sets = cycle.regulation.sets if cycle.regulation else {}
        self._of_leaf = {
            group: {leaf.code: self._constant(leaf) for leaf in criteria.leaves} for group, criteria in sets.items()
        }

    @staticmethod
    def _constant(leaf: Leaf) -> tuple[str, ...]:
        cells = (leaf.code, leaf.name, leaf.block, leaf.rule.method, exact_text(leaf.max_points))
        return tuple(safe_cell(cell) for cell in cells)

    def written(self, result: UnitResult, traces: Sequence[Sequence[str]]) -> UnitData:
        """The unit's part of the files; `traces` are the steps of each leaf in Vietnamese."""
        rows = io.StringIO(newline="")
        csv.writer(rows, lineterminator=_END).writerows(
            self._row(result.unit, leaf, trace) for leaf, trace in zip(result.leaves, traces, strict=True)
        )
        members = f'{_members(_points(result), _IN_UNIT)},{_IN_UNIT}"leaves": {_leaves_text(result.leaves)}'
        return UnitData(rows=rows.getvalue().encode(), json=members.encode())

    def _row(self, unit: Unit, leaf: LeafResult, trace: Sequence[str]) -> tuple[str | int, ...]:
        # Names, states and figures are ours or of the regulation; the words of the trace are what could be a formula.
        claimed, official = leaf.claimed, leaf.official
        return (
            *self._before,
            unit.id,
            *self._of_leaf[unit.group][leaf.leaf.code],
            claimed.state.value,
            exact_text(claimed.points),
            official.state.value,
            exact_text(official.points),
            exact_text(official.max_points),
            len(leaf.answer.evidence) if leaf.answer else 0,
            safe_cell(" ".join(trace)),
        )


def traces_of(result: UnitResult, lang: str, quote: Quote = str) -> list[list[str]]:
    """How the points of each leaf came about, a sentence a step."""
    return [[step_text(step, lang, quote) for step in leaf.shown.steps] for leaf in result.leaves]


def cycle_files(
    cycle: CycleResult, published_csv: bytes | None, data: Mapping[str, UnitData] | None = None
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of one cycle, in pieces; `data` are the parts of its units where they have been written before."""
    folder = cycle_data(cycle.programme.id, cycle.cycle.id)
    if cycle.cycle.kind is CycleKind.PUBLISHED:
        if published_csv is not None:
            yield f"{folder}/published.csv", iter([_safe_csv(published_csv)])
        return
    if data is None:
        writer = UnitDataWriter(cycle)
        data = {result.unit.id: writer.written(result, traces_of(result, DATA_LANG)) for result in cycle.units}
    yield f"{folder}/results.json", _results_json(cycle, data)
    yield f"{folder}/results.csv", iter([results_csv(cycle)])
    rows = (text_of(data[result.unit.id].rows) for result in cycle.units)
    yield f"{folder}/leaves.csv", chain([csv_bytes([name for name, _, _ in LEAF_COLUMNS], iter(()))], rows)


def _results_json(cycle: CycleResult, data: Mapping[str, UnitData]) -> Iterator[bytes]:
    """What `json_bytes(results_json(cycle))` is, unit by unit: no country is held as a tree."""
    yield f'{{{_IN_FILE}{_members(_head(cycle), _IN_FILE)},{_IN_FILE}"units": ['.encode()
    for number, result in enumerate(cycle.units):
        before = "," if number else ""
        yield f"{before}{_IN_UNITS}{{{_IN_UNIT}{_members(_place(cycle, result), _IN_UNIT)},{_IN_UNIT}".encode()
        yield text_of(data[result.unit.id].json)
        yield f"{_IN_UNITS}}}".encode()
    yield f"{_IN_FILE if cycle.units else ''}]\n}}\n".encode()


def common_files() -> Iterator[tuple[str, bytes]]:
    """Schemas, README and licence."""
    yield f"{DATA_ROOT}/schemas/results.schema.json", json_bytes(RESULTS_SCHEMA)
    yield f"{DATA_ROOT}/README.md", _README.encode()
    yield f"{DATA_ROOT}/LICENSE.txt", LICENCE_TEXT.encode()


def checksums(digests: Mapping[str, str], folder: str) -> bytes:
    """`SHA256SUMS` of files in a folder, as `sha256sum -c` reads it."""
    lines = [f"{digest}  {path.removeprefix(folder + '/')}\n" for path, digest in sorted(digests.items())]
    return "".join(lines).encode()


def results_json(cycle: CycleResult) -> dict[str, Any]:
    """The canonical results of one cycle."""
    return {**_head(cycle), "units": [_unit(cycle, result) for result in cycle.units]}


def _head(cycle: CycleResult) -> dict[str, Any]:
    regulation = cycle.regulation
    decision = cycle.cycle.decision
    return {
        "$schema": "../../schemas/results.schema.json",
        "version": 1,
        "engine": __version__,
        "programme": cycle.programme.id,
        "name": cycle.programme.name,
        "sample": cycle.programme.sample,
        "cycle": cycle.cycle.id,
        "title": cycle.cycle.title,
        "regulation": regulation.id if regulation else None,
        "criteria_sha256": regulation.sha256 if regulation else None,
        "decision": {"number": decision.number, "date": decision.date, "issuer": decision.issuer} if decision else None,
    }


def _unit(cycle: CycleResult, result: UnitResult) -> dict[str, Any]:
    return {**_place(cycle, result), **_points(result), "leaves": [_leaf(leaf) for leaf in result.leaves]}


def _place(cycle: CycleResult, result: UnitResult) -> dict[str, Any]:
    """Who a unit is and where it stands among the others."""
    return {
        "unit": result.unit.id,
        "name": result.unit.name,
        "group": result.unit.group,
        "page": unit_page(cycle.programme.id, cycle.cycle.id, result.unit.id),
        "standing": result.standing.value,
        "rank": result.rank,
        "tied": result.tied,
        "index": _shown(cycle, result),
        "class": result.grade.label if result.grade else None,
        "late_days": result.late_days,
    }


def _points(result: UnitResult) -> dict[str, Any]:
    """Its totals and what moved them."""
    return {
        "claimed": _total(result.claimed, claimed=True),
        "official": _total(result.official, claimed=False),
        "adjustments": [
            {
                "kind": entry.kind,
                "item": entry.item.code,
                "raw": exact_text(entry.raw),
                "points": exact_text(entry.points),
            }
            for entry in result.adjustments
        ],
    }


def _shown(cycle: CycleResult, result: UnitResult) -> str | None:
    if result.index is None or result.rank is None or cycle.regulation is None:
        return None
    rounding = cycle.regulation.rounding
    return decimal_text(result.index, rounding.decimals, rounding.mode)


def _sum(value: Sum) -> dict[str, str]:
    return {
        "points": exact_text(value.points),
        "max": exact_text(value.max_points),
        "full_max": exact_text(value.full_max),
    }


def _total(total: Total | None, *, claimed: bool) -> dict[str, Any] | None:
    if total is None:
        return None
    areas = {code: _sum(value) for code, value in total.areas.items()}
    if claimed:
        return {"points": exact_text(total.leaves.points), "max": exact_text(total.leaves.max_points), "areas": areas}
    return {
        "points": exact_text(total.points),
        "max": exact_text(total.max_points),
        "counted": exact_text(total.counted),
        "bonus": exact_text(total.bonus),
        "penalty": exact_text(total.penalty),
        "index": None if total.index is None else exact_text(total.index),
        "areas": areas,
        "blocks": {name: _sum(value) for name, value in total.blocks.items()},
    }


def _leaf(leaf: LeafResult) -> dict[str, Any]:
    return {
        "code": leaf.leaf.code,
        "max": exact_text(leaf.leaf.max_points),
        "claimed": _outcome(leaf.claimed),
        "official": _outcome(leaf.official),
        "evidence": [ref.id for ref in leaf.answer.evidence] if leaf.answer else [],
        "decisions": [stage for stage, _ in leaf.decisions],
    }


def _outcome(outcome: Outcome) -> dict[str, str]:
    return {"state": outcome.state.value, "points": exact_text(outcome.points), "max": exact_text(outcome.max_points)}


def _leaves_text(leaves: Sequence[LeafResult]) -> str:
    """What `_text` makes of a list of `_leaf`; a country has hundreds of thousands of them."""
    made = [
        _LEAF_FORM
        % (
            leaf.leaf.code,
            exact_text(leaf.leaf.max_points),
            *_outcome(leaf.claimed).values(),
            *_outcome(leaf.official).values(),
            _text([ref.id for ref in leaf.answer.evidence] if leaf.answer else [], _IN_LIST),
            _text([stage for stage, _ in leaf.decisions], _IN_LIST),
        )
        for leaf in leaves
    ]
    return f"[{_IN_LEAVES}{(',' + _IN_LEAVES).join(made)}{_IN_UNIT}]" if made else "[]"


def _exact(value: Fraction | None) -> str:
    return "" if value is None else exact_text(value)


def results_csv(cycle: CycleResult) -> bytes:
    """A row for each unit of a cycle."""
    rows = (result_row(cycle, result) for result in cycle.units)
    return csv_bytes([name for name, _, _ in RESULT_COLUMNS], rows)


def result_row(cycle: CycleResult, result: UnitResult) -> list[str]:
    """A unit's row in `results.csv`, in the order of `RESULT_COLUMNS`."""
    official, claimed = result.official, result.claimed
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
        _shown(cycle, result) or "",
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
    writer = csv.writer(out, lineterminator=_END)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    out.flush()
    return data.getvalue()


def _safe_csv(data: bytes) -> bytes:
    """A printed table as filed, except that no cell of it can be taken for a formula."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")))
    return data if all(safe_cell(cell) == cell for row in rows for cell in row) else csv_bytes(rows[0], iter(rows[1:]))


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """An object as the data files write it."""
    return (_text(value, "\n ") + "\n").encode()


def _text(value: Any, line: str) -> str:
    """What `json.dumps(…, ensure_ascii=False, indent=1)` writes; `line` begins each line inside the value."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return f"{{{line}{_members(value, line)}{line[:-1]}}}" if value else "{}"
    if isinstance(value, list | tuple):
        inner = ("," + line).join([_text(entry, line + " ") for entry in value])
        return f"[{line}{inner}{line[:-1]}]" if value else "[]"
    return json.dumps(value)


def _members(value: Mapping[str, Any], line: str) -> str:
    """The inside of an object."""
    return ("," + line).join([f"{_quoted(key)}: {_text(entry, line + ' ')}" for key, entry in value.items()])


# How deep the parts of `results.json` stand in it.
_IN_FILE, _IN_UNITS, _IN_UNIT, _IN_LEAVES, _IN_LEAF, _IN_LIST = ("\n" + " " * depth for depth in range(1, 7))
_OUTCOME_FORM = {"state": "%s", "points": "%s", "max": "%s"}
_LEAF_FORM = _text(
    {
        "code": "%s",
        "max": "%s",
        "claimed": _OUTCOME_FORM,
        "official": _OUTCOME_FORM,
        "evidence": "list",
        "decisions": "list",
    },
    _IN_LEAF,
).replace('"list"', "%s")


def index(repository: Repository, paths: Iterable[str]) -> dict[str, Any]:
    """All programmes and cycles with their files, of those that have been written."""
    known = sorted(path.removeprefix(DATA_ROOT + "/") for path in paths)
    return {
        "version": 1,
        "engine": __version__,
        "licence": LICENCE,
        "programmes": [
            {
                "id": programme.id,
                "name": programme.name,
                "sample": programme.sample,
                "files": [path for path in known if path.startswith(f"{programme.id}/years.")],
                "cycles": [
                    {
                        "id": cycle.cycle.id,
                        "kind": cycle.cycle.kind.value,
                        "files": [path for path in known if path.startswith(f"{programme.id}/{cycle.cycle.id}/")],
                    }
                    for cycle in repository.cycles
                    if cycle.programme.id == programme.id
                ],
            }
            for programme in repository.programmes.values()
        ],
    }


_EXACT = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+|/[0-9]+)?$"}
_SUM_SCHEMA = {
    "type": "object",
    "required": ["points", "max", "full_max"],
    "additionalProperties": False,
    "properties": {"points": _EXACT, "max": _EXACT, "full_max": _EXACT},
}
_OUTCOME_SCHEMA = {
    "type": "object",
    "required": ["state", "points", "max"],
    "additionalProperties": False,
    "properties": {"state": {"type": "string"}, "points": _EXACT, "max": _EXACT},
}
RESULTS_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "results.schema.json",
    "title": "Results of one cycle, version 1",
    "type": "object",
    "required": ["version", "programme", "cycle", "sample", "units"],
    "properties": {
        "version": {"const": 1},
        "engine": {"type": "string"},
        "programme": {"type": "string"},
        "name": {"type": "string"},
        "sample": {"type": "boolean"},
        "cycle": {"type": "string"},
        "title": {"type": "string"},
        "regulation": {"type": ["string", "null"]},
        "criteria_sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
        "decision": {"type": ["object", "null"]},
        "units": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["unit", "name", "group", "standing", "rank", "tied", "index", "class", "leaves"],
                "properties": {
                    "unit": {"type": "string"},
                    "rank": {"type": ["integer", "null"], "minimum": 1},
                    "tied": {"type": "boolean"},
                    "index": {"type": ["string", "null"], "pattern": "^-?[0-9]+([.][0-9]+)?$"},
                    "official": {
                        "type": ["object", "null"],
                        "properties": {
                            "points": _EXACT,
                            "max": _EXACT,
                            "index": {"type": ["string", "null"]},
                            "areas": {"type": "object", "additionalProperties": _SUM_SCHEMA},
                            "blocks": {"type": "object", "additionalProperties": _SUM_SCHEMA},
                        },
                    },
                    "leaves": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["code", "max", "claimed", "official"],
                            "properties": {
                                "code": {"type": "string"},
                                "max": _EXACT,
                                "claimed": _OUTCOME_SCHEMA,
                                "official": _OUTCOME_SCHEMA,
                            },
                        },
                    },
                },
            },
        },
    },
}

_README = """# parindex: dữ liệu mở, phiên bản 1 / open data, version 1

- `index.json`: mọi chương trình, kỳ và tệp / all programmes, cycles and files
- `<chương trình>/<kỳ>/results.json`: kết quả đầy đủ, bản chuẩn / full results, canonical
- `<chương trình>/<kỳ>/results.csv`: mỗi đơn vị một dòng / a row a unit
- `<chương trình>/<kỳ>/leaves.csv`: mỗi tiêu chí thành phần của mỗi đơn vị một dòng / a row a leaf and unit
- `<chương trình>/<kỳ>/published.csv`: bảng đã công bố, chép nguyên / a published table as printed
- `schemas/`: lược đồ JSON / JSON Schemas; `datapackage.json`: Frictionless
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
