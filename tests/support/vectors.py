"""Vectors that the engine and the browser's scoring module both run: every method, made laws, every sample unit.

What is made comes from a seeded generator whose only source is `random()`, which is promised not to change between
versions of Python. Figures are exact text.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from parindex.i18n.numbers import number_text, plain_text
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.expression import ExpressionError, parse_expression
from parindex.model.filing import Adjustment, Answer, EvidenceRef, ExternalIndex, Facts, SurveyCount, SurveyResults
from parindex.model.points import Rounding, exact_text, round_to
from parindex.model.regulation import Adjustments, Regulation, RoundingPolicy, TieRule
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import AdjustmentResult, LeafResult, Outcome, Standing, Step, Total, UnitResult
from parindex.model.roster import Cycle
from parindex.render.criteriadata import criteria_data, leaf_data
from parindex.score import methods as m
from parindex.score.outcome import LeafScorer
from parindex.score.rank import grade_of, graded_value, ranked
from parindex.score.total import adjustment_results, claimed_total, official_total
from support import law

F = Fraction
SEED = 1
WORDS = Words("vi")
KEPT = Path(__file__).resolve().parents[1] / "vectors" / "scoring.json"

Thing = TypeVar("Thing")


class Dice:
    """Choices from `random()` alone."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def number(self, below: int) -> int:
        return int(self.random() * below)

    def one(self, things: Sequence[Thing]) -> Thing:
        return things[self.number(len(things))]

    def some(self, things: Sequence[Thing]) -> list[Thing]:
        return [thing for thing in things if self.random() < 0.5]

    def flag(self, chance: float = 0.5) -> bool:
        return self.random() < chance

    def amount(self, below: int = 60) -> Fraction:
        return F(self.number(below * 20), 20) if self.flag(0.2) else F(self.number(below))

    def worth(self, maximum: Fraction) -> Fraction:
        return maximum * self.number(21) / 20


# ── one way of awarding points at a time ──────────────────────────────────────────────────────────────────────────

FORMULAS = (
    "max_points * a / (a + b)",
    "max(0, max_points - 0.25 * b)",
    "min(max_points, a / 3, b)",
    "max_points - (a - b) / 7",
    "2 * max_points",
    "max_points - a",
    "a + b * 0.5 - max_points",
    "max_points",
    "0",
)
CONDITIONS = (
    "a == 0",
    "a >= 10 and b == 0",
    "not (a < b) or b / a > 0.5",
    "a != b and (a > 3 or not b <= 2)",
    "min(a, b) < 5",
    "total == 0",
    "a",
    "(a > 1) + 1 == 2",
)


def a_rule(dice: Dice, method: str, maximum: Fraction) -> c.Rule:
    options = law.options(*((f"o{n}", exact_text(dice.worth(maximum))) for n in range(1 + dice.number(4))))
    when = dice.one(tuple(c.WhenNone))
    measure = dice.one((law.SHARE, law.NUMBER))

    def bound() -> Fraction | None:
        return F(dice.number(101)) if dice.flag(0.6) else None

    if method == "options":
        return c.Choice(options=options)
    if method == "checklist":
        return c.Checklist(items=options)
    if method == "steps":
        bands = [
            c.Band(
                points=dice.worth(maximum),
                lower=bound(),
                lower_open=dice.flag(),
                upper=bound() if dice.flag(0.3) else None,
                upper_open=dice.flag(),
            )
            for _ in range(1 + dice.number(3))
        ]
        last = [c.Band(points=dice.worth(maximum))] if dice.flag(0.9) else []
        return c.Steps(measure=measure, bands=(*bands, *last), when_none=when)
    if method == "ratio":
        return c.Ratio(
            measure=law.SHARE,
            complement=dice.flag(0.3),
            full_at=F(50 + dice.number(50)) if dice.flag() else None,
            zero_below=F(dice.number(60)) if dice.flag(0.3) else None,
            share_decimals=dice.one((None, None, 0, 2)),
            when_none=when,
        )
    if method == "branches":
        cases = [
            c.BranchCase(when=dice.one(CONDITIONS), points=dice.one(FORMULAS), label=dice.one(("", "Mức")))
            for _ in range(dice.number(4))
        ]
        return c.Branches(
            figures={"a": "Số việc", "b": "Số trễ"}, cases=(*cases, c.BranchCase(when="", points=dice.one(FORMULAS)))
        )
    if method == "count":
        return c.Count(measure=law.NUMBER, each=dice.worth(maximum))
    if method == "deduct":
        return c.Deduct(measure=law.NUMBER, each=dice.worth(maximum), floor=dice.one((F(0), maximum / 4)))
    if method == "survey":
        answers = law.options(("tot", "100"), ("duoc", "62.5"), ("chua", "0"))
        return c.Survey(
            question="q",
            answers=answers,
            minimum_sample=30,
            missing=dice.one((c.MissingSurvey.RESCALE, *c.MissingSurvey)),
        )
    if method == "imported":
        return c.Imported(index="i", per=dice.one((F(100), F(10), F(7))))
    if method == "rank-change":
        improved = dice.flag()
        return c.RankChange(
            index="i", each=None if improved else dice.worth(maximum) / 4, improved=maximum / 2 if improved else None
        )
    return c.CouncilMark()


def some_facts(dice: Dice, rule: c.Rule, *, whole: bool = False) -> Facts:
    """Facts for a rule, a few of them incomplete or beyond what the checker would let through."""
    if not whole and dice.flag(0.07):
        return dice.one((Facts(), Facts(number=F(3)), Facts(option="khac"), Facts(done=F(1))))
    if isinstance(rule, c.Choice):
        return Facts(option=dice.one(rule.options).id)
    if isinstance(rule, c.Checklist):
        return Facts(items=tuple(item.id for item in dice.some(rule.items)))
    if isinstance(rule, c.Branches):
        return Facts(figures={"a": dice.amount(16), "b": dice.amount(16)})
    measure = getattr(rule, "measure", law.NUMBER)
    edges = [edge for name in ("full_at", "zero_below") if (edge := getattr(rule, name, None)) is not None]
    edges += [edge for band in getattr(rule, "bands", ()) for edge in (band.lower, band.upper) if edge is not None]
    if edges and dice.flag(0.3):
        edge = dice.one(edges)
        if not measure.is_share:
            return Facts(number=edge)
        return Facts(done=100 - edge if getattr(rule, "complement", False) else edge, total=F(100))
    if not measure.is_share:
        return Facts(number=dice.amount(110 if isinstance(rule, c.Steps) else 12))
    total = F(dice.number(6)) if dice.flag(0.2) else dice.amount()
    excused = dice.one((None, None, F(0), total, total / 2))
    done = (total - (excused or 0)) * dice.number(11) / 10
    return Facts(done=done, total=total, excused=excused)


SELF = ("options", "checklist", "steps", "ratio", "branches", "count", "deduct")
OTHERS = ("survey", "imported", "rank-change", "council")


def method_vectors(dice: Dice, rules: int = 12, facts: int = 7) -> Iterator[dict[str, Any]]:
    for method in SELF:
        for _ in range(rules):
            maximum = dice.one((F(1), F(2), F(5, 2), F(10), F(1, 3)))
            leaf = law.leaf(maximum=maximum, rule=a_rule(dice, method, maximum))
            cases = []
            for _ in range(facts):
                told = some_facts(dice, leaf.rule)
                try:
                    award = award_value(m.award(leaf.rule, maximum, told))
                except m.FactsMissing:
                    award = None
                cases.append({"answer": facts_texts(told), "award": award})
            yield {"leaf": bare(leaf_data(leaf, WORDS)), "cases": cases}


def given_vectors(dice: Dice, rules: int = 12, values: int = 5) -> Iterator[dict[str, Any]]:
    for method in OTHERS:
        for _ in range(rules):
            maximum = dice.one((F(1), F(5, 2), F(10)))
            leaf = law.leaf(maximum=maximum, rule=a_rule(dice, method, maximum))
            cases = []
            for _ in range(values):
                given, award = something_given(dice, leaf)
                cases.append({"given": given, "award": None if award is None else award_value(award)})
            yield {"leaf": bare(leaf_data(leaf, WORDS)), "cases": cases}


def something_given(dice: Dice, leaf: c.Leaf) -> tuple[Any, m.Award | None]:
    rule, maximum, nothing = leaf.rule, leaf.max_points, dice.flag(0.15)
    if isinstance(rule, c.Survey):
        answers = {key: dice.number(40) for key in ("tot", "duoc", "chua", "khac")}
        count = None if nothing else SurveyCount(sample=dice.one((0, 30, 120)), answers=answers)
        return given_value(leaf, count=count), m.award_survey(rule, maximum, count)
    if isinstance(rule, c.CouncilMark):
        mark = None if nothing else dice.worth(maximum * 2)
        return None if mark is None else exact_text(mark), m.award_mark(maximum, mark)
    index = an_index(dice, {} if nothing else {"so-a": (1 + dice.number(9), 1 + dice.number(9))})
    if isinstance(rule, c.Imported):
        return given_value(leaf, index=index), m.award_imported(rule, maximum, index, "so-a")
    assert isinstance(rule, c.RankChange)
    return given_value(leaf, index=index), m.award_rank_change(rule, maximum, index, "so-a")


def an_index(dice: Dice, places: Mapping[str, tuple[int, int]]) -> ExternalIndex:
    values = {unit: dice.amount(120) for unit in places}
    return ExternalIndex(id="i", title="Chỉ số I", source_title="", source_url="", values=values, ranks=places)


def given_value(
    leaf: c.Leaf, unit: str = "so-a", count: SurveyCount | None = None, index: ExternalIndex | None = None
) -> Any:
    """What others gave for a leaf, as the browser takes it."""
    if isinstance(leaf.rule, c.Survey):
        return None if count is None else {"sample": count.sample, "answers": dict(count.answers)}
    if index is None:
        return None
    value = {"value": exact_text(index.values[unit])} if unit in index.values else {}
    places = {"ranks": list(index.ranks[unit])} if unit in index.ranks else {}
    return {"title": index.title, **value, **places}


ODD = (
    "a <",
    "a ** b",
    "1.5.2",
    "a = b",
    "a < b < 3",
    "not",
    "(a",
    "min()",
    "-a",
    "x",
    "a and b",
    "a + (b > 1)",
    "1/0",
    "B",
)


def expression_vectors(dice: Dice, number: int = 150) -> Iterator[dict[str, Any]]:
    texts = [
        *FORMULAS,
        *CONDITIONS,
        *ODD,
        *("(" * deep + "a" + ")" * deep for deep in (19, 20, 25)),
        "not " * 30 + "a > 1",
        "a + " * 120 + "a",
    ]
    for _ in range(number):
        text = dice.one(("a", "b", "0.5", "3"))
        for _ in range(1 + dice.number(4)):
            opened = dice.one(("(", "min(2, ", "max(b, ", "(not "))
            sign = dice.one(("+", "-", "*", "/", "<", ">=", "==", "and", "or"))
            text = f"{opened}{text}) {sign} {dice.one(('a', 'b', '2'))}"
        texts.append(text)
    for text in texts:
        figures = {"a": dice.amount(9), "b": dice.amount(9)}
        yield {"text": text, "figures": texts_of(figures), "value": _valued(text, figures)}


def _valued(text: str, figures: Mapping[str, Fraction]) -> str | bool | None:
    try:
        expression = parse_expression(text)
        try:
            return exact_text(expression.number(figures))
        except ExpressionError:
            return expression.truth(figures)
    except ExpressionError:
        return None


def number_vectors(dice: Dice, number: int = 120) -> Iterator[dict[str, Any]]:
    edges = [F(n, 8) for n in range(-20, 21)] + [F(1, 3), F(2, 3), F(-1, 3), F(10**9, 7), F(123456789, 100)]
    made = [F(dice.number(10**6) - 5 * 10**5, 1 + dice.number(999)) for _ in range(number)]
    for value in (*edges, *made):
        decimals, mode = dice.number(4), dice.one(tuple(Rounding))
        yield {
            "value": str(value),
            "exact": exact_text(value),
            "decimals": decimals,
            "mode": mode.value,
            "rounded": exact_text(round_to(value, decimals, mode)),
            "text": number_text(value, "vi", decimals, mode),
            "plain": plain_text(value, "vi"),
        }


def place_vectors(dice: Dice, number: int = 40) -> Iterator[dict[str, Any]]:
    """Classes at their bounds, and places of few and close values."""
    for _ in range(number):
        tie = dice.one(tuple(TieRule))
        regulation = law.regulation(
            rounding=RoundingPolicy(
                decimals=1, mode=dice.one(tuple(Rounding)), grade_on_printed=dice.flag(), rank_on_printed=dice.flag()
            ),
            tie_rule=tie,
            tie_breakers=("penalty", "bonus") if tie is TieRule.ORDERED else (),
            grades=law.grades(("tot", "60"), ("kha", "45"), ("yeu", None), opened=dice.flag()),
        )
        names = [f"so-{letter}" for letter in "abcdefg"]
        results = ranked(
            regulation,
            [
                law.result(
                    name,
                    dice.one(("60", "45", "59.96", "44.95", "60.04")),
                    bonus=str(dice.number(2)),
                    penalty=str(dice.number(3)),
                )
                for name in names
            ],
        )
        totals = [result.official for result in results if result.official is not None]
        yield {
            "criteria": bare(criteria_data(regulation, regulation.sets["so"], WORDS)),
            "totals": [[exact_text(t.index or F(0)), exact_text(t.bonus), exact_text(t.penalty)] for t in totals],
            "places": [[result.rank, result.grade.id if result.grade else None] for result in results],
        }


# ── whole filings under a law ─────────────────────────────────────────────────────────────────────────────────────


BREAKERS = (
    ("block:results", "area:2", "penalty", "bonus", "block:khong-co"),
    ("penalty", "area:1"),
    ("bonus", "block:survey"),
)


def a_law(dice: Dice) -> Regulation:
    leaves = []
    # Where only a survey is left to others, a block can lose its whole maximum.
    given = dice.one((OTHERS, ("survey",)))
    policy = c.NotApplicablePolicy.REDUCE if dice.flag(0.4) else None
    for number in range(5 + dice.number(9)):
        maximum = dice.one((F(1), F(2), F(5, 2), F(5)))
        rule = a_rule(dice, dice.one(SELF) if dice.flag(0.75) else dice.one(given), maximum)
        leaves.append(
            law.leaf(
                f"{1 + number // 4}.{1 + number % 4}",
                maximum,
                rule,
                block="survey" if isinstance(rule, c.Survey) else "results",
                not_applicable_policy=policy or dice.one(tuple(c.NotApplicablePolicy)),
            )
        )
    criteria = law.criteria(*leaves)
    marks = Adjustments(
        items=(
            law.leaf("cong-mot", 2, c.Count(measure=law.NUMBER, each=F(1, 2))),
            law.leaf("cong-hai", 1, c.CouncilMark()),
            law.leaf("cong-khac", 1, c.CouncilMark(), groups=("xa",)),
        ),
        in_index=dice.flag(0.8),
        cap=dice.one((None, F(1), F(2))),
        clamp=dice.flag(),
    )
    tie = dice.one(tuple(TieRule))
    # In some laws a penalty can take more than there is.
    heavy = dice.one((F(2), F(2), F(60)))
    return law.regulation(
        criteria,
        rounding=RoundingPolicy(
            decimals=dice.one((0, 1, 2, 3)),
            mode=dice.one(tuple(Rounding)),
            points_at_leaf=dice.flag(),
            grade_on_printed=dice.flag(),
            rank_on_printed=dice.flag(),
        ),
        tie_rule=tie,
        tie_breakers=dice.one(BREAKERS) if tie is TieRule.ORDERED else (),
        grades=law.grades(("tot", "60"), ("kha", "45"), ("yeu", None), opened=dice.flag()) if dice.flag(0.9) else (),
        reduce_within_block=dice.flag(),
        bonus=marks,
        penalty=Adjustments(
            items=(law.leaf("tru-mot", heavy, c.Count(measure=law.NUMBER, each=heavy / 6)),),
            in_index=dice.flag(0.8),
            clamp=dice.flag(),
        ),
        stages=(),
    )


def a_cycle(dice: Dice, units: Sequence[str], criteria: c.CriteriaSet) -> Cycle:
    def count() -> SurveyCount:
        return SurveyCount(sample=100, answers={key: dice.number(40) for key in ("tot", "duoc", "chua")})

    def entries(items: Sequence[str]) -> tuple[Adjustment, ...]:
        return tuple(
            law.entry(dice.one(items), unit, exact_text(F(dice.number(5))), exact_text(F(dice.number(5), 3)))
            for unit in units
            for _ in range(1 + dice.number(4))
        )

    return law.cycle(
        survey=SurveyResults(questions={"q": {unit: count() for unit in units if dice.flag(0.7)}}),
        external={"i": an_index(dice, {unit: (1 + dice.number(9), 1 + dice.number(9)) for unit in units})},
        bonus=entries(("cong-mot", "cong-hai", "cong-khac", "khong-co")),
        penalty=entries(("tru-mot",)),
    )


def an_answer(dice: Dice, leaf: c.Leaf, *, idle: bool = False) -> Answer | None:
    """An answer of a unit, of one that is `idle` always "not applicable"."""
    if not leaf.self_scored or (not idle and dice.flag(0.1)):
        return None
    if idle or dice.flag(0.1):
        return law.answer(leaf.code, not_applicable="Không có việc này.")
    evidence = (EvidenceRef(id="bao-cao"),) if dice.flag(0.7) else ()
    return law.answer(leaf.code, some_facts(dice, leaf.rule), evidence=evidence)


def law_vectors(dice: Dice, laws: int = 24, units: int = 4) -> Iterator[dict[str, Any]]:
    for _ in range(laws):
        regulation = a_law(dice)
        criteria = regulation.sets["so"]
        names = [f"so-{letter}" for letter in "abcdefgh"[:units]]
        cycle = a_cycle(dice, names, criteria)
        scorer = LeafScorer(regulation, cycle)
        results = []
        for at, name in enumerate(names):
            # The second unit repeats the first, so that there are ties.
            copied = results[0].leaves if at == 1 and dice.flag() else None
            leaves = tuple(
                scorer.result(
                    leaf, name, copied[number].answer if copied else an_answer(dice, leaf, idle=at == 2), None, ()
                )
                for number, leaf in enumerate(criteria.leaves)
            )
            extra = adjustment_results(regulation, cycle, name, "so")
            official = official_total(regulation, criteria, leaves, extra)
            results.append(
                UnitResult(
                    unit=law.unit(name),
                    standing=Standing.COMPUTED,
                    criteria=criteria,
                    leaves=leaves,
                    claimed=claimed_total(criteria, leaves),
                    official=official,
                    adjustments=extra,
                )
            )
        made = CycleResult(
            programme=None,  # type: ignore[arg-type]  # no programme: nothing here looks at it
            cycle=cycle,
            regulation=regulation,
            units=tuple(ranked(regulation, results)),
        )
        yield group_vector(made, criteria)


def sample_vectors(repository: Repository) -> Iterator[dict[str, Any]]:
    """Every unit of every campaign, as it stands."""
    for cycle in repository.cycles:
        if cycle.regulation is None:
            continue
        for criteria in cycle.regulation.sets.values():
            if any(result.unit.group == criteria.group and result.leaves for result in cycle.units):
                yield group_vector(cycle, criteria)


def group_vector(cycle: CycleResult, criteria: c.CriteriaSet) -> dict[str, Any]:
    regulation = cycle.regulation
    assert regulation is not None
    units = [result for result in cycle.units if result.unit.group == criteria.group and result.claimed is not None]
    return {
        "criteria": bare(criteria_data(regulation, criteria, WORDS)),
        "units": [unit_vector(cycle, regulation, result) for result in units],
    }


def unit_vector(cycle: CycleResult, regulation: Regulation, result: UnitResult) -> dict[str, Any]:
    official = result.official
    index = result.index
    grade = None if index is None else grade_of(regulation.grades, graded_value(regulation, index))
    return {
        "unit": result.unit.id,
        "answers": {leaf.leaf.code: answer_texts(leaf.answer) for leaf in result.leaves if leaf.answer is not None},
        "claimed": {leaf.leaf.code: outcome_value(leaf.claimed) for leaf in result.leaves},
        "official": {leaf.leaf.code: outcome_value(leaf.official) for leaf in result.leaves},
        "given": {leaf.leaf.code: _given(cycle.cycle, result, leaf) for leaf in result.leaves if _is_given(leaf)},
        "corrected": {
            leaf.leaf.code: facts_texts(correct) for leaf in result.leaves if (correct := _corrected(leaf)) is not None
        },
        "entries": [
            {"kind": kind, "item": entry.item, **_entry_value(cycle, regulation, kind, entry)}
            for kind, entries in (("bonus", cycle.cycle.bonus), ("penalty", cycle.cycle.penalty))
            for entry in entries
            if entry.unit == result.unit.id
        ],
        "adjustments": [adjusted_value(entry) for entry in result.adjustments],
        "claimedTotal": None if result.claimed is None else total_value(result.claimed),
        "officialTotal": None if official is None else total_value(official),
        "grade": grade.id if grade else None,
        "rank": result.rank,
    }


def _corrected(leaf: LeafResult) -> Facts | None:
    """The corrected facts that the official outcome rests on."""
    last = leaf.decisions[-1][1] if leaf.decisions else None
    return last.correct if last is not None else None


def _is_given(leaf: LeafResult) -> bool:
    """Whether others provided the points, and no decision replaced what the survey or index says."""
    return isinstance(leaf.leaf.rule, c.NOT_SELF_SCORED) and leaf.official.counts and not leaf.decisions


def _given(cycle: Cycle, result: UnitResult, leaf: LeafResult) -> Any:
    rule, unit = leaf.leaf.rule, result.unit.id
    if isinstance(rule, c.Survey):
        return given_value(leaf.leaf, count=cycle.survey.questions.get(rule.question, {}).get(unit))
    name = getattr(rule, "index", "")
    return given_value(leaf.leaf, unit, index=cycle.external.get(name))


def _entry_value(cycle: CycleResult, regulation: Regulation, kind: str, entry: Adjustment) -> dict[str, Any]:
    item = regulation.item(kind, entry.item)
    if item is None:
        return {}
    if isinstance(item.rule, c.CouncilMark):
        return {"given": None if entry.points is None else exact_text(entry.points)}
    if isinstance(item.rule, c.Imported | c.RankChange):
        return {"given": given_value(item, entry.unit, index=cycle.cycle.external.get(item.rule.index))}
    return {"facts": facts_texts(entry.facts)}


# ── as text ───────────────────────────────────────────────────────────────────────────────────────────────────────


UNREAD = ("lines", "wanted", "name", "gradesName", "label")


def bare(data: Any) -> Any:
    """Criteria without the words that move no point, except those that stand in a step."""
    if isinstance(data, list):
        return [bare(entry) for entry in data]
    if isinstance(data, dict):
        return {
            key: bare(value)
            for key, value in data.items()
            if key not in UNREAD or ("points" in data and key == "label")
        }
    return data


def texts_of(figures: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: exact_text(value) for key, value in figures.items()}


def facts_texts(facts: Facts) -> dict[str, Any]:
    """The facts as a filing spells them; a fraction that is no decimal has no spelling there and is not made here."""
    told: dict[str, Any] = {}
    if facts.option is not None:
        told["option"] = facts.option
    if facts.items is not None:
        told["items"] = list(facts.items)
    told |= texts_of(
        {key: v for key in ("done", "total", "excused", "number") if (v := getattr(facts, key)) is not None}
    )
    if facts.figures is not None:
        told["figures"] = texts_of(facts.figures)
    return told


def answer_texts(answer: Answer) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if answer.not_applicable:
        more["not-applicable"] = answer.not_applicable
    if answer.evidence:
        more["evidence"] = [ref.id for ref in answer.evidence]
    if answer.explanation:
        more["explanation"] = answer.explanation
    return {**facts_texts(answer.facts), **more}


def steps_value(steps: Sequence[Step]) -> list[list[Any]]:
    return [
        [step.key, {key: exact_text(v) if isinstance(v, Fraction) else v for key, v in sorted(step.params.items())}]
        for step in steps
    ]


def award_value(award: m.Award) -> dict[str, Any]:
    return {
        "points": exact_text(award.points),
        "state": award.state.value,
        "uncapped": None if award.uncapped is None else exact_text(award.uncapped),
        "steps": steps_value(award.steps),
    }


def outcome_value(outcome: Outcome) -> dict[str, Any]:
    return {
        "state": outcome.state.value,
        "points": exact_text(outcome.points),
        "max": exact_text(outcome.max_points),
    }


def adjusted_value(entry: AdjustmentResult) -> dict[str, str]:
    return {
        "kind": entry.kind,
        "item": entry.item.code,
        "raw": exact_text(entry.raw),
        "points": exact_text(entry.points),
    }


def total_value(total: Total) -> dict[str, Any]:
    def sums(parts: Mapping[str, Any]) -> dict[str, list[str]]:
        return {
            key: [exact_text(part.points), exact_text(part.max_points), exact_text(part.full_max)]
            for key, part in parts.items()
        }

    return {
        "areas": sums(total.areas),
        "blocks": sums(total.blocks),
        "leaves": sums({"": total.leaves})[""],
        "counted": exact_text(total.counted),
        "bonus": exact_text(total.bonus),
        "penalty": exact_text(total.penalty),
        "points": exact_text(total.points),
        "max": exact_text(total.max_points),
        "index": None if total.index is None else exact_text(total.index),
        "blockedBy": total.blocked_by,
    }


def kept_vectors() -> dict[str, Any]:
    """The vectors of the file that is kept."""
    dice = Dice(SEED)
    return {
        "numbers": list(number_vectors(dice)),
        "expressions": list(expression_vectors(dice)),
        "methods": list(method_vectors(dice)),
        "given": list(given_vectors(dice)),
        "places": list(place_vectors(dice)),
        "groups": list(law_vectors(dice)),
    }


def text_of(vectors: Mapping[str, Any]) -> str:
    """The vectors with one of them a line, so that a change shows in a diff."""
    parts = []
    for name, rows in vectors.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def counted(vectors: Mapping[str, Any]) -> int:
    """How many results the vectors hold that the engines must agree on."""
    cases = sum(len(row["cases"]) for name in ("methods", "given") for row in vectors.get(name, ()))
    plain = sum(len(vectors.get(name, ())) for name in ("numbers", "expressions"))
    plain += sum(len(row["places"]) for row in vectors.get("places", ()))
    leaves = sum(len(unit["claimed"]) + 2 for row in vectors.get("groups", ()) for unit in row["units"])
    return cases + plain + leaves
