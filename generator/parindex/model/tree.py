"""A repository as a value: paths to bytes, wherever they came from."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from parindex.model.finding import Finding

MAX_BYTES = 2_000_000
"""No file of a data repository may be larger; the largest real ones have some 100 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTree:
    """Sorted paths (with `/`, relative to the root) and a way to read one; `problems` are files refused unread."""

    paths: tuple[str, ...]
    read: Callable[[str], bytes]
    problems: tuple[Finding, ...] = ()
    commit: str | None = None
    _known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", frozenset(self.paths))

    def __contains__(self, path: str) -> bool:
        return path in self._known

    def under(self, prefix: str) -> Iterator[str]:
        """The paths below a folder, in order."""
        head = prefix.rstrip("/") + "/"
        start = bisect_left(self.paths, head)
        return takewhile(lambda path: path.startswith(head), map(self.paths.__getitem__, range(start, len(self.paths))))

    def overlay(self, files: Mapping[str, bytes | None]) -> "FileTree":
        """The tree with some files replaced or added; None takes a file out."""
        kept = {path for path in self.paths if path not in files}
        put = {path: data for path, data in files.items() if data is not None}
        beneath = self.read
        return FileTree(
            paths=tuple(sorted(kept | put.keys())),
            read=lambda path: put[path] if path in put else beneath(path),
            problems=self.problems,
        )

    @classmethod
    def of(cls, files: Mapping[str, bytes | str]) -> "FileTree":
        """A tree from a dict, as tests and generators make them."""
        held = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        return cls(paths=tuple(sorted(held)), read=held.__getitem__)
