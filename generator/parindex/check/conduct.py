"""What a change does inside the files it may touch: in whose areas, in which stage, by whose approval.

Like `check.policy` it judges by the base's roster, councils and dates; the two versions of a file come as values.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from parindex.check.policy import councils_for, is_among
from parindex.model.criteria import CriteriaSet
from parindex.model.docket import RULING_STAGE, Appeal, Rulings
from parindex.model.filing import Appraisal, SelfAssessment, StageDecisions
from parindex.model.finding import Finding, Place, error, notice
from parindex.model.phase import ENDS, Phase, phase_of
from parindex.model.regulation import Regulation, StageKind
from parindex.model.roster import Council, Cycle, Person, Unit

_SECOND = frozenset({Phase.SECOND_APPRAISAL, Phase.CONCLUDING})
_FIRST = frozenset({Phase.FIRST_APPRAISAL})


def approves_anew(before: SelfAssessment | None, after: SelfAssessment | None) -> bool:
    """Whether a version is approved that differs from the one before: an approval is of all that it stands under."""
    return after is not None and after.approval is not None and before != after


def check_approval(
    before: SelfAssessment | None, after: SelfAssessment | None, unit: Unit, actor: str | None, signer: Person | None
) -> Iterator[Finding]:
    """An approval is the head's: by the head's login or a signer's key, or on a signed document named with its hash.

    `signer` is whose key signed the commit, where the programme takes such signatures. A document that was signed for
    another version approves nothing.
    """
    approval = after.approval if after else None
    if after is None or approval is None or not approves_anew(before, after):
        return
    head = unit.head
    own = actor is None or signer is not None or (head is not None and is_among(actor, [head]))
    if before is not None and before.approval == approval:
        if not own:
            yield error("approval-stale", after.path, ("approval",), document=approval.document or "–")
        return
    if not own and not (approval.document and approval.sha256):
        yield error("approval-not-yours", after.path, ("approval",), head=head.name if head else "–")
    if head is not None and approval.by != head.name:
        yield notice("approval-other-name", after.path, ("approval", "by"), said=approval.by, head=head.name)


def check_appeal(before: Appeal | None, after: Appeal | None, ruled: Rulings | None) -> Iterator[Finding]:
    """An objection that was answered stays as it was."""
    old = before.entries if before else {}
    new = after.entries if after else {}
    path = after.path if after else before.path if before else ""
    for code in ruled.rulings if ruled else ():
        if code in old and old[code] != new.get(code):
            yield error("appeal-answered", path, ("entries", code), code=code)


def check_rulings(
    before: Rulings | None, after: Rulings | None, unit: Unit, cycle: Cycle, criteria: CriteriaSet, actor: str | None
) -> Iterator[Finding]:
    """Each answer that differs is one of the actor's council, in the actor's areas."""
    old = before.rulings if before else {}
    new = after.rulings if after else {}
    path = after.path if after else before.path if before else ""
    mine = [council for council in councils_for(cycle, unit) if actor is not None and is_among(actor, council.members)]
    if actor is None or not mine:
        return
    areas = _areas_of(actor, mine)
    for code in dict.fromkeys([*old, *new]):
        if old.get(code) == new.get(code):
            continue
        place: Place = ("rulings", code) if code in new else ("rulings",)
        named = {row.by for row in (old.get(code), new.get(code)) if row}
        if not named <= {council.id for council in mine}:
            councils = ", ".join(council.name for council in mine)
            yield error("stage-other-council", path, place, stage=RULING_STAGE, councils=councils)
        elif areas is not None and criteria.area_of.get(code) not in areas:
            yield error("area-not-yours", path, place, code=code, areas=", ".join(sorted(areas)))


def check_stages(
    before: Appraisal | None,
    after: Appraisal | None,
    unit: Unit,
    cycle: Cycle,
    regulation: Regulation,
    criteria: CriteriaSet,
    actor: str | None,
    moment: datetime,
) -> Iterator[Finding]:
    """Each decision that differs lies in a stage that is open now, and in the areas and stages of the actor."""
    path = f"{cycle.folder}/{unit.id}/appraisal.yaml"
    old = {stage.stage: stage for stage in before.stages} if before else {}
    new = {stage.stage: stage for stage in after.stages} if after else {}
    mine = [council for council in councils_for(cycle, unit) if actor is not None and is_among(actor, council.members)]
    order = [stage.stage for stage in after.stages] if after else []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        place: Place = ("stages", str(order.index(name))) if name in order else ("stages",)
        open_in = _stage_open_in(name, unit, cycle, regulation)
        phase = phase_of(cycle, moment)
        if open_in is not None and phase not in open_in:
            yield error(
                "stage-closed",
                path,
                place,
                stage=name,
                phase=f"phase-{phase}",
                wanted=f"phase-{next(entry for entry in Phase if entry in open_in)}",
            )
        if actor is not None and mine:
            yield from _in_hand(path, place, name, was, now, mine, criteria, actor)


def _stage_open_in(name: str, unit: Unit, cycle: Cycle, regulation: Regulation) -> frozenset[Phase] | None:
    """The phases in which a stage's decisions may change; None where the campaign's dates do not tell.

    Stages before the explanation round belong to the first appraisal, later ones to the second. Where the regulation
    has no later one, the first may be gone over again once the units have explained.
    """
    if not any(cycle.dates.get(key) for key in ENDS.values()):
        return None
    stages = [stage for stage in regulation.stages if not stage.groups or unit.group in stage.groups]
    turn = next((at for at, stage in enumerate(stages) if stage.kind is StageKind.EXPLANATION), None)
    at = next((at for at, stage in enumerate(stages) if stage.id == name), None)
    if turn is None or at is None:
        return _FIRST | _SECOND | {Phase.EXPLANATION}
    later = any(stage.kind is StageKind.APPRAISAL for stage in stages[turn:])
    if at > turn:
        return _SECOND
    return _FIRST if later else _FIRST | _SECOND


def _in_hand(
    path: str,
    place: Place,
    stage: str,
    was: StageDecisions | None,
    now: StageDecisions | None,
    mine: Sequence[Council],
    criteria: CriteriaSet,
    actor: str,
) -> Iterator[Finding]:
    """Whether the actor's councils hold the stage, and the actor the areas in which something differs."""
    holding = [council for council in mine if not council.stages or stage in council.stages]
    held = {council.id for council in holding}
    before_by, after_by = set(was.by if was else ()), set(now.by if now else ())
    # Councils are written in and out by their own members, and a stage is touched by one of those it belongs to.
    if not (before_by ^ after_by) <= held or not (before_by or after_by) & held:
        councils = ", ".join(council.name for council in mine)
        yield error("stage-other-council", path, (*place, "by"), stage=stage, councils=councils)
        return
    areas = _areas_of(actor, holding)
    if areas is None:
        return
    told = ", ".join(sorted(areas))
    before, after = was.decisions if was else {}, now.decisions if now else {}
    if (was is not None and was.rest_accepted) != (now is not None and now.rest_accepted):
        yield error("area-not-yours", path, (*place, "rest"), code="rest: accepted", areas=told)
    changed = [code for code in dict.fromkeys([*before, *after]) if before.get(code) != after.get(code)]
    for code in changed:
        if code in criteria.area_of and criteria.area_of[code] not in areas:
            where = (*place, "decisions", code) if code in after else place
            yield error("area-not-yours", path, where, code=code, areas=told)
    if not changed and was is not None and now is not None and was.date != now.date:
        yield error("area-not-yours", path, (*place, "date"), code="date", areas=told)


def _areas_of(actor: str, councils: Sequence[Council]) -> set[str] | None:
    """The areas that an actor is limited to in some councils; None where any of them sets no limit."""
    rows = [member for council in councils for member in council.members if is_among(actor, [member])]
    return None if any(not row.areas for row in rows) else {area for row in rows for area in row.areas}
