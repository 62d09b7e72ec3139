"""Findings as text for a terminal, as JSON, and as annotations of a GitHub workflow."""

import json
from collections import Counter
from collections.abc import Sequence

from parindex.i18n.text import finding_text, label
from parindex.model.finding import Finding, Severity

ANNOTATIONS_SHOWN = 10
"""GitHub shows about this many annotations of a kind for a step; the rest stand in the log only."""


def as_text(findings: Sequence[Finding], lang: str) -> str:
    """One block a finding, errors first: where, what, what to do; then a line that counts."""
    blocks = []
    order = list(Severity)
    for finding in sorted(findings, key=lambda entry: order.index(entry.severity)):
        message, remedy = finding_text(finding, lang)
        where = f"{visible(finding.path)}:{finding.line or 1}:{finding.column or 1}"
        severity = label(f"severity-{finding.severity.value}", lang)
        blocks.append(f"{where}  {severity} [{finding.rule}]\n  {visible(message)}\n  → {visible(remedy)}\n")
    counts = Counter(finding.severity for finding in findings)
    summary = label(
        "findings-summary",
        lang,
        errors=str(counts[Severity.ERROR]),
        warnings=str(counts[Severity.WARNING]),
        notices=str(counts[Severity.NOTICE]),
    )
    return "\n".join([*blocks, summary]) + "\n"


def as_json(findings: Sequence[Finding], lang: str) -> str:
    """All findings with their texts, for other programs."""
    rows = [
        told(finding, lang)
        | {"column": finding.column or 1, "place": list(finding.place), "params": dict(finding.params)}
        for finding in findings
    ]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def told(finding: Finding, lang: str) -> dict[str, object]:
    """What every program is told of a finding."""
    message, remedy = finding_text(finding, lang)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line or 1,
        "message": message,
        "remedy": remedy,
    }


def as_github(findings: Sequence[Finding], lang: str) -> str:
    """Workflow commands, errors first; how many more there are than the forge shows is said in a notice."""
    order = list(Severity)
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
    lines = []
    counts: Counter[Severity] = Counter()
    for finding in sorted(findings, key=lambda entry: order.index(entry.severity)):
        counts[finding.severity] += 1
        message, remedy = finding_text(finding, lang)
        head = (
            f"::{kinds[finding.severity]} file={_property(visible(finding.path))},line={finding.line or 1},"
            f"col={finding.column or 1},title={_property(finding.rule)}::"
        )
        lines.append(head + _data(f"{visible(message)}\n→ {visible(remedy)}"))
    hidden = sum(max(count - ANNOTATIONS_SHOWN, 0) for count in counts.values())
    if hidden:
        lines.append("::notice::" + _data(label("annotations-hidden", lang, count=str(hidden))))
    return "\n".join(lines) + ("\n" if lines else "")


def visible(text: str) -> str:
    """`text` without anything a terminal would obey: control characters are spelt out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
