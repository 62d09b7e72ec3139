"""What an officer does with the command line, from the first draft to a filing without faults."""

import json
import re
from pathlib import Path

import pytest

from support.house import CYCLE, built, edited, house, parindex, unit_file

FILING = unit_file("so-tu-phap")
SO_CODES = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
XA_CODES = ["1.1", "1.2", "2.1"]


def found(root: Path, *words: str, code: int | None = None) -> list[dict[str, str]]:
    done = parindex(root, "check", "--format", "json", *words, code=code)
    findings: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    return findings


def rules(root: Path) -> list[str]:
    return [finding["rule"] for finding in found(root)]


def answered(text: str) -> list[str]:
    return re.findall(r'^  "([0-9.]+)":', text, re.MULTILINE)


# ── 1: start the year's form ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("unit", "codes"), [("so-y-te", SO_CODES), ("xa-an-binh", XA_CODES)])
def test_one_command_drafts_every_criterion_of_the_units_group_and_none_of_another(
    tmp_path: Path, unit: str, codes: list[str]
) -> None:
    root = house(tmp_path, {unit_file(unit): None, unit_file(unit, "appraisal"): None})
    parindex(root, "new", f"tinh-thu/2025/{unit}", code=0)
    assert answered((root / unit_file(unit)).read_text("utf-8")) == codes


def test_a_fresh_draft_is_no_fault_and_says_what_is_left(tmp_path: Path) -> None:
    root = house(tmp_path, {unit_file("so-y-te"): None, unit_file("so-y-te", "appraisal"): None})
    parindex(root, "new", "tinh-thu/2025/so-y-te", code=0)
    findings = {finding["rule"]: finding for finding in found(root, code=0)}
    assert set(findings) == {"answers-missing", "approval-missing"}
    assert str(len(SO_CODES)) in findings["answers-missing"]["message"]


def test_a_draft_that_is_there_already_is_never_overwritten(tmp_path: Path) -> None:
    root = house(tmp_path)
    before = (root / FILING).read_bytes()
    parindex(root, "new", "tinh-thu/2025/so-tu-phap", code=2)
    assert (root / FILING).read_bytes() == before


def test_last_years_figures_are_carried_over_without_last_years_evidence(tmp_path: Path) -> None:
    later = edited(f"{CYCLE}/cycle.yaml", ('cycle: "2025"', 'cycle: "2026"'))
    root = house(tmp_path, {"submissions/tinh-thu/2026/cycle.yaml": later[f"{CYCLE}/cycle.yaml"]})
    parindex(root, "new", "tinh-thu/2026/so-tu-phap", "--from", "2025", code=0)
    path = "submissions/tinh-thu/2026/so-tu-phap/self-assessment.yaml"
    text = (root / path).read_text("utf-8")
    assert answered(text) == SO_CODES
    assert 'done: "45"' in text
    assert "xin_loi" in text
    assert "88/BC-STP" not in text
    assert re.findall(r"^    evidence: (.+)$", text, re.MULTILINE) == ["[]"] * 5
    # Points are claimed by the old figures now, so the checker asks for this year's documents.
    findings = [finding for finding in found(root) if finding["path"] == path]
    assert {finding["rule"] for finding in findings if finding["severity"] == "error"} == {"evidence-missing"}


def test_nothing_is_written_when_a_draft_is_only_printed(tmp_path: Path) -> None:
    root = house(tmp_path, {unit_file("so-y-te"): None, unit_file("so-y-te", "appraisal"): None})
    done = parindex(root, "new", "--print", "tinh-thu/2025/so-y-te", code=0)
    assert answered(done.stdout) == SO_CODES
    assert not (root / unit_file("so-y-te")).exists()


# ── 3: know what is wrong ─────────────────────────────────────────────────────────────────────────────────────────


def test_five_faults_give_five_messages_with_file_line_criterion_and_remedy_in_vietnamese(tmp_path: Path) -> None:
    root = house(tmp_path, example="invalid/five-faults")
    done = parindex(root, "check", code=1)
    heads = re.findall(r"^(\S+):(\d+):(\d+)  lỗi \[([a-z0-9-]+)\]$", done.stdout, re.MULTILINE)
    assert [path for path, *_ in heads] == [FILING] * 5
    assert len({rule for *_, rule in heads}) == 5
    assert len({line for _, line, *_ in heads}) == 5
    lines = (root / FILING).read_text("utf-8").splitlines()
    assert all(1 < int(line) <= len(lines) for _, line, *_ in heads)
    remedies = re.findall(r"^  → (.+)$", done.stdout, re.MULTILINE)
    assert len(remedies) == 5
    assert all(re.search(r"[ăâđêôơưạảấầẩậắằẵặếềệịọốồộớờợụủứừữựỳỹ]", remedy) for remedy in remedies)
    assert done.stdout.endswith("5 lỗi, 0 cảnh báo, 0 lưu ý.\n")


def test_the_same_faults_are_told_in_english_to_who_asks_for_it(tmp_path: Path) -> None:
    root = house(tmp_path, example="invalid/five-faults")
    assert parindex(root, "check", "--lang", "en", code=1).stdout.endswith("5 errors, 0 warnings, 0 notices.\n")


def test_a_filing_is_checked_alone_in_its_folder(tmp_path: Path) -> None:
    root = house(tmp_path, example="invalid/five-faults")
    folder = f"{CYCLE}/so-tu-phap"
    assert len(found(root, folder, code=1)) == 5
    assert found(root, f"{CYCLE}/so-noi-vu", code=0) == []


def test_the_folder_one_stands_in_can_be_checked(tmp_path: Path) -> None:
    root = house(tmp_path, example="invalid/five-faults")
    assert len(found(root, ".", code=1)) == 5


# ── 4, 6, 7: figures, evidence, one document for many ─────────────────────────────────────────────────────────────


def test_45_of_50_on_a_step_from_90_percent_gives_exactly_the_maximum(tmp_path: Path) -> None:
    root = house(tmp_path, {unit_file("so-tu-phap", "appraisal"): None, unit_file("so-tu-phap", "explanation"): None})
    done = parindex(root, "score", "tinh-thu/2025/so-tu-phap", "--format", "json", code=0)
    (unit,) = json.loads(done.stdout)["units"]
    (leaf,) = [leaf for leaf in unit["leaves"] if leaf["code"] == "1.2"]
    assert leaf["claimed"] == {"state": "scored", "points": "10", "max": "10"}


def test_44_of_50_stays_below_that_step(tmp_path: Path) -> None:
    root = house(tmp_path, edited(FILING, ('done: "45"', 'done: "44"')))
    done = parindex(root, "score", "tinh-thu/2025/so-tu-phap", "--format", "json", code=0)
    (unit,) = json.loads(done.stdout)["units"]
    assert next(leaf for leaf in unit["leaves"] if leaf["code"] == "1.2")["claimed"]["points"] == "5"


@pytest.mark.parametrize(("typed", "rule"), [("5", ["points-differ"]), ("10", []), ("11", ["points-above-maximum"])])
def test_typed_points_must_be_those_of_the_rule(tmp_path: Path, typed: str, rule: list[str]) -> None:
    root = house(tmp_path, edited(FILING, ('total: "50"', f'total: "50"\n    points: "{typed}"')))
    assert rules(root) == rule


def test_points_with_neither_evidence_nor_explanation_are_an_error(tmp_path: Path) -> None:
    bare = ("    items: [ke-hoach, tin-bai, toa-dam]\n    evidence: [bao-cao-nam]\n", "    items: [ke-hoach]\n")
    root = house(tmp_path, edited(FILING, bare))
    assert rules(root) == ["evidence-missing"]
    parindex(root, "check", code=1)


def test_an_explanation_stands_in_for_evidence(tmp_path: Path) -> None:
    bare = (
        "    items: [ke-hoach, tin-bai, toa-dam]\n    evidence: [bao-cao-nam]\n",
        "    items: [ke-hoach]\n    explanation: Hồ sơ đang chờ số hóa.\n",
    )
    root = house(tmp_path, edited(FILING, bare))
    assert rules(root) == ["explained-without-evidence"]
    parindex(root, "check", code=0)


def test_one_document_serves_many_criteria_and_an_unused_one_is_hinted(tmp_path: Path) -> None:
    root = house(tmp_path, edited(FILING, ("    evidence: [so-xin-loi]", "    evidence: [bao-cao-nam]")))
    (finding,) = found(root, code=0)
    assert (finding["rule"], finding["severity"]) == ("evidence-unused", "warning")
    assert "so-xin-loi" in finding["message"]
    parindex(root, "check", "--strict", code=1)


def test_a_long_document_without_a_page_gives_a_hint(tmp_path: Path) -> None:
    root = house(tmp_path, edited(FILING, ("    pages: 3-9\n", ""), ('pages: "4", section: Phần I', 'pages: "4"')))
    findings = found(root, code=0)
    # The answer with its own page has no hint; the two others that point at the document do.
    assert [(finding["rule"], finding["severity"]) for finding in findings] == [("page-missing", "warning")] * 2


# ── 5: point at the page ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_units_page_shows_number_issuer_title_date_link_page_and_section_of_the_evidence(tmp_path: Path) -> None:
    site = built(house(tmp_path / "kho"), tmp_path / "site")
    page = (site / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")
    start = page.index('id="c1-2"')
    leaf = page[start : page.index("</article>", start)]
    assert 'href="https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf" rel="nofollow' in leaf
    assert "Báo cáo kết quả cải cách hành chính năm 2025" in leaf
    assert re.search(r"trang 4, Phần I\b", leaf)
    anchor = re.search(r'href="#([a-z-]+)">88/BC-STP<', leaf)
    assert anchor
    start = page.index(f'<li id="{anchor[1]}"')
    record = page[start : page.index("</li>", start)]
    assert 'href="https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf" rel="nofollow' in record
    for word in (
        "Báo cáo kết quả cải cách hành chính năm 2025",
        "88/BC-STP",
        "Sở Tư pháp",
        "20/12/2025",
        " vanban.tinh-thu",
    ):
        assert word in record, word


def test_the_hash_of_a_document_is_shown(tmp_path: Path) -> None:
    digest = "ab12" * 16
    root = house(tmp_path / "kho", edited(FILING, ("    pages: 3-9\n", f"    pages: 3-9\n    sha256: {digest}\n")))
    assert digest in (built(root, tmp_path / "site") / "ket-qua/tinh-thu/2025/so-tu-phap.html").read_text("utf-8")


# ── 8: progress ───────────────────────────────────────────────────────────────────────────────────────────────────

OPEN = {
    f"{CYCLE}/decision.yaml": None,
    f"{CYCLE}/receipts.yaml": None,
    unit_file("so-tu-phap", "appraisal"): None,
    unit_file("so-tu-phap", "explanation"): None,
}


NOT_APPROVED = ("approval: {by: Nguyễn Văn Thử", "# {by: Nguyễn Văn Thử")


def test_progress_and_days_left_are_told(tmp_path: Path) -> None:
    root = house(tmp_path, OPEN | edited(FILING, ('  "2.3":\n    number: "0"\n', ""), NOT_APPROVED))
    said = parindex(root, "score", "tinh-thu/2025/so-tu-phap", "--today", "2026-01-04", code=0).stdout
    assert "5/6" in said
    assert "còn 3 ngày" in said
    late = parindex(root, "score", "tinh-thu/2025/so-tu-phap", "--today", "2026-01-08", code=0).stdout
    assert "quá hạn 1 ngày" in late


def test_a_deadline_that_is_no_day_does_not_break_the_score(tmp_path: Path) -> None:
    impossible = edited(f"{CYCLE}/cycle.yaml", ('self-scoring-ends: "2026-01-07"', 'self-scoring-ends: "2026-02-31"'))
    root = house(tmp_path, OPEN | impossible | edited(FILING, NOT_APPROVED))
    assert "6/6" in parindex(root, "score", "tinh-thu/2025/so-tu-phap", code=0).stdout
