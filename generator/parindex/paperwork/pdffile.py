"""Papers as tagged PDF (PDF/UA-1), set by typst with the fonts that it brings along (docs/decisions)."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from parindex.paperwork.paper import Line, Paper, Table
from parindex.paperwork.plain import shown
from parindex.paperwork.symbol import qr_png

_ROWS_AT_ONCE = 1_000


class NotSet(Exception):
    """The typesetter failed; what it said."""


def pdf_files(papers: Sequence[Paper]) -> list[bytes]:
    """The papers as files, in their order."""
    return [file for batch in _batches(papers) for file in _set(batch)]


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


def _set(papers: Sequence[Paper]) -> list[bytes]:
    given = "".join(json.dumps(_data(paper)) + "\n" for paper in papers)
    # -P: a module in the folder that the command runs in, which others may write to, must not be taken for ours.
    command = [sys.executable, "-P", "-m", "parindex.paperwork.typeset"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NotSet(done.stderr[-2000:])
    return [base64.b64decode(json.loads(line)) for line in done.stdout.splitlines()]


def _data(paper: Paper) -> Any:
    body = [{**asdict(block), "type": "line" if isinstance(block, Line) else "table"} for block in paper.body]
    return {**_shown({**asdict(paper), "body": body}), "qr": list(qr_png(paper.proof.text))}


def _shown(value: Any) -> Any:
    """Every text of a tree as the fonts can show it."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _shown(entry) for key, entry in value.items()}
    return [_shown(entry) for entry in value] if isinstance(value, list | tuple) else value
