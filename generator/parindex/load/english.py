"""Reads `criteria/<regulation>/en.yaml`: what texts of a set of criteria read like in English."""

from collections.abc import Mapping

from parindex.load.document import Document, read_document
from parindex.load.schema import schema_findings
from parindex.model.finding import Finding
from parindex.model.names import ENGLISH
from parindex.model.tree import FileTree


def english_of(tree: FileTree, folder: str) -> tuple[Mapping[str, Document], Mapping[str, str], list[Finding]]:
    """The file by its path, its texts, and what is wrong with it as a file.

    With a fault in it there are no texts: pages show the Vietnamese ones. No file is no fault.
    """
    path = f"{folder}/{ENGLISH}"
    if path not in tree:
        return {}, {}, []
    document = read_document(path, tree.read(path))
    findings = [*document.findings, *document.located(schema_findings(document, "english"))]
    texts: Mapping[str, str] = {} if findings else document.value["texts"]
    return {path: document}, texts, findings
