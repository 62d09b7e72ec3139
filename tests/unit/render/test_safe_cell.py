"""No cell of an export is a formula (threat 22)."""

import pytest

from parindex.render.opendata.tables import safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("https://evil.example";"xem")',
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(1)",
        "=",
        "-",
        "+",
        "-a",
        "--1",
        "-2+3+cmd|' /C calc'!A0",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Sở Tư pháp", "88.5", "-88.5", "-4/3", "'=1", "a=1", "1-2", "05/KH-STP", "−5"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
