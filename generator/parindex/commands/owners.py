"""`parindex owners [--check]`: CODEOWNERS, which tells a forge whom to ask for a review, made from the rosters."""

import argparse
import sys
from pathlib import Path

from parindex import errors
from parindex.check.policy import councils_for
from parindex.i18n.text import label
from parindex.load.cycle import load_cycle
from parindex.load.filing import load_document
from parindex.load.roster import SUBMISSIONS, load_maintainers, load_programme, programme_ids
from parindex.model.finding import Finding, Severity
from parindex.model.roster import Cycle, Programme
from parindex.model.tree import FileTree
from parindex.publish.owners import codeowners
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree

FILE = Path(".github/CODEOWNERS")


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Only look, or write; another place for other forges."""
    parser.add_argument("--check", action="store_true", help=label("cli-owners-check", lang))
    parser.add_argument("--output", type=Path, default=FILE, metavar="FILE", help=label("cli-owners-output", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes the file; with --check 1 where it is stale, and 1 where a roster cannot be read."""
    lang: str = arguments.lang
    path: Path = arguments.root / arguments.output
    shown = arguments.output.as_posix()
    text, broken = owners_of(worktree(arguments.root))
    if broken:
        # Rosters that cannot be read would take reviewers away without a word.
        for name in broken:
            print(label("owners-broken", lang, path=name), file=sys.stderr)
        return errors.FINDINGS
    if not arguments.check:
        changed = replace_file(path, text.encode())
        print(label("owners-written" if changed else "owners-fresh", lang, path=shown))
        return errors.FINE
    if path.is_file() and path.read_bytes() == text.encode():
        print(label("owners-fresh", lang, path=shown))
        return errors.FINE
    print(label("owners-stale", lang, path=shown), file=sys.stderr)
    return errors.FINDINGS


def owners_of(tree: FileTree) -> tuple[str, list[str]]:
    """The text for a tree, and the roster files in which something is wrong."""
    maintainers, found = load_maintainers(tree)
    path = f"{SUBMISSIONS}/maintainers.yaml"
    if path in tree and load_document(tree, path, "maintainers").value.get("sample") == "true":
        maintainers = ()
    findings: list[Finding] = list(found)
    programmes: list[Programme] = []
    cycles: list[Cycle] = []
    for name in programme_ids(tree):
        loaded = load_programme(tree, name)
        findings += loaded.findings
        if loaded.programme is None:
            continue
        programmes.append(loaded.programme)
        for cycle_id in loaded.programme.cycles:
            cycle = load_cycle(tree, name, cycle_id, shared=False)
            findings += cycle.findings
            if cycle.cycle is not None:
                cycles.append(cycle.cycle)
    broken = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    return codeowners(programmes, cycles, maintainers, councils_for), sorted(broken)
