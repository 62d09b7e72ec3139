"""`parindex serve`: shows the built site on this machine, and on no other."""

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from parindex import errors
from parindex.i18n.text import label


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Folder and port."""
    parser.add_argument("--output", type=Path, help=label("cli-build-output", lang))
    parser.add_argument("--port", type=int, default=8000, help=label("cli-serve-port", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Serves the folder on the loopback address until interrupted."""
    folder: Path = arguments.output or arguments.root / "build" / "site"
    if not (folder / "index.html").is_file():
        raise errors.UsageFault("usage-not-built", path=str(folder))
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", arguments.port), handler)
    except OSError as bad:
        raise errors.UsageFault("usage-port", port=str(arguments.port), problem=str(bad)) from bad
    with server:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        print(label("serve-ready", arguments.lang, url=url), flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return errors.FINE
