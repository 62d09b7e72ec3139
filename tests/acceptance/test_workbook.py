"""A unit files by workbook: exported, calculated by a spreadsheet program, imported, told by cell what is wrong."""

import random
import re
import runpy
from collections.abc import Callable, Hashable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parindex.encode.filing import filing_text
from parindex.excel.form_columns import AT
from parindex.excel.layout import Form, Kind
from parindex.excel.settings import Settings
from parindex.excel.take import open_workbook, self_assessment_of
from parindex.i18n.text import LANGUAGES, finding_text, rule_text
from parindex.load.document import read_document
from parindex.model import criteria as c
from parindex.model.filing import Answer, Facts
from parindex.model.points import Rounding, exact_text
from parindex.model.regulation import RoundingPolicy
from parindex.pipeline import run
from parindex.score.outcome import LeafScorer
from parindex.source.worktree import worktree
from support import law, office
from support.house import EXAMPLES, ROOT, base, edited, house, parindex, unit_file
from support.office import APPROVAL, DOCUMENTS, FORM, cell_of, changed

SO = "tinh-thu/2025/so-tu-phap"
FILE = unit_file("so-tu-phap")


def exported(root: Path, *words: str, unit: str = SO) -> Path:
    parindex(root, "workbook", "export", unit, "--output", "bang.xlsx", *words, code=0)
    return root / "bang.xlsx"


def altered(path: Path, change: Callable[[Any], None]) -> Path:
    path.write_bytes(changed(path.read_bytes(), change))
    return path


def form_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)


# ── every filing of the repository, LibreOffice in between ────────────────────────────────────────────────────────


@cache
def filed() -> dict[str, Any]:
    """What the workbook of every unit of this repository that has filed is made from."""
    repository = run(worktree(ROOT))
    return {
        f"{cycle.programme.id}__{cycle.cycle.id}__{result.unit.id}.xlsx": office.settings_of(cycle, result)
        for cycle in repository.cycles
        for result in cycle.units
        if result.submission is not None and result.criteria is not None
    }


def outcomes(settings: Settings) -> set[Hashable]:
    """Every criterion with the way in which its points came about."""
    criteria = settings.criteria
    return {
        (criteria.path, code, claim.state, tuple(step.key for step in claim.steps))
        for code, claim in settings.claims.items()
    }


@cache
def telling() -> list[str]:
    """Few of these workbooks, in which every criterion still has all outcomes that it has in any of them."""
    known = {name: outcomes(settings) for name, settings in filed().items()}
    left, chosen = set().union(*known.values()), []
    while left:
        chosen.append(max(known, key=lambda name: len(known[name] & left)))
        left -= known[chosen[-1]]
    return chosen


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    """The workbooks without the results of their formulas."""
    return {name: office.made(settings, results=False) for name, settings in filed().items()}


@pytest.fixture(scope="module")
def after(before: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Those that tell most after LibreOffice has opened, computed and saved them."""
    return office.recalculated(tmp_path_factory.mktemp("office"), {name: before[name] for name in telling()})


def differing(workbooks: dict[str, bytes]) -> list[str]:
    """The workbooks that do not say what the filing says, or in which something is found."""
    told = []
    for name, data in workbooks.items():
        settings = filed()[name]
        opened = open_workbook(name, data)
        taken = self_assessment_of(opened, settings.unit.id, settings.cycle.id, settings.criteria)
        text = filing_text(taken.value, settings.criteria)
        if opened.findings or taken.findings or text != filing_text(settings.value, settings.criteria):
            told.append(name)
    return told


def test_every_filing_comes_back_from_its_workbook_as_it_is(before: dict[str, bytes]) -> None:
    assert len(before) > 150
    assert differing(before) == []


def test_a_filing_comes_back_as_it_is_after_libreoffice_has_saved_the_workbook(after: dict[str, bytes]) -> None:
    assert len(after) > 60
    assert differing(after) == []


def test_what_libreoffice_computes_are_the_points_of_the_engine(after: dict[str, bytes]) -> None:
    count = 0
    for name, data in after.items():
        found, expected = office.points_of(data), office.expected_points(filed()[name])
        wrong = {
            code: (found.get(code), told)
            for code, told in expected.items()
            if not office.same_points(found.get(code), told)
        }
        assert wrong == {}, name
        count += len(expected)
    assert count > 4_000


# ── every method at its edges ─────────────────────────────────────────────────────────────────────────────────────

SHARE = c.Measure(label="Tỷ lệ", done="Đã làm", total="Phải làm", excused="Khách quan")
LOOSE = c.Measure(label="Tỷ lệ", done="Đã làm", total="Phải làm", fractional=True)
NUMBER = c.Measure(label="Số", number="Số")
BOUNDS = ("33.3", "50", "66.6", "70", "90", "99.99")


def drawn(dice: random.Random) -> tuple[c.Rule, Facts]:
    """A rule of some method and facts for it, often exactly at a bound."""
    kind = dice.choice(["options", "checklist", "steps", "number", "ratio", "ratio", "branches", "count", "deduct"])
    worths = [Fraction(dice.randint(0, 40), 8) for _ in range(3)]
    options = tuple(c.Option(id=f"o{at}", label=f"Mức {at}", points=worth) for at, worth in enumerate(worths))
    total = dice.choice([1, 3, 7, 9, 10, 50, 333, 1000, 99_991])
    bound = Fraction(dice.choice(BOUNDS))
    done = dice.choice([0, total, int(total * bound / 100), dice.randint(0, total)])
    excused = dice.choice([None, 0, total - done])
    share = Facts(done=Fraction(done), total=Fraction(total), excused=None if excused is None else Fraction(excused))
    none = dice.choice(list(c.WhenNone))
    bands = (
        c.Band(points=Fraction(7), lower=Fraction(90), lower_open=dice.random() < 0.5),
        c.Band(points=worths[0], lower=bound, lower_open=dice.random() < 0.5, upper=Fraction(95)),
        c.Band(points=worths[1], upper=Fraction(20), upper_open=dice.random() < 0.5),
        c.Band(points=worths[2]),
    )
    if kind == "options":
        return c.Choice(options=options), Facts(option=dice.choice(["o0", "o1", "o2", None]))
    if kind == "checklist":
        return c.Checklist(items=options), Facts(items=tuple(f"o{at}" for at in range(3) if dice.random() < 0.5))
    if kind == "steps":
        return c.Steps(measure=SHARE, bands=bands, when_none=none), share
    if kind == "number":
        return c.Steps(measure=NUMBER, bands=bands), Facts(
            number=Fraction(dice.choice([0, 19, 20, 21, 90, 91, 95, 96]))
        )
    if kind == "ratio":
        rule = c.Ratio(
            measure=dice.choice([SHARE, LOOSE]),
            complement=dice.random() < 0.3,
            full_at=dice.choice([None, None, Fraction(80), Fraction("66.6")]),
            zero_below=dice.choice([None, None, Fraction(50), Fraction("33.3")]),
            share_decimals=dice.choice([None, None, 0, 1, 2]),
            when_none=none,
        )
        if rule.measure is LOOSE:
            share = Facts(done=Fraction(done) / 8, total=Fraction(total) * Fraction(dice.choice(["1", "1.1", "2.5"])))
        return rule, share
    if kind == "branches":
        cases = (
            c.BranchCase(when="a == 0 and b == 0", points="max_points"),
            c.BranchCase(when="b == 0 or a / b >= 0.666", points="max_points * (a + 0.5 * b) / (a + b + 1)"),
            c.BranchCase(when="not a > 3 and not (b < 2)", points="min(a, b, 2.5) * max(1, a) - 0.1"),
            c.BranchCase(when="", points=dice.choice(["a / b", "a / (b - b)", "a - b", "(a + b) / 3"])),
        )
        figures = {"a": Fraction(dice.randint(0, 5)), "b": Fraction(dice.randint(0, 5))}
        return c.Branches(figures={"a": "Một", "b": "Hai"}, cases=cases), Facts(figures=figures)
    each = Fraction(dice.choice(["0.1", "0.25", "1/3", "2"]))
    number = Facts(number=Fraction(dice.randint(0, 60)))
    if kind == "count":
        return c.Count(measure=NUMBER, each=each), number
    return c.Deduct(measure=NUMBER, each=each, floor=Fraction(dice.choice(["0", "0.5"]))), number


ROUNDINGS = {
    "exact": RoundingPolicy(),
    **{mode.value: RoundingPolicy(points_at_leaf=True, decimals=2, mode=mode) for mode in Rounding},
}


def generated(rounding: RoundingPolicy, seed: int) -> Any:
    """A filing under a law of some hundred leaves of every method."""
    dice = random.Random(seed)
    leaves, answers = [], {}
    for number in range(240):
        rule, facts = drawn(dice)
        policy = dice.choice(list(c.NotApplicablePolicy))
        code = f"{number // 30 + 1}.{number % 30 + 1}"
        maximum = Fraction(dice.choice(["1", "1.5", "7", "0.3", "10", "2.125"]))
        rule = _within(rule, maximum)
        leaves.append(law.leaf(code, maximum, rule, not_applicable_policy=policy))
        reason = "Không có" if dice.random() < 0.1 else ""
        answers[code] = Answer(code=code, facts=Facts() if reason else facts, not_applicable=reason)
    criteria = law.criteria(*leaves)
    regulation = law.regulation(criteria, rounding=rounding)
    scorer = LeafScorer(regulation, law.cycle())
    claims = {leaf.code: scorer.claimed(leaf, answers[leaf.code]) for leaf in criteria.leaves}
    value = office.value_of(law.submission(*answers.values()), criteria)
    return office.plain_settings(criteria, value, regulation=regulation, claims=claims)


def _within(rule: c.Rule, maximum: Fraction) -> c.Rule:
    """Points of options and bands at most the maximum, as the checker wants them."""
    if isinstance(rule, c.Choice):
        options = (c.Option(id=one.id, label=one.label, points=min(one.points, maximum)) for one in rule.options)
        return c.Choice(options=tuple(options))
    return rule


def test_the_formulas_of_every_method_and_rounding_are_those_of_the_engine(tmp_path: Path) -> None:
    made = {f"{name}.xlsx": generated(rounding, seed) for seed, (name, rounding) in enumerate(ROUNDINGS.items())}
    after = office.recalculated(
        tmp_path, {name: office.made(settings, results=False) for name, settings in made.items()}
    )
    for name, settings in made.items():
        found, expected = office.points_of(after[name]), office.expected_points(settings)
        wrong = {
            code: (
                found.get(code),
                exact_text(told) if isinstance(told, Fraction) else told,
                office.told_of(settings, code),
            )
            for code, told in expected.items()
            if not office.same_points(found.get(code), told)
        }
        assert wrong == {}, name


# ── the officer's way ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_form_asks_every_criterion_of_the_group_and_none_of_another(tmp_path: Path) -> None:
    root = house(tmp_path, {FILE: None})
    sheet = form_of(exported(root))[FORM]
    codes = {
        row[0].value.partition("|")[0] for row in sheet.iter_rows(min_row=2) if row[0].value and "|" in row[0].value
    }
    assert codes == {"1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "4.1"}
    told = parindex(root, "workbook", "import", "bang.xlsx", code=0)
    assert "answers-missing" in told.stdout
    assert not (root / FILE).exists()


def test_a_form_filled_in_by_hand_becomes_the_file_that_is_written_by_hand(tmp_path: Path) -> None:
    root = house(tmp_path, {FILE: None})
    held = base()[FILE]

    def fill(book: Any) -> None:
        documents = book[DOCUMENTS]
        keys = {cell.value: cell.column for cell in documents[1]}
        rows = (
            {
                "id": "ke-hoach-cchc",
                "kind": "Kế hoạch",
                "number": "05/KH-STP",
                "issuer": "Sở Tư pháp",
                "title": "Kế hoạch cải cách hành chính năm 2025",
                "date": "10/01/2025",
                "url": "https://vanban.tinh-thu.example/so-tu-phap/05-kh.pdf",
            },
            {
                "id": "bao-cao-nam",
                "kind": "Báo cáo",
                "number": "88/BC-STP",
                "issuer": "Sở Tư pháp",
                "title": "Báo cáo kết quả cải cách hành chính năm 2025",
                "date": 46011,
                "url": "https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf",
                "length": 24,
                "pages": "3-9",
            },
            {
                "id": "so-xin-loi",
                "kind": "Biên bản",
                "title": "Sổ theo dõi thư xin lỗi năm 2025",
                "note": "Bản giấy tại Văn thư Sở",
            },
        )
        for number, row in enumerate(rows, 5):
            for key, value in row.items():
                documents.cell(row=number, column=keys[key], value=value)
        entries = {
            "1.1|option": "Ban hành đúng hạn",
            "1.2|done": 45,
            "1.2|total": "50",
            "1.3|items:ke-hoach": "x",
            "1.3|items:tin-bai": "X",
            "1.3|items:toa-dam": "có",
            "2.1|done": " 470 ",
            "2.1|total": 500,
            "2.2|figures:tre_han": 6,
            "2.2|figures:xin_loi": 3,
            "2.3|number": 0,
        }
        for key, value in entries.items():
            cell_of(book, key).value = value
        for key, name in (("1.1|option", "05/KH-STP"), ("1.2|done", "88/BC-STP"), ("1.3|items:ke-hoach", "88/BC-STP")):
            cell_of(book, key, Form.EVIDENCE).value = name
        cell_of(book, "1.2|done", Form.PAGES).value = 4
        cell_of(book, "1.2|done", Form.SECTION).value = "Phần I"
        cell_of(book, "2.1|done", Form.EVIDENCE).value = "bao-cao-nam"
        cell_of(book, "2.2|figures:tre_han", Form.EVIDENCE).value = "Sổ theo dõi thư xin lỗi năm 2025"
        approval = {row[0].value: row[2] for row in book[APPROVAL].iter_rows(min_row=5)}
        for key, value in (
            ("by", "Nguyễn Văn Thử"),
            ("title", "Giám đốc"),
            ("date", "5/1/2026"),
            ("document", "01/BC-STP"),
        ):
            approval[key].value = value

    altered(exported(root), fill)
    parindex(root, "workbook", "import", "bang.xlsx", "--write", code=0)
    assert read_document("x", (root / FILE).read_bytes()).value == read_document("x", held.encode()).value
    parindex(root, "fmt", "--check", FILE, code=0)


def test_last_years_figures_can_be_carried_over_and_its_documents_are_not(tmp_path: Path) -> None:
    earlier = base()[FILE].replace('cycle: "2025"', 'cycle: "2024"')
    root = house(tmp_path, {FILE: None, FILE.replace("2025", "2024"): earlier})
    book = form_of(exported(root, "--from", "2024"))
    assert cell_of(book, "1.2|done").value == 45
    assert cell_of(book, "1.2|done", Form.EVIDENCE).value is None
    assert "2024" in str(book[FORM]["B5"].value)


def test_a_workbook_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    root = house(tmp_path)
    exported(root)
    assert parindex(root, "workbook", "export", SO, "--output", "bang.xlsx").returncode == 2


def test_without_write_nothing_is_written_and_the_changes_are_told(tmp_path: Path) -> None:
    root = house(tmp_path)

    def change(book: Any) -> None:
        cell_of(book, "1.2|done").value = 44

    altered(exported(root), change)
    told = parindex(root, "workbook", "import", "bang.xlsx", code=0)
    assert (root / FILE).read_text("utf-8") == base()[FILE]
    assert "1.2" in told.stdout.splitlines()[-1]
    printed = parindex(root, "workbook", "import", "bang.xlsx", "--print", code=0)
    assert 'done: "44"' in printed.stdout
    parindex(root, "workbook", "import", "bang.xlsx", "--write", code=0)
    assert (root / FILE).read_text("utf-8") == printed.stdout


def test_a_figure_left_out_is_told_at_its_empty_cell_in_the_words_of_the_criteria(tmp_path: Path) -> None:
    root = house(tmp_path)
    path = altered(exported(root), lambda book: setattr(cell_of(book, "1.2|total"), "value", None))
    told = parindex(root, "workbook", "import", "bang.xlsx", code=1).stdout
    place = cell_of(form_of(path), "1.2|total").coordinate
    assert f"ô {place}: Tiêu chí 1.2 (Thực hiện kế hoạch): chưa ghi “Số nhiệm vụ phải hoàn thành”." in told
    assert "total" not in told


def test_what_comes_back_to_an_officer_names_headings_and_no_keys_of_files(tmp_path: Path) -> None:
    root = house(tmp_path)

    def change(book: Any) -> None:
        rows = {row[0].value: row[2] for row in book[APPROVAL].iter_rows()}
        rows["by"].value, rows["document"].value = "Nguyễn Văn Thử", "12/BC-STP"
        for key in ("title", "date"):
            rows[key].value = None
        document = next(row for row in book[DOCUMENTS].iter_rows(min_row=5) if row[5].value is None)
        document[3].value = "99/BC-STP"
        cell_of(book, "1.2|done").value = 1.5
        for row in book[FORM].iter_rows():
            if str(row[0].value).startswith("1.1|"):
                row[AT[Form.EVIDENCE]].value = row[AT[Form.EVIDENCE]].hyperlink = None

    path = altered(exported(root), change)
    parindex(root, "workbook", "import", "bang.xlsx", "--marked", "sua.xlsx", code=1)
    sheet = form_of(root / "sua.xlsx")["Cần sửa"]
    lines = {row[0].value: f"{row[2].value} {row[3].value}" for row in sheet.iter_rows(min_row=4)}
    asked = {row[0].value: row[2].coordinate for row in form_of(path)[APPROVAL].iter_rows()}
    assert "Chưa ghi “Chức vụ”." in lines[f"{APPROVAL}!{asked['title']}"]
    assert "Chưa ghi “Ngày phê duyệt”." in lines[f"{APPROVAL}!{asked['date']}"]
    told = " ".join(lines.values())
    assert "Chưa ghi “Tên tài liệu”." in told
    assert "Chọn văn bản ở cột “Tài liệu kiểm chứng”" in told
    assert "số đếm phải là số nguyên" in told
    keys = r"\b(title|date|evidence|approval|done|total|points|pages|section|explanation|number|sha256)\b"
    assert re.findall(keys, told) == []


def five_faults(book: Any) -> None:
    cell_of(book, "1.1|option").value = "cơ bản đúng hạn"
    cell_of(book, "1.2|done").value = "1.234"
    cell_of(book, "1.2|done", Form.PAGES).value = "trang bốn"
    cell_of(book, "2.1|done").value = 600
    cell_of(book, "2.2|figures:tre_han").value = "=3+3"


def test_five_faults_give_five_cells_and_nothing_is_written(tmp_path: Path) -> None:
    root = house(tmp_path)
    altered(exported(root), five_faults)
    told = parindex(root, "workbook", "import", "bang.xlsx", "--write", "--marked", "sua.xlsx", code=1)
    assert (root / FILE).read_text("utf-8") == base()[FILE]
    book = form_of(root / "sua.xlsx")
    comments = {cell.coordinate: cell.comment.text for row in book[FORM].iter_rows() for cell in row if cell.comment}
    wanted = [cell_of(book, key, column).coordinate for key, column in FAULTY]
    assert sorted(comments) == sorted(wanted)
    for address in wanted:
        assert f"ô {address}" in told.stdout
        assert f"ô {address}" in comments[address]
        assert book[FORM][address].fill.fgColor.rgb.endswith("F8B4B4")
    listed = book["Cần sửa"]
    assert [listed.cell(row=row, column=1).value for row in range(4, 9)] == sorted(
        (f"{FORM}!{address}" for address in wanted), key=lambda text: int(text[len(FORM) + 2 :])
    )


FAULTY = (
    ("1.1|option", Form.ANSWER),
    ("1.2|done", Form.ANSWER),
    ("1.2|done", Form.PAGES),
    ("2.1|done", Form.ANSWER),
    ("2.2|figures:tre_han", Form.ANSWER),
)


def test_the_marked_copy_can_be_corrected_and_taken(tmp_path: Path) -> None:
    root = house(tmp_path)
    altered(exported(root), five_faults)
    parindex(root, "workbook", "import", "bang.xlsx", "--marked", "sua.xlsx", code=1)

    def correct(book: Any) -> None:
        cell_of(book, "1.1|option").value = "Ban hành đúng hạn"
        cell_of(book, "1.2|done").value = 45
        cell_of(book, "1.2|done", Form.PAGES).value = "4"
        cell_of(book, "2.1|done").value = 470
        cell_of(book, "2.2|figures:tre_han").value = 6

    altered(root / "sua.xlsx", correct)
    parindex(root, "workbook", "import", "sua.xlsx", "--write", "--marked", "lai.xlsx", code=0)
    book = form_of(root / "lai.xlsx")
    assert [cell.coordinate for row in book[FORM].iter_rows() for cell in row if cell.comment] == []


def test_a_workbook_that_is_not_opened_is_not_marked(tmp_path: Path) -> None:
    root = house(tmp_path)
    path = exported(root)
    path.write_bytes(path.read_bytes()[:-100])
    told = parindex(root, "workbook", "import", "bang.xlsx", "--write", "--marked", "sua.xlsx", code=1)
    assert "[workbook-refused]" in told.stdout
    assert not (root / "sua.xlsx").exists()


def test_points_without_a_document_are_told_at_the_criterion(tmp_path: Path) -> None:
    root = house(tmp_path)

    def change(book: Any) -> None:
        cell = cell_of(book, "1.2|done", Form.EVIDENCE)
        cell.value, cell.hyperlink = None, None
        for column in (Form.PAGES, Form.SECTION):
            cell_of(book, "1.2|done", column).value = None

    path = altered(exported(root), change)
    told = parindex(root, "workbook", "import", "bang.xlsx", code=1).stdout
    assert "evidence-missing" in told
    assert f"ô {cell_of(form_of(path), '1.2|done').coordinate}" in told


@pytest.mark.parametrize(
    "words",
    [
        ["import", "bang.xlsx", "--empty"],
        ["import", "bang.xlsx", "--write", "--print"],
        ["export", SO, "--write"],
        ["export", SO, "--empty", "--from", "2024"],
        ["export", "so-tu-phap"],
        ["export", "tinh-thu/2025/khong-co"],
        ["import", "khong-co.xlsx"],
    ],
)
def test_wrong_usage_is_told_so(words: list[str], tmp_path: Path) -> None:
    assert parindex(house(tmp_path), "workbook", *words).returncode == 2


def test_the_form_is_locked_but_for_the_units_cells_and_prints_on_landscape_paper(tmp_path: Path) -> None:
    book = form_of(exported(house(tmp_path)))
    sheet = book[FORM]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not cell_of(book, "1.2|done").protection.locked
    for column in (Form.POINTS, Form.COUNCIL_POINTS, Form.COUNCIL_REASON, Form.NAME):
        assert cell_of(book, "1.2|done", column).protection.locked
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.freeze_panes == "C7"
    assert sheet.print_title_rows == "$6:$6"
    assert book["_parindex"].sheet_state == "hidden"
    assert {check.type for check in sheet.data_validations.dataValidation} == {"list", "custom"}


# ── every rule by example ─────────────────────────────────────────────────────────────────────────────────────────

RULES = sorted(path.stem for path in (EXAMPLES / "workbook").glob("*.py"))


@pytest.mark.parametrize("rule", RULES)
def test_an_example_workbook_shows_the_rule_it_is_named_after(rule: str, tmp_path: Path) -> None:
    example = runpy.run_path(str(EXAMPLES / "workbook" / f"{rule}.py"))
    root = house(tmp_path)
    parindex(root, "workbook", "export", *example.get("export", (SO,)), "--output", "bang.xlsx", code=0)
    path = root / "bang.xlsx"
    if "repository" in example:
        for name, pair in example["repository"].items():
            (root / name).write_text(edited(name, pair)[name] or "", "utf-8")
    if "change" in example:
        altered(path, example["change"])
    if "pack" in example:
        path.write_bytes(office.repacked(path.read_bytes(), example["pack"]))
    expected = rule_text(rule, "vi")
    told = parindex(root, "workbook", "import", path.name, code=int(expected.severity == "error"))
    assert f"[{rule}]" in told.stdout
    assert "…" not in told.stdout.replace("……", "")
    data = path.read_bytes()
    opened = open_workbook(path.name, data)
    found = list(opened.findings)
    if opened.tables and opened.kind is Kind.SELF_ASSESSMENT:
        settings = example_settings()
        found += self_assessment_of(opened, "so-tu-phap", "2025", settings.criteria).findings
    for finding in found:
        assert finding.severity == rule_text(finding.rule, "vi").severity
        for lang in LANGUAGES:
            assert "…" not in finding_text(finding, lang)[0]


@cache
def example_settings() -> Any:
    return next(
        office.settings_of(cycle, result)
        for cycle in run(worktree(EXAMPLES / "base")).cycles
        for result in cycle.units
        if result.unit.id == "so-tu-phap" and result.submission is not None
    )
