"""How a cycle's data are cited: the reference as text, and the README inside a download."""

from collections.abc import Sequence

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.crediting import credit_of, source_text, sources_text
from parindex.render.opendata.recipe import READD_NAME
from parindex.render.page import Build

Column = tuple[str, str, str]
"""Name, type and title of a column."""


def permalink(cycle: CycleResult) -> str:
    """Where on the site the edition in force stays readable for good; an undecided cycle has its page alone."""
    editions = editions_of(cycle.cycle)
    return urls.edition_page(*cycle.key, editions[-1].number) if editions else urls.cycle_page(*cycle.key)


def citation(cycle: CycleResult, build: Build, words: Words) -> str:
    """The results of a cycle as a reference: who, when, what, which edition, made from which commit, where.

    Where it is not known at which address the site is published, none is given: half an address helps nobody.
    """
    t, made = words.t, cycle.cycle
    decision, editions = made.decision, editions_of(made)
    credit = credit_of(cycle, build.site_name)
    told = {
        "authority": credit.author,
        "year": (decision.date if decision else made.dates.get("open", made.id))[:4],
        "title": made.title if credit.author == cycle.programme.name else f"{cycle.programme.name}, {made.title}",
    }
    if decision is not None:
        date = date_text(decision.date, words.lang)
        text = t["cite-decided"].format(**told, edition=editions[-1].number, number=decision.number, date=date)
    elif credit.official:
        text = t["cite-undecided"].format(**told)
    else:
        text = t["cite-imported"].format(**told)
    source = "" if credit.official else sources_text(credit.sources, words)
    at = t["cite-commit"].format(commit=build.commit[:12]) if build.commit else ""
    sample = t["cite-sample"] if cycle.programme.sample else ""
    where = f"{build.site_url}{permalink(cycle)}" if build.site_url else ""
    return " ".join(part for part in (text, source, at, sample, where) if part)


def readme(
    cycle: CycleResult, cited: str, tables: Sequence[tuple[str, Sequence[Column]]], build: Build, words: Words
) -> bytes:
    """What lies in a download beside the data: what it is, what to mind, how it is cited, what each column means."""
    t, programme = words.t, cycle.programme
    lines = [f"# {programme.name}: {cycle.cycle.title}", ""]
    if programme.sample:
        lines += [f"**{t['sample-label']}.** {t['sample-text'].format(name=programme.name)}", ""]
    notices = (notice for notice in ("" if programme.sample else programme.notice, cycle.cycle.notice) if notice)
    lines += [line for notice in notices for line in (notice, "")]
    for source in credit_of(cycle, build.site_name).sources:
        lines += [t["credit-source"].format(source=source_text(source, words)), *([source.note] if source.note else [])]
        lines += [""]
    lines += [f"{t['bundle-cite']} {cited}", "", t["bundle-licence"], "", t["bundle-exact"], "", t["bundle-check"], ""]
    lines += [t["bundle-readd"].format(name=READD_NAME), ""]
    for name, columns in tables:
        lines += [f"## {name}", "", f"| {t['bundle-column']} | {t['bundle-type']} | {t['bundle-meaning']} |"]
        lines += ["|---|---|---|", *(f"| {column} | {kind} | {title} |" for column, kind, title in columns), ""]
    return "\n".join(lines).encode()
