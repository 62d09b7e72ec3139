"""A file with two million bytes too many."""


def files() -> dict[str, bytes]:
    return {"submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": b"# " + b"x" * 2_000_000 + b"\n"}
