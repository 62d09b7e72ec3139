"""Writes whole folders: into a temporary name first, then renamed, so that nobody ever sees half a site."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
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
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> str:
    """Writes one file of a folder that is being filled, piece by piece; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


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


def replace_files(files: Mapping[Path, bytes]) -> set[Path]:
    """Writes several files or none: all under temporary names first, then renamed; the answer is what has changed.

    Where a rename fails, what was renamed before it gets its old content back.
    """
    changed = {path: data for path, data in files.items() if not (path.is_file() and path.read_bytes() == data)}
    made: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            made[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for path, temporary in made.items():
            held = path.read_bytes() if path.is_file() else None
            temporary.replace(path)
            before[path] = held
    except BaseException:
        for path, held in before.items():
            if held is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(held)
        for temporary in made.values():
            temporary.unlink(missing_ok=True)
        raise
    return set(changed)
