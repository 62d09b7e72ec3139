"""What the home page leads with: real results before sample ones, and no claim of agreement that was not counted."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from parindex.i18n.words import Words
from parindex.model.roster import CycleKind
from parindex.render.front import counts_of, lead_of
from parindex.score.compare import Comparison, Level


def cycle(
    *, sample: bool = False, kind: CycleKind = CycleKind.CAMPAIGN, units: int = 4, partial: dict[str, int] | None = None
) -> Any:
    regulation = SimpleNamespace(groups=[SimpleNamespace(id="xa", name="Xã")], grades=())
    results = [
        SimpleNamespace(unit=SimpleNamespace(name=f"Xã {number}", group="xa"), judged=True, index=Fraction(90 - number))
        for number in range(units)
    ]
    programme = SimpleNamespace(id="tinh", sample=sample)
    return SimpleNamespace(
        programme=programme,
        cycle=SimpleNamespace(id="2025", kind=kind, partial=partial or {}),
        regulation=regulation,
        units=results,
    )


def card(kind: str, shown: Any) -> dict[str, Any]:
    return {"kind": kind, "shown": shown, "leaders": [{"group": "Xã"}] if shown.units else []}


def compared(engine: int, official: int | None, level: Level = Level.LEAF) -> Comparison:
    theirs = None if official is None else Fraction(official)
    return Comparison(unit="xa-0", code="1", level=level, engine=Fraction(engine), official=theirs)


def test_the_first_real_programme_with_ranks_leads_and_sample_ones_never_do() -> None:
    sample, empty, real = card("sample", cycle(sample=True)), card("real", cycle(units=0)), card("real", cycle())
    lead = lead_of([sample, empty, real], {}, Words("vi"))
    assert lead is not None
    assert (lead.card is real, lead.count, lead.compared) == (True, 4, 0)
    assert lead.chart.count("<circle") == 4
    assert lead_of([sample, card("printed", cycle())], {}, Words("vi")) is None


def test_of_a_group_known_in_part_the_whole_is_told() -> None:
    known = lead_of([card("real", cycle(partial={"xa": 148}))], {}, Words("vi"))
    assert known is not None
    assert (known.count, known.whole) == (4, 148)


def test_only_points_that_the_source_prints_are_counted_as_compared() -> None:
    rows = [compared(1, 1), compared(2, 3), compared(2, None), compared(5, 5, Level.TOTAL)]
    lead = lead_of([card("real", cycle())], {("tinh", "2025"): rows}, Words("vi"))
    assert lead is not None
    assert (lead.agreeing, lead.compared) == (1, 2)


def test_real_printed_and_sample_results_are_counted_apart() -> None:
    cycles = [cycle(), cycle(sample=True, units=3), cycle(kind=CycleKind.PUBLISHED, units=0)]
    assert counts_of(cycles) == {"real": 4, "printed": 1, "sample": 3}
