"""Writing folders and files: never half, never over what is not ours."""

from pathlib import Path

import pytest

from parindex.publish.writer import MARK, NotOurs, fresh_folder, replace_file, replace_files, swap_in, write_file


def finished(final: Path, text: str) -> None:
    made = fresh_folder(final)
    write_file(made / "a/b.html", text.encode())
    swap_in(made, final)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_appears_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    made = fresh_folder(tmp_path / "moi" / "site")
    assert not (tmp_path / "moi/site").exists()
    write_file(made / "a/b.html", b"x")
    swap_in(made, tmp_path / "moi/site")
    assert names(tmp_path / "moi") == ["site"]
    assert (tmp_path / "moi/site/a/b.html").read_bytes() == b"x"


def test_a_folder_of_ours_is_replaced_with_all_that_was_in_it(tmp_path: Path) -> None:
    finished(tmp_path / "site", "cũ")
    (tmp_path / "site/them.html").write_text("x", encoding="utf-8")
    finished(tmp_path / "site", "mới")
    assert (tmp_path / "site/a/b.html").read_text("utf-8") == "mới"
    assert not (tmp_path / "site/them.html").exists()
    assert names(tmp_path) == ["site"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    finished(tmp_path / "site", "x")
    assert (tmp_path / "site/a/b.html").is_file()


@pytest.mark.parametrize("name", ["luan-van.txt", ".an", MARK + "-khac"])
def test_a_folder_with_anything_of_others_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text("quý", encoding="utf-8")
    with pytest.raises(NotOurs):
        fresh_folder(tmp_path / "site")
    assert names(tmp_path) == ["site"]
    assert (tmp_path / "site" / name).read_text("utf-8") == "quý"


def test_a_file_is_no_folder_to_replace(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("quý", encoding="utf-8")
    with pytest.raises(NotOurs):
        fresh_folder(tmp_path / "site")


def test_a_mark_that_is_a_folder_does_not_make_it_ours(tmp_path: Path) -> None:
    (tmp_path / "site" / MARK).mkdir(parents=True)
    with pytest.raises(NotOurs):
        fresh_folder(tmp_path / "site")


def test_others_may_read_what_was_made(tmp_path: Path) -> None:
    finished(tmp_path / "site", "x")
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_the_old_folder_comes_back_when_the_swap_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(tmp_path / "site", "cũ")
    made = fresh_folder(tmp_path / "site")
    write_file(made / "a/b.html", b"x")
    plain = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self == made:
            raise OSError("đĩa hỏng")
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(OSError, match="đĩa hỏng"):
        swap_in(made, tmp_path / "site")
    assert (tmp_path / "site/a/b.html").read_text("utf-8") == "cũ"


def test_a_file_is_written_only_where_it_differs(tmp_path: Path) -> None:
    path = tmp_path / "a/b.yaml"
    assert replace_file(path, b"x") is True
    assert replace_file(path, b"x") is False
    assert replace_file(path, b"y") is True
    assert path.read_bytes() == b"y"
    assert path.stat().st_mode & 0o777 == 0o644
    assert names(path.parent) == ["b.yaml"]


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.yaml"
    replace_file(path, b"x")

    def broken(self: Path, target: Path) -> Path:
        raise OSError("đĩa đầy")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(OSError, match="đĩa đầy"):
        replace_file(path, b"y")
    assert path.read_bytes() == b"x"
    assert names(tmp_path) == ["b.yaml"]


def test_several_files_are_written_and_what_says_the_same_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    changed = replace_files({tmp_path / "a": b"1", tmp_path / "sub/b": b"2"})
    assert changed == {tmp_path / "sub/b"}
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a", "b"]


def test_where_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "c").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_files({tmp_path / "a": b"2", tmp_path / "b": b"2", tmp_path / "c": b"2"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
