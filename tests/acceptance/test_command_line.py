"""The command line's promises: exit codes, formats, commits read from git, and no path that is not an ordinary file."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from parindex import cli, errors
from parindex.render.opendata.schema import RESULTS_SCHEMA
from support.house import CYCLE, ROOT, committed, edited, git, house, parindex, unit_file

FAULT = edited(unit_file("so-y-te"), ('done: "38"', 'done: "51"'))
DECIMAL = r"^-?[0-9]+([.][0-9]+)?$"
FINDINGS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "findings"],
    "properties": {
        "version": {"const": 1},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["rule", "severity", "path", "line", "column", "place", "message", "remedy", "params"],
                "properties": {
                    "rule": {"pattern": "^[a-z0-9-]+$"},
                    "severity": {"enum": ["error", "warning", "notice"]},
                    "path": {"type": "string", "minLength": 1},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1},
                    "place": {"type": "array", "items": {"type": "string"}},
                    "message": {"type": "string", "minLength": 1},
                    "remedy": {"type": "string", "minLength": 1},
                    "params": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
        },
    },
}


def findings(root: Path, *words: str, code: int | None = None) -> list[tuple[str, str]]:
    done = parindex(root, "check", "--format", "json", *words, code=code)
    return [(row["rule"], row["path"]) for row in json.loads(done.stdout)["findings"]]


# ── exit codes ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_exit_0_where_nothing_is_wrong_and_1_where_a_filing_is(tmp_path: Path) -> None:
    parindex(house(tmp_path / "tot"), "check", code=0)
    parindex(house(tmp_path / "loi", FAULT), "check", code=1)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("check", "khong-co"),
        ("check", "--at", "khong-co"),
        ("score",),
        ("score", "tinh-thu/2025/so-khong-co"),
        ("score", "--cycle", "tinh-thu/1999"),
        ("explain", "khong-co"),
        ("new", "tinh-thu/2025"),
        ("serve", "--output", "khong-co"),
        ("khong-co",),
    ],
)
def test_exit_2_where_the_command_was_called_wrongly_and_a_word_about_it(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = parindex(house(tmp_path), *words, code=2)
    assert "Traceback" not in done.stderr
    assert (done.stderr or done.stdout).strip()


def test_exit_3_where_the_program_itself_is_broken_with_a_text_for_an_issue(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("parindex.commands.explain.execute", broken)
    assert cli.main(["explain"]) == errors.DEFECT == 3
    said = capsys.readouterr().err
    assert "RuntimeError: hỏng" in said
    assert "parindex" in said.splitlines()[0]


def test_a_reader_that_stops_reading_is_no_defect(tmp_path: Path) -> None:
    house(tmp_path)
    command = [sys.executable, "-m", "parindex", "explain", "points-differ"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert process.returncode in (0, 120)


# ── formats ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "example", ["", "invalid/five-faults", "valid/hostile-text", "invalid/text-invisible-character"]
)
def test_findings_as_json_have_one_shape(tmp_path: Path, example: str) -> None:
    done = parindex(house(tmp_path, example=example), "check", "--format", "json")
    Draft202012Validator(FINDINGS).validate(json.loads(done.stdout))


def test_results_as_json_fit_their_published_schema(tmp_path: Path) -> None:
    done = parindex(house(tmp_path), "score", "--cycle", "tinh-thu/2025", "--format", "json", code=0)
    told = json.loads(done.stdout)
    Draft202012Validator(RESULTS_SCHEMA).validate(told)
    assert len(told["units"]) == 5
    assert all(re.match(DECIMAL, row["index"]) for row in told["units"])


def test_annotations_escape_what_a_workflow_would_obey(tmp_path: Path) -> None:
    hostile = "Sở % Tư pháp\\r\\n::error::giả mạo"
    # The text comes back in the message: an option that the criteria do not have.
    changed = edited(unit_file("so-y-te"), ("option: late", f'option: "{hostile}"'))
    done = parindex(house(tmp_path, changed), "check", "--format", "github", code=1)
    lines = done.stdout.splitlines()
    assert len(lines) == 1
    assert re.match(r"::error file=[^,:]+,line=\d+,col=\d+,title=[a-z0-9-]+::", lines[0])
    assert "Sở %25 Tư pháp" in lines[0]
    assert "%0A→ " in lines[0]
    # Nothing is left of the percent signs of the filing, nor of its line ends.
    assert not re.search(r"%(?!25|0A|0D|3A|2C)", lines[0])
    assert lines[0].count("::error file=") == 1


def test_a_terminal_obeys_nothing_that_a_filing_says(tmp_path: Path) -> None:
    hostile = edited(unit_file("so-y-te"), ("option: late", r'option: "\e[2Jmat-dau\a"'))
    done = parindex(house(tmp_path, hostile), "check", code=1)
    assert "mat-dau" in done.stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)


def test_annotations_say_how_many_more_there_are(tmp_path: Path) -> None:
    answers = "".join(f'  "9.{number}": {{option: late}}\n' for number in range(1, 15))
    changed = edited(unit_file("so-y-te"), ("approval:", answers + "approval:"))
    lines = parindex(house(tmp_path, changed), "check", "--format", "github", code=1).stdout.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 14
    assert lines[-1].startswith("::notice::")
    assert "4" in lines[-1]


# ── commits ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_commit_is_read_from_git_and_not_from_the_work_tree(tmp_path: Path) -> None:
    root = house(tmp_path)
    first = committed(root)
    house(root, FAULT)
    second = committed(root, "Sửa số liệu")
    house(root, FAULT | edited(unit_file("xa-an-binh"), ('done: "600"', 'done: "1001"')))
    assert findings(root, "--at", first, code=0) == []
    assert findings(root, "--at", second, code=1) == [("done-above-total", unit_file("so-y-te"))]
    assert findings(root, "--at", "HEAD~1", code=0) == []
    both = [("done-above-total", unit_file(unit)) for unit in ("so-y-te", "xa-an-binh")]
    assert findings(root, code=1) == both


def test_files_that_were_never_committed_are_not_in_the_commit(tmp_path: Path) -> None:
    root = house(tmp_path)
    committed(root)
    house(root, {f"{CYCLE}/khao-sat.yaml": "a: b\n"})
    assert findings(root, "--at", "HEAD", code=0) == []
    assert findings(root, code=1) == [("path-unexpected", f"{CYCLE}/khao-sat.yaml")]


def test_a_commit_is_scored_and_built_as_it_was(tmp_path: Path) -> None:
    root = house(tmp_path / "kho")
    commit = committed(root)
    whole = parindex(root, "score", "--cycle", "tinh-thu/2025", code=0).stdout
    (root / unit_file("so-noi-vu")).unlink()
    assert parindex(root, "score", "--cycle", "tinh-thu/2025", "--at", commit, code=0).stdout == whole
    parindex(root, "build", "--at", commit, "--output", tmp_path / "site", code=0)
    page = (tmp_path / "site/ket-qua/tinh-thu/2025/so-noi-vu.html").read_text("utf-8")
    assert f"<code>{commit}</code>" in page


def test_a_receipt_names_no_commit_while_the_data_differ_from_it(tmp_path: Path) -> None:
    root = house(tmp_path / "kho")
    commit = committed(root)
    house(root, edited(unit_file("so-y-te"), ('done: "38"', 'done: "39"')))
    parindex(root, "build", "--output", tmp_path / "site", code=0)
    page = (tmp_path / "site/ket-qua/tinh-thu/2025/so-y-te.html").read_text("utf-8")
    assert commit not in page
    assert "chưa ghi nhận vào Git" in page


def test_data_in_a_folder_of_a_larger_repository_are_found_in_its_commits(tmp_path: Path) -> None:
    root = house(tmp_path / "du-lieu", FAULT)
    commit = committed(tmp_path)
    assert findings(root, "--at", commit, code=1) == [("done-above-total", unit_file("so-y-te"))]


def test_a_receipt_looks_at_the_data_folder_and_not_at_the_repositorys_top(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/README.md").write_text("kho\n", encoding="utf-8")
    commit = committed(tmp_path / "kho")
    root = house(tmp_path / "kho" / "du-lieu")
    parindex(root, "build", "--output", tmp_path / "site", code=0)
    assert commit not in (tmp_path / "site/ket-qua/tinh-thu/2025/so-y-te.html").read_text("utf-8")


# ── paths that are no ordinary files ──────────────────────────────────────────────────────────────────────────────


def _symlink(root: Path) -> str:
    path = root / unit_file("so-y-te")
    path.unlink()
    path.symlink_to(root / unit_file("so-noi-vu"))
    return unit_file("so-y-te")


def _symlinked_folder(root: Path) -> str:
    (root / CYCLE / "so-moi").symlink_to(root / CYCLE / "so-noi-vu", target_is_directory=True)
    return f"{CYCLE}/so-moi"


def _executable(root: Path) -> str:
    (root / unit_file("so-y-te")).chmod(0o755)
    return unit_file("so-y-te")


def _submodule(root: Path) -> str:
    other = root.parent / "khac"
    other.mkdir()
    (other / "self-assessment.yaml").write_text('unit: so-moi\ncycle: "2025"\nanswers: {}\n', encoding="utf-8")
    committed(other)
    git(root, "init", "--quiet")
    git(root, "submodule", "--quiet", "add", str(other), f"{CYCLE}/so-moi")
    return f"{CYCLE}/so-moi"


@pytest.mark.parametrize("where", ["folder", "commit"])
@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("path-symlink", _symlink),
        ("path-symlink", _symlinked_folder),
        ("path-executable", _executable),
        ("path-submodule", _submodule),
    ],
)
def test_links_executables_and_submodules_are_refused_unread(
    tmp_path: Path, rule: str, make: object, where: str
) -> None:
    root = house(tmp_path / "kho")
    assert callable(make)
    path = make(root)
    words = ()
    if where == "commit":
        committed(root)
        words = ("--at", "HEAD")
    assert (rule, path) in findings(root, *words, code=1)


@pytest.mark.parametrize("where", ["folder", "commit"])
def test_a_data_folder_that_is_a_link_is_refused(tmp_path: Path, where: str) -> None:
    root = house(tmp_path / "kho")
    (root / "criteria").rename(tmp_path / "criteria")
    (root / "criteria").symlink_to(tmp_path / "criteria", target_is_directory=True)
    words = ()
    if where == "commit":
        committed(root)
        words = ("--at", "HEAD")
    assert ("path-symlink", "criteria") in findings(root, *words, code=1)


def test_a_pipe_among_the_files_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    root = house(tmp_path)
    os.mkfifo(root / f"{CYCLE}/notes.yaml")
    assert ("path-symlink", f"{CYCLE}/notes.yaml") in findings(root, code=1)


def test_names_that_are_twins_on_other_systems_are_refused(tmp_path: Path) -> None:
    root = house(
        tmp_path, {f"{CYCLE}/So-Y-Te/self-assessment.yaml": "a: b\n", f"{CYCLE}/con/self-assessment.yaml": "a: b\n"}
    )
    assert {rule for rule, path in findings(root, code=1) if "/So-Y-Te/" in path or "/con/" in path} == {"path-name"}


# ── no file of this repository is needed ──────────────────────────────────────────────────────────────────────────


def test_help_and_version_need_no_data(tmp_path: Path) -> None:
    assert "check" in parindex(tmp_path, "--help", code=0).stdout
    assert re.fullmatch(r"parindex \d+\.\d+\.\d+\n", parindex(tmp_path, "--version", code=0).stdout)


@pytest.mark.parametrize("verb", sorted(cli.VERBS))
def test_every_command_explains_itself_in_both_languages(tmp_path: Path, verb: str) -> None:
    said = {lang: parindex(tmp_path, verb, "--help", "--lang", lang, code=0).stdout for lang in ("vi", "en")}
    assert said["vi"] != said["en"]


def test_the_makefile_and_the_tools_name_no_command_that_is_not_there() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "Makefile", ROOT / "tools/run-tests"))
    assert set(re.findall(r"parindex ([a-z-]+)", text)) <= set(cli.VERBS)
