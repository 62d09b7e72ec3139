"""What a workbook is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parindex.excel.documents import Register
from parindex.model.criteria import CriteriaSet
from parindex.model.regulation import Regulation
from parindex.model.result import Outcome
from parindex.model.roster import Cycle, Programme, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A unit before its form: `value` is what it has declared, as the value of its file, `claims` what that is worth.

    `carried` names the cycle that the answers come from where it is another one. Without a `unit` the workbook is for
    any of `units`, and its form asks which.
    """

    programme: Programme
    cycle: Cycle
    unit: Unit | None
    regulation: Regulation
    criteria: CriteriaSet
    value: Mapping[str, Any]
    claims: Mapping[str, Outcome] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    carried: str = ""
    lang: str = "vi"

    @property
    def called(self) -> str:
        """Whom the workbook is for: the unit, or what its group's criteria are called."""
        return self.unit.name if self.unit else self.criteria.name

    @property
    def answers(self) -> Mapping[str, Mapping[str, Any]]:
        """The declared answers by code."""
        answers: Mapping[str, Mapping[str, Any]] = self.value.get("answers", {})
        return answers

    @property
    def register(self) -> Register:
        """The documents that the unit named."""
        return Register(self.value.get("evidence", {}))
