"""The leak gate: how much it finds, how seldom it errs, and that nobody repeats what it found (threats 20, 24)."""

import json
import sys
import time
from html import unescape
from pathlib import Path

import pytest

from parindex.check.leaks import MASK, Kind, check_leaks, masked, quoted, scan
from parindex.check.leakscreen import suspicions
from parindex.model.finding import error
from parindex.model.result import Standing
from parindex.model.roster import Allowance
from parindex.pipeline import run
from parindex.source.worktree import worktree
from support.house import CYCLE, committed, edited, house, parindex, unit_file

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "tests" / "leaks"))

from corpus import KNOWN, UNSEEN, measured, samples  # noqa: E402 found by the path above

SECRETS = {
    "leak-citizen-id": "079203001274",
    "leak-phone": "0912 436 785",
    "leak-bank-account": "0071001845263",
    "leak-e-mail": "nguyenvanthu84@gmail.com",
    "leak-possible": "Motcua@2025",
}


# ── how well ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_corpus_is_large_enough_to_say_something() -> None:
    rows = list(samples((*KNOWN, *UNSEEN)))
    assert len(rows) > 350
    assert 0.4 < sum(row.kind is None for row in rows) / len(rows) < 0.6
    for kind in Kind:
        assert sum(row.kind is kind for row in rows) >= 15, kind


def test_what_the_patterns_were_made_with_is_found_and_nothing_else() -> None:
    scores = measured(KNOWN)
    assert scores["all"].precision >= 0.99
    assert scores["all"].recall >= 0.95
    assert min(score.recall for score in scores.values()) >= 0.85


def test_texts_that_nobody_looked_at_are_told_apart_as_well() -> None:
    score = measured(UNSEEN)["all"]
    assert score.precision >= 0.95
    assert score.recall >= 0.8


def test_an_error_is_never_raised_over_a_harmless_text() -> None:
    assert [row.text for row in samples((*KNOWN, *UNSEEN)) if row.kind is None and any(_sure(row.text))] == []


def _sure(text: str) -> list[bool]:
    return [leak.sure for leak in scan(text) if leak.kind in (Kind.CITIZEN_ID, Kind.KEY, Kind.SECRECY_MARK)]


def test_the_samples_of_this_repository_have_no_leak() -> None:
    found = run(worktree(ROOT)).findings
    assert [(finding.rule, finding.path) for finding in found if finding.rule.startswith("leak-")] == []


# ── in linear time ────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = {
    "digits": "0" * 80,
    "digits apart": "1 " * 40,
    "hyphens": "12-" * 30,
    "signs": "@" * 80,
    "addresses": "a.b@c." * 14,
    "tokens": "eyJ" * 27,
    "dots": "eyJaaaaaaaaaa." * 6,
    "begin": "-----BEGIN AAAAAAAAAAAA " * 4,
    "marks": "mật độ " * 12,
    "secrets": "secret" + " " * 74,
    "words": "tài khoản " * 8,
    "papers": "cmnd 123 456 789 " * 5,
    "brackets": "(0" * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_the_gate_slow(name: str) -> None:
    """Ten times the text takes about ten times as long; a pattern that runs wild would take a hundred times."""

    def seconds(times: int) -> float:
        text = HOSTILE[name] * times
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            scan(text)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(2000) < 40 * max(seconds(200), 0.001)


# ── where ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def rules(text: str, *allowed: Allowance, path: str = "submissions/p/2025/u/self-assessment.yaml") -> list[str]:
    return [finding.rule for finding in check_leaks(path, text.encode(), allowed=allowed)]


def test_a_finding_names_line_and_column() -> None:
    (found,) = check_leaks("x.yaml", "a: 1\nb: Ông A, 0912436785\n".encode())
    assert (found.rule, found.line, found.column, dict(found.params)) == ("leak-phone", 2, 11, {})


def test_a_value_that_yaml_writes_in_another_way_is_found(tmp_path: Path) -> None:
    for text, rule in (
        ('"S\\u1ed1 CCCD 079\\x3203\\x3001274"', "leak-citizen-id"),
        ("Số điện thoại 0912\n      436785 của dân", "leak-phone"),
    ):
        house(tmp_path, edited(unit_file("so-tu-phap"), ('number: "0"', f'number: "0"\n    explanation: {text}')))
        found = run(worktree(tmp_path)).findings
        assert [(finding.rule, finding.line) for finding in found] == [(rule, 44)]


def test_an_allowed_text_is_allowed_in_its_file_and_kind_only() -> None:
    text = "Đường dây nóng 0912.436.785"
    row = Allowance(kind="phone", text="0912 436 785", reason="công khai", by="x", file="2025/u/self-assessment.yaml")
    assert rules(text) == ["leak-phone"]
    assert rules(text, row) == []
    assert rules(text, row, path="submissions/p/2025/v/self-assessment.yaml") == ["leak-phone"]
    assert rules(text, Allowance(kind="e-mail", text="0912436785", reason="x", by="x")) == ["leak-phone"]
    assert rules(text, Allowance(kind="phone", text="0912436786", reason="x", by="x")) == ["leak-phone"]


def test_every_file_below_a_programme_is_read(tmp_path: Path) -> None:
    named = {
        "submissions/maintainers.yaml": "maintainers",
        "submissions/tinh-thu/units.yaml": "units",
        f"{CYCLE}/adjustments.yaml": "cycle",
        f"{CYCLE}/cycle.yaml": "cycle",
        "submissions/tinh-thu/2017/published.csv": "unit",
        unit_file("so-tu-phap"): "unit",
        unit_file("so-tu-phap", "appraisal"): "unit",
        unit_file("so-tu-phap", "explanation"): "unit",
    }
    for path in named:
        root = house(tmp_path / path.replace("/", "-"))
        file = root / path
        file.write_text(file.read_text("utf-8") + "# 079203001274\n", "utf-8")
        assert "leak-citizen-id" in {finding.rule for finding in run(worktree(root)).findings}, path


# ── never repeated ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mask_stands_over_what_was_found() -> None:
    assert masked("ĐT 0912 436 785, a@b.vn") == f"ĐT {MASK}, {MASK}"
    assert masked("không có gì") == "không có gì"


def test_findings_of_other_rules_do_not_quote_it_either() -> None:
    (found,) = quoted([error("bad-value", "x.yaml", ("evidence", "0912436785"), value="CCCD 079203001274")])
    assert found.params == {"value": f"CCCD {MASK}"}
    assert found.place == ("evidence", MASK)


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing with a leak of every kind, and one where another rule quotes the value; committed over a clean base."""
    root = tmp_path_factory.mktemp("leaky")
    house(root)
    committed(root, "Gốc")
    texts = (
        f"Ông A, CCCD {SECRETS['leak-citizen-id']}, ĐT {SECRETS['leak-phone']}, STK {SECRETS['leak-bank-account']}, "
        f"thư {SECRETS['leak-e-mail']}, mật khẩu: {SECRETS['leak-possible']}"
    )
    changed = edited(
        unit_file("so-tu-phap"),
        ('number: "0"', f'number: "{SECRETS["leak-citizen-id"]} CCCD"\n    explanation: "{texts}"'),
        ("Sổ theo dõi thư xin lỗi năm 2025", f"Sổ của {SECRETS['leak-e-mail']}"),
    )
    house(root, changed)
    committed(root, "Nộp")
    return root


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_form_of_a_check_holds_the_value(leaky: Path, form: str, lang: str) -> None:
    told = parindex(leaky, "check", "--format", form, "--lang", lang, code=1).stdout
    for rule, value in SECRETS.items():
        assert rule in told
        assert value not in told
    if form == "json":
        assert all(row["line"] for row in json.loads(told)["findings"])


@pytest.mark.parametrize("form", ["text", "json", "github", "markdown"])
def test_no_form_of_a_review_holds_the_value(leaky: Path, form: str) -> None:
    told = parindex(leaky, "review", "HEAD~1..HEAD", "--format", form, code=1).stdout
    assert "leak-citizen-id" in told or form == "markdown"
    assert MASK in told or form == "github"
    # In Markdown signs are written as entities, which a reader's browser turns back.
    assert [value for value in SECRETS.values() if value in unescape(told)] == []


@pytest.mark.parametrize("path", [f"{CYCLE}/cycle.yaml", unit_file("so-tu-phap")])
def test_nothing_is_published_over_a_leak(tmp_path: Path, path: str) -> None:
    root = house(tmp_path / "kho")
    file = root / path
    file.write_text(file.read_text("utf-8") + "# Liên hệ ông A, CCCD 079203001274\n", "utf-8")
    done = parindex(root, "build", "--output", tmp_path / "site", code=2)
    assert path in done.stderr
    assert "079203001274" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_what_leaks_in_a_filing_is_not_in_its_result_either(leaky: Path) -> None:
    (found,) = (
        result for cycle in run(worktree(leaky)).cycles for result in cycle.units if result.unit.id == "so-tu-phap"
    )
    assert found.standing is Standing.INVALID
    assert found.submission is None


def test_a_quick_look_passes_nothing_over_that_the_gate_would_find() -> None:
    for sample in samples((*KNOWN, *UNSEEN)):
        if sample.kind is not None and scan(sample.text):
            assert suspicions(f"x: {sample.text}\n".encode())
