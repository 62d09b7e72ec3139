"""What the checker refuses the form refuses too, whether it comes in a file or in a workbook, and it says where."""

import base64
import copy
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from parindex.encode.filing import filing_text
from parindex.excel.layout import Form
from parindex.excel.take import open_workbook, self_assessment_of
from parindex.model.criteria import CriteriaSet
from parindex.model.finding import Severity
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.score.unit import UnitScorer
from parindex.source.worktree import worktree
from parindex.unitfiles import unit_result
from support import office
from support.house import ROOT
from support.office import cell_of, changed
from support.web import Served, Watched, page_of

pytestmark = pytest.mark.browser

PROGRAMME, CYCLE, UNIT = "thanh-pho-minh-hai", "2023", "xa-mau-dao"
SET = "hai-phong-3793-2022/xa-phuong"
PATH = f"submissions/{PROGRAMME}/{CYCLE}/{UNIT}/self-assessment.yaml"


@cache
def cycle() -> CycleResult:
    """The open cycle that the unit files in, read once."""
    scope = Scope(programme=PROGRAMME, cycle=CYCLE, units=frozenset({UNIT}))
    return next(cycle for cycle in run(worktree(ROOT), scope).cycles if cycle.cycle.id == CYCLE)


def result_of(text: str) -> UnitResult:
    """The unit with another file."""
    made = cycle()
    assert made.regulation is not None
    unit = next(result.unit for result in made.units if result.unit.id == UNIT)
    return unit_result(FileTree.of({PATH: text.encode()}), UnitScorer(made.regulation, made.cycle), unit)


def refused(text: str) -> set[str]:
    """The rules that the checker finds broken."""
    return {found.rule for found in result_of(text).findings if found.severity is Severity.ERROR}


@pytest.fixture
def form(site: Served, desk: Watched) -> Iterator[Page]:
    page = desk.open(site.address + page_of(site.folder, "form"))
    for script in ("vendor/js-yaml.min.js", "xlsx.js", "workbook.js", f"bo-tieu-chi/{SET}.js"):
        page.add_script_tag(url=f"{site.address}assets/{script}")
    yield page
    assert desk.faults == []


TOLD = """([about, text]) => {
    const set = parindexCriteria[about.criteria];
    const read = parindexFiling.readFile(set, about, text, jsyaml);
    if (!read.state) { return { told: read.faults.map((fault) => fault[0]), points: {} }; }
    const found = parindexFiling.review(set, read.state);
    const claims = parindexFiling.claims(set, read.state);
    return {
        told: [...read.notes, ...found.faults.map((entry) => entry.fault)].map((fault) => fault[0]),
        points: Object.fromEntries(Array.from(claims, ([code, claim]) => [code, claim.state])),
    };
}"""

ABOUT = {"programme": PROGRAMME, "cycle": CYCLE, "criteria": SET, "sha256": "x", "schema": "x", "units": [{"id": UNIT}]}


def said(page: Page, text: str) -> Any:
    return page.evaluate(TOLD, [ABOUT, text])


GOOD: Mapping[str, Any] = {
    "unit": UNIT,
    "cycle": CYCLE,
    "evidence": {"bao-cao": {"title": "Báo cáo", "number": "12/BC-UBND", "date": "2023-12-01"}},
    "answers": {
        "1.1.1": {"option": "{option}", "evidence": ["bao-cao"]},
        "1.1.2": {"items": ["{item}"], "evidence": ["bao-cao"]},
        "1.1.3": {"done": "9", "total": "10", "evidence": ["bao-cao"]},
        "1.3.2": {"number": "1", "evidence": ["bao-cao"]},
        "1.4": {"figures": {}, "evidence": ["bao-cao"]},
    },
    "contributors": [{"field": "tu-phap", "head": "Nguyễn Văn Thử", "areas": ["1"]}],
    "approval": {"by": "Nguyễn Văn Thử", "title": "Chủ tịch", "date": "2024-01-02"},
}


def criteria() -> CriteriaSet:
    regulation = cycle().regulation
    assert regulation is not None
    return regulation.sets["xa-phuong"]


def good() -> dict[str, Any]:
    """A filing with nothing wrong in it, of every way of declaring."""
    value = copy.deepcopy(dict(GOOD))
    answers = value["answers"]
    rules: dict[str, Any] = {code: criteria().by_code[code].rule for code in answers}
    answers["1.1.1"]["option"] = rules["1.1.1"].options[0].id
    answers["1.1.2"]["items"] = [rules["1.1.2"].items[0].id]
    answers["1.4"]["figures"] = dict.fromkeys(rules["1.4"].figures, "1")
    return value


Change = tuple[tuple[str, ...], Any]
"""A place in a filing and what it holds instead; None takes it out."""


def spoilt(change: Change) -> str:
    """The good filing after a change."""
    value = good()
    (*way, last), entry = change
    holder: Any = value
    for key in way:
        holder = holder[key]
    if entry is None:
        del holder[last]
    else:
        holder[last] = entry
    return json.dumps(value, ensure_ascii=False)


def answer(code: str, **facts: Any) -> Change:
    return ("answers", code), facts


def record(**fields: Any) -> Change:
    return ("evidence", "bao-cao"), {"title": "Báo cáo", **fields}


RATIO = {"done": "9", "total": "10", "evidence": ["bao-cao"]}

# What is wrong, the rule that the checker has for it, and what the form says.
CASES: Mapping[str, tuple[Change, str, str]] = {
    "not applicable where it is not allowed": (
        (answer("1.1.3", **{"not-applicable": "Không có việc này"})),
        "not-applicable-refused",
        "form-fault-na-refused",
    ),
    "not applicable with figures": (
        (answer("1.1.3", **RATIO, **{"not-applicable": "Không có việc này"})),
        "not-applicable-with-facts",
        "form-fault-na-facts",
    ),
    "more done than there was": (
        (answer("1.1.3", **RATIO | {"done": "54"})),
        "done-above-total",
        "form-fault-done",
    ),
    "half a case": ((answer("1.1.3", **RATIO | {"done": "1.5"})), "not-whole", "form-fault-whole"),
    "a thousand or one": (
        (answer("1.1.3", **RATIO | {"done": "1.000", "total": "1000"})),
        "number-grouped",
        "form-load-grouped",
    ),
    "a figure of many digits": (
        (answer("1.1.3", **RATIO | {"total": "1" * 16})),
        "bad-value",
        "form-fault-number",
    ),
    "less than nothing": ((answer("1.1.3", **RATIO | {"done": "-1"})), "bad-value", "form-fault-negative"),
    "a figure that is no text": ((answer("1.1.3", **RATIO | {"done": ["9"]})), "wrong-shape", "form-load-stray"),
    "no total": ((answer("1.1.3", done="9", evidence=["bao-cao"])), "fact-missing", "form-fault-figure"),
    "a figure that is not asked for": (
        (answer("1.1.3", **RATIO, number="1")),
        "fact-unexpected",
        "form-load-stray",
    ),
    "an option where figures are asked for": (
        (answer("1.1.3", **RATIO, option="co")),
        "fact-unexpected",
        "form-load-stray",
    ),
    "figures where an option is asked for": (
        ((("answers", "1.1.1", "done"), "1")),
        "fact-unexpected",
        "form-load-stray",
    ),
    "figures of a formula where none is": (
        (answer("1.1.3", **RATIO, figures={"a": "1"})),
        "fact-unexpected",
        "form-load-stray",
    ),
    "a figure that the formula does not have": (
        ((("answers", "1.4", "figures", "khac"), "1")),
        "figure-unknown",
        "form-load-option",
    ),
    "no option": ((answer("1.1.1", evidence=["bao-cao"])), "fact-missing", "form-fault-option"),
    "an option that there is not": (
        ((("answers", "1.1.1", "option"), "khac")),
        "option-unknown",
        "form-load-option",
    ),
    "words and no mark in a list": (
        (answer("1.1.2", explanation="Đã làm một phần")),
        "fact-missing",
        "form-fault-items",
    ),
    "typed points that the facts are not worth": (
        (answer("1.1.3", **RATIO, points="0.123")),
        "points-differ",
        "form-fault-points",
    ),
    "typed points above the maximum": (
        (answer("1.1.3", **RATIO, points="99")),
        "points-above-maximum",
        "form-fault-points",
    ),
    "points without a document": (
        (answer("1.1.3", done="9", total="10")),
        "evidence-missing",
        "form-fault-evidence",
    ),
    "a document that is not listed": (
        (answer("1.1.3", **RATIO | {"evidence": ["khac"]})),
        "evidence-unknown",
        "form-load-ref",
    ),
    "pages in words": (
        (answer("1.1.3", **RATIO | {"evidence": [{"id": "bao-cao", "pages": "trang bốn"}]})),
        "no-form-fits",
        "form-fault-pages",
    ),
    "an explanation without end": (
        (answer("1.1.3", **RATIO, explanation="x" * 4001)),
        "too-long",
        "form-fault-long",
    ),
    "an unknown word": ((answer("1.1.3", **RATIO, khac="1")), "unknown-key", "form-load-part"),
    "an answer that is a text": (((("answers", "1.1.3"), "9")), "wrong-shape", "form-load-answer"),
    "a criterion that there is not": ((answer("9.9.9", done="1")), "code-unknown", "form-load-code"),
    "a document without a title": (
        ((("evidence", "bao-cao"), {"number": "12"})),
        "missing-key",
        "form-fault-title",
    ),
    "a kind of document that there is not": ((record(kind="sach")), "not-one-of", "form-load-record"),
    "a day that there is not": ((record(date="2023-02-30")), "date-impossible", "form-fault-date"),
    "an address that leads to a file": ((record(url="file:///etc/passwd")), "link-refused", "form-fault-link"),
    "pages of a document in words": ((record(pages="hết")), "bad-value", "form-fault-pages"),
    "a length in words": ((record(length="mười")), "bad-value", "form-fault-length"),
    "a hash that is none": ((record(sha256="abc")), "bad-value", "form-fault-hash"),
    "a file outside the unit's folder": (
        (record(path="../khac.pdf")),
        "evidence-path-outside",
        "form-fault-path",
    ),
    "a title without end": ((record(title="x" * 601)), "too-long", "form-fault-long"),
    "a restricted document that tells": (
        (record(visibility="restricted", number="1", custodian="x", reason="x", sha256="9f" * 32)),
        "restricted-tells",
        "form-load-restricted",
    ),
    "a restricted document without its keeper": (
        ((("evidence", "bao-cao"), {"visibility": "restricted", "number": "1", "reason": "x"})),
        "restricted-incomplete",
        "form-fault-restricted",
    ),
    "an id with capitals": (((("evidence", "BC 12"), {"title": "Báo cáo"})), "bad-key", "form-load-evidence"),
    "a list of documents that is none": (
        ((("evidence",), ["bao-cao"])),
        "wrong-shape",
        "form-load-part-shape",
    ),
    "an approval without a title": (((("approval", "title"), None)), "missing-key", "form-fault-approval"),
    "an approval on a day that there is not": (
        ((("approval", "date"), "2024-02-30")),
        "date-impossible",
        "form-fault-date",
    ),
    "an approval with more than it has": (((("approval", "khac"), "x")), "unknown-key", "form-load-key"),
    "a head of nothing": (((("contributors",), [{"head": "A"}])), "missing-key", "form-load-contributors"),
    "a part that files do not have": (((("khac",), "x")), "unknown-key", "form-load-key"),
}


def test_a_filing_without_faults_has_none_in_either(form: Page) -> None:
    text = json.dumps(good(), ensure_ascii=False)
    assert refused(text) == set()
    assert said(form, text)["told"] == []


def test_each_fault_of_a_file_is_told_by_the_checker_and_by_the_form(form: Page) -> None:
    differing = {}
    for name, (change, rule, label) in CASES.items():
        text = spoilt(change)
        rules, told = refused(text), said(form, text)["told"]
        if rule not in rules or label not in told:
            differing[name] = (rule, rules, label, told)
    assert differing == {}


def test_an_item_that_is_chosen_twice_is_told(form: Page) -> None:
    value = good()
    value["answers"]["1.1.2"]["items"] *= 2
    text = json.dumps(value, ensure_ascii=False)
    assert "item-twice" in refused(text)
    assert "form-load-twice" in said(form, text)["told"]


@pytest.mark.parametrize(
    "name", ["more done than there was", "not applicable where it is not allowed", "not applicable with figures"]
)
def test_what_cannot_be_so_is_worth_nothing_until_it_is_corrected(form: Page, name: str) -> None:
    states = said(form, spoilt(CASES[name][0]))["points"]
    assert states["1.1.3"] == "not-answered"
    assert states["1.1.1"] == "scored"


# ── the same in a workbook ────────────────────────────────────────────────────────────────────────────────────────

BOOK = """async ([about, book]) => {
    const set = parindexCriteria[about.criteria];
    const grids = await parindexXlsx.read(Uint8Array.from(atob(book), (sign) => sign.charCodeAt(0)).buffer);
    const found = parindexWorkbook.valueOf(set, about, grids, "");
    const read = parindexFiling.readValue(set, about, found.value);
    const review = parindexFiling.review(set, read.state);
    return {
        text: parindexFiling.fileText(set, about, read.unit, read.state),
        told: [...found.notes, ...read.notes, ...review.faults.map((entry) => entry.fault)].map((fault) => fault[0]),
    };
}"""


def book_of(change: Callable[[Any], None]) -> bytes:
    text = json.dumps(good(), ensure_ascii=False)
    return changed(office.made(office.settings_of(cycle(), result_of(text))), change)


def put(*cells: tuple[str, Form, Any]) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for key, column, value in cells:
            cell_of(book, key, column).value = value

    return change


NOT_APPLICABLE = ("1.1.3|done", Form.NOT_APPLICABLE, "Không có việc này")
BOOKS: Mapping[str, tuple[Callable[[Any], None], set[str], set[str]]] = {
    "words in the grey cell beside figures": (
        put(NOT_APPLICABLE),
        {"not-applicable-refused", "not-applicable-with-facts"},
        {"form-fault-na-refused", "form-fault-na-facts"},
    ),
    "words in the grey cell alone": (
        put(NOT_APPLICABLE, ("1.1.3|done", Form.ANSWER, None), ("1.1.3|total", Form.ANSWER, None)),
        {"not-applicable-refused"},
        {"form-fault-na-refused"},
    ),
    "more done than there was": (
        put(("1.1.3|done", Form.ANSWER, 54)),
        {"done-above-total"},
        {"form-fault-done"},
    ),
    "other points than the facts are worth": (
        put(("1.1.3|done", Form.TYPED, 0.123)),
        {"points-differ"},
        {"form-fault-points"},
    ),
}


@pytest.mark.parametrize("name", list(BOOKS))
def test_a_workbook_has_the_same_faults_in_the_form_in_its_file_and_on_import(form: Page, name: str) -> None:
    change, rules, labels = BOOKS[name]
    data = book_of(change)
    regulation = cycle().regulation
    assert regulation is not None
    about = {**ABOUT, "sha256": regulation.sha256}
    read = form.evaluate(BOOK, [about, base64.b64encode(data).decode()])
    assert set(read["told"]) == labels
    # The file that the form hands over is refused for the same, and so is what the import would write.
    assert refused(read["text"]) == rules
    taken = self_assessment_of(open_workbook("x.xlsx", data), UNIT, CYCLE, criteria())
    assert refused(filing_text(taken.value, criteria())) == rules
