"""Archives to download, the same bytes for the same files whenever and wherever they are made."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP archive knows; the files' own times would differ from build to build."""

_PIECE = 1 << 20


def write_zip(path: Path, folder: str, files: Iterable[tuple[str, Path | bytes]]) -> None:
    """Writes an archive of files under their names, inside one folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            if isinstance(content, bytes):
                archive.writestr(entry, content)
                continue
            entry.file_size = content.stat().st_size
            with content.open("rb") as source, archive.open(entry, "w") as target:
                while piece := source.read(_PIECE):
                    target.write(piece)
