"""The settings of an editor with accounts, and what it saved with them (`tools/try-cms` drives it; 3.16.3)."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from parindex.encode.cms import keeps_text
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support.house import EXAMPLES, ROOT, house, parindex, unit_file, write

SAVED = (EXAMPLES / "cms/saved.yaml").read_text("utf-8")
CYCLE = "thanh-pho-minh-hai/2023"
FILE = f"submissions/{CYCLE}/xa-mau-dao/self-assessment.yaml"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trinh-soan")
    for name in ("criteria", "schema", f"submissions/{CYCLE.partition('/')[0]}"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def settings(data: Path) -> Any:
    parindex(data, "cms", CYCLE, "--local", "--output", "admin", code=0)
    return yaml.safe_load((data / "admin/config.yml").read_text("utf-8"))


def entries(settings: Any) -> dict[str, Any]:
    return {entry["name"]: entry for collection in settings["collections"] for entry in collection["files"]}


def part(entry: Any, name: str) -> Any:
    return next(field for field in entry["fields"] if field["name"] == name)


def widgets(field: Any) -> Iterator[str]:
    yield field["widget"]
    for inner in field.get("fields", ()):
        yield from widgets(inner)


# ── what the editor is told ───────────────────────────────────────────────────────────────────────────────────────


def test_a_unit_has_the_criteria_of_its_group_with_their_words_and_rules(settings: Any) -> None:
    cycle = next(entry for entry in run(worktree(ROOT)).cycles if entry.cycle.folder == f"submissions/{CYCLE}")
    assert cycle.regulation is not None
    criteria = cycle.regulation.sets["xa-phuong"]
    answers = part(entries(settings)["xa-mau-dao"], "answers")["fields"]
    assert [field["name"] for field in answers] == [leaf.code for leaf in criteria.self_scored]
    assert answers[0]["label"] == f"{criteria.self_scored[0].code} {criteria.self_scored[0].name}"
    assert all("điểm" in field["hint"] for field in answers)
    assert entries(settings)["xa-mau-dao"]["file"] == FILE


def test_every_widget_writes_texts_so_that_no_figure_loses_its_zeros(settings: Any) -> None:
    found = {widget for entry in entries(settings).values() for field in entry["fields"] for widget in widgets(field)}
    assert found == {"string", "text", "select", "object", "list"}


def test_a_file_that_the_editor_would_spoil_is_left_out_and_named(data: Path) -> None:
    filed = sorted(path.parent.name for path in (data / f"submissions/{CYCLE}").glob("*/self-assessment.yaml"))
    told = parindex(data, "cms", CYCLE, "--local", "--output", "admin", code=0).stdout
    assert all(unit in told for unit in filed)
    assert "xa-mau-dao" not in told


def test_without_a_forge_or_an_open_cycle_nothing_is_written(tmp_path: Path) -> None:
    root = house(tmp_path)
    write(root / "mkdocs.yml", "site_name: x\n")
    assert "repo_url" in parindex(root, "cms", "tinh-thu/2025", "--output", "admin", code=2).stderr
    assert "đã công bố" in parindex(root, "cms", "tinh-thu/2025", "--local", "--output", "admin", code=2).stderr
    parindex(root, "cms", "tinh-thu", "--local", "--output", "admin", code=2)
    assert not (root / "admin").exists()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("github", {"name": "github", "open_authoring": True}),
        (
            "gitlab",
            {
                "name": "gitlab",
                "auth_type": "pkce",
                "api_root": "https://forge.example/api/v4",
                "base_url": "https://forge.example",
            },
        ),
        ("gitea", {"name": "forgejo", "api_root": "https://forge.example/api/v1", "open_authoring": True}),
    ],
)
def test_the_forge_of_the_site_is_where_the_editor_proposes(kind: str, told: dict[str, Any], tmp_path: Path) -> None:
    root = house(tmp_path, {"submissions/tinh-thu/2025/decision.yaml": None, unit_file("so-tu-phap"): None})
    write(root / "mkdocs.yml", f"repo_url: https://forge.example/o/r\nextra: {{forge: {kind}, branch: chinh}}\n")
    parindex(root, "cms", "tinh-thu/2025", "--output", "admin", code=0)
    made = yaml.safe_load((root / "admin/config.yml").read_text("utf-8"))
    assert made["backend"].items() >= {"repo": "o/r", "branch": "chinh", **told}.items()
    assert made["publish_mode"] == "editorial_workflow"
    # Nothing is fetched from outside: the editor's script lies beside the page.
    assert re.findall(r'src="([^"]+)"', (root / "admin/index.html").read_text("utf-8")) == ["decap-cms.js"]


# ── what the editor saved ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_editor_saved_passes_the_check_with_its_figures_as_typed(data: Path) -> None:
    write(data / FILE, SAVED)
    done = parindex(data, "check", FILE, code=0)
    assert "0 lỗi" in done.stdout
    assert "45 ÷ 50 = 90 %" in parindex(data, "score", f"{CYCLE}/xa-mau-dao", code=0).stdout
    assert 'total: "50.0"' in SAVED
    assert 'number: "1.10"' in SAVED
    told = parindex(data, "cms", CYCLE, "--local", "--output", "admin", code=0).stdout
    assert "xa-mau-dao" not in told


def test_a_file_is_kept_from_the_editor_where_a_text_could_become_something_else() -> None:
    assert keeps_text(SAVED)
    for old, new in (
        ('done: "45"', "done: 45"),
        ('total: "50.0"', "total: 50.0"),
        ('number: "1.10"', "number: 1.10"),
        ("option: in-january", "option: true"),
        ("date: 2023-12-20", "date: 2023-12-20 10:00:00"),
        ('      - id: tai-lieu-1\n        pages: "4"', "      - tai-lieu-1"),
        ("unit: xa-mau-dao", "unit: [xa-mau-dao"),
    ):
        assert old in SAVED
        assert not keeps_text(SAVED.replace(old, new)), new


def test_the_canonical_spelling_of_what_it_saved_says_the_same(data: Path) -> None:
    write(data / FILE, SAVED)
    before = parindex(data, "score", f"{CYCLE}/xa-mau-dao", code=0).stdout
    parindex(data, "fmt", FILE, code=0)
    assert parindex(data, "score", f"{CYCLE}/xa-mau-dao", code=0).stdout == before
