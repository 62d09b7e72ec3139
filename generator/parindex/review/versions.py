"""A unit's files as one tree has them, read once for whoever compares them."""

from parindex.load import docket as load_docket
from parindex.load import filing as load_filing
from parindex.model.result import UnitResult
from parindex.model.tree import FileTree
from parindex.review.differ import Version


def version_of(tree: FileTree, programme: str, cycle: str, unit: str, result: UnitResult | None = None) -> Version:
    """What the files of a unit say, whether they are right or not; a file that cannot be read says nothing."""
    folder = f"submissions/{programme}/{cycle}/{unit}"

    def read(kind: str) -> load_filing.Loaded | None:
        path = f"{folder}/{kind}.yaml"
        loaded = load_filing.load_document(tree, path, kind) if path in tree else None
        return loaded if loaded is not None and loaded.document.readable else None

    filed, appraised, explained = read("self-assessment"), read("appraisal"), read("explanation")
    appealed, ruled = read("appeal"), read("ruling")
    return Version(
        submission=load_filing.self_assessment(filed, unit, cycle) if filed else None,
        appraisal=load_filing.appraisal(appraised, unit, cycle) if appraised else None,
        explanation=load_filing.explanation(explained, unit, cycle) if explained else None,
        appeal=load_docket.appeal(appealed, unit, cycle) if appealed else None,
        rulings=load_docket.rulings(ruled, unit, cycle) if ruled else None,
        result=result,
    )
