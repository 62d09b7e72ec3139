"""The workbooks of home affairs: every file of the repository, and generated ones, come back as they are."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from parindex.encode.filing import mapping_lines
from parindex.encode.refill import refilled
from parindex.model.tree import FileTree
from parindex.source.worktree import worktree
from support import books, office
from support.house import ROOT, base
from support.typed import amounts, days, ids, lines, pages, records, texts

CYCLE = "submissions/tinh-thu/2025"


@pytest.mark.parametrize("path", books.files_of())
def test_a_file_of_the_repository_comes_back_to_the_byte(path: str) -> None:
    tree = worktree(ROOT)
    campaign = books.campaign(tree, path)
    value, findings = books.taken(books.made(campaign), campaign)
    assert findings == []
    held = tree.read(path)
    # Into the file that is there, and written anew as by hand.
    assert refilled(path, held, value).text.encode() == held
    assert ("\n".join(mapping_lines(value)) + "\n").encode() == held


def test_all_three_kinds_come_back_after_libreoffice_has_saved_them(tmp_path: Any) -> None:
    tree = worktree(ROOT)
    paths = [path for path in books.files_of() if "/huyen-minh-dong/" in path]
    paths += [f"{CYCLE}/survey.yaml", f"{CYCLE}/adjustments.yaml", "submissions/tinh-thu/units.yaml"]
    small = FileTree.of(dict(base()))
    campaigns = {path: books.campaign(small if "tinh-thu" in path else tree, path) for path in paths}
    names = {path: f"{number}.xlsx" for number, path in enumerate(paths)}
    saved = office.recalculated(tmp_path, {names[path]: books.made(campaign) for path, campaign in campaigns.items()})
    for path, campaign in campaigns.items():
        value, findings = books.taken(saved[names[path]], campaign)
        assert (findings, value) == ([], campaign.value), path


def test_an_empty_form_says_nothing() -> None:
    tree = FileTree.of(dict(base()))
    for path, held in (
        (f"{CYCLE}/survey.yaml", {"cycle": "2025", "questions": {}}),
        (f"{CYCLE}/adjustments.yaml", {"cycle": "2025"}),
        ("submissions/tinh-thu/units.yaml", {"units": []}),
    ):
        campaign = books.campaign(tree, path, empty=True)
        assert books.taken(books.made(campaign), campaign) == (held, [])


# ── generated files of the example authority ──────────────────────────────────────────────────────────────────────

UNITS = ("so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh")
whole = st.integers(0, 10**14).map(str)


def people(units: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Persons who may work at one of some units."""
    return st.fixed_dictionaries(
        {"name": lines},
        optional={
            "title": lines,
            "unit": units,
            "login": ids,
            "role": st.sampled_from(["chair", "secretary", "member"]),
            "areas": st.lists(st.sampled_from(["1", "2", "3.1"]), min_size=1, max_size=3),
            "valid-from": days,
            "valid-to": days,
        },
    )


@st.composite
def rosters(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.lists(ids, unique=True, max_size=4))
    other = st.sampled_from(keys or ["x"])
    unit = st.fixed_dictionaries(
        {"name": lines, "group": st.sampled_from(["so", "xa"])},
        optional={
            "name-en": lines,
            "parent": other,
            "code": st.text("0123456789.ABC-", min_size=1, max_size=12),
            "valid-from": days,
            "valid-to": days,
            "predecessors": st.lists(other, min_size=1, max_size=3),
            "successors": st.lists(other, min_size=1, max_size=3),
            "lineage": texts,
            "head": people(other),
            "officers": st.lists(people(other), min_size=1, max_size=2),
            "signers": st.lists(people(other), min_size=1, max_size=2),
        },
    )
    return {"units": [{"id": key, **draw(unit)} for key in keys]}


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    answers = st.dictionaries(st.sampled_from(["hai-long", "binh-thuong", "khong-hai-long", "la"]), whole, max_size=4)
    count = st.fixed_dictionaries({"sample": whole, "answers": answers})
    units = draw(st.dictionaries(st.sampled_from(UNITS), count, min_size=1, max_size=5))
    value: dict[str, Any] = {"cycle": "2025"}
    told = st.fixed_dictionaries({}, optional={"by": lines, "from": days, "to": days, "method": lines})
    if conducted := draw(told):
        value["conducted"] = conducted
    return {**value, "questions": {"hai-long": units} if draw(st.booleans()) else {}}


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    evidence = draw(st.dictionaries(ids, records, max_size=3))
    refs = st.lists(
        st.fixed_dictionaries({"id": st.sampled_from(list(evidence) or ["x"])}, optional={"pages": pages}), max_size=3
    )
    row = st.fixed_dictionaries(
        {"unit": st.sampled_from(UNITS), "reason": texts, "by": lines},
        optional={"number": amounts, "points": amounts, "date": days},
    )
    value: dict[str, Any] = {"cycle": "2025", **({"evidence": evidence} if evidence else {})}
    for kind, items in (("bonus", ("sang-kien", "phoi-hop")), ("penalty", ("cham-bao-cao",))):
        rows = []
        for held in draw(st.lists(row, max_size=3)):
            given = [ref["id"] if len(ref) == 1 else ref for ref in draw(refs)] if evidence else []
            item = draw(st.sampled_from(items))
            rows.append({"item": item, **held, **({"evidence": given} if given else {})})
        value |= {kind: rows} if rows else {}
    return value


def comes_back(path: str, value: dict[str, Any]) -> None:
    text = "\n".join(mapping_lines(value)) + "\n"
    campaign = books.campaign(FileTree.of({**base(), path: text}), path)
    found, findings = books.taken(books.made(campaign), campaign)
    assert findings == []
    assert found == value
    # Nothing of a file is touched by a workbook in which nothing was changed.
    assert refilled(path, f"# Ghi chú\n{text}".encode(), found).text == f"# Ghi chú\n{text}"


quick = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@quick
@given(rosters())
def test_a_generated_roster_comes_back_as_it_is(value: dict[str, Any]) -> None:
    comes_back("submissions/tinh-thu/units.yaml", value)


@quick
@given(surveys())
def test_a_generated_survey_comes_back_as_it_is(value: dict[str, Any]) -> None:
    comes_back(f"{CYCLE}/survey.yaml", value)


@quick
@given(entries())
def test_generated_entries_come_back_as_they_are(value: dict[str, Any]) -> None:
    comes_back(f"{CYCLE}/adjustments.yaml", value)
