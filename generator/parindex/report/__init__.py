"""Findings and results told to people and machines. Pure: text out, nothing printed."""
