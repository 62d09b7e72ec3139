"""Workbooks: what stands where (plan), its bytes (write); and back: is it safe, what do its cells hold and say.

Everything here turns values into values; commands read and write the files. Nothing here scores: points come in with
the results of the engine, and the formulas that repeat them for the officer are held against it by the tests.
"""
