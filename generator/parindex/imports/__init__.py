"""Turns tables that others made into files of the repository: a table and a map go in, `{path: text}` comes out."""
