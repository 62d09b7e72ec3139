"""The templates of the site and what they may call."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from parindex import __version__
from parindex.i18n import numbers
from parindex.i18n.evidencewords import moment_day
from parindex.i18n.mirror import ORIGINAL
from parindex.i18n.quoted import is_marked, marked_up, quoted
from parindex.i18n.words import Words
from parindex.model.links import link_fault
from parindex.model.regulation import Grade, Regulation
from parindex.model.repository import CycleResult
from parindex.model.roster import PrintedRow
from parindex.render import charts, stats, urls
from parindex.render.lawview import day_of_year, group_names


def page_words(lang: str) -> Words:
    """The words of a language as pages put them: what is quoted among foreign ones is marked."""
    return Words(lang, quoting=lang != ORIGINAL)


def finished(html: str, words: Words) -> str:
    """HTML as it goes out: what is Vietnamese among other words is marked as that."""
    return marked_up(html) if words.quoting else html


def environment(templates: Path, words: Words) -> Environment:
    """An environment that escapes everything and knows the words, numbers and addresses of one language.

    What it renders goes through `finished`.
    """
    lang = words.lang
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_quoted if words.quoting else None,
    )
    made.globals.update(
        t=words.t,
        urls=urls,
        charts=charts,
        version=__version__,
        link=partial(_link, lang),
        lang=lang,
        grade_step=grade_step,
        lost=stats.lost,
        lost_in=stats.lost_in,
        anchor=urls.anchor,
        rule_lines=words.rule_lines,
        group_names=group_names,
        is_printed=lambda value: isinstance(value, PrintedRow),
    )
    made.filters.update(
        num=words.number,
        index=partial(printed_index, words),
        plain=words.plain,
        count=lambda number: numbers.typed_number(str(number), lang),
        typed=lambda text: numbers.typed_number(text, lang),
        date=lambda text: numbers.date_text(text, lang),
        day_of_year=partial(day_of_year, words=words),
        day=lambda text: numbers.date_text(text[:10], lang),
        seen_day=partial(moment_day, words),
        linkable=lambda url: bool(url) and not link_fault(url),
    )
    return made


def printed_index(words: Words, value: Fraction | None, cycle: CycleResult) -> str:
    """An index as the regulation of its cycle prints it; the same figure on every page."""
    if cycle.regulation is None:
        return words.number(value)
    rounding = cycle.regulation.rounding
    return words.number(value, rounding.decimals, rounding.mode)


def _link(lang: str, root: str, target: str) -> str:
    """A link from a page to another page of its language, or to one of the things that all languages share."""
    return root + urls.from_home(lang, target)


def _quoted(value: Any) -> Any:
    """A text of the data, marked where it is Vietnamese; what is HTML or marked already stays as it is."""
    return quoted(value) if type(value) is str and not is_marked(value) else value


def grade_step(grades: Sequence[Grade], grade: Grade) -> int:
    """The class's place among five steps of colour, the best 1 and the worst 5, however many classes there are."""
    at = [entry.id for entry in grades].index(grade.id)
    return 1 if len(grades) < 2 else 1 + round(at * 4 / (len(grades) - 1))


def stage_name(regulation: Regulation, stage: str) -> str:
    """What the regulation calls a stage."""
    return next((entry.name for entry in regulation.stages if entry.id == stage), stage)
