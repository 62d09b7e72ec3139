"""Every rule of a review by example: a campaign at some point, a change, who sends it when, and what is found.

A file below `examples/review` says where the campaign stands (`states.yaml`), what the change does to the files, and
every finding that comes of it; `stale` names files that the base has changed since.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from parindex.i18n.text import LANGUAGES, finding_text
from parindex.model.change import Change, Status
from parindex.model.tree import FileTree
from parindex.report.review import as_comment, as_json, as_text
from parindex.review.run import Sides, review

EXAMPLES = Path(__file__).parent / "examples"
NAMES = sorted(path.stem for path in (EXAMPLES / "review").glob("*.yaml") if path.stem != "states")


def _read(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / "review" / f"{name}.yaml").read_text("utf-8"))


def edited(files: Mapping[str, str], edits: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The files after some edits; an edit that finds nothing to replace is a mistake in the example."""
    made = dict(files)
    for edit in edits:
        if "remove" in edit:
            del made[edit["remove"]]
            continue
        text = edit.get("text", made.get(edit["path"], ""))
        if "replace" in edit:
            assert edit["replace"] in text, edit
            text = text.replace(edit["replace"], edit["by"], 1)
        made[edit["path"]] = text + edit.get("append", "")
    return made


def sides(name: str) -> tuple[Sides, Mapping[str, Any]]:
    told = _read(name)
    base = EXAMPLES / "base"
    files = {path.relative_to(base).as_posix(): path.read_text("utf-8") for path in base.rglob("*") if path.is_file()}
    before = edited(files, _read("states")[told["state"]])
    after = edited(before, told["head"])
    changes = [
        Change(
            path=path,
            status=Status.MODIFIED if path in before and path in after else Status.ADDED,
            stale=path in told.get("stale", ()),
        )
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]
    made = Sides(
        base=FileTree.of(before),
        head=FileTree.of(after),
        base_commit="0" * 40,
        head_commit="1" * 40,
        changes=tuple(changes),
        holds=lambda commit: set(commit) != {"0"},
    )
    return made, told


@pytest.mark.parametrize("name", NAMES)
def test_a_review_finds_exactly_what_its_example_says(name: str) -> None:
    given, told = sides(name)
    made = review(given, told.get("actor"), datetime.fromisoformat(told["at"]))
    found = sorted((finding.rule, finding.path) for finding in made.findings)
    assert found == sorted((row["rule"], row["path"]) for row in told["expected"])


@pytest.mark.parametrize("name", NAMES)
def test_a_review_can_be_told_in_every_form(name: str) -> None:
    given, told = sides(name)
    made = review(given, told.get("actor"), datetime.fromisoformat(told["at"]))
    for lang in LANGUAGES:
        assert all((as_text(made, lang), as_comment(made, lang), as_json(made, lang)))
        for finding in made.findings:
            message, remedy = finding_text(finding, lang)
            assert "…" not in message
            assert remedy
