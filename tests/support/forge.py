"""A real git server for tests: a bare repository behind `git http-backend` on loopback, with the hooks of parindex.

Users are who they say they are by basic authentication; the server hands the name on as REMOTE_USER, as web servers do.
The clock of the hooks is a file, so that a whole campaign passes in seconds.
"""

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.house import _GIT, git, write

_HOOK = """#!/bin/sh
export PYTHONUTF8=1 NO_COLOR=1
exec "{python}" -m parindex hook {name} --at "$(cat "{clock}")"
"""


def _handler(projects: Path, backend_environment: Mapping[str, str]) -> type[BaseHTTPRequestHandler]:
    class Backend(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            kind, _, said = self.headers.get("Authorization", "").partition(" ")
            if kind != "Basic":
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.end_headers()
                return
            user = base64.b64decode(said).decode().partition(":")[0]
            path, _, query = self.path.partition("?")
            body = self._body()
            done = subprocess.run(
                ["git", "http-backend"],
                input=body,
                capture_output=True,
                check=False,
                env={
                    **backend_environment,
                    "GIT_PROJECT_ROOT": str(projects),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "REMOTE_USER": user,
                    "REQUEST_METHOD": self.command,
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "CONTENT_LENGTH": str(len(body)),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                },
            )
            head, _, answer = done.stdout.partition(b"\r\n\r\n")
            fields = [line.decode().partition(": ") for line in head.split(b"\r\n")]
            status = next((value for name, _, value in fields if name == "Status"), "200 OK")
            self.send_response(int(status.split()[0]))
            for name, _, value in fields:
                if name and name != "Status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") == "chunked":
                parts = []
                while size := int(self.rfile.readline(), 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(parts)
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    return Backend


class Forge:
    """The server's side and its users' working copies."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.bare = folder / "projects" / "par.git"
        self.address = address
        self.clock = folder / "clock"

    def at(self, moment: str) -> None:
        """Sets the server's clock."""
        write(self.clock, moment)

    def copy(self, user: str) -> Path:
        """A fresh working copy of the main branch, as `user`."""
        folder = self.folder / "copies" / user
        if folder.exists():
            git(folder, "fetch", "--quiet", "origin")
            git(folder, "checkout", "--quiet", "--detach", "origin/main")
            git(folder, "clean", "-fdq")
            return folder
        folder.parent.mkdir(exist_ok=True)
        address = self.address.replace("://", f"://{user}:secret@")
        git(folder.parent, "clone", "--quiet", address + "/par.git", user)
        return folder

    def push(
        self, user: str, files: Mapping[str, str | None], message: str = "Cập nhật", dated: str = "", ref: str = "main"
    ) -> subprocess.CompletedProcess[str]:
        """One commit of `user` with these files (None removes one), pushed; `dated` is what its author claims."""
        folder = self.copy(user)
        for path, text in files.items():
            if text is None:
                (folder / path).unlink()
            else:
                write(folder / path, text)
        env = {**os.environ, **_GIT, "GIT_AUTHOR_NAME": user, "GIT_COMMITTER_NAME": user}
        if dated:
            env |= {"GIT_AUTHOR_DATE": dated, "GIT_COMMITTER_DATE": dated}
        for words in (("add", "--all"), ("commit", "--quiet", "--allow-empty", "--message", message)):
            subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True)
        return self.git(user, "push", "origin", f"HEAD:refs/heads/{ref}")

    def git(self, user: str, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of git in a user's working copy, whatever comes of it."""
        return subprocess.run(
            ["git", *words],
            cwd=self.folder / "copies" / user,
            env={**os.environ, **_GIT},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@contextmanager
def forge(folder: Path) -> Iterator[Forge]:
    """A running server with an empty repository."""
    projects = folder / "projects"
    projects.mkdir(parents=True)
    git(projects, "init", "--quiet", "--bare", "--initial-branch=main", "par.git")
    bare = projects / "par.git"
    git(bare, "config", "http.receivepack", "true")
    for name in ("pre-receive", "post-receive"):
        hook = bare / "hooks" / name
        write(hook, _HOOK.format(python=sys.executable, name=name, clock=folder / "clock"))
        hook.chmod(0o755)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(projects, {**os.environ, **_GIT}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Forge(folder, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
