"""Pictures that other websites show beside a link to a page: PNG of 1200 by 630, set by typst with its own fonts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from parindex.paperwork.pdffile import Layout, set_by_typst, shown_all


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCard:
    """What a picture says, as words in the language `lang`.

    `note` stands out in a corner ("sample data"); `rows` are at most three of rank, name and index, under the name of
    their `group`; `foot` is said where there are none.
    """

    lang: str
    brand: str
    title: str
    under: str
    note: str = ""
    group: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    foot: str = ""


def card_files(cards: Sequence[SocialCard]) -> list[bytes]:
    """The pictures in the order of the cards."""
    return set_by_typst(Layout.CARD, [shown_all(asdict(card)) for card in cards]) if cards else []
