"""Decodes a cycle: its own file, and the files of the campaign that lie beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from parindex.load.criteria import source_of
from parindex.load.docket import errata, meetings
from parindex.load.figures import adjustments, external_index, survey_results
from parindex.load.filing import Loaded, evidence_list, load_document
from parindex.load.people import people, person
from parindex.load.printed import official_points, printed_rows, printed_table
from parindex.load.roster import SUBMISSIONS
from parindex.model import roster as r
from parindex.model.evidence import LOCK_FILE
from parindex.model.finding import Finding
from parindex.model.tree import FileTree

_OWN_FILES = ("receipts", "decision")
_CYCLE_FILES = ("receipts", "survey", "external", "adjustments", "minutes", "decision", "errata")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCycle:
    """A cycle, or None where `cycle.yaml` cannot be read."""

    id: str
    cycle: r.Cycle | None
    findings: tuple[Finding, ...]
    files: Mapping[str, Loaded]


def load_cycle(tree: FileTree, programme: str, cycle: str, *, shared: bool = True) -> LoadedCycle:
    """`cycle.yaml` and the campaign's own files beside it; units' filings are read one by one elsewhere.

    Without `shared`, the files that hold figures of all units (survey, external indices, adjustments) stay unread: to
    judge one unit's declaration they are not needed, and in a large cycle they are most of the work.
    """
    folder = f"{SUBMISSIONS}/{programme}/{cycle}"
    head = load_document(tree, f"{folder}/cycle.yaml", "cycle")
    files = {"cycle": head}
    findings = list(head.findings)
    for kind in _CYCLE_FILES if shared else _OWN_FILES:
        path = f"{folder}/{kind}.yaml"
        if path in tree:
            files[kind] = load_document(tree, path, kind)
            findings += files[kind].findings
    if f"{folder}/{LOCK_FILE}" in tree:
        files[LOCK_FILE.removesuffix(".yaml")] = load_document(tree, f"{folder}/{LOCK_FILE}", "evidence-lock")
        findings += files[LOCK_FILE.removesuffix(".yaml")].findings
    value = head.value
    if head.findings:
        return LoadedCycle(id=cycle, cycle=None, findings=tuple(findings), files=files)
    rows: tuple[r.PrintedRow, ...] = ()
    table = printed_table(value["table"]) if "table" in value else None
    if table is not None:
        rows, problems = printed_rows(tree, f"{folder}/published.csv", table)
        findings += problems
    official: dict[str, dict[str, r.OfficialPoint]] = {}
    if "official" in value:
        official, problems = official_points(tree, f"{folder}/{value['official']['table']}")
        findings += problems
    receipts = files["receipts"].value.get("receipts", {}) if "receipts" in files else {}
    evidence = evidence_list(files["adjustments"].value.get("evidence", {})) if "adjustments" in files else {}
    external = files["external"].value.get("indices", {}) if "external" in files else {}
    made = r.Cycle(
        programme=programme,
        id=cycle,
        kind=r.CycleKind(value["kind"]),
        title=value["title"],
        title_en=value.get("title-en", value["title"]),
        path=f"{folder}/cycle.yaml",
        regulation=value.get("regulation", ""),
        previous=value.get("previous", ""),
        closed_until_decision=value.get("disclosure", "after-decision") == "after-decision",
        dates=value.get("dates", {}),
        councils=tuple(
            r.Council(
                id=council["id"],
                name=council["name"],
                members=people(council.get("members", ())),
                groups=tuple(council.get("groups", ())),
                units=tuple(council.get("units", ())),
                stages=tuple(council.get("stages", ())),
            )
            for council in value.get("councils", ())
        ),
        extensions=tuple(r.Extension(**row) for row in value.get("extensions", ())),
        reopenings=tuple(r.Extension(**row) for row in value.get("reopenings", ())),
        votes_required="votes" in value,
        criteria_sha256=value.get("criteria-sha256", ""),
        receipts={unit: row["received"] for unit, row in receipts.items()},
        decision=_decision(files),
        meetings=meetings(files.get("minutes")),
        errata=errata(files.get("errata")),
        survey=survey_results(files.get("survey")),
        external={key: external_index(key, row) for key, row in external.items()},
        bonus=adjustments(files.get("adjustments"), "bonus", evidence),
        penalty=adjustments(files.get("adjustments"), "penalty", evidence),
        adjustment_evidence=evidence,
        source=source_of("source", value["source"]) if "source" in value else None,
        table=table,
        rows=rows,
        official_table=value.get("official", {}).get("table", ""),
        official_source=value.get("official", {}).get("source", ""),
        official=official,
        partial={group: int(size) for group, size in value.get("partial", {}).items()},
        notice=value.get("notice", ""),
        notice_en=value.get("notice-en", value.get("notice", "")),
        series_break=value.get("break", ""),
    )
    return LoadedCycle(id=cycle, cycle=made, findings=tuple(findings), files=files)


def _decision(files: Mapping[str, Loaded]) -> r.PublishingDecision | None:
    """The decision that publishes; a file with a fault in it publishes nothing."""
    if "decision" not in files or files["decision"].findings:
        return None
    value = files["decision"].value
    signer = value.get("signer")
    return r.PublishingDecision(
        number=value["number"],
        date=value["date"],
        issuer=value["issuer"],
        place=value.get("place", ""),
        title=value.get("title", ""),
        signer=person(signer) if signer else None,
        url=value.get("url", ""),
        sha256=value.get("sha256", ""),
    )
