"""The English wording of a set: beside the criteria, never part of what is frozen or counted."""

from pathlib import Path

import pytest
import yaml

from parindex.encode.canonical import canonical
from parindex.encode.yamltext import yaml_text
from parindex.i18n.quoted import is_vietnamese
from parindex.model.digest import criteria_digest
from parindex.model.tree import FileTree
from parindex.model.wording import reworded, unworded
from parindex.pipeline import Scope, run
from parindex.source.worktree import worktree
from support.house import EXAMPLES, ROOT, base, house, parindex, write

SET = "criteria/mau-thu"
WORDING = f"{SET}/en.yaml"
GOOD = (EXAMPLES / "valid/english-wording" / WORDING).read_text("utf-8")


def with_wording(text: str) -> FileTree:
    return FileTree.of({**base(), WORDING: text})


def test_the_hash_that_freezes_criteria_does_not_know_the_wording() -> None:
    bare = criteria_digest(FileTree.of(dict(base())), "mau-thu")
    assert criteria_digest(with_wording(GOOD), "mau-thu") == bare
    other = {**base(), f"{SET}/extra/en.yaml": GOOD}
    assert criteria_digest(FileTree.of(other), "mau-thu") != bare


def test_no_point_depends_on_the_wording() -> None:
    without, worded = run(FileTree.of(dict(base()))), run(with_wording(GOOD))
    assert worded.findings == without.findings
    for before, after in zip(without.cycles, worded.cycles, strict=True):
        assert before.units == after.units


def test_a_broken_wording_leaves_the_results_as_they_are() -> None:
    made = run(with_wording("texts: {Ban hành đúng hạn: Issued on time, Ban hành đúng hạn: Twice}\n"))
    assert [(finding.rule, finding.path) for finding in made.findings] == [("yaml-duplicate-key", WORDING)]
    assert made.regulations["mau-thu"].english == {}
    scored = [result.index for cycle in made.cycles for result in cycle.units]
    assert scored == [result.index for cycle in run(FileTree.of(dict(base()))).cycles for result in cycle.units]


def test_every_text_of_a_set_is_worded_anew_but_its_own_english_goes_first() -> None:
    law = run(with_wording(GOOD)).regulations["mau-thu"]
    english = reworded(law, lambda text: law.english.get(text, text))
    leaves = english.sets["so"].by_code
    assert leaves["1.1"].name == "Annual reform plan issued"
    assert leaves["1.2"].name == "Plan carried out"
    assert [option.label for option in leaves["1.1"].rule.options] == ["Issued on time", "Issued late", "Not issued"]
    assert leaves["1.3"].rule.items[0].label == "There is a communication plan"
    assert leaves["1.2"].rule.measure.done == "Tasks completed"
    assert leaves["2.2"].rule.figures["xin_loi"] == "Letters of apology"
    assert leaves["4.1"].rule.answers[0].label == "Satisfied"
    assert leaves["1.1"].evidence_wanted == "The unit's annual reform plan"
    assert english.title == "Public administration reform index of Thu province"
    assert english.stages[1].name == "First appraisal"
    assert english.bonus.items[0].name == "Reform initiatives"
    assert [leaf.max_points for leaf in english.sets["so"].leaves] == [
        leaf.max_points for leaf in law.sets["so"].leaves
    ]


def test_the_english_label_of_an_option_goes_before_the_wording() -> None:
    shared = base()[f"{SET}/leaves.yaml"].replace("label: Ban hành chậm,", "label: Ban hành chậm, label-en: Late,")
    law = run(FileTree.of({**base(), WORDING: GOOD, f"{SET}/leaves.yaml": shared})).regulations["mau-thu"]
    english = reworded(law, lambda text: law.english.get(text, text))
    labels = [option.label for option in english.sets["so"].by_code["1.1"].rule.options]
    assert labels == ["Issued on time", "Late", "Not issued"]


def test_every_set_of_this_repository_is_worded_in_english_to_the_last_text() -> None:
    laws = run(worktree(ROOT), Scope(only_criteria=True))
    assert [finding for finding in laws.findings if finding.path.endswith("/en.yaml")] == []
    for law in laws.regulations.values():
        lacking = [text for text in unworded(law) if is_vietnamese(text) and not text[0].isdigit()]
        assert lacking == [], law.id
        assert [text for text in law.english.values() if is_vietnamese(text)] == [], law.id


@pytest.mark.parametrize("name", ["en", "leaves", "regulation"])
def test_a_group_cannot_have_the_name_of_another_file_of_the_set(name: str) -> None:
    head = base()[f"{SET}/regulation.yaml"].replace("{id: xa, name: Xã", f"{{id: {name}, name: Xã")
    found = run(FileTree.of({**base(), f"{SET}/regulation.yaml": head})).findings
    assert ("id-reserved", f"{SET}/regulation.yaml") in {(finding.rule, finding.path) for finding in found}


def test_the_canonical_spelling_keeps_the_order_and_long_sentences_on_a_line() -> None:
    long = "Báo cáo kết quả thực hiện công tác cải cách hành chính " * 8
    text = f"# Ghi chú\ntexts:\n  Xã: Commune\n  {long.strip()}: Report\n  Ấp: Hamlet\n"
    assert canonical(WORDING, text.encode()).decode() == text


def test_an_officer_is_not_told_of_faults_in_the_wording(tmp_path: Path) -> None:
    root = house(tmp_path, {WORDING: "texts: {}\n"})
    assert parindex(root, "check", "criteria", code=1).stdout.count("[empty-text]") == 1
    assert "empty-text" not in parindex(root, "check", "submissions/tinh-thu/2025/so-tu-phap", code=0).stdout


def test_a_wording_is_started_with_all_texts_and_later_tells_what_it_lacks(tmp_path: Path) -> None:
    root = house(tmp_path)
    parindex(root, "new", "criteria/mau-thu", code=0)
    started = yaml.safe_load((root / WORDING).read_text("utf-8"))["texts"]
    assert set(started.values()) == {""}
    good = yaml.safe_load(GOOD)["texts"]
    assert good.keys() <= started.keys() | {"Bình thường"}
    assert "01/QĐ-UBND" not in started
    assert "Ban hành kế hoạch cải cách hành chính năm" not in started, "the set itself has its English"
    parindex(root, "fmt", "--check", WORDING, code=0)
    parindex(root, "new", "criteria/mau-thu", code=2)
    write(root / WORDING, yaml_text({"texts": {text: "X" for text in started if text != "Giải trình"}}))
    lacking = parindex(root, "new", "criteria/mau-thu", "--print", code=0).stdout
    assert yaml.safe_load(lacking) == {"texts": {"Giải trình": ""}}
    parindex(root, "new", "criteria/khong-co", code=2)
