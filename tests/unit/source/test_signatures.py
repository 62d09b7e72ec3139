"""Approvals signed with SSH keys of the roster, on real git: whose signature counts, and whose does not."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parindex.model.roster import Person
from parindex.source.signatures import signer_of
from support.house import committed, git, write

PATH = "submissions/tinh-thu/2025/so-tu-phap/self-assessment.yaml"
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    """The private keys of the head and of a stranger."""
    made = {}
    for name in ("thu-truong", "nguoi-la"):
        made[name] = tmp_path / name
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(made[name])]
        subprocess.run(words, check=True)
    return made


def public(key: Path) -> str:
    return " ".join(key.with_suffix(".pub").read_text("utf-8").split()[:2])


def signed(folder: Path, key: Path, text: str) -> str:
    """A commit that writes the filing, signed with a key."""
    write(folder / PATH, text)
    git(folder, "add", "--all")
    words = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}")
    git(folder, *words, "commit", "--quiet", "-S", "--message", "Phê duyệt")
    return git(folder, "rev-parse", "HEAD")


def test_a_commit_signed_with_the_heads_key_names_the_head(tmp_path: Path, keys: dict[str, Path]) -> None:
    folder = tmp_path / "kho"
    write(folder / PATH, "unit: so-tu-phap\n")
    plain = committed(folder)
    head = Person(name="Nguyễn Văn Thử", key=public(keys["thu-truong"]))
    commit = signed(folder, keys["thu-truong"], "unit: so-tu-phap\napproval: {}\n")
    assert signer_of(folder, plain, PATH, [head], NOW) is None
    assert signer_of(folder, commit, PATH, [head], NOW) == head


def test_another_key_and_a_key_out_of_its_time_count_as_none(tmp_path: Path, keys: dict[str, Path]) -> None:
    folder = tmp_path / "kho"
    write(folder / PATH, "unit: so-tu-phap\n")
    committed(folder)
    head = Person(name="Nguyễn Văn Thử", key=public(keys["thu-truong"]), valid_from="2025-01-01", valid_to="2025-12-31")
    foreign = signed(folder, keys["nguoi-la"], "unit: so-tu-phap\napproval: {}\n")
    assert signer_of(folder, foreign, PATH, [head], datetime(2025, 6, 1, tzinfo=UTC)) is None
    own = signed(folder, keys["thu-truong"], "unit: so-tu-phap\napproval: {by: x}\n")
    assert signer_of(folder, own, PATH, [head], datetime(2025, 6, 1, tzinfo=UTC)) == head
    assert signer_of(folder, own, PATH, [head], NOW) is None


def test_a_signed_tag_on_the_commit_will_do_and_an_unsigned_one_will_not(tmp_path: Path, keys: dict[str, Path]) -> None:
    folder = tmp_path / "kho"
    write(folder / PATH, "unit: so-tu-phap\n")
    committed(folder)
    write(folder / PATH, "unit: so-tu-phap\napproval: {}\n")
    commit = committed(folder, "Phê duyệt")
    head = Person(name="Nguyễn Văn Thử", key=public(keys["thu-truong"]))
    git(folder, "tag", "phe-duyet/thuong")
    git(folder, "tag", "-a", "-m", "không ký", "phe-duyet/khong-ky")
    assert signer_of(folder, commit, PATH, [head], NOW) is None
    words = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={keys['thu-truong']}")
    git(folder, *words, "tag", "-s", "-m", "Phê duyệt", "phe-duyet/tinh-thu/2025/so-tu-phap")
    assert signer_of(folder, commit, PATH, [head], NOW) == head
    stranger = Person(name="Người Lạ", key=public(keys["nguoi-la"]))
    assert signer_of(folder, commit, PATH, [stranger], NOW) is None
