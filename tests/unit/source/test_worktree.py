"""A folder on disk as files to be read."""

import os
from pathlib import Path

import pytest

from parindex.source.worktree import worktree


def test_what_the_machine_does_not_let_be_read_is_a_finding_and_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "criteria" / "mau"
    folder.mkdir(parents=True)
    for name in ("regulation.yaml", "so.yaml"):
        (folder / name).write_text("id: mau\n", "utf-8")
    monkeypatch.setattr(os, "access", lambda path, _: not str(path).endswith("so.yaml"))
    tree = worktree(tmp_path)
    assert list(tree.paths) == ["criteria/mau/regulation.yaml"]
    assert [(finding.rule, finding.path) for finding in tree.problems] == [("path-unreadable", "criteria/mau/so.yaml")]
