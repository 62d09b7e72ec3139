"""References and metadata where the address of a site is known, and where it is not."""

from dataclasses import replace

import pytest

from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.model.tree import FileTree
from parindex.pipeline import run
from parindex.render.citing import citation
from parindex.render.metadata import dataset
from parindex.render.page import Build
from parindex.render.sharing import embedding
from support.house import base

WORDS = Words("vi")
SITE = "https://chi-so.example.vn/"
UNKNOWN = Build(commit="0" * 40)
KNOWN = replace(UNKNOWN, site_url=SITE)


@pytest.fixture(scope="module")
def cycle() -> CycleResult:
    return next(made for made in run(FileTree.of(dict(base()))).cycles if made.regulation is not None)


def test_a_citation_ends_in_the_whole_address_or_in_none(cycle: CycleResult) -> None:
    assert citation(cycle, KNOWN, WORDS).endswith(f" {SITE}ket-qua/tinh-thu/2025/ban-1/index.html")
    assert citation(cycle, UNKNOWN, WORDS) == citation(cycle, KNOWN, WORDS).rpartition(" ")[0]


def test_metadata_name_the_page_only_by_its_whole_address(cycle: CycleResult) -> None:
    files = ["data/v1/tinh-thu/2025/results.csv"]
    known = dataset(cycle, files, "ket-qua/tinh-thu/2025", KNOWN, WORDS)
    assert known["url"] == f"{SITE}ket-qua/tinh-thu/2025/index.html"
    assert known["distribution"][0]["contentUrl"] == f"{SITE}{files[0]}"
    unknown = dataset(cycle, files, "ket-qua/tinh-thu/2025", UNKNOWN, WORDS)
    assert "url" not in unknown
    assert unknown["distribution"][0]["contentUrl"] == "../../../data/v1/tinh-thu/2025/results.csv"


def test_a_decided_ranking_is_its_authoritys_and_rests_on_the_decision(cycle: CycleResult) -> None:
    described = dataset(cycle, [], "", replace(KNOWN, site_name="Chỉ số tỉnh Thử"), WORDS)
    assert described["creator"]["@type"] == "GovernmentOrganization"
    assert described["creator"]["name"] == "Ủy ban nhân dân tỉnh Thử"
    assert described["isBasedOn"][0]["identifier"] == "12/QĐ-UBND"


def test_code_to_embed_is_whole_where_the_address_is_known(cycle: CycleResult) -> None:
    result = cycle.units[0]
    lines = embedding(cycle, result, SITE, WORDS)
    assert lines["whole"]
    assert f'href="{SITE}ket-qua/' in lines["badge"]
    assert not embedding(cycle, result, "", WORDS)["whole"]
