"""The settings of an editor with accounts (Decap CMS, which Sveltia CMS reads too) for the self-assessments of a cycle.

One entry for each unit, over the same YAML files. Every widget is one that writes texts: an editor that knows numbers
would turn "2.0" into 2. Ids of documents are given in advance, because the editor knows no mapping with free keys.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.roster import Cycle, Programme, Unit

SPARE_DOCUMENTS = 20
LONGEST_HINT = 600

_AMOUNT = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$"
_WHOLE = r"^(0|[1-9][0-9]{0,14})$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PAGES = r"^[0-9]{1,5}(-[0-9]{1,5})?(, ?[0-9]{1,5}(-[0-9]{1,5})?)*$"
_HASH = r"^[0-9a-f]{64}$"
_LINK = r"^https?://\S+$"
# What YAML 1.2 takes for a number, a truth or nothing, and the moments that the editor knows.
_NO_TEXT = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
    r"|\.(nan|NaN|NAN)|true|True|TRUE|false|False|FALSE|null|Null|NULL|~||[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*"
)
_KINDS = ("plan", "report", "decision", "letter", "notice", "record", "screenshot", "dataset", "other")

Widget = Mapping[str, Any]
Entry = tuple[Unit, Sequence[str]]
"""A unit and the ids of the documents that its file names already."""


def cms_settings(
    programme: Programme,
    cycle: Cycle,
    groups: Sequence[tuple[c.CriteriaSet, Sequence[Entry]]],
    backend: Mapping[str, Any],
    words: Words,
) -> str:
    """`config.yml` of the editor. What units of a group share is said once and referred to."""
    head: dict[str, Any] = {
        **backend,
        "locale": words.lang,
        "publish_mode": "editorial_workflow",
        # Needed by the editor; our rules refuse a file put there, so that documents stay links.
        "media_folder": "khong-dung",
    }
    lines = [f"# {line}" for line in words.t["cms-note"].split("\n")]
    lines += [f"{key}: {_json(value)}" for key, value in head.items()]
    lines.append("collections:")
    for criteria, entries in groups:
        if not entries:
            continue
        label = words.t["cms-collection"].format(set=criteria.name, cycle=cycle.id)
        folder = {"publish": True, "preview": False}
        lines.append(f"  - name: {_json(f'{programme.id}-{cycle.id}-{criteria.group}')}")
        lines.append(f"    label: {_json(label)}")
        lines.append(f"    editor: {_json(folder)}")
        lines.append("    files:")
        lines += _files(cycle, criteria, entries, words)
    return "\n".join(lines) + "\n"


def keeps_text(text: str) -> bool:
    """Whether the editor would give a file back as it says. Comments are not looked at; it drops them.

    Texts must be quoted where others read numbers or days, and documents cited as mappings, which its lists need.
    """
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 it makes nothing but text
    answers = value.get("answers") if isinstance(value, dict) else None
    if not isinstance(answers, dict) or any(_NO_TEXT.fullmatch(plain) for plain in _plain(root)):
        return False
    refs = [ref for answer in answers.values() if isinstance(answer, dict) for ref in answer.get("evidence") or ()]
    return all(isinstance(ref, dict) for ref in refs)


def _plain(node: Any) -> Iterable[str]:
    """The values that stand without quotes."""
    if isinstance(node, yaml.MappingNode):
        for _, part in node.value:
            yield from _plain(part)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _plain(part)
    elif isinstance(node, yaml.ScalarNode) and not node.style:
        yield node.value


def _files(cycle: Cycle, criteria: c.CriteriaSet, entries: Sequence[Entry], words: Words) -> Iterable[str]:
    shared = {
        "record": _record(words),
        "answers": _answers(criteria, words),
        "approval": _approval(words),
    }
    for number, (unit, known) in enumerate(entries):
        told = {}
        for key, widget in shared.items():
            name = f"{key}-{criteria.group}"
            told[key] = f"*{name} " if number else f"&{name} {_json(widget)}"
        spare = [name for count in range(1, SPARE_DOCUMENTS + 1) if (name := f"tai-lieu-{count}") not in known]
        documents = []
        for at, name in enumerate([*known, *spare]):
            fields = told["record"] if at == 0 else f"*record-{criteria.group} "
            head = _json(
                {
                    "name": name,
                    "label": words.t["cms-document"].format(id=name),
                    "widget": "object",
                    "collapsed": True,
                    "required": False,
                }
            )
            documents.append(f'{head[:-1]}, "fields": {fields}}}')
        evidence = _json(
            {
                "name": "evidence",
                "label": words.t["evidence-title"],
                "widget": "object",
                "required": False,
                "collapsed": True,
            }
        )
        fields = ", ".join(
            (
                # A list of one: the editor fills no default into a file that is not there yet.
                _json(_chosen("unit", words.t["unit"], [(unit.id, unit.name)], required=True)),
                _json(_chosen("cycle", words.t["cms-cycle"], [(cycle.id, cycle.id)], required=True)),
                f'{evidence[:-1]}, "fields": [{", ".join(documents)}]}}',
                told["answers"],
                told["approval"],
            )
        )
        path = f"{cycle.folder}/{unit.id}/self-assessment.yaml"
        entry = _json({"name": unit.id, "label": unit.name, "file": path})
        yield f'      - {entry[:-1]}, "fields": [{fields}]}}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(name: str, label: str, pattern: str = "", fault: str = "", **more: Any) -> Widget:
    ruled = {"pattern": [pattern, fault]} if pattern else {}
    return {"name": name, "label": label, "widget": "string", "required": False, **ruled, **more}


def _chosen(name: str, label: str, options: Sequence[tuple[str, str]], **more: Any) -> Widget:
    listed = [{"label": text, "value": value} for value, text in options]
    return {"name": name, "label": label, "widget": "select", "required": False, "options": listed, **more}


def _record(words: Words) -> list[Widget]:
    """The parts of a document."""
    t = words.t
    ruled = {"date": (_DAY, t["cms-day"]), "url": (_LINK, t["cms-link"]), "pages": (_PAGES, t["cms-pages"])}
    ruled |= {"sha256": (_HASH, t["cms-hash"]), "length": (_WHOLE, t["cms-count"])}
    names = ("number", "issuer", "title", "date", "url", "pages", "length", "section", "custodian", "reason", "sha256")
    return [
        _chosen("kind", t["wb-documents-kind"], [(kind, t[f"wb-kind-{kind}"]) for kind in _KINDS]),
        *(_text(name, t[f"wb-documents-{name}"], *ruled.get(name, ())) for name in names),
        _chosen("visibility", t["wb-documents-visibility"], [("restricted", t["wb-visibility-restricted"])]),
    ]


def _answers(criteria: c.CriteriaSet, words: Words) -> Widget:
    fields = [_answer(leaf, words) for leaf in criteria.self_scored]
    return {"name": "answers", "label": words.t["wb-sheet-form"], "widget": "object", "fields": fields}


def _answer(leaf: c.Leaf, words: Words) -> Widget:
    """One criterion: its facts, documents and explanation, with its rule as the hint."""
    t = words.t
    refs: Widget = {
        "name": "evidence",
        "label": t["wb-sheet-documents"],
        "widget": "list",
        "required": False,
        "fields": [
            _text("id", t["cms-document-id"], required=True),
            _text("pages", t["wb-form-pages"], _PAGES, t["cms-pages"]),
            _text("section", t["wb-form-section"]),
        ],
    }
    explanation = {"name": "explanation", "label": t["wb-form-explanation"], "widget": "text", "required": False}
    na = [_text("not-applicable", t["wb-form-not-applicable"])] if leaf.may_be_not_applicable else []
    hint = "; ".join(words.rule_lines(leaf))
    return {
        "name": leaf.code,
        "label": f"{leaf.code} {leaf.name}",
        "widget": "object",
        "collapsed": True,
        "required": False,
        "hint": hint if len(hint) <= LONGEST_HINT else hint[:LONGEST_HINT] + "…",
        "fields": [*_facts(leaf.rule, words), refs, explanation, *na],
    }


def _facts(rule: c.Rule, words: Words) -> list[Widget]:
    t = words.t
    if isinstance(rule, c.Choice):
        return [_chosen("option", t["wb-form-answer"], [(option.id, option.label) for option in rule.options])]
    if isinstance(rule, c.Checklist):
        items = [(item.id, item.label) for item in rule.items]
        return [_chosen("items", t["wb-form-answer"], items, multiple=True)]
    if isinstance(rule, c.Branches):
        figures = [_text(name, meaning, _AMOUNT, t["cms-number"]) for name, meaning in rule.figures.items()]
        label = t["wb-form-answer"]
        return [{"name": "figures", "label": label, "widget": "object", "required": False, "fields": figures}]
    measure = getattr(rule, "measure", None)
    if not isinstance(measure, c.Measure):
        return []
    asked = [("done", measure.done), ("total", measure.total), ("excused", measure.excused)]
    if not measure.is_share:
        asked = [("number", measure.number or measure.label)]
    return [_text(name, meaning, _AMOUNT, t["cms-number"]) for name, meaning in asked if meaning]


def _approval(words: Words) -> Widget:
    t = words.t
    ruled = {"date": (_DAY, t["cms-day"]), "sha256": (_HASH, t["cms-hash"])}
    names = ("by", "title", "date", "document", "sha256")
    fields = [_text(name, t[f"wb-approval-{name}"], *ruled.get(name, ())) for name in names]
    label = t["wb-sheet-approval"]
    more = {"widget": "object", "required": False, "collapsed": True, "hint": t["wb-how-approval"]}
    return {"name": "approval", "label": label, **more, "fields": fields}
