"""Capitals, diacritics, a reserved name: paths that some machines cannot tell apart or cannot hold."""


def files() -> dict[str, bytes]:
    folder = "submissions/tinh-thu/2025"
    return {
        f"{folder}/So-Tu-Phap/self-assessment.yaml": b"unit: so-tu-phap\n",
        f"{folder}/s\u1edf-t\u01b0-ph\u00e1p/self-assessment.yaml": b"unit: so-tu-phap\n",
        f"{folder}/aux/self-assessment.yaml": b"unit: aux\n",
        f"{folder}/so-tu-phap/../so-y-te.yaml": b"unit: so-y-te\n",
    }
