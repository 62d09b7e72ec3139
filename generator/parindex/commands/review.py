"""`parindex review BASE..HEAD`: whether a change may be merged, what is wrong with it, and what it moves."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from parindex import errors
from parindex.check.leaks import hushed
from parindex.commands.generated import without_generated
from parindex.i18n.text import label
from parindex.model.criteria import Leaf
from parindex.model.regulation import Regulation
from parindex.model.result import Outcome, UnitResult
from parindex.model.review import Review
from parindex.model.roster import Cycle, Person, Programme, Unit, is_moment
from parindex.publish.writer import replace_file
from parindex.report.findings import as_github
from parindex.report.review import as_comment, as_json, as_text
from parindex.review.run import Sides, review
from parindex.source.commit import NoSuchCommit, has_commit
from parindex.source.difference import MOST_FILES, ChangeTooLarge, ManyBases, difference
from parindex.source.signatures import signer_of

FORMATS: Mapping[str, Callable[[Review, str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": lambda told, lang: as_github(told.findings, lang),
    "markdown": as_comment,
}

WHOLE = (Programme, Cycle, Regulation, Unit, UnitResult, Outcome, Leaf)
"""Parts of a review that come from elsewhere than the changed files, or of which only figures are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be reviewed: two revisions, who sends the change, when it was received."""

    base: str
    head: str
    actor: str | None
    moment: datetime


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Range, sender, moment, formats."""
    parser.add_argument("range", nargs="?", metavar="BASE..HEAD", help=label("cli-review-range", lang))
    parser.add_argument("--actor", metavar="LOGIN", help=label("cli-review-actor", lang))
    parser.add_argument("--at", metavar="TIME", help=label("cli-review-at", lang))
    parser.add_argument("--event", type=Path, metavar="FILE", help=label("cli-review-event", lang))
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help=label("cli-format", lang))
    parser.add_argument("--output", type=Path, metavar="FILE", help=label("cli-review-output", lang))
    parser.add_argument(
        "--also", action="append", default=[], metavar="FORMAT=FILE", help=label("cli-review-also", lang)
    )


def execute(arguments: argparse.Namespace) -> int:
    """Tells the verdict; 1 where the change may not be merged."""
    files = [_also(text) for text in arguments.also]
    made = review_of(arguments.root, asked(arguments))
    told = FORMATS[arguments.format](made, arguments.lang)
    if arguments.output is None:
        sys.stdout.write(told)
    else:
        replace_file(arguments.output, told.encode())
    for kind, path in files:
        replace_file(path, FORMATS[kind](made, arguments.lang).encode())
    return code_of(made)


def code_of(made: Review) -> int:
    """The exit code that belongs to a verdict."""
    if any(finding.rule == "engine-defect" for finding in made.findings):
        return errors.DEFECT
    return errors.FINE if made.allowed else errors.FINDINGS


def review_of(root: Path, wanted: Asked) -> Review:
    """The review of a change in the repository that `root` lies in."""
    try:
        found = difference(root, wanted.base, wanted.head)
    except NoSuchCommit as bad:
        key = "usage-no-base" if ".." in str(bad) else "usage-no-commit"
        raise errors.UsageFault(key, range=str(bad), revision=str(bad)) from bad
    except ManyBases as bad:
        raise errors.UsageFault("usage-many-bases") from bad
    except ChangeTooLarge as bad:
        raise errors.UsageFault("usage-too-large", most=str(MOST_FILES)) from bad
    sides = Sides(
        base=found.base,
        head=found.head,
        base_commit=found.base_commit,
        head_commit=found.head_commit,
        changes=without_generated(found.changes, found.head, found.read),
        holds=partial(has_commit, root, found.base_commit),
        signer=partial(_signer, root, found.head_commit, found.base_commit, wanted.moment),
    )
    # A review quotes what was filed; what must not become public is not repeated by it.
    made: Review = hushed(review(sides, wanted.actor, wanted.moment), whole=WHOLE)
    return made


def _signer(root: Path, head: str, base: str, moment: datetime, path: str, people: Iterable[Person]) -> Person | None:
    return signer_of(root, head, path, people, moment, since=base)


def asked(arguments: argparse.Namespace) -> Asked:
    """What the arguments, or the event of a forge, ask for; said arguments go before the event."""
    event = _event(arguments.event) if arguments.event else {}
    base, head = event.get("base", ""), event.get("head", "")
    if arguments.range:
        base, dots, head = arguments.range.partition("..")
        if not dots or not base or not head or head.startswith("."):
            raise errors.UsageFault("usage-range")
    if not base or not head:
        raise errors.UsageFault("usage-range")
    actor = arguments.actor if arguments.actor is not None else event.get("actor")
    if actor is not None and not actor.strip():
        raise errors.UsageFault("usage-actor-empty")
    said = arguments.at or event.get("moment", "")
    if said and not is_moment(said):
        raise errors.UsageFault("usage-moment", value=said)
    moment = datetime.fromisoformat(said) if said else datetime.now(UTC)
    return Asked(base=base, head=head, actor=actor, moment=moment)


def _event(path: Path) -> dict[str, str]:
    """Who, when and what, as the forge that sent the event knows them; a branch's own dates are not asked."""
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        pull = told["pull_request"]
        # Whoever pushes to the branch of a pull request is its sender, not the one who opened it. Other events bring
        # nothing new, and would judge what one person pushed by the rights of another.
        pushed = {"opened": False, "synchronize": True}[told["action"]]
        return {
            "base": str(pull["base"]["sha"]),
            "head": str(pull["head"]["sha"]),
            "actor": str(told["sender"]["login"] if pushed else pull["user"]["login"]),
            "moment": str(pull["updated_at"]),
        }
    except (OSError, ValueError, KeyError, TypeError) as bad:
        raise errors.UsageFault("usage-event", path=str(path)) from bad


def _also(text: str) -> tuple[str, Path]:
    kind, equals, path = text.partition("=")
    if not equals or not path or kind not in FORMATS:
        raise errors.UsageFault("usage-also", value=text, formats=", ".join(sorted(FORMATS)))
    return kind, Path(path)
