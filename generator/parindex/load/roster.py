"""Decodes programmes and their rosters, and finds which there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parindex.load.filing import Loaded, load_document
from parindex.load.people import people, person
from parindex.model import roster as r
from parindex.model.finding import Finding, error
from parindex.model.registry import RegistryUse
from parindex.model.tree import FileTree

SUBMISSIONS = "submissions"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedProgramme:
    """A programme, or None where its own file cannot be read."""

    id: str
    programme: r.Programme | None
    findings: tuple[Finding, ...]
    files: Mapping[str, Loaded]


def load_maintainers(tree: FileTree) -> tuple[tuple[r.Person, ...], list[Finding]]:
    """Who may change what is outside the data folders; nobody where the file is missing."""
    path = f"{SUBMISSIONS}/maintainers.yaml"
    if path not in tree:
        return (), []
    loaded = load_document(tree, path, "maintainers")
    return people(loaded.value.get("maintainers", ())), list(loaded.findings)


def programme_ids(tree: FileTree) -> list[str]:
    """The folders below `submissions/`, in order."""
    return sorted({path.split("/")[1] for path in tree.under(SUBMISSIONS) if path.count("/") >= 2})


def load_programme(tree: FileTree, programme: str) -> LoadedProgramme:
    """`programme.yaml` and `units.yaml` of one programme."""
    folder = f"{SUBMISSIONS}/{programme}"
    files: dict[str, Loaded] = {}
    findings: list[Finding] = []
    for kind in ("programme", "units", "allowed-leaks"):
        path = f"{folder}/{kind}.yaml"
        if path in tree:
            files[kind] = load_document(tree, path, kind)
            findings += files[kind].findings
        elif kind != "allowed-leaks":
            findings.append(error("file-missing", path, (), 1, 1, file=path))
    # One bad unit is left out; a roster of which nothing can be read would make every folder one of an unknown unit.
    roster = files.get("units")
    known = roster is not None and bool(roster.value.get("units") or not roster.findings)
    usable = "programme" in files and not files["programme"].findings and known
    made = None
    if usable:
        value = files["programme"].value
        units = {unit["id"]: _unit(unit) for unit in files["units"].value.get("units", ()) if "id" in unit}
        # The folder is the identity; what the file says of itself is compared with it by the check.
        paths = (path.split("/") for path in tree.under(folder))
        cycles = {parts[2] for parts in paths if len(parts) == 4 and parts[3] == "cycle.yaml"}
        made = r.Programme(
            id=programme,
            name=value["name"],
            name_en=value.get("name-en", value["name"]),
            index_name=value["index-name"],
            index_name_en=value.get("index-name-en", value["index-name"]),
            authority=value["authority"],
            authority_en=value.get("authority-en", value["authority"]),
            sample=value.get("sample") == "true",
            notice=value.get("notice", ""),
            notice_en=value.get("notice-en", value.get("notice", "")),
            units=units,
            cycles=tuple(sorted(cycles)),
            path=f"{folder}/programme.yaml",
            office=people(value.get("office", ())),
            editors=people(value.get("editors", ())),
            signed_approval="signed-approval" in value,
            registry=_registry_use(value.get("registry")),
            evidence_hosts=tuple(value.get("evidence-hosts", ())),
            allowed_leaks=_allowances(files.get("allowed-leaks")),
        )
    return LoadedProgramme(id=programme, programme=made, findings=tuple(findings), files=files)


def _registry_use(value: Mapping[str, Any] | None) -> RegistryUse | None:
    if value is None:
        return None
    return RegistryUse(province=value["province"], groups=tuple(value.get("groups", ())))


def _allowances(loaded: Loaded | None) -> tuple[r.Allowance, ...]:
    rows = loaded.value.get("allowed", ()) if loaded else ()
    return tuple(r.Allowance(**row) for row in rows)


def _unit(value: Mapping[str, Any]) -> r.Unit:
    head = value.get("head")
    return r.Unit(
        id=value["id"],
        name=value["name"],
        name_en=value.get("name-en", value["name"]),
        group=value["group"],
        parent=value.get("parent", ""),
        code=value.get("code", ""),
        valid_from=value.get("valid-from", ""),
        valid_to=value.get("valid-to", ""),
        predecessors=tuple(value.get("predecessors", ())),
        successors=tuple(value.get("successors", ())),
        lineage=value.get("lineage", ""),
        head=person(head) if head else None,
        officers=people(value.get("officers", ())),
        signers=people(value.get("signers", ())),
    )
