"""`regulation.yaml` around the criteria of an annex: a new one with its assumptions marked, or one more group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from parindex.encode.yamltext import inline, yaml_text
from parindex.imports.annex.criteria import SURVEY, Read
from parindex.imports.fault import ImportFault
from parindex.imports.files import readable
from parindex.load.document import read_document
from parindex.model.links import link_fault

SOURCE = "phu-luc"
"""The id under which a new regulation cites its annex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a decision is called and who issued it; `own` holds keys of regulation.yaml that go before the template."""

    regulation: str
    group: str
    group_name: str
    title: str
    authority: str
    number: str
    issued: str = ""
    source: str = ""
    maximum: str = "100"
    own: Mapping[str, Any] = field(default_factory=dict)


@cache
def template() -> Mapping[str, Any]:
    """What a new regulation says where nothing else is known."""
    data = files("parindex.imports.annex").joinpath("regulation.yaml").read_bytes()
    loaded: Mapping[str, Any] = yaml.safe_load(data)
    return loaded


def named(number: str, authority: str) -> str:
    """What a decision is called where nothing but its number and issuer is known."""
    title: str = template()["source-title"].format(decision=number, authority=authority)
    return title


def new_regulation(decision: Decision, read: Read) -> str:
    """The text of a new `regulation.yaml`."""
    said = template()
    source = {"title": named(decision.number, decision.authority)}
    if decision.source:
        source["title" if link_fault(decision.source) else "url"] = decision.source
    source["decision"] = decision.number
    has_survey = SURVEY in read.methods
    blocks = [{"id": "results", "name": said["results-block"]}]
    blocks += [{"id": SURVEY, "name": said["survey-block"]}] if has_survey else []
    value: dict[str, Any] = {
        "id": decision.regulation,
        "title": decision.title,
        "short": decision.number,
        "authority": decision.authority,
        "decision": {
            "number": decision.number,
            **({"issued": decision.issued} if decision.issued else {}),
            "issuer": decision.authority,
        },
        "status": "official",
        "sources": {SOURCE: source},
        "facts": [
            {"subject": "scale", "text": said["scale-fact"].format(max=decision.maximum), "source": SOURCE},
            {"subject": "silent", "text": said["assumed-fact"], "source": SOURCE, "assumed": "true"},
        ],
        "scale": {"max": decision.maximum},
        "rounding": said["rounding"],
        "ties": said["ties"],
        "blocks": blocks,
        "grades": said["grades"],
        **({"survey": said["survey"]} if has_survey else {}),
        "not-applicable": said["not-applicable"],
        "stages": [{**stage, "by": stage["by"].format(authority=decision.authority)} for stage in said["stages"]],
        "groups": [{"id": decision.group, "name": decision.group_name}],
    }
    for kind, items in read.items.items():
        cap = {"max": read.caps[kind]} if kind in read.caps else {}
        value[kind] = {"placement": "index", **cap, "assumed": "true", "items": items}
    return yaml_text({**value, **decision.own})


def with_group(path: str, text: str, decision: Decision) -> str:
    """An existing `regulation.yaml` with one more group in its list; the rest stays to the byte.

    Raises ImportFault where the list is not in block style.
    """
    document = readable(path, text, top="groups")
    if any(row.get("id") == decision.group for row in document.value["groups"]):
        return text
    row = {"id": decision.group, "name": decision.group_name}
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.rstrip() == "groups:"), None)
    if start is None:
        raise ImportFault("import-not-mergeable", path=path)
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith((" ", "-"))):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    pad = lines[start + 1][: len(lines[start + 1]) - len(lines[start + 1].lstrip())]
    grown = "\n".join([*lines[:end], f"{pad}- {inline(row)}", *lines[end:]])
    expected = {**document.value, "groups": [*document.value["groups"], row]}
    if read_document(path, grown.encode()).value != expected:
        raise ImportFault("import-not-mergeable", path=path)
    return grown
