"""The pictures beside a link on other websites: what they say, of whom, and when."""

import struct
from collections.abc import Mapping
from dataclasses import replace

import pytest

from parindex.commands.cards import CardJob, cards_of
from parindex.model.tree import FileTree
from parindex.paperwork.cardfile import SocialCard, card_files
from parindex.pipeline import run
from parindex.render import urls
from parindex.render.page import Build
from parindex.render.site import Site
from support.house import CYCLE, ROOT, base

CARD = urls.social("tinh-thu", "2025")


def site(files: Mapping[str, str | None] | None = None, lang: str = "vi") -> Site:
    held = {path: text for path, text in {**base(), **(files or {})}.items() if text is not None}
    build = Build(commit=None, lang=lang, site_name="chi-so")
    return Site(run(FileTree.of(held)), build, ROOT / "site/templates")


def test_a_decided_cycle_has_a_card_with_the_leaders_as_the_ranking_prints_them() -> None:
    made = site()
    card = dict(cards_of(made.stock))[CARD]
    pages = {page.path: page for page in (job() for job in made.jobs())}
    ranking = pages[urls.cycle_page("tinh-thu", "2025")]
    assert card.rows
    for rank, name, index in card.rows:
        assert rank == "1" or int(rank) > 1
        assert name in ranking.content
        assert index.removesuffix(" %") in ranking.content
    assert ranking.picture == CARD
    assert pages[urls.unit_page("tinh-thu", "2025", "so-tu-phap")].picture == CARD
    assert pages[urls.HOME].picture == urls.social()


def test_before_the_decision_there_is_no_card_and_no_page_leads_to_one() -> None:
    made = site({f"{CYCLE}/decision.yaml": None})
    assert dict(cards_of(made.stock)).keys() == {urls.social()}
    assert {job().picture for job in made.jobs()} == {urls.social()}


@pytest.mark.parametrize(("lang", "note"), [("vi", "Dữ liệu mẫu"), ("en", "Sample data")])
def test_a_sample_programmes_card_says_so(lang: str, note: str) -> None:
    path = "submissions/tinh-thu/programme.yaml"
    text = "".join(line for line in base()[path].splitlines(True) if not line.startswith("sample:"))
    sample = dict(cards_of(site({path: f"{text}sample: true\n"}, lang).stock))[CARD]
    real = dict(cards_of(site({path: f"{text}sample: false\n"}, lang).stock))[CARD]
    assert (sample.note, real.note) == (note, "")


def test_the_pictures_have_the_size_that_networks_ask_for_and_the_same_bytes_again() -> None:
    job = CardJob(stock=site(lang="en").stock)
    files = dict(job.files())
    assert files.keys() == {f"en/{urls.social()}", f"en/{CARD}"}
    for data in files.values():
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert dict(job.files()) == files


def test_what_a_card_says_is_set_as_text_whatever_its_length() -> None:
    hostile = 'Xã #panic("đã chạy") $x$ <b>\U0001f600 ' * 12
    plain = SocialCard(lang="vi", brand="chi-so", title="Xã An", under="", rows=(("1", "Xã An", "95,20 %"),))
    long = replace(plain, title=hostile, under=hostile, group=hostile, rows=(("1", hostile, "95,20 %"),) * 3)
    first, second = card_files([plain, long])
    assert first != second
