"""A filled workbook becomes what the unit declares: the value of its file, and findings at the cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parindex.encode.filing import ordered
from parindex.excel.documents import Register
from parindex.excel.grid import Grid, read_grids
from parindex.excel.layout import MAGIC, Kind, Sheet
from parindex.excel.safety import NotSafe
from parindex.excel.tables import Table, chosen_unit, mapping_of, tables_of
from parindex.excel.take_form import take_form
from parindex.excel.take_sides import take_approval, take_contributors, take_documents
from parindex.excel.taken import Taken
from parindex.model.criteria import CriteriaSet
from parindex.model.finding import Finding, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook that may be read: what it says of itself, and its sheets."""

    path: str
    grids: tuple[Grid, ...]
    mapping: Mapping[str, str]
    tables: Mapping[Sheet, Table]
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> Kind:
        """What it holds; of a workbook that was not opened, what most of them hold."""
        return Kind(self.mapping.get("kind", Kind.SELF_ASSESSMENT))


def open_workbook(path: str, data: bytes) -> Opened:
    """The workbook in `data`; where it must not be opened, or is none of ours, that is its only finding."""
    try:
        grids = read_grids(data)
    except NotSafe as bad:
        refused = error("workbook-refused", path, (), 1, 1, problem=bad.problem, name=bad.detail)
        return Opened(path=path, grids=(), mapping={}, tables={}, findings=(refused,))
    mapping = mapping_of(grids)
    if mapping is None or mapping.get("kind") not in list(Kind):
        foreign = error("workbook-foreign", path, (), 1, 1, problem="wb-no-mapping", name="")
        return Opened(path=path, grids=tuple(grids), mapping={}, tables={}, findings=(foreign,))
    tables, findings = tables_of(path, grids, mapping)
    said = {key: value for key, value in mapping.items() if key != MAGIC}
    if not said.get("unit") and Sheet.FORM in tables:
        said["unit"] = chosen_unit(grids, tables[Sheet.FORM])
    return Opened(path=path, grids=tuple(grids), mapping=said, tables=tables, findings=tuple(findings))


def self_assessment_of(opened: Opened, unit: str, cycle: str, criteria: CriteriaSet) -> Taken:
    """What the sheets of a workbook declare for a unit, as the ordered value of its file."""
    taken = Taken()
    records: dict[str, dict[str, str]] = {}
    if Sheet.DOCUMENTS in opened.tables:
        records = take_documents(opened.tables[Sheet.DOCUMENTS], taken)
    register = Register(records)
    answers: dict[str, Any] = {}
    if Sheet.FORM in opened.tables:
        answers = take_form(opened.tables[Sheet.FORM], criteria, register, taken)
    value: dict[str, Any] = {"unit": unit, "cycle": cycle, "evidence": register.records, "answers": answers}
    if Sheet.CONTRIBUTORS in opened.tables:
        value["contributors"] = take_contributors(opened.tables[Sheet.CONTRIBUTORS], taken)
    if Sheet.APPROVAL in opened.tables:
        value["approval"] = take_approval(opened.tables[Sheet.APPROVAL], taken)
    whole = opened.tables.get(Sheet.APPROVAL, opened.tables.get(Sheet.FORM))
    if whole is not None:
        taken.places[()] = whole.place(whole.at(whole.first, "answer"))
    taken.value = ordered(value, criteria)
    return taken
