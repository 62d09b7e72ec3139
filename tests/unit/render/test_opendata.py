"""The data files are written in pieces and by prepared forms; what they say is what the plain way would say."""

import json
from dataclasses import replace

import pytest

from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.render.opendata.files import cycle_files
from parindex.render.opendata.results import results_json
from support.house import base


@pytest.mark.parametrize("several", [True, False])
def test_the_results_written_unit_by_unit_are_those_of_the_plain_encoder(several: bool) -> None:
    repository = run(FileTree.of(dict(base())))
    (cycle,) = (entry for entry in repository.cycles if entry.regulation is not None)
    assert any(result.adjustments for result in cycle.units)
    if not several:
        cycle = replace(cycle, units=())
    files = {path.rsplit("/", 1)[1]: b"".join(pieces).decode() for path, pieces in cycle_files(cycle, None)}
    assert files["results.json"] == json.dumps(results_json(cycle), ensure_ascii=False, indent=1) + "\n"
