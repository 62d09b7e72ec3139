"""Every rule by example: a good data repository, and folders that change one thing in it.

`examples/base` is complete and has nothing to find. A folder below `examples/invalid` holds the files that differ from
it and, in `expected.yaml`, every finding that this brings about; a folder below `examples/valid` brings about no error.
What neither YAML nor git can hold is made: `make.py` gives further files with `files()`, or a defect of the engine
itself with `defect(monkeypatch)`, and `modes.yaml` names paths that are no ordinary files.
"""

import re
import runpy
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

import parindex
from parindex.i18n.text import LANGUAGES, finding_text, rule_ids, rule_subjects, rule_text
from parindex.model.finding import Finding, Severity, error
from parindex.model.links import link_fault
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.source.names import EXECUTABLE, SUBMODULE, SYMLINK, UNREADABLE, sift

EXAMPLES = Path(__file__).parent / "examples"
INVALID = sorted(folder.name for folder in (EXAMPLES / "invalid").iterdir() if folder.is_dir())
VALID = sorted(folder.name for folder in (EXAMPLES / "valid").iterdir() if folder.is_dir())

REVIEWED = sorted(path.stem for path in (EXAMPLES / "review").glob("*.yaml"))
"""Examples of changes: what only a difference can tell (see `test_review_examples.py`)."""

WORKSHEETS = sorted(path.stem for path in (EXAMPLES / "worksheet").glob("*.csv"))
"""Examples of worksheets: what only one that is taken back can tell (see `acceptance/test_appraiser.py`)."""

WORKBOOKS = sorted(path.stem for path in (EXAMPLES / "workbook").glob("*.py"))
"""Examples of workbooks: what only one that is imported can tell (see `acceptance/test_workbook.py`)."""

ANNEXES = sorted(path.stem for path in (EXAMPLES / "annex").glob("*.csv"))
"""Examples of annexes: what only one that is imported can tell (see `acceptance/test_criteria_import.py`)."""

_ABOUT = ("expected.yaml", "modes.yaml", "make.py")
_MODES = {"symlink": SYMLINK, "submodule": SUBMODULE, "executable": EXECUTABLE, "unreadable": UNREADABLE}


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in named.items() if name not in _ABOUT}


def _about(folder: Path, name: str) -> Any:
    path = folder / name
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else None


def _made(folder: Path) -> dict[str, Any]:
    path = folder / "make.py"
    return runpy.run_path(str(path)) if path.exists() else {}


def overlaid(folder: Path | None) -> FileTree:
    """The base with an example's files over it, sifted as every repository is."""
    files = _files(EXAMPLES / "base")
    modes: Mapping[str, str] = {}
    if folder is not None:
        made = _made(folder)
        files |= _files(folder) | (made["files"]() if "files" in made else {})
        modes = _about(folder, "modes.yaml") or {}
    marks = {path: _MODES[mode] for path, mode in modes.items()}
    good, problems = sift((path, marks.get(path, "")) for path in {*files, *marks})
    return replace(FileTree.of({path: files[path] for path in good}), problems=problems)


@cache
def base_findings() -> tuple[Finding, ...]:
    return run(overlaid(None)).findings


def additional(folder: Path) -> list[Finding]:
    """What is found with the example and not without it."""
    before = Counter((finding.rule, finding.path, finding.line) for finding in base_findings())
    more = []
    for finding in run(overlaid(folder)).findings:
        key = (finding.rule, finding.path, finding.line)
        if before[key]:
            before[key] -= 1
        else:
            more.append(finding)
    return more


def told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """`additional`, with the engine broken where the example is about a broken engine."""
    base_findings()
    made = _made(folder)
    if "defect" in made:
        made["defect"](monkeypatch)
    return additional(folder)


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_base_has_nothing_to_find() -> None:
    assert base_findings() == ()


def test_the_base_scores_and_ranks_every_unit() -> None:
    repository = run(overlaid(None))
    (campaign,) = (cycle for cycle in repository.cycles if cycle.regulation is not None)
    assert [(result.unit.id, result.rank) for result in campaign.group("so")] == [
        ("so-noi-vu", 1),
        ("so-tu-phap", 2),
        ("so-y-te", 3),
    ]
    assert [(result.unit.id, result.rank) for result in campaign.group("xa")] == [
        ("xa-an-binh", 1),
        ("xa-binh-minh", 2),
    ]


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_example_gives_exactly_its_findings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = EXAMPLES / "invalid" / name
    expected = [(row["rule"], row["path"], row["line"]) for row in _about(folder, "expected.yaml")]
    found = [(finding.rule, finding.path, finding.line) for finding in told(folder, monkeypatch)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_example_shows_the_rule_it_is_named_after(name: str) -> None:
    expected = _about(EXAMPLES / "invalid" / name, "expected.yaml")
    assert name not in rule_ids() or name in {row["rule"] for row in expected}


@pytest.mark.parametrize("name", INVALID)
def test_every_sentence_has_all_that_its_template_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for finding in told(EXAMPLES / "invalid" / name, monkeypatch):
        for lang in LANGUAGES:
            text = rule_text(finding.rule, lang)
            assert finding.severity == text.severity
            for template in (text.message, text.remedy, *([text.hint] if finding.params.get("hint") else [])):
                assert _fields(template) <= set(finding.params), finding.rule
            message, remedy = finding_text(finding, lang)
            assert message.strip()
            assert remedy.strip()


@pytest.mark.parametrize("name", VALID)
def test_a_valid_example_gives_no_errors(name: str) -> None:
    found = additional(EXAMPLES / "valid" / name)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def test_five_faults_in_one_file_give_five_different_findings() -> None:
    found = additional(EXAMPLES / "invalid" / "five-faults")
    assert len(found) == len({finding.rule for finding in found}) == 5
    assert len({finding.path for finding in found}) == 1


def test_every_rule_has_an_invalid_example() -> None:
    assert [rule for rule in rule_ids() if rule not in {*INVALID, *REVIEWED, *WORKSHEETS, *WORKBOOKS, *ANNEXES}] == []


def raised_in_code() -> dict[str, str]:
    """The rules that the package raises, with the severity it raises them by."""
    found: dict[str, str] = {}
    for path in sorted(Path(parindex.__file__).parent.rglob("*.py")):
        text = path.read_text("utf-8")
        for severity, rule in re.findall(r'(?<![.\w])(error|warning|notice)\(\s*"([a-z0-9-]+)"', text):
            assert found.setdefault(rule, severity) == severity, rule
        for rule in re.findall(r'\bself\._(?:add|refuse)\(\s*"([a-z0-9-]+)"', text):
            assert found.setdefault(rule, "error") == "error", rule
        # What a cell cannot be taken for is raised where it is read, and becomes an error of the cell.
        for rule in re.findall(r'\bBadCell\(\s*"([a-z0-9-]+)"', text):
            assert found.setdefault(rule, "error") == "error", rule
        # A rule that is chosen between two, and raised as an error in the next lines.
        chosen = r'\brule = "([a-z0-9-]+)" if [^\n]+ else "([a-z0-9-]+)"\n\s+yield error\(\s*rule,'
        for pair in re.findall(chosen, text):
            found |= dict.fromkeys(pair, "error")
    names = (Path(parindex.__file__).parent / "source" / "names.py").read_text("utf-8")
    return found | dict.fromkeys(re.findall(r'"(path-[a-z]+)"', names), "error")


def test_the_catalogue_has_exactly_the_rules_that_the_code_raises() -> None:
    assert {rule: rule_text(rule, "vi").severity for rule in rule_ids()} == raised_in_code()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_told_in_full(lang: str) -> None:
    for rule in rule_ids():
        text = rule_text(rule, lang)
        assert all((text.title, text.message, text.reason, text.remedy, text.bad, text.good)), rule


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_listed_under_one_subject_in_the_words_of_the_language(lang: str) -> None:
    subjects = rule_subjects(lang)
    listed = [rule for subject in subjects for rule in subject.rules]
    assert sorted(rule.id for rule in listed) == sorted(rule_ids())
    assert [rule for rule in listed if rule != rule_text(rule.id, lang)] == []
    assert all(subject.title and subject.about and subject.rules for subject in subjects)


@pytest.mark.parametrize(
    ("rule", "subject"),
    [
        ("points-differ", "filing"),
        ("number-grouped", "filing"),
        ("approval-missing", "filing"),
        ("evidence-missing", "documents"),
        ("lock-rewritten", "documents"),
        ("leak-citizen-id", "leaks"),
        ("sample-small", "campaign"),
        ("yaml-syntax", "text"),
        ("filing-locked", "change"),
        ("workbook-became-date", "workbooks"),
    ],
)
def test_a_rule_is_found_where_an_officer_looks_for_it(rule: str, subject: str) -> None:
    assert rule in {listed.id for row in rule_subjects("vi") if row.id == subject for listed in row.rules}


def test_both_languages_name_the_same_facts() -> None:
    for rule in rule_ids():
        one, other = (rule_text(rule, lang) for lang in LANGUAGES)
        assert _fields(one.message) == _fields(other.message), rule
        assert _fields(one.hint) == _fields(other.hint), rule
        assert _fields(one.remedy) == _fields(other.remedy), rule


def _said(rule: str, lang: str, **params: str) -> str:
    return finding_text(error(rule, "x.yaml", **params), lang)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_that_a_value_must_have_is_told_in_words(lang: str) -> None:
    package = Path(parindex.__file__).parent
    forms = {
        form for path in package.rglob("*.py") for form in re.findall(r'"(form-[a-z0-9-]+)"', path.read_text("utf-8"))
    }
    assert "form-date" in forms
    assert [form for form in sorted(forms) if form in _said("bad-value", lang, value="x", form=form)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", ["https://a.example/ b", "javascript:x", "https://a@b.example/", "https://a..example/"])
def test_every_fault_of_a_link_is_told_in_words(url: str, lang: str) -> None:
    fault = link_fault(url)
    assert fault
    assert f": {fault}." not in _said("link-refused", lang, id="x", fault=fault)
