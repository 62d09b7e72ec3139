"""Text as an old Vietnamese code page (TCVN3) stores it."""

TEXT = b"""unit: so-tu-phap
cycle: "2025"
date: "2026-01-18"
replies:
  "1.2": {text: B\xf6n nhi\xd6m v\xf4}
"""


def files() -> dict[str, bytes]:
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": TEXT}
