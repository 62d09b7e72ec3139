"""The corpus of the leak gate and how well the gate does on it; `make bench BENCH="leaks"` prints the figures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parindex.check.leaks import Kind, scan

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text with the kind of what it gives away; None where it gives nothing away."""

    kind: Kind | None
    text: str


KNOWN = ("bad.tsv", "good.tsv")
"""What the patterns were made with."""

UNSEEN = ("unseen.tsv",)
"""What was written afterwards and not used to improve them: the honest figure."""


def samples(names: Sequence[str]) -> Iterator[Sample]:
    """Every line of some files of the corpus."""
    for name in names:
        for line in (HERE / name).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, _, text = line.partition("\t")
                yield Sample(kind=None if kind == "-" else Kind(kind), text=text.replace("\\n", "\n").replace("¦", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Hits, false alarms and misses."""

    hits: int
    alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Share of what was told that is right."""
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was told."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0


def measured(names: Sequence[str], *, sure_only: bool = False) -> dict[str, Score]:
    """Scores by kind and for "all". A text counts once for each kind; a leak told as another kind is both wrong."""
    hits, alarms, misses = Counter[str](), Counter[str](), Counter[str]()
    for sample in samples(names):
        told = {leak.kind for leak in scan(sample.text) if leak.sure or not sure_only}
        if sample.kind is not None:
            (hits if sample.kind in told else misses)[sample.kind] += 1
        for kind in told - {sample.kind}:
            alarms[kind] += 1
    made = {kind.value: Score(hits=hits[kind], alarms=alarms[kind], misses=misses[kind]) for kind in Kind}
    made["all"] = Score(hits=hits.total(), alarms=alarms.total(), misses=misses.total())
    return made


def wrong(names: Sequence[str]) -> Iterator[str]:
    """The texts that the gate gets wrong, with what it says of them."""
    for sample in samples(names):
        told = {leak.kind.value for leak in scan(sample.text)}
        if told != ({sample.kind.value} if sample.kind else set()):
            yield f"{sample.kind.value if sample.kind else '-'}: {sample.text!r} → {', '.join(sorted(told)) or '-'}"
