"""The pictures that other websites show beside a link: one of the site, one of each decided cycle with a ranking."""

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.i18n.mirror import mirrored
from parindex.i18n.quoted import unmarked
from parindex.model.repository import CycleResult
from parindex.paperwork.cardfile import SocialCard, card_files
from parindex.render import urls
from parindex.render.environment import printed_index
from parindex.render.site import Site


def cards_of(site: Site) -> Iterator[tuple[str, SocialCard]]:
    """Path and words of each picture of a site in one language."""
    t = site.t
    yield (
        urls.social(),
        SocialCard(
            lang=site.lang,
            brand=site.build.site_name,
            title=t["home-title"],
            under=t["home-description"],
            note=t["sample-label"] if all(entry.sample for entry in site.repository.programmes.values()) else "",
            foot=t["home-claim"],
        ),
    )
    for key, cycle in site.pictured.items():
        yield urls.social(*key), _card_of(site, cycle)


def _card_of(site: Site, cycle: CycleResult) -> SocialCard:
    best = site.leaders(cycle)
    return SocialCard(
        lang=site.lang,
        brand=site.build.site_name,
        title=unmarked(cycle.programme.name),
        under=unmarked(cycle.cycle.title),
        note=site.t["sample-label"] if cycle.programme.sample else "",
        group=unmarked(best[0]["group"]),
        rows=tuple(
            (str(row["rank"]), unmarked(row["name"]), f"{printed_index(site.words, row['index'], cycle)} %")
            for row in best
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardJob:
    """The pictures of a site in one language, to be made."""

    site: Site

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file."""
        paths, cards = zip(*cards_of(self.site), strict=True)
        for path, data in zip(paths, card_files(cards), strict=True):
            yield mirrored(self.site.lang, path), data
