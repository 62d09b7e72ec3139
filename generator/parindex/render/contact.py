"""Where a reader of a page says that something is wrong: the forge's page for new issues, partly filled in."""

from urllib.parse import quote, urlencode

from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.model.roster import Unit
from parindex.render.forms import Forge, ForgeKind

# The forms of .github/ISSUE_TEMPLATE, and the fields of theirs that a page can fill in.
_ERROR = "bao-sai-sot.yml"
_APPEAL = "kien-nghi.yml"


def contacts(forge: Forge | None, cycle: CycleResult, unit: Unit, page: str, words: Words) -> dict[str, str]:
    """The addresses for an error and for an appeal of one unit; none without a repository's address."""
    if forge is None:
        return {}
    where = f"{cycle.programme.id}/{cycle.cycle.id}/{unit.id}"
    asked = {"unit": unit.name, "cycle": f"{cycle.programme.name}, {cycle.cycle.id}"}
    return {
        "error": _new_issue(forge, _ERROR, f"{words.t['contact-error']}: {where}", {"page": page}),
        "appeal": _new_issue(forge, _APPEAL, f"{words.t['contact-appeal']}: {where}", asked),
    }


def _new_issue(forge: Forge, template: str, title: str, fields: dict[str, str]) -> str:
    """A new issue with its title and what else is known: fields of a form at GitHub, lines of text elsewhere."""
    text = "\n".join(fields.values())
    if forge.kind is ForgeKind.GITHUB:
        path, known = "/issues/new", {"template": template, "title": title, **fields}
    elif forge.kind is ForgeKind.GITLAB:
        path, known = "/-/issues/new", {"issue[title]": title, "issue[description]": text}
    else:
        path, known = "/issues/new", {"title": title, "body": text}
    return f"{forge.repo}{path}?{urlencode(known, quote_via=quote)}"
