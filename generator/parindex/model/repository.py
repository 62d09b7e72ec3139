"""Everything that one run over a tree found out."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.evidence import Seen
from parindex.model.finding import Finding, Severity
from parindex.model.regulation import Regulation
from parindex.model.result import UnitResult
from parindex.model.roster import Cycle, Programme
from parindex.model.tree import FileTree

CycleKey = tuple[str, str]
"""A programme and a cycle of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleResult:
    """A cycle with the results of its units; `units` is empty for a printed table.

    `seen` is what was seen of the documents that the campaign's own files point at.
    """

    programme: Programme
    cycle: Cycle
    regulation: Regulation | None
    units: tuple[UnitResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    seen: tuple[Seen, ...] = ()

    @property
    def key(self) -> CycleKey:
        """What tells this cycle from every other one."""
        return self.programme.id, self.cycle.id

    @property
    def imported(self) -> bool:
        """Whether no unit scored itself or approved anything: points are computed from a source's figures."""
        regulation = self.regulation
        return regulation is not None and not any(regulation.self_scored(group.id) for group in regulation.groups)

    def group(self, group: str) -> tuple[UnitResult, ...]:
        """The results of one ranking group: by rank, where there are none by index, and the others at the end."""
        mine = [result for result in self.units if result.unit.group == group]
        return tuple(sorted(mine, key=_place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Everything that was read, scored and found in a tree."""

    tree: FileTree
    regulations: Mapping[str, Regulation]
    programmes: Mapping[str, Programme]
    cycles: tuple[CycleResult, ...]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def _place(result: UnitResult) -> tuple[bool, int, Fraction]:
    listed = result.index if result.rank is None and result.judged else None
    return not result.judged, result.rank or 0, -(listed or Fraction(0))
