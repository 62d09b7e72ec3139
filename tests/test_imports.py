"""Imports: what a map may be wrong about, that a second run changes nothing, that filed answers survive."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from parindex import cli, errors
from parindex.encode.yamltext import scalar, yaml_text
from parindex.imports.facts import facts_map, import_facts
from parindex.imports.fault import ImportFault
from parindex.imports.merge import with_answers
from parindex.imports.names import slug
from parindex.imports.results import import_results, results_map
from parindex.imports.table import read_table
from parindex.load.criteria import load_regulation
from parindex.load.document import read_document
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[1]
MAPS = ROOT / "tools/imports"
RESULTS = sorted(path.parent.name for path in MAPS.glob("*/map.yaml") if path.parent.name != "phu-tho-766")

MAP = """\
programme: {id: tinh-thu, name: Tỉnh Thử, index-name: Chỉ số, authority: Tỉnh Thử}
cycle: {id: "2020"}
title: Kết quả năm {cycle}
source: {title: Bảng kết quả}
table:
  max: "100"
  groups: [{value: S, id: so, name: Sở, complete: true}, {value: X, id: xa, name: Xã}]
columns: {group: g, order: tt, name: ten, total: diem}
"""
TABLE = "g,tt,ten,diem\nS,1,Sở Đất đai,90.50\nS,2,Sở Nước,88\nX,1,Xã Hoà,70\n"


def parsed(text: str) -> object:
    document = read_document("map.yaml", text.encode())
    assert document.findings == ()
    return document.value


def repository(folder: Path, *parts: str) -> Path:
    """A data repository of its own, with copies of the named folders of this one."""
    for part in parts:
        shutil.copytree(ROOT / part, folder / part)
    (folder / "submissions").mkdir(exist_ok=True)
    return folder


def command(verb: str, name: str, root: Path, *more: str) -> int:
    folder = MAPS / name
    return cli.main([verb, str(folder / "table.csv"), "--map", str(folder / "map.yaml"), "--root", str(root), *more])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# A printed table


def test_a_small_table_becomes_a_programme_without_findings() -> None:
    made = import_results(results_map(parsed(MAP)), read_table(TABLE))
    result = run(FileTree.of(made.files))
    assert result.findings == ()
    (cycle,) = result.cycles
    assert cycle.cycle.title == "Kết quả năm 2020"
    assert [(row.unit, row.total, row.group) for row in cycle.cycle.rows] == [
        ("so-dat-dai", "90.50", "so"),
        ("so-nuoc", "88", "so"),
        ("xa-hoa", "70", "xa"),
    ]


@pytest.mark.parametrize("name", RESULTS)
def test_the_committed_results_are_what_their_map_and_table_give(name: str) -> None:
    mapping = results_map(parsed((MAPS / name / "map.yaml").read_text("utf-8")))
    made = import_results(mapping, read_table((MAPS / name / "table.csv").read_text("utf-8")))
    home = ROOT / "submissions" / name
    assert {path: text.encode() for path, text in made.files.items()} == {
        f"submissions/{name}/{path}": data for path, data in contents(home).items()
    }


@pytest.mark.parametrize("name", RESULTS)
def test_no_printed_figure_is_lost_or_changed(name: str) -> None:
    mapping = results_map(parsed((MAPS / name / "map.yaml").read_text("utf-8")))
    made = import_results(mapping, read_table((MAPS / name / "table.csv").read_text("utf-8")))
    columns = {key: column for key, column in mapping.columns.items() if key in ("rank", "total", "index", "order")}
    columns |= {f"part:{part['id']}": column for column, part in mapping.parts}
    source = list(csv.DictReader((MAPS / name / "table.csv").open(encoding="utf-8", newline="")))
    source = [row for row in source if not any(rule.where.items() <= row.items() for rule in mapping.leave_out)]
    written = [
        row
        for path, text in made.files.items()
        if path.endswith("published.csv")
        for row in csv.DictReader(io.StringIO(text))
    ]
    assert [[row[key] for key in columns] for row in written] == [
        [row[column] for column in columns.values()] for row in source
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("name: ten,", "name: tem,", "import-no-column"),
        ("order: tt", "odrer: tt", "import-map-unknown"),
        ('cycle: {id: "2020"}', "cycle: {}", "import-map-cycle"),
        ("{title: Bảng kết quả}", "{publisher: Báo}", "import-map-missing"),
        ("{title: Bảng kết quả}", "Bảng kết quả", "import-map-shape-map"),
        ("id: tinh-thu", "id: Tỉnh Thử", "import-map-id"),
        ("{value: X, id: xa, name: Xã}", "{value: Y, id: xa, name: Xã}", "import-group-unknown"),
        ("columns: {group: g, ", "columns: {", "import-map-missing"),
        ('max: "100"', "order: up", "import-map-one-of"),
        ("table:", "amend: [{where: {ten: Sở Gió}, set: {max: '84'}, because: so}]\ntable:", "import-no-match"),
        ("table:", "amend: [{where: {ten: Sở Nước}, set: {maxx: '84'}, because: so}]\ntable:", "import-map-unknown"),
        ("table:", "leave-out: [{where: {ten: Sở Gió}, because: so}]\ntable:", "import-no-match"),
        ("table:", "rows: [{column: g, is: [Z]}]\ntable:", "import-no-rows"),
        ("table:", "rows: [{column: g}]\ntable:", "import-map-filter"),
        ("table:", "rows: [{column: g, is: [S]}]\ntable:", "import-group-empty"),
        ("table:", "units: {Sở Gió: {id: so-gio}}\ntable:", "import-no-match"),
        ("table:", "units: {Sở Nước: {id: so-dat-dai}}\ntable:", "import-unit-twice"),
        ('{id: "2020"}', "{column: tt}", "import-bad-cycle"),
    ],
)
def test_a_faulty_map_is_told_by_its_place(old: str, new: str, key: str) -> None:
    assert old in MAP
    with pytest.raises(ImportFault) as caught:
        import_results(results_map(parsed(MAP.replace(old, new))), read_table(TABLE))
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        (TABLE.replace("88", "tám mươi"), "import-bad-figure", 3),
        (TABLE.replace("88", '"88,5"'), "import-bad-figure", 3),
        (TABLE.replace("S,2", "S,II"), "import-bad-whole", 3),
        (TABLE.replace("Sở Nước", "Sở Đất Đai"), "import-unit-twice", 3),
        (TABLE.replace("Xã Hoà", "Sở Nước"), "import-unit-twice", 4),
        (TABLE.replace("Sở Nước", ""), "import-no-name", 3),
        (TABLE.replace("Sở Nước", "???"), "import-no-id", 3),
        (TABLE.replace("S,2,Sở Nước,88", "S,2,Sở Nước"), "import-row-ragged", 3),
        (TABLE.replace("tt", "g"), "import-column-twice", 1),
        ("", "import-table-empty", 1),
    ],
)
def test_a_faulty_table_is_told_by_its_line(table: str, key: str, line: int) -> None:
    with pytest.raises(ImportFault) as caught:
        import_results(results_map(parsed(MAP)), read_table(table))
    assert (caught.value.key, caught.value.line) == (key, line)


def test_semicolons_and_decimal_commas_are_read_where_the_map_says_so() -> None:
    table = read_table("g;tt;ten;diem\nS;1;Sở Đất đai;90,50\nX;1;Xã Hoà;70\n", delimiter=";", comma=True)
    made = import_results(results_map(parsed(MAP)), table)
    assert "so,1,so-dat-dai,Sở Đất đai,,,90.50,,," in made.files["submissions/tinh-thu/2020/published.csv"]


def test_a_unit_has_the_same_id_in_every_year_however_it_is_spelled() -> None:
    text = MAP.replace('{id: "2020"}', "{column: nam}").replace("[{value: S, id: so, name: Sở, complete: true}, ", "[")
    text = text.replace("{value: X, ", "{").replace("{group: g, ", "{")
    table = read_table("nam,tt,ten,diem\n2019,1,Sở Công thương,80\n2020,1,Sở Công Thương,81\n")
    made = import_results(results_map(parsed(text)), table)
    assert made.files["submissions/tinh-thu/units.yaml"].count("- id:") == 1
    assert "Sở Công Thương" in made.files["submissions/tinh-thu/2020/published.csv"]


def test_a_second_table_adds_units_and_leaves_the_written_roster_alone() -> None:
    written = "units:\n  # ghi chú của văn phòng\n  - id: so-nuoc\n    name: Sở Tài nguyên nước\n    group: so\n"
    made = import_results(results_map(parsed(MAP)), read_table(TABLE), written)
    roster = made.files["submissions/tinh-thu/units.yaml"]
    assert roster.startswith(written)
    assert roster.count("- id: ") == 3


def test_a_roster_that_says_another_group_is_a_fault() -> None:
    written = "units:\n  - {id: so-nuoc, name: Sở Nước, group: xa}\n"
    with pytest.raises(ImportFault, match="import-unit-group"):
        import_results(results_map(parsed(MAP)), read_table(TABLE), written)


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path)
    (tmp_path / "map.yaml").write_text(MAP.replace("name: ten,", "name: tem,"), "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    arguments = [str(tmp_path / "table.csv"), "--map", str(tmp_path / "map.yaml"), "--root", str(tmp_path)]
    assert cli.main(["import-results", *arguments]) == errors.USAGE
    told = capsys.readouterr().err
    assert "columns.name" in told
    assert "tem" in told
    assert contents(tmp_path / "submissions") == {}
    (tmp_path / "map.yaml").write_text("a: [", "utf-8")
    assert cli.main(["import-results", *arguments, "--lang", "en"]) == errors.USAGE
    assert "yaml-syntax" in capsys.readouterr().err
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    (tmp_path / "table.csv").write_bytes(TABLE.encode("utf-16"))
    assert cli.main(["import-results", *arguments]) == errors.USAGE
    assert cli.main(["import-results", str(tmp_path / "none.csv"), *arguments[1:]]) == errors.USAGE


@pytest.mark.parametrize("name", RESULTS)
def test_a_second_run_changes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path)
    assert command("import-results", name, tmp_path) == errors.FINE
    first = contents(tmp_path)
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in first}
    assert command("import-results", name, tmp_path) == errors.FINE
    assert contents(tmp_path) == first
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in first} == times
    assert "Đã ghi" not in capsys.readouterr().out.splitlines()[-1]


def test_a_file_that_was_changed_by_hand_is_replaced_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository(tmp_path)
    command("import-results", "binh-duong-ket-qua", tmp_path)
    path = tmp_path / "submissions/binh-duong-ket-qua/2017/published.csv"
    good = path.read_text("utf-8")
    path.write_text(good.replace("84.58,84.58", "84.59,84.59"), "utf-8")
    assert command("import-results", "binh-duong-ket-qua", tmp_path) == errors.USAGE
    assert "published.csv" in capsys.readouterr().err
    assert path.read_text("utf-8") != good
    assert command("import-results", "binh-duong-ket-qua", tmp_path, "--replace") == errors.FINE
    assert path.read_text("utf-8") == good


# Facts


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = repository(tmp_path_factory.mktemp("facts"), "criteria/qd-766-2022")
    assert command("import-facts", "phu-tho-766", root) == errors.FINE
    return root


def test_the_committed_facts_are_what_their_map_and_table_give(imported: Path) -> None:
    home = "submissions/phu-tho-766"
    assert contents(imported / home) == contents(ROOT / home)


def test_a_second_run_over_the_facts_changes_nothing(imported: Path) -> None:
    first = contents(imported)
    assert command("import-facts", "phu-tho-766", imported) == errors.FINE
    assert contents(imported) == first


def test_a_hand_made_answer_survives_and_only_missing_ones_are_added(tmp_path: Path, imported: Path) -> None:
    shutil.copytree(imported, tmp_path / "copy")
    path = tmp_path / "copy/submissions/phu-tho-766/2026-08/h44-100-ubnd-phuong-viet-tri/self-assessment.yaml"
    by_hand = """\
unit: h44-100-ubnd-phuong-viet-tri
cycle: "2026-08"
evidence:
  bao-cao:
    title: Báo cáo của phường
answers:
  "2.1":  # đã đối chiếu với sổ theo dõi
    done: "2400"
    total: "2971"
    evidence: [bao-cao]
  # còn chờ số của Công an phường
  "5.5": {done: "1", total: "2"}

# người lập: văn thư
approval: {by: Trần Thị Mai, title: Chủ tịch, date: "2026-09-30"}
"""
    path.write_text(by_hand, "utf-8")
    assert command("import-facts", "phu-tho-766", tmp_path / "copy") == errors.FINE
    text = path.read_text("utf-8")
    value = read_document("self-assessment.yaml", text.encode()).value
    assert value["answers"]["2.1"] == {"done": "2400", "total": "2971", "evidence": ["bao-cao"]}
    assert value["answers"]["5.5"] == {"done": "1", "total": "2"}
    assert value["answers"]["5.1"] == {"done": "2469", "total": "2971", "evidence": ["so-lieu-cong"]}
    assert value["approval"]["by"] == "Trần Thị Mai"
    assert list(value["answers"]) == [
        *("1.1", "1.2", "1.3", "1.4", "2.1", "4.1", "4.2", "4.3"),
        *("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.1", "6.2", "6.3"),
    ]
    kept = iter(text.splitlines())
    assert all(line in kept for line in by_hand.splitlines()), "a written line is lost or moved"
    assert command("import-facts", "phu-tho-766", tmp_path / "copy") == errors.FINE
    assert path.read_text("utf-8") == text
    assert command("import-facts", "phu-tho-766", tmp_path / "copy", "--replace") == errors.FINE
    replaced = read_document("self-assessment.yaml", path.read_bytes()).value
    assert replaced["answers"]["2.1"]["done"] == "2348"
    assert replaced["approval"]["by"] == "Trần Thị Mai"


def test_a_draft_stays_a_draft(tmp_path: Path, imported: Path) -> None:
    shutil.copytree(imported, tmp_path / "copy")
    unit = "h44-101-ubnd-phuong-nong-trang"
    path = tmp_path / f"copy/submissions/phu-tho-766/2026-08/{unit}/self-assessment.yaml"
    path.write_text(f'unit: {unit}\ncycle: "2026-08"\nanswers: {{}}\n', "utf-8")
    assert command("import-facts", "phu-tho-766", tmp_path / "copy") == errors.FINE
    result = run(worktree(tmp_path / "copy"))
    assert result.faults == ()
    (cycle,) = result.cycles
    assert next(row.standing for row in cycle.units if row.unit.id == unit) == "draft"


def test_an_existing_roster_gives_its_ids_to_the_same_official_codes(tmp_path: Path, imported: Path) -> None:
    shutil.copytree(imported, tmp_path / "copy")
    home = tmp_path / "copy/submissions/phu-tho-766"
    roster = (home / "units.yaml").read_text("utf-8")
    (home / "units.yaml").write_text(roster.replace("h44-100-ubnd-phuong-viet-tri", "phuong-viet-tri"), "utf-8")
    shutil.rmtree(home / "2026-08")
    assert command("import-facts", "phu-tho-766", tmp_path / "copy") == errors.FINE
    assert (home / "2026-08/phuong-viet-tri/self-assessment.yaml").is_file()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("done: numerator", "done: tu-so", "import-no-column"),
        ("PROVINCE: tinh", "PROVINCE: quoc-gia", "import-group-unknown"),
        ("{where: {metric: PETITION_CLASSIFICATION_TTHC}, skip: no points}", "{}", "import-map-missing"),
        ("PETITION_CLASSIFICATION_TTHC}", "PETITION_OTHER}", "import-metric-unknown"),
        ('code: "6"}', 'code: "7"}', "import-code-unknown"),
        ('code: "6"}', 'code: "5"}', "import-code-twice"),
        ("  value: ratio\n  points: score_official\n", "  points: unit\n", "import-bad-figure"),
        ("  total: denominator\n", "", "import-fact-missing"),
        ("parent: H44", "parent: H45", "import-no-match"),
        ("  id: so-lieu-cong", "  id: Số liệu", "import-map-id"),
        ("online-services: Nhóm", "online-service: Nhóm", "import-no-match"),
        ("approval: {by: Cổng Dịch vụ công quốc gia, ", "approval: {", "import-map-missing"),
        ("  name: Tỉnh Phú Thọ – Chỉ số 766\n", "", "import-map-missing"),
    ],
)
def test_a_faulty_map_of_facts_is_told(old: str, new: str, key: str) -> None:
    text = (MAPS / "phu-tho-766/map.yaml").read_text("utf-8")
    assert old in text
    regulation = load_regulation(worktree(ROOT), "qd-766-2022").regulation
    assert regulation is not None
    table = read_table((MAPS / "phu-tho-766/table.csv").read_text("utf-8"))
    with pytest.raises(ImportFault) as caught:
        import_facts(facts_map(parsed(text.replace(old, new))), table, regulation, {})
    assert caught.value.key == key


def test_unknown_criteria_are_a_fault_of_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("import-facts", "phu-tho-766", repository(tmp_path)) == errors.USAGE
    assert "qd-766-2022" in capsys.readouterr().err


# Parts of the above


def test_a_file_in_one_line_is_refused_and_not_rewritten() -> None:
    text = 'unit: a\ncycle: "2025"\nanswers: {"1.1": {done: "1", total: "2"}}\n'
    new = {"1.2": {"done": "1", "total": "1"}}
    with pytest.raises(ImportFault, match="import-not-mergeable"):
        with_answers("a.yaml", text, ["1.1", "1.2"], new, ("so-lieu", {"title": "Số liệu"}))


def test_an_evidence_id_that_means_something_else_is_refused() -> None:
    text = 'unit: a\ncycle: "2025"\nevidence:\n  so-lieu:\n    title: Khác\nanswers:\n  "1.1":\n    done: "1"\n'
    with pytest.raises(ImportFault, match="import-evidence-taken"):
        with_answers("a.yaml", text, ["1.1", "1.2"], {"1.2": {"done": "1"}}, ("so-lieu", {"title": "Số liệu"}))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Sở Văn hóa Thể thao & DL", "so-van-hoa-the-thao-dl"),
        ("Đắk Lắk", "dak-lak"),
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        (
            "Văn phòng " + "rất dài " * 20,
            "van-phong-rat-dai-rat-dai-rat-dai-rat-dai-rat-dai-rat-dai-rat-dai-rat-dai-rat",
        ),
        ("…", ""),
    ],
)
def test_ids_fold_diacritics_and_end_at_a_word(name: str, made: str) -> None:
    assert slug(name) == made


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ",
        "a: b",
        "a #b",
        "a#b",
        "-",
        "2.0",
        "no",
        "1e3",
        '"',
        "a\\b",
        "{a}",
        "x, y",
        "https://a.vn/?b=c&d",
        "05/KH",
        "",
    ],
)
def test_what_is_written_is_what_is_read(text: str) -> None:
    value = {"a": text, "b": [{"c": text, "d": [text]}], "e": {"f": text}}
    for rows_in_line in (True, False):
        assert read_document("a.yaml", yaml_text(value, rows_in_line=rows_in_line).encode()).value == value
    assert scalar("Sở Nội vụ") == "Sở Nội vụ"


def test_the_examples_of_the_guide_work() -> None:
    guide = (ROOT / "docs/importing.md").read_text("utf-8")
    tables = [part.split("```")[0] for part in guide.split("```csv\n")[1:]]
    maps = [part.split("```")[0] for part in guide.split("```yaml\n")[1:] if part.startswith("programme:")]
    printed = import_results(results_map(parsed(maps[0])), read_table(tables[0]))
    assert [finding.rule for finding in run(FileTree.of(printed.files)).findings] == ["printed-own-maximum"]
    tree = worktree(ROOT)
    regulation = load_regulation(tree, "qd-766-2022").regulation
    assert regulation is not None
    facts = import_facts(facts_map(parsed(maps[1])), read_table(tables[1]), regulation, {})
    law = {path: tree.read(path) for path in tree.under("criteria/qd-766-2022")}
    assert run(FileTree.of({**law, **facts.files})).faults == ()
    assert "t01-so-nuoc,3,6,12" in facts.files["submissions/tinh-thu/2026-08/official.csv"]
