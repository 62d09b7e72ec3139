"""How large a unit is in a year, so that the figures of its answers fit together.

The dossiers of the on-time share are those of the overdue list and of last year's comparison; staff, documents and
tasks are the same wherever a criterion asks for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samples.chance import clamp, draw
from samples.plan import ProgrammePlan, UnitPlan

# staff, planned tasks, tasks given by the level above, documents out, dossiers, procedures, money (million dong; tinh: billion)
_SIZES: Mapping[str, tuple[tuple[int, int], ...]] = {
    "so": ((48, 110), (22, 40), (60, 210), (2200, 5600), (700, 8800), (62, 188), (9000, 42000)),
    "huyen": ((105, 150), (30, 48), (150, 380), (4200, 8800), (8200, 26500), (212, 288), (180000, 520000)),
    "xa": ((19, 23), (18, 30), (35, 110), (620, 1650), (1900, 7400), (112, 148), (4200, 14500)),
    "phong": ((7, 12), (14, 24), (40, 110), (280, 880), (90, 860), (9, 32), (900, 2600)),
    "dvsn": ((18, 46), (12, 22), (18, 55), (240, 680), (120, 640), (6, 14), (4200, 16500)),
    "tinh": ((2100, 2900), (48, 80), (180, 420), (92000, 185000), (86000, 240000), (1580, 1880), (3200, 8200)),
}

# Offices of the kind "so" that are smaller than the others, or have few dossiers: staff, dossiers, procedures.
_STAFF = {"ban-dan-toc": (18, 28), "ban-quan-ly-khu-cong-nghiep": (30, 44)}
_DOSSIERS = {
    "ban-dan-toc": (14, 34),
    "so-tai-chinh": (70, 240),
    "so-noi-vu": (140, 420),
    "ban-quan-ly-khu-cong-nghiep": (260, 880),
    "so-xay-dung": (520, 2300),
    "so-nong-nghiep": (420, 2600),
    "so-thong-tin-truyen-thong": (160, 620),
}
_PROCEDURES = {"ban-dan-toc": (9, 14), "ban-quan-ly-khu-cong-nghiep": (34, 52)}
# Public service units below an office.
_BODIES = {
    "so-y-te": (14, 24),
    "so-nong-nghiep": (7, 12),
    "so-cong-thuong": (2, 3),
    "so-giao-thong-van-tai": (2, 4),
    "so-xay-dung": (2, 4),
}

# Totals whose shares are short decimals.
_EVEN = (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100, 125, 160, 200, 250, 400, 500, 800, 1000, 1250, 1600, 2000)
_EVEN_LARGE = (2500, 4000, 5000, 8000, 10000, 12500, 16000, 20000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A unit's figures in a year."""

    staff: int
    tasks: int
    assigned: int
    documents_out: int
    documents_in: int
    dossiers: int
    received: int
    overdue: int
    procedures: int
    money: int
    communes: int
    villages: int
    below_dossiers: int
    below_overdue: int
    below_staff: int
    revenue: int
    bodies: int
    even: bool = False


def even_near(number: int) -> int:
    """The total nearest to `number` of which every whole share is a short decimal."""
    return min((*_EVEN, *_EVEN_LARGE), key=lambda candidate: abs(candidate - number))


def profile(programme: ProgrammePlan, unit: UnitPlan, year: int, *, even: bool = False) -> Profile:
    """The unit's figures in a year; a merged unit is as large as what it was made from."""
    if unit.predecessors:
        parts = [profile(programme, programme.unit(part), year) for part in unit.predecessors]
        whole = _own(programme, unit, year)
        made = replace(
            whole,
            dossiers=sum(part.dossiers for part in parts),
            received=sum(part.received for part in parts),
            overdue=sum(part.overdue for part in parts),
            documents_out=round(sum(part.documents_out for part in parts) * 0.8),
            documents_in=round(sum(part.documents_in for part in parts) * 0.8),
            staff=round(sum(part.staff for part in parts) * 0.82),
            villages=sum(part.villages for part in parts),
        )
        return _evened(made) if even else made
    own = _own(programme, unit, year)
    below = [other for other in programme.units if other.parent == unit.id and other.existed_in(year)]
    if below:
        parts = [profile(programme, other, year) for other in below]
        own = replace(
            own,
            communes=len(parts),
            below_dossiers=sum(part.dossiers for part in parts),
            below_overdue=sum(part.overdue for part in parts),
            below_staff=sum(part.staff for part in parts),
        )
    return _evened(own) if even else own


def _own(programme: ProgrammePlan, unit: UnitPlan, year: int) -> Profile:
    base = draw("size", programme.id, unit.id)
    spans = list(_SIZES[unit.kind])
    for at, own in ((0, _STAFF), (4, _DOSSIERS), (5, _PROCEDURES)):
        spans[at] = own.get(unit.id, spans[at])
    staff, tasks, assigned, out, dossiers, procedures, money = (base.randint(*span) for span in spans)
    if unit.id in _STAFF:
        out, assigned, money = out // 3, assigned // 2, money // 3
    bodies = (38, 64) if unit.kind == "huyen" else _BODIES.get(unit.id, (1, 2))
    many = base.uniform(2.1, 3.0)
    communes = base.randint(8, 14)
    villages = base.randint(7, 15)
    revenue = round(money * base.uniform(0.35, 0.8))
    year_by_year = draw("size", programme.id, unit.id, year)
    start = min(cycle.year for cycle in programme.cycles)
    trend = 1 + base.uniform(-0.02, 0.07) * (year - start)
    dossiers = round(dossiers * trend * year_by_year.uniform(0.96, 1.04))
    out = round(out * year_by_year.uniform(0.95, 1.06))
    late = clamp(year_by_year.gauss(0.06 * (1.02 - unit.quality) ** 1.2 * 2.2, 0.006), 0.0, 0.11)
    overdue = round(dossiers * late)
    below = round(dossiers * base.uniform(3.4, 4.2))
    return Profile(
        staff=max(staff - (year - start) * base.randint(0, 2), 5),
        tasks=tasks + year_by_year.randint(-3, 3),
        assigned=round(assigned * year_by_year.uniform(0.9, 1.12)),
        documents_out=out,
        documents_in=round(out * many),
        dossiers=dossiers,
        received=dossiers + round(dossiers * year_by_year.uniform(0.004, 0.02)),
        overdue=overdue,
        procedures=procedures + year_by_year.randint(-2, 3),
        money=round(money * year_by_year.uniform(0.9, 1.1)),
        communes=communes,
        villages=villages,
        below_dossiers=below,
        below_overdue=round(below * late * 1.2),
        below_staff=communes * 21,
        revenue=round(revenue * (1 + 0.06 * (year - start)) * year_by_year.uniform(0.95, 1.06)),
        bodies=draw("bodies", programme.id, unit.id).randint(*bodies),
    )


def _evened(own: Profile) -> Profile:
    dossiers = even_near(own.dossiers)
    return replace(
        own,
        staff=even_near(own.staff),
        tasks=even_near(own.tasks),
        assigned=even_near(own.assigned),
        documents_out=even_near(own.documents_out),
        documents_in=even_near(own.documents_in),
        dossiers=dossiers,
        received=even_near(own.received),
        overdue=min(even_near(own.overdue), dossiers) if own.overdue else 0,
        procedures=even_near(own.procedures),
        even=True,
    )
