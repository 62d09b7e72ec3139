"""Workbooks: what a filing says, put into a workbook and read back, is the same filing to the letter.

That this holds for every filing of this repository, LibreOffice in between, is shown in `acceptance/test_workbook.py`.
"""

from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from parindex.encode.filing import filing_text, filing_value, ordered
from parindex.excel.take import open_workbook, self_assessment_of
from parindex.load.filing import load_document, self_assessment
from parindex.model import criteria as c
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support import law, office
from support.house import ROOT
from support.typed import amounts, days, ids, lines, pages, records, texts


@cache
def filed() -> dict[str, tuple[Any, Any]]:
    """Every unit of the repository that has filed, by its cycle and id."""
    repository = run(worktree(ROOT))
    return {
        f"{cycle.programme.id}/{cycle.cycle.id}/{result.unit.id}": (cycle, result)
        for cycle in repository.cycles
        for result in cycle.units
        if result.submission is not None and result.criteria is not None
    }


def test_what_the_workbook_gives_is_what_was_written_by_hand() -> None:
    same = 0
    for cycle, result in filed().values():
        by_hand = worktree(ROOT).read(result.submission.path)
        made = filing_text(filing_value(result.submission, result.criteria), result.criteria)
        again = load_document(FileTree.of({"x": made}), "x", "self-assessment")
        assert again.findings == ()
        assert filing_value(self_assessment(again, result.unit.id, cycle.cycle.id), result.criteria) == ordered(
            filing_value(result.submission, result.criteria), result.criteria
        )
        same += made.encode() == by_hand
    # The others hold a figure with a last zero, which a spreadsheet does not keep.
    assert same > 0.9 * len(filed())


# ── generated filings ─────────────────────────────────────────────────────────────────────────────────────────────

SHARE = c.Measure(label="Tỷ lệ", done="Đã làm", total="Phải làm", excused="Khách quan", fractional=True)
NUMBER = c.Measure(label="Số", number="Số", fractional=True)
LABELS = ("Đúng hạn", "= 1 + 1", "90", "Đúng hạn", "x" * 300, "1/2", "-", "Có * ? ~")
OPTIONS = tuple(c.Option(id=f"o{at}", label=label, points=Fraction(at)) for at, label in enumerate(LABELS))
BRANCHES = c.Branches(
    figures={"mot": "Một", "hai": "Hai"},
    cases=(c.BranchCase(when="", points="mot"),),
    fractional=frozenset({"mot", "hai"}),
    signed=frozenset({"hai"}),
)
RULES = (
    c.Choice(options=OPTIONS),
    c.Checklist(items=OPTIONS),
    c.Steps(measure=SHARE, bands=(c.Band(points=Fraction(1)),)),
    c.Steps(measure=NUMBER, bands=(c.Band(points=Fraction(1)),)),
    BRANCHES,
    c.Count(measure=NUMBER, each=Fraction(1, 2)),
)
SET = law.criteria(*(law.leaf(f"1.{at}", "8", rule) for at, rule in enumerate(RULES, 1)))
CYCLE = law.cycle()


@st.composite
def answers(draw: st.DrawFn, rule: c.Rule, known: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    names = [option.id for option in OPTIONS]
    if draw(st.booleans()):
        if isinstance(rule, c.Choice):
            told["option"] = draw(st.sampled_from(names))
        elif isinstance(rule, c.Checklist):
            told["items"] = draw(st.lists(st.sampled_from(names), unique=True))
        elif isinstance(rule, c.Branches):
            minus = draw(st.sampled_from(["", "-"])) + "7.5"
            told["figures"] = draw(
                st.fixed_dictionaries({}, optional={"mot": amounts, "hai": amounts | st.just(minus)})
            )
        else:
            must, may = c.wanted_facts(rule)
            told |= draw(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(must | may), amounts)))
    refs = st.lists(
        st.sampled_from(known)
        | st.fixed_dictionaries({"id": st.sampled_from(known)}, optional={"pages": pages, "section": lines}),
        max_size=5,
    )
    if known:
        told["evidence"] = [ref["id"] if isinstance(ref, dict) and len(ref) == 1 else ref for ref in draw(refs)]
    for key, strategy in (("explanation", texts), ("note", texts), ("not-applicable", texts), ("points", amounts)):
        if draw(st.integers(0, 3)) == 0:
            told[key] = draw(strategy)
    return {key: value for key, value in told.items() if value or key == "items"}


@st.composite
def filings(draw: st.DrawFn) -> dict[str, Any]:
    evidence = draw(st.dictionaries(ids, records, max_size=5))
    blocks = {leaf.code: draw(answers(leaf.rule, list(evidence))) for leaf in SET.leaves}
    value: dict[str, Any] = {"unit": "so-a", "cycle": "2025", "evidence": evidence, "answers": blocks}
    if draw(st.booleans()):
        value["approval"] = draw(
            st.fixed_dictionaries({"by": lines, "title": lines, "date": days}, optional={"document": lines})
        )
    row = st.fixed_dictionaries(
        {"field": ids, "head": lines},
        optional={"officer": lines, "areas": st.lists(st.sampled_from("123"), min_size=1)},
    )
    value["contributors"] = draw(st.lists(row, max_size=2))
    return ordered(value, SET)


# A workbook takes a tenth of a second: a counterexample is told as it was found, shrinking it would take minutes.
@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(filings())
def test_a_generated_filing_comes_back_as_it_is(value: dict[str, Any]) -> None:
    data = office.made(office.plain_settings(SET, value))
    opened = open_workbook("x.xlsx", data)
    taken = self_assessment_of(opened, "so-a", "2025", SET)
    assert [*opened.findings, *taken.findings] == []
    assert taken.value == value
    assert filing_text(taken.value, SET) == filing_text(value, SET)


@pytest.mark.parametrize("text", ["=1+1", "@x", "+84", "'quoted", "_x0041_", "a\nb", "1-4", "TRUE"])
def test_a_text_stays_the_text_it_is(text: str) -> None:
    value = ordered({"unit": "so-a", "cycle": "2025", "answers": {"1.1": {"explanation": text}}}, SET)
    opened = open_workbook("x.xlsx", office.made(office.plain_settings(SET, value)))
    assert self_assessment_of(opened, "so-a", "2025", SET).value == value
