"""This repository's site, built once, served under a path of its own on this machine, and a browser."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from support.house import ROOT, parindex
from support.web import Served, Watched, watched

SUB_PATH = "chi-so"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing: the tests look at what the browser has seen."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    # xdist's workers have folders of their own inside one; whoever comes first builds for all.
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    top = shared / "www"
    folder = top / SUB_PATH
    with (shared / "www.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            # The sample programmes hold faulty filings on purpose, so that 1 is as good as 0.
            done = parindex(ROOT, "build", "--output", folder)
            assert done.returncode in (0, 1), done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(top)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(folder, f"http://127.0.0.1:{server.server_address[1]}/{SUB_PATH}/")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "the browser tests drive Debian's chromium: apt-get install chromium"
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Watched]:
    """A reader at a desk, with a light screen."""
    context = browser.new_context(locale="vi-VN", color_scheme="light", viewport={"width": 1280, "height": 900})
    yield watched(context.new_page())
    context.close()
