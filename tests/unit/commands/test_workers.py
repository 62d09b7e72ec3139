"""Work shared out to processes: all of it comes back, under its number, and a worker that fails is not overlooked."""

import os
from fractions import Fraction

import pytest

from parindex.commands.workers import WorkerFailed, shared_out

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def third(number: int) -> tuple[int, Fraction]:
    return os.getpid(), Fraction(number, 3)


@pytest.mark.parametrize("jobs", [1, 2, 5, 40])
def test_every_piece_comes_back_under_its_number(jobs: int) -> None:
    made = dict(shared_out(range(30), third, jobs))
    assert {number: value for number, (_, value) in made.items()} == {
        number: Fraction(number, 3) for number in range(30)
    }
    assert (os.getpid() in {process for process, _ in made.values()}) == (jobs == 1)


def test_little_work_is_done_here_and_in_order() -> None:
    made = list(shared_out(range(5), third, 4, fewest=6))
    assert [number for number, _ in made] == list(range(5))
    assert {process for _, (process, _) in made} == {os.getpid()}


def test_no_work_is_nothing_to_wait_for() -> None:
    assert list(shared_out([], third, 3)) == []


def failing(number: int) -> int:
    if number == 7:
        raise ValueError(number)
    return number


def test_a_worker_that_fails_ends_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerFailed):
        list(shared_out(range(30), failing, 2))
    assert "ValueError: 7" in capfd.readouterr().err


def ending(number: int) -> int:
    os._exit(number)


def test_a_worker_that_is_gone_ends_the_whole() -> None:
    with pytest.raises(WorkerFailed):
        list(shared_out(range(1, 10), ending, 2))
