"""Which cycles have a form, what it is about, and what the trial of a published unit is given."""

import json
from dataclasses import replace
from typing import Any

from parindex.commands.build import _forge
from parindex.commands.settings import engine_settings
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.filing import Decision
from parindex.model.regulation import Stage, StageKind
from parindex.model.repository import CycleResult
from parindex.model.result import Standing, UnitResult
from parindex.model.roster import CycleKind, Extension, Programme, PublishingDecision
from parindex.render.criteriadata import leaf_data
from parindex.render.forms import Forge, ForgeKind, common_scripts, cycle_scripts, form_page, form_sets, trial_of
from support import law
from support.law import F

PROGRAMME = Programme(
    id="tinh",
    name="Tỉnh",
    name_en="",
    index_name="",
    index_name_en="",
    authority="",
    sample=False,
    notice="",
    units={},
    cycles=("2025",),
    path="",
)
SELF = Stage(id="self", kind=StageKind.SELF, name="Tự chấm", by="Đơn vị")


def unit_result(name: str = "so-a", standing: Standing = Standing.NOT_FILED, **changes: Any) -> UnitResult:
    return UnitResult(**({"unit": law.unit(name), "standing": standing, "criteria": None} | changes))


def made(**changes: Any) -> CycleResult:
    cycle: dict[str, Any] = changes.pop("cycle", {})
    regulation = law.regulation(**({"stages": (SELF, law.stage("mot"))} | changes.pop("law", {})))
    units = changes.pop("units", (unit_result(),))
    return CycleResult(programme=PROGRAMME, cycle=law.cycle(**cycle), regulation=regulation, units=units)


# ── which cycles have a form ──────────────────────────────────────────────────────────────────────────────────────


def test_an_undecided_campaign_has_a_form_for_each_group_that_assesses_itself() -> None:
    assert [criteria.group for criteria in form_sets(made())] == ["so"]


def test_after_the_decision_there_is_no_form() -> None:
    decision = PublishingDecision(number="1/QĐ", date="2026-01-30", issuer="Tỉnh")
    assert form_sets(made(cycle={"decision": decision})) == []


def test_where_points_are_computed_without_self_assessment_there_is_no_form() -> None:
    assert form_sets(made(law={"stages": (law.stage("mot"),)})) == []
    only_others = law.criteria(law.leaf(rule=c.CouncilMark()))
    assert form_sets(made(law={"sets": {"so": only_others}})) == []


def test_a_printed_table_has_no_form() -> None:
    assert form_sets(made(cycle={"kind": CycleKind.PUBLISHED})) == []


def test_a_stage_of_some_groups_gives_only_those_a_form() -> None:
    assert form_sets(made(law={"stages": (replace(SELF, groups=("xa",)),)})) == []


# ── what a form is about ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_names_its_units_their_own_deadlines_and_what_is_filed_already() -> None:
    longer = Extension(unit="so-b", until="2026-01-09", by="Sở Nội vụ", reason="Bão")
    cycle = made(
        units=(unit_result("so-b"), unit_result("so-a", Standing.DRAFT)),
        cycle={"dates": {"self-scoring-ends": "2026-01-07"}, "extensions": (longer,)},
    )
    page = form_page(cycle, form_sets(cycle)[0], Forge(kind=ForgeKind.GITEA, repo="https://a.vn/x/y", branch="main"))
    assert page["units"] == [
        {"id": "so-a", "name": "so-a", "filed": True},
        {"id": "so-b", "name": "so-b", "until": "2026-01-09"},
    ]
    assert page["deadline"] == "2026-01-07"
    assert page["folder"] == "submissions/tinh/2025"
    assert page["forge"] == {"kind": "gitea", "repo": "https://a.vn/x/y", "branch": "main"}


def test_the_forge_comes_from_the_settings_and_only_from_an_address_of_the_web(tmp_path: Any) -> None:
    settings = tmp_path / "mkdocs.yml"

    def forge(text: str) -> Forge | None:
        settings.write_text(text, encoding="utf-8")
        return _forge(engine_settings(settings))

    assert forge("site_name: x\nextra: {forge: github}\n") is None
    assert forge("repo_url: javascript:alert(1)\nextra: {forge: github}\n") is None
    assert forge("repo_url: https://a.vn/x/y\nextra: {forge: sourceforge}\n") is None
    tagged = "repo_url: https://a.vn/x/y/\nextra: {forge: gitlab, branch: chinh}\nx: !!python/name:os.system\n"
    assert forge(tagged) == Forge(kind=ForgeKind.GITLAB, repo="https://a.vn/x/y", branch="chinh")
    default = Forge(kind=ForgeKind.GITHUB, repo="https://a.vn/x/y", branch="main")
    assert forge("repo_url: https://a.vn/x/y\nextra: {forge: github}\n") == default


# ── the trial ─────────────────────────────────────────────────────────────────────────────────────────────────────


def published(answer: Any, appraisal: Any = None, standing: Standing = Standing.PUBLISHED) -> UnitResult:
    leaf = law.judged(law.leaf(), answer, appraisal)
    return replace(law.result("so-a", "50", standing), leaves=(leaf,))


def test_a_trial_has_the_declared_facts_and_no_points_where_they_stand() -> None:
    rest = law.stages(("mot", {}, True), ("hai", {}, True))
    result = published(law.answer(facts=law.share(1, 2)), rest)
    assert json.loads(trial_of(result)) == [{"done": "1", "total": "2"}]


def test_a_trial_has_the_corrected_facts_and_what_they_were_worth() -> None:
    decision = Decision(code="1.1", correct=law.share(1, 4), reason="Thiếu")
    appraisal = law.stages(("mot", {"1.1": decision}, True), ("hai", {}, True))
    told = json.loads(trial_of(published(law.answer(facts=law.share(1, 2)), appraisal)))
    assert told == [{"done": "1", "total": "4", "is": ["scored", "2.5", "10"]}]


def test_a_reason_or_explanation_never_gets_into_a_trial() -> None:
    rest = law.stages(("mot", {"1.1": Decision(code="1.1", not_applicable=True)}, True), ("hai", {}, True))
    told = trial_of(published(law.answer(not_applicable="Lý do riêng", explanation="Lời riêng"), rest)).decode()
    assert "riêng" not in told
    assert json.loads(told)[0]["not-applicable"] == "1"


def test_whoever_has_no_published_index_has_no_trial() -> None:
    for standing in Standing:
        there = trial_of(published(law.answer(facts=law.share(1, 2)), standing=standing)) != b""
        assert there is (standing in (Standing.PUBLISHED, Standing.APPRAISED, Standing.COMPUTED))
    cycle = made(units=(unit_result(),))
    assert list(cycle_scripts(cycle, {"so-a": b""})) == []


def test_a_group_has_one_script_with_its_published_units() -> None:
    results = (law.result("so-a", "50"), law.result("so-b", "40"))
    cycle = made(units=results)
    ((path, data),) = cycle_scripts(cycle, {"so-a": b"[{}]", "so-b": b""})
    assert path == "ket-qua/tinh/2025/tinh-thu/so.js"
    head, _, value = data.decode().partition("]=")
    assert head.startswith("(window.parindexTrials=window.parindexTrials||{})[")
    units = json.loads(value.rstrip(";\n"))["units"]
    assert [(unit["unit"], unit["index"], unit["leaves"]) for unit in units] == [("so-a", "50", [{}])]


# ── criteria as data ──────────────────────────────────────────────────────────────────────────────────────────────


def test_words_of_the_criteria_cannot_end_their_script() -> None:
    criteria = law.criteria(law.leaf(name="</script><script>alert(1)</script>\u2028"))
    scripts = dict(common_scripts([made(law={"sets": {"so": criteria}})], Words("vi")))
    text = scripts["assets/bo-tieu-chi/luat/so.js"].decode()
    assert "</" not in text
    assert "\u2028" not in text
    assert "\\u2028" in text


def test_a_leaf_says_only_what_is_not_usual_of_it() -> None:
    rule = c.Ratio(measure=law.SHARE, share_decimals=0, when_none=c.WhenNone.FULL)
    data = leaf_data(law.leaf(maximum=F(4, 3), rule=rule, evidence_required=False), Words("vi"))
    assert data["max"] == "4/3"
    assert data["shareDecimals"] == 0
    assert data["whenNone"] == "full"
    assert not {"complement", "fullAt", "zeroBelow", "required", "selfScored"} & set(data)
