"""What `parindex init` asks on a terminal where an option is missing."""

import argparse
import sys
from pathlib import Path

from parindex.commands.starter import ForgeChoice, groups_of, shipped_systems
from parindex.i18n.text import label

_DATES = ("open", "self_scoring_ends", "decided")


def answered(arguments: argparse.Namespace) -> None:
    """Asks for what is missing and puts it into `arguments`; nothing where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return
    asker = _Asker(arguments)
    asker.ask("authority", "init-ask-authority")
    if not (arguments.system or arguments.annex):
        said = asker.said("init-ask-criteria", options=", ".join(shipped_systems()))
        if said in shipped_systems():
            arguments.system = said
        elif said:
            arguments.annex = Path(said)
    if arguments.annex:
        asker.ask("decision", "init-ask-decision")
        asker.ask("group", "init-ask-group")
        asker.ask("group_name", "init-ask-group-name")
    if not (arguments.roster or arguments.province):
        said = asker.said("init-ask-roster")
        if Path(said).is_file():
            arguments.roster = Path(said)
        else:
            arguments.province = said
    if arguments.system and arguments.province:
        asker.ask("group", "init-ask-system-group", options=", ".join(groups_of(arguments.system)))
    asker.ask("year", "init-ask-year")
    for name in _DATES:
        asker.ask(name, "init-ask-date", what=label(f"cli-init-{name.replace('_', '-')}", arguments.lang))
    if not arguments.forge:
        options = [forge.value for forge in ForgeChoice]
        said = asker.said("init-ask-forge", options=", ".join(options))
        arguments.forge = said if said in options else ForgeChoice.NONE.value
    asker.ask("maintainer", "init-ask-maintainer")
    if arguments.maintainer:
        asker.ask("login", "init-ask-login")


class _Asker:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments

    def ask(self, name: str, key: str, **params: str) -> None:
        if not getattr(self.arguments, name):
            setattr(self.arguments, name, self.said(key, **params))

    def said(self, key: str, **params: str) -> str:
        return input(label(key, self.arguments.lang, **params) + " ").strip()
