"""The workbooks of home affairs for `parindex workbook`: survey, bonus and penalty, roster; made, and taken back."""

import argparse
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from parindex import errors
from parindex.encode.refill import refilled
from parindex.excel.campaign import FILE_HASH, Campaign
from parindex.excel.layout import Kind
from parindex.excel.plan_campaign import campaign_book
from parindex.excel.safety import LAST_ROW
from parindex.excel.take import Opened
from parindex.excel.take_campaign import campaign_of
from parindex.excel.taken import Taken
from parindex.excel.write import workbook_bytes
from parindex.i18n.text import label
from parindex.load.document import read_document
from parindex.load.filing import load_document
from parindex.model.finding import Finding, Severity, error, warning
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree

_FILES = {Kind.SURVEY: "survey", Kind.ADJUSTMENTS: "adjustments", Kind.ROSTER: "units"}
KINDS = tuple(kind.value for kind in _FILES)
MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTaken:
    """What a workbook would make of its file, or why it cannot."""

    path: str
    text: str
    findings: tuple[Finding, ...]
    changes: str = ""


def export_campaign(arguments: argparse.Namespace, kind: Kind, target: str) -> int:
    """Writes the workbook of a cycle's survey or entries, or of a programme's roster."""
    parts = [part for part in PurePosixPath(target).parts if part not in (".", "submissions")]
    if len(parts) != (1 if kind is Kind.ROSTER else 2) or arguments.earlier:
        raise errors.UsageFault("usage-workbook")
    tree = worktree(arguments.root)
    campaign = campaign_at(tree, kind, parts[0], "".join(parts[1:]), arguments.lang, empty=arguments.empty)
    if campaign is None:
        raise errors.UsageFault("usage-workbook-campaign", target=target)
    path = arguments.output or Path(f"{label(f'wb-{kind.value}-file', arguments.lang)}-{'-'.join(parts)}.xlsx")
    if path.exists():
        # A workbook that is there may hold what somebody has filled in.
        raise errors.UsageFault("usage-exists", path=str(path))
    book = campaign_book(campaign)
    if max(row for page in book.pages for row, _ in page.cells) >= LAST_ROW:
        # What would be refused on its way back is not sent out.
        raise errors.UsageFault("usage-workbook-large", rows=str(LAST_ROW))
    replace_file(path, workbook_bytes(book))
    print(
        label("workbook-table-exported", arguments.lang, path=str(path), rows=str(len(_rows(campaign, campaign.value))))
    )
    return errors.FINE


def campaign_taken(tree: FileTree, opened: Opened, lang: str) -> CampaignTaken:
    """The file that a workbook becomes, and what the workbook and the checker have to say."""
    said, kind = opened.mapping, opened.kind
    programme, cycle = said.get("programme", ""), said.get("cycle", "")
    campaign = campaign_at(tree, kind, programme, cycle, lang)
    if campaign is None:
        name = f"{programme}/{cycle}".rstrip("/")
        foreign = error("workbook-foreign", opened.path, (), 1, 1, problem="wb-no-unit", name=name)
        return CampaignTaken(path="", text="", findings=(foreign,))
    path = _path(kind, programme, cycle)
    held = tree.read(path) if path in tree else b""
    taken = campaign_of(opened, campaign)
    made = refilled(path, held, taken.value)
    findings = [*taken.findings, *_judged(tree, campaign, path, made.text, taken)]
    regulation = campaign.regulation
    if regulation is not None and regulation.sha256 != said.get("criteria-sha256"):
        name = regulation.short
        findings.append(warning("workbook-criteria-changed", opened.path, (), 1, 1, regulation=name))
    was = said.get(FILE_HASH, "")
    if held and was and hashlib.sha256(held).hexdigest() != was and made.text.encode() != held:
        findings.append(warning("workbook-file-changed", opened.path, (), 1, 1, file=path))
    if made.lost:
        comments = "; ".join(f"“{comment[:60]}”" for comment in made.lost[:MOST_NAMED])
        findings.append(warning("workbook-comment-lost", opened.path, (), 1, 1, comments=comments, file=path))
    before, after = (
        _rows(campaign, campaign.value),
        _rows(campaign, read_document(path, made.text.encode()).value or {}),
    )
    gone = [row for row in before if row not in after]
    if gone:
        names = "; ".join(gone[:MOST_NAMED]) + ("; …" if len(gone) > MOST_NAMED else "")
        findings.append(warning("workbook-rows-gone", opened.path, (), 1, 1, count=str(len(gone)), rows=names))
    changed = [row for row in after if row in before and after[row] != before[row]]
    new = [row for row in after if row not in before]
    counts = {"new": str(len(new)), "changed": str(len(changed)), "gone": str(len(gone))}
    changes = label("workbook-table-changes", lang, **counts)
    return CampaignTaken(path=path, text=made.text, findings=tuple(findings), changes=changes)


def _path(kind: Kind, programme: str, cycle: str) -> str:
    folder = f"submissions/{programme}" if kind is Kind.ROSTER else f"submissions/{programme}/{cycle}"
    return f"{folder}/{_FILES[kind]}.yaml"


def campaign_at(
    tree: FileTree, kind: Kind, programme: str, cycle: str, lang: str, *, empty: bool = False
) -> Campaign | None:
    """What the repository holds for a workbook; None where there is no such programme or campaign."""
    scope = Scope(programme=programme, cycle=None if kind is Kind.ROSTER else cycle, units=frozenset())
    repository = run(tree, scope)
    found = next((entry for entry in repository.cycles if entry.cycle.id == cycle), None)
    if programme not in repository.programmes:
        return None
    if kind is not Kind.ROSTER and (found is None or found.regulation is None):
        return None
    groups: dict[tuple[str, str], None] = {}
    for entry in reversed(repository.cycles):
        table = entry.cycle.table
        known = entry.regulation.groups if entry.regulation else table.groups if table else ()
        groups |= dict.fromkeys((group.id, group.name) for group in known)
    path = _path(kind, programme, cycle)
    value: Mapping[str, Any] = {}
    data = b""
    if path in tree and not empty:
        loaded = load_document(tree, path, _FILES[kind])
        if loaded.findings:
            raise errors.UsageFault("usage-appraise-faulty", path=path)
        data, value = tree.read(path), loaded.document.value
    groups |= dict.fromkeys((unit.group, unit.group) for unit in repository.programmes[programme].units.values())
    return Campaign(
        kind=kind,
        programme=repository.programmes[programme],
        cycle=found.cycle if found and kind is not Kind.ROSTER else None,
        regulation=found.regulation if found and kind is not Kind.ROSTER else None,
        value=value,
        file_sha256=hashlib.sha256(data).hexdigest() if data else "",
        group_names=tuple(groups),
        lang=lang,
    )


def _judged(tree: FileTree, campaign: Campaign, path: str, text: str, taken: Taken) -> list[Finding]:
    """What the checker says of the file, at its cells; and the errors that it brings about in other files."""
    cycle = campaign.cycle.id if campaign.cycle else None
    scope = Scope(programme=campaign.programme.id, cycle=cycle, units=frozenset(), shared=True)
    known = {finding.known_by for finding in run(tree, scope).findings} if campaign.kind is Kind.ROSTER else set()
    faulty = {finding.place for finding in taken.findings if finding.severity is Severity.ERROR}
    findings = []
    for finding in run(tree.overlay({path: text.encode()}), scope).findings:
        if finding.path == path:
            located = taken.located(finding)
            # A cell that could not be read left its part out; that it is missing is no second fault.
            findings += [] if located.place in faulty else [located]
        elif campaign.kind is Kind.ROSTER and finding.severity is Severity.ERROR:
            findings += [] if finding.known_by in known else [finding]
    return findings


def _rows(campaign: Campaign, value: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of a file by what people call them, to tell which are new, changed and gone."""
    units = campaign.units
    if campaign.kind is Kind.SURVEY:
        questions = campaign.question_names
        return {
            f"{questions.called(question)} – {units.called(unit)}": count
            for question, counts in value.get("questions", {}).items()
            for unit, count in counts.items()
        }
    if campaign.kind is Kind.ROSTER:
        return {units.called(unit["id"]): unit for unit in value.get("units", ())}
    rows: dict[str, Any] = dict(value.get("evidence", {}))
    for part in ("bonus", "penalty"):
        items = campaign.item_names(part)
        for entry in value.get(part, ()):
            name = f"{units.called(entry['unit'] or '–')} – {items.called(entry['item'] or '–')}"
            times = sum(known == name or known.startswith(f"{name} (") for known in rows)
            rows[f"{name} ({times + 1})" if times else name] = entry
    return rows
