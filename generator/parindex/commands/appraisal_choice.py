"""Which stage an appraiser works in, and for which council, where the command line does not say."""

from parindex import errors
from parindex.commands.appraisal_desk import Desk, Filed
from parindex.model.regulation import Stage
from parindex.model.roster import Unit


def stage_of(desk: Desk, unit: Unit, filed: Filed, asked: str | None) -> Stage | None:
    """The stage asked for, else the open one; UsageFault for one that the unit's group does not pass."""
    if asked is None:
        return desk.next_stage(unit, filed)
    stages = {stage.id: stage for stage in desk.regulation.appraisal_stages(unit.group)}
    if asked not in stages:
        options = ", ".join(stages) or "–"
        raise errors.UsageFault("usage-appraise-stage", stage=asked, unit=unit.name, options=options)
    return stages[asked]


def council_of(desk: Desk, unit: Unit, filed: Filed, stage: Stage, asked: str | None) -> tuple[str, ...]:
    """Who decides: who was asked for, the only council that may, or who did so in the unit's earlier stage.

    UsageFault where that leaves nobody or a choice: whose decision it is, is never guessed.
    """
    allowed = {council.id for council in desk.councils(unit, stage)}
    if asked is not None and asked in {council.id for council in desk.cycle.councils}:
        return (asked,)
    if asked is None and len(allowed) == 1:
        return tuple(allowed)
    for made in reversed(filed.appraisal.stages if filed.appraisal and asked is None else ()):
        if set(made.by) <= allowed:
            return made.by
    options = ", ".join(sorted(allowed)) or "–"
    raise errors.UsageFault("usage-appraise-by", unit=unit.name, options=options)
