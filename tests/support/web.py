"""A served site, a page that is watched while it is used, and pages of every kind, found and not named."""

import json
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page


@dataclass(frozen=True)
class Served:
    """A built site: its folder, and the address it is served at (with a slash at the end)."""

    folder: Path
    address: str

    @property
    def host(self) -> str:
        return self.address.split("/")[2]


@dataclass
class Watched:
    """A page and all that went wrong on it."""

    page: Page
    faults: list[str]
    asked: list[str]

    def failed(self, url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":
            self.faults.append(f"{why}: {url}")

    def open(self, address: str) -> Page:
        self.page.goto(address, wait_until="load")
        return self.page


def watched(page: Page) -> Watched:
    seen = Watched(page, [], [])
    page.on(
        "console", lambda message: seen.faults.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda problem: seen.faults.append(str(problem)))
    # A download takes its request out of the browser's hands, which it calls aborted.
    page.on("requestfailed", lambda request: seen.failed(request.url, request.failure))
    page.on("request", lambda request: seen.asked.append(request.url))
    return seen


KINDS = (
    "home",
    "results",
    "programme",
    "cycle",
    "unit",
    "withheld",
    "area",
    "board",
    "criterion",
    "evidence",
    "health",
    "methods",
    "method",
    "criteria",
    "changes",
    "data",
    "search",
    "rules",
    "comparison",
    "compare",
    "printed",
    "guide",
    "about",
    "form",
    "filing",
    "edition",
)


def page_of(folder: Path, kind: str) -> str:
    """A page of a kind: the longest of those there are, for it has the most on it."""
    fixed = {
        "home": "index.html",
        "results": "ket-qua/index.html",
        "methods": "phuong-phap/index.html",
        "data": "du-lieu/index.html",
        "search": "tim-kiem.html",
        "filing": "nop-ho-so.html",
        "rules": "huong-dan/quy-tac.html",
        "guide": "huong-dan/don-vi.html",
        "about": "gioi-thieu/du-lieu-mau.html",
    }
    if kind in fixed:
        return fixed[kind]
    cycles = [
        (f"ket-qua/{programme['id']}/{cycle['id']}", cycle["kind"])
        for programme in json.loads((folder / "data/v1/index.json").read_text("utf-8"))["programmes"]
        for cycle in programme["cycles"]
    ]
    campaigns = [path for path, kind_of in cycles if kind_of == "campaign"]
    units = [
        page
        for path in campaigns
        for page in (folder / path).glob("*.html")
        if page.name not in ("index.html", "doi-chieu.html", "so-sanh.html")
    ]
    found = {
        "programme": list((folder / "ket-qua").glob("*/index.html")),
        "cycle": [folder / path / "index.html" for path in campaigns],
        "printed": [folder / path / "index.html" for path, kind_of in cycles if kind_of == "published"],
        "unit": [page for page in units if "pi-losses" in page.read_text("utf-8")],
        "withheld": [page for page in units if "pi-standing--withheld" in page.read_text("utf-8")] or units,
        "area": [page for path in campaigns for page in (folder / path).glob("linh-vuc/*/*.html")],
        "board": [
            page for path in campaigns for page in [folder / path / "index.html"] if "pi-board" in page.read_text()
        ],
        "criterion": [page for path in campaigns for page in (folder / path).glob("tieu-chi/*/*.html")],
        "evidence": [
            page for path in campaigns for page in (folder / path).glob("tai-lieu/*.html") if page.name != "index.html"
        ],
        "health": [page for path in campaigns for page in (folder / path).glob("tai-lieu/index.html")],
        "compare": [page for path in campaigns for page in (folder / path).glob("so-sanh.html")],
        "comparison": [
            folder / path / "doi-chieu.html" for path in campaigns if (folder / path / "doi-chieu.html").exists()
        ],
        "edition": [page for path in campaigns for page in (folder / path).glob("ban-*/index.html")],
        "form": [page for path in campaigns for page in (folder / path).glob("khai/*.html")],
        "method": list((folder / "phuong-phap").glob("*/index.html")),
        "criteria": [
            page
            for page in (folder / "phuong-phap").glob("*/*.html")
            if page.name != "index.html" and not page.name.startswith("so-voi-")
        ],
        "changes": list((folder / "phuong-phap").glob("*/so-voi-*.html")),
    }[kind]
    assert found, f"the site has no page of the kind {kind}"
    best = max(found, key=lambda page: (page.stat().st_size, page.as_posix()))
    return best.relative_to(folder).as_posix()
