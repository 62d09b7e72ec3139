"""Criteria worded as an annex come back as they were; a table of anything never breaks the reader."""

import csv
import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parindex.encode.yamltext import yaml_text
from parindex.imports.annex.criteria import Wanted, read_annex
from parindex.imports.annex.sheet import annex_of, sheet_of_csv
from parindex.load.criteria import load_regulation, regulation_ids
from parindex.load.document import read_document
from parindex.model import criteria as c
from parindex.model.finding import Severity
from parindex.model.points import exact_text
from parindex.source.worktree import worktree
from support.house import ROOT

READ = (c.Choice, c.Checklist, c.Steps, c.Ratio, c.Count, c.Deduct, c.Survey)
"""What an annex can say in words; expressions, other indices and marks of a council come by a map."""


@cache
def sets() -> dict[str, c.CriteriaSet]:
    """Every set of this repository."""
    tree = worktree(ROOT)
    held = (load_regulation(tree, name).regulation for name in regulation_ids(tree))
    return {f"{law.id}/{name}": made for law in held if law is not None for name, made in law.sets.items()}


def figure(value: Fraction) -> str:
    return exact_text(value).replace(".", ",")


def ranges(bands: Iterable[c.Band], unit: str) -> Iterator[tuple[str, c.Band]]:
    """Bands in the words of an annex; each knows the bound of the one before it."""
    before: tuple[Fraction, bool] | None = None
    for band in bands:
        if band.upper is not None:
            start = "" if before is None else f"{'Từ' if before[1] else 'Trên'} {figure(before[0])}{unit} "
            word = "dưới" if band.upper_open else ""
            join = f"{start}đến {word} " if start else ("Dưới " if band.upper_open else "Đến ")
            yield " ".join(f"{join}{figure(band.upper)}{unit}".split()), band
            before = (band.upper, band.upper_open)
        elif band.lower is not None:
            word = "Trên" if band.lower_open else "Từ"
            end = " trở lên" if not band.lower_open else ""
            if before is not None:
                end = f" đến {'' if before[1] else 'dưới '}{figure(before[0])}{unit}"
            yield f"{word} {figure(band.lower)}{unit}{end}", band
            before = (band.lower, band.lower_open)
        else:
            assert before is not None
            yield "Còn lại", band


def lines(leaf: c.Leaf) -> list[str]:
    rule = leaf.rule
    if isinstance(rule, c.Choice | c.Checklist):
        options = rule.options if isinstance(rule, c.Choice) else rule.items
        return [f"- {option.label}: {figure(option.points)} điểm" for option in options]
    if isinstance(rule, c.Steps):
        unit = "%" if rule.measure.is_share else " lần"
        return [f"- {text}: {figure(band.points)} điểm" for text, band in ranges(rule.bands, unit)]
    if isinstance(rule, c.Count):
        return [f"Mỗi lần được {figure(rule.each)} điểm"]
    if isinstance(rule, c.Deduct):
        return [f"Mỗi lần trừ {figure(rule.each)} điểm"]
    if isinstance(rule, c.Ratio):
        floor = [f"Dưới {figure(rule.zero_below)}%: 0 điểm"] if rule.zero_below else []
        return ["Tính theo tỷ lệ x điểm tối đa", *floor]
    return []


def worded(criteria: c.CriteriaSet) -> bytes:
    """A set as the table of an annex."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["STT", "Tiêu chí", "Điểm tối đa"])

    def row(nodes: Iterable[c.Node]) -> None:
        for node in nodes:
            survey = isinstance(node, c.Leaf) and isinstance(node.rule, c.Survey)
            name = f"{node.name} (điều tra xã hội học)" if survey else node.name
            writer.writerow([node.code, name, figure(node.max_points)])
            if isinstance(node, c.Branch):
                row(node.parts)
            else:
                writer.writerows(["", text, ""] for text in lines(node))

    row(criteria.areas)
    return out.getvalue().encode()


def read(data: bytes) -> tuple[dict[str, Any], set[str]]:
    """The leaves by code, and the codes that something was wrong with."""
    sheet, findings = sheet_of_csv("phu-luc.csv", data)
    assert sheet is not None
    assert findings == []
    annex = annex_of(sheet, {})
    assert annex is not None
    got = read_annex(annex, Wanted(group="xa", name="Xã", maximum="100", source="phu-luc", survey_block="survey"))
    leaves: dict[str, Any] = {}

    def walk(nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            walk(node["parts"]) if "parts" in node else leaves.update({node["code"]: node})

    walk(got.value["areas"])
    errors = [finding for finding in got.findings if finding.severity is Severity.ERROR]
    assert {finding.rule for finding in errors} <= {"annex-method"}
    return leaves, {finding.params["code"] for finding in errors}


def points(keys: dict[str, Any]) -> list[str]:
    """What decides over points: the options' worths, or each band's bounds and worth."""
    if "bands" in keys:
        bounds = ("from", "above", "up-to", "below")
        return [
            " ".join((*(f"{key} {band[key]}" for key in bounds if key in band), band["points"]))
            for band in keys["bands"]
        ]
    rows = keys.get("options") or keys.get("items") or []
    return [*(row["points"] for row in rows), *(keys[key] for key in ("each", "zero-below") if key in keys)]


def expected(rule: c.Rule) -> list[str]:
    if isinstance(rule, c.Steps):
        told = []
        for band in rule.bands:
            low = f"{'above' if band.lower_open else 'from'} {exact_text(band.lower)}" if band.lower is not None else ""
            high = (
                f"{'below' if band.upper_open else 'up-to'} {exact_text(band.upper)}" if band.upper is not None else ""
            )
            told.append(" ".join(filter(None, (low, high, exact_text(band.points)))))
        return told
    if isinstance(rule, c.Choice | c.Checklist):
        options = rule.options if isinstance(rule, c.Choice) else rule.items
        return [exact_text(option.points) for option in options]
    if isinstance(rule, c.Count | c.Deduct):
        return [exact_text(rule.each)]
    if isinstance(rule, c.Ratio) and rule.zero_below:
        return [exact_text(rule.zero_below)]
    return []


@pytest.mark.parametrize("name", sorted(sets()))
def test_criteria_worded_as_an_annex_come_back_with_their_methods_and_points(name: str) -> None:
    criteria = sets()[name]
    leaves, unclear = read(worded(criteria))
    assert list(leaves) == [leaf.code for leaf in criteria.leaves]
    for leaf in criteria.leaves:
        keys = leaves[leaf.code]
        assert Fraction(keys["max"]) == leaf.max_points
        if isinstance(leaf.rule, READ):
            assert (keys["method"], points(keys)) == (leaf.rule.method, expected(leaf.rule)), (leaf.code, lines(leaf))
        else:
            assert leaf.code in unclear


_WORDS = (
    *("", "", "1", "1.1", "I", "II", "A", "a)", "-", "TC-1", "Tổng cộng", "ĐIỂM CỘNG", "ĐIỂM TRỪ", "LĨNH VỰC 1"),
    *("Kế hoạch", "- Đúng hạn: 1 điểm", "Từ 90% trở lên: 2", "Dưới 90%: 0", "Mỗi lần trừ 0,5 điểm", "1", "0,5"),
    *("tỷ lệ x điểm tối đa", "Khảo sát", "- A: 1\n- B: 1", "1.250", "Từ 1 đến 2 cuộc: 1 điểm", "=1+1", "%", ":"),
)
_CELLS = st.sampled_from(_WORDS) | st.text(max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=14))
def test_a_table_of_anything_is_read_or_told_and_never_breaks_the_reader(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["STT", "Tiêu chí", "Điểm tối đa"], *rows])
    sheet, _ = sheet_of_csv("phu-luc.csv", out.getvalue().encode("utf-8", "replace"))
    annex = annex_of(sheet, {}) if sheet else None
    if annex is None:
        return
    got = read_annex(annex, Wanted(group="xa", name="Xã", maximum="100", source="phu-luc"))
    written = read_document("xa.yaml", yaml_text(got.value).encode())
    assert written.value is not None
    if not [finding for finding in got.findings if finding.severity is Severity.ERROR]:
        assert written.value == got.value
