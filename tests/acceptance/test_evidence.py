"""`parindex evidence check` on a small web: right verdicts for 2,000 links, killed and resumed, in two shares."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parindex.commands import evidence_records
from parindex.commands.evidence_records import rows_of
from parindex.commands.evidence_run import Told, Visit, check_links, selection
from parindex.encode.yamltext import yaml_text
from parindex.errors import UsageFault
from parindex.model.evidence import EvidenceState, Seen
from parindex.source.worktree import worktree
from support import links, papers
from support.house import CYCLE, base, committed, edited, house, parindex, unit_file
from support.links import HURRIED, QUICK, Server, Web, serving

UNITS = ("so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh")
LINKED = ("so-noi-vu", "so-tu-phap", "so-y-te")
START = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
FIRST = "https://vanban.tinh-thu.example/so-tu-phap/05-kh.pdf"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def visited(root: Path, server: Server, day: float, *words: str | None, shard: str = "1/1") -> Told:
    """A run on some day of the campaign."""
    visit = Visit(
        network=Web(server.port, {"trong.vn": ["10.0.0.9"], "khong.vn": []}).network,
        now=lambda: START + timedelta(days=day),
        limits=QUICK,
        manners=HURRIED,
    )
    unit, cycle = (*words, None, None)[:2]
    return check_links(root, selection(root, unit, cycle or (None if unit else "tinh-thu/2025"), shard), visit)


def record(root: Path, unit: str) -> tuple[Seen, ...]:
    return rows_of(worktree(root), ("tinh-thu", "2025", unit))


def locks(root: Path) -> dict[str, str]:
    return {path.parent.name: path.read_text("utf-8") for path in (root / CYCLE).glob("*/evidence.lock.yaml")}


def with_links(*urls: str) -> dict[str, str | None]:
    """Sở Tư pháp with other addresses behind its two documents."""
    path = unit_file("so-tu-phap")
    pairs = zip((FIRST, "https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf"), urls, strict=False)
    return edited(path, *pairs)


def test_what_is_seen_is_recorded_and_the_repository_stays_in_order(tmp_path: Path, server: Server) -> None:
    root = house(tmp_path)
    told = visited(root, server, 0)
    assert told.counts[EvidenceState.LIVE] == sum(
        text.count("url:") for path, text in base().items() if "self-" in path or path == f"{CYCLE}/external.yaml"
    )
    assert sorted(locks(root)) == sorted(LINKED)
    campaign = (root / CYCLE / "evidence.lock.yaml").read_text("utf-8")
    assert "unit:" not in campaign
    assert campaign.count("url: ") == 1, "the campaign's own files are looked at as well"
    assert parindex(root, "check", code=0).stdout == parindex(house(tmp_path / "b"), "check", code=0).stdout
    parindex(root, "fmt", "--check", code=0)
    assert not list((root / ".cache").rglob("journal-*"))


def test_a_document_swapped_after_the_lock_date_and_one_that_vanishes(tmp_path: Path, server: Server) -> None:
    root = house(tmp_path, with_links("https://a.vn/text/1", "https://a.vn/text/2"))
    server.texts.update({"/text/1": b"ban dau", "/text/2": b"bao cao"})
    assert visited(root, server, 0, "tinh-thu/2025/so-tu-phap").ill == []
    server.texts["/text/1"] = b"ban khac"
    del server.texts["/text/2"]
    name = "tinh-thu/2025/so-tu-phap"
    assert visited(root, server, 20, name).ill == [(name, "ke-hoach-cchc", EvidenceState.CHANGED)]
    assert visited(root, server, 20.5, name).counts[EvidenceState.FAILING] == 1
    visited(root, server, 21, name)
    assert visited(root, server, 22, name).ill == [
        (name, "ke-hoach-cchc", EvidenceState.CHANGED),
        (name, "bao-cao-nam", EvidenceState.UNREACHABLE),
    ]
    assert [len(row.days) for row in record(root, "so-tu-phap") if row.fault] == [3]
    assert parindex(root, "check", code=0)


def test_links_that_lead_inside_are_recorded_as_that(tmp_path: Path, server: Server) -> None:
    root = house(tmp_path, with_links("https://trong.vn/x", "https://khong.vn/x"))
    visited(root, server, 0, "tinh-thu/2025/so-tu-phap")
    assert [row.fault for row in record(root, "so-tu-phap")] == ["inside", "name"]


def test_restricted_documents_are_not_asked_for(tmp_path: Path, server: Server) -> None:
    restricted = "visibility: restricted\n    number: 05/KH-STP\n    custodian: Văn thư\n    reason: Bí mật\n    url: "
    root = house(tmp_path, edited(unit_file("so-tu-phap"), ("url: " + FIRST, restricted + "https://a.vn/ok/kin")))
    visited(root, server, 0, "tinh-thu/2025/so-tu-phap")
    assert "/ok/kin" not in server.asked


def test_two_shares_make_together_what_one_run_makes(tmp_path: Path, server: Server) -> None:
    whole, parts = house(tmp_path / "whole"), house(tmp_path / "parts")
    visited(whole, server, 0)
    visited(parts, server, 0, shard="1/2")
    first = locks(parts)
    visited(parts, server, 0, shard="2/2")
    assert first.items() <= locks(parts).items(), "a share leaves the records of the other alone"
    assert 0 < len(first) < len(LINKED)
    assert locks(parts) == locks(whole)


def test_a_machine_without_a_network_does_not_call_the_documents_of_others_gone(tmp_path: Path) -> None:
    root = house(tmp_path, with_links("https://a.vn/x", "https://b.vn/x"))
    web = Web(0, {"a.vn": [], "b.vn": []})
    visit = Visit(network=web.network, now=lambda: START, limits=QUICK, manners=HURRIED)
    with pytest.raises(UsageFault, match="usage-evidence-offline"):
        check_links(root, selection(root, "tinh-thu/2025/so-tu-phap", None, "1/1"), visit)
    assert locks(root) == {}
    assert not list((root / ".cache" / "evidence").iterdir())


def test_a_record_that_cannot_be_read_is_not_written_over(tmp_path: Path, server: Server) -> None:
    path = f"{CYCLE}/so-tu-phap/evidence.lock.yaml"
    root = house(tmp_path, {path: "seen: [rubbish]\n"})
    with pytest.raises(UsageFault, match="usage-evidence-lock"):
        visited(root, server, 0, "tinh-thu/2025/so-tu-phap")
    assert (root / path).read_text("utf-8") == "seen: [rubbish]\n"


def test_the_command_does_not_run_for_a_pull_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request_target")
    done = parindex(house(tmp_path), "evidence", "check", "--unit", "tinh-thu/2025/so-tu-phap", code=2)
    assert "pull request" in done.stderr


def test_sample_programmes_are_checked_only_by_name(tmp_path: Path) -> None:
    root = house(tmp_path)
    assert parindex(root, "evidence", "check", code=0).stdout == "Không có tài liệu nào.\n"
    assert len(selection(root, None, "tinh-thu/2025", "1/1").units) == len(UNITS) + 1, "and the campaign's own files"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--shard", "3/2"), "3/2"),
        (("--shard", "x"), "I/N"),
        (("--unit", "tinh-thu"), "--cycle"),
        (("--unit", "tinh-thu/2025/khong-co"), "khong-co"),
        (("--archive", "submissions/kho"), "kho"),
    ],
)
def test_wrong_words_are_told_before_anything_is_fetched(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    assert told in parindex(house(tmp_path), "evidence", "check", *words, code=2).stderr


def test_the_signature_on_a_document_is_recorded(tmp_path: Path, server: Server) -> None:
    root_certificate = papers.holder("Chứng thư gốc thử")
    office = papers.holder("Sở Tư pháp", root_certificate)
    server.texts.update(
        {"/text/ky.pdf": papers.signed(papers.scan(), office, root_certificate), "/text/quet.pdf": papers.scan()}
    )
    files = with_links("https://a.vn/text/ky.pdf", "https://a.vn/text/quet.pdf")
    name = "tinh-thu/2025/so-tu-phap"
    root = house(tmp_path / "a", files)
    visited(root, server, 0, name)
    assert {row.url[-6:]: (row.signature, row.signer) for row in record(root, "so-tu-phap")} == {
        "ky.pdf": ("untrusted", "Sở Tư pháp"),
        "et.pdf": ("unsigned", ""),
    }
    trusted = yaml_text({"roots": [{"name": "Gốc thử", "certificate": root_certificate.pem}]})
    root = house(tmp_path / "b", files | {"submissions/trust-roots.yaml": trusted})
    visited(root, server, 0, name)
    assert sorted(row.signature for row in record(root, "so-tu-phap")) == ["unsigned", "valid"]
    parindex(root, "check", code=0)
    assert list((root / ".cache" / "evidence").iterdir()) == []


# ── two thousand links ────────────────────────────────────────────────────────────────────────────────────────────

KINDS = {
    "ok": (1500, ""),
    "packed": (100, ""),
    "to": (150, ""),
    "gone": (100, "status"),
    "inside": (50, "inside"),
    "cut": (40, "broken"),
    "huge": (30, "too-large"),
    "endless": (20, "too-large"),
    "slow": (10, "timeout"),
}
"""How many links there are of each kind, and the fault that each ends in."""


def linked(part: int = 1) -> tuple[dict[str, str | None], dict[str, str]]:
    """Filings of five units with 400 links each, or a part of that, and the fault that belongs to each address."""
    expected: dict[str, str] = {}
    for kind, (count, fault) in KINDS.items():
        for number in range(count // part):
            host = f"h{number % 60}.tinhthu.vn"
            target = "http%3A%2F%2F169.254.169.254%2F" if kind == "inside" else "https%3A%2F%2Fmoi.vn%2Fok"
            path = f"to/{target}{number}" if kind in ("to", "inside") else f"{kind}/{number}"
            expected[f"https://{host}/{path}"] = fault
    urls = sorted(expected)
    random.Random(7).shuffle(urls)
    files: dict[str, str | None] = {}
    for at, unit in enumerate(UNITS):
        mine = urls[at :: len(UNITS)]
        lines = [f"  t-{number}: {{title: Tài liệu, url: {url}}}" for number, url in enumerate(mine)]
        files[unit_file(unit)] = "\n".join([f"unit: {unit}", 'cycle: "2025"', "evidence:", *lines, "answers: {}", ""])
        files[unit_file(unit, "appraisal")] = files[unit_file(unit, "explanation")] = None
    return files, expected


def started(root: Path, port: int, moment: datetime) -> subprocess.Popen[str]:
    """The whole check in a process of its own."""
    words = [sys.executable, links.__file__, str(root), str(port), moment.isoformat()]
    env = {"PYTHONPATH": str(Path(links.__file__).parents[1]), "PATH": ""}
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def test_two_thousand_links_are_judged_rightly_within_bounded_memory(tmp_path: Path, server: Server) -> None:
    files, expected = linked()
    assert len(expected) == 2000
    root = house(tmp_path, files)
    run = started(root, server.port, START)
    output, complaints = run.communicate(timeout=300)
    assert run.returncode == 0, complaints
    found = {row.url: row.fault for unit in UNITS for row in record(root, unit)}
    assert {url: fault for url, fault in found.items() if expected[url] != fault} == {}
    assert len(found) == 2000
    before, after = map(int, output.split())
    assert after - before < 60, "some 40 MB of documents were read, and endless ones besides"
    assert server.hosts["169.254.169.254"] == 0


def test_a_run_killed_again_and_again_loses_nothing(tmp_path: Path, server: Server) -> None:
    files, expected = linked(part=5)
    root = house(tmp_path, files)
    journal = root / ".cache" / "evidence" / "journal-1-of-1.jsonl"
    dice = random.Random(11)
    kills = 0
    lines_before = 0
    for attempt in range(40):
        run = started(root, server.port, START + timedelta(minutes=attempt))
        wanted = lines_before + dice.randrange(0, 100)
        while run.poll() is None and kills < 6:
            held = journal.read_bytes().count(b"\n") if journal.exists() else 0
            if held > wanted or (lines_before and not journal.exists()):
                time.sleep(dice.random() * 0.05)
                break
            time.sleep(0.01)
        if run.poll() is None and kills < 6:
            run.send_signal(signal.SIGKILL)
            kills += 1
        _, complaints = run.communicate(timeout=300)
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL, complaints
        if journal.exists():
            lines = journal.read_bytes().count(b"\n")
            assert lines >= lines_before, "a run that is taken up keeps what was there"
            lines_before = lines
    assert run.returncode == 0
    assert kills >= 3
    assert not journal.exists()
    assert list(journal.parent.iterdir()) == []
    rows = [row for unit in UNITS for row in record(root, unit)]
    assert Counter(row.url for row in rows) == Counter(dict.fromkeys(expected, 1)), "each was seen once"
    assert {row.url: row.fault for row in rows} == expected
    assert [path for path in (root / CYCLE).rglob("*") if path.name.startswith(".")] == []


def test_a_run_that_breaks_off_while_it_writes_the_records_is_taken_up(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = house(tmp_path / "whole")
    visited(whole, server, 0)
    real = evidence_records._put
    for broken in range(len(LINKED) + 1):
        root = house(tmp_path / str(broken))
        left = [broken]

        def breaks(desk: Path, path: Path, data: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == -1:
                raise OSError("no space left")
            real(desk, path, data)

        monkeypatch.setattr(evidence_records, "_put", breaks)
        with pytest.raises(OSError, match="space"):
            visited(root, server, 0)
        assert len(list((root / CYCLE).rglob("evidence.lock.yaml"))) == broken
        asked = server.asked.total()
        assert visited(root, server, 0.1).resumed == sum(len(record(root, unit)) for unit in (*LINKED, ""))
        assert server.asked.total() == asked, "nothing is fetched twice"
        assert locks(root) == locks(whole)


def test_the_office_records_what_was_seen_also_after_the_decision(tmp_path: Path, server: Server) -> None:
    root = house(tmp_path)
    committed(root)
    visited(root, server, 60)
    committed(root, "Kiểm tra liên kết")
    at = ("--at", "2026-03-07T10:00:00+07:00")
    parindex(root, "review", "HEAD~1..HEAD", "--actor", "vu-dieu", *at, code=0)
    told = parindex(root, "review", "HEAD~1..HEAD", "--actor", "tran-mau", *at, code=1).stdout
    assert "actor-not-allowed" in told
