"""The comment below a pull request: hostile artefacts, against a forge on loopback that answers as GitHub does."""

import importlib.util
import io
import json
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from parindex.model.change import Change, Status
from parindex.model.finding import error
from parindex.model.review import Review
from parindex.report import review as report
from parindex.report.blocks import Heading, Line, Table, as_markdown
from support.house import ROOT

SCRIPT = ROOT / ".github/scripts/comment.py"
SHA = "a1" * 20
HOSTILE = (
    "@everyone #1 /close ![x](https://evil.example/p.png) [a](javascript:alert(1)) <img src=x onerror=alert(1)>"
    " `${{ x }}` https://evil.example www.evil.example a@b.example &lt; &#64;admin ~~x~~ **x** | --- |\n# x\n"
    "::error::x\u202e\x1b[31m"
)


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


comment = _loaded()


def written(text: str = "Sở Tư pháp") -> str:
    """A report as `parindex review` writes it, whatever text it tells of."""
    finding = error("actor-unknown", "submissions/tinh/x.yaml", (), 1, 1, actor=text)
    return report.as_comment(
        Review(
            base_commit="0" * 40,
            head_commit=SHA,
            actor=text,
            moment=datetime(2026, 1, 5, tzinfo=UTC),
            changes=(Change(path="submissions/tinh/x.yaml", status=Status.ADDED),),
            findings=(finding,),
            units=(),
            criteria=(),
            phases={},
        ),
        "vi",
    )


def packed(files: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


@dataclass
class Hub:
    """What the forge knows, and what it was asked to write."""

    artefact: bytes = b""
    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    done: list[tuple[str, str, str]] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    size: int | None = None
    asked: list[str] = field(default_factory=list)
    url: str = ""


def pull(number: int = 7, sha: str = SHA, home: str = "unit/repo", base: str = "main") -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha, "repo": {"full_name": home}}, "base": {"ref": base}}


class Handler(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def _answer(self, value: Any, status: int = 200, location: str = "") -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        hub, parts = self.hub, urlsplit(self.path)
        hub.asked.append(self.path)
        if parts.path == "/blob":
            hub.leaked += [value for key, value in self.headers.items() if key == "Authorization"]
            self._answer(hub.artefact)
            return
        assert self.headers["Authorization"] == "Bearer the-token"
        path = parts.path.removeprefix("/repos/home/repo")
        page = int(parse_qs(parts.query).get("page", ["1"])[0])

        def listed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return rows[(page - 1) * 100 : page * 100]

        if path == "/pulls":
            self._answer(listed(hub.pulls))
        elif path.endswith("/files"):
            self._answer(listed(hub.files))
        elif path.endswith("/comments"):
            self._answer(listed(hub.comments))
        elif path == "/actions/runs/99/artifacts":
            size = len(hub.artefact) if hub.size is None else hub.size
            row = {"id": 5, "name": "review", "expired": False, "size_in_bytes": size}
            self._answer({"artifacts": [row] if hub.artefact else []})
        elif path == "/actions/artifacts/5/zip":
            self._answer(b"", 302, f"{hub.url}/blob?signature=x")
        else:
            self._answer({}, 404)

    def _write(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.hub.done.append((self.command, self.path.removeprefix("/repos/home/repo"), body))
        self._answer({}, 201)

    def do_POST(self) -> None:
        self._write()

    def do_PATCH(self) -> None:
        self._write()


@pytest.fixture
def hub() -> Iterator[Hub]:
    held = Hub(pulls=[pull()], files=[{"filename": "submissions/tinh/x.yaml"}])
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": held}))
    held.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


def run(hub: Hub, folder: Path, **changes: Any) -> int:
    home = {"full_name": "unit/repo", "owner": {"login": "unit"}}
    told = {"id": 99, "head_sha": SHA, "head_branch": "nop/2025 &x=1", "head_repository": home, **changes}
    event = folder / "event.json"
    event.write_text(json.dumps({"workflow_run": told, "repository": {"default_branch": "main"}}), encoding="utf-8")
    where = {"GITHUB_API_URL": hub.url, "GITHUB_REPOSITORY": "home/repo", "GITHUB_TOKEN": "the-token"}
    code: int = comment.main({"GITHUB_EVENT_PATH": str(event), **where})
    assert hub.leaked == [], "the token goes nowhere but to the forge"
    return code


# ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_written_below_the_pull_request_that_the_forge_connects_with_the_run(
    hub: Hub, tmp_path: Path
) -> None:
    hub.artefact = packed({"review.md": written(), "number": "7\n", "review.json": "{}"})
    assert run(hub, tmp_path) == 0
    assert hub.done == [("POST", "/issues/7/comments", written())]
    # The branch's name is somebody's choice; in the address it is a word and no more.
    assert "head=unit%3Anop%2F2025%20%26x%3D1" in hub.asked[0]


def test_the_same_comment_is_written_anew_and_nobody_elses(hub: Hub, tmp_path: Path) -> None:
    hub.artefact = packed({"review.md": written("mới"), "number": "7"})
    bot, person = {"login": comment.AUTHOR, "type": "Bot"}, {"login": "github-actions", "type": "User"}
    hub.comments = [
        {"id": 1, "user": person, "body": comment.MARK + "\ngiả"},
        {"id": 2, "user": bot, "body": "khác"},
        *({"id": 100 + n, "user": person, "body": "lời bàn"} for n in range(120)),
        {"id": 3, "user": bot, "body": comment.MARK + "\ncũ"},
    ]
    assert run(hub, tmp_path) == 0
    assert hub.done == [("PATCH", "/issues/comments/3", written("mới"))]
    hub.comments[-1]["body"] = written("mới")
    assert run(hub, tmp_path) == 0
    assert len(hub.done) == 1, "nothing is written where nothing has changed"


def test_a_report_of_hostile_texts_is_shown_with_every_sign_disarmed(hub: Hub, tmp_path: Path) -> None:
    hub.artefact = packed({"review.md": written(HOSTILE), "number": "7"})
    assert run(hub, tmp_path) == 0
    [(_, _, body)] = hub.done
    assert "@" not in body
    assert "http:" not in body


def test_every_form_of_a_report_is_in_the_spelling_that_is_asked_for() -> None:
    blocks = [
        Heading(text=HOSTILE, level=2),
        Heading(text="1. a"),
        Line(text=HOSTILE),
        Table(head=("a", HOSTILE), rows=((HOSTILE, ""), ("", ""))),
    ]
    signs = "".join(map(chr, range(0x250))) + "đĐ “” ‹› \u200b\u2028\ufeff 𝟙 😀"
    text = comment.MARK + "\n" + as_markdown([*blocks, Line(text=signs)], 60_000, "còn nữa …")
    assert comment.checked(text) == text
    assert comment.MARK == report.MARK
    assert report.LIMIT + len(report.MARK) < comment.MAX_TEXT


# ── what is not ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "## Được nhận\n",
        "x" + written(),
        written().replace(report.MARK, "<!-- parindex-review --> @admin"),
        written() + "@everyone\n",
        written() + "&#64;everyone\n",
        written() + "&#x40;everyone\n",
        written() + "&commat;everyone\n",
        written() + "[Xem](https://evil.example)\n",
        written() + "![](https://evil.example/p.png)\n",
        written() + "<img src=x>\n",
        written() + "<!-- -->\n",
        written() + "https evil.example\n",
        written() + "fixes &#35;1\n",
        written() + "- [x] Đạt\n",
        written() + "| a | b\n",
        written() + "###### nhỏ\n",
        written() + "đảo\u202echiều\n",
        written() + "\x00\n",
        written() + "```\n",
        written() + "a\r\n",
    ],
)
def test_a_text_that_no_review_writes_is_not_shown(hub: Hub, tmp_path: Path, text: str) -> None:
    hub.artefact = packed({"review.md": text, "number": "7"})
    assert run(hub, tmp_path) == 1
    assert hub.done == []


@pytest.mark.parametrize("number", ["8", "0", "-7", "7; 8", "٧", "", "9" * 30, "7\n8"])
def test_another_pull_requests_number_is_not_believed(hub: Hub, tmp_path: Path, number: str) -> None:
    hub.artefact = packed({"review.md": written(), "number": number})
    assert run(hub, tmp_path) == 1
    assert hub.done == []


def lying(name: str, size: int) -> bytes:
    """An archive that claims another size for a file than it unpacks to."""
    data = packed({"review.md": written() + "x" * 1_000_000, "number": "7"})
    crc = zlib.crc32((written() + "x" * 1_000_000).encode()).to_bytes(4, "little")
    at = data.rindex(crc, 0, data.rindex(name.encode()))
    return data[: at + 8] + size.to_bytes(4, "little") + data[at + 12 :]


def twice() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("review.md", written())
        archive.writestr("number", "7")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("review.md", written("khác"))
    return held.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(lambda: b"PK not an archive", id="no archive"),
        pytest.param(lambda: packed({"number": "7"}), id="no report"),
        pytest.param(lambda: packed({"review.md": written()}), id="no number"),
        pytest.param(lambda: packed({"../review.md": written(), "number": "7"}), id="elsewhere"),
        pytest.param(lambda: packed({"review.md": b"\xff\xfe", "number": "7"}), id="no text"),
        pytest.param(lambda: packed({"review.md": written() + "x" * 70_000, "number": "7"}), id="too long"),
        pytest.param(lambda: packed({"review.md": b"x" * 50_000_000, "number": "7"}), id="bomb"),
        pytest.param(lambda: lying("review.md", 100), id="lies about its size"),
        pytest.param(twice, id="two reports"),
        pytest.param(lambda: packed({"review.md": written(), "number": "7"})[:-40], id="cut off"),
    ],
)
def test_an_archive_that_is_not_what_the_check_leaves_is_refused(hub: Hub, tmp_path: Path, archive: Any) -> None:
    hub.artefact = archive()
    assert run(hub, tmp_path) == 1
    assert hub.done == []


def test_an_archive_is_not_read_beyond_its_limit_whatever_size_the_forge_names(hub: Hub, tmp_path: Path) -> None:
    hub.artefact = b"x" * (comment.MAX_ARCHIVE + 1)
    assert run(hub, tmp_path) == 1
    assert not [path for path in hub.asked if path.startswith("/blob")]
    hub.size = 10
    assert run(hub, tmp_path) == 1
    assert hub.done == []


# ── whose it is ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(pull(sha="b2" * 20), id="newer commits"),
        pytest.param(pull(home="other/repo"), id="somebody else's copy of the same commit"),
        pytest.param(pull(base="thu"), id="another base"),
        pytest.param({**pull(), "head": {"sha": SHA, "repo": None}}, id="fork deleted"),
    ],
)
def test_a_run_of_no_open_pull_request_says_nothing(hub: Hub, tmp_path: Path, row: dict[str, Any]) -> None:
    hub.artefact = packed({"review.md": written(), "number": "7"})
    hub.pulls = [row]
    assert run(hub, tmp_path) == 0
    assert hub.done == []


def test_a_run_of_a_deleted_fork_or_without_a_report_says_nothing(hub: Hub, tmp_path: Path) -> None:
    assert run(hub, tmp_path) == 0
    assert run(hub, tmp_path, head_repository=None) == 0
    assert hub.done == []


@pytest.mark.parametrize(
    "files",
    [
        [{"filename": ".github/workflows/check.yml"}],
        [{"filename": ".GitHub/workflows/check.yml"}],
        [{"filename": "x.yml", "previous_filename": ".github/workflows/check.yml"}],
        [{"filename": f"submissions/{n}.yaml"} for n in range(3000)],
    ],
)
def test_the_verdict_of_a_check_that_the_pull_request_may_have_changed_is_not_shown(
    hub: Hub, tmp_path: Path, files: list[dict[str, Any]]
) -> None:
    hub.artefact = packed({"review.md": written(), "number": "7"})
    hub.files = files
    assert run(hub, tmp_path) == 0
    assert hub.done == [("POST", "/issues/7/comments", comment.TOUCHES_AUTOMATION)]
    assert not [path for path in hub.asked if "artifacts" in path]


def test_the_script_brings_nothing_along_but_python() -> None:
    lines = [line for line in SCRIPT.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))]
    assert lines
    assert all(line.split()[1].split(".")[0] in sys.stdlib_module_names for line in lines)
