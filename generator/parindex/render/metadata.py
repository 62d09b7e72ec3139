"""A cycle's data as search engines for data read them (https://schema.org/Dataset)."""

import json
from collections.abc import Sequence
from posixpath import relpath
from typing import Any

from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.regulation import Source
from parindex.model.repository import CycleResult
from parindex.render import urls
from parindex.render.citing import citation
from parindex.render.crediting import credit_of
from parindex.render.opendata.texts import LICENCE_URL
from parindex.render.page import Build

_KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def dataset(cycle: CycleResult, files: Sequence[str], folder: str, build: Build, words: Words) -> dict[str, Any]:
    """The description of a cycle's data; `files` are paths from the site's root.

    Without a known address of the site, files are named relative to `folder`, where the description stands (JSON-LD
    resolves against the document), and the page, which must be absolute to be of use, is left out.
    """
    made, t = cycle.cycle, words.t
    editions, credit = editions_of(made), credit_of(cycle, build.site_name)
    about = t["dataset-description" if credit.official else "dataset-imported"]
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{cycle.programme.name}: {made.title}",
        "description": about.format(name=cycle.programme.name, cycle=made.title)
        + (f" {t['sample-text'].format(name=cycle.programme.name)}" if cycle.programme.sample else ""),
        "inLanguage": "vi",
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization" if credit.official else "Organization", "name": credit.author},
        "temporalCoverage": made.id,
        "citation": citation(cycle, build, words),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": build.site_url + path if build.site_url else relpath(path, folder),
                "encodingFormat": _KINDS[path.rsplit(".", 1)[1]],
            }
            for path in files
        ],
    }
    if build.site_url:
        described["url"] = build.site_url + urls.cycle_page(*cycle.key)
    if credit.sources:
        described["isBasedOn"] = [_work(source) for source in credit.sources]
    if editions:
        described |= {"version": str(editions[-1].number), "dateModified": editions[-1].since}
        described |= {"datePublished": editions[0].since}
    return described


def _work(source: Source) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "CreativeWork", "name": source.title}
    if source.publisher:
        told["publisher"] = {"@type": "Organization", "name": source.publisher}
    told |= {"identifier": source.decision, "url": source.url, "datePublished": source.dated}
    return {key: value for key, value in told.items() if value}


def in_page(described: dict[str, Any]) -> str:
    """Metadata as they may stand in a page's script: no sign in them can end it."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
