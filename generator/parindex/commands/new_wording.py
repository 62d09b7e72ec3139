"""`parindex new criteria/REGULATION`: the English wording of a set, with every text that has none yet."""

import sys
from pathlib import Path

from parindex import errors
from parindex.encode.yamltext import yaml_text
from parindex.i18n.quoted import is_vietnamese
from parindex.i18n.text import label
from parindex.model.names import ENGLISH
from parindex.model.wording import unworded
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.source.worktree import worktree


def execute(root: Path, regulation: str, lang: str, *, prints: bool) -> int:
    """Writes the file with empty places for the English; where it is there already, what it lacks is only printed."""
    law = run(worktree(root), Scope(regulation=regulation, only_criteria=True)).regulations.get(regulation)
    if law is None:
        raise errors.UsageFault("usage-no-criteria", id=regulation)
    # A number is the same in every language; some decisions have words in its place ("not known").
    number = law.decision_number if law.decision_number[:1].isdigit() else ""
    texts = {text: "" for text in unworded(law) if is_vietnamese(text) and text != number}
    if prints and not texts:
        print(label("wording-whole", lang), file=sys.stderr)
        return errors.FINE
    made = f"# {label('wording-head', lang)}\n{yaml_text({'texts': texts}, rows_in_line=False)}"
    if prints:
        sys.stdout.write(made)
        return errors.FINE
    path = f"criteria/{regulation}/{ENGLISH}"
    if (root / path).exists():
        raise errors.UsageFault("usage-wording-exists", path=path)
    replace_file(root / path, made.encode())
    print(label("wording-written", lang, path=path, count=str(len(texts))))
    return errors.FINE
