"""`parindex import-facts TABLE.csv --map MAP.yaml`: figures become answers, imported values, official points."""

import argparse
from pathlib import Path

from parindex import errors
from parindex.commands.import_results import read_inputs, told, write
from parindex.i18n.text import label
from parindex.imports.facts import facts_map, import_facts
from parindex.load.criteria import load_regulation
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The table, its map, and leave to replace answers."""
    parser.add_argument("table", type=Path, metavar="TABLE.csv", help=label("cli-import-table", lang))
    parser.add_argument("--map", type=Path, required=True, metavar="MAP.yaml", help=label("cli-import-map", lang))
    parser.add_argument("--replace", action="store_true", help=label("cli-import-replace", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes what is missing; an answer that is there stays, unless it is to be replaced."""
    value, table = read_inputs(arguments)
    with told(arguments):
        mapping = facts_map(value)
    tree = worktree(arguments.root)
    wanted = str(mapping.cycle["regulation"])
    regulation = load_regulation(tree, wanted).regulation
    if regulation is None:
        raise errors.UsageFault("usage-import-regulation", id=wanted)
    home = f"submissions/{mapping.programme['id']}"
    existing: dict[str, str] = {}
    for path in tree.under(home):
        try:
            existing[path] = tree.read(path).decode("utf-8")
        except UnicodeDecodeError as bad:
            raise errors.UsageFault("usage-import-unreadable", path=path, problem="UTF-8") from bad
    with told(arguments):
        made = import_facts(mapping, table, regulation, existing, replace=arguments.replace)
    write(arguments, made)
    return errors.FINE
