"""Corrections after publication: of a decided cycle, about known points, and true of what is computed now."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from parindex.check.filing import check_date
from parindex.model.docket import Erratum
from parindex.model.finding import Finding, Place, error
from parindex.model.points import exact_text, round_to
from parindex.model.regulation import RoundingPolicy
from parindex.model.result import Standing, UnitResult
from parindex.model.roster import Cycle, Programme, is_date


def errata_path(cycle: Cycle) -> str:
    """Where a cycle's errata lie."""
    return f"{cycle.folder}/errata.yaml"


def check_errata(cycle: Cycle, programme: Programme) -> Iterator[Finding]:
    """Findings on a cycle's errata as a list: ids, units, dates, and each that follows an earlier one."""
    path = errata_path(cycle)
    seen: set[str] = set()
    for number, erratum in enumerate(cycle.errata):
        place: Place = ("errata", str(number))
        if erratum.id in seen:
            yield error("id-twice", path, (*place, "id"), id=erratum.id)
        seen.add(erratum.id)
        unit = programme.units.get(erratum.unit)
        if unit is None or not unit.existed_in(cycle.id):
            yield error("unit-unknown", path, (*place, "unit"), id=erratum.unit)
        yield from check_date(path, (*place, "date"), erratum.date)
        if cycle.decision is None:
            yield error("erratum-without-decision", path, place, id=erratum.id)
        elif is_date(erratum.date) and erratum.date < cycle.decision.date:
            days = {"date": erratum.date, "decision": cycle.decision.date}
            yield error("erratum-before-decision", path, (*place, "date"), id=erratum.id, **days)


def check_corrected(cycle: Cycle, results: Iterable[UnitResult], rounding: RoundingPolicy) -> Iterator[Finding]:
    """Whether each erratum ends where the next one on the same points begins, and the last at what is computed now."""
    path = errata_path(cycle)
    by_unit = {result.unit.id: result for result in results}
    rows = sorted(enumerate(cycle.errata), key=lambda row: (row[1].date, row[0]))
    for at, (number, erratum) in enumerate(rows):
        result = by_unit.get(erratum.unit)
        if result is None or result.standing is Standing.INVALID:
            # An unknown unit is told elsewhere, and so is what keeps a unit from being scored.
            continue
        place = ("errata", str(number))
        label = {"id": erratum.id, "typed": exact_text(erratum.new)}
        if erratum.code and result.criteria is not None and erratum.code not in result.criteria.by_code:
            yield error("code-unknown", path, (*place, "code"), code=erratum.code, set=result.criteria.name, hint="")
            continue
        then = next((row for _, row in rows[at + 1 :] if (row.unit, row.code) == (erratum.unit, erratum.code)), None)
        if then is not None:
            if then.old != erratum.new:
                yield error(
                    "erratum-chain", path, (*place, "new"), **label, next=then.id, computed=exact_text(then.old)
                )
            continue
        now = _points(result, erratum)
        if now is None or erratum.new not in (now, round_to(now, rounding.decimals, rounding.mode)):
            computed = "–" if now is None else exact_text(round_to(now, rounding.decimals, rounding.mode))
            yield error("erratum-differs", path, (*place, "new"), **label, computed=computed)


def _points(result: UnitResult, erratum: Erratum) -> Fraction | None:
    if not erratum.code:
        return result.official.points if result.official else None
    official = (entry.official for entry in result.leaves if entry.leaf.code == erratum.code)
    return next((outcome.points for outcome in official if outcome.counts), None)
