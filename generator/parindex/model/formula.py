"""What makes a spreadsheet program take the text of a CSV cell for a formula (OWASP, CSV injection)."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs at the start of a cell; the wide ones count as the narrow ones in some languages."""
