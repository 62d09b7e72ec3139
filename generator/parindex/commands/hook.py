"""`parindex hook pre-receive|post-receive`: a bare repository that judges each push by its own main branch.

Git gives the hook one line for each ref (old, new, name). Who pushes is what the server says: the user of the web
server, a name set by a forced command, or the SSH key that was used. Anything unexpected refuses the push.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from parindex import errors
from parindex.check.policy import Base, hands_of, is_among
from parindex.commands.review import Asked, code_of, review_of
from parindex.i18n.text import label
from parindex.model.phase import day_of
from parindex.model.roster import is_moment
from parindex.report.findings import visible
from parindex.report.review import as_text
from parindex.review.run import base_of
from parindex.source.commit import NoSuchCommit, commit_tree, is_symbolic, main_line, main_ref
from parindex.source.receipts import record_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One ref that is pushed."""

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        """Whether the ref is new."""
        return set(self.old) == {"0"}

    @property
    def deletes(self) -> bool:
        """Whether the ref goes away."""
        return set(self.new) == {"0"}


@dataclass(frozen=True, slots=True)
class _Verdict:
    code: int
    text: str


MOST_COMMITS = 50
"""Commits of one push to the main branch that are judged; a longer one is sent in parts, or as one commit."""


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Which hook, which branch, the moment."""
    parser.add_argument("hook", choices=("pre-receive", "post-receive"), help=label("cli-hook-name", lang))
    parser.add_argument("--branch", metavar="NAME", help=label("cli-hook-branch", lang))
    parser.add_argument("--actor", metavar="LOGIN", help=label("cli-review-actor", lang))
    parser.add_argument("--at", metavar="TIME", help=label("cli-review-at", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Judges or records a push; 1 where it is refused."""
    root: Path = arguments.root
    lang: str = arguments.lang
    if arguments.at and not is_moment(arguments.at):
        raise errors.UsageFault("usage-moment", value=arguments.at)
    moment = datetime.fromisoformat(arguments.at) if arguments.at else datetime.now(UTC)
    pushes = list(_pushes(sys.stdin.read()))
    main = f"refs/heads/{arguments.branch}" if arguments.branch else main_ref(root)
    base = _base(root, main)
    actor = arguments.actor or _actor(os.environ, base, moment)
    if arguments.hook == "post-receive":
        return _record(root, pushes, main, actor, moment, lang)
    if not actor:
        verdicts = [_Verdict(errors.FINDINGS, label("hook-no-actor", lang))]
    elif base is not None and not is_among(actor, base.people()):
        verdicts = [_Verdict(errors.FINDINGS, label("hook-stranger", lang, actor=visible(actor)))]
    else:
        verdicts = [_judged(root, push, main, base, actor, moment, lang) for push in pushes]
    # All refs of a push are taken or none. The verdict stands whether somebody is there to read it or not.
    code = max((verdict.code for verdict in verdicts), default=errors.FINE)
    with suppress(OSError):
        for verdict in verdicts:
            print(verdict.text)
        sys.stdout.flush()
    return code


def _pushes(text: str) -> Iterator[Push]:
    for line in text.splitlines():
        parts = line.split(" ", 2)
        if len(parts) != 3:
            raise errors.UsageFault("usage-hook-input")
        yield Push(old=parts[0], new=parts[1], ref=parts[2])


def _base(root: Path, main: str) -> Base | None:
    """Rights as the main branch has them; None while there is no main branch."""
    try:
        return base_of(commit_tree(root, main))
    except NoSuchCommit:
        return None


def _actor(environment: Mapping[str, str], base: Base | None, moment: datetime) -> str:
    """Who pushes, by what the server put into the environment; empty where it does not say, or not of one person."""
    for name in ("PARINDEX_ACTOR", "REMOTE_USER"):
        if environment.get(name):
            return environment[name]
    told = environment.get("SSH_USER_AUTH")
    if not told or base is None:
        return ""
    lines = (line.split() for line in Path(told).read_text("utf-8").splitlines())
    used = {" ".join(words[1:3]) for words in lines if words[:1] == ["publickey"]}
    logins = {
        person.login for person in base.people() if person.key in used and person.login and person.holds(day_of(moment))
    }
    return logins.pop() if len(logins) == 1 else ""


def _judged(root: Path, push: Push, main: str, base: Base | None, actor: str, moment: datetime, lang: str) -> _Verdict:
    ref = visible(push.ref)
    if push.ref != main:
        return _other_ref(root, push, base, actor, lang)
    if push.deletes:
        return _Verdict(errors.FINDINGS, label("hook-deleted", lang, ref=ref))
    if push.creates:
        return _Verdict(errors.FINE, label("hook-first", lang, ref=ref))
    commits = main_line(root, push.old, push.new)
    if commits is None:
        return _Verdict(errors.FINDINGS, label("hook-rewritten", lang, ref=ref))
    if len(commits) > MOST_COMMITS:
        words = {"count": str(len(commits)), "most": str(MOST_COMMITS)}
        return _Verdict(errors.FINDINGS, label("hook-too-many", lang, ref=ref, **words))
    told: list[str] = []
    for before, after in pairwise([push.old, *commits]):
        # Every commit becomes a state of the main line that pages and receipts are made from, so each is judged, by
        # the rights that the one before it grants.
        made = review_of(root, Asked(base=before, head=after, actor=actor, moment=moment))
        told.append(as_text(made, lang))
        if code_of(made) != errors.FINE:
            return _Verdict(code_of(made), "\n".join(told))
    return _Verdict(errors.FINE, "\n".join(told))


def _other_ref(root: Path, push: Push, base: Base | None, actor: str, lang: str) -> _Verdict:
    """Branches are everybody's desk; tags are set once, by the office or a maintainer; the rest is nobody's.

    Without a main branch nobody has rights, and nothing but that branch is accepted.
    """
    ref = visible(push.ref)
    if base is None:
        return _Verdict(errors.FINDINGS, label("hook-no-main", lang, ref=ref))
    if push.ref.startswith("refs/heads/") and not is_symbolic(root, push.ref):
        return _Verdict(errors.FINE, "")
    if not push.ref.startswith("refs/tags/"):
        return _Verdict(errors.FINDINGS, label("hook-ref", lang, ref=ref))
    if push.creates and _signs(push.ref, base, actor):
        return _Verdict(errors.FINE, "")
    offices = [person for programme in base.programmes.values() for person in programme.office]
    if not push.creates or not is_among(actor, [*offices, *base.maintainers]):
        return _Verdict(errors.FINDINGS, label("hook-tag", lang, ref=ref))
    return _Verdict(errors.FINE, "")


def _signs(ref: str, base: Base, actor: str) -> bool:
    """Whether a tag is a unit's own, by which its head signs an approval: phe-duyet/<programme>/<cycle>/<unit>."""
    parts = ref.removeprefix("refs/tags/").split("/")
    programme = base.programmes.get(parts[1]) if len(parts) >= 4 and parts[0] == "phe-duyet" else None
    unit = programme.units.get(parts[3]) if programme else None
    return unit is not None and is_among(actor, (*hands_of(unit), *unit.signers))


def _record(root: Path, pushes: list[Push], main: str, actor: str, moment: datetime, lang: str) -> int:
    for push in pushes:
        if push.ref == main and not push.deletes:
            record_receipt(root, push.new, push.ref, actor, moment)
            words = {"moment": moment.isoformat(timespec="seconds"), "ref": visible(push.ref)}
            with suppress(OSError):
                print(label("hook-recorded", lang, **words), flush=True)
    return errors.FINE
