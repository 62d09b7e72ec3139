"""Foreign scripts of the site are the files that were looked at, with their licences beside them."""

import hashlib

import pytest

from support.house import ROOT

VENDOR = ROOT / "site/assets/vendor"

# From the packages fraction.js 5.3.4 and js-yaml 5.5.0; a new version is a change of its own (docs/decisions/0011).
PINNED = {
    "fraction.min.js": "c11f86816be43d6079e8e9c5612c19b8c88f6b43b2dab95bdc0896c4b689f78c",
    "js-yaml.min.js": "02970a652376ad653ff069c606ee7440b0514f52ed94a98426cb52426c8e5a02",
}


@pytest.mark.parametrize("name", PINNED)
def test_a_foreign_script_is_byte_for_byte_the_one_that_was_taken(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == PINNED[name]


@pytest.mark.parametrize("name", PINNED)
def test_a_foreign_script_has_its_licence_and_version_beside_it(name: str) -> None:
    library = name.removesuffix(".min.js")
    licence = (VENDOR / f"{library}.LICENSE.txt").read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in licence
    assert library in (VENDOR / "README.txt").read_text("utf-8")


def test_nothing_else_lies_there() -> None:
    texts = {"README.txt", *(f"{name.removesuffix('.min.js')}.LICENSE.txt" for name in PINNED)}
    assert {path.name for path in VENDOR.iterdir()} == {*PINNED, *texts}


def test_no_script_of_the_site_makes_code_or_markup_out_of_text() -> None:
    for path in (ROOT / "site/assets").rglob("*.js"):
        text = path.read_text("utf-8")
        for word in ("eval(", "new Function", "document.write"):
            assert word not in text, path
        if path.parent != VENDOR:
            for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "fetch(", "XMLHttpRequest"):
                assert word not in text, path
