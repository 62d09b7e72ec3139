"""The hash by which the criteria of a cycle are frozen."""

import hashlib

from parindex.model.names import ENGLISH
from parindex.model.tree import FileTree


def criteria_digest(tree: FileTree, regulation: str) -> str:
    """SHA-256 over the lines `path NUL sha256(content) LF` of every file below `criteria/<regulation>/`, in order.

    The English wording of a set moves no point and is left out: it may be written and mended at any time.
    """
    folder = f"criteria/{regulation}"
    paths = (path for path in tree.under(folder) if path != f"{folder}/{ENGLISH}")
    lines = (f"{path}\0{hashlib.sha256(tree.read(path)).hexdigest()}\n" for path in paths)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
