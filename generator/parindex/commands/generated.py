"""Files that follow from others: they may come with the change that makes them, if they are exactly what follows."""

from collections.abc import Callable, Iterable

from parindex.commands.owners import FILE, owners_of
from parindex.encode.groupschema import FOLDER, group_schema, group_schema_path
from parindex.model.change import Change, PathClass, place_of
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run

_ROSTERS = frozenset({PathClass.ROSTER, PathClass.CAMPAIGN, PathClass.DECISION})


def without_generated(
    changes: Iterable[Change], head: FileTree, read: Callable[[str], bytes | None]
) -> tuple[Change, ...]:
    """The changes without those that only write down what the others lead to.

    The reviewers' list goes with a roster, the schemas of groups with their criteria. `read` gives a file of the head
    outside of the data folders, None where it is not there. One that says anything else stays, and is the platform's.
    """
    changes = tuple(changes)
    kinds = {place_of(change.path).kind for change in changes if not _may_follow(change.path)}
    wanted: dict[str, bytes] = {}
    if kinds and kinds <= _ROSTERS and any(change.path == FILE.as_posix() for change in changes):
        text, broken = owners_of(head)
        wanted |= {} if broken else {FILE.as_posix(): text.encode()}
    if kinds == {PathClass.CRITERIA}:
        repository = run(head, Scope(only_criteria=True))
        for regulation in repository.regulations.values():
            wanted |= {group_schema_path(made): group_schema(made).encode() for made in regulation.sets.values()}
    return tuple(change for change in changes if change.path not in wanted or read(change.path) != wanted[change.path])


def _may_follow(path: str) -> bool:
    return path == FILE.as_posix() or path.startswith(FOLDER + "/")
