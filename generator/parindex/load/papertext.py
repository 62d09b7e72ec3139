"""The text of documents that strangers have committed: read by a process of its own with limits on time and memory.

Run as a program this module is that process: names and lengths come as a line of JSON, then the documents one behind
the other; texts go out as JSON. Nothing in a document is run, followed or fetched.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping

from parindex.load.officetext import office_texts
from parindex.load.pdftext import pdf_texts
from parindex.model.confine import confine
from parindex.model.papers import MOST_TEXT, PaperText, Refusal, Refused

_SECONDS = 20
_BYTES = 1 << 30
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Places where a line may break and the like: between digits they would hide a number."""


def read_papers(papers: Mapping[str, bytes]) -> dict[str, PaperText]:
    """What the documents say, by their names. One that does not end in time leaves those after it unread as well."""
    names = list(papers)
    head = json.dumps([[name, len(papers[name])] for name in names]).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "parindex.load.papertext"],
            input=head + b"".join(papers.values()),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * _SECONDS,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as slow:
        output = slow.stdout or b""
    told = list(output.split(b"\n")[:-1])
    read = {name: _told(line) for name, line in zip(names, told, strict=False)}
    return {name: read.get(name, PaperText(refusal=Refusal.SLOW)) for name in names}


def _told(line: bytes) -> PaperText:
    row = json.loads(line)
    refusal = Refusal(row["refusal"]) if row["refusal"] else None
    return PaperText(refusal=refusal, texts=tuple((kind, place, text) for kind, place, text in row["texts"]))


def text_of(name: str, data: bytes) -> PaperText:
    """What one document says. Whatever a reader chokes on is a document that is not read."""
    try:
        texts = pdf_texts(data) if name.endswith(".pdf") else office_texts(name, data)
    except Refused as refused:
        return PaperText(refusal=refused.refusal)
    except MemoryError:
        return PaperText(refusal=Refusal.SLOW)
    except Exception:
        return PaperText(refusal=Refusal.BROKEN)
    if sum(len(text) for _, _, text in texts) > MOST_TEXT:
        return PaperText(refusal=Refusal.TOO_LARGE)
    read = ((kind, place, _UNSEEN.sub("", text)) for kind, place, text in texts)
    return PaperText(texts=tuple(row for row in read if row[2].strip()))


def main() -> None:
    """Reads all documents within limits, and says after each what it has read."""
    confine(_SECONDS, _BYTES)
    for name, size in json.loads(sys.stdin.buffer.readline()):
        read = text_of(name, sys.stdin.buffer.read(size))
        print(json.dumps({"refusal": read.refusal, "texts": read.texts}), flush=True)


if __name__ == "__main__":
    main()
