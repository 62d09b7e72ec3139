"""The open data of `data/v1/`: JSON and CSV with their own types and names, schemas, licence, checksums.

Version 1 is a promise: columns and keys keep their names and meaning. Nothing here is rounded except columns that say
so; exact values are plain decimals or, where no decimal exists, fractions ("4/3").
"""
