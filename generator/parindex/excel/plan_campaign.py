"""Which workbook a kind is."""

from collections.abc import Callable, Mapping

from parindex.excel.book import Book
from parindex.excel.campaign import Campaign
from parindex.excel.layout import Kind
from parindex.excel.plan_adjustments import adjustments_book
from parindex.excel.plan_roster import roster_book
from parindex.excel.plan_survey import survey_book

_BOOKS: Mapping[Kind, Callable[[Campaign], Book]] = {
    Kind.SURVEY: survey_book,
    Kind.ADJUSTMENTS: adjustments_book,
    Kind.ROSTER: roster_book,
}


def campaign_book(campaign: Campaign) -> Book:
    """The workbook of a campaign's file."""
    return _BOOKS[campaign.kind](campaign)
