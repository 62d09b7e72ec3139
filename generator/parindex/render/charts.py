"""Charts as inline SVG: sizes are attributes (the pages allow no inline style), words stay in the table beside them."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from parindex.model.regulation import Grade

DOTS = 150
"""Up to so many units are dots of their own; more are counted in columns."""

_BAR = '<svg class="pi-bar" viewBox="0 0 100 10" preserveAspectRatio="none"><rect width="{}" height="10"/>{}</svg>'
_BAR_MARK = '<line class="pi-bar__{0}" x1="{1}" x2="{1}" y1="0" y2="10"/>'
_AXIS = Markup('<line class="pi-strip__axis" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>')
_TICK = Markup(
    '<line class="pi-strip__tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
    '<text class="pi-strip__label" x="{0}" y="{3}" text-anchor="middle">{4}</text>'
)
_BOUND = Markup(
    '<line class="pi-strip__bound" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
    '<text class="pi-strip__grade" x="{3}" y="{4}">{5} ▸</text>'
)
_DOT = Markup('<circle class="pi-strip__dot" cx="{}" cy="{}" r="4"><title>{}</title></circle>')
_COLUMN = Markup('<rect class="pi-strip__column" x="{}" y="{}" width="{}" height="{}"/>')
_COUNT = Markup('<text class="pi-strip__count" x="{}" y="{}" text-anchor="middle">{}</text>')


def _n(value: Fraction | float) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def bar(percent: Fraction | float | None, marks: Sequence[tuple[Fraction, str]] = ()) -> Markup:
    """A bar of 0–100 %, with optional marks (the group's median and best).

    Decorative: it stands in a cell that is hidden from screen readers, beside the figure.
    """
    share = max(0.0, min(100.0, float(percent or 0)))
    # Names are ours and figures are digits: nothing here needs escaping, and a national table has thousands of bars.
    lines = "".join(_BAR_MARK.format(name, _n(value)) for value, name in marks)
    return Markup(_BAR.format(_n(share), lines))  # noqa: S704


def strip(values: Sequence[tuple[Fraction, str]], grades: Sequence[Grade], label: str) -> Markup:
    """All indices of a group on one axis, with the bounds of the classes; each dot has a title.

    `values` are (index, name); the axis goes from the tens below the lowest value to the tens above the highest.
    `label` is the text alternative.
    """
    if not values:
        return Markup("")
    low = min(float(value) for value, _ in values)
    start = max(0.0, (low // 10) * 10)
    end = (max(float(value) for value, _ in values) // -10) * -10
    end = end if end > start else start + 10
    width, left, top, height = 720, 26, 8, 64

    def x(value: float) -> float:
        return left + (value - start) / (end - start) * (width - 2 * left)

    parts = [_AXIS.format(left, width - left, height)]
    step = 10 if end - start > 30 else 5
    for number in range(int((end - start) // step) + 1):
        tick = start + number * step
        parts.append(_TICK.format(_n(x(tick)), height, height + 5, height + 20, _n(tick)))
    for grade in grades:
        if grade.lower is not None and start < grade.lower < end:
            at = x(float(grade.lower))
            parts.append(_BOUND.format(_n(at), top, height, _n(at + 3), top + 9, grade.label))
    columns: dict[int, int] = {}
    for value, name in sorted(values):
        column = round(x(float(value)) / 9)
        level = columns[column] = columns.get(column, 0) + 1
        parts.append(_DOT.format(_n(x(float(value))), _n(max(height - 7 - (level - 1) * 9, top + 4)), name))
    return Markup('<svg class="pi-strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height + 28, label, Markup("").join(parts)
    )


def histogram(columns: Sequence[tuple[Fraction, Fraction, int]], grades: Sequence[Grade], label: str) -> Markup:
    """Counts as columns on one axis, with the bounds of the classes; `columns` are (lower, upper, count), in order.

    `label` is the text alternative; the figures are in the table beside.
    """
    if not columns:
        return Markup("")
    width, left, top, height = 720, 26, 34, 150
    start, end = columns[0][0], columns[-1][1]
    most = max(count for _, _, count in columns) or 1

    def x(value: Fraction) -> float:
        return left + float((value - start) / (end - start)) * (width - 2 * left)

    parts = [_AXIS.format(left, width - left, height)]
    for lower, upper, count in columns:
        tall = (height - top) * count / most
        at, wide = x(lower) + 1, x(upper) - x(lower) - 2
        parts.append(_COLUMN.format(_n(at), _n(height - tall), _n(wide), _n(tall)))
        parts.append(_COUNT.format(_n(at + wide / 2), _n(height - tall - 5), count))
        parts.append(_TICK.format(_n(x(lower)), height, height + 5, height + 20, _n(lower)))
    parts.append(_TICK.format(_n(x(end)), height, height + 5, height + 20, _n(end)))
    for grade in grades:
        if grade.lower is not None and start < grade.lower < end:
            at = x(grade.lower)
            parts.append(_BOUND.format(_n(at), 4, height, _n(at + 3), 13, grade.label))
    return Markup('<svg class="pi-strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height + 28, label, Markup("").join(parts)
    )
