"""The browser's scoring module and the engine say the same, to the last digit, of every shared vector."""

import json

import pytest
from playwright.sync_api import Page

from parindex.pipeline import run
from parindex.source.worktree import worktree
from support.house import ROOT
from support.vectors import KEPT, counted, sample_vectors
from support.web import Watched

pytestmark = pytest.mark.browser

SCRIPTS = ("site/assets/vendor/fraction.min.js", "site/assets/scoring.js", "tests/support/vectors.js")


@pytest.fixture
def engine(desk: Watched) -> Page:
    """An empty page with the scoring module."""
    for name in SCRIPTS:
        desk.page.add_script_tag(path=ROOT / name)
    return desk.page


def agreed(page: Page, vectors: object) -> int:
    """How many results the browser had to agree on, and did."""
    told = page.evaluate("vectors => runVectors(parindexScoring, vectors)", vectors)
    assert told["different"] == []
    return int(told["run"])


def test_every_method_and_every_made_law_gives_the_same(engine: Page) -> None:
    vectors = json.loads(KEPT.read_text("utf-8"))
    assert agreed(engine, vectors) >= counted(vectors) > 2000


def test_every_unit_of_every_campaign_has_the_same_points_index_class_and_place(engine: Page) -> None:
    vectors = {"groups": list(sample_vectors(run(worktree(ROOT))))}
    assert agreed(engine, vectors) >= counted(vectors) > 5000


def test_a_difference_would_be_seen(engine: Page) -> None:
    vectors = json.loads(KEPT.read_text("utf-8"))
    other = {**vectors["numbers"][0], "rounded": "0.0000001"}
    told = engine.evaluate("vectors => runVectors(parindexScoring, vectors)", {"numbers": [other]})
    assert len(told["different"]) == 1
