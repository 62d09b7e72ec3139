"""A filing written with Windows line ends, quotes of every kind and comments."""


def files() -> dict[str, bytes]:
    text = """# Bản giải trình
unit: 'so-tu-phap'
cycle: "2025"   # năm đánh giá
date: 2026-01-18
replies:
  '1.2':
    text: >-
      Bốn nhiệm vụ hoàn thành
      trong tháng 12.
    asks: {"done": 44, total: '50'}
"""
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": text.replace("\n", "\r\n").encode()}
