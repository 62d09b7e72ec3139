"""Which papers a cycle has, and their files."""

from collections.abc import Iterable, Iterator, Sequence

from parindex.model.repository import CycleResult
from parindex.paperwork.annex import annex, annex_name, annex_parts, annex_title
from parindex.paperwork.context import Desk
from parindex.paperwork.minutes import minutes, minutes_name, minutes_title
from parindex.paperwork.paper import Format, Paper


def annexes(desk: Desk) -> Iterator[Paper]:
    """The annex in its parts."""
    parts = annex_parts(desk.cycle)
    for number, rankings in enumerate(parts, 1):
        yield annex(desk, number, len(parts), rankings)


def all_minutes(desk: Desk) -> Iterator[Paper]:
    """The minutes of every meeting."""
    return (minutes(desk, meeting) for meeting in desk.cycle.cycle.meetings)


def public(cycle: CycleResult) -> bool:
    """Whether papers of a cycle may be published: there is a decision, and nothing before it."""
    return cycle.cycle.decided and bool(cycle.units)


def published(desk: Desk) -> Iterator[Paper]:
    """The papers of a cycle that the site offers; none before the decision."""
    if public(desk.cycle) and not desk.draft:
        yield from annexes(desk)
        yield from all_minutes(desk)


def offered(cycle: CycleResult) -> Iterator[tuple[str, str]]:
    """What each of `published` is called in a list, and its file's name: known without making it."""
    if not public(cycle):
        return
    parts = len(annex_parts(cycle))
    yield from ((annex_title(part, parts), annex_name(part)) for part in range(1, parts + 1))
    yield from ((minutes_title(meeting), minutes_name(meeting)) for meeting in cycle.cycle.meetings)


def paper_files(papers: Iterable[Paper], formats: Sequence[Format]) -> Iterator[tuple[str, bytes]]:
    """File name and content of every paper in every format."""
    made = list(papers)
    if Format.DOCX in formats:
        from parindex.paperwork.wordfile import word_file  # noqa: PLC0415 only who makes papers pays for it

        yield from ((f"{paper.name}.{Format.DOCX.value}", word_file(paper)) for paper in made)
    if Format.PDF in formats:
        from parindex.paperwork.pdffile import pdf_files  # noqa: PLC0415

        yield from (
            (f"{paper.name}.{Format.PDF.value}", data) for paper, data in zip(made, pdf_files(made), strict=True)
        )
