"""The hash by which the criteria of a cycle are frozen."""

import hashlib

from parindex.model.tree import FileTree


def criteria_digest(tree: FileTree, regulation: str) -> str:
    """SHA-256 over the lines `path NUL sha256(content) LF` of every file below `criteria/<regulation>/`, in order."""
    lines = (
        f"{path}\0{hashlib.sha256(tree.read(path)).hexdigest()}\n" for path in tree.under(f"criteria/{regulation}")
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
