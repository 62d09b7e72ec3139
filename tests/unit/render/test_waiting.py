"""Texts that wait on the disk come back as they were put there."""

import pickle
from pathlib import Path

import pytest

from parindex.render.waiting import Shelf, all_at, text_of


def shelved(tmp_path: Path, *texts: bytes) -> tuple[Shelf, list[bytes]]:
    shelf = Shelf(tmp_path / "kệ")
    waiting = [shelf.put(text) for text in texts]
    shelf.file.write_bytes(shelf.content())
    return shelf, [text_of(pickle.loads(pickle.dumps(text))) for text in waiting]


def test_each_text_comes_back_whole(tmp_path: Path) -> None:
    texts = ("một".encode(), b"", b"hai\nba")
    assert shelved(tmp_path, *texts)[1] == list(texts)


def test_a_shelf_that_holds_nothing_gives_nothing(tmp_path: Path) -> None:
    assert shelved(tmp_path, b"", b"")[1] == [b"", b""]


def test_rows_are_asked_for_one_at_a_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kệ")
    shelf.put(b"before")
    rows = shelf.put_rows([b"a", b"", b"bc"])
    shelf.put(b"behind")
    shelf.file.write_bytes(shelf.content())
    assert (rows[0], rows[1], rows[2], rows[-1], rows[1:], len(rows)) == (b"a", b"", b"bc", b"bc", (b"", b"bc"), 3)
    with pytest.raises(IndexError):
        rows[3]


def test_the_texts_of_one_place_come_in_the_order_of_their_rows(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kệ")
    later, sooner = shelf.put_rows([b"a", b"b"]), shelf.put_rows([b"c", b"d"])
    shelf.file.write_bytes(shelf.content())
    assert all_at([sooner, (b"e", b"f"), later], 1) == [b"d", b"f", b"b"]
