"""The sample programmes are what their generator writes, byte for byte, and hold the cases that they are there for."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from parindex.model.docket import Verdict
from parindex.model.repository import CycleResult
from parindex.pipeline import Scope, run
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[1]
SUBMISSIONS = ROOT / "submissions"
PROGRAMMES = (
    "thanh-pho-minh-hoa",
    "huyen-minh-dong",
    "so-thong-tin-minh-khanh",
    "quoc-gia-minh-hoa",
    "tinh-minh-chau",
    "thanh-pho-minh-hai",
)


@pytest.fixture(scope="module")
def generator() -> Iterator[Any]:
    """The generator's own package, which is no part of what is installed."""
    sys.path.insert(0, str(ROOT / "tools"))
    yield import_module
    sys.path.remove(str(ROOT / "tools"))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_sample_programme_is_what_its_generator_writes(programme: str, generator: Any) -> None:
    plans = {plan.id: plan for plan in generator("samples.programmes").PROGRAMMES}
    assert tuple(plans) == PROGRAMMES
    made = generator("samples.build").ProgrammeBuilder(ROOT, plans[programme]).build()
    held = {
        path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8")
        for path in (SUBMISSIONS / programme).rglob("*.yaml")
    }
    assert sorted(made) == sorted(held)
    assert [path for path, text in made.items() if held[path] != text] == []


def test_the_maintainers_are_those_of_the_generator(generator: Any) -> None:
    made = generator("samples.emit").document(generator("samples.campaign").maintainers_file())
    assert (SUBMISSIONS / "maintainers.yaml").read_text("utf-8") == made


def cycle(programme: str, year: str) -> CycleResult:
    return run(worktree(ROOT), Scope(programme=programme, cycle=year)).cycles[0]


def test_the_dispute_over_three_disclosures_goes_on_to_an_objection_that_is_rejected() -> None:
    units = {result.unit.id: result for result in cycle("huyen-minh-dong", "2021").units}
    disputed = next(leaf for leaf in units["phong-tai-chinh-ke-hoach"].leaves if leaf.leaf.code == "3.2.1")
    assert [str(float(leaf)) for leaf in (disputed.claimed.points, disputed.official.points)] == ["0.75", "0.5"]
    assert disputed.ruling is not None
    assert disputed.ruling.outcome is Verdict.REJECTED
    (moved,) = [leaf for leaf in units["phong-giao-duc"].leaves if leaf.before_ruling]
    assert moved.ruling is not None
    assert moved.ruling.outcome is Verdict.PARTLY
    assert moved.before_ruling is not None
    assert moved.before_ruling.points < moved.official.points < moved.claimed.points


def test_where_votes_are_required_every_ranked_unit_of_the_samples_has_one() -> None:
    made = cycle("huyen-minh-dong", "2021")
    assert made.cycle.votes_required
    assert made.cycle.decided
    voted = {unit for meeting in made.cycle.meetings for unit in meeting.votes}
    assert voted == {result.unit.id for result in made.units if result.rank is not None}


def test_the_erratum_of_the_samples_is_true_of_what_is_computed() -> None:
    made = cycle("so-thong-tin-minh-khanh", "2018")
    (erratum,) = made.cycle.errata
    result = next(entry for entry in made.units if entry.unit.id == erratum.unit)
    assert next(leaf.official.points for leaf in result.leaves if leaf.leaf.code == erratum.code) == erratum.new
