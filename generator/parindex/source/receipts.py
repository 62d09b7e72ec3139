"""Times of receipt as git notes: written by the server, fetched like any other ref, part of no filing."""

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


def record_receipt(root: Path, old: str, new: str, ref: str, actor: str, moment: datetime) -> int:
    """Notes on every commit that a push put onto the main line; returns how many."""
    repository = open_repository(root)
    repository.git.update_environment(**_SERVER)
    told = json.dumps(
        {"received": moment.isoformat(timespec="seconds"), "actor": actor, "ref": ref}, ensure_ascii=False
    )
    span = [new] if set(old) == {"0"} else [f"{old}..{new}"]
    commits = repository.git.rev_list("--first-parent", *span).split()
    for commit in commits:
        repository.git.notes(f"--ref={NOTES}", "add", "-f", "-m", told, commit)
    return len(commits)
