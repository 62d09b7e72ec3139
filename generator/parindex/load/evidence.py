"""Decodes the record of checked links of a unit."""

from parindex.load.filing import Loaded
from parindex.model.evidence import Seen


def seen(loaded: Loaded) -> tuple[Seen, ...]:
    """What was seen, in the order of the file; rows that do not fit the schema are left out."""
    return tuple(Seen(**{**row, "days": tuple(row.get("days", ()))}) for row in loaded.value.get("seen", ()))
