"""Where a reader says that something is wrong: the page for new issues of each kind of forge, partly filled in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.render.contact import contacts
from parindex.render.forms import Forge, ForgeKind
from support import law
from support.office import PROGRAMME

CYCLE = CycleResult(programme=PROGRAMME, cycle=law.cycle(), regulation=None)
PAGE = "ket-qua/tinh/2025/so-a.html"


def asked(kind: ForgeKind) -> dict[str, tuple[str, dict[str, list[str]]]]:
    forge = Forge(kind=kind, repo="https://kho.example/tinh/chi-so", branch="main")
    made = contacts(forge, CYCLE, law.unit(), PAGE, Words("vi"))
    parted = {what: urlsplit(address) for what, address in made.items()}
    return {what: (address.path, parse_qs(address.query)) for what, address in parted.items()}


def test_github_is_asked_for_the_form_with_its_fields() -> None:
    path, fields = asked(ForgeKind.GITHUB)["error"]
    assert path == "/tinh/chi-so/issues/new"
    assert fields["template"] == ["bao-sai-sot.yml"]
    assert fields["page"] == [PAGE]
    assert asked(ForgeKind.GITHUB)["appeal"][1]["unit"] == [law.unit().name]


@pytest.mark.parametrize(
    ("kind", "path", "title", "text"),
    [
        (ForgeKind.GITLAB, "/tinh/chi-so/-/issues/new", "issue[title]", "issue[description]"),
        (ForgeKind.GITEA, "/tinh/chi-so/issues/new", "title", "body"),
    ],
)
def test_other_forges_get_a_title_and_a_text(kind: ForgeKind, path: str, title: str, text: str) -> None:
    address, fields = asked(kind)["error"]
    assert address == path
    assert fields[title][0].startswith("Báo sai sót: ")
    assert fields[text] == [PAGE]


def test_without_a_repository_there_is_no_address() -> None:
    assert contacts(None, CYCLE, law.unit(), PAGE, Words("vi")) == {}
