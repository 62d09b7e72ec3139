"""Tables of the open data as Parquet: the cells of the CSV files, typed, for those who compute with them."""

from collections.abc import Sequence
from pathlib import Path

_DECIMAL = (38, 10)
"""Digits in all and after the point of a number: room for any index, and nothing of it becomes binary."""

_BLOCK = 8 << 20
"""Bytes of a CSV file that are held at once; each becomes a row group."""


def write_parquet(path: Path, table: Path, columns: Sequence[tuple[str, str, str]]) -> None:
    """Writes a CSV table as Parquet, block by block.

    `columns` are name, type ("string", "integer", "number", "boolean") and title of each. The bytes depend on the
    table and the version of the library alone.
    """
    # Slow to import; only a build pays for it.
    import pyarrow as arrow  # noqa: PLC0415
    from pyarrow import csv, parquet  # noqa: PLC0415

    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.decimal128(*_DECIMAL),
        "boolean": arrow.bool_(),
    }
    schema = arrow.schema([(name, types[kind]) for name, kind, _ in columns])
    blocks = csv.open_csv(
        table,
        read_options=csv.ReadOptions(use_threads=False, block_size=_BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    with blocks, parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in blocks:
            writer.write_batch(block)
