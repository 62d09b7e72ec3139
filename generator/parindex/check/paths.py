"""Files that nobody reads: a misspelt name, a folder of no known unit or group, a year without its cycle.yaml."""

from collections.abc import Iterable, Iterator

from parindex.model.finding import Finding, error
from parindex.model.names import ENGLISH
from parindex.model.papers import is_paper
from parindex.model.regulation import Regulation
from parindex.model.roster import Programme

PROGRAMME_FILES = ("programme.yaml", "units.yaml", "allowed-leaks.yaml")
CYCLE_FILES = (
    "adjustments.yaml",
    "cycle.yaml",
    "decision.yaml",
    "errata.yaml",
    "evidence.lock.yaml",
    "external.yaml",
    "minutes.yaml",
    "official.csv",
    "published.csv",
    "receipts.yaml",
    "survey.yaml",
)
UNIT_FILES = (
    "self-assessment.yaml",
    "appraisal.yaml",
    "explanation.yaml",
    "appeal.yaml",
    "ruling.yaml",
    "evidence.lock.yaml",
)
TOP_FILES = ("maintainers.yaml", "trust-roots.yaml")


def stray_top(paths: Iterable[str]) -> Iterator[Finding]:
    """Files directly below `submissions/` that nobody reads."""
    for path in paths:
        if path.count("/") == 1 and path.split("/")[1] not in TOP_FILES:
            yield _unexpected(path, TOP_FILES)


def stray_filings(paths: Iterable[str], programme: Programme) -> Iterator[Finding]:
    """Files below `submissions/<programme>/` that no part of the loader looks at."""
    cycles = set(programme.cycles)
    told: set[str] = set()
    for path in paths:
        parts = path.split("/")[2:]
        if len(parts) == 1:
            if parts[0] not in PROGRAMME_FILES:
                yield _unexpected(path, PROGRAMME_FILES)
        elif parts[0] not in cycles:
            # Said once for the folder: with its cycle.yaml all of these files would be read.
            if parts[0] not in told:
                told.add(parts[0])
                head = "/".join([*path.split("/")[:3], "cycle.yaml"])
                yield error("file-missing", head, (), 1, 1, file=head)
        elif len(parts) == 2:
            if parts[1] not in CYCLE_FILES:
                yield _unexpected(path, CYCLE_FILES)
        elif not is_paper(path) and (len(parts) > 3 or parts[2] not in UNIT_FILES):
            yield _unexpected(path, UNIT_FILES)
        elif parts[1] not in programme.units or not programme.units[parts[1]].existed_in(parts[0]):
            yield error("unit-folder-unknown", path, (), 1, 1, unit=parts[1])


def stray_criteria(paths: Iterable[str], regulation: Regulation) -> Iterator[Finding]:
    """Files below `criteria/<regulation>/` that belong to no group of it."""
    known = ("regulation.yaml", "leaves.yaml", ENGLISH, *(f"{group}.yaml" for group in regulation.sets))
    for path in paths:
        if path.split("/", 2)[2] not in known:
            yield _unexpected(path, known)


def _unexpected(path: str, known: Iterable[str]) -> Finding:
    return error("path-unexpected", path, (), 1, 1, options=", ".join(known))
