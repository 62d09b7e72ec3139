"""From facts to points, totals, classes and ranks. Pure functions of values; every point keeps its steps."""
