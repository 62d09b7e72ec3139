"""What a workbook has room for: every fact, document and key of a file; and where its printed pages end."""

from dataclasses import fields
from fractions import Fraction

import pytest

from parindex.excel import layout
from parindex.excel.book import Page, Style, address
from parindex.excel.documents import Register
from parindex.excel.measure import page_breaks
from parindex.model import criteria as c
from parindex.model.filing import Answer, Approval, Contributor, Evidence
from support import law, office


def test_every_key_of_a_document_has_its_column() -> None:
    assert {field.name for field in fields(Evidence)} <= {column.value for column in layout.Documents}


def test_every_part_of_an_approval_has_its_row_and_every_part_of_a_field_head_its_column() -> None:
    assert tuple(field.name for field in fields(Approval)) == layout.APPROVAL_ROWS
    assert {field.name for field in fields(Contributor)} <= {column.value for column in layout.Contributors}


def test_every_key_of_an_answer_has_its_place_in_the_form() -> None:
    columns = {column.value.replace("-", "_") for column in layout.Form} | {"facts", "typed_points"}
    assert {field.name for field in fields(Answer)} <= columns


def test_every_method_that_a_unit_answers_asks_for_the_facts_that_it_needs() -> None:
    option = (c.Option(id="a", label="A", points=Fraction(1)),)
    rules = (
        c.Choice(options=option),
        c.Checklist(items=option),
        c.Steps(measure=law.SHARE, bands=()),
        c.Ratio(measure=law.SHARE),
        c.Branches(figures={"a": "A"}, cases=()),
        c.Count(measure=law.NUMBER, each=Fraction(1)),
        c.Deduct(measure=law.NUMBER, each=Fraction(1)),
    )
    for rule in rules:
        must, may = c.wanted_facts(rule)
        assert {fact.partition(":")[0] for fact, _ in layout.fact_rows(rule)} == must | may
    assert layout.fact_rows(c.CouncilMark()) == []


@pytest.mark.parametrize(
    ("labels", "spelt"),
    [
        (["Đúng hạn", "Chậm"], ["Đúng hạn", "Chậm"]),
        (["Có", "có"], ["(1) Có", "(2) có"]),
        (["= 1", "90", "- không", "Trên 90 %"], ["(1) = 1", "(2) 90", "(3) - không", "Trên 90 %"]),
        (["x" * 300], ["(1) " + "x" * 200]),
    ],
)
def test_a_choice_is_numbered_where_its_words_alone_would_not_do(labels: list[str], spelt: list[str]) -> None:
    assert layout.choices(labels) == spelt


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((0, 702), "AAA1")])
def test_a_cell_has_the_address_that_people_know(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


def test_a_document_is_called_by_what_names_it_alone() -> None:
    register = Register(
        {
            "a": {"number": "1/BC", "title": "Một"},
            "b": {"number": "2/BC", "title": "Chung"},
            "c": {"number": "2/BC", "title": "Chung"},
            "d": {"title": "Một mình"},
            "1/bc-khac": {"number": "a", "title": "x" * 90},
            "e": {"number": "5", "custodian": "Sở"},
        }
    )
    assert [register.called(key) for key in register.records] == ["1/BC", "b", "c", "Một mình", "1/bc-khac", "5"]
    assert all(register.named(register.called(key)) == key for key in register.records)


def test_a_new_document_gets_an_id_that_no_other_has() -> None:
    register = Register({"90-bc": {"title": "x"}})
    assert [register.add({"number": "90/BC", "title": "x"}) for _ in range(3)] == ["90-bc-2", "90-bc-3", "90-bc-4"]
    assert register.add({"title": "???"}) == "tai-lieu"


def test_a_printed_page_ends_before_a_criterion_that_does_not_fit_on_it() -> None:
    page = Page(name="x", widths=dict.fromkeys(range(10), 15.0), landscape=True)
    for row in range(40):
        page.put(row, 0, "x", Style.PLAIN)
        page.heights[row] = 100
    page.blocks = [2, 5, 9, 10, 20, 38]
    scale, breaks = page_breaks(page)
    assert 40 < scale <= 100
    assert set(breaks) <= set(page.blocks)
    assert breaks == sorted(breaks)
    assert 2 not in breaks


def test_pages_of_a_form_end_between_criteria_only() -> None:
    leaves = [law.leaf(f"1.{number}", "1") for number in range(1, 31)]
    settings = office.plain_settings(law.criteria(*leaves), {})
    form = office.planned(settings)
    starts = {row for (row, column), cell in form.cells.items() if column == 1 and row > 5 and cell.value}
    _, breaks = page_breaks(form)
    assert breaks
    assert set(breaks) <= starts
