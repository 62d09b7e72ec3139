"""Who signed a commit, or a tag on it, with an SSH key of the roster, as git itself verifies it.

A signature shows that somebody who holds the key made the commit. It is no digital signature of an agency in law. Until
when a key counts is judged by the time of receipt: a commit's own date is written by its author.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from parindex.model.phase import day_of
from parindex.model.roster import Person
from parindex.source.commit import open_repository, prefix_of


def signer_of(
    root: Path, commit: str, path: str, people: Iterable[Person], received: datetime, since: str = ""
) -> Person | None:
    """The person whose key signed the commit that last wrote `path`, or a tag on it; None without a good signature.

    What `commit` holds more than `since` is looked at, or, for a commit of the main line, more than the main line held
    before. A signature by any other key counts as none.
    """
    today = day_of(received)
    held = [person for person in people if person.holds(today)]
    if not held:
        return None
    repository = open_repository(root)
    before = [since] if since else repository.git.rev_list("--parents", "-1", commit).split()[1:2]
    span = [commit, *(f"^{parent}" for parent in before)]
    written = repository.git.rev_list("-1", *span, "--", prefix_of(repository, root) + path)
    if not written:
        return None
    signed: list[tuple[str, str]] = []
    if "\ngpgsig" in repository.git.cat_file("commit", written).partition("\n\n")[0]:
        signed.append(("verify-commit", written))
    tags = repository.git.for_each_ref(
        f"--points-at={written}", "--format=%(objecttype) %(objectname)", f"--count={_TAGS}", "refs/tags/"
    )
    signed += [("verify-tag", line[4:]) for line in tags.splitlines() if line.startswith("tag ")]
    if not signed:
        return None
    with tempfile.TemporaryDirectory() as folder:
        allowed = Path(folder) / "signers"
        allowed.write_text(
            "".join(f'{number} namespaces="git" {person.key}\n' for number, person in enumerate(held)), "utf-8"
        )
        # The user's own settings must not choose another program or another list of keys.
        settings = (
            "gpg.format=ssh",
            f"gpg.ssh.allowedSignersFile={allowed}",
            "gpg.ssh.program=ssh-keygen",
            "gpg.ssh.revocationFile=",
            "gpg.minTrustLevel=undefined",
        )
        words = [word for setting in settings for word in ("-c", setting)]
        for command, name in signed:
            status, _, told = repository.git.execute(
                ["git", *words, command, name],
                env={**os.environ, "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"},
                with_extended_output=True,
                with_exceptions=False,
            )
            # A good signature of an unknown key is none: git names nobody for it, and ends with an error.
            good = _GOOD.search(str(told))
            if status == 0 and good is not None and int(good[1]) < len(held):
                return held[int(good[1])]
    return None


_TAGS = 10
"""Tags on one commit that are looked at."""

_GOOD = re.compile(r'^Good "git" signature for ([0-9]{1,4}) with ', re.MULTILINE)
