"""What tells one state of this program from another when both carry the same version number."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from parindex.model.share import share_folder

_PARTS = ("templates", "theme", "assets")
_LENGTH = 16


def engine_id(sources: Path) -> str:
    """The hash of the package's files and of the templates, theme and scripts of a site; the same in every process.

    `sources` are the site's sources. Hand-written pages belong to the data and do not count, nor does what Python keeps
    beside its modules. It takes some hundredths of a second.
    """
    hashed = hashlib.sha256()
    for name, path in sorted(_files(sources)):
        hashed.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()[:_LENGTH]


def _files(sources: Path) -> Iterator[tuple[str, Path]]:
    package = Path(__file__).resolve().parents[1]
    shared = share_folder()
    tops = [(package, "parindex"), (shared / "schema", "schema")]
    tops += [(sources / part, f"site/{part}") for part in _PARTS]
    for top, name in tops:
        for path in top.rglob("*"):
            if path.is_file() and not {"__pycache__", "_share"} & set(path.relative_to(top).parts):
                yield f"{name}/{path.relative_to(top).as_posix()}", path
