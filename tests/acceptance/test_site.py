"""What a build publishes and what it never does: faults, foreign folders, secrets, hostile texts, differences."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from support.house import (
    CYCLE,
    DATA,
    base,
    built,
    committed,
    copied,
    edited,
    house,
    pages,
    parindex,
    rows,
    same_units,
    tree,
    unit_file,
    write,
)
from support.searching import found_in

APPRAISAL = unit_file("so-tu-phap", "appraisal")
UNDECIDED = {f"{CYCLE}/decision.yaml": None}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hien-lanh")
    return built(house(folder / "kho"), folder / "site")


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# ── faults ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_build_with_errors_publishes_the_good_units_and_says_so_of_the_rest(tmp_path: Path) -> None:
    root = house(tmp_path / "kho", edited(unit_file("so-y-te"), ('done: "38"', 'done: "51"')))
    site = tmp_path / "site"
    done = parindex(root, "build", "--output", site, code=1)
    assert "1 lỗi" in done.stderr
    broken = (site / "ket-qua/tinh-thu/2025/so-y-te.html").read_text("utf-8")
    assert "Chưa hợp lệ" in broken
    assert "51" in broken
    assert 'class="pi-leaf' not in broken
    good = (site / "ket-qua/tinh-thu/2025/so-noi-vu.html").read_text("utf-8")
    assert "Đã công bố" in good or "Hạng 1/2" in good
    assert "Hạng 1/2" in good


def test_one_broken_file_of_every_kind_never_stops_the_site(tmp_path: Path) -> None:
    changes = dict.fromkeys(
        (APPRAISAL, unit_file("so-noi-vu"), f"{CYCLE}/survey.yaml", f"{CYCLE}/decision.yaml"), "a: [\n"
    )
    site = built(house(tmp_path / "kho", changes), tmp_path / "site", code=1)
    assert (site / "ket-qua/tinh-thu/2025/index.html").is_file()
    assert (site / "ket-qua/tinh-thu/2017/index.html").is_file()


@pytest.mark.parametrize(
    "broken",
    [
        edited(f"{CYCLE}/decision.yaml", ('cycle: "2025"', 'cycle: "2024"')),
        edited(f"{CYCLE}/decision.yaml", ('date: "2026-01-30"', 'date: "2026-02-30"')),
        edited(f"{CYCLE}/decision.yaml", ("number:", "so:")),
    ],
)
def test_a_decision_with_a_fault_in_it_publishes_nothing(tmp_path: Path, broken: dict[str, str | None]) -> None:
    site = built(house(tmp_path / "kho", broken), tmp_path / "site", code=1)
    results = (site / DATA / "results.csv").read_text("utf-8-sig")
    assert "withheld" in results
    assert "published" not in results
    assert "Tốt" not in results


# ── output folder ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_foreign_output_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    root = house(tmp_path / "kho")
    foreign = tmp_path / "tai-lieu"
    foreign.mkdir()
    (foreign / "luan-van.txt").write_text("quý giá", encoding="utf-8")
    done = parindex(root, "build", "--output", foreign, code=2)
    assert str(foreign) in done.stderr
    assert tree(foreign) == {"luan-van.txt": "quý giá".encode()}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho", "tai-lieu"]


def test_the_repository_itself_is_no_output_folder(tmp_path: Path) -> None:
    root = house(tmp_path / "kho")
    before = tree(root)
    for words in ((root,), (root / "submissions",)):
        parindex(root, "build", "--output", *words, code=2)
    assert tree(root) == before


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    parindex(tmp_path, "build", code=2)
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_fails_leaves_the_old_site_as_it_was(harmless: Path, tmp_path: Path) -> None:
    root, site = house(tmp_path / "kho"), copied(harmless, tmp_path / "site")
    before = tree(site)
    write(root / "site/pages/moi.md", "# Mới\n\n[Xem](khong-co.md)\n")
    done = parindex(root, "build", "--output", site, code=2)
    assert "moi.md" in done.stderr
    assert "khong-co.md" in done.stderr
    assert "INFO" not in done.stderr
    assert tree(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho", "site"]


def test_pages_of_units_that_are_gone_leave_the_site(harmless: Path, tmp_path: Path) -> None:
    site = copied(harmless, tmp_path / "site")
    gone = site / "ket-qua/tinh-thu/2025/so-xay-dung.html"
    write(gone, "Sở Xây dựng")
    built(house(tmp_path / "kho"), site)
    assert not gone.exists()
    assert tree(site) == tree(harmless)


# ── 27: before the decision ───────────────────────────────────────────────────────────────────────────────────────

SECRET = "Hội đồng thấy sổ gốc bị tẩy xóa"
FIGURE = "7.3719"
MARKED = edited(
    APPRAISAL,
    ("Báo cáo số 88/BC-STP chỉ nêu 40 nhiệm vụ hoàn thành.", SECRET),
    ("Công nhận thêm 4 nhiệm vụ theo giải trình.", SECRET),
    ('"3.2": {points: "7", reason: Theo biên bản họp Hội đồng.}', f'"3.2": {{points: "{FIGURE}", reason: {SECRET}}}'),
    ('correct: {done: "40", total: "50"}', 'correct: {done: "31", total: "50"}'),
)
REPLY = edited(unit_file("so-tu-phap", "explanation"), ("Bốn nhiệm vụ hoàn thành trong tháng 12", "Hàng xóm kể lại"))


def leaks(site: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Where a telling word stands in anything made from data; the engine's own scripts hold figures of theirs."""
    made = {path: data for path, data in tree(site).items() if not re.match(r"assets/(stylesheets|javascripts)/", path)}
    assert "assets/search-index.js" in made
    return found_in(made, words)


# The reason, the mark as data and as printed, a corrected figure, the unit's reply.
TELLING = (SECRET, FIGURE, "7,37", "31 ÷ 50", "Hàng xóm kể lại")

# What follows an appraisal: the unit objects, the council answers and votes.
DOCKET = {
    unit_file("so-tu-phap", "appeal"): """unit: so-tu-phap
cycle: "2025"
evidence:
  nghiem-thu: {kind: record, title: Biên bản bí mật của tổ nghiệm thu}
entries:
  "1.2":
    date: "2026-01-26"
    claim: Đơn vị không phục kết quả này.
    asks: {done: "49", total: "50"}
    evidence: [nghiem-thu]
""",
    unit_file("so-tu-phap", "ruling"): """unit: so-tu-phap
cycle: "2025"
rulings:
  "1.2":
    date: "2026-01-28"
    by: hoi-dong
    outcome: partly
    reason: Hội đồng nhượng bộ một nửa.
    correct: {done: "47", total: "50"}
""",
    f"{CYCLE}/minutes.yaml": """cycle: "2025"
meetings:
  - id: phien-kin
    council: hoi-dong
    date: "2026-01-29"
    document: 93/BB-KÍN
    present: [Phạm Văn Soát, Đỗ Thị Rà]
    votes: {so-tu-phap: {for: "2", against: "0"}}
""",
}
RULED = ("47 ÷ 50", "Hội đồng nhượng bộ")
WITHHELD = (*RULED, "49 ÷ 50", "tổ nghiệm thu", "không phục", "93/BB-KÍN", "phien-kin")


def test_before_the_decision_nothing_appraised_stands_anywhere(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", UNDECIDED | MARKED | REPLY), tmp_path / "site")
    assert leaks(site, TELLING) == set()
    page = (site / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    assert "chỉ hiện sau khi có quyết định công bố" in page
    # What the unit itself declared stays public.
    assert "45 ÷ 50" in page


def test_before_the_decision_no_objection_answer_or_vote_stands_anywhere(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", UNDECIDED | MARKED | REPLY | DOCKET), tmp_path / "site")
    assert leaks(site, (*TELLING, *WITHHELD)) == set()


def test_a_docket_with_faults_leaks_nothing_either(tmp_path: Path) -> None:
    broken = {path: text.replace('done: "4', 'done: "777') for path, text in DOCKET.items()}
    broken[f"{CYCLE}/minutes.yaml"] = broken[f"{CYCLE}/minutes.yaml"].replace("Đỗ Thị Rà", "Người Lạ Mặt")
    errata = """cycle: "2025"
errata:
  - id: dinh-chinh-1
    date: "2026-03-02"
    unit: so-tu-phap
    old: "71.9"
    new: "77.7"
    reason: Cộng nhầm bảng tổng hợp.
    version: 9d8c7b6a59487f6e9d8c7b6a59487f6e9d8c7b6a
"""
    root = house(tmp_path / "kho", UNDECIDED | MARKED | REPLY | broken | {f"{CYCLE}/errata.yaml": errata})
    site = built(root, tmp_path / "site", code=1)
    words = ("777", "Người Lạ Mặt", "71.9", "71,9", "77.7", "77,7", "Cộng nhầm", "9d8c7b6a")
    assert leaks(site, (*TELLING, *WITHHELD, *words)) == set()


def test_after_the_decision_the_answer_to_an_objection_is_shown(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", MARKED | REPLY | DOCKET), tmp_path / "site")
    assert {word for _, word in leaks(site, RULED)} == set(RULED)


SURVEYED = edited(f"{CYCLE}/survey.yaml", ('hai-long: "60", binh-thuong: "12"', 'hai-long: "12", binh-thuong: "60"'))


def test_before_the_decision_a_site_is_the_same_whatever_was_appraised(tmp_path: Path) -> None:
    # Whatever a page, a table, an archive or a picture derives from an appraisal, two appraisals would part them.
    hard = UNDECIDED | MARKED | REPLY | DOCKET
    mild = UNDECIDED | SURVEYED | {f"{CYCLE}/adjustments.yaml": None}
    one = tree(built(house(tmp_path / "mot", hard), tmp_path / "site-mot"))
    other = tree(built(house(tmp_path / "hai", mild), tmp_path / "site-hai"))
    assert [path for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)] == []
    assert {".html", ".js", ".csv", ".json", ".parquet", ".zip", ".xlsx", ".xml"} <= {Path(path).suffix for path in one}


def test_before_the_decision_the_history_of_a_unit_is_the_same_whatever_was_appraised(tmp_path: Path) -> None:
    def told(name: str, first: dict[str, str | None], appraisal: str) -> dict[str, str]:
        root = house(tmp_path / name, UNDECIDED | {APPRAISAL: None} | first)
        heads = [committed(root, "Nộp hồ sơ")]
        write(root / APPRAISAL, appraisal)
        heads.append(committed(root, "Thẩm định"))
        shown = pages(built(root, tmp_path / f"site-{name}"))
        short = re.compile("|".join(f"{head[:7]}[0-9a-f]*" for head in heads))
        return {path: short.sub("•", html) for path, html in shown.items()}

    nothing = dict.fromkeys(REPLY)
    one = told("mot", nothing, str(MARKED[APPRAISAL]))
    other = told("hai", nothing | SURVEYED, base()[APPRAISAL])
    assert [path for path in one if one[path] != other[path]] == []


def test_after_the_decision_all_of_it_does_in_files_of_every_kind(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho", MARKED | REPLY), tmp_path / "site")
    index = next(row["index"] for row in rows(site / DATA / "results.csv") if row["unit"] == "so-tu-phap")
    found = leaks(site, (*TELLING, index.replace(".", ",")))
    assert {word for _, word in found} >= set(TELLING)
    # What is not found before the decision is really looked for: each of these can be read by the search.
    kinds = {Path(path).suffix for path, _ in found}
    assert {".html", ".js", ".csv", ".json", ".parquet", ".zip", ".pdf", ".docx", ".svg"} <= kinds


@pytest.mark.parametrize(
    "fault",
    [
        (f'points: "{FIGURE}"', 'points: "17.3719"'),
        ("reason-code: explanation-accepted", 'reason-code: explanation-accepted\n        sua: "7.3719"'),
        ('correct: {done: "31", total: "50"}', 'correct: {done: "77713", total: "50"}'),
    ],
)
def test_an_appraisal_with_a_fault_in_it_leaks_nothing_either(tmp_path: Path, fault: tuple[str, str]) -> None:
    text = str(MARKED[APPRAISAL])
    assert fault[0] in text
    root = house(tmp_path / "kho", UNDECIDED | REPLY | {APPRAISAL: text.replace(*fault)})
    parindex(root, "check", code=1)
    site = built(root, tmp_path / "site", code=1)
    assert leaks(site, (*TELLING, "17,37", "17.37", "77713")) == set()


def test_an_explanation_with_a_fault_in_it_leaks_nothing_either(tmp_path: Path) -> None:
    name = unit_file("so-tu-phap", "explanation")
    asked = {name: str(REPLY[name]).replace('asks: {done: "44"', 'asks: {done: "77713"')}
    site = built(house(tmp_path / "kho", UNDECIDED | MARKED | asked), tmp_path / "site", code=1)
    assert leaks(site, (*TELLING, "77713")) == set()


def test_bonus_and_penalty_wait_for_the_decision_as_well(tmp_path: Path) -> None:
    root = house(tmp_path / "kho", UNDECIDED)
    site = built(root, tmp_path / "site")
    assert (
        leaks(site, ("Chậm báo cáo quý III", "Phối hợp tốt trong liên thông đất đai", "Một sáng kiến được công nhận"))
        == set()
    )


def test_an_open_cycle_shows_its_appraisal_before_the_decision(tmp_path: Path) -> None:
    opened = edited(f"{CYCLE}/cycle.yaml", ("disclosure: after-decision", "disclosure: open"))
    site = built(house(tmp_path / "kho", UNDECIDED | MARKED | opened), tmp_path / "site")
    assert SECRET in (site / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")


# ── 14, 15, 22: hostile texts ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thu-dich")
    return built(house(folder / "kho", example="valid/hostile-text"), folder / "site")


def test_hostile_texts_are_on_the_pages_as_text(hostile: Path) -> None:
    page = (hostile / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "${{ github.token }}" in page


def test_no_page_has_an_element_that_comes_from_a_filing(hostile: Path, harmless: Path) -> None:
    def tags(site: Path) -> Iterator[tuple[str, list[str]]]:
        for path, html in pages(site).items():
            yield (
                path,
                sorted(tag for tag, _ in Tags(html).found if tag in ("script", "style", "img", "iframe", "object")),
            )

    assert dict(tags(hostile)) == dict(tags(harmless))


def test_no_page_has_a_handler_or_a_link_that_runs_something(hostile: Path) -> None:
    for path, html in pages(hostile).items():
        assert "<script>alert" not in html, path
        for tag, attributes in Tags(html).found:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            for name in ("href", "src", "action", "xlink:href"):
                scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", attributes.get(name) or "")
                assert not scheme or scheme[1].lower() in ("http", "https", "mailto"), (path, attributes)


def test_nothing_is_evaluated_as_a_template(hostile: Path) -> None:
    assert not any(
        re.search(r"[^0-9,.]49[^0-9,.]", html) for path, html in pages(hostile).items() if "so-tu-phap" in path
    )


def test_no_cell_of_a_table_is_a_formula(hostile: Path) -> None:
    for path in (hostile / "data/v1").rglob("*.csv"):
        for line in path.read_text("utf-8-sig").splitlines():
            for cell in line.split(","):
                text = cell.strip('"')
                assert not re.match(r"[=@\t]|[-+](?![0-9.]+$)", text), (path.name, line)


def test_the_search_index_cannot_end_its_script(hostile: Path) -> None:
    script = (hostile / "assets/search-index.js").read_text("utf-8")
    assert "</script" not in script
    assert "alert(1)" in script


# ── 14: the policy of every page ──────────────────────────────────────────────────────────────────────────────────


def test_every_page_has_a_policy_that_allows_nothing_from_elsewhere(harmless: Path) -> None:
    without = []
    for path, html in pages(harmless).items():
        policies = [
            attributes["content"] or ""
            for tag, attributes in Tags(html).found
            if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy"
        ]
        if len(policies) != 1:
            without.append(path)
            continue
        assert "default-src 'none'" in policies[0]
        assert "unsafe" not in policies[0]
        assert "http" not in policies[0]
        assert "*" not in policies[0]
    assert without == []


def test_no_page_has_an_inline_style_or_handler(harmless: Path) -> None:
    found = {
        (path, tag, name)
        for path, html in pages(harmless).items()
        for tag, attributes in Tags(html).found
        for name in attributes
        if name == "style" or name.startswith("on")
    }
    assert found == set()
    assert [path for path, html in pages(harmless).items() if any(tag == "style" for tag, _ in Tags(html).found)] == []


def test_no_page_fetches_anything_from_elsewhere(harmless: Path) -> None:
    for path, html in pages(harmless).items():
        for tag, attributes in Tags(html).found:
            if tag in ("script", "img", "iframe", "source") or (tag == "link" and attributes.get("rel") != "canonical"):
                target = attributes.get("src") or attributes.get("href") or ""
                assert not re.match(r"(https?:)?//", target), (path, target)


def test_every_link_inside_the_site_leads_somewhere(harmless: Path) -> None:
    held = pages(harmless)
    dead = []
    for path, html in held.items():
        for tag, attributes in Tags(html).found:
            target = attributes.get("href") or ""
            if tag != "a" or path == "404.html" or re.match(r"[a-z]+:", target) or not target:
                continue
            address, _, anchor = target.partition("#")
            where = address.partition("?")[0]
            file = (harmless / path).parent / where if where else harmless / path
            page = file.resolve().relative_to(harmless.resolve()).as_posix() if file.resolve().exists() else ""
            if not page or (anchor and page in held and f'id="{anchor}"' not in held[page]):
                dead.append((path, target))
    assert dead == []


# ── determinism ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A repository with so many tied units that a build shares its pages among processes, and its site by one."""
    folder = tmp_path_factory.mktemp("nhieu")
    root = house(folder / "kho", same_units((f"xa-{number}" for number in range(200, 0, -1)), "xa-an-binh", "xa"))
    return root, built(root, folder / "site")


def test_a_build_by_two_processes_is_byte_identical(many: tuple[Path, Path], tmp_path: Path) -> None:
    root, site = many
    parindex(root, "build", "--output", tmp_path / "site", "--jobs", "2", code=0)
    assert tree(tmp_path / "site") == tree(site)


def test_another_build_from_another_copy_of_the_folder_is_byte_identical(
    many: tuple[Path, Path], tmp_path: Path
) -> None:
    root, site = many
    assert len(pages(site)) > 200
    other = copied(root, tmp_path / "mot-noi-khac" / "ban-sao")
    assert tree(built(other, tmp_path / "site")) == tree(site)


def test_tied_units_stand_in_the_order_of_the_roster(many: tuple[Path, Path]) -> None:
    _, site = many
    page = (site / "ket-qua/tinh-thu/2025/index.html").read_text("utf-8")
    tied = re.findall(r'href="(?:[./]*|\S*/)(xa-\d+)\.html">', page)
    assert list(dict.fromkeys(tied)) == [f"xa-{number}" for number in range(200, 0, -1)]


def test_nothing_of_the_machine_is_in_the_site(many: tuple[Path, Path]) -> None:
    root, site = many
    for path, data in tree(site).items():
        assert str(root.parent).encode() not in data, path
