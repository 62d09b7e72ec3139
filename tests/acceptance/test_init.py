"""A new authority begins: a repository that checks, builds and sends out forms, whole or not at all."""

import argparse
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from parindex.commands import questions
from parindex.commands.starter import ForgeChoice, shipped_systems
from parindex.model.names import RESERVED_GROUPS
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support.house import ROOT, built
from support.newcomer import ANNEX, typed

WHO = ("--authority", "Ủy ban nhân dân tỉnh Minh Sơn", "--year", "2026")
BY_ANNEX = (
    *("--annex", ANNEX, "--decision", "45/QĐ-UBND", "--group", "xa-phuong"),
    *("--group-name", "Ủy ban nhân dân xã, phường"),
)
SYSTEM = ("--system", "hai-phong-3793-2022", "--forge", "none")
ROSTER = "Tên đơn vị;Thủ trưởng;Tài khoản\nXã Mẫu Một;Lê Văn Mẫu;le-mau\nXã Mẫu Hai;;\nPhường Mẫu Ba;;\n"


def roster(folder: Path) -> Path:
    path = folder / "don-vi.csv"
    path.write_text(ROSTER, "utf-8")
    return path


def texts(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts[:1])
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths if path.suffix != ".xlsx"}


def test_an_annex_and_a_table_of_units_make_a_repository_that_checks_builds_and_sends_out_forms(tmp_path: Path) -> None:
    words = ("--roster", roster(tmp_path), "--forge", "gitlab", "--forms", "--repo", "https://gitlab.example.vn/a/b")
    told = typed(tmp_path, "init", "kho", *WHO, *BY_ANNEX, *words, code=0)
    assert "3 đơn vị" in told
    root = tmp_path / "kho"
    assert sorted(path.name for path in (root / "bieu-mau").iterdir()) == [
        "phuong-mau-ba.xlsx",
        "xa-mau-hai.xlsx",
        "xa-mau-mot.xlsx",
    ]
    assert (root / ".git").is_dir()
    assert (root / ".gitlab-ci.yml").read_bytes() == (ROOT / "docs/forges/gitlab-ci.yml").read_bytes()
    checked = typed(root, "check", code=0)
    assert checked.startswith("0 lỗi, 0 cảnh báo")
    typed(root, "schema", "--check", code=0)
    typed(root, "owners", "--check", "--output", ".gitlab/CODEOWNERS", code=0)
    typed(root, "fmt", "--check", code=0)
    site = built(root, tmp_path / "site")
    programme = "uy-ban-nhan-dan-tinh-minh-son"
    assert "Xã Mẫu Một" in (site / f"ket-qua/{programme}/2026/index.html").read_text("utf-8")
    assert "Ủy ban nhân dân tỉnh Minh Sơn" in (site / "gioi-thieu/index.html").read_text("utf-8")
    home = (site / "index.html").read_text("utf-8")
    assert "Bảng đã công bố" not in home
    typed(root, "workbook", "export", f"{programme}/2026/xa-mau-mot", "--output", "mot.xlsx", code=0)
    typed(root, "workbook", "import", "mot.xlsx", "--print", code=0)


def test_a_system_that_comes_along_and_the_communes_of_a_province(tmp_path: Path) -> None:
    words = ("--system", "can-tho-2407-2021", "--group", "xa-phuong", "--province", "lai chau", "--forge", "github")
    typed(tmp_path, "init", "kho", *WHO, *words, "--open", "2026-12-01", "--decided", "2027-01-31", code=0)
    root = tmp_path / "kho"
    repository = run(worktree(root))
    assert [finding for finding in repository.findings if finding.severity != "notice"] == []
    (cycle,) = repository.cycles
    assert len(cycle.units) == 38
    programme = repository.programmes[cycle.programme.id]
    assert programme.registry is not None
    assert (programme.registry.province, programme.registry.groups) == ("12", ("xa-phuong",))
    for name in ("check", "comment", "publish", "audit"):
        ours = ROOT / ".github/workflows" / f"{name}.yml"
        assert (root / ".github/workflows" / f"{name}.yml").read_bytes() == ours.read_bytes()
    assert not (root / ".github/workflows/test.yml").exists()
    built(root, tmp_path / "site")


@pytest.mark.parametrize("system", shipped_systems())
def test_every_system_that_comes_along_begins_without_an_error(system: str, tmp_path: Path) -> None:
    group = next(
        path.stem for path in sorted((ROOT / "criteria" / system).glob("*.yaml")) if path.stem not in RESERVED_GROUPS
    )
    words = ("--system", system, "--group", group, "--roster", roster(tmp_path), "--forge", "none", "--no-git")
    typed(tmp_path, "init", "kho", *WHO, *words, code=0)
    assert run(worktree(tmp_path / "kho")).faults == ()
    assert not (tmp_path / "kho/.git").exists()


@pytest.mark.parametrize("forge", list(ForgeChoice))
def test_nothing_of_our_samples_comes_along_and_every_tool_that_a_workflow_calls(forge: str, tmp_path: Path) -> None:
    line = "parindex @ https://goi.example.vn/parindex.whl"
    words = ("--roster", roster(tmp_path), "--forge", forge, "--no-git", "--package", line)
    typed(tmp_path, "init", "kho", *WHO, *BY_ANNEX, *words, code=0)
    held = texts(tmp_path / "kho")
    ours = [path.name for path in (ROOT / "submissions").iterdir() if path.is_dir()]
    assert [
        (path, name) for path, text in held.items() for name in [*ours, "Minh Hoa", "Phú Thọ"] if name in text
    ] == []
    called = {
        f"tools/{word}" for text in held.values() for word in ("make-venv", "build-twice") if f"tools/{word}" in text
    }
    assert called <= held.keys()
    assert held["requirements/site.txt"] == f"{line}\n"
    assert held["requirements/evidence.txt"] == line.replace("parindex ", "parindex[evidence] ") + "\n"
    assert "{" not in held["README.md"].replace("${", "")


def test_four_classes_of_ones_own_and_a_second_group_need_no_change_of_code(tmp_path: Path) -> None:
    hints = tmp_path / "map.yaml"
    labels = (
        ("tot", "Tốt", 'from: "85"'),
        ("kha", "Khá", 'above: "75"'),
        ("dat", "Đạt", 'from: "60"'),
        ("yeu", "Yếu", ""),
    )
    bands = "".join(
        f"      - {{id: {key}, label: {name}{', ' if bound else ''}{bound}}}\n" for key, name, bound in labels
    )
    hints.write_text(f"regulation:\n  grades:\n    bands:\n{bands}", "utf-8")
    words = ("--roster", roster(tmp_path), "--forge", "none", "--no-git", "--map", hints, "--regulation", "minh-son")
    typed(tmp_path, "init", "kho", *WHO, *BY_ANNEX, *words)
    root = tmp_path / "kho"
    again = ("--regulation", "minh-son", "--group", "so", "--name", "Sở, ngành")
    typed(root, "criteria", "import", ANNEX, *again)
    units = root / "submissions/uy-ban-nhan-dan-tinh-minh-son/units.yaml"
    units.write_text(units.read_text("utf-8") + "  - {id: so-mau, name: Sở Mẫu, group: so}\n", "utf-8")
    repository = run(worktree(root))
    assert repository.faults == ()
    regulation = repository.regulations["minh-son"]
    assert [(grade.id, grade.lower_open) for grade in regulation.grades] == [
        ("tot", False),
        ("kha", True),
        ("dat", False),
        ("yeu", False),
    ]
    told = typed(root, "score", "--cycle", "uy-ban-nhan-dan-tinh-minh-son/2026")
    assert "Sở, ngành" in told
    assert "Sở Mẫu: Chưa nộp" in told


def test_what_is_wrong_leaves_nothing_behind(tmp_path: Path) -> None:
    bad = tmp_path / "phu-luc.csv"
    bad.write_text(
        ANNEX.read_text("utf-8").replace(";Xử lý phản ánh, kiến nghị;12;", ";Xử lý phản ánh, kiến nghị;11;"), "utf-8"
    )
    words = ("--annex", bad, *BY_ANNEX[2:], "--roster", roster(tmp_path), "--forge", "none")
    told = typed(tmp_path, "init", "kho", *WHO, *words, code=1)
    assert "lỗi [sum-mismatch]" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["don-vi.csv", "phu-luc.csv"]


def test_a_folder_that_holds_something_is_left_alone_and_an_empty_one_is_taken(tmp_path: Path) -> None:
    words = (*BY_ANNEX, "--roster", roster(tmp_path), "--forge", "none", "--no-git")
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/note.txt").write_text("mine", "utf-8")
    typed(tmp_path, "init", "kho", *WHO, *words, code=2)
    assert texts(tmp_path / "kho") == {"note.txt": "mine"}
    (tmp_path / "kho/note.txt").unlink()
    typed(tmp_path, "init", "kho", *WHO, *words, code=0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--authority, --year, --forge, --system | --annex, --roster | --province"),
        ((*WHO, "--forge", "none", "--system", "không-có", "--province", "91"), "can-tho-2407-2021"),
        ((*WHO, "--forge", "none", "--system", "can-tho-2407-2021", "--province", "91"), "so, quan-huyen, xa-phuong"),
        ((*WHO, "--forge", "none", "--system", "hai-phong-3793-2022", "--province", "đâu đó"), "91 Tỉnh An Giang"),
        (
            (*WHO, "--forge", "none", "--system", "hai-phong-3793-2022", "--province", "91", "--open", "1/12/2026"),
            "1/12/2026",
        ),
    ],
)
def test_what_is_missing_or_unknown_is_told_with_the_choices(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in typed(tmp_path, "init", "kho", *words, code=2)
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        "Tỉnh Thử",
        str(ANNEX),
        "45/QĐ-UBND",
        "xa-phuong",
        "Xã",
        "an giang",
        "2026",
        "2026-12-01",
        "",
        "",
        "",
        "Lê A",
        "le-a",
    ]
    answers = iter(said)
    asked: Callable[[str], str] = lambda _: next(answers)  # noqa: E731
    monkeypatch.setattr("builtins.input", asked)
    monkeypatch.setattr("sys.stdin", argparse.Namespace(isatty=lambda: True))
    names = (
        *("authority", "system", "annex", "decision", "group", "group_name", "roster", "province", "year", "open"),
        *("self_scoring_ends", "decided", "forge", "maintainer", "login"),
    )
    arguments = argparse.Namespace(**dict.fromkeys(names, ""), lang="vi")
    questions.answered(arguments)
    assert next(answers, None) is None
    told = (arguments.authority, arguments.annex, arguments.province, arguments.open, arguments.forge, arguments.login)
    assert told == ("Tỉnh Thử", ANNEX, "an giang", "2026-12-01", "none", "le-a")


def test_a_wheel_carries_all_that_a_new_repository_is_made_of() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    carried = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    needed = {"criteria", "starter", "registry", "schema", "site", "mkdocs.yml", ".github", "docs/forges"}
    assert {name: carried.get(name) for name in needed} == {name: f"parindex/_share/{name}" for name in needed}
    assert carried["tools/build-twice"] == "parindex/_share/tools/build-twice"
