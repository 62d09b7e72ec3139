"""`parindex cms PROGRAMME/CYCLE`: settings and page of an editor with accounts for the self-assessments of a cycle."""

import argparse
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from parindex import errors
from parindex.commands.build import forge_of
from parindex.encode.cms import Entry, cms_settings, keeps_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet
from parindex.model.repository import CycleResult
from parindex.model.tree import FileTree
from parindex.pipeline import Scope, run
from parindex.publish.writer import replace_file
from parindex.render.forms import Forge, ForgeKind, form_sets
from parindex.source.worktree import worktree

_PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="robots" content="noindex"><title>parindex</title></head>
<body><script src="decap-cms.js"></script></body>
</html>
"""


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Which cycle, where to, and whether for a trial on this machine."""
    parser.add_argument("cycle", metavar="PROGRAMME/CYCLE", help=label("cli-cms-cycle", lang))
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help=label("cli-cms-output", lang))
    parser.add_argument("--local", action="store_true", help=label("cli-cms-local", lang))


def execute(arguments: argparse.Namespace) -> int:
    """Writes `config.yml` and `index.html`, and tells which units are left out because the editor would spoil them."""
    lang: str = arguments.lang
    parts = [part for part in PurePosixPath(arguments.cycle).parts if part not in (".", "submissions")]
    if len(parts) != 2:
        raise errors.UsageFault("usage-cms-closed", cycle=arguments.cycle)
    forge = forge_of(arguments.root)
    if forge is None and not arguments.local:
        raise errors.UsageFault("usage-cms-forge")
    tree = worktree(arguments.root)
    repository = run(tree, Scope(programme=parts[0], cycle=parts[1], units=None))
    found = next((entry for entry in repository.cycles if entry.cycle.id == parts[1]), None)
    sets = form_sets(found) if found is not None else []
    if found is None or not sets:
        raise errors.UsageFault("usage-cms-closed", cycle=arguments.cycle)
    groups, left = _groups(tree, found, sets)
    backend = _backend(forge, local=arguments.local)
    text = cms_settings(found.programme, found.cycle, groups, backend, Words(lang))
    replace_file(arguments.output / "config.yml", text.encode())
    replace_file(arguments.output / "index.html", _PAGE.encode())
    count = sum(len(entries) for _, entries in groups)
    print(label("cms-written", lang, path=str(arguments.output), count=str(count)))
    if left:
        print(label("cms-left", lang, units=", ".join(left)))
    return errors.FINE


def _groups(
    tree: FileTree, found: CycleResult, sets: list[CriteriaSet]
) -> tuple[list[tuple[CriteriaSet, list[Entry]]], list[str]]:
    """The units by criteria with the documents they name, and the units whose files stay out of the editor."""
    left: list[str] = []
    groups: list[tuple[CriteriaSet, list[Entry]]] = []
    for criteria in sets:
        entries: list[Entry] = []
        for result in sorted(found.group(criteria.group), key=lambda result: result.unit.id):
            path = f"{found.cycle.folder}/{result.unit.id}/self-assessment.yaml"
            if path in tree and not keeps_text(tree.read(path).decode("utf-8", "replace")):
                left.append(result.unit.id)
                continue
            known = tuple(result.submission.evidence) if result.submission else ()
            entries.append((result.unit, known))
        groups.append((criteria, entries))
    return groups, left


def _backend(forge: Forge | None, *, local: bool) -> Mapping[str, Any]:
    """Where the editor keeps what it saves: the forge of the site's settings, or `decap-server` on this machine."""
    if local or forge is None:
        return {"backend": {"name": "git-gateway"}, "local_backend": True}
    address = urlsplit(forge.repo)
    host, repo = f"{address.scheme}://{address.netloc}", address.path.strip("/")
    backend: dict[str, Any] = {"repo": repo, "branch": forge.branch}
    if forge.kind is ForgeKind.GITHUB:
        return {"backend": {"name": "github", **backend, "open_authoring": True}}
    if forge.kind is ForgeKind.GITLAB:
        more = {"auth_type": "pkce", "base_url": host, "api_root": f"{host}/api/v4", "app_id": ""}
        return {"backend": {"name": "gitlab", **backend, **more}}
    # The editor's backend of the name gitea knows no pull requests, the one for Forgejo does.
    more = {"api_root": f"{host}/api/v1", "app_id": ""}
    return {"backend": {"name": "forgejo", **backend, **more, "open_authoring": True}}
