"""The pictures that other websites show beside a link: one of the site, one of each decided cycle with a ranking."""

from collections.abc import Iterator
from dataclasses import dataclass

from parindex.i18n.mirror import mirrored
from parindex.i18n.quoted import unmarked
from parindex.model.repository import CycleResult
from parindex.paperwork.cardfile import SocialCard, card_files
from parindex.render import urls
from parindex.render.basis import Basis
from parindex.render.environment import printed_index
from parindex.render.showcase import leaders


def cards_of(basis: Basis) -> Iterator[tuple[str, SocialCard]]:
    """Path and words of each picture of a site in one language."""
    t = basis.t
    yield (
        urls.social(),
        SocialCard(
            lang=basis.lang,
            brand=basis.build.site_name,
            title=t["home-title"],
            under=t["home-description"],
            note=t["sample-label"] if all(entry.sample for entry in basis.repository.programmes.values()) else "",
            foot=t["home-claim"],
        ),
    )
    for key, cycle in basis.pictured.items():
        yield urls.social(*key), _card_of(basis, cycle)


def _card_of(basis: Basis, cycle: CycleResult) -> SocialCard:
    best = leaders(cycle)
    return SocialCard(
        lang=basis.lang,
        brand=basis.build.site_name,
        title=unmarked(cycle.programme.name),
        under=unmarked(cycle.cycle.title),
        note=basis.t["sample-label"] if cycle.programme.sample else "",
        group=unmarked(best[0]["group"]),
        rows=tuple(
            (str(row["rank"]), unmarked(row["name"]), f"{printed_index(basis.words, row['index'], cycle)} %")
            for row in best
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardJob:
    """The pictures of a site in one language, to be made."""

    basis: Basis

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file."""
        paths, cards = zip(*cards_of(self.basis), strict=True)
        for path, data in zip(paths, card_files(cards), strict=True):
            yield mirrored(self.basis.lang, path), data
