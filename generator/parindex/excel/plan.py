"""What stands where in the workbook of a self-assessment: its sheets, as values."""

from parindex.excel.book import Book
from parindex.excel.plan_form import form_page
from parindex.excel.plan_mapping import mapping_page
from parindex.excel.plan_sides import approval_page, contributors_page, documents_page, guide_page
from parindex.excel.settings import Settings
from parindex.i18n.text import label


def self_assessment_book(settings: Settings) -> Book:
    """The workbook of a unit: guide, form, documents, approval, field heads where there are any, and the mapping."""
    mapping, lists, units = mapping_page(settings)
    footer = f"{settings.called} – {settings.cycle.title}"
    documents, called = documents_page(settings.value.get("evidence", {}), footer, settings.lang)
    form = form_page(settings, lists, called, units)
    pages = [guide_page(settings), form, documents, approval_page(settings)]
    if settings.regulation.field_heads or settings.value.get("contributors"):
        pages.append(contributors_page(settings))
    return Book(
        pages=(*pages, mapping),
        first=form.name,
        title=label("wb-title", settings.lang, cycle=settings.cycle.title),
        author=settings.called,
    )
