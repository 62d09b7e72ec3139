"""The annex of a decision, as a table, becomes a criteria file: what is understood is written, all else is told."""
