"""The review of a change as text, as JSON and as Markdown for a forge."""

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from parindex.i18n.text import finding_text, label
from parindex.i18n.words import Words
from parindex.model.criteria import Leaf
from parindex.model.docket import RULING_STAGE
from parindex.model.filing import Answer, Decision
from parindex.model.finding import Severity
from parindex.model.points import exact_text
from parindex.model.regulation import Regulation
from parindex.model.result import Outcome, Total, UnitResult
from parindex.model.review import DecisionDifference, EntryChange, Review, UnitDifference
from parindex.report.blocks import Block, Heading, Line, Table, as_markdown, as_terminal
from parindex.report.findings import told
from parindex.report.history import moment_text

MARK = "<!-- parindex-review -->"
"""Stands at the head of the comment, so that the next review finds it and writes it anew."""

LIMIT = 60_000
"""Signs of the Markdown text; GitHub takes comments of up to 65,536."""

_SHOWN = 50
"""Findings and units that are told one by one; the rest is counted."""

_ARROW = " → "


def as_text(review: Review, lang: str) -> str:
    """The review for a terminal."""
    return as_terminal(list(_blocks(review, lang)))


def as_comment(review: Review, lang: str) -> str:
    """The review as Markdown, bounded in length, for a comment or a summary."""
    return MARK + "\n" + as_markdown(list(_blocks(review, lang)), LIMIT, label("review-cut", lang))


def _blocks(review: Review, lang: str) -> Iterator[Block]:
    counts = Counter(finding.severity for finding in review.findings)
    numbers = {"errors": str(counts[Severity.ERROR]), "warnings": str(counts[Severity.WARNING])}
    yield Heading(text=label("review-allowed" if review.allowed else "review-refused", lang, **numbers), level=2)
    about = {
        "base": review.base_commit[:10],
        "head": review.head_commit[:10],
        "actor": review.actor or label("review-nobody", lang),
        "moment": moment_text(review.moment, lang),
        "files": str(len(review.changes)),
    }
    yield Line(text=label("review-about", lang, **about))
    for (programme, cycle), phase in sorted(review.phases.items()):
        words = {"cycle": f"{programme}/{cycle}", "phase": label(f"phase-{phase.value}", lang)}
        yield Line(text=label("review-phase", lang, **words))
    yield from _findings(review, lang)
    for difference in review.units[:_SHOWN]:
        yield from _unit(difference, Words(lang))
    if len(review.units) > _SHOWN:
        yield Line(text=label("review-more-units", lang, count=str(len(review.units) - _SHOWN)))
    yield from _entries(review, lang)
    yield from _criteria(review, Words(lang))
    yield from _what_if(review, Words(lang))


def _findings(review: Review, lang: str) -> Iterator[Block]:
    order = list(Severity)
    shown = sorted(review.findings, key=lambda finding: order.index(finding.severity))
    if not shown:
        return
    yield Heading(text=label("review-findings", lang))
    rows = []
    for finding in shown[:_SHOWN]:
        message, remedy = finding_text(finding, lang)
        severity = label(f"severity-{finding.severity.value}", lang)
        rows.append((severity, finding.rule, f"{finding.path}:{finding.line or 1}", message, remedy))
    keys = ("level", "rule", "at", "what", "do")
    yield Table(head=tuple(label(f"review-col-{key}", lang) for key in keys), rows=tuple(rows), lead=3)
    if len(shown) > _SHOWN:
        yield Line(text=label("review-more-findings", lang, count=str(len(shown) - _SHOWN)))


def _unit(difference: UnitDifference, words: Words) -> Iterator[Block]:
    t = words.t
    yield Heading(text=f"{difference.unit.name} · {difference.programme.id}/{difference.cycle.id}")
    standing = [t[f"standing-{result.standing.value}"] if result else "–" for result in _sides(difference)]
    yield Line(text=f"{t['review-standing']}: {_change(*standing)}")
    if difference.answers:
        left = ""
        if difference.days_left is not None:
            key = "score-left" if difference.days_left >= 0 else "score-over"
            left = t[key].format(days=abs(difference.days_left))
        yield Line(text=t["score-progress"].format(done=difference.answered, of=difference.to_answer, left=left))
    rows: tuple[tuple[str, ...], ...]
    if difference.signer is not None:
        yield Line(text=t["review-signed"].format(name=difference.signer.name, title=difference.signer.title))
    figures = tuple(
        (name, _change(one, other))
        for name, one, other in _figures(difference, words)
        if (one or "–") != (other or "–")
    )
    if figures:
        yield Table(head=(t["review-col-figure"], t["review-col-change"]), rows=figures, lead=2)
    if difference.answers:
        rows = tuple(
            (
                row.leaf.code,
                row.leaf.name,
                _change(_answer(row.leaf, row.before, words), _answer(row.leaf, row.after, words)),
                _change(_points(row.points_before, words), _points(row.points_after, words)),
            )
            for row in difference.answers
        )
        yield Line(text=t["review-answers"])
        yield Table(
            head=tuple(t[f"review-col-{key}"] for key in ("code", "leaf", "answer", "points")), rows=rows, lead=2
        )
    if difference.decisions:
        rows = tuple(
            (
                row.leaf.code,
                row.leaf.name,
                _stage(difference, row.stage, words),
                _claim(row, words),
                _change(_decision(row.leaf, row.before, words), _decision(row.leaf, row.after, words)),
                row.after.reason if row.after else "",
                _change(_points(row.points_before, words), _points(row.points_after, words)),
            )
            for row in difference.decisions
        )
        yield Line(text=t["review-decisions"])
        keys = ("code", "leaf", "stage", "claim", "decision", "reason", "points")
        yield Table(head=tuple(t[f"review-col-{key}"] for key in keys), rows=rows, lead=2)
    for stage, codes in difference.accepted:
        named = {"stage": _stage(difference, stage, words), "codes": ", ".join(codes) or "–"}
        yield Line(text=t["review-accepted"].format(**named))
    if difference.evidence:
        rows = tuple(
            (
                row.id,
                t[
                    "review-added"
                    if row.before is None
                    else "review-removed"
                    if row.after is None
                    else "review-replaced"
                ],
                _change(
                    *(" ".join(filter(None, (one.number, one.title))) if one else "" for one in (row.before, row.after))
                ),
            )
            for row in difference.evidence
        )
        yield Line(text=t["review-evidence"])
        yield Table(head=tuple(t[f"review-col-{key}"] for key in ("id", "change", "document")), rows=rows, lead=2)
    if difference.replies:
        rows = tuple((code, reply.text) for code, reply in difference.replies.items())
        yield Line(text=t["review-replies"])
        yield Table(head=(t["review-col-code"], t["review-col-reply"]), rows=rows)
    if difference.objections:
        rows = tuple((code, entry.claim) for code, entry in difference.objections.items())
        yield Line(text=t["review-objections"])
        yield Table(head=(t["review-col-code"], t["review-col-objection"]), rows=rows)
    if difference.rulings:
        rows = tuple((code, t[f"ruling-{entry.outcome}"], entry.reason) for code, entry in difference.rulings.items())
        yield Line(text=t["review-rulings"])
        yield Table(head=tuple(t[f"review-col-{key}"] for key in ("code", "outcome", "reason")), rows=rows, lead=2)
    if difference.unexplained:
        yield Line(text=t["review-unexplained"].format(codes=", ".join(difference.unexplained)))
    if difference.moved:
        rows = tuple((row.unit.name, _change(_rank(row.before), _rank(row.after))) for row in difference.moved[:_SHOWN])
        yield Line(text=t["review-moved"].format(count=len(difference.moved)))
        yield Table(head=(t["review-col-unit"], t["review-col-rank"]), rows=rows, lead=2)


def _stage(difference: UnitDifference, stage: str, words: Words) -> str:
    if stage == RULING_STAGE:
        return words.t["docket-ruling"]
    return next((entry.name for entry in difference.regulation.stages if entry.id == stage), stage)


def _sides(difference: UnitDifference) -> tuple[UnitResult | None, UnitResult | None]:
    return difference.before, difference.after


def _figures(difference: UnitDifference, words: Words) -> Iterator[tuple[str, str, str]]:
    """Points, areas, index, class and rank, before and after: as claimed, and as they stand."""
    one, other = (dict(_figures_of(result, difference.regulation, words)) for result in _sides(difference))
    for name in dict.fromkeys([*one, *other]):
        yield name, one.get(name, ""), other.get(name, "")
    t = words.t
    before, after = (grade.label if grade else "" for grade in difference.claimed_grades)
    yield t["review-claimed-grade"], before, after
    if difference.claimed_ranks is not None:
        before, after = (_rank(rank) for rank in difference.claimed_ranks)
        yield t["review-claimed-rank"], before, after


def _figures_of(result: UnitResult | None, regulation: Regulation, words: Words) -> Iterator[tuple[str, str]]:
    if result is None:
        return
    t, decimals = words.t, regulation.rounding.decimals
    for key, total in (("claimed", result.claimed), ("official", result.official)):
        if total is None:
            continue
        yield t[f"review-{key}-points"], words.number(_sum(total, key), decimals)
        for area, held in total.areas.items():
            if held.percent is None:
                continue
            yield t[f"review-{key}-area"].format(area=area), words.number(held.points, decimals)
        # Before the council has marked there is no index: what was claimed is a share of what a unit scores itself.
        share = total.leaves.percent if key == "claimed" else total.index
        yield t[f"review-{key}-index"], words.number(share, decimals)
    if result.grade is not None:
        yield t["review-grade"], result.grade.label
    if result.rank is not None:
        yield t["review-rank"], str(result.rank)


def _sum(total: Total, kind: str) -> Fraction:
    return total.leaves.points if kind == "claimed" else total.points


def _criteria(review: Review, words: Words) -> Iterator[Block]:
    if not review.criteria:
        return
    t = words.t
    rows = []
    for row in review.criteria[: _SHOWN * 4]:
        maxima = [words.plain(leaf.max_points) if leaf else "" for leaf in (row.before, row.after)]
        if row.before is None or row.after is None:
            change = t["review-added" if row.before is None else "review-removed"]
        else:
            change = t["review-reweighted" if row.before.max_points != row.after.max_points else "review-reworded"]
        name = next(leaf.name for leaf in (row.after, row.before) if leaf)
        rows.append((row.regulation, row.group, row.code, name, change, _change(*maxima)))
    yield Heading(text=t["review-criteria"].format(count=len(review.criteria)))
    keys = ("regulation", "group", "code", "leaf", "change", "max")
    yield Table(head=tuple(t[f"review-col-{key}"] for key in keys), rows=tuple(rows), lead=4)


def _entries(review: Review, lang: str) -> Iterator[Block]:
    """What differs in files that are no unit's; a new file is told by its name and how much it holds."""
    by_path: dict[str, list[EntryChange]] = {}
    for entry in review.entries:
        by_path.setdefault(entry.path, []).append(entry)
    for path, entries in by_path.items():
        yield Heading(text=path)
        rows = tuple(
            (" › ".join(entry.place), _change(entry.before or "", entry.after or "")) for entry in entries[:_SHOWN]
        )
        yield Table(head=tuple(label(f"review-col-{key}", lang) for key in ("entry", "change")), rows=rows, lead=2)
        if len(entries) > _SHOWN:
            yield Line(text=label("review-more-entries", lang, count=str(len(entries) - _SHOWN)))


def _what_if(review: Review, words: Words) -> Iterator[Block]:
    t = words.t
    for row in review.what_if:
        if not row.asked:
            continue
        about = {"cycle": f"{row.cycle.programme}/{row.cycle.id}", "kept": str(row.kept), "asked": str(row.asked)}
        yield Heading(text=t["review-what-if"].format(regulation=row.regulation, **about))
        yield Line(text=t["review-what-if-kept"].format(count=len(row.moved), **about))
        rows = tuple((entry.unit.name, _change(_rank(entry.before), _rank(entry.after))) for entry in row.moved)
        yield Table(head=(t["review-col-unit"], t["review-col-rank"]), rows=rows, lead=2)


def _change(one: str, other: str) -> str:
    return one if one == other else f"{one or '–'}{_ARROW}{other or '–'}"


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _points(outcome: Outcome | None, words: Words) -> str:
    if outcome is None:
        return "–"
    return words.plain(outcome.points) if outcome.counts else words.t[f"state-{outcome.state.value}"]


def _answer(leaf: Leaf, answer: Answer | None, words: Words) -> str:
    if answer is None:
        return ""
    if answer.not_applicable:
        return f"{words.t['state-not-applicable']}: {answer.not_applicable}"
    fact = words.fact(leaf, answer.facts)
    refs = ", ".join(ref.id + (f" ({ref.pages})" if ref.pages else "") for ref in answer.evidence)
    return "; ".join(filter(None, (fact, answer.explanation, f"[{refs}]" if refs else "")))


def _claim(row: DecisionDifference, words: Words) -> str:
    """What the unit says of a leaf that was decided on, with its points."""
    if row.answer is None:
        return ""
    points = f" ({words.plain(row.claimed.points)})" if row.claimed and row.claimed.counts else ""
    return _answer(row.leaf, row.answer, words) + points


def _decision(leaf: Leaf, decision: Decision | None, words: Words) -> str:
    if decision is None:
        return ""
    asked = f" ({words.t['review-asked']})" if decision.request_explanation else ""
    return words.decision(leaf, decision) + asked


def as_json(review: Review, lang: str) -> str:
    """The review for other programs; points are exact decimals or fractions as text."""
    return json.dumps(_told(review, lang), ensure_ascii=False, indent=2) + "\n"


def _told(review: Review, lang: str) -> dict[str, object]:
    return {
        "version": 1,
        "allowed": review.allowed,
        "base": review.base_commit,
        "head": review.head_commit,
        "actor": review.actor,
        "received": review.moment.isoformat(),
        "phases": {f"{one}/{other}": phase.value for (one, other), phase in sorted(review.phases.items())},
        "changes": [{"path": change.path, "status": change.status.value} for change in review.changes],
        "findings": [told(finding, lang) for finding in review.findings],
        "units": [_unit_json(difference, lang) for difference in review.units],
        "entries": [
            {"path": row.path, "place": list(row.place), "before": row.before, "after": row.after}
            for row in review.entries
        ],
        "criteria": [
            {
                "regulation": row.regulation,
                "group": row.group,
                "code": row.code,
                "before": exact_text(row.before.max_points) if row.before else None,
                "after": exact_text(row.after.max_points) if row.after else None,
            }
            for row in review.criteria
        ],
    }


def _unit_json(difference: UnitDifference, lang: str) -> dict[str, object]:
    words = Words(lang)
    return {
        "programme": difference.programme.id,
        "cycle": difference.cycle.id,
        "unit": difference.unit.id,
        "answered": difference.answered,
        "to-answer": difference.to_answer,
        "deadline": difference.deadline or None,
        "before": _result_json(difference.before),
        "after": _result_json(difference.after),
        "answers": [
            {
                "code": row.leaf.code,
                "before": _answer(row.leaf, row.before, words) or None,
                "after": _answer(row.leaf, row.after, words) or None,
                "points-before": exact_text(row.points_before.points) if row.points_before else None,
                "points-after": exact_text(row.points_after.points) if row.points_after else None,
            }
            for row in difference.answers
        ],
        "decisions": [
            {
                "code": row.leaf.code,
                "stage": row.stage,
                "before": _decision(row.leaf, row.before, words) or None,
                "after": _decision(row.leaf, row.after, words) or None,
                "reason": row.after.reason if row.after else None,
                "points-before": exact_text(row.points_before.points) if row.points_before else None,
                "points-after": exact_text(row.points_after.points) if row.points_after else None,
            }
            for row in difference.decisions
        ],
        "evidence": [
            {
                "id": row.id,
                "change": "added" if row.before is None else "removed" if row.after is None else "replaced",
            }
            for row in difference.evidence
        ],
        "unexplained": list(difference.unexplained),
        "moved": [{"unit": row.unit.id, "before": row.before, "after": row.after} for row in difference.moved],
    }


def _result_json(result: UnitResult | None) -> dict[str, object] | None:
    if result is None:
        return None
    return {
        "standing": result.standing.value,
        "claimed": exact_text(result.claimed.leaves.points) if result.claimed else None,
        "points": exact_text(result.official.points) if result.official else None,
        "index": exact_text(result.index) if result.index is not None else None,
        "grade": result.grade.id if result.grade else None,
        "rank": result.rank,
    }
