"""The list of provinces and communes, and a roster that is held against it."""

import csv
from collections import Counter

import pytest

from parindex.load.registry import province_like, registry
from parindex.model.registry import RegistryUse
from parindex.model.share import share_folder
from parindex.model.tree import FileTree
from parindex.pipeline import run
from support.house import base

PROGRAMME = "submissions/tinh-thu/programme.yaml"
UNITS = "submissions/tinh-thu/units.yaml"


def test_the_list_holds_34_provinces_and_3321_communes_and_adds_up_by_kind() -> None:
    held = registry()
    assert (len(held.provinces), len(held.communes)) == (34, 3321)
    assert {commune.province for commune in held.communes.values()} == set(held.provinces)
    rows = list(csv.DictReader((share_folder() / "registry/provinces.csv").read_text("utf-8").splitlines()))
    for row in rows:
        kinds = Counter(commune.name.split()[0] for commune in held.of_province(row["code"]))
        assert (kinds["Xã"], kinds["Phường"], kinds["Đặc"]) == (int(row["xa"]), int(row["phuong"]), int(row["dac-khu"]))


def test_codes_are_text_with_their_zeros() -> None:
    assert registry().communes["00004"].name == "Phường Ba Đình"
    assert all(len(code) == 5 and code.isdigit() for code in registry().communes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("91", ["91"]),
        ("An Giang", ["91"]),
        ("tinh an giang", ["91"]),
        ("hue", ["46"]),
        ("TP Đâu Đó", []),
        ("Hà Nội", ["01"]),
    ],
)
def test_a_province_is_found_by_code_or_name_however_it_is_typed(text: str, codes: list[str]) -> None:
    assert province_like(text) == codes


@pytest.mark.parametrize("name", ["Xã An Bình", "UBND xã An Bình", "Ủy ban nhân dân xã An Bình", "An Bình"])
def test_a_title_before_the_name_is_no_other_name(name: str) -> None:
    files = dict(base())
    files[PROGRAMME] += 'registry: {province: "86"}\n'
    text = files[UNITS].replace("name: Xã An Bình", f'name: {name}\n    code: "29584"')
    text = text.replace('code: "00001"', "").replace('code: "00002"', "").replace('code: "00003"', "")
    files[UNITS] = text
    tree = FileTree.of(files)
    found = run(tree)
    assert [finding.rule for finding in found.findings if finding.rule.startswith("registry-")] == []
    assert found.programmes["tinh-thu"].registry == RegistryUse(province="86")


def test_a_unit_that_is_dissolved_needs_no_code_of_today() -> None:
    files = dict(base())
    files[PROGRAMME] += 'registry: {province: "86", groups: [xa]}\n'
    ended = 'valid-from: "2020-01-01"\n    valid-to: "2026-06-30"'
    text = files[UNITS].replace('valid-from: "2025-07-01"', ended)
    files[UNITS] = text
    assert not [found for found in run(FileTree.of(files)).findings if found.rule.startswith("registry-")]
