"""Reads a survey's counts and how it was made. Rows about single persons are no counts and are refused."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from parindex.excel.campaign import Campaign
from parindex.excel.cells import day_of, figure_of, line_of
from parindex.excel.columns import ANSWER, CONDUCTED_ROWS, Conducted, Counts
from parindex.excel.layout import Sheet
from parindex.excel.plan_survey import answers_of
from parindex.excel.tables import Table
from parindex.excel.take_rows import missing, named
from parindex.excel.taken import Taken
from parindex.i18n.numbers import folded
from parindex.model.finding import error


def take_survey(tables: Mapping[Sheet, Table], campaign: Campaign, taken: Taken) -> None:
    """Puts the value of `survey.yaml` into `taken`."""
    assert campaign.cycle is not None
    taken.value = {"cycle": campaign.cycle.id}
    conducted = _conducted(tables[Sheet.CONDUCTED], taken)
    if conducted:
        taken.value["conducted"] = conducted
    taken.value["questions"] = _counts(tables[Sheet.COUNTS], campaign, taken)


def _conducted(table: Table, taken: Taken) -> dict[str, str]:
    told: dict[str, str] = {}
    for row in table.rows():
        key = str(table.at(row, Conducted.KEY).content or "")
        if key in CONDUCTED_ROWS:
            reader = partial(day_of, grid=table.grid) if key in ("from", "to") else line_of
            if text := taken.read(table, table.at(row, Conducted.ANSWER), reader, "conducted", key):
                told[key] = text
    return {key: told[key] for key in CONDUCTED_ROWS if key in told}


def _counts(table: Table, campaign: Campaign, taken: Taken) -> dict[str, dict[str, Any]]:
    _heads(table, campaign)
    answers = [key for key in table.columns if key.startswith(ANSWER)]
    questions, units = campaign.question_names, campaign.units
    told: dict[str, dict[str, Any]] = {}
    rows: dict[tuple[str, str], int] = {}
    for row in table.rows():
        if all(table.at(row, column).blank for column in (Counts.SAMPLE, *answers)):
            continue
        question = named(table, row, Counts.QUESTION, questions, taken)
        unit = named(table, row, Counts.UNIT, units, taken)
        for column, found in ((Counts.QUESTION, question), (Counts.UNIT, unit)):
            if found == "":
                missing(table, row, column, taken)
        place = ("questions", question or "", unit or "")
        figures = {}
        for answer in answers:
            key = answer.removeprefix(ANSWER)
            text = taken.read(table, table.at(row, answer), partial(figure_of, percent=False), *place, "answers", key)
            if text:
                figures[key] = text
        sample = taken.read(table, table.at(row, Counts.SAMPLE), partial(figure_of, percent=False), *place, "sample")
        if table.at(row, Counts.SAMPLE).blank:
            missing(table, row, Counts.SAMPLE, taken)
        if not question or not unit:
            continue
        if (question, unit) in rows:
            cell, first = table.at(row, Counts.UNIT), table.at(rows[question, unit], Counts.UNIT)
            # A table with a row for each answerer has the same unit again and again.
            taken.findings.append(
                error("workbook-survey-rows", *table.place(cell), unit=units.called(unit), first=first.address)
            )
            continue
        rows[question, unit] = row
        taken.places[place] = table.place(table.at(row, Counts.SAMPLE))
        told.setdefault(question, {})[unit] = {**({"sample": sample} if sample else {}), "answers": figures}
    return told


def _heads(table: Table, campaign: Campaign) -> None:
    """Finds the columns of answers by the words over them where their keys are gone."""
    words = {folded(" ".join(said.split())): f"{ANSWER}{key}" for key, said in answers_of(campaign).items()}
    for cell in table.grid.row(table.first - 1):
        key = words.get(folded(" ".join(str(cell.content or "").split())))
        if key is not None and key not in table.columns and cell.column not in table.columns.values():
            table.columns[key] = cell.column
