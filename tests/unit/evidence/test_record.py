"""The record of what was seen: it only grows, and what follows from it for each document (jobs 5-7, threat 5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.check.evidence import check_lock
from parindex.evidence.crowd import errands_of, in_shard
from parindex.evidence.fetch import stamp
from parindex.evidence.journal import Busy, Entry, Journal
from parindex.evidence.lock import content_of, entered
from parindex.model.evidence import EvidenceState, EvidenceStatus, Seen, extends, status_of
from parindex.model.filing import Evidence
from parindex.model.phase import day_of

URL = "https://a.tinhthu.vn/05-kh.pdf"
START = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
LOCKED = "2026-01-07"


def good(day: int, sha256: str = "a" * 64, final: str = "", url: str = URL) -> Seen:
    moment = stamp(START + timedelta(days=day))
    return Seen(url=url, first=moment, last=moment, fetched=moment, status="200", size="9", sha256=sha256, final=final)


def bad(day: int, fault: str = "timeout", url: str = URL) -> Seen:
    moment = START + timedelta(days=day)
    return Seen(url=url, first=stamp(moment), last=stamp(moment), fault=fault, days=(day_of(moment),))


def rows(*seen: Seen) -> tuple[Seen, ...]:
    made: tuple[Seen, ...] = ()
    for one in seen:
        made = entered(made, one)
    return made


def status(*seen: Seen, sha256: str = "", locked: str = LOCKED) -> EvidenceStatus:
    return status_of(Evidence(id="x", title="x", url=URL, sha256=sha256), rows(*seen), locked)


def test_the_same_content_seen_again_makes_its_row_longer() -> None:
    (row,) = rows(good(0), good(7), good(14))
    assert (row.first, row.last, row.fetched) == (good(0).first, good(14).last, good(14).fetched)


def test_another_content_is_another_row() -> None:
    assert [row.sha256[0] for row in rows(good(0), good(7, "b" * 64), good(14))] == ["a", "b", "a"]


def test_failures_are_kept_with_their_days() -> None:
    first, second = rows(good(0), bad(7), bad(8), bad(8), bad(9))
    assert not first.fault
    assert second.days == ("2026-01-12", "2026-01-13", "2026-01-14")


def test_what_was_entered_before_changes_nothing() -> None:
    made = rows(good(0), bad(7), good(14))
    for one in (good(0), bad(7), good(14)):
        assert entered(made, one) == made


seen_things = st.lists(
    st.builds(
        lambda kind, url: (good if kind else bad)(0, kind or "timeout", url=url),
        st.sampled_from(["", "a" * 64, "b" * 64]),
        st.sampled_from([URL, URL + "x"]),
    ),
    max_size=12,
)


@given(seen_things)
def test_a_record_only_grows_and_stays_in_order(things: list[Seen]) -> None:
    made: tuple[Seen, ...] = ()
    history = [made]
    for number, thing in enumerate(things):
        moment = START + timedelta(days=number)
        days = (day_of(moment),) if thing.fault else ()
        fetched = stamp(moment) if thing.fetched else ""
        made = entered(made, replace(thing, first=stamp(moment), last=stamp(moment), fetched=fetched, days=days))
        history.append(made)
    assert all(extends(one, other) for one, other in pairwise(history))
    assert list(check_lock("x", made)) == []
    assert sum(len(row.days) for row in made if row.fault) == sum(bool(thing.fault) for thing in things)


def test_taking_something_back_is_no_growth() -> None:
    made = rows(good(0), good(7, "b" * 64), bad(14), bad(15))
    assert not extends(made, made[:-1])
    assert not extends(made, (made[0], replace(made[1], sha256="c" * 64), made[2]))
    assert not extends(made, (made[0], made[1], replace(made[2], days=made[2].days[1:])))
    assert not extends(made, (replace(made[0], last=made[1].last), *made[1:])), "only the last row grows"


def test_a_document_that_is_there_is_live() -> None:
    assert status(good(0), good(7)).state is EvidenceState.LIVE
    assert status(good(0)).seen == good(0).last


def test_a_document_behind_a_redirect_has_moved() -> None:
    moved = status(good(0), good(7, final="https://b.tinhthu.vn/05-kh.pdf"))
    assert (moved.state, moved.final) == (EvidenceState.MOVED, "https://b.tinhthu.vn/05-kh.pdf")


def test_a_document_replaced_after_the_lock_date_has_changed() -> None:
    swapped = status(good(0), good(30, "b" * 64))
    assert (swapped.state, swapped.reference[0], swapped.sha256[0]) == (EvidenceState.CHANGED, "a", "b")


def test_a_document_replaced_before_the_lock_date_is_the_one_that_counts() -> None:
    assert status(good(0), good(1, "b" * 64), good(30, "b" * 64)).state is EvidenceState.LIVE
    assert status(good(0), good(1, "b" * 64), good(30)).state is EvidenceState.CHANGED


def test_a_document_first_seen_after_the_lock_date_is_compared_with_that() -> None:
    assert status(good(20), good(30)).state is EvidenceState.LIVE
    assert status(good(20), good(30, "b" * 64)).state is EvidenceState.CHANGED


def test_a_hash_in_the_filing_goes_before_what_was_seen() -> None:
    assert status(good(0), sha256="b" * 64).state is EvidenceState.CHANGED
    assert status(good(0, "b" * 64), sha256="b" * 64).state is EvidenceState.LIVE


def test_one_bad_day_makes_nothing_unreachable() -> None:
    assert status(good(0), bad(7), bad(7), bad(7)).state is EvidenceState.FAILING
    assert status(good(0), bad(7), bad(8)).state is EvidenceState.FAILING
    gone = status(good(0), bad(7), bad(8, "name"), bad(9))
    assert (gone.state, gone.fault) == (EvidenceState.UNREACHABLE, "timeout")
    assert gone.failed == ("2026-01-12", "2026-01-13", "2026-01-14")
    assert gone.seen == good(0).last
    assert status(good(0), bad(7), bad(8), bad(9), good(10)).state is EvidenceState.LIVE


def test_plain_http_is_told_beside_the_state() -> None:
    url = "http://a.tinhthu.vn/x"
    record = Evidence(id="x", title="x", url=url)
    assert status_of(record, rows(good(0, url=url)), LOCKED).insecure
    assert not status(good(0)).insecure


def test_documents_without_a_link_have_a_state_as_well() -> None:
    def state(**keys: str) -> EvidenceState:
        return status_of(Evidence(id="x", **keys), (), LOCKED).state

    assert state(title="x", url=URL) is EvidenceState.UNCHECKED
    assert state(title="x", path="tai-lieu/x.pdf") is EvidenceState.IN_REPOSITORY
    assert state(visibility="restricted", number="07/PA") is EvidenceState.RESTRICTED
    assert state(title="x") is EvidenceState.NO_LINK


def test_every_unit_is_in_exactly_one_shard() -> None:
    units = [f"tinh-thu/2025/xa-{number}" for number in range(300)]
    for of in (1, 2, 7):
        shares = [{unit for unit in units if in_shard(unit, number, of)} for number in range(1, of + 1)]
        assert sum(map(len, shares)) == len(units)
        assert set().union(*shares) == set(units)
        assert all(shares)


def test_an_address_of_several_units_is_asked_once() -> None:
    (errand,) = errands_of([("p/c/a", URL), ("p/c/b", URL), ("p/c/a", URL)], lambda unit, url: good(0))
    assert errand.units == ("p/c/a", "p/c/b")
    assert errand.known == good(0)
    held = {"p/c/a": good(0), "p/c/b": good(0, "b" * 64)}
    (errand,) = errands_of([("p/c/a", URL), ("p/c/b", URL)], lambda unit, url: held[unit])
    assert errand.known is None


def test_the_last_content_is_found_behind_failures() -> None:
    assert content_of(rows(good(0), bad(7)), URL) == good(0)
    assert content_of(rows(bad(7)), URL) is None


def test_a_journal_survives_being_cut_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    entries = [Entry(unit="p/c/a", seen=one) for one in (good(0), bad(1), good(2))]
    with Journal(path) as journal:
        journal.begin("2026-01-05T03:00:00Z", "all 1/1")
        for entry in entries:
            journal.add(entry)
    whole = path.read_bytes()
    ends = [at + 1 for at, sign in enumerate(whole) if sign == 10]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        with Journal(path) as journal:
            kept = list(journal.entries())
            assert kept == entries[: max(sum(end <= cut for end in ends) - 1, 0)]
            assert bool(journal.started) is (cut >= ends[0])
            if journal.started:
                journal.add(entries[0])
                assert list(journal.entries()) == [*kept, entries[0]], "what is cut off is not written on"


def test_two_runs_do_not_share_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal(path), pytest.raises(Busy), Journal(path):
        pass
