"""The appraiser's worksheet: a CSV of one criterion or area across the units, riskiest first.

It is made for a spreadsheet program in Vietnamese: UTF-8 with its mark, `;` between cells, and no cell that such a
program would run as a formula. `imports/worksheet.py` reads it back; columns are known by their heads in any language.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from parindex.encode.casewords import CaseWords, facts_text
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.model.case import Case, Dossier
from parindex.model.filing import Decision
from parindex.model.formula import STARTS

_RUN = (*STARTS, "'")


class Column(StrEnum):
    """The columns of a worksheet, in their order."""

    UNIT = "unit"
    NAME = "name"
    CODE = "code"
    CRITERION = "criterion"
    MAX = "max"
    DECLARED = "declared"
    CLAIMED = "claimed"
    BEFORE = "before"
    RISKS = "risks"
    EVIDENCE = "evidence"
    EXPLANATION = "explanation"
    EARLIER = "earlier"
    REPLY = "reply"
    CYCLE = "cycle"
    STAGE = "stage"
    NOTATION = "notation"
    VERDICT = "verdict"
    FACTS = "facts"
    POINTS = "points"
    REASON_CODE = "reason-code"
    REASON = "reason"
    ASKS = "asks"


FILLED = (Column.VERDICT, Column.FACTS, Column.POINTS, Column.REASON_CODE, Column.REASON, Column.ASKS)
"""The columns that the appraiser fills in."""

KEYS = (Column.UNIT, Column.CODE, Column.DECLARED, Column.CYCLE, Column.STAGE)
"""The columns by which a filled row finds its place again."""


class Conclusion(StrEnum):
    """What can be decided on a leaf; KEEP leaves what an earlier stage decided, so it is no ACCEPT of the claim."""

    ACCEPT = "accept"
    KEEP = "keep"
    CORRECT = "correct"
    POINTS = "points"
    NOT_APPLICABLE = "not-applicable"
    APPLICABLE = "applicable"


REASON_CODES = (
    "figure-not-proven",
    "evidence-missing",
    "evidence-not-valid",
    "wrong-period",
    "rule-misread",
    "not-applicable-refused",
    "explanation-accepted",
    "other",
)


def worksheet_table(rows: Iterable[tuple[Dossier, Case]], lang: str) -> list[list[str]]:
    """The cells of the worksheet with these rows, heads first; a decision that the file holds already is filled in."""
    told = CaseWords(lang)
    table = [[label(f"sheet-{column.value}", lang) for column in Column]]
    for dossier, case in rows:
        cells = _cells(dossier, case, told)
        table.append([cells.get(column, "") for column in Column])
    return table


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """A table as the CSV that a spreadsheet program opens without running anything in it."""
    data = io.StringIO(newline="")
    writer = csv.writer(data, delimiter=";", lineterminator="\r\n")
    writer.writerows([[safe_cell(cell) for cell in row] for row in table])
    return data.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs (threat 22): an apostrophe stands before what would start a formula."""
    return "'" + text if text[:1] in _RUN else text


def plain_cell(text: str) -> str:
    """The text of a cell as it was before `safe_cell`."""
    return text[1:] if text[:1] == "'" and text[1:2] in _RUN else text


def code_cell(code: str, lang: str) -> str:
    """A code behind a word: alone, 1.10 would become 1.1 and 1.2 the first of February."""
    return label("sheet-code-cell", lang, code=code)


def verdict_options(case: Case) -> tuple[Conclusion, ...]:
    """What may be decided on a leaf in words; where an earlier stage departed from the claim, that is kept or not."""
    departed = any(not made.accept for _, made in case.result.decisions)
    first = Conclusion.KEEP if departed else Conclusion.ACCEPT
    return (first, *(verdict for verdict in Conclusion if verdict not in (Conclusion.ACCEPT, Conclusion.KEEP)))


def decision_cells(decision: Decision, case: Case, lang: str) -> Mapping[Column, str]:
    """The cells of a decision."""
    verdict = verdict_options(case)[0]
    if decision.correct is not None:
        verdict = Conclusion.CORRECT
    elif decision.points is not None:
        verdict = Conclusion.POINTS
    elif decision.not_applicable is not None:
        verdict = Conclusion.NOT_APPLICABLE if decision.not_applicable else Conclusion.APPLICABLE
    return {
        Column.VERDICT: label(f"choice-{verdict.value}", lang),
        Column.FACTS: facts_text(decision.correct) if decision.correct is not None else "",
        Column.POINTS: plain_text(decision.points, lang, 10) if decision.points is not None else "",
        Column.REASON_CODE: label(f"reason-{decision.reason_code}", lang) if decision.reason_code else "",
        Column.REASON: decision.reason,
        Column.ASKS: "x" if decision.request_explanation else "",
    }


def _cells(dossier: Dossier, case: Case, told: CaseWords) -> dict[Column, str]:
    lang, leaf, answer = told.lang, case.result.leaf, case.result.answer
    evidence: Sequence[str] = told.evidence(answer.evidence, dossier.submission.evidence) if answer else ()
    cells = {
        Column.UNIT: dossier.unit.id,
        Column.NAME: dossier.unit.name,
        Column.CODE: code_cell(leaf.code, lang),
        Column.CRITERION: leaf.name,
        Column.MAX: plain_text(leaf.max_points, lang),
        Column.DECLARED: told.declared(case),
        Column.CLAIMED: told.points(case.result.claimed),
        Column.BEFORE: told.points(case.before),
        Column.RISKS: told.risks(case),
        Column.EVIDENCE: "\n".join(evidence),
        Column.EXPLANATION: told.explanation(case),
        Column.EARLIER: told.earlier(case),
        Column.REPLY: told.reply(dossier, case),
        Column.CYCLE: f"{dossier.cycle.programme}/{dossier.cycle.id}",
        Column.STAGE: dossier.stage.id,
        Column.NOTATION: told.notation(case),
    }
    return cells | dict(decision_cells(case.held, case, lang)) if case.held is not None else cells
