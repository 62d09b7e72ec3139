"""Decodes the record of checked links of a unit."""

from parindex.load.filing import Loaded, load_document
from parindex.model.evidence import Seen
from parindex.model.finding import Finding
from parindex.model.tree import FileTree

ROOTS = "submissions/trust-roots.yaml"


def trust_roots(tree: FileTree) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The certificates (PEM) that signatures are traced back to; none where there is no list of them."""
    if ROOTS not in tree:
        return (), ()
    loaded = load_document(tree, ROOTS, "trust-roots")
    return tuple(row["certificate"] for row in loaded.value.get("roots", ())), loaded.findings


def seen(loaded: Loaded) -> tuple[Seen, ...]:
    """What was seen, in the order of the file; rows that do not fit the schema are left out."""
    return tuple(Seen(**{**row, "days": tuple(row.get("days", ()))}) for row in loaded.value.get("seen", ()))
