"""What an auditor needs: a published site is built again from its commit, and one changed byte is named (job 33)."""

import re
import shutil
from pathlib import Path

import pytest

from support.house import DATA, built, committed, git, house, parindex, write


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A repository with a tag, the site built from it, and a later commit."""
    folder = tmp_path_factory.mktemp("kiem-toan")
    root = house(folder / "kho")
    committed(root)
    git(root, "tag", "nam-2025")
    site = built(root, folder / "site", "--at", "nam-2025")
    units = root / "submissions/tinh-thu/units.yaml"
    write(units, units.read_text("utf-8").replace("name: Sở Tư pháp", "name: Sở Tư pháp (mới)"))
    committed(root, "Đổi tên")
    return root, site, "nam-2025"


def test_a_site_is_the_same_to_the_byte_as_its_tag_gives(published: tuple[Path, Path, str]) -> None:
    root, site, tag = published
    assert "Khớp hoàn toàn" in parindex(root, "verify", site, "--at", tag, code=0).stdout


def test_one_changed_byte_is_named_with_file_and_line(published: tuple[Path, Path, str], tmp_path: Path) -> None:
    root, site, tag = published
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    results = copy / DATA / "results.csv"
    lines = results.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"8", b"9", 1)
    results.write_bytes(b"\n".join(lines))
    told = parindex(root, "verify", copy, "--at", tag, code=1).stdout
    assert f"khác: {DATA}/results.csv, từ dòng 3" in told
    assert "Không khớp: 1 tệp" in told


def test_open_data_alone_can_be_compared_too(published: tuple[Path, Path, str], tmp_path: Path) -> None:
    root, site, tag = published
    data = tmp_path / "du-lieu"
    shutil.copytree(site / "data/v1", data)
    assert "Khớp hoàn toàn" in parindex(root, "verify", data, "--at", tag, code=0).stdout
    (data / "README.md").unlink(missing_ok=True)
    (data / "la.csv").write_text("x", "utf-8")
    assert "thừa: la.csv" in parindex(root, "verify", data, "--at", tag, code=1).stdout


def test_another_commit_does_not_pass_for_the_tag(published: tuple[Path, Path, str]) -> None:
    root, site, _ = published
    assert "khác:" in parindex(root, "verify", site, "--at", "HEAD", code=1).stdout


def test_a_folder_that_is_no_site_is_wrong_usage(published: tuple[Path, Path, str], tmp_path: Path) -> None:
    root, _, tag = published
    assert "SHA256SUMS" in parindex(root, "verify", tmp_path, "--at", tag, code=2).stderr


def test_a_site_of_another_state_of_the_program_is_told_apart_from_one_with_other_figures(
    published: tuple[Path, Path, str], tmp_path: Path
) -> None:
    root, site, tag = published
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    index = copy / "data/v1/index.json"
    text = index.read_text("utf-8")
    (stamp,) = re.findall(r'"engine_id": "([0-9a-f]{16})"', text)
    index.write_text(text.replace(stamp, "0123456789abcdef"), "utf-8")
    told = parindex(root, "verify", copy, "--at", tag, code=1).stdout
    commit = git(root, "rev-parse", tag)
    assert told.startswith("Trang được dựng bằng chương trình khác phiên bản")
    assert "(0123456789abcdef)" in told
    assert f"({stamp})" in told
    assert f"git checkout {commit}" in told
    assert stamp in (site / "du-lieu/index.html").read_text("utf-8")
    # A site from before programs named themselves.
    index.write_text(text.replace(f' "engine_id": "{stamp}",\n', ""), "utf-8")
    assert "bản cũ, chưa ghi mã" in parindex(root, "verify", copy, "--at", tag, code=1).stdout


def test_figures_that_differ_are_not_put_down_to_the_program(published: tuple[Path, Path, str]) -> None:
    root, site, _ = published
    assert "chương trình khác" not in parindex(root, "verify", site, "--at", "HEAD", code=1).stdout
