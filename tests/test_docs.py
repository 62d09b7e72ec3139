"""What the documents promise is there: commands, links, methods, and the output that the guides quote."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from parindex import cli
from parindex.check.policy import Base, check_change
from parindex.excel.layout import Form
from parindex.i18n.text import label
from parindex.model import criteria as c
from parindex.model.change import Change, PathClass, Status, place_of
from parindex.model.phase import Phase
from parindex.model.tree import FileTree
from parindex.review.run import base_of
from support.desk import told_in
from support.house import CYCLE, base, house, unit_file
from support.newcomer import begun_in
from support.office import DOCUMENTS, cell_of, changed

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
EXAMPLES = ROOT / "tests" / "examples"
GUIDES = ROOT / "site" / "pages" / "huong-dan"
ENGLISH_GUIDES = ROOT / "site" / "pages" / "en" / "huong-dan"

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_CAPTIONED = re.compile(r'^```[a-z]+ title="([^"]+)"\n(.*?)^```', re.DOTALL | re.MULTILINE)
_COMMIT = re.compile(r"\b[0-9a-f]{10}\b")


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
    paths = [*(ROOT / name for name in _documents()), *(ROOT / "site" / "pages").rglob("*.md")]
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
        ("../en/huong-dan/don-vi.md", "evidence-missing"),
        ("../en/huong-dan/hoi-dong.md", "not-applicable-unconfirmed"),
    ],
)
def test_the_guides_quote_what_check_prints(
    guide: str, example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lang = "en" if "/en/" in guide else "vi"
    shutil.copytree(EXAMPLES / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / "invalid" / example / "submissions", tmp_path / "submissions", dirs_exist_ok=True)
    assert cli.main(["check", "--root", str(tmp_path), "--lang", lang]) == 1
    printed = capsys.readouterr().out.rsplit("\n\n", 1)[0]
    assert printed in (GUIDES / guide).read_text("utf-8")


@pytest.mark.parametrize(("lang", "guide"), [("vi", "hoi-dong.md"), ("en", "../en/huong-dan/hoi-dong.md")])
def test_the_council_guide_quotes_what_score_prints(lang: str, guide: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", "--root", str(EXAMPLES / "base"), "--cycle", "tinh-thu/2025", "--lang", lang]) == 0
    assert capsys.readouterr().out.strip() in (GUIDES / guide).read_text("utf-8")


def test_the_unit_guide_quotes_the_draft_that_new_makes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "--root", str(EXAMPLES / "base"), "tinh-thu/2025/so-tu-phap", "--print"]) == 0
    quoted = re.search(r"```yaml\n(.*?)```", (GUIDES / "don-vi.md").read_text("utf-8"), re.DOTALL)
    assert quoted is not None
    assert quoted[1] in capsys.readouterr().out


def test_the_guide_without_git_quotes_what_an_import_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbook of a unit with two faults, and the same corrected."""
    house(tmp_path, {f"{CYCLE}/decision.yaml": None, unit_file("so-tu-phap"): None})
    monkeypatch.chdir(tmp_path)
    assert cli.main(["workbook", "export", "tinh-thu/2025/so-tu-phap", "--empty", "--output", "mau.xlsx"]) == 0
    empty = Path("mau.xlsx").read_bytes()
    guide = (GUIDES / "nop-khong-can-git.md").read_text("utf-8")

    def told(done: int, documents: Sequence[str], *words: str) -> str:
        Path("so-tu-phap.xlsx").write_bytes(changed(empty, partial(_fill, done, documents)))
        capsys.readouterr()
        cli.main(["workbook", "import", "so-tu-phap.xlsx", *words])
        printed = capsys.readouterr()
        return printed.out + printed.err

    assert told(54, ["01/KH-STP"], "--marked", "can-sua.xlsx") in guide
    assert told(45, ["01/KH-STP", "88/BC-STP"], "--write").rpartition("\n\n")[2] in guide


def test_the_office_guide_quotes_what_an_import_of_a_bonus_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house(tmp_path)
    monkeypatch.chdir(tmp_path)
    for words in (("survey", "tinh-thu/2025"), ("adjustments", "tinh-thu/2025"), ("roster", "tinh-thu")):
        assert cli.main(["workbook", "export", *words]) == 0
    path = Path("diem-cong-tru-tinh-thu-2025.xlsx")

    def change(book: Any) -> None:
        sheet = book["Điểm cộng"]
        number = next(cell.column for cell in sheet[1] if cell.value == "number")
        sheet.cell(row=8, column=number).value = 6

    path.write_bytes(changed(path.read_bytes(), change))
    capsys.readouterr()
    assert cli.main(["workbook", "import", path.name]) == 0
    assert f"$ parindex workbook import {path.name}\n{capsys.readouterr().out}" in (GUIDES / "co-quan.md").read_text(
        "utf-8"
    )


def _fill(done: int, documents: Sequence[str], book: Any) -> None:
    cell_of(book, "1.1|option").value = "Ban hành đúng hạn"
    cell_of(book, "1.1|option", Form.EVIDENCE).value = "01/KH-STP"
    cell_of(book, "1.2|done").value, cell_of(book, "1.2|total").value = done, 50
    cell_of(book, "1.2|done", Form.EVIDENCE).value = "88/BC-STP"
    for row, number in enumerate(documents, 5):
        book[DOCUMENTS][f"D{row}"], book[DOCUMENTS][f"F{row}"] = number, f"Tài liệu số {number}"


def _quoted(block: str, printed: str) -> bool:
    """Whether a block holds lines that were printed, in their order; a line “…” stands for some that are left out."""
    told = "\n" + _COMMIT.sub("", printed)
    for part in re.split(r"^…\n", _COMMIT.sub("", block), flags=re.MULTILINE):
        _, found, told = told.partition("\n" + part.rstrip("\n"))
        if not found:
            return False
    return True


def _captioned(folder: Path) -> list[tuple[str, str]]:
    """Every block with a caption in the guides of a folder, in the order of the Vietnamese guides."""
    pages = [folder / guide.name for guide in sorted(GUIDES.glob("*.md"))]
    return [pair for page in pages if page.exists() for pair in _CAPTIONED.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize(("lang", "folder"), [("vi", GUIDES), ("en", ENGLISH_GUIDES)])
def test_the_guides_quote_what_a_whole_cycle_and_a_beginning_print(lang: str, folder: Path, tmp_path: Path) -> None:
    told = told_in(tmp_path / "kho", lang) | begun_in(tmp_path / "moi", lang)
    moments = [caption for caption, _ in _captioned(GUIDES)]
    assert set(moments) == told.keys(), "every answer is quoted, and nothing else"
    # The English guides have captions of their own, for the same moments in the same order.
    for moment, (caption, block) in zip(moments, _captioned(folder), strict=True):
        assert _quoted(block, told[moment]), f"{caption}\n{told[moment]}"


# Who stands for whom, and when, in the guide's table of rights and phases.
_PEOPLE = {
    "đơn vị": ("tran-mau", "nguyen-thu"),
    "cơ quan chủ trì": ("vu-dieu",),
    "hội đồng": ("le-kiem", "pham-soat", "do-ra"),
    "chủ tịch và thư ký hội đồng": ("le-kiem", "pham-soat"),
    "người soạn tiêu chí": ("ho-soan",),
    "người quản trị": ("dang-quan",),
}
_MOMENTS = {
    Phase.PLANNED: "2025-11-30",
    Phase.SELF_SCORING: "2026-01-05",
    Phase.FIRST_APPRAISAL: "2026-01-10",
    Phase.EXPLANATION: "2026-01-18",
    Phase.SECOND_APPRAISAL: "2026-01-23",
    Phase.CONCLUDING: "2026-01-28",
    Phase.DECIDED: "2026-03-01",
}


def _paths(cell: str) -> list[str]:
    """The files that a row of the table names, below the cycle or the unit they lie in."""
    named = re.findall(r"`([^`]+)`", cell)
    unit = {"self-assessment.yaml", "explanation.yaml", "appeal.yaml", "appraisal.yaml", "ruling.yaml"}
    programme = {"programme.yaml", "units.yaml"}
    folders = {**dict.fromkeys(unit, f"{CYCLE}/so-tu-phap"), **dict.fromkeys(programme, CYCLE.rpartition("/")[0])}
    return [
        name.replace("<quy định>", "mau-thu") + "so.yaml"
        if name.startswith("criteria/")
        else name
        if "/" in name
        else f"{folders.get(name, CYCLE)}/{name}"
        for name in named
    ]


def _phases(cell: str) -> set[Phase]:
    every = {"mọi bước": set(Phase), "mọi bước trước khi có quyết định": set(Phase) - {Phase.DECIDED}}
    named = {label(f"phase-{phase}", "vi"): phase for phase in Phase}
    return every.get(cell) or {named[part.partition(" (")[0]] for part in cell.split("; ")}


def _found(path: str, actor: str, phase: Phase, bases: Mapping[bool, Base]) -> set[str]:
    moment = datetime.fromisoformat(_MOMENTS[phase] + "T10:00:00+07:00")
    change = Change(path=path, status=Status.MODIFIED)
    return {found.rule for found in check_change([change], actor, moment, bases[phase is Phase.DECIDED])}


def test_the_office_guide_tells_who_may_change_what_in_which_phase() -> None:
    lines = (GUIDES / "co-quan.md").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| Tệp | Ai gửi |"))
    files = FileTree.of(base())
    bases = {False: base_of(files.overlay({f"{CYCLE}/decision.yaml": None})), True: base_of(files)}
    told: set[PathClass] = set()
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        people = {login for name in cells[1].split(", ") for login in _PEOPLE[name]}
        for path in _paths(cells[0]):
            told.add(place_of(path).kind)
            for phase in Phase:
                open_now = phase in _phases(cells[2])
                closed = _found(path, "ai", phase, bases) - {"actor-unknown"}
                assert open_now != bool(closed), (path, phase, closed)
                if phase is Phase.DECIDED:
                    continue
                for login in sorted({login for logins in _PEOPLE.values() for login in logins}):
                    refused = _found(path, login, phase, bases) & {"actor-not-allowed", "own-unit-appraised"}
                    assert bool(refused) != (login in people), (path, phase, login)
    assert told == set(PathClass)
