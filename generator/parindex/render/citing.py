"""How a cycle's data are cited and described: citation text, schema.org metadata, the papers inside a download."""

import json
from collections.abc import Sequence
from typing import Any

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.opendata.texts import LICENCE_URL

Column = tuple[str, str, str]
"""Name, type and title of a column."""


def permalink(cycle: CycleResult, site_url: str) -> str:
    """Where the edition in force stays readable for good; an undecided cycle has its page alone."""
    editions = editions_of(cycle.cycle)
    programme, year = cycle.programme.id, cycle.cycle.id
    path = urls.edition_page(programme, year, editions[-1].number) if editions else urls.cycle_page(programme, year)
    return site_url + path


def citation(cycle: CycleResult, commit: str | None, site_url: str, words: Words) -> str:
    """The results of a cycle as a reference: who, when, what, which edition, where, made from which commit."""
    t, made = words.t, cycle.cycle
    decision, editions = made.decision, editions_of(made)
    authority = decision.issuer if decision else cycle.programme.authority
    told = {
        "authority": authority,
        "year": (decision.date if decision else made.dates.get("open", made.id))[:4],
        "title": made.title if authority == cycle.programme.name else f"{cycle.programme.name}, {made.title}",
        "where": permalink(cycle, site_url),
    }
    if decision is None:
        text = t["cite-undecided"].format(**told)
    else:
        date = date_text(decision.date, words.lang)
        text = t["cite-decided"].format(**told, edition=editions[-1].number, number=decision.number, date=date)
    at = t["cite-commit"].format(commit=commit[:12]) if commit else ""
    sample = t["cite-sample"] if cycle.programme.sample else ""
    return " ".join(part for part in (text, at, sample) if part)


def dataset(
    cycle: CycleResult, files: Sequence[str], commit: str | None, site_url: str, words: Words
) -> dict[str, Any]:
    """A cycle's data as a schema.org Dataset (https://schema.org/Dataset); `files` are paths from the site's root."""
    made, t = cycle.cycle, words.t
    editions = editions_of(made)
    kinds = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
    kinds |= {"zip": "application/zip"}
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{cycle.programme.name}: {made.title}",
        "description": t["dataset-description"].format(name=cycle.programme.name, cycle=made.title)
        + (f" {t['sample-text'].format(name=cycle.programme.name)}" if cycle.programme.sample else ""),
        "inLanguage": "vi",
        "url": site_url + urls.cycle_page(cycle.programme.id, made.id),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": cycle.programme.authority},
        "temporalCoverage": made.id,
        "citation": citation(cycle, commit, site_url, words),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": site_url + path,
                "encodingFormat": kinds[path.rsplit(".", 1)[1]],
            }
            for path in files
        ],
    }
    if editions:
        described |= {"version": str(editions[-1].number), "dateModified": editions[-1].since}
        described |= {"datePublished": editions[0].since}
    return described


def in_page(described: dict[str, Any]) -> str:
    """Metadata as they may stand in a page's script: no sign in them can end it."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def readme(cycle: CycleResult, cited: str, tables: Sequence[tuple[str, Sequence[Column]]], words: Words) -> bytes:
    """What lies in a download beside the data: what it is, how it is cited, what each column means."""
    t = words.t
    lines = [f"# {cycle.programme.name}: {cycle.cycle.title}", ""]
    if cycle.programme.sample:
        lines += [f"**{t['sample-label']}.** {t['sample-text'].format(name=cycle.programme.name)}", ""]
    elif cycle.programme.notice:
        lines += [cycle.programme.notice, ""]
    lines += [f"{t['bundle-cite']} {cited}", "", t["bundle-licence"], "", t["bundle-exact"], "", t["bundle-check"], ""]
    for name, columns in tables:
        lines += [f"## {name}", "", f"| {t['bundle-column']} | {t['bundle-type']} | {t['bundle-meaning']} |"]
        lines += ["|---|---|---|", *(f"| {column} | {kind} | {title} |" for column, kind, title in columns), ""]
    return "\n".join(lines).encode()
