"""The changes of the main line sorted by unit and by cycle; a unit whose folder was renamed keeps its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parindex.model.history import CYCLE_FILES, UNIT_FILES, FileChange, Integration

Key = tuple[str, str, str]
"""Programme, cycle and unit; with an empty unit the cycle itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one integration did to one file of a unit or cycle; `moved_from` is the folder that the unit had before."""

    integration: Integration
    file: str
    old: str
    new: str
    moved_from: str = ""


@dataclass(slots=True)
class Ledger:
    """All steps by unit and by cycle, oldest first."""

    steps: dict[Key, list[Step]] = field(default_factory=dict)
    live: dict[Key, set[str]] = field(default_factory=dict)

    def of(self, key: Key) -> list[Step]:
        """The steps of a unit or cycle."""
        return self.steps.get(key, [])

    def units(self, programme: str, cycle: str) -> list[str]:
        """The units of a cycle that ever filed anything, in order."""
        return sorted(unit for one, other, unit in self.steps if (one, other) == (programme, cycle) and unit)

    def enter(self, integration: Integration) -> None:
        """Adds the steps of the next integration."""
        moves = self._moves(integration)
        for old, new in moves.items():
            earlier = [*self.of(new), *self.steps.pop(old, [])]
            self.steps[new] = sorted(earlier, key=lambda step: step.integration.number)
            self.live[new] = self.live.pop(old, set())
        for change in integration.changes:
            before, after = owner_of(change.before), owner_of(change.path)
            if change.before == change.path or (before and after and moves.get(before[0]) == after[0]):
                if after:
                    moved = "" if before == after or before is None else _folder(before[0])
                    self._put(after, integration, change.old, change.new, moved)
                continue
            if before:
                self._put(before, integration, change.old, "")
            if after:
                self._put(after, integration, "", change.new)

    def _put(self, owner: tuple[Key, str], integration: Integration, old: str, new: str, moved: str = "") -> None:
        key, file = owner
        if old or new:
            step = Step(integration=integration, file=file, old=old, new=new, moved_from=moved)
            self.steps.setdefault(key, []).append(step)
            live = self.live.setdefault(key, set())
            (live.add if new else live.discard)(file)

    def _moves(self, integration: Integration) -> dict[Key, Key]:
        """Units whose whole folder got another name: nothing is left under the old one, nothing was under the new.

        Between two cycles only where the cycle itself was renamed: next year's filing is not last year's.
        """
        renamed = [change for change in integration.changes if change.before != change.path]
        if not renamed:
            return {}
        cycles = {(_folder_of(change.before), _folder_of(change.path)) for change in renamed if _is_head(change)}
        wanted: dict[Key, Key] = {}
        for change in renamed:
            before, after = owner_of(change.before), owner_of(change.path)
            if before and after and before[1] == after[1] and before[0][2] and after[0][2]:
                wanted.setdefault(before[0], after[0])
        gone: dict[Key, set[str]] = {}
        for change in integration.changes:
            owner = owner_of(change.before)
            if owner and (not change.new or change.before != change.path):
                gone.setdefault(owner[0], set()).add(owner[1])
        taken = list(wanted.values())
        return {
            old: new
            for old, new in wanted.items()
            if taken.count(new) == 1
            and not self.live.get(new)
            and self.live.get(old, set()) <= gone.get(old, set())
            and (old[:2] == new[:2] or (_cycle(old), _cycle(new)) in cycles)
        }


def ledger_of(integrations: Iterable[Integration]) -> Ledger:
    """The ledger of a main line."""
    ledger = Ledger()
    for integration in integrations:
        ledger.enter(integration)
    return ledger


_KNOWN: Mapping[int, tuple[str, ...]] = {5: UNIT_FILES, 4: CYCLE_FILES}


def owner_of(path: str) -> tuple[Key, str] | None:
    """Whose file a path is and which, None where it makes no event."""
    parts = path.split("/")
    name = parts[-1].removesuffix(".yaml")
    if parts[0] != "submissions" or name == parts[-1] or name not in _KNOWN.get(len(parts), ()):
        return None
    return (parts[1], parts[2], parts[3] if len(parts) == 5 else ""), name


def _is_head(change: FileChange) -> bool:
    return change.path.count("/") == 3 and change.path.endswith("/cycle.yaml") and change.before.endswith("/cycle.yaml")


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _folder(key: Key) -> str:
    return "/".join(("submissions", *key)).rstrip("/")


def _cycle(key: Key) -> str:
    return f"submissions/{key[0]}/{key[1]}"
