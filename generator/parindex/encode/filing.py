"""A whole self-assessment as text: the one spelling in which parindex writes what somebody filled in elsewhere.

The value is that of the file: texts, lists and mappings, so that what a form holds can be written, and then judged,
before anybody knows whether it fits the criteria.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from parindex.encode.draft import answers_value
from parindex.encode.yamltext import inline, scalar
from parindex.model import criteria as c
from parindex.model.filing import Approval, Evidence, SelfAssessment

LINE = 110

# What begins with a digit and is still no number or date to any YAML reader: pages, a hash, a sentence.
_PAGES = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
_HASH = re.compile(r"(?=.*[a-df].*[a-df])[0-9a-f]{64}")
_COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)* (?=[^\W\d_])")

_EVIDENCE = tuple(field.name for field in fields(Evidence) if field.name not in ("id", "title"))
_RECORD = (
    "kind",
    "number",
    "issuer",
    "title",
    *(name for name in _EVIDENCE if name not in ("kind", "number", "issuer")),
)
_FACTS = ("option", "items", "done", "total", "excused", "number", "figures")
_APPROVAL = tuple(field.name for field in fields(Approval))
_CONTRIBUTOR = ("field", "head", "officer", "areas")
_ANSWER = (*_FACTS, "not-applicable", "evidence", "explanation", "points", "note")


def filing_value(submission: SelfAssessment, criteria: c.CriteriaSet) -> dict[str, Any]:
    """What a submission says, as the value of its file in canonical order; blocks that say nothing are left out."""
    value: dict[str, Any] = {"unit": submission.unit, "cycle": submission.cycle}
    value["evidence"] = {key: _kept(record, _RECORD) for key, record in submission.evidence.items()}
    value["answers"] = answers_value(submission)
    value["contributors"] = [
        {**_kept(row, _CONTRIBUTOR[:-1]), **({"areas": list(row.areas)} if row.areas else {})}
        for row in submission.contributors
    ]
    if submission.approval is not None:
        value["approval"] = _kept(submission.approval, _APPROVAL)
    return ordered(value, criteria)


def ordered(value: Mapping[str, Any], criteria: c.CriteriaSet) -> dict[str, Any]:
    """The same value with its parts in the one order: answers as in the criteria, items as in their rule."""
    known = {leaf.code: number for number, leaf in enumerate(criteria.leaves)}
    answers = value.get("answers", {})
    codes = sorted(answers, key=lambda code: (known.get(code, len(known)), code))
    rows = {code: _answer(answers[code], criteria.by_code.get(code)) for code in codes}
    kept: dict[str, Any] = {"unit": value["unit"], "cycle": value["cycle"]}
    if value.get("evidence"):
        kept["evidence"] = {key: record_in_order(record) for key, record in value["evidence"].items()}
    kept["answers"] = {code: row for code, row in rows.items() if row}
    if value.get("contributors"):
        kept["contributors"] = [_in_order(row, _CONTRIBUTOR) for row in value["contributors"]]
    if value.get("approval"):
        kept["approval"] = _in_order(value["approval"], _APPROVAL)
    return kept


def record_in_order(record: Mapping[str, Any]) -> dict[str, Any]:
    """A document's record with its keys in the one order."""
    return _in_order(record, _RECORD)


def _in_order(record: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: record[name] for name in names if name in record}


def _answer(answer: Mapping[str, Any], leaf: c.Leaf | None) -> dict[str, Any]:
    held = _in_order(answer, _ANSWER)
    if held.get("evidence"):
        names = ("id", "pages", "section")
        held["evidence"] = [ref if isinstance(ref, str) else _in_order(ref, names) for ref in held["evidence"]]
    rule = leaf.rule if leaf is not None else None
    if isinstance(rule, c.Checklist) and "items" in held:
        held["items"] = _sorted(held["items"], [item.id for item in rule.items])
    if isinstance(rule, c.Branches) and "figures" in held:
        held["figures"] = {name: held["figures"][name] for name in _sorted(held["figures"], list(rule.figures))}
    # An empty list of items beside nothing else is a draft's, and no answer yet.
    return {} if not any(entry for entry in held.values()) else held


def _sorted(names: Sequence[str] | Mapping[str, str], order: Sequence[str]) -> list[str]:
    place = {name: number for number, name in enumerate(order)}
    return sorted(names, key=lambda name: place.get(name, len(place)))


def _kept(record: Any, names: Sequence[str]) -> dict[str, str]:
    return {name: getattr(record, name) for name in names if getattr(record, name)}


def filing_text(value: Mapping[str, Any], criteria: c.CriteriaSet) -> str:
    """The file of an ordered value."""
    schema = f"schema/groups/{criteria.regulation}/{criteria.group}.self-assessment.schema.json"
    lines = [f"# yaml-language-server: $schema=../../../../{schema}", *mapping_lines(value)]
    if not value["answers"]:
        lines[-1] = "answers: {}"
    return "\n".join(lines) + "\n"


def mapping_lines(value: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """The lines of a mapping in the one spelling, `depth` steps of two blanks to the right."""
    for key, entry in value.items():
        head = f"{'  ' * depth}{scalar(key)}:"
        if isinstance(entry, str):
            yield f"{head} {_scalar(entry)}"
        elif isinstance(entry, Mapping) and entry:
            yield head
            yield from mapping_lines(entry, depth + 1)
        elif all(isinstance(item, str) for item in entry) and len(head) + len(inline(entry)) < LINE:
            yield f"{head} {inline(entry)}"
        else:
            yield head
            for item in entry:
                yield from item_lines(item, depth + 1)


def _scalar(text: str) -> str:
    counted = _COUNTED.match(text)
    rest = text[counted.end() :] if counted else text
    if _PAGES.fullmatch(text) or _HASH.fullmatch(text) or (counted and scalar(rest) == rest):
        return text
    return scalar(text)


def item_lines(item: str | Mapping[str, Any], depth: int) -> Iterator[str]:
    """The lines of an item of a list, the dash before them."""
    pad = "  " * depth
    if isinstance(item, str):
        yield f"{pad}- {scalar(item)}"
        return
    first, *rest = mapping_lines(item, depth + 1)
    yield f"{pad}- {first.lstrip()}"
    yield from rest
