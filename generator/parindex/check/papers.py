"""Documents in the repository: whether they are the ones that records name, and whether they may be public."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from parindex.check.leaks import check_text
from parindex.model.filing import Evidence
from parindex.model.finding import Finding, Place, error, notice, warning
from parindex.model.papers import MOST, PaperText, Refusal, belongs
from parindex.model.roster import Allowance
from parindex.model.tree import MAX_BYTES


def check_named(path: str, evidence: Mapping[str, Evidence], papers: Mapping[str, bytes]) -> Iterator[Finding]:
    """Whether the documents that the records of one file name are there, and are those of their hashes.

    `papers` are the contents of the unit's documents by their names below its folder.
    """
    kind = path.rpartition("/")[2].removesuffix(".yaml")
    for key, record in evidence.items():
        place: Place = ("evidence", key, "path")
        # A name that is none of this file's is told by `check.filing`.
        if not record.path or not belongs(record.path, kind):
            continue
        if record.path not in papers:
            yield error("paper-missing", path, place, id=key, file=record.path)
        elif hashlib.sha256(papers[record.path]).hexdigest() != record.sha256:
            yield error("paper-hash", path, place, id=key, file=record.path)


def check_papers(
    folder: str,
    papers: Mapping[str, bytes],
    texts: Mapping[str, PaperText],
    named: Iterable[str],
    allowed: Iterable[Allowance],
) -> Iterator[Finding]:
    """What is found in a unit's documents themselves, where `named` are those that some record names."""
    known, allowances = set(named), list(allowed)
    for number, (name, data) in enumerate(papers.items(), 1):
        path = f"{folder}/{name}"
        if name not in known:
            yield warning("paper-unused", path, (), 1, 1)
        refusal = refused(data, number) or texts[name].refusal
        if refusal is not None:
            yield error("paper-refused", path, (), 1, 1, problem=refusal.value)
            continue
        said = [row for row in texts[name].texts if row[1] != "metadata"]
        if not said:
            yield notice("paper-without-text", path, (), 1, 1)
        for kind, place, text in texts[name].texts:
            yield from check_text(path, (kind, place), text, allowances)


def refused(data: bytes, number: int) -> Refusal | None:
    """Why a document, the unit's `number`-th, is not even opened."""
    if number > MOST:
        return Refusal.TOO_MANY
    return Refusal.TOO_LARGE if len(data) > MAX_BYTES else None
