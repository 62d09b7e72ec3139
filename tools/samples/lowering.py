"""What an appraiser makes of a declared fact: the lower figure that the documents prove."""

from collections.abc import Callable
from random import Random

from parindex.model import criteria as c
from samples.facts import Given, points

# Figures of `branches` that an appraiser corrects, and which way.
_FIGURES = {
    "tinh_gian_thuc_hien": -1, "so_phuong_an": -1, "tiet_kiem": -1, "lay_y_kien": -1, "so_tthc_duoc_don_gian": -1,
    "da_giam": -1, "actual_cut": -1, "current": 1, "growth": -1, "actual": -1, "reminded": 1, "khong_chuyen_trach": 1,
}  # fmt: skip


def lowered(leaf: c.Leaf, given: Given, chance: Random) -> Given | None:
    """Facts worth less than those declared; None where there is no believable correction."""
    worth = points(leaf, given)
    if worth == 0:
        return None
    tries = _tries(leaf, given, chance)
    for attempt in range(1, 13):
        changed = tries(attempt)
        if changed is None:
            return None
        if points(leaf, changed) < worth:
            return changed
    return None


def _tries(leaf: c.Leaf, given: Given, chance: Random) -> Callable[[int], Given | None]:
    rule = leaf.rule
    if isinstance(rule, c.Choice):
        return _next_option(rule, given)
    if isinstance(rule, c.Checklist):
        items = given["items"]
        dropped = chance.choice(items)
        return lambda attempt: (
            {"items": [item for item in items if item != dropped]} if len(items) > 1 and attempt == 1 else None
        )
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        return _fewer_done(rule, given, chance)
    if isinstance(rule, c.Branches):
        return _other_figure(given, chance)
    if isinstance(rule, c.Count):
        return lambda attempt: (
            {"number": str(int(given["number"]) - attempt)} if attempt <= min(int(given["number"]), 4) else None
        )
    if isinstance(rule, c.Deduct):
        return lambda attempt: {"number": str(int(given["number"]) + attempt)} if attempt <= 2 else None
    return lambda attempt: _other_number(rule, given, attempt) if isinstance(rule, c.Steps) else None


def _next_option(rule: c.Choice, given: Given) -> Callable[[int], Given | None]:
    ranked = sorted(rule.options, key=lambda option: -option.points)
    place = next(at for at, option in enumerate(ranked) if option.id == given["option"])
    # To have nothing at all is found on the spot; documents only show that something is worth less.
    steps = [option for option in ranked[place + 1 :] if option.points > 0]
    if not steps and len([option for option in ranked if option.points > 0]) == 1:
        steps = ranked[place + 1 :]
    return lambda attempt: {"option": steps[attempt - 1].id} if attempt <= len(steps) else None


def _fewer_done(rule: c.Steps | c.Ratio, given: Given, chance: Random) -> Callable[[int], Given | None]:
    done, total = int(given["done"]), int(given["total"])
    step = max(round(total * chance.uniform(0.02, 0.05)), 1)
    up = isinstance(rule, c.Ratio) and rule.complement

    def attempt_at(attempt: int) -> Given | None:
        moved = done + step * attempt if up else done - step * attempt
        if not 0 < moved <= total or attempt * step > max(total * 0.3, 2):
            return None
        return {**given, "done": str(moved)}

    return attempt_at


def _other_figure(given: Given, chance: Random) -> Callable[[int], Given | None]:
    names = [
        name
        for name in _FIGURES
        if (name in given["figures"] and float(given["figures"][name]) > 0) or name == "reminded" in given["figures"]
    ]
    if not names:
        return lambda attempt: None
    name = chance.choice(names)
    old = given["figures"][name]

    def attempt_at(attempt: int) -> Given | None:
        if "." in old:
            moved = f"{float(old) + _FIGURES[name] * 0.15 * attempt:.2f}"
        else:
            size = max(int(old) // 40, 1)
            moved = str(int(old) + _FIGURES[name] * size * attempt)
        if float(moved) <= 0:
            return None
        return {"figures": {**given["figures"], name: moved}}

    return attempt_at


def _other_number(rule: c.Steps, given: Given, attempt: int) -> Given | None:
    falling = any(band.upper is not None for band in rule.bands)
    if "." in given["number"]:
        moved = f"{float(given['number']) - 1.7 * attempt:.1f}"
    else:
        moved = str(int(given["number"]) + (3 * attempt if falling else -attempt))
    return {"number": moved} if float(moved) >= 0 else None
