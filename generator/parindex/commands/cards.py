"""The pictures that other websites show beside a link: one of the site, one of each decided cycle with a ranking."""

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.i18n.mirror import mirrored
from parindex.i18n.quoted import unmarked
from parindex.model.repository import CycleResult
from parindex.paperwork.cardfile import SocialCard, card_files
from parindex.render import urls
from parindex.render.environment import printed_index
from parindex.render.showcase import leaders
from parindex.render.stock import Stock


def cards_of(stock: Stock) -> Iterator[tuple[str, SocialCard]]:
    """Path and words of each picture of a site in one language."""
    t = stock.t
    yield (
        urls.social(),
        SocialCard(
            lang=stock.lang,
            brand=stock.build.site_name,
            title=t["home-title"],
            under=t["home-description"],
            note=t["sample-label"] if all(entry.sample for entry in stock.repository.programmes.values()) else "",
            foot=t["home-claim"],
        ),
    )
    for key, cycle in stock.pictured.items():
        yield urls.social(*key), _card_of(stock, cycle)


def _card_of(stock: Stock, cycle: CycleResult) -> SocialCard:
    best = leaders(cycle)
    return SocialCard(
        lang=stock.lang,
        brand=stock.build.site_name,
        title=unmarked(cycle.programme.name),
        under=unmarked(cycle.cycle.title),
        note=stock.t["sample-label"] if cycle.programme.sample else "",
        group=unmarked(best[0]["group"]),
        rows=tuple(
            (str(row["rank"]), unmarked(row["name"]), f"{printed_index(stock.words, row['index'], cycle)} %")
            for row in best
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardJob:
    """The pictures of a site in one language, to be made."""

    stock: Stock

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file."""
        paths, cards = zip(*cards_of(self.stock), strict=True)
        for path, data in zip(paths, card_files(cards), strict=True):
            yield mirrored(self.stock.lang, path), data
