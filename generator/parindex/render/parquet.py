"""The tables of the open data as Parquet: the same cells as in the CSV files, typed, for those who compute with them."""

from collections.abc import Sequence

_DECIMAL = (38, 10)
"""Digits in all and after the point of a number: room for any index, and nothing of it becomes binary."""


def parquet_bytes(csv: bytes, columns: Sequence[tuple[str, str, str]]) -> bytes:
    """A CSV table as Parquet; `columns` are name, type ("string", "integer", "number", "boolean") and title of each.

    The bytes depend on the table and the version of the library alone.
    """
    # Slow to import; only a build pays for it.
    import pyarrow as arrow  # noqa: PLC0415
    from pyarrow import csv as reader  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.decimal128(*_DECIMAL),
        "boolean": arrow.bool_(),
    }
    table = reader.read_csv(
        arrow.BufferReader(csv.removeprefix(b"\xef\xbb\xbf")),
        read_options=reader.ReadOptions(use_threads=False),
        parse_options=reader.ParseOptions(newlines_in_values=True),
        convert_options=reader.ConvertOptions(
            column_types={name: types[kind] for name, kind, _ in columns},
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    sink = arrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", row_group_size=100_000)
    made: bytes = sink.getvalue().to_pybytes()
    return made
