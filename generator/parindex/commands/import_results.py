"""`parindex import-results TABLE.csv --map MAP.yaml`: a printed table of results becomes a results-only programme."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.i18n.text import label
from parindex.imports.fault import ImportFault
from parindex.imports.files import Imported
from parindex.imports.results import import_results, results_map
from parindex.imports.section import Section, one_of
from parindex.imports.table import Table, read_table
from parindex.load.document import read_document
from parindex.publish.writer import replace_file
from parindex.source.names import path_problem


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The table, its map, and leave to replace."""
    parser.add_argument("table", type=Path, metavar="TABLE.csv", help=label("cli-import-table", lang))
    parser.add_argument("--map", type=Path, required=True, metavar="MAP.yaml", help=label("cli-import-map", lang))
    parser.add_argument("--replace", action="store_true", help=label("cli-import-replace", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes the programme's files; a file that says something else is replaced only where that is asked for."""
    value, table = read_inputs(arguments)
    with told(arguments):
        mapping = results_map(value)
        roster = arguments.root / "submissions" / str(mapping.programme["id"]) / "units.yaml"
        made = import_results(mapping, table, roster.read_text("utf-8") if roster.is_file() else None)
    if not arguments.replace:
        for path, text in made.files.items():
            held = arguments.root / path
            if not path.endswith("/units.yaml") and held.is_file() and held.read_bytes() != text.encode():
                raise errors.UsageFault("usage-import-differs", path=path)
    write(arguments, made)
    return errors.FINE


def read_inputs(arguments: argparse.Namespace) -> tuple[Any, Table]:
    """The map's value (without `csv`, which is obeyed here) and the table; UsageFault where one is unreadable."""
    map_text, table_text = (_read(path) for path in (arguments.map, arguments.table))
    document = read_document(str(arguments.map), map_text)
    with told(arguments):
        if document.findings or not isinstance(document.value, dict):
            first = document.findings[0] if document.findings else None
            raise ImportFault(
                "import-map-yaml", rule=first.rule if first else "–", line=str(first.line if first else 1)
            )
        value = dict(document.value)
        dialect = Section.of(value.pop("csv", {}), "csv", "delimiter", "decimal")
        delimiter = one_of(dialect, "delimiter", (",", ";", "tab"), ",")
        decimal = one_of(dialect, "decimal", ("point", "comma"), "point")
        try:
            text = table_text.decode("utf-8")
        except UnicodeDecodeError as bad:
            raise ImportFault("import-table-not-utf8", table_text.count(b"\n", 0, bad.start) + 1) from bad
        table = read_table(text, delimiter="\t" if delimiter == "tab" else delimiter, comma=decimal == "comma")
    return value, table


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as bad:
        raise errors.UsageFault("usage-import-unreadable", path=str(path), problem=bad.strerror or "") from bad


@contextmanager
def told(arguments: argparse.Namespace) -> Iterator[None]:
    """Turns a fault of the map or the table into the word that the command line prints."""
    try:
        yield
    except ImportFault as fault:
        problem = label(fault.key, arguments.lang, **fault.params)
        if fault.line:
            told_as = {"path": str(arguments.table), "line": str(fault.line), "problem": problem}
            raise errors.UsageFault("usage-table", **told_as) from fault
        raise errors.UsageFault("usage-map", path=str(arguments.map), problem=problem) from fault


def write(arguments: argparse.Namespace, made: Imported) -> None:
    """Writes what differs, each file under another name first: a run that is cut off leaves no half file."""
    written = 0
    for path, text in sorted(made.files.items()):
        if path_problem(path):
            raise errors.UsageFault("usage-import-path", path=path)
        if not replace_file(arguments.root / path, text.encode()):
            continue
        written += 1
        sys.stdout.write(label("import-written", arguments.lang, path=path) + "\n")
    counts: Mapping[str, str] = {"rows": str(made.rows), "files": str(written), "same": str(len(made.files) - written)}
    sys.stdout.write(label("import-done", arguments.lang, **counts) + "\n")
