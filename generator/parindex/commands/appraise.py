"""`parindex appraise`: the skeleton of an appraisal, the worksheet across units and its way back, the unit's reply."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.commands.appraisal_choice import council_of, stage_of
from parindex.commands.appraisal_desk import Desk, Filed
from parindex.commands.appraisal_take import take
from parindex.encode import appraisal_draft as draft
from parindex.encode.splice import Block, NotSpliceable, with_blocks, with_item
from parindex.encode.worksheet import as_csv, worksheet_table
from parindex.excel.worksheet import worksheet_workbook
from parindex.i18n.text import label
from parindex.model.case import Case, Dossier
from parindex.model.phase import day_of
from parindex.model.result import Standing
from parindex.model.roster import Unit, is_date
from parindex.publish.writer import replace_file
from parindex.report.findings import visible
from parindex.score.risk import order_key
from parindex.source.worktree import worktree


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """One of four targets, and for whom, when and where to."""
    parser.add_argument("unit", nargs="?", metavar="UNIT", help=label("cli-appraise-unit", lang))
    parser.add_argument("--cycle", metavar="CYCLE", help=label("cli-appraise-cycle", lang))
    parser.add_argument("--area", metavar="AREA", help=label("cli-appraise-area", lang))
    parser.add_argument("--criterion", metavar="CODE", help=label("cli-appraise-criterion", lang))
    parser.add_argument("--group", metavar="GROUP", help=label("cli-appraise-group", lang))
    parser.add_argument("--output", type=Path, metavar="FILE", help=label("cli-appraise-output", lang))
    parser.add_argument("--take", type=Path, metavar="FILE", help=label("cli-appraise-take", lang))
    parser.add_argument("--marked", type=Path, metavar="FILE.xlsx", help=label("cli-appraise-marked", lang))
    parser.add_argument("--explain", metavar="UNIT", help=label("cli-appraise-explain", lang))
    parser.add_argument("--stage", metavar="STAGE", help=label("cli-appraise-stage", lang))
    parser.add_argument("--by", metavar="COUNCIL", help=label("cli-appraise-by", lang))
    parser.add_argument("--date", metavar="DATE", help=label("cli-appraise-date", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes a skeleton, a worksheet or what a worksheet decides; 1 where its decisions have faults."""
    targets = [arguments.unit, arguments.cycle, arguments.take, arguments.explain]
    narrowed = (arguments.area is not None) + (arguments.criterion is not None)
    if sum(target is not None for target in targets) != 1 or narrowed != (arguments.cycle is not None):
        raise errors.UsageFault("usage-appraise-target")
    if arguments.marked is not None and arguments.take is None:
        raise errors.UsageFault("usage-appraise-marked")
    if arguments.date is None:
        arguments.date = day_of(datetime.now(UTC))
    elif not is_date(arguments.date):
        raise errors.UsageFault("usage-date", value=arguments.date)
    if arguments.take is not None:
        return take(arguments)
    if arguments.cycle is not None:
        return _worksheet(arguments)
    return _skeleton(arguments) if arguments.unit is not None else _explanation(arguments)


def _skeleton(arguments: argparse.Namespace) -> int:
    desk, unit = _one(arguments, arguments.unit)
    filed = _ready(desk, unit, arguments.lang)
    stage = stage_of(desk, unit, filed, arguments.stage)
    if stage is None:
        raise errors.UsageFault("usage-appraise-done", unit=unit.name)
    dossier = desk.dossier(unit, filed, stage)
    if not dossier.cases:
        print(label("appraise-nothing", arguments.lang, unit=unit.name, stage=stage.id))
        return errors.FINE
    by = council_of(desk, unit, filed, stage, arguments.by)
    held = next((made for made in filed.appraisal.stages if made.stage == stage.id), None) if filed.appraisal else None
    known = {*held.decisions, *held.open} if held else set()
    left = [case for case in dossier.cases if case.code not in known]
    path = arguments.root / dossier.path
    block = draft.stage_block(dossier, by, arguments.date, arguments.lang)
    try:
        if filed.appraisal is None or not filed.appraisal.stages:
            data = draft.appraisal_text(dossier, block, arguments.lang).encode()
        elif held is None:
            data = with_item(dossier.path, path.read_bytes(), "stages", block)
        else:
            number = str(filed.appraisal.stages.index(held))
            blocks = {case.code: draft.case_block(dossier, case, arguments.lang) for case in left}
            data = _grown(dossier, path, ("stages", number, "decisions"), blocks)
    except NotSpliceable as bad:
        raise errors.UsageFault("usage-appraise-shape", path=dossier.path) from bad
    replace_file(path, data)
    counts = {"count": str(len(left)), "of": str(len(dossier.cases))}
    print(label("appraise-written", arguments.lang, path=dossier.path, stage=stage.id, **counts))
    return errors.FINE


def _explanation(arguments: argparse.Namespace) -> int:
    desk, unit = _one(arguments, arguments.explain)
    filed = _ready(desk, unit, arguments.lang)
    if not filed.flagged:
        print(label("reply-nothing", arguments.lang, unit=unit.name))
        return errors.FINE
    dossier = desk.replies(unit, filed)
    name = f"{desk.cycle.folder}/{unit.id}/explanation.yaml"
    path = arguments.root / name
    known = {*filed.explanation.replies, *filed.explanation.open} if filed.explanation else set()
    left = [case for case in dossier.cases if case.code not in known]
    if filed.explanation is None:
        data = draft.explanation_text(dossier, arguments.date, arguments.lang).encode()
    else:
        try:
            blocks = {case.code: draft.reply_block(case, arguments.lang) for case in left}
            data = _grown(dossier, path, ("replies",), blocks)
        except NotSpliceable as bad:
            raise errors.UsageFault("usage-appraise-shape", path=name) from bad
    replace_file(path, data)
    print(label("reply-written", arguments.lang, path=name, count=str(len(left)), of=str(len(dossier.cases))))
    return errors.FINE


def _grown(dossier: Dossier, path: Path, place: Sequence[str], blocks: dict[str, Block]) -> bytes:
    data = path.read_bytes()
    order = [leaf.code for leaf in dossier.criteria.leaves]
    return with_blocks(path.name, data, place, blocks, order) if blocks else data


def _worksheet(arguments: argparse.Namespace) -> int:
    parts = _parts(arguments.cycle, 2, "usage-needs-target")
    desk = Desk(worktree(arguments.root), *parts)
    if arguments.group is not None and arguments.group not in desk.regulation.sets:
        groups = ", ".join(desk.regulation.sets)
        raise errors.UsageFault("usage-appraise-group", group=arguments.group, options=groups)
    rows: list[tuple[tuple[int, int, int], Dossier, Case]] = []
    left_out: list[tuple[Unit, str]] = []
    known = False
    for number, (unit_id, result) in enumerate(desk.results.items()):
        unit, criteria = result.unit, desk.criteria(result.unit)
        if criteria is None or arguments.group not in (None, unit.group):
            continue
        known = known or any(_wanted(arguments, criteria.area_of[leaf.code], leaf.code) for leaf in criteria.leaves)
        standing = desk.standing(unit_id)
        if standing is not Standing.FILED or desk.faults(unit_id):
            broken = Standing.INVALID if standing is Standing.FILED else standing
            left_out.append((unit, label(f"standing-{broken.value}", arguments.lang)))
            continue
        filed = desk.filed(unit_id)
        stage = stage_of(desk, unit, filed, arguments.stage)
        if stage is None:
            left_out.append((unit, label("appraise-concluded", arguments.lang)))
            continue
        dossier = desk.dossier(unit, filed, stage)
        for place, case in enumerate(dossier.cases):
            if _wanted(arguments, criteria.area_of[case.code], case.code):
                rows.append((order_key(case.risk, number, place), dossier, case))
    if not known:
        raise errors.UsageFault("usage-appraise-criterion", code=arguments.area or arguments.criterion)
    rows.sort(key=lambda row: row[0])
    path = arguments.output or Path(_name(arguments, parts))
    if path.exists():
        # A worksheet that is there may hold decisions that nobody has taken back yet.
        raise errors.UsageFault("usage-exists", path=str(path))
    table = worksheet_table(((dossier, case) for _, dossier, case in rows), arguments.lang)
    excel = path.suffix.casefold() == ".xlsx"
    replace_file(path, worksheet_workbook(table, desk.cycle.title, arguments.lang) if excel else as_csv(table))
    units = len({dossier.unit.id for _, dossier, _ in rows})
    counts = {"rows": str(len(rows)), "units": str(units)}
    print(label("sheet-written", arguments.lang, path=str(path), **counts))
    for unit, why in left_out:
        print(label("sheet-left-out", arguments.lang, unit=visible(unit.name), why=why))
    return errors.FINE


def _wanted(arguments: argparse.Namespace, area: str, code: str) -> bool:
    if arguments.area is not None:
        return bool(area == arguments.area)
    return bool(code == arguments.criterion or code.startswith(f"{arguments.criterion}."))


def _name(arguments: argparse.Namespace, parts: Sequence[str]) -> str:
    code = arguments.area or arguments.criterion
    group = f"-{arguments.group}" if arguments.group else ""
    return f"{label('sheet-file', arguments.lang)}-{'-'.join(parts)}{group}-{code.replace('.', '-')}.csv"


def _parts(target: str, count: int, key: str) -> list[str]:
    parts = [part for part in PurePosixPath(target).parts if part not in (".", "submissions")]
    if count == 3 and parts and parts[-1].endswith(".yaml"):
        parts = parts[:-1]
    if len(parts) != count:
        raise errors.UsageFault(key)
    return parts


def _one(arguments: argparse.Namespace, target: str) -> tuple[Desk, Unit]:
    programme, cycle, unit = _parts(target, 3, "usage-unit-path")
    desk = Desk(worktree(arguments.root), programme, cycle, unit)
    if unit not in desk.results or desk.criteria(desk.results[unit].unit) is None:
        raise errors.UsageFault("usage-no-unit", unit=unit, cycle=cycle, programme=programme)
    return desk, desk.results[unit].unit


def _ready(desk: Desk, unit: Unit, lang: str) -> Filed:
    """The unit's files, where there is something to appraise and nothing in them is broken."""
    standing = desk.standing(unit.id)
    if standing is not Standing.FILED:
        raise errors.UsageFault(
            "usage-appraise-standing", unit=unit.name, why=label(f"standing-{standing.value}", lang)
        )
    faults = desk.faults(unit.id)
    if faults:
        raise errors.UsageFault("usage-appraise-faulty", path=faults[0].path)
    return desk.filed(unit.id)
