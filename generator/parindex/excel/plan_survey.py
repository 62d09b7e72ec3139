"""The workbook of a survey: a row for each question and unit with its counts, and how the survey was made.

Counts only: there is no column for a person, and on the way back a column that was put in is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parindex.excel.book import Book, Page, Style, Value, address
from parindex.excel.campaign import SPARE_ROWS, Campaign, Column, TablePage, mapping_and_lists
from parindex.excel.columns import ANSWER, CONDUCTED_ROWS, Conducted, Counts
from parindex.excel.layout import Sheet
from parindex.excel.plan_leaf import figure_value
from parindex.excel.plan_sides import guide_sheet, question_page
from parindex.i18n.text import label


def survey_book(campaign: Campaign) -> Book:
    """The workbook: guide, counts, how the survey was made, and the hidden sheet."""
    lang = campaign.lang
    questions, units = campaign.question_names, campaign.units
    mapping, ranges = mapping_and_lists(
        campaign,
        {
            "questions": [
                (questions.called(key), rule.minimum_sample) for key, (_, rule) in campaign.questions.items()
            ],
            "units": [(name,) for name in units.shown()],
        },
    )
    counts = _counts_page(campaign, ranges)
    legend = [(Style.IN_TEXT, label("wb-guide-in", lang)), (Style.LEAF, label("wb-guide-locked", lang))]
    guide = guide_sheet(campaign.title, label("wb-survey-guide", lang), legend, lang)
    pages = (guide, counts, _conducted_page(campaign), mapping)
    return Book(pages=pages, first=counts.name, title=campaign.title, author=campaign.programme.authority)


def answers_of(campaign: Campaign) -> dict[str, str]:
    """The answers of all questions by id with their words: those of the regulation, then those only the file has."""
    found: dict[str, list[str]] = {}
    for _, rule in campaign.questions.values():
        for answer in rule.answers:
            words = found.setdefault(answer.id, [])
            if answer.label not in words:
                words.append(answer.label)
    for units in campaign.value.get("questions", {}).values():
        for count in units.values():
            for key in count["answers"]:
                found.setdefault(key, [key])
    return {key: " / ".join(words) for key, words in found.items()}


def _counts_page(campaign: Campaign, ranges: Mapping[str, Sequence[str]]) -> Page:
    answers = answers_of(campaign)
    columns = [
        Column(key=Counts.QUESTION, width=38),
        Column(key=Counts.UNIT, width=28),
        Column(key=Counts.SAMPLE, width=9, style=Style.IN_COUNT),
        *(Column(key=f"{ANSWER}{key}", width=9, style=Style.IN_COUNT, words=words) for key, words in answers.items()),
        Column(key=Counts.ANSWERED, width=9, style=Style.CENTRE),
        Column(key=Counts.REMARK, width=21, style=Style.MUTED),
    ]
    table = TablePage(campaign, Sheet.COUNTS, columns, campaign.title)
    questions, units = campaign.question_names, campaign.units
    for question, unit, count in _rows(campaign):
        figures: dict[str, Value] = {f"{ANSWER}{key}": figure_value(text) for key, text in count["answers"].items()}
        sample = figure_value(count["sample"]) if "sample" in count else None
        cells = {Counts.QUESTION.value: questions.called(question), Counts.UNIT.value: units.called(unit)}
        row = table.add({**cells, Counts.SAMPLE.value: sample, **figures})
        table.lock(row, Counts.QUESTION)
        table.lock(row, Counts.UNIT)
        asked = campaign.questions.get(question)
        allowed = {answer.id for answer in asked[1].answers} if asked else set(answers)
        for key in answers:
            if key not in allowed and f"{ANSWER}{key}" not in figures:
                table.page.put(row, table.at[f"{ANSWER}{key}"], None, Style.CLOSED)
    for _ in range(SPARE_ROWS):
        table.add({})
    for row in range(table.first, table.row):
        _judge(table, row, list(answers), ranges["questions"], campaign)
    table.check(Counts.QUESTION, "list", f"={ranges['questions'][0]}", "wb-check-choice")
    table.check(Counts.UNIT, "list", f"={ranges['units'][0]}", "wb-check-choice")
    table.counts(Counts.SAMPLE)
    first = address(table.first, table.at[Counts.SAMPLE])
    for key in answers:
        cell = address(table.first, table.at[f"{ANSWER}{key}"])
        table.check(
            f"{ANSWER}{key}",
            "custom",
            f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell}),OR(NOT(ISNUMBER(${first})),{cell}<=${first}))",
            "wb-check-answers",
        )
    table.page.frozen = (table.first, table.at[Counts.SAMPLE])
    table.page.filter = (table.first - 1, table.at[Counts.QUESTION], table.row - 1, table.at[Counts.UNIT])
    return table.page


def _rows(campaign: Campaign) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Question, unit and counts: what the file holds as it holds it, then the units of which nothing is known yet."""
    held: Mapping[str, Mapping[str, Any]] = campaign.value.get("questions", {})
    blank: Mapping[str, Any] = {"answers": {}}
    for question in dict.fromkeys((*held, *campaign.questions)):
        yield from ((question, unit, count) for unit, count in held.get(question, {}).items())
        for unit in campaign.programme.units.values():
            if unit.id in held.get(question, {}) or campaign.cycle is None or campaign.regulation is None:
                continue
            criteria = campaign.regulation.sets.get(unit.group)
            asks = criteria is not None and any(
                getattr(leaf.rule, "question", "") == question for leaf in criteria.leaves
            )
            if asks and unit.existed_in(campaign.cycle.id):
                yield question, unit.id, blank


def _judge(table: TablePage, row: int, answers: Sequence[str], questions: Sequence[str], campaign: Campaign) -> None:
    """How many have answered, and whether they are enough: formulas with what they come to now."""
    cells = [table.page.cells[row, table.at[f"{ANSWER}{key}"]].value for key in answers]
    sample = table.page.cells[row, table.at[Counts.SAMPLE]].value
    figures = [value for value in cells if isinstance(value, int | float)]
    answered: float | str = float(sum(figures)) if figures else ""
    if answers:
        first, last = (address(row, table.at[f"{ANSWER}{key}"]) for key in (answers[0], answers[-1]))
        formula = f'=IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))'
        table.page.compute(row, table.at[Counts.ANSWERED], formula, Style.CENTRE, answered)
    if len(questions) < 2:
        return
    asked, of = address(row, table.at[Counts.QUESTION]), address(row, table.at[Counts.SAMPLE])
    done = address(row, table.at[Counts.ANSWERED])
    least = f"IFERROR(INDEX({questions[1]},MATCH({asked},{questions[0]},0)),0)"
    above, small = label("wb-survey-above", table.lang), label("wb-survey-small", table.lang)
    formula = f'=IF(OR({of}="",{done}=""),"",IF({done}>{of},"{above}",IF({done}<{least},"{small} "&{least},"")))'
    told = ""
    if isinstance(sample, int | float) and isinstance(answered, float):
        question = campaign.question_names.named(str(table.page.cells[row, table.at[Counts.QUESTION]].value or ""))
        minimum = campaign.questions[question][1].minimum_sample if question else 0
        told = above if answered > sample else f"{small} {minimum}" if answered < minimum else ""
    table.page.compute(row, table.at[Counts.REMARK], formula, Style.MUTED, told)


def _conducted_page(campaign: Campaign) -> Page:
    lang = campaign.lang
    held = campaign.value.get("conducted", {})
    questions = {key: label(f"wb-conducted-{key}", lang) for key in CONDUCTED_ROWS}
    days, long = ("from", "to"), ("method",)
    page, _ = question_page(Sheet.CONDUCTED, Conducted, questions, held, lang, width=70, days=days, long=long)
    return page
