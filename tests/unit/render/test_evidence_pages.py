"""What the site says of documents: their state in words, by criterion, and how the evidence of a cycle fares."""

import re
from collections.abc import Mapping

import pytest

from parindex.encode.yamltext import yaml_text
from parindex.model.evidence import EvidenceState
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.render.page import Build
from parindex.render.papers import papers_of
from parindex.render.site import Site
from support.house import CYCLE, EXAMPLES, ROOT, base, edited, folder_texts, unit_file

PLAN = "https://vanban.tinh-thu.example/so-tu-phap/05-kh.pdf"
REPORT = "https://vanban.tinh-thu.example/so-tu-phap/88-bc.pdf"
FOLDER = "ket-qua/tinh-thu/2025"
UNIT, SHEET, HEALTH = f"{FOLDER}/so-tu-phap.html", f"{FOLDER}/tai-lieu/so-tu-phap.html", f"{FOLDER}/tai-lieu/index.html"
GOOD = {"status": "200", "size": "9", "fetched": "2026-01-04T02:00:00Z"}
A, B = "a" * 64, "b" * 64


def spot(url: str, first: str, last: str = "", **more: object) -> dict[str, object]:
    return {"url": url, "first": f"{first}T02:00:00Z", "last": f"{last or first}T02:00:00Z", **more}


def gone(url: str, *days: str) -> dict[str, object]:
    return spot(url, days[0], days[-1], status="404", fault="status", days=list(days))


def pages(*seen: Mapping[str, object], files: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The pages about the unit and its cycle, without tags, after checks that saw this."""
    held = {path: text for path, text in {**base(), **(files or {})}.items() if text is not None}
    if seen:
        lock = {"unit": "so-tu-phap", "cycle": "2025", "seen": list(seen)}
        held[f"{CYCLE}/so-tu-phap/evidence.lock.yaml"] = yaml_text(lock)
    repository = run(FileTree.of(held))
    assert not repository.faults
    site = Site(repository, Build(commit=None), ROOT / "site/templates")
    wanted = {UNIT, SHEET, HEALTH, f"{FOLDER}/index.html"}
    return {page.path: page.content for page in (job() for job in site.jobs()) if page.path in wanted}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def entry(html: str, key: str) -> str:
    found = re.search(rf'<li id="{key}">(.*?)</li>', html)
    assert found
    return text(found[1])


SIGNED = {"signature": "untrusted", "signer": "Nguyễn Văn <b>Mẫu"}


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (
            [spot(PLAN, "2026-01-04", "2026-03-12", **GOOD, sha256=A, **SIGNED)],
            "Còn nguyên, thấy lần cuối ngày 12/03/2026; chữ ký số đúng nhưng chưa truy được tới chứng thư gốc đã công "
            f"nhận: Nguyễn Văn &lt;b&gt;Mẫu. SHA-256 {A}",
        ),
        (
            [spot(PLAN, "2026-01-04", **GOOD, sha256=A, final="https://moi.example/kh.pdf")],
            f"Đã chuyển địa chỉ, nay ở moi.example, thấy lần cuối ngày 04/01/2026. SHA-256 {A}",
        ),
        (
            [spot(PLAN, "2026-01-04", **GOOD, sha256=A), spot(PLAN, "2026-03-12", **GOOD, sha256=B)],
            f"Đã bị thay đổi, thấy lần cuối ngày 12/03/2026. SHA-256 của bản đã nộp: {A} ; của bản hiện nay: {B}",
        ),
        (
            [
                spot(PLAN, "2026-01-04", **GOOD, sha256=A),
                gone(PLAN, "2026-03-10", "2026-03-11", "2026-03-12"),
            ],
            "Không còn mở được (máy chủ báo không có hoặc từ chối), từ ngày 10/03/2026, thấy lần cuối ngày 04/01/2026. "
            f"SHA-256 {A}",
        ),
        (
            [spot(PLAN, "2026-03-12", fault="timeout", days=["2026-03-12"])],
            "Chưa mở được, đang theo dõi (quá thời gian chờ), từ ngày 12/03/2026, chưa lần nào mở được.",
        ),
    ],
)
def test_the_list_says_of_a_document_its_state_when_it_was_seen_its_hash_and_its_signature(
    seen: list[dict[str, object]], told: str
) -> None:
    made = pages(*seen)
    assert entry(made[UNIT], "d-ke-hoach-cchc").endswith(f"vanban.tinh-thu.example. {told}")
    assert "Chưa kiểm tra." in entry(made[UNIT], "d-bao-cao-nam")


@pytest.mark.parametrize(("signed", "late"), [("2026-01-07T16:59:59Z", False), ("2026-01-07T17:00:00Z", True)])
def test_a_timestamp_after_the_deadline_is_called_that(signed: str, late: bool) -> None:
    proof = {"signature": "valid", "signer": "Sở Tư pháp", "signed": signed}
    told = entry(pages(spot(PLAN, "2026-01-20", **GOOD, sha256=A, **proof))[UNIT], "d-ke-hoach-cchc")
    assert "chữ ký số hợp lệ: Sở Tư pháp, dấu thời gian 0" in told
    assert ("(sau hạn nộp hồ sơ)" in told) == late


def test_a_list_that_nobody_has_checked_says_so_once() -> None:
    made = pages()
    assert "Chưa kiểm tra đường dẫn nào trong danh mục này." in made[UNIT]
    assert "kiểm tra" not in entry(made[UNIT], "d-ke-hoach-cchc")
    assert "Chưa kiểm tra đường dẫn lần nào." in made[HEALTH]


def test_leaves_mark_only_documents_that_are_not_good() -> None:
    lost = gone(REPORT, "2026-03-10", "2026-03-11", "2026-03-12")
    made = pages(spot(PLAN, "2026-01-04", **GOOD, sha256=A), lost)[UNIT]
    leaf = re.search(r'id="c1-3">.*?</article>', made, re.DOTALL)
    assert leaf
    assert '<small class="pi-ill">không còn mở được</small>' in leaf[0]
    above = made[: made.index('id="tai-lieu"')]
    assert above.count("còn nguyên") == 0


def test_a_hash_that_nobody_compared_is_called_declared() -> None:
    files = edited(unit_file("so-tu-phap"), (f"url: {PLAN}", f"url: {PLAN}\n    sha256: {A}"))
    assert f"SHA-256 do đơn vị khai, chưa đối chiếu: {A}" in entry(pages(files=files)[UNIT], "d-ke-hoach-cchc")


def test_a_restricted_document_tells_number_keeper_reason_hash_and_who_saw_it_and_no_more() -> None:
    made = pages(files=folder_texts(EXAMPLES / "valid/restricted-evidence"))
    assert entry(made[UNIT], "d-so-xin-loi") == (
        "Tài liệu hạn chế tiếp cận, số 07/SKT-STP. Nơi giữ: Văn thư Sở Tư pháp. Lý do hạn chế: Có thông tin cá nhân "
        "của người dân. Hội đồng thẩm định tỉnh xác nhận đã xem bản gốc ngày 24/01/2026. "
        "SHA-256 do đơn vị khai, chưa đối chiếu: "
        "3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855a"
    )
    assert "Tài liệu hạn chế tiếp cận ( số 07/SKT-STP, hạn chế tiếp cận )" in text(made[SHEET])


def test_the_evidence_page_sorts_documents_by_criterion_and_leads_to_all_that_is_known() -> None:
    made = pages(spot(PLAN, "2026-01-04", **GOOD, sha256=A))
    rows = dict(
        re.findall(r'<th scope="row"><a href="../so-tu-phap.html#c[0-9-]+">([0-9.]+)</a>.*?<td>(.*?)</td>', made[SHEET])
    )
    assert list(rows) == sorted(rows)
    assert f'href="{PLAN}"' in rows["1.1"]
    assert text(rows["1.1"]).endswith("( số 05/KH-STP, còn nguyên, thấy 04/01/2026 )")
    assert 'href="../so-tu-phap.html#d-ke-hoach-cchc"' in rows["1.1"]
    assert "trang 4, Phần I" in text(rows["1.2"])
    assert 'id="d-ke-hoach-cchc"' in made[UNIT]
    assert "tai-lieu/so-tu-phap.html" in made[UNIT]


def test_documents_of_a_reply_stand_with_their_criterion() -> None:
    replied = next(row for row in pages()[SHEET].splitlines() if "#g-" in row)
    assert "Đơn vị giải trình" in replied


def test_the_health_page_counts_states_and_what_points_rest_on() -> None:
    answer = base()[unit_file("so-tu-phap")].split('"1.1":')[1].split('"1.2":')[0]
    files = edited(unit_file("so-tu-phap"), (answer, "\n    option: on-time\n    explanation: Đã ban hành.\n  "))
    made = pages(spot(REPORT, "2026-01-04", **GOOD, sha256=A), files=files)
    page = text(made[HEALTH])
    assert "còn nguyên 1" in page
    assert "chỉ giải trình 1" in page
    assert "Lần kiểm tra gần nhất: 04/01/2026." in page
    assert "tieu-chi/so/1-1.html" in made[HEALTH]
    assert 'href="../so-tu-phap.html#c1-1"' in made[HEALTH]
    assert 'href="../../../ket-qua/tinh-thu/2025/tai-lieu/index.html"' in made[f"{FOLDER}/index.html"]


def test_the_figures_of_a_cycle_are_the_sums_of_its_units() -> None:
    repository = run(FileTree.of(dict(base())))
    (cycle,) = (entry for entry in repository.cycles if entry.regulation is not None)
    papers = papers_of(cycle, ROOT / "site/templates", "vi")
    for result in cycle.units:
        health = papers[result.unit.id].health
        if result.claimed is None or result.submission is None:
            assert health is None
            continue
        assert health is not None
        lists = [result.submission.evidence, result.explanation.evidence if result.explanation else {}]
        assert health.documents == sum(map(len, lists))
        assert health.sound + health.ill + health.unchecked <= health.documents
        assert health.states.get(EvidenceState.UNCHECKED, 0) == sum(
            bool(row.url) for rows in lists for row in rows.values()
        )


def test_the_health_page_lists_what_the_campaign_itself_rests_on_once_results_may_be_told() -> None:
    url = "https://cds.tinh-thu.example/2025"
    lock = yaml_text({"cycle": "2025", "seen": [spot(url, "2026-02-01", **GOOD, sha256=A)]})
    files: dict[str, str | None] = {f"{CYCLE}/evidence.lock.yaml": lock}
    told = entry(pages(files=files)[HEALTH], "c-external-chuyen-doi-so")
    assert told.startswith("Thông báo kết quả chuyển đổi số năm 2025 . cds.tinh-thu.example. Còn nguyên, thấy lần cuối")
    undecided = pages(files={**files, f"{CYCLE}/decision.yaml": None})
    assert url not in undecided[HEALTH]


def test_before_the_decision_of_a_closed_cycle_no_page_tells_of_replies() -> None:
    made = pages(files={f"{CYCLE}/decision.yaml": None})
    assert all("#g-" not in made[path] for path in (UNIT, SHEET))
