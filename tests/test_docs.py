"""What the documents promise is there: commands, links, methods, and the output that the guides quote."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from parindex import cli
from parindex.model import criteria as c

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
EXAMPLES = ROOT / "tests" / "examples"
GUIDES = ROOT / "site" / "pages" / "huong-dan"

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def _documents() -> list[str]:
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def _links(path: Path) -> Iterator[str]:
    for target in _LINK.findall(_FENCED.sub("", path.read_text("utf-8"))):
        if not re.match(r"[a-z]+:", target) and not target.startswith("#"):
            yield target.partition("#")[0]


def _methods() -> set[str]:
    return {rule.__dataclass_fields__["method"].default for rule in get_args(c.Rule)}


def _rows(text: str, head: str) -> list[str]:
    """The first cells of the table whose head begins with `head`."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(head))
    cells = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells.append(line.split("|")[1].strip().strip("`"))
    return cells


@pytest.mark.parametrize(("document", "head"), [("README.md", "| command |"), ("README.vi.md", "| lệnh |")])
def test_the_command_table_names_every_verb_and_no_other(document: str, head: str) -> None:
    named = _rows((ROOT / document).read_text("utf-8"), head)
    assert all(row.startswith("parindex ") for row in named)
    assert sorted(row.removeprefix("parindex ") for row in named) == sorted(cli.VERBS)


def test_every_command_that_a_document_or_guide_names_exists() -> None:
    paths = [*(ROOT / name for name in _documents()), *GUIDES.glob("*.md")]
    pattern = re.compile(r"(?:`|^    |^\$ |\.venv/bin/)parindex ([a-z][a-z-]*)", re.MULTILINE)
    named = {(path.name, verb) for path in paths for verb in pattern.findall(path.read_text("utf-8"))}
    assert named, "the pattern must find something"
    assert {entry for entry in named if entry[1] not in cli.VERBS} == set()


@pytest.mark.parametrize("document", _documents())
def test_every_relative_link_leads_to_a_file(document: str) -> None:
    path = ROOT / document
    broken = [target for target in _links(path) if not (path.parent / target).exists()]
    assert broken == []


def test_the_formats_page_documents_exactly_the_methods_of_the_engine() -> None:
    documented = _rows((ROOT / "docs" / "formats.md").read_text("utf-8"), "| method | its keys |")
    assert len(documented) == len(set(documented)) == 11
    assert set(documented) == _methods()


@pytest.mark.parametrize("section", ["## ", "```yaml", "| `", "    parindex ", "    make "])
def test_both_readmes_have_the_same_parts(section: str) -> None:
    texts = {name: (ROOT / name).read_text("utf-8").splitlines() for name in READMES}
    counts = {name: sum(line.startswith(section) for line in lines) for name, lines in texts.items()}
    assert len(set(counts.values())) == 1, counts


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(_links(folder / "README.md"))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


@pytest.mark.parametrize(
    ("guide", "example"),
    [
        ("don-vi.md", "five-faults"),
        ("don-vi.md", "evidence-missing"),
        ("hoi-dong.md", "not-applicable-unconfirmed"),
    ],
)
def test_the_guides_quote_what_check_prints(
    guide: str, example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLES / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / "invalid" / example / "submissions", tmp_path / "submissions", dirs_exist_ok=True)
    assert cli.main(["check", "--root", str(tmp_path)]) == 1
    printed = capsys.readouterr().out.rsplit("\n\n", 1)[0]
    assert printed in (GUIDES / guide).read_text("utf-8")


def test_the_council_guide_quotes_what_score_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", "--root", str(EXAMPLES / "base"), "--cycle", "tinh-thu/2025"]) == 0
    assert capsys.readouterr().out.strip() in (GUIDES / "hoi-dong.md").read_text("utf-8")


def test_the_unit_guide_quotes_the_draft_that_new_makes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "--root", str(EXAMPLES / "base"), "tinh-thu/2025/so-tu-phap", "--print"]) == 0
    quoted = re.search(r"```yaml\n(.*?)```", (GUIDES / "don-vi.md").read_text("utf-8"), re.DOTALL)
    assert quoted is not None
    assert quoted[1] in capsys.readouterr().out
