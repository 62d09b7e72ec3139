"""Holds documents against the JSON Schemas of the repository and says what does not fit, as findings."""

import json
import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from parindex.load.document import Document
from parindex.model.finding import Finding, error
from parindex.model.roster import is_date
from parindex.model.share import share_folder

# What each pattern of common.schema.json asks for; the key names a text of the label catalogue.
_FORMS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "form-id",
    "^[0-9]{1,3}(\\.[0-9]{1,3}){0,4}$": "form-code",
    "^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,10})?$": "form-decimal",
    "^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,10})?$": "form-amount",
    "^(0|[1-9][0-9]{0,14})$": "form-whole",
    "^(0\\.[0-9]{0,9}[1-9][0-9]{0,9}|[1-9][0-9]{0,14}(\\.[0-9]{1,10})?)$": "form-positive",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "form-date",
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "form-loose-date",
    "^[0-9]{2}-[0-9]{2}$": "form-month-day",
    "^[0-9a-f]{64}$": "form-sha256",
    "^[0-9a-f]{40}$": "form-commit",
    "^[0-9]{4}(-[0-9a-z]{1,10})?$": "form-cycle",
    "^[a-z][a-z0-9_]*$": "form-variable",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$": "form-moment",
    "^(ssh|sk-ssh|ecdsa|sk-ecdsa)[a-z0-9@.-]{1,40} [A-Za-z0-9+/]{40,1200}={0,3}$": "form-ssh-key",
    "^[0-9]{1,5}(-[0-9]{1,5})?(, ?[0-9]{1,5}(-[0-9]{1,5})?)*$": "form-pages",
}


def schema_folder() -> Path:
    """Where the schemas lie, in a checkout or in an installed package."""
    return share_folder() / "schema"


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file ("self-assessment")."""
    loaded: dict[str, Any] = json.loads((schema_folder() / f"{kind}.schema.json").read_text("utf-8"))
    return loaded


@cache
def _validator(kind: str) -> Any:
    names = ("common", "criteria")
    resources: list[tuple[str, Any]] = [(f"{name}.schema.json", schema(name)) for name in names]
    registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.Draft202012Validator(schema(kind), registry=registry)


def schema_findings(document: Document, kind: str) -> list[Finding]:
    """What in the document does not fit the schema of its kind; places only, lines come with `Document.located`."""
    if not document.readable:
        return []
    validator = _validator(kind)
    if validator.is_valid(document.value):
        return []
    found: dict[tuple[str, tuple[str, ...], str], Finding] = {}
    for problem in validator.iter_errors(document.value):
        for finding in _told(document, kind, problem):
            key = (finding.rule, finding.place, finding.params.get("key", ""))
            found.setdefault(key, finding)
    # A misspelt key is told once, as the misspelling, and not a second time as the key that is missing.
    meant = {(finding.place[:-1], finding.params["hint"]) for finding in found.values() if finding.params.get("hint")}
    return [
        finding
        for finding in found.values()
        if finding.rule != "missing-key" or (finding.place, finding.params["key"]) not in meant
    ]


def _told(document: Document, schema_kind: str, problem: Any) -> list[Finding]:
    kind = problem.kind
    name = type(kind).__name__
    place = tuple(str(part) for part in problem.instance_path)
    path = document.path
    if name == "Required":
        return [error("missing-key", path, place, key=kind.property)]
    if name in ("AdditionalProperties", "UnevaluatedProperties"):
        return [_unknown(path, place, key, schema_kind, problem) for key in kind.unexpected]
    if name == "FalseSchema":
        return [error("unknown-key", path, place, key=place[-1] if place else "", hint="")]
    if name == "PropertyNames":
        key = str(kind.error.instance)
        return [error("bad-key", path, (*place, key), key=_short(key))]
    if name == "Enum":
        options = [str(option) for option in kind.options if isinstance(option, str)]
        return [error("not-one-of", path, place, value=_short(problem.instance), options=", ".join(options))]
    if name == "Pattern":
        form = _FORMS.get(kind.pattern, "form-other")
        hint = _meant(str(problem.instance), form)
        return [error("bad-value", path, place, value=_short(problem.instance), form=form, hint=hint)]
    if name in ("MinLength", "MinItems", "MinProperties"):
        return [error("empty-text", path, place)]
    if name in ("MaxLength", "MaxItems", "MaxProperties"):
        return [error("too-long", path, place, limit=_limit(kind))]
    if name in ("OneOfNotValid", "OneOfMultipleValid", "AnyOf"):
        return [error("no-form-fits", path, place)]
    # "Type" and whatever else a schema may come to ask for: what stands here has not the form that is wanted.
    return [error("wrong-shape", path, place, value=_short(problem.instance))]


def _limit(kind: Any) -> str:
    return str(getattr(kind, "limit", ""))


def _unknown(path: str, place: tuple[str, ...], key: str, schema_kind: str, problem: Any) -> Finding:
    known = _known_keys(schema_kind, problem)
    close = get_close_matches(key, known, n=1, cutoff=0.6)
    return error("unknown-key", path, (*place, key), key=_short(key), hint=close[0] if close else "")


def _known_keys(schema_kind: str, problem: Any) -> list[str]:
    """The keys that the schema at the problem's place allows, for a "did you mean".

    The path given by the validator starts at the schema that the last reference led to, so each is tried in turn.
    """
    for name in (schema_kind, "common", "criteria"):
        found: Any = schema(name)
        try:
            for step in problem.schema_path[:-1]:
                while "$ref" in found and step not in found:
                    found = schema("common")["$defs"][found["$ref"].rsplit("/", 1)[1]]
                found = found[step]
        except (KeyError, IndexError, TypeError):
            continue
        keys = dict(found.get("properties", {}))
        if any(part.get("$ref", "").endswith("#/$defs/rule") for part in found.get("allOf", ())):
            keys |= schema("criteria")["$defs"]["rule"]["properties"]
        if keys:
            return sorted(keys)
    return []


def _meant(value: str, form: str) -> str:
    """What was probably meant: a point for a decimal comma, the ISO form of a Vietnamese date."""
    if form in ("form-amount", "form-decimal") and re.fullmatch(r"[0-9]+,[0-9]+", value):
        return value.replace(",", ".")
    day = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", value)
    if form == "form-date" and day:
        iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
        return iso if is_date(iso) else ""
    return ""


def _short(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return text if len(text) <= 60 else text[:57] + "…"
