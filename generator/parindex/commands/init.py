"""`parindex init DIR`: the data repository of a new authority, which checks and builds at once."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.commands.annex import sheets_of, take_annex
from parindex.commands.criteria import read_bytes, read_hints
from parindex.commands.owners import owners_of
from parindex.commands.questions import answered
from parindex.commands.schema import schemas_of
from parindex.commands.starter import RUNNABLE, ForgeChoice, Plan, shipped_systems, starter_files, system_files
from parindex.commands.workbook import empty_form
from parindex.i18n.text import label
from parindex.imports.annex.regulation import Decision, named
from parindex.imports.fault import ImportFault
from parindex.imports.names import is_id, slug
from parindex.imports.roster import SINCE, roster_of, units_of_registry
from parindex.load.criteria import load_regulation
from parindex.load.registry import province_like, registry
from parindex.model.finding import Finding, Severity
from parindex.model.links import link_fault
from parindex.model.phase import DATES
from parindex.model.regulation import Regulation
from parindex.model.repository import Repository
from parindex.model.roster import is_date
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.publish.writer import write_file
from parindex.report.findings import as_text

OWNERS = {ForgeChoice.GITHUB: ".github/CODEOWNERS", ForgeChoice.GITLAB: ".gitlab/CODEOWNERS"}
FORMS = "bieu-mau"


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Where to, whose, by which criteria, for which units, when, on which forge."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=label("cli-init-folder", lang))
    for name in ("authority", "index-name", "programme"):
        parser.add_argument(f"--{name}", default="", help=label(f"cli-init-{name}", lang))
    parser.add_argument("--system", default="", metavar="ID", help=label("cli-init-system", lang))
    parser.add_argument("--annex", type=Path, metavar="FILE", help=label("cli-init-annex", lang))
    parser.add_argument("--map", type=Path, metavar="MAP.yaml", help=label("cli-criteria-map", lang))
    for name in ("regulation", "decision", "issued", "source"):
        parser.add_argument(f"--{name}", default="", help=label(f"cli-criteria-{name}", lang))
    parser.add_argument("--group", default="", metavar="ID", help=label("cli-init-group", lang))
    parser.add_argument("--group-name", default="", metavar="NAME", help=label("cli-criteria-name", lang))
    parser.add_argument("--roster", type=Path, metavar="FILE", help=label("cli-init-roster", lang))
    parser.add_argument("--province", default="", metavar="NAME|CODE", help=label("cli-init-province", lang))
    parser.add_argument("--year", default="", help=label("cli-init-year", lang))
    for name in DATES:
        parser.add_argument(f"--{name}", default="", metavar="DATE", help=label(f"cli-init-{name}", lang))
    parser.add_argument("--forge", choices=[forge.value for forge in ForgeChoice], help=label("cli-init-forge", lang))
    parser.add_argument("--repo", default="", metavar="URL", help=label("cli-init-repo", lang))
    parser.add_argument("--maintainer", default="", metavar="NAME", help=label("cli-init-maintainer", lang))
    parser.add_argument("--login", default="", help=label("cli-init-login", lang))
    parser.add_argument("--package", default="", metavar="LINE", help=label("cli-init-package", lang))
    parser.add_argument("--forms", action="store_true", help=label("cli-init-forms", lang))
    parser.add_argument("--no-git", action="store_true", help=label("cli-init-no-git", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Makes the folder whole or not at all; 1 where annex or criteria have errors."""
    lang: str = arguments.lang
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise errors.UsageFault("usage-init-exists", path=str(folder))
    answered(arguments)
    plan = _plan(arguments)
    files, findings = _criteria(arguments, plan)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.stdout.write(as_text(findings, lang))
        print(label("init-refused", lang, path=str(folder)), file=sys.stderr)
        return errors.FINDINGS
    regulation = _loaded(files)
    units, plan = _units(arguments, plan, regulation)
    files |= starter_files(plan, regulation, units)
    repository = run(
        FileTree.of({path: data for path, data in files.items() if path.startswith(("criteria/", "submissions/"))})
    )
    if repository.faults:
        sys.stdout.write(as_text(repository.faults, lang))
        print(label("init-refused", lang, path=str(folder)), file=sys.stderr)
        return errors.FINDINGS
    files |= schemas_of(repository)
    if plan.forge in OWNERS:
        files[OWNERS[plan.forge]] = owners_of(repository.tree)[0].encode()
    forms = _forms(repository, lang) if arguments.forms else {}
    _write(folder, {**files, **forms}, git=not arguments.no_git)
    told = {"path": str(folder), "units": str(len(units)), "regulation": regulation.short, "count": str(len(files))}
    print(label("init-done", lang, **told))
    notices = [finding for finding in findings if finding.rule == "annex-assumed"]
    if notices:
        print(label("init-notices", lang, count=str(len(notices)), annex=str(arguments.annex)))
    if forms:
        print(label("init-forms", lang, count=str(len(forms)), path=f"{folder}/{FORMS}"))
    print(label("init-next", lang, path=str(folder)))
    return errors.FINE


def _plan(arguments: argparse.Namespace) -> Plan:
    """What was said, held against what it may be; UsageFault names everything that is missing at once."""
    needed = {
        "--authority": arguments.authority,
        "--year": arguments.year,
        "--forge": arguments.forge,
        "--system | --annex": arguments.system or arguments.annex,
        "--roster | --province": arguments.roster or arguments.province,
    }
    if arguments.annex:
        needed |= {"--decision": arguments.decision, "--group": arguments.group}
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise errors.UsageFault("usage-init-missing", options=", ".join(missing))
    if arguments.system and arguments.annex:
        raise errors.UsageFault("usage-init-both")
    if arguments.system and arguments.system not in shipped_systems():
        raise errors.UsageFault("usage-init-system", id=arguments.system, options=", ".join(shipped_systems()))
    if not re.fullmatch(r"[0-9]{4}", arguments.year):
        raise errors.UsageFault("usage-init-year", value=arguments.year)
    dates = {name: getattr(arguments, name.replace("-", "_")) for name in DATES}
    for value in filter(None, dates.values()):
        if not is_date(value):
            raise errors.UsageFault("usage-date", value=value)
    programme = arguments.programme or slug(arguments.authority)
    for option, value in (
        ("--programme", programme),
        ("--group", arguments.group),
        ("--regulation", arguments.regulation),
    ):
        if value and not is_id(value):
            raise errors.UsageFault("usage-criteria-id", option=option, value=value)
    if arguments.repo and link_fault(arguments.repo):
        raise errors.UsageFault("usage-init-repo", value=arguments.repo)
    person = {"name": arguments.maintainer, "login": arguments.login}
    return Plan(
        authority=arguments.authority,
        index_name=arguments.index_name or label("init-index-name", "vi"),
        programme=programme,
        cycle=arguments.year,
        forge=ForgeChoice(arguments.forge),
        repo=arguments.repo,
        dates={name: value for name, value in dates.items() if value},
        maintainer={key: value for key, value in person.items() if value} if arguments.maintainer else {},
        package=arguments.package,
    )


def _criteria(arguments: argparse.Namespace, plan: Plan) -> tuple[dict[str, bytes], list[Finding]]:
    """The criteria's files: copied, or read from an annex with what was found in it."""
    if arguments.system:
        return system_files(arguments.system), []
    decision = Decision(
        regulation=arguments.regulation or slug(arguments.decision),
        group=arguments.group,
        group_name=arguments.group_name or arguments.group,
        title=named(arguments.decision, plan.authority),
        authority=plan.authority,
        number=arguments.decision,
        issued=arguments.issued,
        source=arguments.source,
        own=read_hints(arguments.map, "", arguments.lang).regulation,
    )
    hints = read_hints(arguments.map, "", arguments.lang)
    name, data = arguments.annex.name, read_bytes(arguments.annex)
    taken = take_annex(name, data, decision, hints, FileTree.of({}), draft=False, lang=arguments.lang)
    return {path: text.encode() for path, text in taken.files.items()}, list(taken.findings)


def _loaded(files: Mapping[str, bytes]) -> Regulation:
    regulation = next(iter(files)).split("/")[1]
    loaded = load_regulation(FileTree.of(files), regulation).regulation
    if loaded is None:
        raise errors.UsageFault("usage-import-regulation", id=regulation)
    return loaded


def _units(arguments: argparse.Namespace, plan: Plan, regulation: Regulation) -> tuple[list[dict[str, Any]], Plan]:
    """The units of the roster's table and of the province, and the plan with what is drawn from the registry."""
    groups = {group.id: group.name for group in regulation.groups}
    default = arguments.group or (next(iter(groups)) if len(groups) == 1 else "")
    if default and default not in groups:
        raise errors.UsageFault("usage-init-group", id=default, options=", ".join(groups))
    units: list[dict[str, Any]] = []
    if arguments.roster:
        units += _table(
            arguments.roster, groups, "" if arguments.province and len(groups) > 1 else default, arguments.lang
        )
    if arguments.province:
        codes = province_like(arguments.province)
        if len(codes) != 1:
            names = ", ".join(f"{code} {name}" for code, name in registry().provinces.items())
            raise errors.UsageFault("usage-init-province", value=arguments.province, options=names)
        if not default:
            raise errors.UsageFault("usage-init-group", id="", options=", ".join(groups))
        if plan.cycle < SINCE[:4]:
            raise errors.UsageFault("usage-init-before", value=plan.cycle)
        known = {unit["id"] for unit in units}
        units += [row for row in units_of_registry(registry().of_province(codes[0]), default) if row["id"] not in known]
        plan = replace(plan, province=codes[0], registry_groups=(default,))
    return units, plan


def _table(path: Path, groups: Mapping[str, str], default: str, lang: str) -> list[dict[str, Any]]:
    sheets, findings = sheets_of(path.name, read_bytes(path))
    if findings:
        sys.stderr.write(as_text(findings, lang))
        raise errors.UsageFault("usage-init-roster", path=str(path))
    try:
        return roster_of(sheets[0], groups, default)
    except ImportFault as fault:
        problem = label(fault.key, lang, **fault.params)
        raise errors.UsageFault("usage-table", path=str(path), line=str(fault.line), problem=problem) from fault


def _forms(repository: Repository, lang: str) -> dict[str, bytes]:
    """An empty workbook for each unit of the cycle, ready to be sent out."""
    return {
        f"{FORMS}/{result.unit.id}.xlsx": empty_form(cycle, result, lang)
        for cycle in repository.cycles
        for result in cycle.units
        if result.criteria is not None
    }


def _write(folder: Path, files: Mapping[str, bytes], *, git: bool) -> None:
    """The whole folder beside its place, then renamed: nobody ever sees a part of it."""
    final = folder.resolve()
    final.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{final.name}-", dir=final.parent))
    try:
        for path, data in files.items():
            write_file(made / path, data)
        for path in RUNNABLE:
            (made / path).chmod(0o755)
        if git and shutil.which("git"):
            subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(made)], check=True, env=_clean())
        made.chmod(0o755)
        if final.exists():
            final.rmdir()
        made.rename(final)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _clean() -> dict[str, str]:
    """The environment without what would point git at another repository."""
    return {
        key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
