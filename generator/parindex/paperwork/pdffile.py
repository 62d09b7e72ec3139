"""Papers as tagged PDF (PDF/UA-1), set by typst with the fonts that it brings along (docs/decisions)."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from parindex.paperwork.paper import Line, Paper, Table
from parindex.paperwork.plain import shown
from parindex.paperwork.symbol import qr_png

_ROWS_AT_ONCE = 1_000


class NotSet(Exception):
    """The typesetter failed; what it said."""


class Layout(StrEnum):
    """What typst can set: the name of a layout beside this module."""

    PAPER = "paper"
    CARD = "card"


def pdf_files(papers: Sequence[Paper]) -> list[bytes]:
    """The papers as files, in their order."""
    return [file for batch in _batches(papers) for file in set_by_typst(Layout.PAPER, map(_data, batch))]


def _batches(papers: Sequence[Paper]) -> Iterator[list[Paper]]:
    """The papers in groups that one process can set: it keeps what it has laid out in memory."""
    batch: list[Paper] = []
    rows = 0
    for paper in papers:
        mine = sum(len(block.rows) for block in paper.body if isinstance(block, Table))
        if batch and rows + mine > _ROWS_AT_ONCE:
            yield batch
            batch, rows = [], 0
        batch.append(paper)
        rows += mine
    if batch:
        yield batch


def set_by_typst(layout: Layout, what: Iterable[Any]) -> list[bytes]:
    """The files that a process of its own makes of some data in one layout."""
    given = "".join(json.dumps(data) + "\n" for data in what)
    # -P: a module in the folder that the command runs in, which others may write to, must not be taken for ours.
    command = [sys.executable, "-P", "-m", "parindex.paperwork.typeset", layout.value]
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NotSet(done.stderr[-2000:])
    return [base64.b64decode(json.loads(line)) for line in done.stdout.splitlines()]


def _data(paper: Paper) -> Any:
    body = [{**asdict(block), "type": "line" if isinstance(block, Line) else "table"} for block in paper.body]
    return {
        **shown_all({**asdict(paper), "body": body}),
        "qr": list(qr_png(paper.proof.text)) if paper.proof.text else [],
    }


def shown_all(value: Any) -> Any:
    """Every text of a tree as the fonts can show it."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: shown_all(entry) for key, entry in value.items()}
    return [shown_all(entry) for entry in value] if isinstance(value, list | tuple) else value
