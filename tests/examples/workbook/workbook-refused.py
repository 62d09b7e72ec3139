"""A workbook that brings a program along."""


def pack(parts: dict[str, bytes]) -> None:
    parts["xl/vbaProject.bin"] = b"x"
