"""How firm the ranks of a group are: places under other weights of the areas and a milder or stricter appraisal.

Beside the official rank and never in its place. What is drawn, why, and how to repeat it in any language stands in
docs/decisions/0013. Whole numbers only: the same bands come out on every machine.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import shake_256

from parindex.model.analysis import RankBand
from parindex.model.points import ZERO
from parindex.model.regulation import Regulation, TieRule
from parindex.model.result import RANKED, Total, UnitResult
from parindex.score.rank import ranks

DRAWS = 200
"""How often weights and appraisal are drawn."""

_OUTSIDE = 20
"""One draw in so many is left out at each end of the band."""

_WHOLE = 10**12
"""An index of 100 % in the whole numbers that are reckoned with."""

_LANE = 8


def rank_bands(regulation: Regulation, results: Sequence[UnitResult], seed: str) -> dict[str, RankBand]:
    """The band of each ranked unit among `results`, which are those of one group; units without a rank have none.

    `seed` is a text that names the group (`seed_of`): the same text gives the same bands, in whatever order the units
    come. Takes as long as `DRAWS` sorts of the group.
    """
    able = sorted(
        (result for result in results if result.standing in RANKED and result.rank is not None),
        key=lambda result: result.unit.id,
    )
    places = [array("I", draw) for draw in _drawn(regulation, able, seed)]
    return {
        result.unit.id: _band(result.rank or 1, sorted(mine))
        for result, mine in zip(able, zip(*places, strict=True), strict=True)
    }


def seed_of(programme: str, cycle: str, group: str) -> str:
    """The text from which the draws for a group are made."""
    return f"{programme}/{cycle}/{group}"


def _band(official: int, places: Sequence[int]) -> RankBand:
    left_out = len(places) // _OUTSIDE
    return RankBand(
        best=min(official, places[left_out]),
        worst=max(official, places[-1 - left_out]),
        kept=places.count(official),
        draws=len(places),
    )


def _drawn(regulation: Regulation, able: Sequence[UnitResult], seed: str) -> Iterator[list[int]]:
    """The places of the units, one draw after another."""
    totals = [(result.official, result.gap or ZERO) for result in able if result.official is not None]
    codes = list(dict.fromkeys(code for total, _ in totals for code in total.areas))
    earned = [_packed([_part(total, code)[0] for total, _ in totals]) for code in codes]
    within = [_packed([_part(total, code)[1] for total, _ in totals]) for code in codes]
    added = [_whole((total.points - total.counted) / total.max_points) for total, _ in totals]
    # A byte of 0 to 255 is to stand for minus a half to plus a half of what the appraisal moved.
    moved = [_whole(abs(gap) / total.max_points / 510) for total, gap in totals]
    lowest = 0 if regulation.penalty.clamp else None
    highest = _WHOLE if regulation.bonus.clamp else None
    dense = regulation.tie_rule is TieRule.DENSE
    for number in range(DRAWS):
        stream = shake_256(f"{seed}/{number}".encode()).digest(len(codes) + len(able))
        # 765 to 1275 are three quarters to five quarters of 1020.
        weights = [765 + 2 * byte for byte in stream[: len(codes)]]
        points = _unpacked(sum(map(int.__mul__, weights, earned)), len(able))
        maxima = _unpacked(sum(map(int.__mul__, weights, within)), len(able))
        drawn = [
            mine * _WHOLE // of + more + (2 * byte - 255) * shift
            for mine, of, more, byte, shift in zip(points, maxima, added, stream[len(codes) :], moved, strict=True)
        ]
        if lowest is not None:
            drawn = [max(value, lowest) for value in drawn]
        if highest is not None:
            drawn = [min(value, highest) for value in drawn]
        yield ranks(drawn, dense=dense)


def _part(total: Total, code: str) -> tuple[int, int]:
    """Points and maximum of an area as parts of the maximum that counts, so that all areas together are the index.

    Where a reduced maximum is made up for inside its block, each area is credited with the same share of it.
    """
    area = total.areas.get(code)
    if area is None or not total.leaves.max_points:
        return 0, 0
    points = area.points * total.counted / total.leaves.points if total.leaves.points else ZERO
    return _whole(points / total.max_points), _whole(area.max_points / total.leaves.max_points)


def _whole(share: Fraction) -> int:
    return share.numerator * _WHOLE // share.denominator


def _packed(numbers: Sequence[int]) -> int:
    """Numbers side by side in one: what is done to it is done to each of them, for thousands of units at a time."""
    return int.from_bytes(struct.pack(f"<{len(numbers)}Q", *numbers), "little")


def _unpacked(packed: int, count: int) -> tuple[int, ...]:
    return struct.unpack(f"<{count}Q", packed.to_bytes(_LANE * count, "little"))
