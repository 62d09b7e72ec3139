"""What every test may use: the modules of `tests/support`, and the option that renews the golden files."""

import os
import sys
from pathlib import Path

import pytest

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
