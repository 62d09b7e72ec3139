"""A unit's objections and the answers to them: in time, about known criteria, with facts that fit, and all answered."""

from collections.abc import Iterable, Iterator

from parindex.check.appraisal import check_figures
from parindex.check.filing import check_date, check_facts, check_identity, check_records, check_refs, unknown_code
from parindex.model import criteria as c
from parindex.model.docket import Appeal, Rulings, Verdict
from parindex.model.filing import Appraisal
from parindex.model.finding import Finding, error
from parindex.model.regulation import Regulation
from parindex.model.roster import Cycle, Unit, is_date


def check_appeal(
    appeal: Appeal,
    unit: Unit,
    cycle: Cycle,
    regulation: Regulation,
    criteria: c.CriteriaSet,
    appraisal: Appraisal | None,
    *,
    sure: bool,
) -> Iterator[Finding]:
    """Findings on one unit's docket; `sure` is False where the appraisal cannot be read in full."""
    path = appeal.path
    yield from check_identity(path, appeal.unit, appeal.cycle, unit, cycle)
    stages = regulation.appraisal_stages(unit.group)
    held = {stage.stage: stage.date for stage in appraisal.stages} if appraisal else {}
    if sure and stages and stages[-1].id not in held:
        yield error("appeal-too-early", path, ("entries",), unit=unit.name, stage=stages[-1].name)
    concluded = max((day for day in held.values() if is_date(day)), default="")
    decided = cycle.decision.date if cycle.decision else ""
    for code, entry in appeal.entries.items():
        place = ("entries", code)
        leaf = criteria.by_code.get(code)
        if leaf is None:
            yield unknown_code(path, place, code, criteria)
        elif entry.asks is not None:
            yield from check_facts(path, (*place, "asks"), leaf, entry.asks)
        yield from check_refs(path, (*place, "evidence"), entry.evidence, appeal.evidence, set(), code)
        if not is_date(entry.date):
            yield error("date-impossible", path, (*place, "date"), value=entry.date)
        elif entry.date < concluded:
            yield error("appeal-before-result", path, (*place, "date"), code=code, date=entry.date, concluded=concluded)
        elif decided and entry.date > decided:
            yield error("appeal-too-late", path, (*place, "date"), code=code, date=entry.date, decision=decided)
    yield from check_records(path, appeal.evidence)


def check_rulings(
    rulings: Rulings,
    unit: Unit,
    cycle: Cycle,
    criteria: c.CriteriaSet,
    appeal: Appeal | None,
    filed: frozenset[str],
) -> Iterator[Finding]:
    """Findings on the answers to one unit's docket; `filed` are the codes of all its entries, unreadable ones too."""
    path = rulings.path
    yield from check_identity(path, rulings.unit, rulings.cycle, unit, cycle)
    councils = [council.id for council in cycle.councils]
    for code, ruling in rulings.rulings.items():
        place = ("rulings", code)
        leaf = criteria.by_code.get(code)
        if code not in filed:
            yield error("ruling-without-appeal", path, place, code=code, options=", ".join(sorted(filed)) or "–")
        if leaf is None:
            yield unknown_code(path, place, code, criteria)
            continue
        label = {"code": code, "name": leaf.name}
        if ruling.by not in councils:
            yield error("council-unknown", path, (*place, "by"), id=ruling.by, options=", ".join(councils) or "–")
        yield from check_date(path, (*place, "date"), ruling.date)
        entry = appeal.entries.get(code) if appeal else None
        if entry is not None and is_date(entry.date) and ruling.date < entry.date:
            yield error("ruling-before-appeal", path, (*place, "date"), code=code, date=ruling.date, filed=entry.date)
        moves = [key for key in ("correct", "points") if getattr(ruling, key) is not None]
        if ruling.outcome is Verdict.REJECTED and moves:
            yield error("ruling-figure-refused", path, (*place, moves[0]), **label)
        elif ruling.outcome is not Verdict.REJECTED and not moves:
            yield error("ruling-figure-missing", path, place, **label)
        elif len(moves) > 1:
            yield error("ruling-two-figures", path, (*place, "points"), **label)
        else:
            yield from check_figures(path, place, leaf, ruling.correct, ruling.points)


def check_answered(
    cycle: Cycle, unit: Unit, appeal: Appeal, filed: Iterable[str], answered: Iterable[str]
) -> Iterator[Finding]:
    """A cycle is not decided while an objection waits for its answer.

    An entry dated after the decision is a fault of the docket and holds nothing up, or any unit could undo a
    publication.
    """
    if cycle.decision is None:
        return
    waiting = set(filed) - set(answered)
    decided = cycle.decision.date
    late = {code for code, entry in appeal.entries.items() if is_date(entry.date) and entry.date > decided}
    for code in sorted(waiting - late):
        yield error("appeal-unanswered", f"{cycle.folder}/decision.yaml", (), unit=unit.name, code=code)
