"""Writes the fictional sample programmes below `submissions/`.

    PYTHONPATH=generator python tools/make_samples.py [--root .] [PROGRAMME …]

The same files come out every time. What was written before for a programme and is not made any more is removed.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Builds the programmes that are named, or all of them."""
    parser = argparse.ArgumentParser(description="Writes the fictional sample programmes below submissions/.")
    parser.add_argument("--root", type=Path, default=HERE.parent, help="the repository")
    parser.add_argument("programmes", nargs="*", metavar="PROGRAMME", help="ids of programmes; all of them without one")
    arguments = parser.parse_args()
    for folder in (HERE, HERE.parent / "generator"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    builder = import_module("samples.build").ProgrammeBuilder
    for plan in import_module("samples.programmes").PROGRAMMES:
        if arguments.programmes and plan.id not in arguments.programmes:
            continue
        files: dict[str, str] = builder(arguments.root, plan).build()
        _write(arguments.root, f"submissions/{plan.id}", files)
        size = sum(len(text.encode()) for text in files.values())
        sys.stdout.write(f"{plan.id}: {len(files)} files, {size / 1e6:.2f} MB\n")
    keepers = import_module("samples.campaign").maintainers_file()
    text: str = import_module("samples.emit").document(keepers)
    (arguments.root / "submissions" / "maintainers.yaml").write_text(text, "utf-8")
    return 0


def _write(root: Path, folder: str, files: dict[str, str]) -> None:
    for old in sorted((root / folder).rglob("*.yaml")):
        if old.relative_to(root).as_posix() not in files:
            old.unlink()
    for path, text in sorted(files.items()):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for old in sorted((root / folder).rglob("*"), reverse=True):
        if old.is_dir() and not any(old.iterdir()):
            old.rmdir()


if __name__ == "__main__":
    raise SystemExit(main())
