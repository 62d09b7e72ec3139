"""What every test may use: the modules of `tests/support`, and the option that renews the golden files."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

sys.path.append(str(Path(__file__).parent))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write tests/golden/expected anew from what the engine says now; look at the difference before committing",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--renew-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden files are renewed by hand, never in CI")
    # The engine's part of a site is the same for most tests; xdist's workers inherit where it is kept.
    if not hasattr(config, "workerinput"):
        kept = tempfile.TemporaryDirectory(prefix="parindex-tests-")
        config.add_cleanup(kept.cleanup)
        os.environ["PARINDEX_CACHE"] = kept.name
    # The same commit gives the same verdict in CI; the search for new counterexamples goes on at every developer's.
    hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
    hypothesis.settings.register_profile("search", deadline=None)
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "search")


class Together(LoadScopeScheduling):
    """Tests that share something costly go to one worker: each file of the browser's and of the acceptance tests.

    Marks of `xdist_group` would say the same, but xdist 3.8 writes them where pytest 9.2 no longer looks.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return file if file.startswith(("tests/acceptance/", "tests/browser/", "tests/regulations/")) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves an event loop running, beside which no test can run one of its own."""
    items.sort(key=lambda item: item.path.is_relative_to(Path(__file__).parent / "browser"))
