"""The columns of the workbooks of home affairs: survey, bonus and penalty, roster."""

from enum import StrEnum


class Counts(StrEnum):
    """Columns of the survey's table; those of the answers stand behind the sample, one for each answer."""

    KEY = "key"
    QUESTION = "question"
    UNIT = "unit"
    SAMPLE = "sample"
    ANSWERED = "answered"
    REMARK = "remark"


class Conducted(StrEnum):
    """Columns of the sheet on how the survey was made: one fact a row."""

    KEY = "key"
    ASKED = "asked"
    ANSWER = "answer"


class Entries(StrEnum):
    """Columns of the bonus and penalty entries; a row without unit and item continues the entry above it."""

    KEY = "key"
    UNIT = "unit"
    ITEM = "item"
    OPTION = "option"
    NUMBER = "number"
    DONE = "done"
    TOTAL = "total"
    EXCUSED = "excused"
    FIGURES = "figures"
    POINTS = "points"
    EVIDENCE = "evidence"
    PAGES = "pages"
    SECTION = "section"
    REASON = "reason"
    BY = "by"
    DATE = "date"


class Units(StrEnum):
    """Columns of the roster: one unit a row."""

    KEY = "key"
    ID = "id"
    NAME = "name"
    NAME_EN = "name-en"
    GROUP = "group"
    PARENT = "parent"
    CODE = "code"
    VALID_FROM = "valid-from"
    VALID_TO = "valid-to"
    PREDECESSORS = "predecessors"
    SUCCESSORS = "successors"
    LINEAGE = "lineage"


class People(StrEnum):
    """Columns of the persons of the roster: one person in one post of one unit a row."""

    KEY = "key"
    UNIT = "unit"
    POST = "post"
    NAME = "name"
    TITLE = "title"
    LOGIN = "login"
    AREAS = "areas"
    MEMBER_OF = "member-of"
    ROLE = "role"
    SIGNING_KEY = "signing-key"
    VALID_FROM = "valid-from"
    VALID_TO = "valid-to"


ANSWER = "answer:"
"""How the key of an answer's column begins; the id of the answer follows."""

CONDUCTED_ROWS = ("by", "from", "to", "method", "document")

POSTS = {"head": "head", "officer": "officers", "signer": "signers"}
"""The posts of persons in a unit, and the key of the roster that holds them."""
