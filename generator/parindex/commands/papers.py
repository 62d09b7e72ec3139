"""`parindex papers PROGRAMME/CYCLE`: annex of the decision, minutes and score sheets as DOCX and PDF."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from parindex import errors
from parindex.commands.check import tree_for
from parindex.commands.history import chronicle_for
from parindex.commands.paper_jobs import desk_for
from parindex.commands.settings import config_of, engine_settings, site_address
from parindex.i18n.text import label
from parindex.paperwork.context import Desk
from parindex.paperwork.office import all_minutes, annexes, paper_files
from parindex.paperwork.paper import Format, Kind, Paper
from parindex.paperwork.sheet import score_sheet
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.render import urls
from parindex.source.commit import head_commit


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Cycle, unit, kinds, formats, folder, commit."""
    parser.add_argument("cycle", metavar="PROGRAMME/CYCLE", help=label("cli-papers-cycle", lang))
    parser.add_argument("--unit", metavar="UNIT", help=label("cli-papers-unit", lang))
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help=label("cli-papers-kind", lang))
    parser.add_argument("--format", choices=[form.value for form in Format], help=label("cli-papers-format", lang))
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help=label("cli-papers-output", lang))
    parser.add_argument("--draft", action="store_true", help=label("cli-papers-draft", lang))
    parser.add_argument("--at", metavar="REVISION", help=label("cli-at", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes the papers; 1 where the data have errors (they are written all the same, as pages are)."""
    lang: str = arguments.lang
    parts = [part for part in PurePosixPath(arguments.cycle).parts if part not in (".", "submissions")]
    if len(parts) != 2:
        raise errors.UsageFault("usage-history-target")
    kind = Kind(arguments.kind) if arguments.kind else (Kind.SCORE_SHEET if arguments.unit else None)
    if arguments.unit and kind is not Kind.SCORE_SHEET:
        raise errors.UsageFault("usage-papers-kind")
    programme, cycle = parts
    tree = tree_for(arguments.root, arguments.at)
    commit = tree.commit or head_commit(arguments.root)
    chronicle = chronicle_for(arguments.root, commit) if commit else None
    repository = run(
        tree,
        Scope(programme=programme, cycle=cycle, inside=arguments.draft),
        receipts=chronicle.receipts if chronicle else None,
    )
    made = next((entry for entry in repository.cycles if entry.cycle.id == cycle), None)
    if made is None or made.regulation is None:
        raise errors.UsageFault("usage-no-cycle", cycle=cycle, programme=programme)
    if arguments.draft and made.cycle.decision is not None:
        raise errors.UsageFault("usage-papers-decided", cycle=cycle, number=made.cycle.decision.number)
    if not arguments.draft and not made.cycle.decided and not arguments.unit:
        raise errors.UsageFault("usage-papers-undecided", cycle=cycle)
    if arguments.unit and all(result.unit.id != arguments.unit for result in made.units):
        raise errors.UsageFault("usage-no-unit", unit=arguments.unit, cycle=cycle, programme=programme)
    formats = (Format(arguments.format),) if arguments.format else tuple(Format)
    desk = desk_for(made, site_address(engine_settings(config_of(arguments.root))), draft=arguments.draft)
    papers = list(_papers(desk, kind, arguments.unit))
    if not papers:
        raise errors.UsageFault("usage-papers-none", cycle=cycle)
    _write(arguments.output, papers, formats, lang)
    if not desk.site:
        print(label("papers-no-site", lang), file=sys.stderr)
    if repository.faults:
        print(label("build-faults", lang, count=str(len(repository.faults))), file=sys.stderr)
        return errors.FINDINGS
    return errors.FINE


def _papers(desk: Desk, kind: Kind | None, unit: str | None) -> Iterator[Paper]:
    if kind in (None, Kind.ANNEX):
        yield from annexes(desk)
    if kind in (None, Kind.MINUTES):
        yield from all_minutes(desk)
    if kind is Kind.SCORE_SHEET:
        where = (desk.cycle.programme.id, desk.cycle.cycle.id)
        for result in desk.cycle.units:
            if unit in (None, result.unit.id) and result.leaves:
                yield score_sheet(desk, result, urls.unit_page(*where, result.unit.id))


def _write(folder: Path, papers: Sequence[Paper], formats: Sequence[Format], lang: str) -> None:
    """Writes the papers; one that is there with other content may have been worked on, and is left alone."""
    files = {folder / name: data for name, data in paper_files(papers, formats)}
    for path, data in files.items():
        if path.exists() and path.read_bytes() != data:
            raise errors.UsageFault("usage-exists", path=str(path))
    for path, data in files.items():
        replace_file(path, data)
        print(label("papers-written", lang, path=str(path)))
