"""The workbooks of home affairs in tests: made from the files of a repository, and taken back."""

from functools import cache
from pathlib import Path
from typing import Any

from parindex.commands.campaign_workbook import campaign_at
from parindex.excel.campaign import Campaign
from parindex.excel.layout import Kind
from parindex.excel.plan_campaign import campaign_book
from parindex.excel.take import open_workbook
from parindex.excel.take_campaign import campaign_of
from parindex.excel.write import workbook_bytes
from parindex.model.finding import Finding
from parindex.model.tree import FileTree
from parindex.source.worktree import worktree
from support.house import ROOT, base

FILES = {"survey.yaml": Kind.SURVEY, "adjustments.yaml": Kind.ADJUSTMENTS, "units.yaml": Kind.ROSTER}


def files_of(root: Path = ROOT) -> list[str]:
    """Every file of a repository that has such a workbook."""
    return [path for path in worktree(root).under("submissions") if path.rpartition("/")[2] in FILES]


def campaign(tree: FileTree, path: str, *, empty: bool = False) -> Campaign:
    """What the workbook of a file is made from."""
    parts = path.split("/")
    kind = FILES[parts[-1]]
    found = campaign_at(tree, kind, parts[1], parts[2] if len(parts) == 4 else "", "vi", empty=empty)
    assert found is not None
    return found


@cache
def example(name: str) -> Campaign:
    """The workbook of a file of the example authority."""
    folder = "submissions/tinh-thu" if name == "units.yaml" else "submissions/tinh-thu/2025"
    return campaign(FileTree.of(dict(base())), f"{folder}/{name}")


def made(campaign: Campaign) -> bytes:
    return workbook_bytes(campaign_book(campaign))


def taken(data: bytes, campaign: Campaign) -> tuple[dict[str, Any], list[Finding]]:
    """What a workbook says, and what is wrong with it."""
    opened = open_workbook("bang.xlsx", data)
    if opened.findings:
        return {}, list(opened.findings)
    found = campaign_of(opened, campaign)
    return found.value, found.findings
