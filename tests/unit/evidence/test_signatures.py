"""What is said of the signatures on a document: never more than can be shown."""

import asyncio
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parindex.evidence import signature as module
from parindex.evidence.signature import Signature, examine, examined_apart
from parindex.model.evidence import SignatureVerdict
from support.papers import Holder, drawn_over, holder, noted, scan, signed

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def root() -> Holder:
    return holder("Chứng thư gốc thử")


@pytest.fixture(scope="module")
def office(root: Holder) -> Holder:
    return holder("Sở Tư pháp", root)


@pytest.fixture(scope="module")
def paper(root: Holder, office: Holder) -> bytes:
    return signed(scan(), office, root)


def said(data: bytes, *roots: Holder) -> Signature:
    return examine(io.BytesIO(data), [one.pem for one in roots], NOW)


def test_a_whole_document_signed_under_a_known_root_is_valid(paper: bytes, root: Holder) -> None:
    assert said(paper, root) == Signature(verdict=SignatureVerdict.VALID, signer="Sở Tư pháp")


def test_a_good_signature_under_an_unknown_root_is_not_called_valid(paper: bytes) -> None:
    assert said(paper).verdict is SignatureVerdict.UNTRUSTED
    assert said(paper, holder("Người khác")).verdict is SignatureVerdict.UNTRUSTED


def test_a_document_with_a_changed_byte_is_altered(paper: bytes, root: Holder) -> None:
    assert said(paper.replace(b"0 0 50 50 re f", b"0 0 90 90 re f"), root).verdict is SignatureVerdict.ALTERED


@pytest.mark.parametrize("change", [drawn_over, noted])
def test_a_page_changed_in_a_later_revision_is_altered(paper: bytes, root: Holder, change: object) -> None:
    assert callable(change)
    assert said(change(paper), root).verdict is SignatureVerdict.ALTERED


def test_a_second_signature_alters_nothing(paper: bytes, root: Holder) -> None:
    seal = holder("Văn thư Sở Tư pháp", root)
    assert said(signed(paper, seal, root, "S2"), root) == Signature(
        verdict=SignatureVerdict.VALID, signer="Văn thư Sở Tư pháp"
    )


def test_of_several_signatures_the_worst_counts(paper: bytes, root: Holder) -> None:
    other = holder("Gốc khác")
    both = signed(paper, holder("Người lạ", other), other, "S2")
    assert said(both, root).verdict is SignatureVerdict.UNTRUSTED


def test_an_expired_certificate_is_not_saved_by_the_signers_own_clock(root: Holder) -> None:
    old = holder("Sở cũ", root, datetime(2025, 1, 1), datetime(2025, 12, 31))
    assert said(signed(scan(), old, root), root).verdict is SignatureVerdict.UNTRUSTED


def test_a_trusted_timestamp_proves_when_a_document_was_signed(root: Holder) -> None:
    old = holder("Sở cũ", root, datetime(2025, 1, 1), datetime(2025, 12, 31))
    clock = holder("Dấu thời gian", root, clock=True)
    at = datetime(2025, 12, 20, 3, 0, tzinfo=UTC)
    made = said(signed(scan(), old, root, clock=clock, at=at), root)
    assert made == Signature(verdict=SignatureVerdict.VALID, signer="Sở cũ", signed="2025-12-20T03:00:00Z")


def test_a_timestamp_of_an_unknown_clock_proves_nothing(root: Holder, office: Holder) -> None:
    stranger = holder("Gốc khác")
    clock = holder("Đồng hồ lạ", stranger, clock=True)
    at = datetime(2025, 12, 20, 3, 0, tzinfo=UTC)
    assert not said(signed(scan(), office, stranger, clock=clock, at=at), root).signed


def test_a_scan_is_called_what_it_is(root: Holder) -> None:
    assert said(scan(), root) == Signature(verdict=SignatureVerdict.UNSIGNED)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrubbish", b"PK\x03\x04", b"%PDF-1.4\n%%EOF\nstartxref\n0\n%%EOF"])
def test_what_is_no_pdf_is_unreadable(data: bytes, root: Holder) -> None:
    assert said(data, root).verdict is SignatureVerdict.UNREADABLE


def test_half_a_document_is_not_called_valid(paper: bytes, root: Holder) -> None:
    for cut in range(0, len(paper), max(1, len(paper) // 25)):
        assert said(paper[:cut], root).verdict is not SignatureVerdict.VALID


def test_a_document_is_examined_apart(paper: bytes, root: Holder, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(paper)
    assert asyncio.run(examined_apart(path, [root.pem], NOW)) == said(paper, root)


def test_a_document_that_cannot_be_finished_with_is_unreadable(
    paper: bytes, root: Holder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(paper)
    monkeypatch.setattr(module, "_SECONDS", 0.01)
    assert asyncio.run(examined_apart(path, [root.pem], NOW)).verdict is SignatureVerdict.UNREADABLE
