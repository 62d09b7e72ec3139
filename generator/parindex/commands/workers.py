"""Work shared out to forked processes, which see what the parent has read without copying it."""

import copyreg
import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")

_AHEAD = 2
"""How many pieces a worker has in hand, so that it never waits for the parent to give it the next one."""

_BETWEEN_COLLECTIONS = 100_000

# A fraction is sent as its two numbers; its class's own way is to spell it out and read it again.
copyreg.pickle(Fraction, lambda value: (Fraction, value.as_integer_ratio()))


class WorkerFailed(Exception):
    """A worker ended before its work was done; what it had to say stands on standard error."""


def shared_out(
    work: Sequence[Piece], do: Callable[[Piece], Made], jobs: int, fewest: int = 2
) -> Iterator[tuple[int, Made]]:
    """The number of each piece of work with what `do` made of it, in the order in which they are finished.

    `do` and the work are inherited by the workers, what they make is sent back. One job, fewer pieces than `fewest` or
    a system that cannot fork: then all is done here, in order.
    """
    if jobs == 1 or len(work) < fewest or "fork" not in multiprocessing.get_all_start_methods():
        yield from ((number, do(piece)) for number, piece in enumerate(work))
        return
    context = multiprocessing.get_context("fork")
    # What exists by now is neither counted again by the workers' collectors nor, for being counted, copied.
    gc.freeze()
    workers: dict[Any, Any] = {}
    for _ in range(min(jobs, len(work))):
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(theirs, work, do), daemon=True)
        worker.start()
        theirs.close()
        workers[ours] = worker
    left = iter(range(len(work)))
    in_hand = dict.fromkeys(workers, 0)

    def hand_on(line: Any) -> None:
        """Gives a worker its next piece, or lets it go when it has nothing left in hand."""
        number = next(left, None)
        in_hand[line] += number is not None
        if number is not None or in_hand[line] == 0:
            # A worker that is gone is found out when its answer is awaited.
            with suppress(BrokenPipeError, ConnectionResetError):
                line.send(number)

    try:
        for _ in range(_AHEAD):
            for line in workers:
                hand_on(line)
        while workers:
            ready: list[Any] = wait(list(workers))
            for line in ready:
                try:
                    made = line.recv()
                except (EOFError, ConnectionResetError):
                    worker = workers.pop(line)
                    worker.join()
                    if worker.exitcode:
                        raise WorkerFailed(f"exit code {worker.exitcode}") from None
                else:
                    in_hand[line] -= 1
                    hand_on(line)
                    yield made
    finally:
        for worker in workers.values():
            worker.terminate()
            worker.join()


def _serve(line: Connection, work: Sequence[Piece], do: Callable[[Piece], Made]) -> None:
    # Pieces leave hardly any cycles behind: the collector is to look now and then only.
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    gc.enable()
    while (number := line.recv()) is not None:
        line.send((number, do(work[number])))
