"""The first line of a private key, which no file of a repository should hold in one piece."""

from pathlib import Path

PATH = "submissions/tinh-thu/2025/so-tu-phap/self-assessment.yaml"
BASE = Path(__file__).resolve().parents[2] / "base"


def files() -> dict[str, bytes]:
    text = (BASE / PATH).read_text("utf-8")
    line = "-----BEGIN OPENSSH " + "PRIVATE KEY-----"
    return {PATH: text.replace('    number: "0"\n', f'    number: "0"\n    explanation: "{line}"\n').encode()}
