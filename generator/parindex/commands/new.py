"""`parindex new PROGRAMME/CYCLE/UNIT`: a unit's draft for a cycle; of criteria, the file of their English wording."""

import argparse
import sys
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.commands import new_wording
from parindex.encode.draft import draft
from parindex.i18n.text import label
from parindex.load.filing import load_document, self_assessment
from parindex.model.filing import SelfAssessment
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The unit, an earlier cycle to carry over from, print instead of write."""
    parser.add_argument("unit", metavar="UNIT|criteria/REGULATION", help=label("cli-new-what", lang))
    parser.add_argument("--from", dest="earlier", metavar="CYCLE", help=label("cli-new-from", lang))
    parser.add_argument("--print", action="store_true", help=label("cli-new-print", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes the draft; a file that is there already is never touched."""
    root: Path = arguments.root
    lang: str = arguments.lang
    parts = [part for part in PurePosixPath(arguments.unit).parts if part not in (".", "submissions")]
    if len(parts) == 2 and parts[0] == "criteria":
        return new_wording.execute(root, parts[1], lang, prints=arguments.print)
    if len(parts) != 3:
        raise errors.UsageFault("usage-unit-path")
    programme, cycle_id, unit_id = parts
    tree = worktree(root)
    repository = run(tree, Scope(programme=programme, cycle=cycle_id, units=frozenset({unit_id})))
    cycle = next((entry for entry in repository.cycles if entry.cycle.id == cycle_id), None)
    if cycle is None or cycle.regulation is None:
        raise errors.UsageFault("usage-no-cycle", cycle=cycle_id, programme=programme)
    unit = cycle.programme.units.get(unit_id)
    if unit is None or not unit.existed_in(cycle_id) or unit.group not in cycle.regulation.sets:
        raise errors.UsageFault("usage-no-unit", unit=unit_id, cycle=cycle_id, programme=programme)
    criteria = cycle.regulation.sets[unit.group]
    carried = carried_over(tree, programme, arguments.earlier, unit_id) if arguments.earlier else None
    text = draft(unit, cycle.cycle, criteria, carried, lang)
    if arguments.print:
        sys.stdout.write(text)
        return errors.FINE
    path = f"{cycle.cycle.folder}/{unit_id}/self-assessment.yaml"
    if (root / path).exists():
        raise errors.UsageFault("usage-exists", path=path)
    replace_file(root / path, text.encode())
    print(label("new-written", lang, path=path, count=str(len(criteria.self_scored))))
    return errors.FINE


def carried_over(tree: FileTree, programme: str, cycle: str, unit: str) -> SelfAssessment:
    """What a unit filed in an earlier cycle; UsageFault where it filed nothing."""
    path = f"submissions/{programme}/{cycle}/{unit}/self-assessment.yaml"
    if path not in tree:
        raise errors.UsageFault("usage-no-unit", unit=unit, cycle=cycle, programme=programme)
    loaded = load_document(tree, path, "self-assessment")
    return self_assessment(loaded, unit, cycle)
