"""What the page of a regulation says of its codes: groups, tie-breakers and days of a year as readers know them."""

from collections.abc import Sequence

from parindex.i18n.mirror import ORIGINAL
from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet
from parindex.model.regulation import Regulation


def group_names(regulation: Regulation, groups: Sequence[str]) -> list[str]:
    """The names of groups, none where all of the regulation's are meant."""
    named = {group.id: group.name for group in regulation.groups}
    return [] if set(named) <= set(groups) else [named.get(group, group) for group in groups]


def tie_breakers(regulation: Regulation, words: Words) -> list[str]:
    """By what equal results are parted, in order."""
    return [_breaker(regulation, breaker, words) for breaker in regulation.tie_breakers]


def _breaker(regulation: Regulation, breaker: str, words: Words) -> str:
    kind, _, name = breaker.partition(":")
    text = words.t[f"breaker-{kind}"]
    if kind == "block":
        return text.format(name=next((block.name for block in regulation.blocks if block.id == name), name))
    if kind == "area":
        names = {_area_name(criteria, name) for criteria in regulation.sets.values()}
        # Groups may call the same area by other names: then only its code says which one is meant.
        return text.format(name=f"{name}. {names.pop()}" if len(names) == 1 else name)
    return text


def _area_name(criteria: CriteriaSet, code: str) -> str:
    return next((area.name for area in criteria.areas if area.code == code), "")


def day_of_year(text: str, words: Words) -> str:
    """A month and day ("01-07"): "07/01" in Vietnamese, "7 January" in English."""
    if words.lang == ORIGINAL:
        return date_text(text, words.lang)
    month, day = text.split("-")
    return f"{int(day)} {words.t[f'month-{month}']}"
