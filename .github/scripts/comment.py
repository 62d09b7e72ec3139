"""Puts the report of a review below its pull request, in one comment that is written anew each time.

The report comes from a run that a pull request started, and a pull request can bring another `check.yml`. So the
artefact is hostile text: bounded before it is unpacked, taken only in the spelling in which `parindex review` writes
reports, and shown only on the pull request that the forge itself connects with the run. A pull request that changes
the automation gets our own words and no report.

Python's standard library only: this runs with a token that may write, and brings nothing else along.
"""

import http.client
import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

MARK = "<!-- parindex-review -->"
ARTEFACT = "review"
AUTHOR = "github-actions[bot]"
"""Whose comment is written anew. No account of a person can have brackets in its name."""

MAX_ARCHIVE = 1_000_000
MAX_TEXT = 65_000
"""Signs; a comment holds 65,536."""

MAX_ANSWER = 20_000_000
MAX_PAGES = 30
"""Of 100 rows: the forge lists no more than 3,000 files of a pull request."""

TOUCHES_AUTOMATION = (
    f"{MARK}\n\n## Cần người quản trị xem · A maintainer has to look\n\n"
    "Đề nghị này đổi tệp trong `.github/`, tức là đổi chính bước kiểm tra, nên kết quả kiểm tra tự động không được "
    "hiển thị và không dùng để quyết định. Người quản trị tự chạy `parindex review` từ nhánh chính.\n\n"
    "This pull request changes files in `.github/`, and with them the check itself. Its report is not shown and "
    "decides nothing; a maintainer runs `parindex review` from the main branch.\n"
)

# The spelling of `report/blocks.py`: letters and a few harmless signs stand for themselves, every other sign of ASCII
# is an entity, and an empty sign follows those that a forge looks for in the finished text.
_LOUD = "33|35|36|37|64|126"
_QUIET = rf"(?!(?:{_LOUD});)(?:3[3-9]|[4-9][0-9]|1[01][0-9]|12[0-6])"
_TEXT = rf"(?:[A-Za-z0-9 ,;()]|[^\x00-\x7f]|&#(?:{_LOUD});&#8203;|&#{_QUIET};)*"
_LINE = re.compile(rf"(?:#{{2,3}} {_TEXT}|\|(?: {_TEXT} \|)+|\|(?: --- \|)+|{_TEXT})")


class Refused(Exception):
    """The report is not shown; the message says why, in our own words."""


class Forge:
    """The forge's REST interface, as far as it is needed. Answers are bounded; redirects are followed by hand."""

    def __init__(self, url: str, repository: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._folder = f"/repos/{repository}"
        self._token = token

    def read(self, path: str) -> Any:
        """An answer as JSON."""
        return json.loads(self._ask("GET", path)[1])

    def pages(self, path: str) -> Iterator[Any]:
        """The rows of a listing; where it goes on behind the last page, that is told by Refused."""
        joint = "&" if "?" in path else "?"
        for page in range(1, MAX_PAGES + 1):
            rows = self.read(f"{path}{joint}per_page=100&page={page}")
            yield from rows
            if len(rows) < 100:
                return
        raise Refused(f"{path.partition('?')[0]} lists too much")

    def write(self, method: str, path: str, body: Mapping[str, str]) -> None:
        """A change."""
        self._ask(method, path, json.dumps(body).encode())

    def download(self, path: str, limit: int) -> bytes:
        """A file that the forge keeps at another address; the token is not shown there."""
        location, data = self._ask("GET", path, limit=limit)
        if not location:
            return data
        if urlsplit(location).scheme != urlsplit(self._url).scheme:
            raise Refused("the archive lies at an address of another kind")
        return _request("GET", location, {}, None, limit)[1]

    def _ask(self, method: str, path: str, body: bytes | None = None, limit: int = MAX_ANSWER) -> tuple[str, bytes]:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return _request(method, self._url + self._folder + path, headers, body, limit)


def _request(method: str, url: str, headers: Mapping[str, str], body: bytes | None, limit: int) -> tuple[str, bytes]:
    """Where the answer lies, if not here, and the answer."""
    parts = urlsplit(url)
    kind = http.client.HTTPConnection if parts.scheme == "http" else http.client.HTTPSConnection
    connection = kind(parts.netloc, timeout=30)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body=body, headers={"User-Agent": "parindex", **headers})
        answer = connection.getresponse()
        data = answer.read(limit + 1)
        if len(data) > limit:
            raise Refused(f"an answer of more than {limit} bytes")
        if answer.status >= 400:
            raise SystemExit(f"{method} {parts.path}: {answer.status} {answer.reason}")
        return answer.headers.get("Location", "") if answer.status in (301, 302, 303, 307, 308) else "", data
    finally:
        connection.close()


def report_of(archive: bytes) -> tuple[str, int]:
    """The text and the number of a pull request that an artefact claims; Refused where it is not as we write it."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            text = _member(opened, "review.md", MAX_TEXT * 4).decode()
            number = _member(opened, "number", 20).decode().strip()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as bad:
        raise Refused(f"the artefact cannot be read ({type(bad).__name__})") from bad
    if not re.fullmatch(r"[1-9][0-9]{0,9}", number, re.ASCII):
        raise Refused("the artefact names no pull request")
    return checked(text), int(number)


def _member(opened: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """One file of the archive, whatever the archive says of its size."""
    if opened.namelist().count(name) != 1:
        raise Refused(f"the artefact has no single {name}")
    with opened.open(name) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"{name} is too large")
    return data


def checked(text: str) -> str:
    """The text, if `parindex review` could have written it: no link, mention, image or markup of anybody's own."""
    if len(text) > MAX_TEXT:
        raise Refused("the report is too long")
    mark, _, rest = text.partition("\n")
    if mark != MARK:
        raise Refused("the report does not begin with its mark")
    for number, line in enumerate(rest.split("\n"), 2):
        if not (line.isprintable() and _LINE.fullmatch(line)):
            raise Refused(f"line {number} of the report is not spelt as reports are")
    return text


def pull_of(forge: Forge, event: Mapping[str, Any]) -> int | None:
    """The open pull request into the main branch whose newest commit the run was for, as the forge knows it."""
    run = event["workflow_run"]
    home = run["head_repository"]
    if home is None:
        return None
    head = quote(f"{home['owner']['login']}:{run['head_branch']}", safe="")
    main = quote(event["repository"]["default_branch"], safe="")
    # The forge keeps at most one open pull request from one branch to another.
    for row in forge.pages(f"/pulls?state=open&base={main}&head={head}"):
        same_home = (row["head"]["repo"] or {}).get("full_name") == home["full_name"]
        same_base = row["base"]["ref"] == event["repository"]["default_branch"]
        if same_home and same_base and row["head"]["sha"] == run["head_sha"]:
            return int(row["number"])
    return None


def touches_automation(forge: Forge, number: int) -> bool:
    """Whether the pull request changes what runs in `.github/`; one too large to be listed is taken to."""
    try:
        rows = list(forge.pages(f"/pulls/{number}/files"))
    except Refused:
        return True
    return any(
        name.casefold().startswith(".github/")
        for row in rows
        for name in (row["filename"], row.get("previous_filename", ""))
    )


def text_for(forge: Forge, event: Mapping[str, Any]) -> tuple[int, str] | None:
    """The pull request and what is to stand below it; None where there is nothing to say."""
    run = event["workflow_run"]
    pull = pull_of(forge, event)
    if pull is None:
        print("The pull request is closed or has newer commits; nothing to do.")
        return None
    if touches_automation(forge, pull):
        return pull, TOUCHES_AUTOMATION
    found = forge.read(f"/actions/runs/{int(run['id'])}/artifacts?name={ARTEFACT}")["artifacts"]
    kept = [row for row in found if row["name"] == ARTEFACT and not row["expired"]]
    if not kept:
        print("The run has left no report; nothing to do.")
        return None
    newest = max(kept, key=lambda row: int(row["id"]))
    if int(newest["size_in_bytes"]) > MAX_ARCHIVE:
        raise Refused("the artefact is too large")
    text, number = report_of(forge.download(f"/actions/artifacts/{int(newest['id'])}/zip", MAX_ARCHIVE))
    if number != pull:
        raise Refused("the artefact names another pull request than the one it comes from")
    if pull_of(forge, event) != pull:
        print("The pull request has changed meanwhile; nothing to do.")
        return None
    return number, text


def put(forge: Forge, number: int, text: str) -> None:
    """Writes our comment anew, or the first time."""
    for row in forge.pages(f"/issues/{number}/comments"):
        user = row["user"] or {}
        if user.get("login") == AUTHOR and user.get("type") == "Bot" and (row["body"] or "").startswith(MARK):
            if row["body"] != text:
                forge.write("PATCH", f"/issues/comments/{int(row['id'])}", {"body": text})
            return
    forge.write("POST", f"/issues/{number}/comments", {"body": text})


def main(environment: Mapping[str, str]) -> int:
    """0 where the comment stands or none is due, 1 where the report is refused."""
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    forge = Forge(environment["GITHUB_API_URL"], environment["GITHUB_REPOSITORY"], environment["GITHUB_TOKEN"])
    try:
        told = text_for(forge, event)
        if told is not None:
            put(forge, *told)
    except Refused as why:
        print(f"::error title=comment::No comment: {why}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
