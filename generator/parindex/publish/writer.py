"""Writes whole folders: into a temporary name first, then renamed, so that nobody ever sees half a site."""

import os
import shutil
import tempfile
from pathlib import Path

MARK = ".parindex"


class NotOurs(Exception):
    """The output folder holds something that parindex did not make; it is left alone."""


def fresh_folder(final: Path) -> Path:
    """An empty folder beside `final`, to be filled and handed to `swap_in`."""
    if final.exists() and not (final.is_dir() and ((final / MARK).is_file() or not any(final.iterdir()))):
        raise NotOurs(str(final))
    final.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f".{final.name}-", dir=final.parent))


def swap_in(made: Path, final: Path) -> None:
    """Puts the finished folder in the place of the old one."""
    (made / MARK).write_text("made by parindex; replaced by the next build\n", encoding="utf-8")
    made.chmod(0o755)
    if not final.exists():
        made.rename(final)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{final.name}-old-", dir=final.parent))
    old = aside / final.name
    final.rename(old)
    try:
        made.rename(final)
    except OSError:
        old.rename(final)
        aside.rmdir()
        raise
    shutil.rmtree(aside)


def write_file(path: Path, data: bytes) -> None:
    """Writes one file of a folder that is being filled."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def replace_file(path: Path, data: bytes) -> bool:
    """Writes a file in place through a temporary name; False where it already says just that."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
