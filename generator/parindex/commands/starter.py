"""The files of a new data repository, apart from its schemas: what `parindex init` puts together, as values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from parindex import __version__
from parindex.encode.yamltext import scalar, yaml_text
from parindex.i18n.text import label
from parindex.imports.files import roster_text
from parindex.model.names import RESERVED_GROUPS
from parindex.model.phase import DATES
from parindex.model.regulation import Regulation
from parindex.model.share import share_folder

LANG = "vi"
"""The language that a new repository speaks (docs/decisions/0007)."""

RUNNABLE = ("tools/make-venv", "tools/build-twice")


class ForgeChoice(StrEnum):
    """Where the repository will live."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"
    GITEA = "gitea"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a new authority has decided; `package` is the line by which pip gets parindex."""

    authority: str
    index_name: str
    programme: str
    cycle: str
    forge: ForgeChoice
    repo: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    maintainer: Mapping[str, str] = field(default_factory=dict)
    province: str = ""
    registry_groups: tuple[str, ...] = ()
    package: str = ""


def shipped_systems() -> list[str]:
    """The regulations that come along, by id."""
    return sorted(path.parent.name for path in (share_folder() / "criteria").glob("*/regulation.yaml"))


def groups_of(system: str) -> list[str]:
    """The unit groups of one that comes along: each has a file."""
    files = (share_folder() / "criteria" / system).glob("*.yaml")
    return sorted({path.stem for path in files} - RESERVED_GROUPS)


def system_files(system: str) -> dict[str, bytes]:
    """The criteria of one that comes along."""
    folder = share_folder() / "criteria" / system
    return {f"criteria/{system}/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def starter_files(plan: Plan, regulation: Regulation, units: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Programme, roster, cycle, settings, pages and workflows; the criteria and schemas come from elsewhere."""
    texts = {**_data(plan, regulation, units), **_around(plan, regulation, units)}
    return {path: text.encode() for path, text in texts.items()} | dict(_workflows(plan.forge))


def _data(plan: Plan, regulation: Regulation, units: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    home = f"submissions/{plan.programme}"
    people = [dict(plan.maintainer)] if plan.maintainer else []
    programme: dict[str, Any] = {
        "id": plan.programme,
        "name": plan.authority,
        "index-name": plan.index_name,
        "authority": plan.authority,
    }
    if plan.province:
        programme["registry"] = {"province": plan.province, "groups": list(plan.registry_groups)}
    if people:
        programme |= {"office": people, "editors": people}
    cycle: dict[str, Any] = {
        "cycle": plan.cycle,
        "kind": "campaign",
        "title": label("init-cycle-title", LANG, index=plan.index_name, cycle=plan.cycle),
        "regulation": regulation.id,
        "disclosure": "after-decision",
        "dates": {key: plan.dates[key] for key in DATES if key in plan.dates},
    }
    return {
        "submissions/maintainers.yaml": yaml_text({"maintainers": people}),
        f"{home}/programme.yaml": yaml_text(programme),
        f"{home}/units.yaml": roster_text(f"{home}/units.yaml", None, units),
        f"{home}/{plan.cycle}/cycle.yaml": yaml_text(cycle),
    }


def _around(plan: Plan, regulation: Regulation, units: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    starter = share_folder() / "starter"
    words = {
        "authority": plan.authority,
        "index_name": plan.index_name,
        "programme": plan.programme,
        "cycle": plan.cycle,
        "regulation": regulation.id,
        "regulation_title": regulation.title,
        "units": str(len(units)),
        "unit": str(units[0]["id"]),
        "forge_step": label(f"init-forge-{plan.forge}", LANG),
    }
    texts = {"README.md": _filled(starter / "README.md", words)}
    for name in ("index.md", "du-lieu-mau.md"):
        texts[f"site/pages/gioi-thieu/{name}"] = _filled(starter / "pages" / "gioi-thieu" / name, words)
    texts |= {name: (starter / held).read_text("utf-8") for name, held in _AS_THEY_ARE.items()}
    line = plan.package or f"parindex=={__version__}"
    # What checks links needs more than what builds; a line that does not begin with the name is left as it was given.
    extra = f"parindex[evidence]{line.removeprefix('parindex')}" if line.startswith("parindex") else line
    texts |= {"requirements/site.txt": f"{line}\n", "requirements/evidence.txt": f"{extra}\n"}
    texts["tools/build-twice"] = (share_folder() / "tools" / "build-twice").read_text("utf-8")
    return {**texts, "mkdocs.yml": _settings(plan)}


_AS_THEY_ARE = {".gitignore": "gitignore", "Makefile": "Makefile", "tools/make-venv": "make-venv"}


def _filled(path: Path, words: Mapping[str, str]) -> str:
    """A text of the starter with its places filled; a brace in a name stays what it is."""
    text = path.read_text("utf-8")
    for key, word in words.items():
        text = text.replace(f"{{{key}}}", " ".join(word.split()))
    return text


def _settings(plan: Plan) -> str:
    """The site engine's settings that come along, under the authority's name and with its forge."""
    lines = (share_folder() / "mkdocs.yml").read_text("utf-8").splitlines()
    kind = {ForgeChoice.FORGEJO: "gitea", ForgeChoice.NONE: ""}.get(plan.forge, plan.forge.value)
    told = {
        "site_name: ": scalar(f"{plan.index_name} – {plan.authority}"),
        "site_description: ": scalar(
            label("init-site-description", LANG, index=plan.index_name, authority=plan.authority)
        ),
    }
    made: list[str] = []
    for line in lines:
        start = next((key for key in told if line.startswith(key)), None)
        made.append(f"{start}{told[start]}" if start else line)
        if start == "site_name: " and plan.repo:
            made.append(f"repo_url: {scalar(plan.repo)}")
    return (
        "\n".join(f"  forge: {kind}".rstrip() if line == "  forge: github" and kind else line for line in made) + "\n"
    )


def _workflows(forge: ForgeChoice) -> Iterator[tuple[str, bytes]]:
    """What a forge needs, as it comes along; the tests of the program itself stay behind."""
    top = share_folder()
    if forge is ForgeChoice.GITHUB:
        for path in sorted((top / ".github").rglob("*")):
            name = path.relative_to(top).as_posix()
            if path.is_file() and path.name not in ("test.yml", "CODEOWNERS") and "__pycache__" not in name:
                yield name, path.read_bytes()
    elif forge is ForgeChoice.GITLAB:
        yield ".gitlab-ci.yml", (top / "docs/forges/gitlab-ci.yml").read_bytes()
    elif forge in (ForgeChoice.FORGEJO, ForgeChoice.GITEA):
        for path in sorted((top / "docs/forges").glob("forgejo-*.yml")):
            yield f".{forge}/workflows/{path.name.removeprefix('forgejo-')}", path.read_bytes()
