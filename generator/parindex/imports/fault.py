"""What a map or a table can be wrong about."""


class ImportFault(Exception):
    """A map or table that cannot be used: key and params of a label; `line` is the table's line, 0 for the map."""

    def __init__(self, key: str, line: int = 0, /, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.line = line
        self.params = params
