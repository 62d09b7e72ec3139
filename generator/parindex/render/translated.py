"""The records of a run with their names in another language, where the data give them.

Pages and templates ask a unit, a programme or a criterion for its name and need not know of languages. What has no
English form keeps its Vietnamese one. Filings stay as they are, and of a printed table
everything but names and classes.
"""

from collections.abc import Iterator
from dataclasses import replace

from parindex.i18n.mirror import ORIGINAL
from parindex.model.analysis import RegulationChange
from parindex.model.criteria import Leaf
from parindex.model.regulation import Regulation
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.roster import Cycle, PrintedRow, Programme, Unit
from parindex.model.wording import Say, reworded


def regulation_in(regulation: Regulation, lang: str) -> Regulation:
    """A regulation with its texts in a language."""
    return regulation if lang == ORIGINAL else reworded(regulation, said_in(regulation, lang))


def said_in(regulation: Regulation | None, lang: str) -> Say:
    """What a text of a regulation reads like in a language; the text itself where nothing was given."""
    english = regulation.english if regulation is not None and lang != ORIGINAL else {}
    return lambda text: english.get(text, text)


def programme_in(programme: Programme, lang: str) -> Programme:
    """A programme with its names and those of its units in a language."""
    if lang == ORIGINAL:
        return programme
    return replace(
        programme,
        name=programme.name_en,
        index_name=programme.index_name_en,
        authority=programme.authority_en or programme.authority,
        notice=programme.notice_en,
        units={key: _unit(unit) for key, unit in programme.units.items()},
    )


class Names:
    """The names of one cycle in a language; results of its units are translated one at a time.

    A programme or regulation that has been translated already may be handed in.
    """

    def __init__(
        self, made: CycleResult, lang: str, programme: Programme | None = None, regulation: Regulation | None = None
    ) -> None:
        self.lang = lang
        self.said = said_in(made.regulation, lang)
        self.programme = programme or programme_in(made.programme, lang)
        self.regulation = regulation or (regulation_in(made.regulation, lang) if made.regulation else None)
        self.cycle = made.cycle if lang == ORIGINAL else _cycle(made.cycle, made.programme)

    def of_cycle(self, made: CycleResult) -> CycleResult:
        """The cycle with all of its names in the language."""
        return replace(
            made,
            programme=self.programme,
            cycle=self.cycle,
            regulation=self.regulation,
            units=tuple(self.result(result) for result in made.units),
        )

    def result(self, result: UnitResult) -> UnitResult:
        """A unit's result whose unit, criteria, class and leaves have their names in the language."""
        if self.lang == ORIGINAL:
            return result
        criteria = self.regulation.sets.get(result.unit.group) if self.regulation else None
        by_code = criteria.by_code if criteria else {}
        grades = {grade.id: grade for grade in self.regulation.grades} if self.regulation else {}
        return replace(
            result,
            unit=self.programme.units.get(result.unit.id, result.unit),
            criteria=criteria if result.criteria else None,
            grade=grades.get(result.grade.id, result.grade) if result.grade else None,
            leaves=tuple(replace(leaf, leaf=by_code.get(leaf.leaf.code, leaf.leaf)) for leaf in result.leaves),
            adjustments=tuple(replace(entry, item=self._item(entry.kind, entry.item)) for entry in result.adjustments),
        )

    def _item(self, kind: str, item: Leaf) -> Leaf:
        return (self.regulation.item(kind, item.code) if self.regulation else None) or item


def cycle_in(made: CycleResult, lang: str, today: Regulation | None) -> CycleResult:
    """A cycle as it was at some time; a text that had no English then is given that of today."""
    law = made.regulation
    if lang == ORIGINAL or law is None:
        return made
    worded = replace(law, english={**(today.english if today else {}), **law.english})
    return Names(replace(made, regulation=worded), lang).of_cycle(made)


def change_in(change: RegulationChange, repository: Repository) -> RegulationChange:
    """What a regulation changes, with the names of a repository that `repository_in` has translated.

    The changed leaves stay as they are: what happened to each is seen in the wording of the law.
    """
    laws = repository.regulations
    cycles = {(cycle.programme.id, cycle.cycle.id): cycle for cycle in repository.cycles}
    supposed = []
    for old, told in change.supposed:
        cycle = cycles.get((old.programme.id, old.cycle.id), old)
        units = cycle.programme.units
        moved = tuple(replace(row, unit=units.get(row.unit.id, row.unit)) for row in told.moved)
        supposed.append((cycle, replace(told, moved=moved)))
    return replace(
        change,
        before=laws.get(change.before.id, change.before),
        after=laws.get(change.after.id, change.after),
        supposed=tuple(supposed),
    )


def repository_in(repository: Repository, lang: str) -> Repository:
    """Everything that a run found out, with names in a language."""
    if lang == ORIGINAL:
        return repository
    programmes = {key: programme_in(programme, lang) for key, programme in repository.programmes.items()}
    laws = {key: regulation_in(regulation, lang) for key, regulation in repository.regulations.items()}
    cycles = tuple(
        Names(
            made, lang, programmes.get(made.programme.id), laws.get(made.regulation.id) if made.regulation else None
        ).of_cycle(made)
        for made in repository.cycles
    )
    return replace(repository, programmes=programmes, regulations=laws, cycles=cycles)


def _unit(unit: Unit) -> Unit:
    return replace(unit, name=unit.name_en)


def _cycle(cycle: Cycle, programme: Programme) -> Cycle:
    # A title without an English form is mostly the long one of a decision; what the index is called says enough.
    title = cycle.title_en
    if title == cycle.title and programme.index_name_en != programme.index_name:
        title = f"{programme.index_name_en}, {cycle.id}"
    table = cycle.table
    if table is not None:
        table = replace(
            table,
            groups=tuple(replace(group, name=group.name_en) for group in table.groups),
            grades=tuple(replace(grade, label=grade.label_en) for grade in table.grades),
            parts=tuple(replace(part, name=part.name_en) for part in table.parts),
        )
    return replace(cycle, title=title, notice=cycle.notice_en, table=table, rows=tuple(_printed_rows(cycle, programme)))


def _printed_rows(cycle: Cycle, programme: Programme) -> Iterator[PrintedRow]:
    """The rows of a printed table; a name that was printed stays where the roster has no other one for the unit."""
    grades = {grade.label: grade.label_en for grade in cycle.table.grades} if cycle.table else {}
    for row in cycle.rows:
        unit = programme.units.get(row.unit)
        named = unit.name_en if unit and unit.name_en != unit.name else row.name
        yield replace(row, name=named, grade=grades.get(row.grade, row.grade))
