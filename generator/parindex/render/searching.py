"""What a search finds: units under all their names, programmes and criteria, each with the page about it."""

from collections.abc import Iterator, Sequence

from parindex.i18n import numbers
from parindex.i18n.mirror import mirrored
from parindex.i18n.quoted import unmarked
from parindex.model.roster import Programme, Unit
from parindex.render import urls
from parindex.render.stock import Stock

_NAMES_OF_BEFORE = 6
"""So many old names of a unit are shown in a search; all are found."""

_Found = tuple[str, str, str, Sequence[str]]
"""A name, what stands beside it, its page, and further words that find it."""


def search_entries(stock: Stock) -> list[tuple[str, str, str, str]]:
    """(name, folded name, where, path) of every unit, criterion and programme; old names find a unit, too."""
    return [
        (
            unmarked(name),
            numbers.folded(unmarked(" ".join((name, where, *more)))),
            unmarked(where),
            mirrored(stock.lang, path),
        )
        for name, where, path, more in (*_programmes(stock), *_units(stock), *_leaves(stock))
    ]


def units_with_pages(stock: Stock) -> Iterator[tuple[Programme, Unit, str]]:
    """Every unit that some page tells of, with its programme and the newest of these pages."""
    for programme in stock.repository.programmes.values():
        for unit in programme.units.values():
            if page := stock.latest_page(programme, unit.id):
                yield programme, unit, page


def _programmes(stock: Stock) -> Iterator[_Found]:
    for programme in stock.repository.programmes.values():
        original = stock.originals[programme.id].name
        yield programme.name, stock.t["search-programme"], urls.programme_page(programme.id), (original,)


def _units(stock: Stock) -> Iterator[_Found]:
    for programme, unit, page in units_with_pages(stock):
        where, names = _known_as(stock, programme, unit)
        yield unit.name, where, page, [*names, stock.original_name(programme, unit)]


def _leaves(stock: Stock) -> Iterator[_Found]:
    for regulation in stock.repository.regulations.values():
        for criteria in regulation.sets.values():
            page = urls.criteria_page(regulation.id, criteria.group)
            originals = stock.original_laws[regulation.id].sets[criteria.group].by_code
            for leaf in criteria.leaves:
                own = originals[leaf.code].name
                more = () if own == leaf.name else (own,)
                yield leaf.name, f"{regulation.short}, {leaf.code}", f"{page}#{urls.anchor(leaf.code)}", more


def _known_as(stock: Stock, programme: Programme, unit: Unit) -> tuple[str, list[str]]:
    """What stands beside a unit's name in a search, and the names of before that find it, too."""
    lineage = stock.lineages[programme.id]
    names = [old.name for old in lineage.earlier(unit.id)]
    told = [programme.name]
    if new := lineage.after(unit.id):
        told.append(stock.t["search-became"].format(names=", ".join(other.name for other in new)))
    if names:
        told.append(stock.t["search-was"].format(names=", ".join(names[:_NAMES_OF_BEFORE])))
    return "; ".join(told), names[_NAMES_OF_BEFORE:]
