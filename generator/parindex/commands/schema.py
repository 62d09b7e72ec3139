"""`parindex schema [--check]`: the JSON Schemas of every unit group, generated from the criteria."""

import argparse
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from parindex import errors
from parindex.encode.groupschema import FOLDER, group_schema, group_schema_path
from parindex.i18n.text import label
from parindex.load.schema import schema_folder
from parindex.model.repository import Repository
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Only look, or write."""
    parser.add_argument("--check", action="store_true", help=label("cli-schema-check", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes what is stale and removes what no group has any more; with --check 1 where anything is."""
    root: Path = arguments.root
    lang: str = arguments.lang
    # The general schemas are held against their own meta-schema by the reference implementation.
    for general in sorted(schema_folder().glob("*.schema.json")):
        Draft202012Validator.check_schema(json.loads(general.read_text("utf-8")))
    repository = run(worktree(root), Scope(only_criteria=True))
    wanted = schemas_of(repository)
    held = {path.relative_to(root).as_posix() for path in (root / FOLDER).glob("*/*.json")}
    stale = sorted(
        path
        for path in {*wanted, *held}
        if path not in wanted or not (root / path).is_file() or (root / path).read_bytes() != wanted[path]
    )
    if arguments.check:
        for path in stale:
            print(label("schema-stale", lang, path=path), file=sys.stderr)
        if not stale:
            print(label("schema-fresh", lang, count=str(len(wanted))))
        return errors.FINDINGS if stale else errors.FINE
    for path in stale:
        if path in wanted:
            replace_file(root / path, wanted[path])
        else:
            (root / path).unlink()
    print(label("schema-written", lang, count=str(len(stale)), path=FOLDER))
    return errors.FINE


def schemas_of(repository: Repository) -> dict[str, bytes]:
    """Every schema that belongs into a data repository, by path: one for each group, and those they refer to."""
    made = {
        group_schema_path(criteria): group_schema(criteria).encode()
        for regulation in repository.regulations.values()
        for criteria in regulation.sets.values()
    }
    general = {f"schema/{path.name}": path.read_bytes() for path in schema_folder().glob("*.schema.json")}
    return {**made, **dict(sorted(general.items()))}
