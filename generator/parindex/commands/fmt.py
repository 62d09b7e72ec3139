"""`parindex fmt [PATH…] [--check]`: YAML files in their canonical spelling."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from parindex import errors
from parindex.commands.check import below, inside
from parindex.encode.canonical import NotRewritable, canonical
from parindex.i18n.text import label
from parindex.model.repository import Repository
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Paths; only look, or write."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=label("cli-check-paths", lang))
    parser.add_argument("--check", action="store_true", help=label("cli-fmt-check", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Rewrites what is not canonical; 1 where a file cannot be rewritten, or with --check would be."""
    root: Path = arguments.root
    lang: str = arguments.lang
    tree = worktree(root)
    wanted = [inside(root, path) for path in arguments.paths]
    chosen = [path for path in tree.paths if path.endswith(".yaml") and (not wanted or below(path, wanted))]
    if wanted and not chosen:
        raise errors.UsageFault("usage-no-path", path=wanted[0])
    repository = run(tree, Scope(only_criteria=True))
    code, touched = errors.FINE, False
    for path in chosen:
        data = tree.read(path)
        try:
            made = canonical(path, data, _order(repository, path, data))
        except NotRewritable:
            print(label("fmt-broken", lang, path=path), file=sys.stderr)
            code, touched = errors.FINDINGS, True
            continue
        if made == data:
            continue
        touched = True
        if arguments.check:
            code = errors.FINDINGS
        else:
            replace_file(root / path, made)
        print(label("fmt-would" if arguments.check else "fmt-changed", lang, path=path))
    if not touched:
        print(label("fmt-nothing", lang))
    return code


def _order(repository: Repository, path: str, data: bytes) -> Sequence[str]:
    """The codes of the unit's criteria in order, for a self-assessment whose first line names their schema."""
    first = data.split(b"\n", 1)[0].decode("utf-8", errors="replace").rstrip()
    if not path.endswith("/self-assessment.yaml") or "schema/groups/" not in first:
        return ()
    *_, regulation_id, name = first.split("/")
    regulation = repository.regulations.get(regulation_id)
    criteria = regulation.sets.get(name.removesuffix(".self-assessment.schema.json")) if regulation else None
    return [leaf.code for leaf in criteria.leaves] if criteria else ()
