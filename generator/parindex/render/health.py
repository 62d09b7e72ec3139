"""How the evidence of a cycle fares: how many documents are in which state, and what claims rest on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.model.criteria import CriteriaSet, Leaf
from parindex.model.evidence import ILL, SOUND, EvidenceState, EvidenceStatus
from parindex.model.regulation import UnitGroup
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, UnitResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the documents of one unit or several fare, and what their leaves with points rest on.

    `proven` leaves have documents, `explained` ones (with their codes) an explanation alone, `bare` ones neither.
    `checked` is the last moment at which anything was asked for.
    """

    states: Mapping[EvidenceState, int]
    proven: int
    explained: tuple[str, ...]
    bare: int
    checked: str = ""

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return sum(self.states.values())

    @property
    def sound(self) -> int:
        """How many of them can be opened and are what was filed."""
        return sum(self.states.get(state, 0) for state in SOUND)

    @property
    def ill(self) -> int:
        """How many somebody has to look at."""
        return sum(self.states.get(state, 0) for state in ILL)

    @property
    def unchecked(self) -> int:
        """How many nobody has asked for yet."""
        return self.states.get(EvidenceState.UNCHECKED, 0)

    @property
    def by_state(self) -> list[tuple[EvidenceState, int]]:
        """The states that occur, in their order."""
        return [(state, self.states[state]) for state in EvidenceState if self.states.get(state)]

    @property
    def claims(self) -> int:
        """How many leaves have points."""
        return self.proven + len(self.explained) + self.bare


def health_of(result: UnitResult, states: Iterable[Mapping[str, EvidenceStatus]]) -> Health | None:
    """The health of one unit's evidence; `states` are those of each of its lists. None where nothing is scored."""
    if result.claimed is None:
        return None
    grounds: dict[str, list[str]] = {"proven": [], "explained": [], "bare": []}
    for leaf in result.leaves:
        if leaf.leaf.self_scored and leaf.answer is not None and leaf.shown.points > 0:
            grounds[_ground(leaf, result)].append(leaf.leaf.code)
    return Health(
        states=Counter(status.state for documents in states for status in documents.values()),
        proven=len(grounds["proven"]),
        explained=tuple(grounds["explained"]),
        bare=len(grounds["bare"]),
        checked=max((row.last for row in result.seen), default=""),
    )


def _ground(leaf: LeafResult, result: UnitResult) -> str:
    answer = leaf.answer
    reply = result.explanation.replies.get(leaf.leaf.code) if result.explanation else None
    if (answer and answer.evidence) or (reply and reply.evidence) or (leaf.objection and leaf.objection.evidence):
        return "proven"
    return "explained" if (answer and answer.explanation) or reply else "bare"


def together(rows: Iterable[Health]) -> Health:
    """Several units as one."""
    held = list(rows)
    states: Counter[EvidenceState] = Counter()
    for row in held:
        states.update(row.states)
    return Health(
        states=states,
        proven=sum(row.proven for row in held),
        explained=tuple(code for row in held for code in row.explained),
        bare=sum(row.bare for row in held),
        checked=max((row.checked for row in held), default=""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A leaf that rests on an explanation alone, at the units that have points for it."""

    leaf: Leaf
    units: tuple[UnitResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHealth:
    """A group of units with its units that have something scored, in the order of the cycle."""

    group: UnitGroup
    whole: Health
    units: tuple[tuple[UnitResult, Health], ...]
    explained: tuple[Explained, ...]


def groups_of(cycle: CycleResult, health: Mapping[str, Health | None]) -> list[GroupHealth]:
    """The groups of a cycle that have something scored."""
    made = []
    for group in cycle.regulation.groups if cycle.regulation else ():
        units = [
            (result, known) for result in cycle.group(group.id) if (known := health.get(result.unit.id)) is not None
        ]
        criteria = cycle.regulation.sets.get(group.id) if cycle.regulation else None
        if units and criteria is not None:
            made.append(
                GroupHealth(
                    group=group,
                    whole=together(known for _, known in units),
                    units=tuple(units),
                    explained=tuple(_explained(criteria, units)),
                )
            )
    return made


def _explained(criteria: CriteriaSet, units: Sequence[tuple[UnitResult, Health]]) -> Iterable[Explained]:
    """The leaves that some unit only explains: those of most units first."""
    by_code: dict[str, list[UnitResult]] = {}
    for result, known in units:
        for code in known.explained:
            by_code.setdefault(code, []).append(result)
    found = [Explained(leaf=leaf, units=tuple(by_code[leaf.code])) for leaf in criteria.leaves if leaf.code in by_code]
    return sorted(found, key=lambda row: -len(row.units))


def percent(part: int, whole: int) -> Fraction | None:
    """A share in percent; None of nothing."""
    return Fraction(100 * part, whole) if whole else None
