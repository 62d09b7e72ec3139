"""Decodes a unit's files: self-assessment, appraisal, explanation.

A part that does not fit the schema is left out and the rest is read, so that one bad answer hides no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from parindex.load.document import Document, read_document
from parindex.load.schema import schema_findings
from parindex.model import filing as f
from parindex.model.finding import Finding, Place
from parindex.model.points import parse_exact
from parindex.model.tree import FileTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A document of a known kind, with what was wrong and which parts had to be left out."""

    document: Document
    findings: tuple[Finding, ...]
    left_out: frozenset[Place]

    @property
    def value(self) -> Mapping[str, Any]:
        """The document without the parts that do not fit; empty where nothing can be used."""
        value = self.document.value
        if not isinstance(value, dict):
            return {}
        return _pruned(value, self.left_out)

    def located(self, findings: list[Finding]) -> list[Finding]:
        """Findings on `value` with the lines of the file: places count the entries that were left out as well."""
        value = self.document.value
        if self.left_out and isinstance(value, dict):
            findings = [replace(finding, place=self._as_filed(value, finding.place)) for finding in findings]
        return self.document.located(findings)

    def _as_filed(self, value: Mapping[str, Any], place: Place) -> Place:
        if len(place) < 2 or not isinstance(value.get(place[0]), list):
            return place
        gone = {cut[1] for cut in _cuts(self.left_out) if len(cut) == 2 and cut[0] == place[0]}
        kept = [str(number) for number in range(len(value[place[0]])) if str(number) not in gone]
        at = int(place[1])
        return (place[0], kept[at], *place[2:]) if at < len(kept) else place


def load_document(tree: FileTree, path: str, kind: str) -> Loaded:
    """Reads one file and holds it against its schema."""
    document = read_document(path, tree.read(path))
    blanks = _BLANKS.get(kind)
    if blanks is not None:
        document = blanks(document)
    broken = schema_findings(document, kind)
    return Loaded(
        document=document,
        findings=(*document.findings, *document.located(broken)),
        left_out=frozenset(finding.place for finding in broken),
    )


def _without_blanks(document: Document) -> Document:
    """A draft's empty values are answers not given yet, not faults: they are taken out."""
    value = document.value
    if not isinstance(value, dict):
        return document
    kept = {key: {} if entry == "" and key in ("evidence", "answers") else entry for key, entry in value.items()}
    answers = kept.get("answers")
    if isinstance(answers, dict) and any(_blank(answer) for answer in answers.values()):
        kept["answers"] = {
            code: _filled(answer) if isinstance(answer, dict) else answer or {} for code, answer in answers.items()
        }
    return replace(document, value=kept)


def _blank(answer: Any) -> bool:
    if not isinstance(answer, dict):
        return bool(answer == "")
    figures = answer.get("figures")
    return "" in answer.values() or (isinstance(figures, dict) and "" in figures.values())


def _filled(answer: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in answer.items() if value != ""}
    figures = kept.get("figures")
    if isinstance(figures, dict) and all(value == "" for value in figures.values()):
        del kept["figures"]
    return kept


def _without_blank_decisions(document: Document) -> Document:
    """The blocks of a stage that nobody has filled in yet say nothing: each becomes an empty mapping."""
    value = document.value
    if not isinstance(value, dict) or not isinstance(value.get("stages"), list):
        return document
    stages = [_opened(stage, "decisions") if isinstance(stage, dict) else stage for stage in value["stages"]]
    return replace(document, value={**value, "stages": stages})


def _without_blank_replies(document: Document) -> Document:
    """The same for replies that a unit has not written yet."""
    value = document.value
    return replace(document, value=_opened(value, "replies")) if isinstance(value, dict) else document


def _opened(holder: dict[str, Any], key: str) -> dict[str, Any]:
    blocks = holder.get(key)
    if blocks == "":
        return {**holder, key: {}}
    if not isinstance(blocks, dict) or not any(_unfilled(block) for block in blocks.values()):
        return holder
    return {**holder, key: {code: {} if _unfilled(block) else block for code, block in blocks.items()}}


def _unfilled(block: Any) -> bool:
    """Whether a block holds nothing at all, however deep: empty texts, lists and mappings of such."""
    if isinstance(block, dict):
        return all(_unfilled(value) for value in block.values())
    return block in ("", [])


_BLANKS: Mapping[str, Callable[[Document], Document]] = {
    "self-assessment": _without_blanks,
    "appraisal": _without_blank_decisions,
    "explanation": _without_blank_replies,
}


def self_assessment(loaded: Loaded, unit: str, cycle: str) -> f.SelfAssessment:
    """The self-assessment in a document, as far as it can be read."""
    value = loaded.value
    approval = value.get("approval")
    return f.SelfAssessment(
        unit=value.get("unit", unit),
        cycle=value.get("cycle", cycle),
        path=loaded.document.path,
        evidence=evidence_list(value.get("evidence", {})),
        answers={code: _answer(code, answer) for code, answer in value.get("answers", {}).items()},
        approval=f.Approval(**approval) if approval else None,
        contributors=tuple(
            f.Contributor(
                field=row["field"],
                head=row["head"],
                officer=row.get("officer", ""),
                areas=tuple(row.get("areas", ())),
            )
            for row in value.get("contributors", ())
        ),
    )


def appraisal(loaded: Loaded, unit: str, cycle: str) -> f.Appraisal:
    """The appraisal in a document, as far as it can be read."""
    value = loaded.value
    return f.Appraisal(
        unit=value.get("unit", unit),
        cycle=value.get("cycle", cycle),
        path=loaded.document.path,
        stages=tuple(
            f.StageDecisions(
                stage=stage["stage"],
                by=tuple(stage["by"]),
                date=stage["date"],
                rest_accepted=stage.get("rest") == "accepted",
                decisions={code: _decision(code, made) for code, made in stage.get("decisions", {}).items() if made},
                open=tuple(code for code, made in stage.get("decisions", {}).items() if not made),
            )
            for stage in value.get("stages", ())
        ),
    )


def explanation(loaded: Loaded, unit: str, cycle: str) -> f.Explanation:
    """The explanation in a document, as far as it can be read."""
    value = loaded.value
    return f.Explanation(
        unit=value.get("unit", unit),
        cycle=value.get("cycle", cycle),
        path=loaded.document.path,
        date=value.get("date", ""),
        evidence=evidence_list(value.get("evidence", {})),
        replies={
            code: f.Reply(
                code=code,
                text=reply["text"],
                evidence=evidence_refs(reply.get("evidence", ())),
                asks=facts(reply["asks"]) if "asks" in reply else None,
            )
            for code, reply in value.get("replies", {}).items()
            if reply
        },
        open=tuple(code for code, reply in value.get("replies", {}).items() if not reply),
    )


def evidence_list(value: Mapping[str, Mapping[str, str]]) -> dict[str, f.Evidence]:
    """Evidence records by id."""
    return {key: f.Evidence(id=key, **record) for key, record in value.items()}


def facts(value: Mapping[str, Any]) -> f.Facts:
    """The declared facts among the keys of an answer, correction or entry."""
    return f.Facts(
        option=value.get("option"),
        items=tuple(value["items"]) if "items" in value else None,
        done=_exact(value, "done"),
        total=_exact(value, "total"),
        excused=_exact(value, "excused"),
        number=_exact(value, "number"),
        figures={key: parse_exact(text) for key, text in value["figures"].items()} if "figures" in value else None,
    )


def _exact(value: Mapping[str, Any], key: str) -> Fraction | None:
    return parse_exact(value[key]) if key in value else None


def _answer(code: str, value: Mapping[str, Any]) -> f.Answer:
    return f.Answer(
        code=code,
        facts=facts(value),
        evidence=evidence_refs(value.get("evidence", ())),
        explanation=value.get("explanation", ""),
        not_applicable=value.get("not-applicable", ""),
        typed_points=_exact(value, "points"),
        note=value.get("note", ""),
    )


def evidence_refs(value: Sequence[Any]) -> tuple[f.EvidenceRef, ...]:
    """References into an evidence list."""
    return tuple(f.EvidenceRef(id=row) if isinstance(row, str) else f.EvidenceRef(**row) for row in value)


def _decision(code: str, value: Mapping[str, Any]) -> f.Decision:
    return f.Decision(
        code=code,
        accept="accept" in value,
        correct=facts(value["correct"]) if "correct" in value else None,
        points=_exact(value, "points"),
        not_applicable=value["not-applicable"] == "true" if "not-applicable" in value else None,
        reason_code=value.get("reason-code", ""),
        reason=value.get("reason", ""),
        request_explanation=value.get("request-explanation") == "true",
        seen_restricted="seen-restricted" in value,
    )


# Collections whose entries stand for themselves: a fault inside one takes out that entry and nothing else.
_ENTRIES: Mapping[Place, int] = {
    ("answers",): 2,
    ("evidence",): 2,
    ("replies",): 2,
    ("entries",): 2,
    ("rulings",): 2,
    ("stages",): 2,
    ("contributors",): 2,
    ("units",): 2,
    ("receipts",): 2,
    ("questions",): 3,
    ("indices",): 2,
    ("bonus",): 2,
    ("penalty",): 2,
    ("extensions",): 2,
    ("reopenings",): 2,
    ("councils",): 2,
    ("meetings",): 2,
    ("errata",): 2,
    ("allowed",): 2,
    ("seen",): 2,
    ("roots",): 2,
}


def _pruned(value: dict[str, Any], left_out: frozenset[Place]) -> dict[str, Any]:
    """`value` without the entries in which something does not fit, and without what is not of its shape at all."""
    cuts = _cuts(left_out)
    if not cuts:
        return value
    heads = {cut[:length] for cut in cuts for length in range(1, len(cut) + 1)}
    return {key: _without(entry, (key,), cuts, heads) for key, entry in value.items() if (key,) not in cuts}


def _cuts(left_out: frozenset[Place]) -> set[Place]:
    """What is taken out for each fault: the entry that it stands in."""
    cuts: set[Place] = set()
    for place in left_out:
        if place:
            depth = _ENTRIES.get(place[:1], 1)
            decision = place[0] == "stages" and len(place) >= 4 and place[2] == "decisions"
            cuts.add(place[: 4 if decision else depth])
    return cuts


def _without(value: Any, place: Place, cuts: set[Place], heads: set[Place]) -> Any:
    if place not in heads:
        return value
    if isinstance(value, dict):
        kept = ((key, entry) for key, entry in value.items() if (*place, key) not in cuts)
        return {key: _without(entry, (*place, key), cuts, heads) for key, entry in kept}
    if isinstance(value, list):
        rows = ((str(number), entry) for number, entry in enumerate(value))
        return [_without(entry, (*place, at), cuts, heads) for at, entry in rows if (*place, at) not in cuts]
    return value
