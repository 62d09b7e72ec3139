"""A text typed with separate combining marks."""

import unicodedata


def files() -> dict[str, bytes]:
    text = """unit: so-tu-phap
cycle: "2025"
date: "2026-01-18"
replies:
  "1.2":
    text: Bốn nhiệm vụ hoàn thành.
"""
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": unicodedata.normalize("NFD", text).encode()}
