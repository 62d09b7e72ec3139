"""The score sheet of a unit: every criterion with its points, sums by area, and what the appraisal moved."""

from collections.abc import Iterator, Sequence

from parindex.model.criteria import Branch, Node
from parindex.model.result import LeafResult, State, UnitResult
from parindex.paperwork.context import Desk
from parindex.paperwork.paper import FILE_NAMES, Align, Column, Kind, Line, Paper, Row, Signature, Style, Table


def sheet_name(unit: str) -> str:
    """The file of a unit's sheet, without ending."""
    return f"{FILE_NAMES[Kind.SCORE_SHEET]}-{unit}"


def score_sheet(desk: Desk, result: UnitResult, page: str) -> Paper:
    """A unit's sheet; `page` is the path of its page. Before the decision, unless drafted, what it claims itself."""
    t = desk.t
    own = desk.decision is None and not desk.draft
    unit, programme = result.unit, desk.cycle.programme
    title = t("paper-sheet-title", unit=unit.name, title=desk.cycle.cycle.title)
    head = desk.headed(programme.authority, unit.name) if own else desk.head(numbered=False)
    approval = result.submission.approval if result.submission else None
    made = Signature(title=t("paper-sign-made").upper(), here=t("paper-sign-name"))
    seal = t("paper-sign-here")
    if own:
        head_title = (approval.title if approval else "") or t("paper-sign-unit")
        signs = Signature(title=head_title.upper(), here=seal, name=approval.by if approval else "")
    else:
        signs = Signature(title=t("paper-sign-blank").upper(), here=seal)
    # A correction anywhere in the cycle may have moved this unit's rank too.
    under = (t("paper-sheet-own-note"),) if own else (desk.attached, *desk.version("paper-version-sheet"))
    return Paper(
        name=sheet_name(unit.id),
        what=title,
        title=title,
        head=head,
        kind=t("paper-sheet-own" if own else "paper-sheet").upper(),
        heading=title,
        under=under,
        body=tuple(_body(desk, result, own=own)),
        recipients=(t("paper-to"), t("paper-to-unit", unit=unit.name), t("paper-to-record")),
        signatures=(made, signs),
        proof=desk.proof(page),
        pages=t("paper-pages"),
        foot=desk.foot,
        banner=desk.banner,
    )


def _body(desk: Desk, result: UnitResult, *, own: bool) -> Iterator[Line | Table]:
    t = desk.t
    yield from (Line(text=text, style=Style.NOTE) for text in desk.illustrative)
    yield Line(text=t("paper-sheet-standing", standing=t(f"standing-{result.standing.value}")))
    if not own and result.rank is not None:
        group = desk.cycle.group(result.unit.group)
        regulation = desk.cycle.regulation
        name = (
            next((entry.name for entry in regulation.groups if entry.id == result.unit.group), "") if regulation else ""
        )
        ranked = str(sum(entry.rank is not None for entry in group))
        index = desk.number(result.index)
        yield Line(text=t("paper-sheet-result", index=index, rank=str(result.rank), size=ranked, group=name))
        if result.grade and regulation:
            called = regulation.grades_name or t("paper-col-grade")
            yield Line(text=t("paper-sheet-grade", name=called, grade=result.grade.label))
    if result.criteria is None or not result.leaves:
        return
    claimed, total = result.claimed, result.official
    if not own and claimed and total and claimed.leaves.max_points != total.leaves.max_points:
        yield Line(text=t("paper-claimed-of", max=desk.words.plain(claimed.leaves.max_points)))
    columns = [
        Column(head=t("paper-col-order"), width=15),
        Column(head=t("paper-col-criterion")),
        _figures(t("paper-col-max")),
        _figures(t("paper-col-claimed")),
    ]
    columns += [] if own else [_figures(t("paper-col-official"))]
    columns.append(Column(head=t("paper-col-note"), width=42))
    leaves = {leaf.leaf.code: leaf for leaf in result.leaves}
    rows = [*_nodes(desk, result, result.criteria.areas, leaves, own=own), *_totals(desk, result, own=own)]
    yield Table(name=t("paper-sheet"), columns=tuple(columns), rows=tuple(rows))
    yield Line(text=t("paper-rounding-sheet", decimals=desk.decimals), style=Style.NOTE)


def _figures(head: str) -> Column:
    return Column(head=head, width=17, align=Align.RIGHT)


def _nodes(
    desk: Desk,
    result: UnitResult,
    nodes: Sequence[Node],
    leaves: dict[str, LeafResult],
    *,
    own: bool,
    area: bool = True,
) -> Iterator[Row]:
    for node in nodes:
        maximum = desk.words.plain(node.max_points)
        if isinstance(node, Branch):
            figures = _sums(desk, result, node.code, own=own) if area else ("",) * (1 if own else 2)
            yield Row(cells=(node.code, node.name, maximum, *figures, ""), strong=True)
            yield from _nodes(desk, result, node.parts, leaves, own=own, area=False)
        else:
            yield Row(cells=(node.code, node.name, maximum, *_leaf(desk, leaves[node.code], own=own)), strong=area)


def _sums(desk: Desk, result: UnitResult, area: str, *, own: bool) -> tuple[str, ...]:
    claimed = desk.number(result.claimed.areas[area].points) if result.claimed else "–"
    if own:
        return (claimed,)
    return (claimed, desk.number(result.official.areas[area].points) if result.official else "–")


def _leaf(desk: Desk, leaf: LeafResult, *, own: bool) -> tuple[str, ...]:
    """The points of a leaf and what there is to say about them: its state, and why the appraisal moved it."""
    claimed = desk.number(leaf.claimed.points) if leaf.leaf.self_scored else "–"
    outcome = leaf.claimed if own else leaf.shown
    told = [] if outcome.state in (State.SCORED, State.NOT_SELF_SCORED) else [desk.t(f"state-{outcome.state.value}")]
    if own:
        return (claimed, " ".join(told))
    official = desk.number(leaf.official.points) if leaf.official.counts else "–"
    if leaf.changed:
        told += [decision.reason for _, decision in leaf.decisions[-1:] if decision.reason]
    return (claimed, official, "; ".join(told))


def _totals(desk: Desk, result: UnitResult, *, own: bool) -> Iterator[Row]:
    """The lines below the criteria; each figure stands in the column of what it is a sum of."""
    t, plain = desk.t, desk.words.plain
    claimed = result.claimed.leaves if result.claimed else None

    def line(key: str, maximum: str, *figures: str) -> Row:
        return Row(cells=(t(key), maximum, *figures, ""), strong=True, at=0, span=2)

    first = desk.number(claimed.points) if claimed else "–"
    if own:
        yield line("paper-sheet-total", plain(claimed.max_points) if claimed else "", first)
        return
    total = result.official
    if total is None:
        return
    yield line("paper-sheet-total", plain(total.leaves.max_points), first, desk.number(total.leaves.points))
    if total.counted != total.leaves.points:
        yield line("paper-sheet-counted", plain(total.max_points), "", desk.number(total.counted))
    if total.bonus:
        yield line("paper-col-bonus", "", "", desk.number(total.bonus))
    if total.penalty:
        yield line("paper-col-penalty", "", "", desk.number(total.penalty))
    if total.points != total.leaves.points:
        yield line("paper-sheet-points", plain(total.max_points), "", desk.number(total.points))
