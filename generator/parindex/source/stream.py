"""Long output of git as it comes, with GitPython's process handling: words between zero bytes, many blobs at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from parindex.model.tree import MAX_BYTES
from parindex.source.commit import open_repository

if TYPE_CHECKING:
    from git import Repo

_CHUNK = 1 << 18

_ASKED_TOGETHER = 200
"""So many ids fit into any pipe, so that git and we never wait for each other."""


class HistoryUnreadable(Exception):
    """Git could not read the history to its end; the message is what it said."""


@contextmanager
def _process(repository: "Repo", words: Iterable[str]) -> Iterator[Any]:
    """A running git; HistoryUnreadable where it ends with an error. Left early, it is ended."""
    process: Any = repository.git.execute(
        [repository.git.GIT_PYTHON_GIT_EXECUTABLE, *words],
        istream=PIPE,
        as_process=True,
        env={"GIT_LITERAL_PATHSPECS": "1"},
    )
    said: list[bytes] = []
    listener = Thread(target=lambda: said.append(process.stderr.read()), daemon=True)
    listener.start()
    try:
        with suppress(BrokenPipeError):
            yield process
    except BaseException:
        process.proc.terminate()
        process.proc.wait()
        raise
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        listener.join()
        process.stdout.close()
        code = process.proc.wait()
        process.stderr.close()
    if code != 0:
        raise HistoryUnreadable(b"".join(said).decode("utf-8", "replace").strip()[:300] or f"git: {code}")


@contextmanager
def streamed(repository: "Repo", *words: str) -> Iterator[IO[bytes]]:
    """The output of a git command, to be read to its end."""
    with _process(repository, words) as process:
        process.stdin.close()
        yield process.stdout


def words_of(output: IO[bytes]) -> Iterator[bytes]:
    """The words of an output made with `-z`."""
    rest = b""
    while chunk := output.read(_CHUNK):
        *words, rest = (rest + chunk).split(b"\0")
        yield from words
    if rest:
        yield rest


def blobs(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Many blobs, in the order asked for; of one larger than any data file may be, one byte more than that."""
    waiting = iter(ids)
    with _process(open_repository(root), ("cat-file", "--batch")) as process:
        while asked := list(islice(waiting, _ASKED_TOGETHER)):
            process.stdin.write("".join(f"{blob}\n" for blob in asked).encode("ascii"))
            process.stdin.flush()
            for blob in asked:
                head = process.stdout.readline().split()
                if len(head) != 3:
                    raise HistoryUnreadable(f"{blob}: missing")
                left = int(head[2])
                data = process.stdout.read(min(left, MAX_BYTES + 1))
                left -= len(data)
                while left > 0:
                    left -= len(process.stdout.read(min(left, _CHUNK)))
                process.stdout.read(1)
                yield blob, data
