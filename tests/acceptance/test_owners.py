"""`parindex owners`: written from the rosters, found stale when they change, never from rosters that cannot be read."""

from pathlib import Path

from support.house import CYCLE, ROOT, edited, house, parindex, write

PROGRAMME = "submissions/tinh-thu/programme.yaml"
OWNERS = ".github/CODEOWNERS"
OPEN = {**edited(PROGRAMME, ("sample: true\n", "")), f"{CYCLE}/decision.yaml": None}


def test_the_councils_of_an_open_cycle_are_asked_for_its_units(tmp_path: Path) -> None:
    root = house(tmp_path, OPEN)
    parindex(root, "owners", code=0)
    found = (root / OWNERS).read_text("utf-8").splitlines()
    assert "/criteria/ @ho-soan" in found
    assert "/submissions/tinh-thu/ @vu-dieu" in found
    assert "/submissions/tinh-thu/2025/*/*.yaml @do-ra @le-kiem @pham-soat" in found
    assert "/submissions/tinh-thu/2025/so-noi-vu/ @do-ra @pham-soat" in found, "le-kiem is of this department"


def test_the_check_finds_a_missing_and_a_stale_file_and_writes_nothing(tmp_path: Path) -> None:
    root = house(tmp_path, OPEN)
    done = parindex(root, "owners", "--check", "--lang", "en", code=1)
    assert f"{OWNERS} is missing or stale" in done.stderr
    assert not (root / OWNERS).exists()
    parindex(root, "owners", code=0)
    parindex(root, "owners", "--check", code=0)
    cycle = root / CYCLE / "cycle.yaml"
    write(cycle, cycle.read_text("utf-8").replace("login: do-ra", "login: do-moi"))
    before = (root / OWNERS).read_bytes()
    parindex(root, "owners", "--check", code=1)
    assert (root / OWNERS).read_bytes() == before
    parindex(root, "owners", code=0)
    parindex(root, "owners", "--check", code=0)


def test_rosters_that_cannot_be_read_take_no_reviewer_away(tmp_path: Path) -> None:
    root = house(tmp_path, OPEN)
    parindex(root, "owners", code=0)
    before = (root / OWNERS).read_bytes()
    write(root / CYCLE / "cycle.yaml", "cycle: [\n")
    assert f"{CYCLE}/cycle.yaml" in parindex(root, "owners", code=1).stderr
    assert (root / OWNERS).read_bytes() == before


def test_another_place_for_another_forge(tmp_path: Path) -> None:
    root = house(tmp_path, OPEN)
    parindex(root, "owners", "--output", ".gitlab/CODEOWNERS", code=0)
    parindex(root, "owners", "--output", ".gitlab/CODEOWNERS", "--check", code=0)
    assert not (root / OWNERS).exists()


def test_no_fictional_account_is_named_in_this_repository() -> None:
    text = (ROOT / OWNERS).read_text("utf-8")
    assert [line for line in text.splitlines() if not line.startswith("#")] == []
    parindex(ROOT, "owners", "--check", code=0)


def test_fictional_maintainers_are_not_named(tmp_path: Path) -> None:
    keepers = "maintainers:\n  - {name: Phạm Văn Giữ, login: pham-giu}\n"
    root = house(tmp_path, {**OPEN, "submissions/maintainers.yaml": keepers})
    parindex(root, "owners", code=0)
    assert "* @pham-giu" in (root / OWNERS).read_text("utf-8")
    write(root / "submissions/maintainers.yaml", "sample: true\n" + keepers)
    parindex(root, "owners", code=0)
    assert "pham-giu" not in (root / OWNERS).read_text("utf-8")
