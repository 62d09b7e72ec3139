"""The annex of the decision: the ranking of every group with points, index and class, and what was corrected since."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from parindex.i18n.numbers import date_text
from parindex.i18n.text import label
from parindex.model.docket import Erratum
from parindex.model.regulation import UnitGroup
from parindex.model.repository import CycleResult
from parindex.model.result import Sum, UnitResult
from parindex.paperwork.context import LANG, Desk
from parindex.paperwork.paper import FILE_NAMES, Align, Column, Kind, Line, Paper, Row, Signature, Style, Table, roman

MOST_ROWS = 1_000
"""Units in one file; a greater annex comes in parts. Setting so many takes 283 MB at the peak."""

_WIDTH = 17
"""Millimetres of a column of figures."""

_FEW_COLUMNS = 8
"""With more of them the figures stand closer, for the sake of the names."""

Ranking = tuple[UnitGroup, Sequence[UnitResult], int]
"""A group, some of its results in their order, and the number of the first of them."""


def annex_parts(cycle: CycleResult) -> list[list[Ranking]]:
    """The rankings of a cycle in as many parts as there are files; none where there is no result."""
    parts: list[list[Ranking]] = [[]]
    room = MOST_ROWS
    regulation = cycle.regulation
    for group in regulation.groups if regulation else ():
        results = cycle.group(group.id)
        at = 0
        while at < len(results):
            if not room:
                parts.append([])
                room = MOST_ROWS
            some = results[at : at + room]
            parts[-1].append((group, some, at + 1))
            at += len(some)
            room -= len(some)
    return [part for part in parts if part]


def annex_name(part: int) -> str:
    """The file of a part, counted from 1, without ending."""
    return FILE_NAMES[Kind.ANNEX] + (f"-{part}" if part > 1 else "")


def annex(desk: Desk, part: int = 1, of: int = 1, rankings: Sequence[Ranking] = ()) -> Paper:
    """One part of the annex."""
    t = desk.t
    last = part == of
    heading = t("paper-annex-title", title=desk.title)
    told = (t("paper-annex-part", part=str(part), of=str(of)),) if of > 1 else ()
    body: list[Line | Table] = [Line(text=text, style=Style.NOTE) for text in desk.illustrative]
    for number, ranking in enumerate(rankings, 1):
        body += _ranking(desk, ranking, number if len(rankings) > 1 else 0)
    body.append(Line(text=t("paper-rounding", decimals=desk.decimals), style=Style.NOTE))
    if last and desk.cycle.cycle.errata:
        body += _corrections(desk, desk.cycle.cycle.errata)
    signer = desk.decision.signer if desk.decision else None
    title = (signer.title if signer else "") or t("paper-sign-blank")
    signature = Signature(title=title.upper(), here=t("paper-sign-here"), name=signer.name if signer else "")
    return Paper(
        name=annex_name(part),
        what=annex_title(part, of),
        title=" ".join((heading, *told)),
        head=desk.head(),
        kind=t("paper-annex"),
        heading=heading.upper(),
        under=(*told, desk.attached, *desk.version("paper-version")),
        body=tuple(body),
        recipients=(t("paper-to"), t("paper-to-units"), t("paper-to-file")) if last else (),
        signatures=(signature,) if last else (),
        proof=desk.proof(),
        pages=t("paper-pages"),
        foot=desk.foot,
        banner=desk.banner,
    )


def annex_title(part: int, of: int) -> str:
    """What a part of the annex is called in a list of papers."""
    name = label("paper-kind-annex", LANG)
    return label("paper-part", LANG, name=name, part=str(part), of=str(of)) if of > 1 else name


def _ranking(desk: Desk, ranking: Ranking, number: int) -> Iterator[Line | Table]:
    group, results, first = ranking
    whole = desk.cycle.group(group.id)
    t = desk.t
    yield Line(text=f"{roman(number)}. {group.name}" if number else group.name, style=Style.HEADING)
    counts = {"size": str(len(whole)), "ranked": str(sum(result.rank is not None for result in whole))}
    if len(results) < len(whole):
        yield Line(text=t("paper-count-part", **counts, first=str(first), last=str(first + len(results) - 1)))
    else:
        yield Line(text=t("paper-count", **counts))
    # What is the same for all of a group is said once, so that names keep their room.
    maxima = {result.official.max_points for result in whole if result.rank and result.official}
    if len(maxima) == 1:
        yield Line(text=t("paper-scale", max=desk.words.plain(next(iter(maxima)))))
    yield from _claimed_note(desk, _claimed_scales(desk, group), maxima)
    yield _table(desk, group, results, first, same_max=len(maxima) < 2)


def _claimed_scales(desk: Desk, group: UnitGroup) -> set[Fraction]:
    """Out of how many points the units of a group score themselves; empty where nobody does."""
    regulation = desk.cycle.regulation
    if regulation is None or not regulation.appraisal_stages(group.id):
        return set()
    return {result.claimed.leaves.max_points for result in desk.cycle.group(group.id) if result.claimed}


def _claimed_note(desk: Desk, scales: set[Fraction], maxima: set[Fraction]) -> Iterator[Line]:
    """That the units score themselves out of less than the whole scale."""
    if len(scales) > 1:
        yield Line(text=desk.t("paper-claimed-differs"))
    elif scales and scales != maxima:
        yield Line(text=desk.t("paper-claimed-of", max=desk.words.plain(next(iter(scales)))))


def _table(desk: Desk, group: UnitGroup, results: Sequence[UnitResult], first: int, *, same_max: bool) -> Table:
    t, number = desk.t, desk.number
    regulation = desk.cycle.regulation
    # The columns are those of the group, so that all its parts have the same.
    officials = [result.official for result in desk.cycle.group(group.id) if result.rank and result.official]
    bonus = any(total.bonus for total in officials)
    penalty = any(total.penalty for total in officials)
    claims = bool(regulation and regulation.appraisal_stages(group.id))
    grades = bool(regulation and regulation.grades)
    of_max = len(_claimed_scales(desk, group)) > 1
    columns = [Column(head=t("paper-col-order"), width=10, align=Align.CENTER), Column(head=t("paper-col-unit"))]
    # "62,78/65,5" needs more room than a figure alone.
    columns += [replace(_figures(t("paper-col-claimed")), width=22 if of_max else _WIDTH)] if claims else []
    columns += [_figures(t("paper-col-bonus"))] if bonus else []
    columns += [_figures(t("paper-col-penalty"))] if penalty else []
    columns.append(_figures(t("paper-col-points")))
    columns += [] if same_max else [_figures(t("paper-col-max"))]
    columns.append(_figures(t("paper-col-index")))
    columns.append(Column(head=t("paper-col-rank"), width=13, align=Align.CENTER))
    name = (regulation.grades_name if regulation else "") or t("paper-col-grade")
    columns += [Column(head=name, width=22, align=Align.CENTER)] if grades else []
    if len(columns) > _FEW_COLUMNS:
        columns = [replace(column, width=14) if column.width == _WIDTH else column for column in columns]
    rows = []
    for order, result in enumerate(results, first):
        official, claimed = result.official, result.claimed
        start = [str(order), result.unit.name]
        start += [_claimed(desk, claimed.leaves, of_max=of_max) if claimed else "–"] if claims else []
        if result.rank is None or official is None:
            told = t(f"standing-{result.standing.value}")
            rows.append(Row(cells=(*start, told), at=len(start), span=len(columns) - len(start)))
            continue
        cells: list[Fraction | str | None] = [*start]
        cells += [official.bonus] if bonus else []
        cells += [official.penalty] if penalty else []
        cells.append(official.points)
        cells += [] if same_max else [desk.words.plain(official.max_points)]
        cells += [result.index, str(result.rank)]
        cells += [result.grade.label if result.grade else "–"] if grades else []
        rows.append(Row(cells=tuple(cell if isinstance(cell, str) else number(cell) for cell in cells)))
    return Table(name=group.name, columns=tuple(columns), rows=tuple(rows))


def _claimed(desk: Desk, claimed: Sum, *, of_max: bool) -> str:
    """What a unit claims, with its own maximum where the units of the group have several."""
    points = desk.number(claimed.points)
    return f"{points}/{desk.words.plain(claimed.max_points)}" if of_max else points


def _figures(head: str) -> Column:
    return Column(head=head, width=_WIDTH, align=Align.RIGHT)


def _corrections(desk: Desk, errata: Sequence[Erratum]) -> Iterator[Line | Table]:
    t = desk.t
    columns = (
        Column(head=t("paper-col-order"), width=10, align=Align.CENTER),
        Column(head=t("paper-col-unit"), width=38),
        Column(head=t("paper-col-criterion"), width=30),
        _figures(t("paper-col-old")),
        _figures(t("paper-col-new")),
        Column(head=t("paper-col-reason")),
    )
    rows = []
    for order, erratum in enumerate(errata, 1):
        unit = desk.cycle.programme.units.get(erratum.unit)
        criteria = desk.cycle.regulation.sets.get(unit.group) if unit and desk.cycle.regulation else None
        leaf = criteria.by_code.get(erratum.code) if criteria else None
        what = f"{erratum.code} {leaf.name}" if leaf else erratum.code or t("errata-total")
        why = [t("paper-erratum", date=date_text(erratum.date, LANG), reason=erratum.reason)]
        why += [t("paper-erratum-document", document=erratum.document)] if erratum.document else []
        why += [t("paper-erratum-version", version=erratum.version[:10])]
        name = unit.name if unit else erratum.unit
        points = (desk.words.plain(erratum.old), desk.words.plain(erratum.new))
        rows.append(Row(cells=(str(order), name, what, *points, " ".join(why))))
    yield Line(text=t("paper-errata"), style=Style.HEADING)
    yield Table(name=t("paper-errata"), columns=columns, rows=tuple(rows))
