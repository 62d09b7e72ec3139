"""One unit in one cycle: its files read, checked and scored, each file at most once.

Nothing here knows of another unit, so units may be scored in any order and in any process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from parindex.check.appraisal import check_appraisal
from parindex.check.docket import check_appeal, check_rulings
from parindex.check.evidence import Bodies, check_lock, check_plausible, check_restricted, check_seen_restricted
from parindex.check.filing import check_explanation, check_grouped, check_identity, check_self_assessment
from parindex.check.leaks import LEAKS, check_leaks, quoted
from parindex.check.papers import check_named, check_papers, refused
from parindex.load import docket as load_docket
from parindex.load import evidence as load_evidence
from parindex.load import filing as load_filing
from parindex.load.papertext import read_papers
from parindex.model.criteria import CriteriaSet
from parindex.model.docket import Appeal, Rulings
from parindex.model.evidence import LOCK_FILE, Seen
from parindex.model.filing import Appraisal, Evidence, Explanation, SelfAssessment
from parindex.model.finding import Finding, Place, Severity, error
from parindex.model.papers import MOST, is_of_filing, is_paper
from parindex.model.result import Outcome, UnitResult
from parindex.model.roster import Allowance, Cycle, Unit
from parindex.model.tree import FileTree
from parindex.score.unit import UnitScorer


def engine_defect(path: str, defect: Exception) -> Finding:
    """A defect of ours while a file was read: it fails closed, with what an issue needs to be told."""
    problem = f"{type(defect).__name__}: {defect}"
    return error("engine-defect", path, (), 1, 1, problem=problem[:300])


def unit_result(
    tree: FileTree,
    scorer: UnitScorer,
    unit: Unit,
    bodies: Bodies | None = None,
    allowed: Sequence[Allowance] = (),
) -> UnitResult:
    """One unit's files read, checked and scored; a defect of ours in it fails closed and spares the others.

    Without `bodies`, the plausibility of evidence is not looked at: for a version of long ago nobody needs hints.
    """
    folder = f"{scorer.cycle.folder}/{unit.id}"
    criteria = scorer.regulation.sets.get(unit.group)
    if criteria is None:
        return scorer.score(unit, None, None, None, ())
    try:
        return _unit_result(tree, scorer, unit, criteria, bodies, allowed)
    except Exception as defect:
        crash = engine_defect(f"{folder}/self-assessment.yaml", defect)
        return scorer.score(unit, None, None, None, (crash,))


def _unit_result(
    tree: FileTree,
    scorer: UnitScorer,
    unit: Unit,
    criteria: CriteriaSet,
    bodies: Bodies | None,
    allowed: Sequence[Allowance],
) -> UnitResult:
    cycle = scorer.cycle
    folder = f"{cycle.folder}/{unit.id}"
    filed = f"{folder}/self-assessment.yaml" in tree
    papers = _papers_of(tree, folder) if bodies is not None else {}
    submission, claims, left_out, findings = _declared(tree, scorer, unit, criteria, bodies, allowed, papers)
    appraisal: Appraisal | None = None
    explanation: Explanation | None = None
    if loaded := _filed(tree, f"{folder}/appraisal.yaml", "appraisal", allowed, findings):
        appraisal = load_filing.appraisal(loaded, unit.id, cycle.id)
        problems = check_appraisal(
            appraisal, unit, cycle, scorer.regulation, criteria, submission, filed=filed, left_out=left_out
        )
        if submission is not None:
            problems += check_seen_restricted(appraisal, submission, criteria)
        findings += loaded.located(problems)
    if loaded := _filed(tree, f"{folder}/explanation.yaml", "explanation", allowed, findings):
        explanation = load_filing.explanation(loaded, unit.id, cycle.id)
        unsure = any(finding.path.endswith("/appraisal.yaml") for finding in findings)
        problems = check_explanation(
            explanation, unit, cycle, criteria, None if unsure else set(appraisal.flagged if appraisal else ())
        )
        problems += _records(explanation.path, explanation.evidence, unit, cycle, bodies, papers, filing=False)
        findings += loaded.located(problems)
    torn = any(finding.path.endswith("/appraisal.yaml") and finding.severity is Severity.ERROR for finding in findings)
    appeal, rulings, problems = _docket(tree, scorer, unit, criteria, appraisal, bodies, allowed, papers, sure=not torn)
    findings += problems
    if papers:
        lists = [entry.evidence for entry in (submission, explanation, appeal) if entry is not None]
        findings += _in_papers(folder, papers, lists, allowed)
    findings = quoted(findings)
    hidden = (*LEAKS, "restricted-tells")
    if any(found.rule in hidden and is_of_filing(found.path) for found in findings):
        # What must not be public is on no page, not even on one that says that the filing is not valid.
        submission = None
    scored = scorer.score(unit, submission, appraisal, explanation, findings, claims, appeal=appeal, rulings=rulings)
    # A fault in the record of checked links is nobody's fault in the filing: it costs the unit no points.
    seen, problems = _seen(tree, unit, cycle)
    return replace(scored, seen=seen, findings=(*scored.findings, *quoted(problems)))


def _declared(
    tree: FileTree,
    scorer: UnitScorer,
    unit: Unit,
    criteria: CriteriaSet,
    bodies: Bodies | None,
    allowed: Sequence[Allowance],
    papers: Mapping[str, bytes],
) -> tuple[SelfAssessment | None, Mapping[str, Outcome] | None, frozenset[Place], list[Finding]]:
    """What a unit declares, with its points, the places that had to be left out, and what is found in it."""
    cycle = scorer.cycle
    path = f"{cycle.folder}/{unit.id}/self-assessment.yaml"
    if path not in tree:
        return None, None, frozenset(), []
    loaded = load_filing.load_document(tree, path, "self-assessment")
    findings = [*loaded.findings, *_leaks(loaded, allowed)]
    if not loaded.document.readable:
        return None, None, loaded.left_out, findings
    submission = load_filing.self_assessment(loaded, unit.id, cycle.id)
    claims = scorer.claims(criteria, submission)
    problems = check_self_assessment(
        submission, unit, cycle, criteria, claims, loaded.left_out, scorer.regulation.rounding
    )
    problems += check_grouped(path, loaded.value.get("answers", {}))
    problems += _records(path, submission.evidence, unit, cycle, bodies, papers, filing=True)
    return submission, claims, loaded.left_out, [*findings, *loaded.located(problems)]


def _filed(
    tree: FileTree, path: str, kind: str, allowed: Sequence[Allowance], findings: list[Finding]
) -> load_filing.Loaded | None:
    """One of a unit's files, None where there is none to read; what is found in its form and text joins `findings`."""
    if path not in tree:
        return None
    loaded = load_filing.load_document(tree, path, kind)
    findings += [*loaded.findings, *_leaks(loaded, allowed)]
    return loaded if loaded.document.readable else None


def _leaks(loaded: load_filing.Loaded, allowed: Sequence[Allowance]) -> list[Finding]:
    document = loaded.document
    return document.located(check_leaks(document.path, document.data, document.value, allowed))


def _records(
    path: str,
    evidence: Mapping[str, Evidence],
    unit: Unit,
    cycle: Cycle,
    bodies: Bodies | None,
    papers: Mapping[str, bytes],
    *,
    filing: bool,
) -> Iterator[Finding]:
    """What is found in an evidence list beyond its form."""
    yield from check_restricted(path, evidence)
    if bodies is not None:
        yield from check_plausible(path, evidence, unit, cycle, bodies, filing=filing)
        yield from check_named(path, evidence, papers)


def _papers_of(tree: FileTree, folder: str) -> dict[str, bytes]:
    """The documents in a unit's folder by their names below it; of those beyond the last that is allowed only the name.

    A change may name the same large file thousands of times.
    """
    paths = [path for path in tree.under(folder) if is_paper(path)]
    return {
        path.removeprefix(f"{folder}/"): tree.read(path) if number < MOST else b"" for number, path in enumerate(paths)
    }


def _in_papers(
    folder: str, papers: Mapping[str, bytes], lists: Iterable[Mapping[str, Evidence]], allowed: Sequence[Allowance]
) -> list[Finding]:
    """What is found in a unit's documents; those that may be opened are read by a process of their own."""
    named = {record.path for evidence in lists for record in evidence.values() if record.path}
    read = read_papers({name: data for at, (name, data) in enumerate(papers.items(), 1) if not refused(data, at)})
    return list(check_papers(folder, papers, read, named, allowed))


def _seen(tree: FileTree, unit: Unit, cycle: Cycle) -> tuple[tuple[Seen, ...], list[Finding]]:
    """What was seen of a unit's documents when links were checked."""
    path = f"{cycle.folder}/{unit.id}/{LOCK_FILE}"
    if path not in tree:
        return (), []
    loaded = load_filing.load_document(tree, path, "evidence-lock")
    rows = load_evidence.seen(loaded)
    said = (loaded.value.get("unit", unit.id), loaded.value.get("cycle", cycle.id))
    problems = [*check_identity(path, *said, unit, cycle), *check_lock(path, rows)]
    return rows, [*loaded.findings, *loaded.located(problems)]


def _docket(
    tree: FileTree,
    scorer: UnitScorer,
    unit: Unit,
    criteria: CriteriaSet,
    appraisal: Appraisal | None,
    bodies: Bodies | None,
    allowed: Sequence[Allowance],
    papers: Mapping[str, bytes],
    *,
    sure: bool,
) -> tuple[Appeal | None, Rulings | None, list[Finding]]:
    """A unit's objections and the answers to them."""
    cycle = scorer.cycle
    findings: list[Finding] = []
    appeal: Appeal | None = None
    rulings: Rulings | None = None
    filed = frozenset[str]()
    if loaded := _filed(tree, f"{cycle.folder}/{unit.id}/appeal.yaml", "appeal", allowed, findings):
        filed = load_docket.entries_filed(loaded)
        appeal = load_docket.appeal(loaded, unit.id, cycle.id)
        found = check_appeal(appeal, unit, cycle, scorer.regulation, criteria, appraisal, sure=sure)
        more = _records(appeal.path, appeal.evidence, unit, cycle, bodies, papers, filing=False)
        findings += loaded.located([*found, *more])
    if loaded := _filed(tree, f"{cycle.folder}/{unit.id}/ruling.yaml", "ruling", allowed, findings):
        rulings = load_docket.rulings(loaded, unit.id, cycle.id)
        found = check_rulings(rulings, unit, cycle, criteria, appeal, filed)
        findings += loaded.located(list(found))
    return appeal, rulings, findings
