"""Ids that no unit or group may have, because a page of the site or a system already has the name."""

WINDOWS = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})
"""Names that Windows cannot check out; a repository with one is broken for most officers."""

ENGLISH = "en.yaml"
"""The file beside a set of criteria that holds its English wording."""

RESERVED = frozenset({"index", "doi-chieu", "so-sanh", "tieu-chi", "linh-vuc", "regulation", "leaves"}) | WINDOWS

RESERVED_GROUPS = RESERVED | {ENGLISH.removesuffix(".yaml")}
"""Ids that no group may have: its file would be another one's."""
