"""`parindex explain [RULE]`: what a rule asks for, why, and how to satisfy it."""

import argparse
import sys
from difflib import get_close_matches

from parindex import errors
from parindex.i18n.text import label, rule_ids, rule_subjects, rule_text


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The rule; without one, all of them are listed."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help=label("cli-explain-rule", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Prints a rule's page, or the list of rules."""
    lang = arguments.lang
    if arguments.rule is None:
        for number, subject in enumerate(rule_subjects(lang)):
            sys.stdout.write(f"{'' if number == 0 else chr(10)}{subject.title}\n")
            sys.stdout.writelines(f"  {rule.id:32} {rule.title}\n" for rule in subject.rules)
        return errors.FINE
    if arguments.rule not in rule_ids():
        close = get_close_matches(arguments.rule, rule_ids(), n=1)
        raise errors.UsageFault("usage-no-rule", rule=arguments.rule, hint=close[0] if close else "–")
    text = rule_text(arguments.rule, lang)
    sys.stdout.write(f"{text.id}: {text.title}\n\n{text.reason}\n\n{label('explain-remedy', lang)} {text.remedy}\n")
    for heading, snippet in ((label("explain-bad", lang), text.bad), (label("explain-good", lang), text.good)):
        body = "\n".join("    " + line for line in snippet.rstrip().splitlines())
        sys.stdout.write(f"\n{heading}\n{body}\n")
    return errors.FINE
