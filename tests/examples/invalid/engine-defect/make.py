"""A fault in the engine itself, met at one unit: that unit is not scored and all others are."""

from typing import Any

import pytest

from parindex import unitfiles


def defect(monkeypatch: pytest.MonkeyPatch) -> None:
    check = unitfiles.check_self_assessment

    def failing(submission: Any, *rest: Any) -> Any:
        if submission.unit == "so-y-te":
            raise ZeroDivisionError("made for this example")
        return check(submission, *rest)

    monkeypatch.setattr(unitfiles, "check_self_assessment", failing)
