"""`parindex score UNIT | --cycle CYCLE`: points with their trace, for a terminal or as JSON."""

import argparse
import json
import sys
from datetime import date
from pathlib import PurePosixPath

from parindex import errors
from parindex.commands.check import tree_for
from parindex.i18n.numbers import number_text, plain_text
from parindex.i18n.text import label, step_text
from parindex.model.repository import CycleResult
from parindex.model.result import Outcome, UnitResult
from parindex.model.roster import is_date
from parindex.pipeline import Scope, run
from parindex.render.opendata.results import results_json
from parindex.report.findings import visible


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Unit or cycle, format, commit, the day that counts as today."""
    parser.add_argument("unit", nargs="?", metavar="UNIT", help=label("cli-score-unit", lang))
    parser.add_argument("--cycle", metavar="CYCLE", help=label("cli-score-cycle", lang))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=label("cli-format", lang))
    parser.add_argument("--at", metavar="REVISION", help=label("cli-at", lang))
    parser.add_argument("--today", type=date.fromisoformat, default=None, help=label("cli-today", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Prints points; 1 where something could not be scored because of errors."""
    target = arguments.unit or arguments.cycle
    if target is None:
        raise errors.UsageFault("usage-needs-target")
    parts = [part for part in PurePosixPath(target).parts if part not in (".", "submissions")]
    if arguments.unit and parts and parts[-1].endswith(".yaml"):
        parts = parts[:-1]
    if len(parts) != (3 if arguments.unit else 2):
        raise errors.UsageFault("usage-needs-target")
    programme, cycle_id = parts[:2]
    # A rank needs the whole cycle, so a single unit is scored among the others.
    repository = run(tree_for(arguments.root, arguments.at), Scope(programme=programme, cycle=cycle_id))
    cycle = next((entry for entry in repository.cycles if entry.cycle.id == cycle_id), None)
    if cycle is None or cycle.regulation is None:
        raise errors.UsageFault("usage-no-cycle", cycle=cycle_id, programme=programme)
    chosen = [result for result in cycle.units if not arguments.unit or result.unit.id == parts[2]]
    if not cycle.units:
        raise errors.UsageFault("usage-no-units", cycle=cycle_id, programme=programme)
    if not chosen:
        raise errors.UsageFault("usage-no-unit", unit=parts[-1], cycle=cycle_id, programme=programme)
    if arguments.format == "json":
        told = results_json(cycle)
        told["units"] = [row for row in told["units"] if row["unit"] in {result.unit.id for result in chosen}]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif arguments.unit:
        sys.stdout.write(_sheet(cycle, chosen[0], arguments.lang, arguments.today or date.today()))
    else:
        for group in cycle.regulation.groups:
            rows = cycle.group(group.id)
            if rows:
                sys.stdout.write(f"{group.name}\n" + "".join(_row(cycle, row, arguments.lang) for row in rows) + "\n")
    return errors.FINDINGS if any(result.standing.value == "invalid" for result in chosen) else errors.FINE


def _row(cycle: CycleResult, result: UnitResult, lang: str) -> str:
    name = visible(result.unit.name)
    if not result.judged or result.index is None:
        return f"   –  {name}: {label('standing-' + result.standing.value, lang)}\n"
    grade = result.grade.label if result.grade else ""
    decimals = cycle.regulation.rounding.decimals if cycle.regulation else 2
    return f"{result.rank or chr(8211):>4}  {number_text(result.index, lang, decimals):>7}  {grade:12}  {name}\n"


def _sheet(cycle: CycleResult, result: UnitResult, lang: str, today: date) -> str:
    lines = [
        label(
            "score-line",
            lang,
            name=visible(result.unit.name),
            standing=label(f"standing-{result.standing.value}", lang),
        )
    ]
    if result.index is not None and result.rank is not None:
        grade = f", {result.grade.label}" if result.grade else ""
        lines.append(
            label("score-index", lang, index=number_text(result.index, lang), rank=str(result.rank), grade=grade)
        )
    if result.official is not None:
        lines.append(
            label(
                "score-official",
                lang,
                points=number_text(result.official.points, lang),
                max=plain_text(result.official.max_points, lang),
            )
        )
    if result.claimed is not None:
        lines.append(
            label(
                "score-claimed",
                lang,
                points=number_text(result.claimed.leaves.points, lang),
                max=plain_text(result.claimed.leaves.max_points, lang),
            )
        )
    if result.submission is not None and result.criteria is not None:
        lines.append(_progress(cycle, result, lang, today))
    for leaf in result.leaves:
        outcome = leaf.official if leaf.official.counts else leaf.claimed
        points = f"{_points(outcome, lang)}/{plain_text(leaf.leaf.max_points, lang)}"
        lines.append(f"\n{leaf.leaf.code}  {visible(leaf.leaf.name)}  {points}")
        lines += [f"    {visible(step_text(step, lang))}" for step in outcome.steps]
    return "\n".join(lines) + "\n"


def _progress(cycle: CycleResult, result: UnitResult, lang: str, today: date) -> str:
    """How much is answered and, while the cycle is open, how many days are left."""
    wanted = result.criteria.self_scored if result.criteria else ()
    answered = result.submission.answers if result.submission else {}
    done = sum(1 for leaf in wanted if leaf.code in answered and not answered[leaf.code].is_blank)
    left = ""
    deadline = cycle.cycle.deadline(result.unit.id)
    if (
        is_date(deadline)
        and result.submission
        and not result.submission.approval
        and result.unit.id not in cycle.cycle.receipts
    ):
        days = (date.fromisoformat(deadline) - today).days
        left = label("score-left" if days >= 0 else "score-over", lang, days=str(abs(days)))
    return label("score-progress", lang, done=str(done), of=str(len(wanted)), left=left)


def _points(outcome: Outcome, lang: str) -> str:
    if not outcome.counts:
        return label(f"state-{outcome.state.value}", lang)
    return number_text(outcome.points, lang)
