"""The label catalogue and the rule catalogue, and the sentences that are made from them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from parindex.i18n.counts import chosen, counted
from parindex.i18n.numbers import date_text, plain_text, typed_number
from parindex.model.finding import Finding
from parindex.model.points import is_decimal
from parindex.model.result import Step
from parindex.model.roster import is_date

LANGUAGES = ("vi", "en")

Quote = Callable[[str], str]
"""What is done to a text of the data before it is put among the program's own words (`i18n.quoted`)."""

# Parameters of findings that hold a figure, written with a decimal comma in Vietnamese.
_FIGURES = frozenset(
    [
        "sum",
        "max",
        "difference",
        "best",
        "typed",
        "computed",
        "raw",
        "points",
        "total",
        "done",
        "index",
        "value_number",
        "minimum",
        "sample",
        "answered",
        "next_value",
        "scale",
        "limit",
        "size",
        "value_shown",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule of the catalogue, in one language."""

    id: str
    severity: str
    title: str
    message: str
    hint: str
    reason: str
    remedy: str
    message_at_cell: str
    remedy_at_cell: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSubject:
    """What some rules of the catalogue are about, in one language, and these rules."""

    id: str
    title: str
    about: str
    rules: tuple[RuleText, ...]


@cache
def _catalogue(name: str) -> Mapping[str, Any]:
    data = files("parindex.i18n").joinpath(f"{name}.yaml").read_bytes()
    loaded: Mapping[str, Any] = yaml.load(data, Loader=yaml.CSafeLoader)
    return loaded


def rule_ids() -> list[str]:
    """Every rule of the catalogue, in its order."""
    return list(_catalogue("rules")["rules"])


@cache
def rule_text(rule: str, lang: str) -> RuleText:
    """A rule's texts; KeyError for one that the catalogue does not have."""
    row = _catalogue("rules")["rules"][rule]
    return RuleText(
        id=rule,
        severity=row["severity"],
        title=row["title"][lang],
        message=row["message"][lang],
        hint=row.get("hint", {}).get(lang, ""),
        reason=row["reason"][lang],
        remedy=row["remedy"][lang],
        message_at_cell=row.get("message-at-cell", {}).get(lang, ""),
        remedy_at_cell=row.get("remedy-at-cell", {}).get(lang, ""),
        bad=row["bad"],
        good=row["good"],
    )


def rule_subjects(lang: str) -> list[RuleSubject]:
    """Every rule by its subject, in the order of subjects for readers."""
    told = _catalogue("rules")["subjects"]
    starts = {row["from"]: key for key, row in told.items()}
    rules: dict[str, list[RuleText]] = {key: [] for key in told}
    subject = ""
    for rule in rule_ids():
        subject = starts.get(rule, subject)
        rules[subject].append(rule_text(rule, lang))
    return [
        RuleSubject(id=key, title=row["title"][lang], about=row["about"][lang], rules=tuple(rules[key]))
        for key, row in told.items()
    ]


# Parameters that may be the key of a label, and how such keys begin.
_LABELLED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("kind", "other", "phase", "wanted", "who", "head"), ("class-", "phase-")),
    "called": ("called-", "wb-"),
}


def finding_text(finding: Finding, lang: str, quote: Quote = str) -> tuple[str, str]:
    """The finding's sentence and its remedy; `quote` is done to what was not written by this program.

    At a cell of a table both speak of cells and columns, where the rule has such words.
    """
    text = rule_text(finding.rule, lang)
    terms = _catalogue("rules")["terms"]
    params = {}
    for key, value in finding.params.items():
        if key == "keys" and finding.place[:1] == ("cell",):
            params[key] = ", ".join(labels(lang).get(f"wb-documents-{name}", name) for name in value.split(", "))
        elif key in ("form", "fault", "problem") and value in terms:
            params[key] = terms[value][lang]
        elif value.startswith(_LABELLED.get(key, ())) and value in labels(lang):
            params[key] = labels(lang)[value]
        elif key == "last" and is_date(value):
            params[key] = date_text(value, lang)
        elif key in _FIGURES and is_decimal(value):
            params[key] = typed_number(value, lang)
        else:
            params[key] = quote(value)
    given = _Lenient(params)
    in_table = finding.place[:1] in (("cell",), ("rows",))
    said = text.message_at_cell if in_table and text.message_at_cell else text.message
    message = _where(finding, lang) + chosen(said, given).format_map(given)
    if text.hint and finding.params.get("hint"):
        message += " " + chosen(text.hint, given).format_map(given)
    remedy = text.remedy_at_cell if in_table and text.remedy_at_cell else text.remedy
    return message.strip(), chosen(remedy, given).format_map(given)


# Rules of form know only a place; a criterion's code in front of the sentence tells the officer where that is.
_OF_FORM = frozenset(
    {
        "bad-value",
        "bad-key",
        "empty-text",
        "missing-key",
        "no-form-fits",
        "not-one-of",
        "too-long",
        "unknown-key",
        "wrong-shape",
    }
)


def _where(finding: Finding, lang: str) -> str:
    place = finding.place
    if len(place) == 3 and place[0] == "rows":
        return label("where-cell", lang, row=place[1], column=label(f"sheet-{place[2]}", lang))
    if len(place) == 3 and place[0] == "cell":
        return label("where-workbook", lang, sheet=place[1], address=place[2])
    if len(place) == 4 and place[0] == "cell":
        column = label(f"sheet-{place[3]}", lang)
        return label("where-worksheet", lang, sheet=place[1], address=place[2], column=column)
    if len(place) == 2 and place[0] in ("page", "part"):
        return label("where-page" if place[0] == "page" else "where-part", lang, place=place[1])
    if finding.rule not in _OF_FORM or len(place) < 2 or place[0] not in ("answers", "replies", "evidence"):
        return ""
    kind = "where-evidence" if place[0] == "evidence" else "where-criterion"
    item = labels(lang)["where-item"].format(item=place[2]) if len(place) > 2 else ""
    return labels(lang)[kind].format(id=place[1]) + item + ": "


class _Lenient(dict[str, str]):
    """A parameter that a template names and a finding lacks shows as "…" instead of hiding the finding."""

    def __missing__(self, key: str) -> str:
        return "…"


def label(key: str, lang: str, /, **params: str) -> str:
    """A label of the catalogue; KeyError for one that it does not have."""
    text = labels(lang)[key]
    return text.format(**params) if params else text


@cache
def labels(lang: str) -> Mapping[str, str]:
    """All labels of one language, for templates."""
    return {key: counted(row[lang]) for key, row in _catalogue("labels").items()}


def formula_text(formula: str, names: Mapping[str, str], lang: str) -> str:
    """An expression of the `branches` method for readers: what the figures mean, and the signs of arithmetic."""
    words = {
        **names,
        **{name: labels(lang)[f"formula-{name}"] for name in ("max_points", "min", "max", "and", "or", "not")},
    }
    signs = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠", ",": ";"}

    def told(found: re.Match[str]) -> str:
        token = found.group()
        if token[0].isdigit():
            return typed_number(token, lang)
        return signs.get(token) or words.get(token, token)

    return re.sub(r"[0-9]+(?:\.[0-9]+)?|[a-z][a-z0-9_]*|<=|>=|==|!=|[-*/,]", told, formula)


def step_text(step: Step, lang: str, quote: Quote = str) -> str:
    """One line of a trace as a sentence; `quote` is done to the texts of the criteria in it."""
    params = {
        key: quote(value) if isinstance(value, str) else plain_text(value, lang) for key, value in step.params.items()
    }
    if step.key == "step-branch":
        names = {key.removeprefix("name:"): str(value) for key, value in params.items() if key.startswith("name:")}
        figures = {key.removeprefix("figure:"): value for key, value in params.items() if key.startswith("figure:")}
        params["figures"] = "; ".join(f"{names[name]} = {value}" for name, value in figures.items())
        params["formula"] = formula_text(str(params["formula"]), names, lang)
        params["label"] = params["label"] or formula_text(str(params["when"]), names, lang) or labels(lang)["rule-rest"]
    return labels(lang)[step.key].format(**params)
