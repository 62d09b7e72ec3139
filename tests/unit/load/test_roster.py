"""Rosters that cannot be read."""

import pytest

from parindex.model.tree import FileTree
from parindex.pipeline import run
from support.house import base

UNITS = "submissions/tinh-thu/units.yaml"


@pytest.mark.parametrize(
    ("text", "rule"), [("", "yaml-empty"), ("units: [\n", "yaml-syntax"), ("- a\n", "wrong-shape")]
)
def test_a_roster_of_which_nothing_can_be_read_is_one_fault_and_not_one_of_every_unit(text: str, rule: str) -> None:
    found = run(FileTree.of({**base(), UNITS: text})).findings
    assert [(finding.rule, finding.path) for finding in found] == [(rule, UNITS)]
