"""The command `parindex`: finds the verb, runs it, and turns every outcome into an exit code and a clear word."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from parindex import __version__, errors
from parindex.i18n.text import LANGUAGES, label

# Verb → module of `commands`; the modules are imported only when they are used, so that a small check starts fast.
VERBS = {
    "check": "check",
    "score": "score",
    "review": "review",
    "hook": "hook",
    "history": "history",
    "build": "build",
    "verify": "verify",
    "serve": "serve",
    "init": "init",
    "new": "new",
    "workbook": "workbook",
    "cms": "cms",
    "papers": "papers",
    "fmt": "fmt",
    "appraise": "appraise",
    "explain": "explain",
    "schema": "schema",
    "owners": "owners",
    "evidence": "evidence",
    "import-results": "import_results",
    "import-facts": "import_facts",
    "criteria": "criteria",
}

JUDGES = frozenset({"check", "hook", "owners", "review", "verify"})
"""Verbs whose exit code lets something happen."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 fine, 1 findings, 2 wrong usage, 3 our own defect."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(given)
    parser = argparse.ArgumentParser(
        prog="parindex", description=label("cli-about", lang), epilog=label("cli-epilog", lang)
    )
    parser.add_argument("--version", action="version", version=f"parindex {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar=label("cli-verb", lang))
    wanted = next((word for word in given if word in VERBS), None)
    for verb, module in VERBS.items():
        about = label(f"cli-{verb}", lang)
        child = verbs.add_parser(verb, help=about, description=about)
        child.add_argument("--lang", choices=LANGUAGES, default=lang, help=label("cli-lang", lang))
        child.add_argument("--root", type=Path, default=Path(), help=label("cli-root", lang))
        if verb == wanted:
            import_module(f"parindex.commands.{module}").add_arguments(child, lang)
    parsed = parser.parse_args(given)
    if parsed.verb is None:
        parser.print_help()
        return errors.USAGE
    try:
        code: int = import_module(f"parindex.commands.{VERBS[parsed.verb]}").execute(parsed)
    except errors.UsageFault as fault:
        print(label(fault.key, parsed.lang, **fault.params), file=sys.stderr)
        return errors.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever reads a listing may stop early. A verdict that nobody reads is no permission.
        return errors.DEFECT if parsed.verb in JUDGES else errors.FINE
    except KeyboardInterrupt:
        return 130
    except Exception:
        print(label("cli-defect", parsed.lang, version=__version__), file=sys.stderr)
        traceback.print_exc()
        return errors.DEFECT
    return code


def _language(given: Sequence[str]) -> str:
    """`--lang` wherever it stands, before the parser exists that would read it."""
    for number, word in enumerate(given):
        if word == "--lang" and number + 1 < len(given) and given[number + 1] in LANGUAGES:
            return given[number + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    return "vi"
