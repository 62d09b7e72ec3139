"""What is told beside an official result: how firm a rank is. No value here is official, and none changes a result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RankBand:
    """The places that a unit takes in nine of ten draws, its official place always among them.

    `best` is the smallest number, `worst` the greatest; `kept` is the number of draws, out of `draws`, that give the
    official place.
    """

    best: int
    worst: int
    kept: int
    draws: int

    @property
    def firm(self) -> bool:
        """Whether the place is the same from one end of the band to the other."""
        return self.best == self.worst
