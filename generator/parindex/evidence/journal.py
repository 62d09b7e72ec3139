"""What a run has seen so far, line by line on disk: whenever it is stopped, at most the line being written is lost."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from parindex.model.evidence import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing seen for one unit ("programme/cycle/unit")."""

    unit: str
    seen: Seen


class Busy(Exception):
    """Another run is writing the same journal."""


class Journal:
    """The journal of one run; `started` and `about` tell one run from another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = -1
        self.started = ""
        self.about = ""

    def __enter__(self) -> "Journal":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        _claim(self.handle)
        head = next(self._lines(), None)
        if head:
            self.started, self.about = str(head["started"]), str(head["about"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.handle)

    def begin(self, started: str, about: str) -> None:
        """Empties the journal for a new run."""
        os.ftruncate(self.handle, 0)
        self.started, self.about = started, about
        self._write({"started": started, "about": about})

    def add(self, entry: Entry) -> None:
        """Puts an entry on disk, in one write."""
        self._write({"unit": entry.unit, **{key: value for key, value in asdict(entry.seen).items() if value}})

    def entries(self) -> Iterator[Entry]:
        """Every whole entry, in order. A line that was being written when the run was killed is cut off."""
        for line in self._lines():
            if "unit" in line:
                unit = line.pop("unit")
                yield Entry(unit=unit, seen=Seen(**{**line, "days": tuple(line.get("days", ()))}))

    def remove(self) -> None:
        """The run is over and everything stands elsewhere."""
        self.path.unlink(missing_ok=True)

    def _lines(self) -> Iterator[dict[str, Any]]:
        whole = 0
        with self.path.open("rb") as file:
            for line in file:
                try:
                    told = json.loads(line) if line.endswith(b"\n") else None
                except ValueError:
                    told = None
                if not isinstance(told, dict):
                    break
                whole += len(line)
                yield told
            else:
                return
        os.ftruncate(self.handle, whole)

    def _write(self, told: dict[str, Any]) -> None:
        os.write(self.handle, json.dumps(told, ensure_ascii=False).encode() + b"\n")


def _claim(handle: int) -> None:
    """One run at a time, where the system can tell."""
    try:
        import fcntl  # noqa: PLC0415 not everywhere
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        raise Busy from held
