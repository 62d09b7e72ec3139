"""What writer and reader of a workbook must agree on: its version, its sheets and columns, and how a choice is spelt.

Sheets, columns and rows are found again by keys in a hidden first row and column, so that a sheet may be renamed,
columns moved and rows put in between. Where the keys are gone, columns are known by their heads in any language.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from parindex.excel.columns import ANSWER, Conducted, Counts, Entries, People, Units
from parindex.i18n.text import LANGUAGES, label
from parindex.model import criteria as c

VERSION = "1"
MAGIC = "parindex-workbook"
MARK = "parindex:"
MAPPING_SHEET = "_parindex"
LISTS_COLUMN = 3
"""Column (from 0) of the mapping sheet at which the lists of options begin: leaf, choice, points, id."""

UNITS_COLUMN = 8
"""Column of the mapping sheet at which the units stand that a workbook may be for: their names, and their ids."""
UNIT_KEY = "@unit"
"""The key of the row of the form in which the unit is chosen."""

YES = "x"
YES_WORDS = frozenset({YES, "×", *(label("wb-yes", lang) for lang in LANGUAGES)})
NO_WORDS = frozenset({"-", "–", "0", *(label("wb-no", lang) for lang in LANGUAGES)})

LONGEST_CHOICE = 200


class Kind(StrEnum):
    """What a workbook holds; the words of its hidden sheet."""

    SELF_ASSESSMENT = "self-assessment"
    SURVEY = "survey"
    ADJUSTMENTS = "adjustments"
    ROSTER = "roster"


class Sheet(StrEnum):
    """The sheets that are read."""

    FORM = "form"
    DOCUMENTS = "documents"
    APPROVAL = "approval"
    CONTRIBUTORS = "contributors"
    COUNTS = "counts"
    CONDUCTED = "conducted"
    BONUS = "bonus"
    PENALTY = "penalty"
    UNITS = "units"
    PEOPLE = "people"


GUIDE = "guide"
"""What stands behind the mark of a sheet that is not read."""

SHEETS: Mapping[Kind, Sequence[Sheet]] = {
    Kind.SELF_ASSESSMENT: (Sheet.FORM, Sheet.DOCUMENTS, Sheet.APPROVAL, Sheet.CONTRIBUTORS),
    Kind.SURVEY: (Sheet.COUNTS, Sheet.CONDUCTED),
    Kind.ADJUSTMENTS: (Sheet.BONUS, Sheet.PENALTY, Sheet.DOCUMENTS),
    Kind.ROSTER: (Sheet.UNITS, Sheet.PEOPLE),
}
"""The sheets of each kind of workbook."""

REQUIRED: Mapping[Kind, Sequence[Sheet]] = {
    Kind.SELF_ASSESSMENT: (Sheet.FORM, Sheet.DOCUMENTS),
    Kind.SURVEY: (Sheet.COUNTS, Sheet.CONDUCTED),
    Kind.ADJUSTMENTS: (Sheet.BONUS, Sheet.PENALTY, Sheet.DOCUMENTS),
    Kind.ROSTER: (Sheet.UNITS, Sheet.PEOPLE),
}
"""Those without which it cannot be read: what is on a sheet that is gone would be taken for deleted."""


class Form(StrEnum):
    """Columns of the form, in their order."""

    KEY = "key"
    CODE = "code"
    NAME = "name"
    MAX = "max"
    RULE = "rule"
    ASKED = "asked"
    ANSWER = "answer"
    POINTS = "points"
    EVIDENCE = "evidence"
    PAGES = "pages"
    SECTION = "section"
    EXPLANATION = "explanation"
    NOT_APPLICABLE = "not-applicable"
    NOTE = "note"
    TYPED = "typed"
    COUNCIL_POINTS = "council-points"
    COUNCIL_REASON = "council-reason"
    COUNTED = "counted"


class Documents(StrEnum):
    """Columns of the list of documents."""

    KEY = "key"
    ID = "id"
    KIND = "kind"
    NUMBER = "number"
    ISSUER = "issuer"
    TITLE = "title"
    DATE = "date"
    URL = "url"
    PAGES = "pages"
    LENGTH = "length"
    SECTION = "section"
    NOTE = "note"
    VISIBILITY = "visibility"
    CUSTODIAN = "custodian"
    REASON = "reason"
    SIGNER = "signer"
    PATH = "path"
    SHA256 = "sha256"
    CALLED = "called"


class Approval(StrEnum):
    """Columns of the sheet of the approval: one fact a row."""

    KEY = "key"
    ASKED = "asked"
    ANSWER = "answer"


class Contributors(StrEnum):
    """Columns of the list of field heads."""

    KEY = "key"
    FIELD = "field"
    HEAD = "head"
    OFFICER = "officer"
    AREAS = "areas"


COLUMNS: Mapping[Sheet, type[StrEnum]] = {
    Sheet.FORM: Form,
    Sheet.DOCUMENTS: Documents,
    Sheet.APPROVAL: Approval,
    Sheet.CONTRIBUTORS: Contributors,
    Sheet.COUNTS: Counts,
    Sheet.CONDUCTED: Conducted,
    Sheet.BONUS: Entries,
    Sheet.PENALTY: Entries,
    Sheet.UNITS: Units,
    Sheet.PEOPLE: People,
}

NEEDED: Mapping[Sheet, Sequence[str]] = {
    Sheet.FORM: (Form.KEY, Form.ANSWER, Form.EVIDENCE, Form.PAGES, Form.SECTION, Form.EXPLANATION, Form.NOT_APPLICABLE),
    Sheet.DOCUMENTS: (Documents.ID, Documents.NUMBER, Documents.ISSUER, Documents.TITLE, Documents.DATE, Documents.URL),
    Sheet.APPROVAL: (Approval.KEY, Approval.ANSWER),
    Sheet.CONTRIBUTORS: (Contributors.FIELD, Contributors.HEAD),
    Sheet.COUNTS: (Counts.QUESTION, Counts.UNIT, Counts.SAMPLE),
    Sheet.CONDUCTED: (Conducted.KEY, Conducted.ANSWER),
    Sheet.BONUS: (Entries.UNIT, Entries.ITEM, Entries.OPTION, Entries.NUMBER, Entries.EVIDENCE, Entries.REASON),
    Sheet.PENALTY: (Entries.UNIT, Entries.ITEM, Entries.OPTION, Entries.NUMBER, Entries.EVIDENCE, Entries.REASON),
    Sheet.UNITS: tuple(column for column in Units if column is not Units.KEY),
    Sheet.PEOPLE: tuple(column for column in People if column is not People.KEY),
}
"""The columns without which a sheet cannot be read."""

VISIBILITIES = ("public", "restricted")

APPROVAL_ROWS = ("by", "title", "date", "document", "sha256")

EVIDENCE_KINDS = ("plan", "report", "decision", "letter", "notice", "record", "screenshot", "dataset", "other")

LISTED: Mapping[str, tuple[str, Sequence[str]]] = {
    Documents.KIND: ("wb-kind", EVIDENCE_KINDS),
    Documents.VISIBILITY: ("wb-visibility", VISIBILITIES),
}
"""Columns of documents that take words of a list: how the labels of the words begin, and the words."""


def words_of(sheet: Sheet) -> str:
    """How the keys of the labels of a sheet's columns are called; bonus and penalty have the same columns."""
    return "entries" if sheet in (Sheet.BONUS, Sheet.PENALTY) else sheet.value


def head_key(sheet: Sheet, column: str) -> str:
    """The label of the words over a column, or beside a question."""
    return f"wb-{words_of(sheet)}-{column}"


def head(sheet: Sheet, column: str, lang: str) -> str:
    """The words over a column."""
    return label(head_key(sheet, column), lang)


def is_column(sheet: Sheet, key: str) -> bool:
    """Whether a key of the hidden row names a column of the sheet."""
    return key in list(COLUMNS[sheet]) or (sheet is Sheet.COUNTS and key.startswith(ANSWER))


def heads(sheet: Sheet) -> dict[str, str]:
    """Words over a column, in any language, to the column."""
    return {head(sheet, column.value, lang): column.value for column in COLUMNS[sheet] for lang in LANGUAGES}


def choices(labels: Sequence[str]) -> list[str]:
    """How options are spelt in a drop-down: by their labels, numbered where a label alone would not do.

    That is when it is long, not the only one of its kind, or begins with what looks like a number or a formula.
    """
    plain = [" ".join(label.split()) for label in labels]
    folded = [text.casefold() for text in plain]
    return [
        text
        if len(text) <= LONGEST_CHOICE and folded.count(text.casefold()) == 1 and re.match(r"[^\W\d_]", text)
        else f"({number}) {text[:LONGEST_CHOICE]}"
        for number, text in enumerate(plain, 1)
    ]


def row_key(code: str, fact: str = "") -> str:
    """The key of a row of the form: the leaf, and the fact that is declared in it."""
    return f"{code}|{fact}"


def fact_rows(rule: c.Rule) -> list[tuple[str, str]]:
    """The facts that a leaf's rule asks for, each with the words that ask for it; none where the unit is not asked."""
    if isinstance(rule, c.Choice):
        return [("option", "")]
    if isinstance(rule, c.Checklist):
        return [(f"items:{item.id}", item.label) for item in rule.items]
    if isinstance(rule, c.Branches):
        return [(f"figures:{name}", meaning) for name, meaning in rule.figures.items()]
    measure = getattr(rule, "measure", None)
    if not isinstance(measure, c.Measure):
        return []
    if not measure.is_share:
        unit = f" ({measure.unit})" if measure.unit else ""
        return [("number", f"{measure.number or measure.label}{unit}")]
    excused = [("excused", measure.excused)] if measure.excused else []
    return [("done", measure.done), ("total", measure.total), *excused]


def is_fractional(rule: c.Rule, fact: str) -> bool:
    """Whether a figure may have decimals."""
    if isinstance(rule, c.Branches):
        return fact.removeprefix("figures:") in rule.fractional
    measure = getattr(rule, "measure", None)
    return isinstance(measure, c.Measure) and measure.fractional


def is_signed(rule: c.Rule, fact: str) -> bool:
    """Whether a figure may be negative."""
    return isinstance(rule, c.Branches) and fact.removeprefix("figures:") in rule.signed
