"""What a regulation changes in another one, as English pages tell it."""

from dataclasses import replace

from parindex.i18n.words import Words
from parindex.model.analysis import RegulationChange
from parindex.model.regulation import Regulation
from parindex.model.repository import Repository
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.render.changes import Change, changed_groups
from parindex.render.translated import change_in, repository_in
from parindex.review.differ import criteria_changes
from support.house import base

SET = "criteria/mau-thu"


def law(name: str, wording: str) -> Regulation:
    """The example's regulation with another name for leaf 1.2 of departments."""
    so = base()[f"{SET}/so.yaml"].replace("name: Thực hiện kế hoạch", f"name: {name}")
    files = {**base(), f"{SET}/so.yaml": so, f"{SET}/en.yaml": wording}
    return run(FileTree.of(files), Scope(only_criteria=True)).regulations["mau-thu"]


def test_a_new_wording_of_the_law_is_told_in_english_although_its_english_is_the_same() -> None:
    old = law("Thực hiện kế hoạch", "texts: {Thực hiện kế hoạch: Plan carried out}")
    new = replace(law("Hoàn thành kế hoạch", "texts: {Hoàn thành kế hoạch: Plan carried out}"), id="mau-moi")
    change = RegulationChange(before=old, after=new, leaves=tuple(criteria_changes(old, new)), supposed=())
    held = Repository(
        tree=FileTree.of({}), regulations={old.id: old, new.id: new}, programmes={}, cycles=(), findings=()
    )
    (group,) = changed_groups(change_in(change, repository_in(held, "en")), Words("en"))
    (leaf,) = group.leaves
    assert (leaf.code, leaf.name, leaf.kinds) == ("1.2", "Plan carried out", (Change.WORDING,))
    assert group.name == "Criteria for departments"
