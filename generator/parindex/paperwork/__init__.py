"""Official papers of a cycle as DOCX and PDF: annex of the decision, minutes, score sheets.

What a paper says is a value (`paper`), made from results by `annex`, `minutes` and `sheet`; `wordfile` and `pdffile`
turn the same value into a file, so that both hold the same figures.
"""
