"""The campaign's own files: programme, roster, cycle, survey, external indices, bonus and penalty."""

from collections.abc import Iterator, Mapping

from parindex.check.filing import check_facts, check_link, check_records, fact_called
from parindex.model import criteria as c
from parindex.model.finding import Finding, Place, error, notice, warning
from parindex.model.names import RESERVED
from parindex.model.phase import DATES
from parindex.model.points import exact_text
from parindex.model.regulation import Regulation
from parindex.model.result import AdjustmentResult
from parindex.model.roster import Cycle, CycleKind, Programme, is_date, is_moment


def check_programme(programme: Programme, said: str, declared_units: list[str]) -> Iterator[Finding]:
    """The programme's id (`said` is what the file says) and its roster: unique ids, known lineage and parents."""
    if said != programme.id:
        yield error("id-not-folder", programme.path, ("id",), id=said, folder=programme.id)
    path = programme.path.replace("programme.yaml", "units.yaml")
    seen: set[str] = set()
    for number, unit_id in enumerate(declared_units):
        place = ("units", str(number))
        if unit_id in seen:
            yield error("unit-twice", path, (*place, "id"), id=unit_id)
        seen.add(unit_id)
        if unit_id in RESERVED:
            yield error("id-reserved", path, (*place, "id"), id=unit_id)
        unit = programme.units[unit_id]
        for key, others in (
            ("predecessors", unit.predecessors),
            ("successors", unit.successors),
            ("parent", (unit.parent,) if unit.parent else ()),
        ):
            for other in others:
                if other not in programme.units:
                    yield error("unit-unknown", path, (*place, key), id=other)
        for key, text in (("valid-from", unit.valid_from), ("valid-to", unit.valid_to)):
            if text and not is_date(text):
                yield error("date-impossible", path, (*place, key), value=text)


def check_cycle(
    cycle: Cycle,
    said: Mapping[str, str],
    programme: Programme,
    regulation: Regulation | None,
    regulation_exists: bool,
) -> Iterator[Finding]:
    """The cycle's own files: ids (`said` by each kind of file), regulation, dates in order, extensions, receipts."""
    path = cycle.path
    for kind, declared in said.items():
        if declared != cycle.id:
            rule = "id-not-folder" if kind == "cycle" else "cycle-mismatch"
            names = {"id": declared} if kind == "cycle" else {"said": declared}
            yield error(rule, f"{cycle.folder}/{kind}.yaml", ("cycle",), folder=cycle.id, **names)
    if cycle.kind is CycleKind.CAMPAIGN and regulation is None:
        rule = "regulation-unusable" if regulation_exists else "regulation-unknown"
        yield error(rule, path, ("regulation",), id=cycle.regulation)
    before = ""
    for key in DATES:
        text = cycle.dates.get(key, "")
        if text and not is_date(text):
            yield error("date-impossible", path, ("dates", key), value=text)
        elif text and text < before:
            yield error("dates-out-of-order", path, ("dates", key), key=key, value=text, before=before)
        before = max(text, before) if is_date(text) else before
    for key, rows in (("extensions", cycle.extensions), ("reopenings", cycle.reopenings)):
        for number, row in enumerate(rows):
            place = (key, str(number))
            if row.unit not in programme.units:
                yield error("unit-unknown", path, (*place, "unit"), id=row.unit)
            if not is_date(row.until):
                yield error("date-impossible", path, (*place, "until"), value=row.until)
    yield from _check_councils(cycle, programme, regulation)
    for unit, received in cycle.receipts.items():
        place = ("receipts", unit)
        if unit not in programme.units:
            yield error("unit-unknown", f"{cycle.folder}/receipts.yaml", place, id=unit)
        if not is_moment(received):
            yield error("date-impossible", f"{cycle.folder}/receipts.yaml", (*place, "received"), value=received)
    if cycle.source is not None and cycle.source.url:
        yield from check_link(path, ("source", "url"), "source", cycle.source.url)
    if cycle.decision is not None:
        decided = f"{cycle.folder}/decision.yaml"
        if not is_date(cycle.decision.date):
            yield error("date-impossible", decided, ("date",), value=cycle.decision.date)
        if cycle.decision.url:
            yield from check_link(decided, ("url",), "decision", cycle.decision.url)


def _check_councils(cycle: Cycle, programme: Programme, regulation: Regulation | None) -> Iterator[Finding]:
    """A council's limits and its members' areas name what exists: a slip here would let nobody appraise, or all."""
    known: dict[str, set[str]] = {"units": set(programme.units)}
    if regulation is not None:
        known["groups"] = set(regulation.sets)
        known["stages"] = {stage.id for stage in regulation.stages}
        known["areas"] = {area.code for criteria in regulation.sets.values() for area in criteria.areas}
    for number, council in enumerate(cycle.councils):
        place: Place = ("councils", str(number))
        limits = {"groups": council.groups, "units": council.units, "stages": council.stages}
        for key, given in limits.items():
            yield from _unknown(cycle.path, (*place, key), given, known.get(key))
        names = [member.name for member in council.members]
        for at, member in enumerate(council.members):
            here = (*place, "members", str(at))
            yield from _unknown(cycle.path, (*here, "areas"), member.areas, known.get("areas"))
            if member.unit and member.unit not in programme.units:
                yield error("unit-unknown", cycle.path, (*here, "unit"), id=member.unit)
            if member.name in names[:at]:
                yield error("member-twice", cycle.path, (*here, "name"), name=member.name, council=council.name)


def _unknown(path: str, place: Place, given: tuple[str, ...], known: set[str] | None) -> Iterator[Finding]:
    for number, value in enumerate(given):
        if known is not None and value not in known:
            yield error("not-one-of", path, (*place, str(number)), value=value, options=", ".join(sorted(known)))


def check_frozen(cycle: Cycle, regulation: Regulation) -> Iterator[Finding]:
    """Whether the criteria still are those that the cycle was opened with (threat 10)."""
    if cycle.criteria_sha256 and cycle.criteria_sha256 != regulation.sha256:
        hashes = {"said": cycle.criteria_sha256, "now": regulation.sha256}
        yield error("criteria-changed", cycle.path, ("criteria-sha256",), id=regulation.id, **hashes)


def check_roster_groups(programme: Programme, cycle: Cycle, regulation: Regulation) -> Iterator[Finding]:
    """Every unit of the cycle's year belongs to a group of the regulation, and partial groups lack some unit."""
    path = programme.path.replace("programme.yaml", "units.yaml")
    for number, unit in enumerate(programme.units.values()):
        if unit.existed_in(cycle.id) and unit.group not in regulation.sets:
            options = ", ".join(regulation.sets)
            place = ("units", str(number), "group")
            yield error("unit-group-unknown", path, place, unit=unit.name, group=unit.group, options=options)
    for group, size in cycle.partial.items():
        known = sum(unit.group == group for unit in programme.units.values() if unit.existed_in(cycle.id))
        if group not in regulation.sets:
            yield error("group-unknown", cycle.path, ("partial", group), id=group)
        elif size <= known:
            yield error("partial-size", cycle.path, ("partial", group), id=group, size=str(size), known=str(known))


def check_survey(cycle: Cycle, regulation: Regulation, programme: Programme) -> Iterator[Finding]:
    """Aggregates only: known questions, units and answers, counts that fit the sample, samples large enough."""
    rules = {
        leaf.rule.question: leaf.rule
        for criteria in regulation.sets.values()
        for leaf in criteria.leaves
        if isinstance(leaf.rule, c.Survey)
    }
    path = cycle.survey.path
    for key in ("from", "to"):
        text = cycle.survey.conducted.get(key, "")
        if text and not is_date(text):
            yield error("date-impossible", path, ("conducted", key), value=text)
    for question, units in cycle.survey.questions.items():
        rule = rules.get(question)
        if rule is None:
            yield error(
                "question-unknown", path, ("questions", question), id=question, options=", ".join(sorted(rules))
            )
            continue
        allowed = {answer.id for answer in rule.answers}
        for unit, count in units.items():
            place = ("questions", question, unit)
            if unit not in programme.units:
                yield error("unit-unknown", path, place, id=unit)
            for answer in sorted(set(count.answers) - allowed):
                options = ", ".join(option.id for option in rule.answers)
                yield error("survey-answer-unknown", path, (*place, "answers", answer), value=answer, options=options)
            answered = sum(count.answers.values())
            if answered > count.sample:
                yield error("survey-above-sample", path, place, answered=str(answered), sample=str(count.sample))
            # Points divide by those who answered, so it is they who must be enough.
            asked = min(count.sample, answered)
            if asked < rule.minimum_sample:
                minimum = str(rule.minimum_sample)
                yield warning("sample-small", path, (*place, "sample"), sample=str(asked), minimum=minimum)


def check_external(cycle: Cycle, regulation: Regulation, programme: Programme) -> Iterator[Finding]:
    """Imported indices are ones that some leaf or item asks for, and name known units."""
    path = f"{cycle.folder}/external.yaml"
    leaves = [leaf for criteria in regulation.sets.values() for leaf in criteria.leaves]
    leaves += [*regulation.bonus.items, *regulation.penalty.items]
    wanted = {leaf.rule.index for leaf in leaves if isinstance(leaf.rule, c.Imported | c.RankChange)}
    for key in cycle.external:
        if key not in wanted:
            yield error("index-unknown", path, ("indices", key), id=key, options=", ".join(sorted(wanted)) or "–")
    for key, index in cycle.external.items():
        if index.source_url:
            yield from check_link(path, ("indices", key, "source", "url"), key, index.source_url)
        for part, units in (("values", index.values), ("ranks", index.ranks)):
            for unit in units:
                if unit not in programme.units:
                    yield error("unit-unknown", path, ("indices", key, part, unit), id=unit)


def check_adjustments(
    cycle: Cycle, regulation: Regulation, programme: Programme, results: Mapping[str, tuple[AdjustmentResult, ...]]
) -> Iterator[Finding]:
    """Bonus and penalty entries: known units and items, right group, and a word wherever a cap took points away."""
    path = f"{cycle.folder}/adjustments.yaml"
    yield from check_records(path, cycle.adjustment_evidence)
    for kind, entries in (("bonus", cycle.bonus), ("penalty", cycle.penalty)):
        for number, entry in enumerate(entries):
            place = (kind, str(number))
            unit = programme.units.get(entry.unit)
            if unit is None:
                yield error("unit-unknown", path, (*place, "unit"), id=entry.unit)
                continue
            item = regulation.item(kind, entry.item)
            if item is None:
                rules = regulation.bonus if kind == "bonus" else regulation.penalty
                options = ", ".join(leaf.code for leaf in rules.items)
                yield error("item-unknown", path, (*place, "item"), id=entry.item, options=options)
            elif item.groups and unit.group not in item.groups:
                yield error("item-other-group", path, (*place, "item"), item=item.name, unit=unit.name)
            else:
                yield from check_facts(path, place, item, entry.facts)
                if isinstance(item.rule, c.CouncilMark) and entry.points is None:
                    told = {"key": "points", "called": fact_called(item, "points"), "wanted": "points"}
                    yield error("fact-missing", path, (*place, "points"), code=item.code, name=item.name, **told)
            if entry.date and not is_date(entry.date):
                yield error("date-impossible", path, (*place, "date"), value=entry.date)
            for ref in entry.unknown_evidence:
                yield error("evidence-unknown", path, (*place, "evidence"), code=entry.item, id=ref, hint="")
            for result in results.get(entry.unit, ()):
                if result.entry is entry and result.capped:
                    yield notice(
                        "adjustment-capped",
                        path,
                        place,
                        item=result.item.name,
                        raw=exact_text(result.raw),
                        points=exact_text(result.points),
                    )
