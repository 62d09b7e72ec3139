"""What holds across the whole project: who may import whom, words in both languages, one verdict of two validators."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from parindex import cli
from parindex.commands.campaign_workbook import KINDS as CAMPAIGN_KINDS
from parindex.commands.starter import ForgeChoice
from parindex.encode.groupschema import group_schema, group_schema_path
from parindex.encode.worksheet import REASON_CODES, Column, Conclusion
from parindex.excel.columns import CONDUCTED_ROWS, POSTS
from parindex.excel.layout import APPROVAL_ROWS, LISTED, words_of
from parindex.excel.layout import COLUMNS as WORKBOOK_COLUMNS
from parindex.i18n.text import LANGUAGES, labels
from parindex.load.document import read_document
from parindex.load.filing import load_document
from parindex.load.schema import schema, schema_folder
from parindex.model import criteria as c
from parindex.model.analysis import Cause as MovementCause
from parindex.model.analysis import NoMovement
from parindex.model.case import RiskFlag
from parindex.model.change import PathClass
from parindex.model.docket import Verdict
from parindex.model.evidence import EvidenceState, Fault, SignatureVerdict
from parindex.model.finding import Severity
from parindex.model.history import EventKind, ReceiptSource
from parindex.model.phase import DATES, Phase
from parindex.model.regulation import TieRule
from parindex.model.result import Standing, State
from parindex.model.roster import Role
from parindex.pipeline import Scope, run
from parindex.render.changes import Change
from parindex.render.leafview import Reached
from parindex.render.placing import Placing
from parindex.render.progress import Step
from parindex.score.compare import Cause, Level
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator/parindex"
TEMPLATES = ROOT / "site/templates"


# ── who may import whom ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_import_contracts_are_kept() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_a_check_of_one_unit_imports_nothing_heavy() -> None:
    heavy = ("git", "jinja2", "mkdocs", "rich", "ruamel", "jsonschema", "openpyxl", "httpx", "pyhanko")
    code = f"import sys, parindex.commands.check; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def sources() -> Mapping[str, str]:
    """The text of every module, template and script of the site."""
    paths = [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html"), *(ROOT / "site/theme").rglob("*.html")]
    paths += (ROOT / "site/assets").glob("*.js")
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def methods() -> list[str]:
    return [kind.__dataclass_fields__["method"].default for kind in c.Rule.__args__]


REVIEW_COLUMNS = [
    "level",
    "at",
    "what",
    "do",
    "rule",
    "figure",
    "code",
    "leaf",
    "answer",
    "points",
    "stage",
    "decision",
    "reason",
    "id",
    "change",
    "document",
    "reply",
    "unit",
    "rank",
    "regulation",
    "group",
    "max",
    "claim",
    "outcome",
    "objection",
    "entry",
]

WORKBOOK_SHEETS = [sheet.value for sheet in WORKBOOK_COLUMNS]

# Labels whose key is put together: how each begins, how it may end, and what can stand between.
FAMILIES: Mapping[tuple[str, str], Iterable[str]] = {
    ("init-forge-", ""): list(ForgeChoice),
    ("cli-init-", ""): ["authority", "index-name", "programme", *DATES],
    ("cli-criteria-", ""): ["regulation", "decision", "issued", "source"],
    ("cli-", ""): cli.VERBS,
    ("phase-", ""): list(Phase),
    ("paper-role-", ""): list(Role),
    ("ruling-", ""): list(Verdict),
    ("class-", ""): [*PathClass, "nobody"],
    ("review-col-", ""): REVIEW_COLUMNS,
    ("review-", "-points"): ["claimed", "official"],
    ("review-", "-area"): ["claimed", "official"],
    ("review-", "-index"): ["claimed", "official"],
    ("severity-", ""): list(Severity),
    ("rules-", ""): list(Severity),
    ("standing-", ""): list(Standing),
    ("placing-", ""): list(Placing),
    ("board-", ""): list(Step),
    ("reached-", ""): list(Reached),
    ("places-", ""): ["up", "down"],
    ("state-", ""): list(State),
    ("method-", ""): [*methods(), "bonus", "penalty"],
    ("step-none-", ""): list(c.WhenNone),
    ("step-missing-", ""): list(c.MissingSurvey),
    ("step-na-", ""): list(c.NotApplicablePolicy),
    ("rule-none-", ""): list(c.WhenNone),
    ("called-", ""): ["option", "items", "figures", "number", "done", "total", "excused", "points"],
    ("rule-bound-", ""): ["above", "from", "below", "up-to"],
    ("rule-", ""): ["count", "deduct"],
    ("count-ties-", ""): list(TieRule),
    ("breaker-", ""): ["block", "area", "bonus", "penalty"],
    ("month-", ""): [f"{month:02}" for month in range(1, 13)],
    ("count-na-", ""): list(c.NotApplicablePolicy),
    ("level-", ""): list(Level),
    ("formula-", ""): ["max_points", "min", "max", "and", "or", "not"],
    ("cause-", ""): list(Cause),
    ("form-book-", ""): ["large", "binary", "not-zip", "broken", "bomb", "macros", "external", "entities", "huge"],
    ("moved-", ""): list(MovementCause),
    ("moved-", "-text"): list(MovementCause),
    ("unmoved-", ""): list(NoMovement),
    ("changes-count-", ""): list(Change),
    ("changes-kind-", ""): list(Change),
    ("sum-index-", ""): ["up", "down", "same"],
    ("sum-rank-", ""): ["up", "down", "same"],
    ("form-kind-", ""): ["plan", "report", "decision", "letter", "notice", "record", "screenshot", "dataset", "other"],
    ("form-record-", ""): [
        *("title", "number", "issuer", "date", "kind", "url", "pages", "length"),
        *("signer", "section", "note", "sha256", "custodian", "reason", "path", "visibility"),
    ],
    ("form-approval-", ""): ["by", "title", "date", "document", "sha256"],
    ("filing-step-", ""): "1234",
    ("card-", ""): ["real", "sample", "printed"],
    ("results-", ""): ["real", "sample", "printed"],
    ("results-", "-lead"): ["real", "sample", "printed"],
    ("home-fact-", ""): ["real", "printed", "sample"],
    ("home-lead-", ""): ["real", "printed", "sample"],
    ("home-how-", "-title"): "1234",
    ("home-how-", "-text"): "1234",
    ("event-", ""): list(EventKind),
    ("receipt-", ""): list(ReceiptSource),
    ("history-", ""): [
        "when",
        "what",
        "points",
        "who",
        "commit",
        "source",
        "unit",
        "units",
        "cycle",
        "filed",
        "received",
        "last",
    ],
    ("evidence-state-", ""): list(EvidenceState),
    ("signature-", ""): list(SignatureVerdict),
    ("evidence-fault-", ""): list(Fault),
    ("sheet-", ""): list(Column),
    ("choice-", ""): list(Conclusion),
    **{(f"wb-{words_of(sheet)}-", ""): list(columns) for sheet, columns in WORKBOOK_COLUMNS.items()},
    ("wb-sheet-", ""): [*WORKBOOK_SHEETS, "guide", "faults", "items"],
    ("wb-title-", ""): ["documents", "approval", "contributors", "conducted", "people", "items"],
    ("wb-conducted-", ""): [*CONDUCTED_ROWS, "key", "asked", "answer"],
    ("wb-adjustments-", ""): ["bonus", "penalty"],
    ("wb-post-", ""): POSTS,
    ("wb-role-", ""): list(Role),
    ("wb-", "-title"): CAMPAIGN_KINDS,
    ("wb-", "-file"): CAMPAIGN_KINDS,
    ("wb-how-", ""): WORKBOOK_SHEETS[1:],
    ("wb-approval-", ""): [*APPROVAL_ROWS, "key", "asked", "answer"],
    ("wb-guide-", ""): ["in", "closed", "council"],
    **{(f"{start}-", ""): words for start, words in LISTED.values()},
    ("reason-", ""): REASON_CODES,
    ("risk-", ""): list(RiskFlag),
    ("", "-text"): ["draft", "filed", "withheld", "incomplete", "in-appraisal"],
}


def members() -> set[str]:
    return {f"{start}{middle}{end}" for (start, end), middles in FAMILIES.items() for middle in middles}


def put_together() -> set[tuple[str, str]]:
    """How the keys begin and end that a template or module puts together."""
    found: set[tuple[str, str]] = set()
    for path, text in sources().items():
        if path.endswith(".html"):
            found |= {
                (start, end) for start, end in re.findall(r"t\['([a-z0-9-]*)' ~ [^\]]+? ~ '([a-z0-9-]+)'\]", text)
            }
            found |= {(start, "") for start in re.findall(r"t\['([a-z0-9-]+)' ~ (?:(?! ~ ')[^\]])+\]", text)}
            found |= {("", end) for end in re.findall(r"t\[[a-z.]+ ~ '([a-z0-9-]+)'\]", text)}
        else:
            starts = re.findall(r'\bf"([a-z0-9-]+-)\{[^}]*\}([a-z0-9-]*)"', text)
            starts += [(start, "") for start in re.findall(r'"([a-z0-9-]+-)" \+', text)]
            found |= {pair for pair in starts if any(key.startswith(pair[0]) for key in labels("vi"))}
    return found


def written_out() -> set[str]:
    """Every key that stands in a template or module as it is."""
    return {key for text in sources().values() for key in re.findall(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_that_is_asked_for_exists(lang: str) -> None:
    asked: dict[str, str] = {}
    for path, text in sources().items():
        patterns = (
            r"\bt\['([a-z0-9-]+)'\]",
            r'\bt\["([a-z0-9-]+)"\]',
            r'\blabel\(\s*"([a-z0-9-]+)"',
            r'Fault\(\s*"([a-z0-9-]+)"',
            r'\bw\(\s*"([a-z0-9-]+)"[,)]',
            r'\["((?:form|trial)-[a-z0-9-]+)",',
        )
        asked |= {key: path for pattern in patterns for key in re.findall(pattern, text)}
        asked |= dict.fromkeys(re.findall(r'Step\(\s*key="([a-z0-9-]+)"', text), path)
    assert len(asked) > 200
    assert {key: path for key, path in asked.items() if key not in labels(lang)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_member_of_a_family_of_labels_exists(lang: str) -> None:
    assert sorted(members() - set(labels(lang))) == []


def test_every_family_that_is_put_together_is_listed_here() -> None:
    assert sorted(put_together() - set(FAMILIES)) == []


def test_every_label_is_used_somewhere() -> None:
    assert sorted(set(labels("vi")) - written_out() - members()) == []


def test_both_languages_have_the_same_labels_with_the_same_places() -> None:
    vi, en = (labels(lang) for lang in LANGUAGES)
    assert list(vi) == list(en)
    for key, text in vi.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", en[key])), key
        assert text.strip(), key
        assert en[key].strip(), key


def test_no_template_lets_a_text_through_unescaped() -> None:
    for path, text in sources().items():
        if path.startswith("site/templates/"):
            assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", text), path


def test_no_vietnamese_word_of_the_program_stands_outside_the_catalogue() -> None:
    # Comments and texts about examples may; what a reader sees may not.
    wordy = re.compile(r"[ăđơưạảấầẩậắằẵặếềệịọốồộớờợụủứừữựỳỹ]", re.IGNORECASE)
    letters = (
        "i18n/numbers.py",
        "i18n/quoted.py",
        "render/opendata/tables.py",
        "render/opendata/texts.py",
        "source/names.py",
    )
    allowed = {f"generator/parindex/{name}" for name in letters}
    for path, text in sources().items():
        if path.endswith(".py") and path not in allowed:
            plain = re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.DOTALL)
            assert not wordy.search(plain), path


# ── one verdict of two validators ─────────────────────────────────────────────────────────────────────────────────

MOST = 120
KINDS = {
    "self-assessment.yaml": "self-assessment",
    "appraisal.yaml": "appraisal",
    "explanation.yaml": "explanation",
    "cycle.yaml": "cycle",
    "programme.yaml": "programme",
    "units.yaml": "units",
    "survey.yaml": "survey",
    "external.yaml": "external",
    "adjustments.yaml": "adjustments",
    "receipts.yaml": "receipts",
    "decision.yaml": "decision",
    "appeal.yaml": "appeal",
    "ruling.yaml": "ruling",
    "minutes.yaml": "minutes",
    "errata.yaml": "errata",
    "maintainers.yaml": "maintainers",
    "allowed-leaks.yaml": "allowed-leaks",
    "evidence.lock.yaml": "evidence-lock",
    "trust-roots.yaml": "trust-roots",
    "regulation.yaml": "regulation",
    "leaves.yaml": "leaves",
    "en.yaml": "english",
}


def sample(paths: list[Path], most: int = MOST) -> list[Path]:
    """Every so many-th of the paths, so that all programmes and years have their share."""
    ordered = sorted(paths)
    return ordered[:: max(1, -(-len(ordered) // most))]


@cache
def registry() -> Registry[Any]:
    """The general schemas under their own names, as the files beside them and those in `groups/` refer to them."""
    found = [(path.name, json.loads(path.read_text("utf-8"))) for path in schema_folder().glob("*.schema.json")]
    resources = [(name, Resource.from_contents(value)) for name, value in found]
    return Registry().with_resources([*resources, *((f"../../{name}", value) for name, value in resources)])


@cache
def reference(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind), registry=registry())


@cache
def fast(kind: str) -> Any:
    resources = [(f"{name}.schema.json", schema(name)) for name in ("common", "criteria")]
    held = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.Draft202012Validator(schema(kind), registry=held)


def value_of(path: Path) -> Any:
    document = read_document(path.name, path.read_bytes())
    return document.value if document.readable else {"unreadable": "true"}


def places(found: Iterable[Any], where: Callable[[Any], Iterable[Any]]) -> set[tuple[str, ...]]:
    return {tuple(str(part) for part in where(problem)) for problem in found}


def both(kind: str, value: Any) -> tuple[bool, bool]:
    return reference(kind).is_valid(value), bool(fast(kind).is_valid(value))


@pytest.mark.parametrize("name", ["self-assessment.yaml", "appraisal.yaml"])
def test_filings_of_this_repository_fit_by_both_validators(name: str) -> None:
    found = sample(list((ROOT / "submissions").rglob(name)))
    assert found
    tree = worktree(ROOT)
    for path in found:
        relative = path.relative_to(ROOT).as_posix()
        # A draft's empty values are taken out before a schema looks at it, as `load` does.
        value = load_document(tree, relative, KINDS[name]).document.value
        verdicts = both(KINDS[name], value)
        assert verdicts[0] == verdicts[1], relative


def test_every_other_file_of_this_repository_fits_by_both_validators() -> None:
    paths = [path for folder in ("submissions", "criteria") for path in (ROOT / folder).rglob("*.yaml")]
    others = [path for path in paths if path.name not in ("self-assessment.yaml", "appraisal.yaml")]
    for path in sample(others):
        kind = KINDS.get(path.name, "criteria")
        assert both(kind, value_of(path)) == (True, True), path


def test_both_validators_refuse_the_same_files_at_the_same_places() -> None:
    refused = 0
    for path in sorted((ROOT / "tests/examples/invalid").rglob("*.yaml")):
        if path.name in ("expected.yaml", "modes.yaml") or path.name not in KINDS:
            continue
        kind, value = KINDS[path.name], value_of(path)
        assert both(kind, value)[0] == both(kind, value)[1], path
        slow = places(reference(kind).iter_errors(value), lambda problem: problem.absolute_path)
        quick = places(fast(kind).iter_errors(value), lambda problem: problem.instance_path)
        assert slow == quick, path
        refused += bool(slow)
    assert refused > 10


def test_the_generated_schema_of_a_group_agrees_by_both_validators_and_accepts_what_was_filed_in_full() -> None:
    repository = run(worktree(ROOT), Scope())
    filed = [
        (entry.regulation.sets[result.unit.group], result.submission)
        for entry in repository.cycles
        if entry.regulation is not None
        for result in entry.units
        if result.submission is not None and result.standing is not Standing.INVALID
    ]
    chosen = filed[:: max(1, -(-len(filed) // MOST))]
    assert chosen
    accepted = 0
    validators: dict[str, tuple[Draft202012Validator, Any]] = {}
    for criteria, submission in chosen:
        name = group_schema_path(criteria)
        if name not in validators:
            made = json.loads(group_schema(criteria))
            Draft202012Validator.check_schema(made)
            assert json.loads((ROOT / name).read_text("utf-8")) == made
            general = ("common", "criteria", "self-assessment")
            resources = [(f"{up}{kind}.schema.json", schema(kind)) for kind in general for up in ("", "../../")]
            held = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
            validators[name] = (
                Draft202012Validator(made, registry=registry()),
                jsonschema_rs.Draft202012Validator(made, registry=held),
            )
        slow, quick = validators[name]
        value = load_document(repository.tree, submission.path, "self-assessment").document.value
        assert slow.is_valid(value) == quick.is_valid(value), submission.path
        whole = {leaf.code for leaf in criteria.self_scored} == set(submission.answers)
        whole = whole and not any(answer.is_blank for answer in submission.answers.values())
        assert slow.is_valid(value) or not whole, submission.path
        accepted += slow.is_valid(value)
    assert accepted
