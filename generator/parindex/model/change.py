"""What a change to a repository touches, before anybody asks whether it may."""

from dataclasses import dataclass
from enum import StrEnum

from parindex.model.papers import is_paper


class Status(StrEnum):
    """What a change does to a file."""

    ADDED = "added"
    MODIFIED = "modified"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file of a difference.

    `mode` is the rule that refuses its new mode (a link, a program); `stale` says that the base has changed the same
    file since the two parted.
    """

    path: str
    status: Status
    mode: str = ""
    stale: bool = False


class PathClass(StrEnum):
    """Kinds of files that are in the same hands; a change touches one kind."""

    FILING = "filing"
    EXPLANATION = "explanation"
    APPEAL = "appeal"
    APPRAISAL = "appraisal"
    RULING = "ruling"
    MINUTES = "minutes"
    CAMPAIGN = "campaign"
    DECISION = "decision"
    ROSTER = "roster"
    CRITERIA = "criteria"
    PLATFORM = "platform"


UNIT_FILES = {
    "self-assessment.yaml": PathClass.FILING,
    "explanation.yaml": PathClass.EXPLANATION,
    "appeal.yaml": PathClass.APPEAL,
    "appraisal.yaml": PathClass.APPRAISAL,
    "ruling.yaml": PathClass.RULING,
    "evidence.lock.yaml": PathClass.CAMPAIGN,
}
"""The files of a unit in a cycle."""

CYCLE_FILES = {
    "minutes.yaml": PathClass.MINUTES,
    "decision.yaml": PathClass.DECISION,
    "errata.yaml": PathClass.DECISION,
}
"""The files of a cycle that have a class of their own; all others are the campaign's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfPath:
    """Which kind a path is of, and of whom."""

    kind: PathClass
    programme: str = ""
    cycle: str = ""
    unit: str = ""
    regulation: str = ""


def place_of(path: str) -> PlaceOfPath:
    """The kind and the owner that a path stands for by the layout of the repository."""
    parts = path.split("/")
    if parts[0] == "criteria" and len(parts) >= 3:
        return PlaceOfPath(kind=PathClass.CRITERIA, regulation=parts[1])
    if parts[0] != "submissions" or len(parts) < 3:
        return PlaceOfPath(kind=PathClass.PLATFORM)
    programme = parts[1]
    if len(parts) == 3:
        return PlaceOfPath(kind=PathClass.ROSTER, programme=programme)
    cycle = parts[2]
    if len(parts) == 4:
        kind = CYCLE_FILES.get(parts[3], PathClass.CAMPAIGN)
        return PlaceOfPath(kind=kind, programme=programme, cycle=cycle)
    # A file that no part of the layout knows is the campaign's: no unit may leave one anywhere.
    name = f"{parts[4]}.yaml" if is_paper(path) else "/".join(parts[4:])
    kind = UNIT_FILES.get(name, PathClass.CAMPAIGN)
    return PlaceOfPath(kind=kind, programme=programme, cycle=cycle, unit=parts[3])
