"""Errors that end a command, with the exit code that belongs to them."""

FINE, FINDINGS, USAGE, DEFECT = 0, 1, 2, 3
"""Exit codes: nothing wrong; findings; the command was called wrongly; our own defect."""


class UsageFault(Exception):
    """The command cannot do what it was asked; the message says what to do instead, key and params of a label."""

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
