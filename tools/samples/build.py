"""Puts a sample programme together: every file of it as text, by its path in the repository."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from parindex.load.criteria import load_regulation
from parindex.model import criteria as c
from parindex.model.digest import criteria_digest
from parindex.model.evidence import LOCK_FILE
from parindex.model.points import HUNDRED, exact_text
from parindex.model.repository import CycleResult, Repository
from parindex.model.result import UnitResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.source.worktree import worktree
from samples import campaign, days, docket, emit, people, watching, words
from samples.appraising import appraise
from samples.chance import clamp, draw
from samples.explaining import DISPUTED
from samples.facts import FactMaker, Given
from samples.filing import Filing, file_answers, numbered_by
from samples.plan import CyclePlan, ProgrammePlan, TiePlan, UnitPlan
from samples.profile import profile

_INDICES = {
    "par-index-fields": "Thứ hạng nhóm tiêu chí PAR INDEX của thành phố giao cho sở phụ trách",
    "pci-fields": "Thứ hạng chỉ số thành phần PCI giao cho sở làm đầu mối",
    "dvctt": "Đánh giá mức độ cung cấp, sử dụng dịch vụ công trực tuyến năm {year}",
    "sipas-rank": "Xếp hạng Chỉ số hài lòng về sự phục vụ của đơn vị năm {year}",
    "sipas": "Chỉ số hài lòng về sự phục vụ hành chính năm {year}",
}
_GOOD = ("tot", "rat-tot")


@dataclass(slots=True, kw_only=True)
class Made:
    """One cycle with what the next one needs to know of it."""

    values: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    survey: dict[str, Any] | None = None
    result: CycleResult | None = None

    def texts(self) -> dict[str, str]:
        """Every file as text, by its path."""
        return {path: emit.document(value, self.comments.get(path, "")) for path, value in self.values.items()}


class ProgrammeBuilder:
    """Builds one programme, cycle after cycle."""

    def __init__(self, root: Path, plan: ProgrammePlan) -> None:
        self.plan = plan
        self.tree = worktree(root)
        self.criteria_files: dict[str, bytes] = {}
        self._enact(plan.regulation)
        self.logins = people.Logins()
        self.folder = f"submissions/{plan.id}"
        self.files: dict[str, str] = {}

    def _enact(self, name: str) -> None:
        """Goes on under a regulation; those of earlier cycles stay known."""
        loaded = load_regulation(self.tree, name)
        if loaded.regulation is None:
            raise SystemExit(
                f"{name}: " + "; ".join(f"{found.rule} {found.path} {found.place}" for found in loaded.findings)
            )
        self.regulation = loaded.regulation
        self.criteria_files |= {path: self.tree.read(path) for path in self.tree.under(f"criteria/{name}")}
        self.criteria_sha256 = criteria_digest(self.tree, name)

    def build(self) -> dict[str, str]:
        """All files of the programme."""
        self.files[f"{self.folder}/units.yaml"] = emit.document(campaign.units_file(self.plan, self.logins))
        self.files[f"{self.folder}/programme.yaml"] = emit.document(campaign.programme_file(self.plan, self.logins))
        before: Made | None = None
        for cycle in self.plan.cycles:
            self._enact(cycle.regulation or self.plan.regulation)
            made = self._cycle(cycle, before)
            for tie in cycle.ties:
                self._tie(made, cycle, tie)
            self.files |= made.texts()
            made.result = self._run(made, cycle)
            before = made
        return self.files

    def _run(self, made: Made, cycle: CyclePlan) -> CycleResult:
        repository = self.repository(made.texts())
        return next(result for result in repository.cycles if result.cycle.id == str(cycle.year))

    def repository(self, more: Mapping[str, str]) -> Repository:
        """The engine's view of the programme with some more files."""
        return run(FileTree.of({**self.criteria_files, **self.files, **more}), Scope(programme=self.plan.id))

    def _cycle(self, cycle: CyclePlan, before: Made | None) -> Made:
        plan, year = self.plan, cycle.year
        folder = f"{self.folder}/{year}"
        units = [unit for unit in plan.units if unit.existed_in(year)]
        filing_units = [unit for unit in units if unit.id not in cycle.not_filed]
        made = Made()
        made.values[f"{folder}/cycle.yaml"] = campaign.cycle_file(plan, cycle, self.logins, self.criteria_sha256)
        handed_in = [unit for unit in filing_units if unit.id not in cycle.drafts]
        made.values[f"{folder}/receipts.yaml"] = campaign.receipts_file(plan, cycle, handed_in)
        made.survey = campaign.survey_file(plan, cycle, self.regulation, units)
        if made.survey is not None:
            made.values[f"{folder}/survey.yaml"] = made.survey
        external = self._external(cycle, units, made, before)
        if external:
            made.values[f"{folder}/external.yaml"] = {"cycle": str(year), "indices": external}
        if cycle.bonus or cycle.penalty:
            made.values[f"{folder}/adjustments.yaml"] = self._adjustments(cycle, made)
        if cycle.decision_number:
            made.values[f"{folder}/decision.yaml"] = campaign.decision_file(plan, cycle)
        for unit in filing_units:
            self._unit(cycle, unit, made, before)
        for unit in filing_units:
            for name, value in docket.docket_files(cycle, unit.id).items():
                made.values[f"{folder}/{unit.id}/{name}"] = value
        if cycle.meetings:
            voted = [unit for unit in handed_in if f"{folder}/{unit.id}/appraisal.yaml" in made.values]
            made.values[f"{folder}/minutes.yaml"] = docket.minutes_file(plan, cycle, voted)
        if cycle.errata:
            made.values[f"{folder}/errata.yaml"] = docket.errata_file(cycle)
        return made

    def _unit(self, cycle: CyclePlan, unit: UnitPlan, made: Made, before: Made | None) -> None:
        plan, year = self.plan, cycle.year
        criteria = self.regulation.sets[unit.group]
        even = unit.id in cycle.even
        maker = FactMaker(
            programme=plan.id,
            unit=unit,
            year=year,
            profile=profile(plan, unit, year, even=even),
            before=profile(plan, unit, year - 1, even=even),
            area_of=criteria.area_of,
            fixed=self._fixed(cycle, unit, before),
        )
        filing = file_answers(plan, cycle, unit, criteria, maker)
        if plan.contributors and unit.kind == "tinh" and unit.name.startswith("Thành phố"):
            filing.value = self._contributed(filing)
        folder = f"{self.folder}/{year}/{unit.id}"
        path = f"{folder}/self-assessment.yaml"
        made.values[path] = {**filing.value, "answers": words.modern(filing.value["answers"], year)}
        schema = f"../../../../schema/groups/{self.regulation.id}/{unit.group}.self-assessment.schema.json"
        made.comments[path] = f"yaml-language-server: $schema={schema}"
        if unit.id in cycle.reopenings:
            again = cycle.reopenings[unit.id]
            given = {**made.values[path]["approval"], "date": again.approved, "document": again.report}
            made.values[path] = {**made.values[path], "approval": given}
        if unit.id in cycle.restricted:
            key, records = cycle.restricted[unit.id], made.values[path]["evidence"]
            closed = watching.restrict(records[key], unit.name)
            made.values[path] = {**made.values[path], "evidence": {**records, key: closed}}
        if unit.id in cycle.watched:
            records = made.values[path]["evidence"].values()
            made.values[f"{folder}/{LOCK_FILE}"] = watching.lock_file(plan, cycle, unit, records)
        allowed = {stage.id for stage in self.regulation.appraisal_stages(unit.group)}
        stages = tuple(stage for stage in cycle.stages if stage.stage in allowed)
        if unit.id in cycle.drafts or not stages:
            return
        appraised = appraise(plan, cycle, filing, criteria, stages)
        docket.correct(cycle, unit.id, appraised.appraisal)
        if unit.id in cycle.restricted:
            docket.attest(made.values[path]["answers"], cycle.restricted[unit.id], appraised.appraisal)
        made.values[f"{folder}/appraisal.yaml"] = words.modern(appraised.appraisal, year)
        if appraised.explanation is not None:
            made.values[f"{folder}/explanation.yaml"] = words.modern(appraised.explanation, year)

    def _fixed(self, cycle: CyclePlan, unit: UnitPlan, before: Made | None) -> dict[str, Given]:
        """Answers that follow from elsewhere: last year's classes of the communes, the dispute."""
        fixed: dict[str, Given] = {}
        for leaf in self.regulation.sets[unit.group].self_scored:
            if leaf.code == DISPUTED and unit.id in cycle.disputes and isinstance(leaf.rule, c.Checklist):
                fixed[leaf.code] = {"items": [item.id for item in leaf.rule.items]}
            if isinstance(leaf.rule, c.Steps) and "xếp loại Tốt, Rất tốt" in leaf.rule.measure.done:
                fixed[leaf.code] = _classes(unit, before)
        return fixed

    def _contributed(self, filing: Filing) -> dict[str, Any]:
        rows = [
            {
                "field": head.id,
                "head": head.head,
                "officer": people.person(self.plan.id, filing.unit.id, head.id),
                "areas": list(head.areas),
            }
            for head in self.regulation.field_heads
        ]
        value = dict(filing.value)
        approval = value.pop("approval")
        return {**value, "contributors": rows, "approval": approval}

    def _external(self, cycle: CyclePlan, units: Iterable[UnitPlan], made: Made, before: Made | None) -> dict[str, Any]:
        indices: dict[str, Any] = {}
        for unit in units:
            for leaf in self.regulation.sets[unit.group].leaves:
                if isinstance(leaf.rule, c.Imported):
                    chance = draw("external", self.plan.id, leaf.rule.index, unit.id, cycle.year)
                    value = 100 * clamp(0.18 + 0.76 * unit.quality + chance.gauss(0, 0.03), 0.3, 0.97)
                    self._index(indices, leaf.rule.index, cycle, "values")[unit.id] = f"{value:.2f}"
        ranked = {
            unit.group: leaf.rule.index
            for unit in units
            for leaf in self.regulation.sets[unit.group].leaves
            if isinstance(leaf.rule, c.RankChange)
        }
        for group, index in ranked.items():
            members = [unit for unit in units if unit.group == group]
            now, earlier = self._places(made.survey, members), self._places_before(cycle, members, before)
            rows = self._index(indices, index, cycle, "ranks")
            for unit in members:
                rows[unit.id] = {"now": str(now[unit.id]), "before": str(earlier[unit.id])}
        for entry in cycle.bonus:
            item = self.regulation.item("bonus", entry["item"])
            if item is not None and isinstance(item.rule, c.RankChange):
                rows = self._index(indices, item.rule.index, cycle, "ranks")
                rows[entry["unit"]] = {"now": entry["now"], "before": entry["before"]}
        return indices

    def _index(self, indices: dict[str, Any], index: str, cycle: CyclePlan, part: str) -> dict[str, Any]:
        title = _INDICES[index].format(year=cycle.year)
        source = {
            "title": f"Tài liệu minh họa: {title[:1].lower() + title[1:]}",
            "publisher": self.plan.authority,
            "url": f"https://{self.plan.host}/chi-so/{cycle.year}/{index}.pdf",
        }
        entry: dict[str, Any] = indices.setdefault(index, {"title": title, "source": source})
        rows: dict[str, Any] = entry.setdefault(part, {})
        return rows

    def _places(self, survey: Mapping[str, Any] | None, units: list[UnitPlan]) -> dict[str, int]:
        assert survey is not None
        rules = _survey_rules(self.regulation.sets[units[0].group])
        return campaign.places({unit.id: campaign.satisfaction(survey, rules, unit.id) for unit in units})

    def _places_before(self, cycle: CyclePlan, units: list[UnitPlan], before: Made | None) -> dict[str, int]:
        if before is not None:
            return self._places(before.survey, units)
        guessed = {
            unit.id: unit.quality + draw("rank", self.plan.id, unit.id, cycle.year).gauss(0, 0.06) for unit in units
        }
        return campaign.places(guessed)

    def _adjustments(self, cycle: CyclePlan, made: Made) -> dict[str, Any]:
        evidence: dict[str, dict[str, str]] = {}
        value: dict[str, Any] = {"cycle": str(cycle.year), "evidence": evidence}
        keys: dict[str, str] = {}
        for kind, entries in (("bonus", cycle.bonus), ("penalty", cycle.penalty)):
            rows = []
            for entry in entries:
                # Entries that one document proves share it.
                title = entry["document"]
                if title not in keys:
                    keys[title] = f"{'cong' if kind == 'bonus' else 'tru'}-{len(keys) + 1}-{entry['item']}"
                    evidence[keys[title]] = self._adjustment_evidence(cycle, keys[title], entry)
                rows.append(self._adjustment(cycle, made, entry, keys[title]))
            value[kind] = rows
        _numbered(evidence)
        return value

    def _adjustment(self, cycle: CyclePlan, made: Made, entry: Mapping[str, str], key: str) -> dict[str, Any]:
        row: dict[str, Any] = {"unit": entry["unit"], "item": entry["item"]}
        reason = entry["reason"]
        for fact in ("option", "number"):
            if fact in entry:
                row[fact] = entry[fact]
        if entry.get("number") == "auto":
            share = self._commune_satisfaction(cycle, made, entry["unit"])
            row["number"] = f"{share:.2f}"
            verdict = "trên 85% nên được cộng 1 điểm" if share > 85 else "chưa vượt 85% nên không được cộng điểm"
            reason = reason.format(number=row["number"].replace(".", ","), verdict=verdict)
        row["evidence"] = [key]
        row["reason"] = reason
        row["by"] = self.plan.adjuster
        row["date"] = entry.get("date", cycle.dates["first-appraisal-ends"])
        return row

    def _commune_satisfaction(self, cycle: CyclePlan, made: Made, district: str) -> float:
        assert made.survey is not None
        below = [unit for unit in self.plan.units if unit.parent == district and unit.existed_in(cycle.year)]
        below = [unit for unit in below if unit.id not in cycle.no_survey]
        rules = _survey_rules(self.regulation.sets[below[0].group])
        asked = {key: rule for key, rule in rules.items() if rule.answers[0].id == "rat-hai-long"}
        shares = [campaign.satisfaction(made.survey, asked, unit.id) for unit in below]
        return sum(shares) / len(shares)

    def _adjustment_evidence(self, cycle: CyclePlan, key: str, entry: Mapping[str, str]) -> dict[str, str]:
        chance = draw("adjustment", self.plan.id, cycle.year, key)
        first, last = (338, 361) if "days" not in entry else map(int, entry["days"].split("-"))
        day = days.day_of_year(cycle.year, chance.randint(first, last))
        return {
            "kind": entry.get("kind", "notice"),
            "number": entry.get("sign", "TB-UBND"),
            "issuer": entry.get("issuer", self.plan.authority),
            "title": entry["document"].format(year=cycle.year),
            "date": day.isoformat(),
            "url": f"https://{self.plan.host}/diem-cong-tru/{cycle.year}/{key}.pdf",
            "pages": f"1-{chance.randint(2, 4)}",
        }

    def _tie(self, made: Made, cycle: CyclePlan, tie: TiePlan) -> None:
        """Gives the second unit the council mark with which its index is exactly that of the first."""
        result = self._run(made, cycle)
        first, second = (_unit_result(result, unit) for unit in (tie.first, tie.second))
        if first.official is None or second.official is None or first.index is None or second.index is None:
            raise SystemExit(f"{tie.first} and {tie.second} have no index in {cycle.year}")
        gap = (first.index - second.index) / HUNDRED
        raised = self._marked(made, cycle, tie.second, tie.mark, gap * second.official.max_points)
        if not raised and not self._marked(made, cycle, tie.first, tie.mark, -gap * first.official.max_points):
            raise SystemExit(
                f"no tie of {tie.first} and {tie.second} in {cycle.year}: {exact_text(gap * second.official.max_points)}"
            )

    def _marked(self, made: Made, cycle: CyclePlan, unit: str, code: str, more: Fraction) -> bool:
        """Changes a council mark where the new one is possible."""
        path = f"{self.folder}/{cycle.year}/{unit}/appraisal.yaml"
        stage = next(row for row in made.values[path]["stages"] if code in row.get("decisions", {}))
        decision = stage["decisions"][code]
        leaf = self.regulation.sets[self.plan.unit(unit).group].by_code[code]
        mark = Fraction(decision["points"]) + more
        spelled = exact_text(mark)
        if not leaf.max_points / 3 <= mark <= leaf.max_points or "/" in spelled or len(spelled) > 8:
            return False
        decision["points"] = spelled
        decision["reason"] = (
            f"Điểm trung bình các phiếu chấm của thành viên là {spelled.replace('.', ',')} điểm, "
            "không làm tròn theo quy chế của Hội đồng."
        )
        return True


def _numbered(evidence: dict[str, dict[str, str]]) -> None:
    """Numbers the documents of each sign in the order of their dates."""
    reached: dict[tuple[str, str], int] = {}
    for record in sorted(evidence.values(), key=lambda entry: entry["date"]):
        place = record["issuer"], record["number"]
        count = numbered_by(record["number"], date.fromisoformat(record["date"]))
        reached[place] = max(count, reached.get(place, 0) + 1)
        record["number"] = f"{reached[place]}/{record['number']}"


def _survey_rules(criteria: c.CriteriaSet) -> dict[str, c.Survey]:
    return {leaf.rule.question: leaf.rule for leaf in criteria.leaves if isinstance(leaf.rule, c.Survey)}


def _unit_result(result: CycleResult, unit: str) -> UnitResult:
    return next(entry for entry in result.units if entry.unit.id == unit)


def _classes(unit: UnitPlan, before: Made | None) -> Given:
    """How many of the unit's communes reached a good class a year ago; none where no result was published."""
    if before is None or before.result is None:
        return {"done": "0", "total": "0"}
    below = [entry for entry in before.result.units if entry.unit.parent == unit.id and entry.grade is not None]
    good = [entry for entry in below if entry.grade is not None and entry.grade.id in _GOOD]
    return {"done": str(len(good)), "total": str(len(below))}


def cut(plan: ProgrammePlan, years: Iterable[int]) -> ProgrammePlan:
    """The plan with only some of its cycles, for trying things out."""
    wanted = set(years)
    return replace(plan, cycles=tuple(cycle for cycle in plan.cycles if cycle.year in wanted))
