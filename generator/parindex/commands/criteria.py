"""`parindex criteria import ANNEX.xlsx`: the table in a decision's annex becomes a criteria file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.commands.annex import Hints, counted, hints_of, take_annex
from parindex.i18n.text import label
from parindex.imports.annex.regulation import Decision, named
from parindex.imports.fault import ImportFault
from parindex.imports.names import is_id
from parindex.load.document import read_document
from parindex.model.points import is_decimal
from parindex.publish.writer import replace_files
from parindex.report.findings import as_text
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The annex, where it goes, what it does not say of itself."""
    parser.add_argument("action", choices=("import",), help=label("cli-criteria-action", lang))
    parser.add_argument("annex", type=Path, metavar="ANNEX.xlsx|.csv", help=label("cli-criteria-annex", lang))
    parser.add_argument("--regulation", required=True, metavar="ID", help=label("cli-criteria-regulation", lang))
    parser.add_argument("--group", required=True, metavar="ID", help=label("cli-criteria-group", lang))
    parser.add_argument("--name", default="", metavar="NAME", help=label("cli-criteria-name", lang))
    parser.add_argument("--title", default="", metavar="TEXT", help=label("cli-criteria-title", lang))
    parser.add_argument("--authority", default="", metavar="NAME", help=label("cli-criteria-authority", lang))
    parser.add_argument("--decision", default="", metavar="NUMBER", help=label("cli-criteria-decision", lang))
    parser.add_argument("--issued", default="", metavar="DATE", help=label("cli-criteria-issued", lang))
    parser.add_argument("--source", default="", metavar="URL|TEXT", help=label("cli-criteria-source", lang))
    parser.add_argument("--max", default="100", metavar="POINTS", help=label("cli-criteria-max", lang))
    parser.add_argument("--sheet", default="", metavar="NAME", help=label("cli-criteria-sheet", lang))
    parser.add_argument("--map", type=Path, metavar="MAP.yaml", help=label("cli-criteria-map", lang))
    parser.add_argument("--draft", action="store_true", help=label("cli-criteria-draft", lang))
    parser.add_argument("--replace", action="store_true", help=label("cli-criteria-replace", lang))
    parser.add_argument("--print", action="store_true", help=label("cli-criteria-print", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes what is sound; 1 where something could not be read, and then nothing is written but a draft asked for."""
    root: Path = arguments.root
    lang: str = arguments.lang
    decision = _decision(arguments, root)
    hints = read_hints(arguments.map, arguments.sheet, lang)
    try:
        taken = take_annex(
            arguments.annex.name,
            read_bytes(arguments.annex),
            decision,
            hints,
            worktree(root),
            draft=arguments.draft,
            lang=lang,
        )
    except ImportFault as fault:
        problem = label(fault.key, lang, **fault.params)
        raise errors.UsageFault("usage-map", path=str(arguments.map or arguments.annex), problem=problem) from fault
    stream = sys.stderr if arguments.print else sys.stdout
    if taken.findings:
        stream.write(as_text(taken.findings, lang))
    told = {"count": str(sum(taken.methods.values())), "methods": counted(taken.methods, lang)}
    if taken.methods:
        print(label("annex-read", lang, **told), file=stream)
    if not taken.files or not (taken.sound or arguments.draft):
        print(label("annex-refused", lang), file=sys.stderr)
        return errors.FINDINGS
    if arguments.print:
        sys.stdout.write("".join(f"# {path}\n{text}\n" for path, text in taken.files.items()))
        return errors.FINE if taken.sound else errors.FINDINGS
    own = f"criteria/{decision.regulation}/{decision.group}.yaml"
    held = root / own
    if held.is_file() and held.read_bytes() != taken.files[own].encode() and not arguments.replace:
        raise errors.UsageFault("usage-import-differs", path=own)
    changed = replace_files({root / path: text.encode() for path, text in taken.files.items()})
    for path in taken.files:
        print(label("import-written" if root / path in changed else "annex-same", lang, path=path))
    return errors.FINE if taken.sound else errors.FINDINGS


def _decision(arguments: argparse.Namespace, root: Path) -> Decision:
    for name in ("regulation", "group"):
        if not is_id(getattr(arguments, name)):
            raise errors.UsageFault("usage-criteria-id", option=f"--{name}", value=getattr(arguments, name))
    if not is_decimal(arguments.max):
        raise errors.UsageFault("usage-criteria-max", value=arguments.max)
    if not (root / "criteria" / arguments.regulation / "regulation.yaml").is_file():
        missing = [f"--{name}" for name in ("authority", "decision") if not getattr(arguments, name)]
        if missing:
            raise errors.UsageFault("usage-criteria-new", id=arguments.regulation, options=", ".join(missing))
    return Decision(
        regulation=arguments.regulation,
        group=arguments.group,
        group_name=arguments.name or arguments.group,
        title=arguments.title or named(arguments.decision, arguments.authority),
        authority=arguments.authority,
        number=arguments.decision,
        issued=arguments.issued,
        source=arguments.source,
        maximum=arguments.max,
        own=read_hints(arguments.map, "", arguments.lang).regulation,
    )


def read_hints(path: Path | None, sheet: str, lang: str) -> Hints:
    """The map of an annex; without one, only the sheet."""
    value: Any = {}
    if path is not None:
        document = read_document(str(path), read_bytes(path))
        value = document.value
        if document.findings or not isinstance(value, dict):
            sys.stderr.write(as_text(document.findings, lang))
            line = str(document.findings[0].line if document.findings else 1)
            rule = document.findings[0].rule if document.findings else "–"
            problem = label("import-map-yaml", lang, rule=rule, line=line)
            raise errors.UsageFault("usage-map", path=str(path), problem=problem)
    if sheet:
        value = {**value, "sheet": sheet}
    try:
        return hints_of(value)
    except ImportFault as fault:
        problem = label(fault.key, lang, **fault.params)
        raise errors.UsageFault("usage-map", path=str(path), problem=problem) from fault


def read_bytes(path: Path) -> bytes:
    """A file that the command line names; UsageFault where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as bad:
        raise errors.UsageFault("usage-import-unreadable", path=str(path), problem=bad.strerror or "") from bad
