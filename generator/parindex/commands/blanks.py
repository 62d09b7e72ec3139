"""The empty workbooks on the site: one for each group of units in an undecided cycle.

One for each unit would be kinder by one click and cost a country minutes of building and hundreds of megabytes: a
workbook takes a quarter of a second and thirty kilobytes. So the unit is chosen inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.model.criteria import CriteriaSet
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.stock import Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A workbook to be made; what it says comes from criteria, roster and dates, never from a filing."""

    cycle: CycleResult
    criteria: CriteriaSet
    lang: str

    @property
    def path(self) -> str:
        """Where it lies on the site."""
        return urls.workbook(self.cycle.programme.id, self.cycle.cycle.id, self.criteria.group)

    def data(self) -> bytes:
        """Its bytes."""
        # Only a build with an open cycle pays for the writer of workbooks.
        from parindex.excel.plan import self_assessment_book  # noqa: PLC0415
        from parindex.excel.settings import Settings  # noqa: PLC0415
        from parindex.excel.write import workbook_bytes  # noqa: PLC0415

        assert self.cycle.regulation is not None
        units = (result.unit for result in self.cycle.units if result.unit.group == self.criteria.group)
        settings = Settings(
            programme=self.cycle.programme,
            cycle=self.cycle.cycle,
            unit=None,
            units=tuple(sorted(units, key=lambda unit: unit.id)),
            regulation=self.cycle.regulation,
            criteria=self.criteria,
            value={},
            lang=self.lang,
        )
        return workbook_bytes(self_assessment_book(settings))


def blanks(stock: Stock) -> Iterator[Blank]:
    """The workbooks of a site, in the order of its cycles."""
    for key, sets in stock.forms.items():
        for criteria in sets.values():
            yield Blank(cycle=stock.cycles[key], criteria=criteria, lang=stock.lang)
