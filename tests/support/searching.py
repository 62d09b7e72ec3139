"""What a file of a site says, whatever kind of file it is: archives, workbooks, papers and tables too."""

import io
import re
import zipfile
from collections.abc import Mapping

import pyarrow.parquet
from pypdf import PdfReader

ARCHIVES = (".zip", ".xlsx", ".docx")


def said(name: str, data: bytes) -> str:
    """Everything in a file that somebody could read, as one text."""
    if name.endswith(ARCHIVES):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(said(part, archive.read(part)) for part in archive.namelist())
    if name.endswith(".parquet"):
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        return f"{table.schema}\n" + "\n".join(str(column.to_pylist()) for column in table.columns)
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(data))
        # A cell's text may be set on several lines.
        return "\n".join(re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages) + str(reader.metadata)
    text = data.decode("utf-8", "ignore")
    return text + re.sub(r"<[^>]*>", "", text) if name.endswith(".xml") else text


def found_in(files: Mapping[str, bytes], words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which word stands in which file."""
    read = {path: said(path, data) for path, data in files.items()}
    return {(path, word) for path, text in read.items() for word in words if word in text}
