"""An annex read and held against the checker: what would be written, and every finding at its cell."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from parindex.encode.yamltext import yaml_text
from parindex.excel.annex import sheets_of_workbook
from parindex.excel.worksheet import is_workbook
from parindex.i18n.text import label
from parindex.imports.annex.criteria import SURVEY, Read, Wanted, read_annex
from parindex.imports.annex.regulation import SOURCE, Decision, new_regulation, template, with_group
from parindex.imports.annex.sheet import Annex, Sheet, annex_of, sheet_of_csv
from parindex.imports.files import readable
from parindex.imports.section import Section
from parindex.model.finding import Finding, Severity, error, warning
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a map says: the sheet, words over columns, keys of leaves by code, keys of regulation.yaml."""

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    leaves: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    regulation: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The files that an annex becomes, by path; findings; how many leaves there are of each method."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    methods: Mapping[str, int]

    @property
    def sound(self) -> bool:
        """Whether nothing in it is an error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def hints_of(value: object) -> Hints:
    """The map in a YAML value; ImportFault names the first place that does not fit."""
    top = Section.of(value, "", "sheet", "columns", "leaves", "regulation")
    leaves = top.section("leaves", optional=True)
    return Hints(
        sheet=top.text("sheet", ""),
        columns=_named(top.section("columns", *_KINDS, optional=True)),
        leaves={code: Section.of(keys, leaves.at(code)).value for code, keys in leaves.value.items()},
        regulation=top.section("regulation", optional=True).value,
    )


def _named(section: Section) -> dict[str, str]:
    return {kind: section.text(kind) for kind in section.value}


_KINDS = ("code", "name", "max", "points", "scoring", "evidence", "guidance")


def take_annex(
    path: str, data: bytes, decision: Decision, hints: Hints, tree: FileTree, *, draft: bool, lang: str
) -> Taken:
    """Reads an annex for a regulation of `tree`. Raises ImportFault where an existing file takes no addition."""
    annex, findings = _annex(path, data, hints)
    if annex is None:
        return Taken(files={}, findings=tuple(findings), methods={})
    folder = f"criteria/{decision.regulation}"
    head, own = f"{folder}/regulation.yaml", f"{folder}/{decision.group}.yaml"
    held = tree.read(head).decode("utf-8", "replace") if head in tree else None
    source, block = SOURCE, SURVEY
    known: Mapping[str, Any] = {}
    if held is not None:
        known = readable(head, held, top="sources").value
        source = SOURCE if SOURCE in known["sources"] else next(iter(known["sources"]))
        block = SURVEY if any(row.get("id") == SURVEY for row in known.get("blocks", ())) else ""
    wanted = Wanted(
        group=decision.group,
        name=template()["criteria-name"].format(name=decision.group_name),
        maximum=decision.maximum,
        source=source,
        survey_block=block,
        leaves=hints.leaves,
    )
    read = read_annex(annex, wanted)
    findings += read.findings
    if held is not None:
        findings += _not_written(annex, read, known, head, decision.group)
    files = {
        own: yaml_text(read.value),
        head: new_regulation(decision, read) if held is None else with_group(head, held, decision),
    }
    findings += _judged(tree, files, own, annex, read)
    faults = sum(finding.severity is Severity.ERROR for finding in findings)
    if draft and faults:
        files[own] = f"# {label('annex-draft', lang, count=str(faults))}\n{files[own]}"
    return Taken(files=files, findings=tuple(sorted(findings, key=lambda found: found.sort_key)), methods=read.methods)


def _not_written(annex: Annex, read: Read, known: Mapping[str, Any], path: str, group: str) -> Iterator[Finding]:
    """Bonus and penalty items that an existing regulation does not have: it belongs to other groups too."""
    held = [item for kind in read.items for item in known.get(kind, {}).get("items", ())]
    has = {item.get("id") for item in held if group in item.get("groups", [group])}
    names = [item["name"] for items in read.items.values() for item in items if item["id"] not in has]
    if names:
        cell = next(iter(annex.heads.values()))
        yield warning("annex-adjustments", *annex.sheet.at(cell), names="; ".join(names)[:300], path=path)


def _annex(path: str, data: bytes, hints: Hints) -> tuple[Annex | None, list[Finding]]:
    sheets, findings = sheets_of(path, data)
    if findings and not sheets:
        return None, findings
    named = [sheet for sheet in sheets if not hints.sheet or sheet.name == hints.sheet]
    found = [annex for annex in (annex_of(sheet, hints.columns) for sheet in named) if annex is not None]
    if len(found) == 1:
        return found[0], findings
    names = ", ".join(annex.sheet.name for annex in found) or ", ".join(sheet.name for sheet in sheets) or "–"
    problem = "annex-table-several" if found else "annex-table-none"
    return None, [*findings, error("annex-table", path, (), 1, 1, problem=problem, names=names)]


def sheets_of(path: str, data: bytes) -> tuple[Sequence[Sheet], list[Finding]]:
    """The sheets of a workbook, or the one of a CSV file; what kept them from being read."""
    if is_workbook(path, data):
        return sheets_of_workbook(path, data)
    sheet, findings = sheet_of_csv(path, data)
    return ([sheet] if sheet else []), findings


def _judged(tree: FileTree, files: Mapping[str, str], own: str, annex: Annex, read: Read) -> list[Finding]:
    """What the checker says of the files, at the cells that they come from."""
    overlaid = tree.overlay({path: text.encode() for path, text in files.items()})
    regulation = PurePosixPath(own).parts[1]
    found = run(overlaid, Scope(regulation=regulation, only_criteria=True)).findings
    told: list[Finding] = []
    for finding in found:
        if finding.rule == "evidence-wanted-missing" and "evidence" not in annex.columns:
            continue
        if finding.path == own:
            cell = read.cell_of(finding.place)
            if cell is not None:
                path, place, line, column = annex.sheet.at(cell)
                finding = replace(finding, path=path, place=place, line=line, column=column)  # noqa: PLW2901
            told.append(finding)
        elif finding.path in files:
            told.append(finding)
    return told


def counted(methods: Mapping[str, int], lang: str) -> str:
    """How many leaves there are of each method, in words."""
    order = Counter(methods).most_common()
    return ", ".join(f"{label(f'method-{method}', lang)}: {number}" for method, number in order) or "–"
