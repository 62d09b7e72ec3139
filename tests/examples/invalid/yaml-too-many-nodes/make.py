"""A list of 300,000 entries in 600,000 bytes."""


def files() -> dict[str, bytes]:
    return {
        "submissions/tinh-thu/2025/so-tu-phap/explanation.yaml": b"unit: so-tu-phap\nreplies: ["
        + b"1," * 300_000
        + b"1]\n"
    }
