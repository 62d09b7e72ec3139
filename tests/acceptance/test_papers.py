"""Documents that are committed with a filing: searched like the filing, published for download, refused elsewhere."""

import hashlib
from pathlib import Path

import pytest

from support.house import CYCLE, EXAMPLES, built, folder_texts, house, parindex

EXAMPLE = "valid/paper-in-repository"
PAPER = f"{CYCLE}/so-tu-phap/self-assessment/so-xin-loi.pdf"
FILING = f"{CYCLE}/so-tu-phap/self-assessment.yaml"


def with_text(text: str) -> dict[str, str | None]:
    """The example with other words in its document."""
    files = folder_texts(EXAMPLES / EXAMPLE)
    paper = files[PAPER].replace("Ke hoach cai cach hanh chinh nam 2025", text)
    digest = hashlib.sha256(paper.encode()).hexdigest()
    return {PAPER: paper, FILING: files[FILING].replace(hashlib.sha256(files[PAPER].encode()).hexdigest(), digest)}


@pytest.mark.parametrize(
    ("text", "rule", "code"),
    [
        ("CCCD 079098123456", "leak-citizen-id", 1),
        ("Dien thoai 0912 345 678", "leak-phone", 0),
        ("ghp_" + "a1B2" * 9, "leak-key", 1),
    ],
)
def test_a_leak_in_a_committed_document_is_told_by_page_and_never_by_value(
    tmp_path: Path, text: str, rule: str, code: int
) -> None:
    root = house(tmp_path, with_text(text))
    done = parindex(root, "check", code=code)
    assert f"{PAPER}" in done.stdout
    assert rule in done.stdout
    assert "Trang 1" in done.stdout
    assert text.split(" ", 1)[-1] not in done.stdout


def test_a_leak_in_a_committed_document_keeps_the_site_from_being_built(tmp_path: Path) -> None:
    root = house(tmp_path, with_text("CCCD 079098123456"))
    assert PAPER in parindex(root, "build", "--output", tmp_path / "site", code=2).stderr
    assert not (tmp_path / "site").exists()


def test_the_site_carries_the_document_for_download_and_calls_its_hash_compared(tmp_path: Path) -> None:
    root = house(tmp_path / "data", example=EXAMPLE)
    (root / CYCLE / "so-y-te").joinpath("self-assessment").mkdir()
    site = built(root, tmp_path / "site")
    folder = site / "ket-qua/tinh-thu/2025"
    carried = [path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")]
    assert carried == ["tai-lieu/so-tu-phap/self-assessment/so-xin-loi.pdf"]
    assert (folder / carried[0]).read_bytes() == (root / PAPER).read_bytes()
    unit, sheet = ((folder / name).read_text("utf-8") for name in ("so-tu-phap.html", "tai-lieu/so-tu-phap.html"))
    assert f'<a href="{carried[0]}" download>' in unit
    assert '<a href="so-tu-phap/self-assessment/so-xin-loi.pdf" download>' in sheet
    assert "Trong hồ sơ." in unit
    assert f"SHA-256 <code>{hashlib.sha256((root / PAPER).read_bytes()).hexdigest()}" in unit


@pytest.mark.parametrize(
    "path",
    [
        "submissions/tinh-thu/x.pdf",
        f"{CYCLE}/so-tu-phap/x.pdf",
        f"{CYCLE}/so-tu-phap/appraisal/x.pdf",
        f"{CYCLE}/so-tu-phap/self-assessment/x.exe",
        f"{CYCLE}/so-tu-phap/self-assessment/X.pdf",
        f"{CYCLE}/so-tu-phap/self-assessment/a/x.pdf",
    ],
)
def test_a_document_has_its_place_and_its_kinds(tmp_path: Path, path: str) -> None:
    assert "path-name" in parindex(house(tmp_path, {path: "x"}), "check", code=1).stdout
