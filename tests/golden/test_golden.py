"""A miniature authority with every output: what the engine says today is what was committed.

The authority is `tests/examples/base`. Where a change of the engine is meant, `pytest tests/golden --renew-golden`
writes the files below `tests/golden/expected` anew; the difference in them is then part of what is reviewed, and a
published score that changes has its place in the changelog. A run of CI never renews.
"""

from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest

from parindex import cli
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.render.opendata.files import cycle_files
from parindex.render.page import Build
from parindex.render.site import Site
from parindex.render.urls import unit_page
from support.house import ROOT, base

EXPECTED = Path(__file__).parent / "expected"
AUTHORITY = ROOT / "tests/examples/base"
UNIT = "so-tu-phap"


def _data() -> Iterator[tuple[str, str]]:
    repository = run(FileTree.of(dict(base())))
    (cycle,) = (entry for entry in repository.cycles if entry.regulation is not None)
    for path, data in cycle_files(cycle, None):
        yield path.rsplit("/", 1)[1], b"".join(data).decode("utf-8")
    site = Site(repository, Build(commit=None), ROOT / "site/templates")
    wanted = unit_page("tinh-thu", "2025", UNIT)
    pages = (job() for job in site.jobs())
    yield f"{UNIT}.html", next(page.content for page in pages if page.path == wanted)


@cache
def data() -> dict[str, str]:
    return dict(_data())


def compared(name: str, said: str, request: pytest.FixtureRequest) -> None:
    path = EXPECTED / name
    if request.config.getoption("--renew-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8", newline="")
    held = path.read_bytes().decode("utf-8") if path.exists() else ""
    difference = "\n".join(unified_diff(held.splitlines(), said.splitlines(), "committed", "now", lineterm="", n=1))
    assert said == held, f"{name} differs; if that is meant: pytest tests/golden --renew-golden\n{difference}"


@pytest.mark.parametrize("name", ["results.json", "results.csv", "leaves.csv", f"{UNIT}.html"])
def test_the_published_outputs_are_those_committed(name: str, request: pytest.FixtureRequest) -> None:
    compared(name, data()[name], request)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_scores_on_a_terminal_are_those_committed(
    lang: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = ["--root", str(AUTHORITY), "--lang", lang]
    assert cli.main(["score", "--cycle", "tinh-thu/2025", *shared]) == 0
    assert cli.main(["score", f"tinh-thu/2025/{UNIT}", "--today", "2026-01-04", *shared]) == 0
    compared(f"score.{lang}.txt", capsys.readouterr().out, request)


def test_nothing_is_committed_that_no_test_compares() -> None:
    compared_files = {"results.json", "results.csv", "leaves.csv", f"{UNIT}.html", "score.vi.txt", "score.en.txt"}
    assert {path.name for path in EXPECTED.iterdir()} == compared_files
