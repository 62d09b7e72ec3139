"""`parindex history [UNIT | PROGRAMME/CYCLE]`: what happened to a filing and when it was received, from git."""

import argparse
import json
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from parindex import errors
from parindex.commands.check import tree_for
from parindex.encode.yamltext import yaml_text
from parindex.i18n.text import label
from parindex.model.history import Integration, ReceiptSource
from parindex.model.repository import CycleResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.replay import Chronicle, read_chronicle, stage_names, told_events
from parindex.report.findings import visible
from parindex.report.history import history_json, history_rows, history_text, moment_iso, moment_text, table_text
from parindex.source.commit import NoSuchCommit
from parindex.source.log import ShallowHistory
from parindex.source.stream import HistoryUnreadable


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Unit or cycle, commit, format."""
    parser.add_argument("target", nargs="?", metavar="UNIT", help=label("cli-history-target", lang))
    parser.add_argument("--at", metavar="REVISION", default="HEAD", help=label("cli-history-at", lang))
    parser.add_argument(
        "--format", choices=("text", "json", "receipts"), default="text", help=label("cli-history-format", lang)
    )


def execute(arguments: argparse.Namespace) -> int:
    """Prints the timeline of a unit, the receipts of a cycle, or which cycles there are."""
    lang: str = arguments.lang
    parts = [part for part in PurePosixPath(arguments.target or "").parts if part not in (".", "submissions")]
    if parts and parts[-1].endswith(".yaml"):
        parts = parts[:-1]
    if len(parts) not in (0, 2, 3) or (arguments.format == "receipts" and len(parts) != 2):
        raise errors.UsageFault("usage-history-target")
    chronicle = chronicle_for(arguments.root, arguments.at)
    if chronicle is None:
        if arguments.format == "receipts":
            raise errors.UsageFault("usage-no-commit", revision=arguments.at)
        _say(arguments, {"available": False}, label("history-none", lang) + "\n")
    elif not parts:
        _all_cycles(chronicle, arguments)
    else:
        _one(chronicle, arguments, parts)
    return errors.FINE


def chronicle_for(root: Path, revision: str) -> Chronicle | None:
    """The history of a repository; None where there is none, and a fault with its remedy where it is not whole."""
    try:
        return read_chronicle(root, revision)
    except NoSuchCommit as bad:
        raise errors.UsageFault("usage-no-commit", revision=revision) from bad
    except ShallowHistory as bad:
        raise errors.UsageFault("usage-shallow") from bad
    except HistoryUnreadable as bad:
        raise errors.UsageFault("usage-history", problem=visible(str(bad))) from bad


def _one(chronicle: Chronicle, arguments: argparse.Namespace, parts: list[str]) -> None:
    programme, cycle, *unit = parts
    units = chronicle.ledger.units(programme, cycle)
    if not units:
        raise errors.UsageFault("usage-no-cycle", cycle=cycle, programme=programme)
    if unit and unit[0] not in units:
        raise errors.UsageFault("usage-no-unit", unit=unit[0], cycle=cycle, programme=programme)
    tree = tree_for(arguments.root, arguments.at)
    repository = run(tree, Scope(programme=programme, cycle=cycle, units=frozenset(unit)))
    made = next((entry for entry in repository.cycles if entry.cycle.id == cycle), None)
    try:
        if unit:
            _unit(chronicle, arguments, (programme, cycle, unit[0]), made, tree)
        elif arguments.format == "receipts":
            _warned(chronicle, programme, cycle, arguments.lang)
            _receipts(chronicle, arguments, programme, cycle)
        else:
            _cycle(chronicle, arguments, programme, cycle, made)
    except HistoryUnreadable as bad:
        raise errors.UsageFault("usage-history", problem=visible(str(bad))) from bad


def _unit(
    chronicle: Chronicle,
    arguments: argparse.Namespace,
    key: tuple[str, str, str],
    made: CycleResult | None,
    tree: FileTree,
) -> None:
    # A cycle that cannot be read is taken for one that may not be shown yet.
    events = chronicle.events(key, disclosed=made is not None and made.cycle.disclosed)
    result = next((entry for entry in made.units if entry.unit.id == key[2]), None) if made else None
    told: list[Any] = [None] * len(events)
    stages: dict[str, str] = {}
    name = key[2]
    if made is not None and result is not None:
        name = result.unit.name
        events, told = told_events(chronicle, made, result, tree)
        stages = stage_names(made, result.unit)
    text = f"{visible(name)} ({'/'.join(key)})\n\n"
    text += history_text(history_rows(events, told, stages, arguments.lang), arguments.lang)
    _say(arguments, {"available": True, "unit": "/".join(key), "events": history_json(events, told)}, text)


def _cycle(
    chronicle: Chronicle, arguments: argparse.Namespace, programme: str, cycle: str, made: CycleResult | None
) -> None:
    lang: str = arguments.lang
    known = made.programme.units if made else {}
    lines = [[label(f"history-{column}", lang) for column in ("unit", "filed", "received", "who", "commit", "source")]]
    rows = []
    for unit in chronicle.ledger.units(programme, cycle):
        filed, receipt = chronicle.filed((programme, cycle, unit)), chronicle.received((programme, cycle, unit))
        if filed is None:
            continue
        shown = receipt or filed
        lines.append(
            [
                known[unit].name if unit in known else unit,
                moment_text(filed.received, lang),
                moment_text(receipt.received, lang) if receipt else label("history-not-approved", lang),
                ", ".join(shown.authors),
                shown.short,
                label(f"receipt-{shown.source.value}", lang) + (label("receipt-doubt", lang) if shown.doubtful else ""),
            ]
        )
        rows.append({"unit": unit, "filed": _place(filed), "received": _place(receipt) if receipt else None})
    _say(arguments, {"available": True, "cycle": f"{programme}/{cycle}", "units": rows}, table_text(lines))


def _warned(chronicle: Chronicle, programme: str, cycle: str, lang: str) -> None:
    """A word where times come from commits alone: in a clone without the server's notes they are the senders' own."""
    keys = [(programme, cycle, unit) for unit in chronicle.ledger.units(programme, cycle)]
    found = [step.integration.source for key in keys for step in chronicle.steps(key)]
    if found and ReceiptSource.NOTE not in found:
        print(label("history-no-notes", lang), file=sys.stderr)


def _receipts(chronicle: Chronicle, arguments: argparse.Namespace, programme: str, cycle: str) -> None:
    """A `receipts.yaml` made from git; on doubtful times something is said beside it, not in it."""
    lang: str = arguments.lang
    receipts = {}
    for unit in chronicle.ledger.units(programme, cycle):
        found = chronicle.received((programme, cycle, unit))
        if found is None:
            continue
        receipts[unit] = {"received": moment_iso(found.received), "by": _by(found, lang)}
        if found.doubtful:
            print(f"{unit}: {found.short}{label('receipt-doubt', lang)}", file=sys.stderr)
    sys.stdout.write(yaml_text({"cycle": cycle, "receipts": receipts}))


def _by(found: Integration, lang: str) -> str:
    if found.source is ReceiptSource.INTEGRATION:
        return label("receipt-by-integration", lang, commit=found.short)
    return label("receipt-by-note", lang, commit=found.short, actor=found.actor or "–")


def _place(found: Integration) -> dict[str, Any]:
    return {
        "received": moment_iso(found.received),
        "source": found.source.value,
        "doubtful": found.doubtful,
        "authors": list(found.authors),
        "actor": found.actor,
        "commit": found.commit,
    }


def _all_cycles(chronicle: Chronicle, arguments: argparse.Namespace) -> None:
    lang: str = arguments.lang
    lines = [[label(f"history-{column}", lang) for column in ("cycle", "units", "last")]]
    rows = []
    for programme, cycle in sorted({key[:2] for key in chronicle.ledger.steps}):
        units = chronicle.ledger.units(programme, cycle)
        steps = [step for unit in units for step in chronicle.steps((programme, cycle, unit))]
        if not steps:
            continue
        last = max((step.integration for step in steps), key=lambda entry: entry.number)
        lines.append([f"{programme}/{cycle}", str(len(units)), moment_text(last.received, lang)])
        rows.append({"cycle": f"{programme}/{cycle}", "units": len(units), "last": _place(last)})
    _say(arguments, {"available": True, "cycles": rows}, table_text(lines))


def _say(arguments: argparse.Namespace, told: dict[str, Any], text: str) -> None:
    if arguments.format == "json":
        text = json.dumps({"version": 1, **told}, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(text)
