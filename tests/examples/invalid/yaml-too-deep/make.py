"""Brackets ten thousand deep."""


def files() -> dict[str, bytes]:
    return {
        "submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": b"unit: so-tu-phap\nreplies: "
        + b"[" * 10_000
        + b"]" * 10_000
        + b"\n"
    }
