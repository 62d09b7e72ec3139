"""Two ids that look the same: one composed, one with combining marks; neither is an id."""


def files() -> dict[str, bytes]:
    text = """unit: so-tu-phap
cycle: "2025"
date: "2026-01-18"
evidence:
  ke-hoa\u0323ch: {title: Kế hoạch một}
  ke-ho\u1ea1ch: {title: Kế hoạch hai}
replies:
  "1.2":
    text: Bốn nhiệm vụ hoàn thành.
"""
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": text.encode()}
