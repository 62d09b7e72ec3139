"""What the readers of tables share: a name of a list, a cell that must not be empty, a word of a closed vocabulary."""

from collections.abc import Iterable, Mapping

from parindex.excel.cells import line_of
from parindex.excel.layout import head
from parindex.excel.names import Names
from parindex.excel.tables import Table
from parindex.excel.taken import Taken
from parindex.i18n.numbers import folded
from parindex.i18n.text import LANGUAGES, label
from parindex.model.finding import error

SHOWN = 60


def named(table: Table, row: int, column: str, names: Names, taken: Taken, *place: str) -> str | None:
    """The id of what a cell names; empty where the cell is, None where it names nothing that is known."""
    cell = table.at(row, column)
    text = taken.read(table, cell, line_of, *place)
    if not text:
        return "" if cell.blank else None
    found = names.named(text)
    if found is None:
        hint = names.close_to(text)
        taken.findings.append(error("workbook-name-unknown", *table.place(cell), value=text[:SHOWN], hint=hint))
    return found


def missing(table: Table, row: int, column: str, taken: Taken) -> None:
    """Tells that a row lacks what it cannot do without."""
    cell = table.at(row, column)
    words = head(table.sheet, column, "vi")
    if column in table.columns:
        taken.findings.append(error("workbook-cell-missing", *table.place(cell), column=words))


def word(table: Table, row: int, column: str, words: Mapping[str, Iterable[str]], taken: Taken, *place: str) -> str:
    """The word of a closed vocabulary that a cell says in any language; empty where it says none."""
    cell = table.at(row, column)
    text = taken.read(table, cell, line_of, *place)
    if not text:
        return ""
    found = next((key for key, said in words.items() if folded(text) in {key, *map(folded, said)}), "")
    if not found:
        options = "; ".join(next(iter(said)) for said in words.values())
        taken.findings.append(error("workbook-choice", *table.place(cell), value=text[:SHOWN], options=options))
    return found


def vocabulary(prefix: str, words: Iterable[str]) -> dict[str, list[str]]:
    """Words of a vocabulary with their labels, Vietnamese first."""
    return {word: [label(f"{prefix}-{word}", lang) for lang in LANGUAGES] for word in words}
