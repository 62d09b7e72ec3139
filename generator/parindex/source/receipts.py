"""Times of receipt as git notes: written by the server, fetched like any other ref, part of no filing."""

import fcntl
import json
from datetime import datetime
from pathlib import Path

from parindex.source.commit import open_repository

NOTES = "refs/notes/receipts"
"""Where the server writes when it received which commit."""

_SERVER = {
    "GIT_AUTHOR_NAME": "parindex",
    "GIT_AUTHOR_EMAIL": "parindex@localhost",
    "GIT_COMMITTER_NAME": "parindex",
    "GIT_COMMITTER_EMAIL": "parindex@localhost",
}


class ReceiptLost(Exception):
    """The note could not be written, or is not there after it was."""


def record_receipt(root: Path, commit: str, ref: str, actor: str, moment: datetime) -> None:
    """Notes when the main line came to a commit; those that came with it take its time (`source.log`).

    ReceiptLost where the note does not stand afterwards: a receipt is never lost without a word.
    """
    repository = open_repository(root)
    repository.git.update_environment(**_SERVER)
    told = json.dumps(
        {"received": moment.isoformat(timespec="seconds"), "actor": actor, "ref": ref}, ensure_ascii=False
    )
    # Two pushes that end at once would write the notes over each other.
    with (Path(repository.git_dir) / "parindex-receipts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        repository.git.notes(f"--ref={NOTES}", "add", "-f", "-m", told, commit)
        if repository.git.notes(f"--ref={NOTES}", "show", commit).strip() != told:
            raise ReceiptLost(commit)
