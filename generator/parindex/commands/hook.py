"""`parindex hook pre-receive|post-receive`: a bare repository that judges each push by its own main branch.

Git gives the hook one line for each ref (old, new, name). Who pushes is what the server says: the user of the web
server, a name set by a forced command, or the SSH key that was used. Anything unexpected refuses the push.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from parindex import errors
from parindex.check.policy import Base, is_among
from parindex.commands.review import Asked, code_of, review_of
from parindex.i18n.text import label
from parindex.model.roster import is_moment
from parindex.report.findings import visible
from parindex.report.review import as_text
from parindex.review.run import base_of
from parindex.source.commit import NoSuchCommit, commit_tree, is_ancestor, main_ref
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
    actor = arguments.actor or _actor(os.environ, base)
    if arguments.hook == "post-receive":
        return _record(root, pushes, main, actor, moment, lang)
    if not actor:
        print(label("hook-no-actor", lang))
        return errors.FINDINGS
    if base is not None and not is_among(actor, base.people()):
        print(label("hook-stranger", lang, actor=visible(actor)))
        return errors.FINDINGS
    codes = [_judge(root, push, main, base, actor, moment, lang) for push in pushes]
    # All refs of a push are taken or none.
    return max(codes, default=errors.FINE)


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


def _actor(environment: Mapping[str, str], base: Base | None) -> str:
    """Who pushes, by what the server put into the environment; empty where it does not say."""
    for name in ("PARINDEX_ACTOR", "REMOTE_USER"):
        if environment.get(name):
            return environment[name]
    told = environment.get("SSH_USER_AUTH")
    if not told or base is None:
        return ""
    used = {
        " ".join(line.split()[1:3])
        for line in Path(told).read_text("utf-8").splitlines()
        if line.startswith("publickey")
    }
    return next((person.login for person in base.people() if person.key in used and person.login), "")


def _judge(root: Path, push: Push, main: str, base: Base | None, actor: str, moment: datetime, lang: str) -> int:
    ref = visible(push.ref)
    if push.ref != main:
        return _other_ref(push, base, actor, lang)
    if push.deletes:
        print(label("hook-deleted", lang, ref=ref))
        return errors.FINDINGS
    if push.creates:
        print(label("hook-first", lang, ref=ref))
        return errors.FINE
    if not is_ancestor(root, push.old, push.new):
        print(label("hook-rewritten", lang, ref=ref))
        return errors.FINDINGS
    made = review_of(root, Asked(base=push.old, head=push.new, actor=actor, moment=moment), each=True)
    print(as_text(made, lang), end="")
    return code_of(made)


def _other_ref(push: Push, base: Base | None, actor: str, lang: str) -> int:
    """Branches are everybody's desk; tags are set once, by the office or a maintainer; the rest is nobody's."""
    ref = visible(push.ref)
    if push.ref.startswith("refs/heads/"):
        return errors.FINE
    if not push.ref.startswith("refs/tags/"):
        print(label("hook-ref", lang, ref=ref))
        return errors.FINDINGS
    offices = [person for programme in base.programmes.values() for person in programme.office] if base else []
    if not push.creates or (base is not None and not is_among(actor, [*offices, *base.maintainers])):
        print(label("hook-tag", lang, ref=ref))
        return errors.FINDINGS
    return errors.FINE


def _record(root: Path, pushes: list[Push], main: str, actor: str, moment: datetime, lang: str) -> int:
    for push in pushes:
        if push.ref == main and not push.deletes:
            count = record_receipt(root, push.old, push.new, push.ref, actor, moment)
            words = {"moment": moment.isoformat(timespec="seconds"), "count": str(count), "ref": visible(push.ref)}
            print(label("hook-recorded", lang, **words))
    return errors.FINE
