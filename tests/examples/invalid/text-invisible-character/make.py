"""A byte order mark, a zero-width space, and a text that turns the reading direction."""


def files() -> dict[str, bytes]:
    text = """\ufeffunit: so-tu-phap
cycle: "2025"
date: "2026-01-18"
replies:
  "1.2":
    text: Bốn\u200b nhiệm vụ \u202egnourt
"""
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": text.encode()}
