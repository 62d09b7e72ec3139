"""Small laws, units and results, made in code: each test says only what it is about."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.model import criteria as c
from parindex.model.filing import Adjustment, Answer, Appraisal, Decision, Facts, SelfAssessment, StageDecisions
from parindex.model.regulation import (
    Adjustments,
    Block,
    Grade,
    Regulation,
    RoundingPolicy,
    Stage,
    StageKind,
    TieRule,
    UnitGroup,
)
from parindex.model.result import LeafResult, Outcome, Standing, State, Sum, Total, UnitResult
from parindex.model.roster import Cycle, CycleKind, Unit
from parindex.score.outcome import LeafScorer

F = Fraction

SHARE = c.Measure(label="Tỷ lệ", done="Đã làm", total="Phải làm", excused="Khách quan")
NUMBER = c.Measure(label="Số lượng", number="Số lượng", unit="lần")


def share(done: str | int, total: str | int, excused: str | int | None = None) -> Facts:
    return Facts(done=F(done), total=F(total), excused=None if excused is None else F(excused))


def options(*pairs: tuple[str, str]) -> tuple[c.Option, ...]:
    return tuple(c.Option(id=name, label=name, points=F(points)) for name, points in pairs)


def band(points: str, **bounds: str) -> c.Band:
    """A band as `criteria` files write it: from, above, up_to, below."""
    lower = bounds.get("from_", bounds.get("above"))
    upper = bounds.get("up_to", bounds.get("below"))
    return c.Band(
        points=F(points),
        lower=None if lower is None else F(lower),
        lower_open="above" in bounds,
        upper=None if upper is None else F(upper),
        upper_open="below" in bounds,
    )


def leaf(code: str = "1.1", maximum: str | Fraction = "10", rule: c.Rule | None = None, **changes: Any) -> c.Leaf:
    rule = rule or c.Ratio(measure=SHARE)
    settings: dict[str, Any] = {
        "code": code,
        "name": f"Tiêu chí {code}",
        "name_en": f"Criterion {code}",
        "max_points": F(maximum),
        "block": "results",
        "rule": rule,
        "self_scored": not isinstance(rule, c.NOT_SELF_SCORED),
        "may_be_not_applicable": True,
        "not_applicable_policy": c.NotApplicablePolicy.REDUCE,
        "evidence_wanted": "Báo cáo",
        "evidence_required": True,
        "guidance": "",
        "basis": None,
        "illustrative": True,
        "assumed": False,
    }
    return c.Leaf(**(settings | changes))


def criteria(*leaves: c.Leaf, group: str = "so") -> c.CriteriaSet:
    """A set whose areas are the first numbers of the codes."""
    areas: dict[str, list[c.Leaf]] = {}
    for entry in leaves:
        areas.setdefault(entry.code.split(".")[0], []).append(entry)
    return c.CriteriaSet(
        regulation="luat",
        group=group,
        name="Bộ tiêu chí",
        name_en="Criteria",
        max_points=sum((entry.max_points for entry in leaves), F(0)),
        areas=tuple(
            c.Branch(
                code=code,
                name=f"Lĩnh vực {code}",
                name_en=f"Area {code}",
                max_points=sum((entry.max_points for entry in parts), F(0)),
                parts=tuple(parts),
            )
            for code, parts in areas.items()
        ),
        illustrative=True,
        path=f"criteria/luat/{group}.yaml",
    )


def grades(*bands: tuple[str, str | None], opened: bool = False) -> tuple[Grade, ...]:
    return tuple(
        Grade(id=name, label=name, label_en=name, lower=None if lower is None else F(lower), lower_open=opened)
        for name, lower in bands
    )


def stage(name: str) -> Stage:
    return Stage(id=name, kind=StageKind.APPRAISAL, name=name, by="Hội đồng")


def regulation(*sets: c.CriteriaSet, **changes: Any) -> Regulation:
    sets = sets or (criteria(leaf()),)
    settings: dict[str, Any] = {
        "id": "luat",
        "title": "Luật thử",
        "title_en": "Test law",
        "short": "Luật",
        "authority": "Tỉnh Thử",
        "decision_number": "01/QĐ",
        "decision_issued": "2024",
        "illustrative": True,
        "status_note": "",
        "sources": {},
        "facts": (),
        "scale_max": sets[0].max_points,
        "rounding": RoundingPolicy(),
        "tie_rule": TieRule.STANDARD,
        "tie_breakers": (),
        "blocks": (
            Block(id="results", name="Kết quả", name_en="Results"),
            Block(id="survey", name="Khảo sát", name_en="Survey"),
        ),
        "grades": grades(("tot", "85"), ("kha", "65"), ("yeu", None)),
        "grades_assumed": False,
        "grades_name": "",
        "not_applicable": c.NotApplicablePolicy.REDUCE,
        "reduce_within_block": True,
        "stages": (stage("mot"), stage("hai")),
        "groups": tuple(UnitGroup(id=entry.group, name=entry.group, name_en=entry.group) for entry in sets),
        "bonus": Adjustments(),
        "penalty": Adjustments(),
        "evidence_rules": (),
        "field_heads": (),
        "sets": {entry.group: entry for entry in sets},
        "path": "criteria/luat/regulation.yaml",
        "sha256": "0" * 64,
    }
    return Regulation(**(settings | changes))


def unit(name: str = "so-a", group: str = "so", **changes: Any) -> Unit:
    return Unit(**({"id": name, "name": name, "name_en": name, "group": group} | changes))


def cycle(**changes: Any) -> Cycle:
    settings: dict[str, Any] = {
        "programme": "tinh",
        "id": "2025",
        "kind": CycleKind.CAMPAIGN,
        "title": "Năm 2025",
        "title_en": "2025",
        "path": "submissions/tinh/2025/cycle.yaml",
        "regulation": "luat",
    }
    return Cycle(**(settings | changes))


def answer(code: str = "1.1", facts: Facts | None = None, **more: Any) -> Answer:
    return Answer(code=code, facts=facts or Facts(), **more)


def submission(*answers: Answer, **changes: Any) -> SelfAssessment:
    settings: dict[str, Any] = {
        "unit": "so-a",
        "cycle": "2025",
        "path": "submissions/tinh/2025/so-a/self-assessment.yaml",
        "evidence": {},
        "answers": {entry.code: entry for entry in answers},
    }
    return SelfAssessment(**(settings | changes))


def stages(*made: tuple[str, Mapping[str, Decision], bool]) -> Appraisal:
    """An appraisal of (stage, decisions by code, whether the rest is accepted)."""
    return Appraisal(
        unit="so-a",
        cycle="2025",
        path="submissions/tinh/2025/so-a/appraisal.yaml",
        stages=tuple(
            StageDecisions(stage=name, by=("hoi-dong",), date="2026-01-20", rest_accepted=rest, decisions=decisions)
            for name, decisions, rest in made
        ),
    )


def entry(item: str, unit_id: str = "so-a", number: str | None = None, points: str | None = None) -> Adjustment:
    return Adjustment(
        unit=unit_id,
        item=item,
        facts=Facts(number=None if number is None else F(number)),
        points=None if points is None else F(points),
        evidence=(),
        reason="Lý do",
        by="Sở Nội vụ",
    )


def judged(
    entry_leaf: c.Leaf,
    given: Answer | None,
    appraisal: Appraisal | None = None,
    *,
    law: Regulation | None = None,
    year: Cycle | None = None,
    unit_id: str = "so-a",
) -> LeafResult:
    """One leaf of one unit through the whole of `score.outcome`."""
    law = law or regulation(criteria(entry_leaf))
    scorer = LeafScorer(law, year or cycle())
    return scorer.result(entry_leaf, unit_id, given, appraisal, law.appraisal_stages("so"))


def outcome(points: str | Fraction, maximum: str | Fraction, state: State = State.SCORED) -> Outcome:
    return Outcome(state=state, points=F(points), max_points=F(maximum))


def settled(entry_leaf: c.Leaf, points: str | Fraction, maximum: str | Fraction | None = None) -> LeafResult:
    """A leaf with its official outcome; a maximum of 0 is a leaf that left the denominator."""
    applied = entry_leaf.max_points if maximum is None else F(maximum)
    state = State.SCORED if applied == entry_leaf.max_points else State.NOT_APPLICABLE
    made = outcome(points, applied, state)
    return LeafResult(leaf=entry_leaf, answer=None, claimed=made, official=made)


def result(
    name: str,
    index: str | Fraction | None,
    standing: Standing = Standing.PUBLISHED,
    *,
    blocks: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
    bonus: str = "0",
    penalty: str = "0",
) -> UnitResult:
    """A unit's result with an index out of 100 points."""
    points = F(0) if index is None else F(index)
    whole = Sum(points=points, max_points=F(100), full_max=F(100))

    def sums(parts: Mapping[str, str] | None) -> dict[str, Sum]:
        return {key: Sum(points=F(text), max_points=F(100), full_max=F(100)) for key, text in (parts or {}).items()}

    total = Total(
        areas=sums(areas),
        blocks=sums(blocks),
        leaves=whole,
        counted=points,
        bonus=F(bonus),
        penalty=F(penalty),
        points=points,
        max_points=F(100),
        index=None if index is None else points,
    )
    return UnitResult(unit=unit(name), standing=standing, criteria=None, official=total)


def keys(steps: Sequence[Any]) -> list[str]:
    return [step.key for step in steps]
