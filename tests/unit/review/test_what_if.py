"""A new set of criteria beside the one it replaces: what differs, and who would have stood elsewhere."""

from datetime import datetime

from parindex.model.change import Change, Status
from parindex.model.review import Review
from parindex.model.tree import FileTree
from parindex.report.review import as_text
from parindex.review.run import Sides, review
from support.house import base

OLD, NEW = "criteria/mau-thu/", "criteria/mau-thu-2026/"


def reviewed(*edits: tuple[str, str]) -> Review:
    """The review of a new folder of criteria, made from the old one by some edits of the set for departments."""
    before = dict(base())
    added = {path.replace(OLD, NEW): text for path, text in before.items() if path.startswith(OLD)}
    head = f"{NEW}regulation.yaml"
    added[head] = added[head].replace("id: mau-thu\n", "id: mau-thu-2026\nreplaces: mau-thu\n")
    for old, new in edits:
        assert old in added[f"{NEW}so.yaml"]
        added[f"{NEW}so.yaml"] = added[f"{NEW}so.yaml"].replace(old, new)
    sides = Sides(
        base=FileTree.of(before),
        head=FileTree.of(before | added),
        base_commit="0" * 40,
        head_commit="1" * 40,
        changes=tuple(Change(path=path, status=Status.ADDED) for path in sorted(added)),
    )
    return review(sides, "ho-soan", datetime.fromisoformat("2026-06-01T08:00:00+07:00"))


def test_a_copy_moves_nobody_and_changes_nothing() -> None:
    made = reviewed()
    assert made.allowed
    assert made.criteria == ()
    (supposed,) = made.what_if
    assert (supposed.cycle.id, supposed.moved) == ("2025", ())
    assert supposed.kept == supposed.asked == 24


def test_other_weights_are_named_and_so_is_who_would_have_moved() -> None:
    made = reviewed(
        ('label: Có kế hoạch tuyên truyền, points: "4"', 'label: Có kế hoạch tuyên truyền, points: "0"'),
        ('label: Có chuyên mục tin bài, points: "4"', 'label: Có chuyên mục tin bài, points: "0"'),
        ('{from: "90", points: "10"}', '{from: "85", points: "10"}'),
        ('label: Có tọa đàm hoặc hội thi, points: "4"', 'label: Có tọa đàm hoặc hội thi, points: "10"'),
    )
    assert [(row.group, row.code) for row in made.criteria] == [("so", "1.2"), ("so", "1.3")]
    (supposed,) = made.what_if
    # Of its lead of 9.15 Sở Nội vụ loses 8, and Sở Tư pháp wins 5 with its 88 % of tasks done.
    assert [(row.unit.id, row.before, row.after) for row in supposed.moved] == [
        ("so-tu-phap", 2, 1),
        ("so-noi-vu", 1, 2),
    ]
    assert "Nếu áp dụng mau-thu-2026 cho kỳ tinh-thu/2025" in as_text(made, "vi")


def test_answers_that_do_not_fit_the_new_criteria_are_counted_as_unanswered() -> None:
    made = reviewed(('code: "1.2"', 'code: "1.9"'))
    assert {(row.code, row.before is None, row.after is None) for row in made.criteria} == {
        ("1.2", False, True),
        ("1.9", True, False),
    }
    (supposed,) = made.what_if
    assert supposed.kept == supposed.asked - 3
