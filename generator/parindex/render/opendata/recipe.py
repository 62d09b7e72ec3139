"""The script that adds a ranking up again: it lies beside the data, in every archive, and in docs/open-data.md."""

READD_NAME = "readd.py"
READD = """\
# Adds points and ranks up again, with Python alone. It reads the folder it lies in, or the one that is named.
import csv, sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent


def table(name):
    with open(folder / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


units = {row["unit"]: row for row in table("results.csv") if row["index_exact"]}
blocks = defaultdict(lambda: [Fraction(0)] * 3)
for leaf in table("leaves.csv"):
    figures = (Fraction(leaf[name]) for name in ("official_exact", "official_max_exact", "max_exact"))
    key = leaf["unit"], leaf["block"]
    blocks[key] = [total + figure for total, figure in zip(blocks[key], figures)]
wrong = 0
for name, row in units.items():
    mine = [sums for (unit, _), sums in blocks.items() if unit == name and sums[1]]
    points = sum(sums[0] for sums in mine)
    if sum(sums[2] for sums in mine) == Fraction(row["max_exact"]):
        # What is not applicable is made up for by the rest of its block.
        points = sum(got * full / due for got, due, full in mine)
    points += Fraction(row["bonus_exact"]) - Fraction(row["penalty_exact"])
    index = Fraction(row["index_exact"])
    peers = [Fraction(other["index_exact"]) for other in units.values() if other["group"] == row["group"]]
    better, equal = sum(peer > index for peer in peers), sum(peer == index for peer in peers)
    # A group of which only some units are known has no ranks.
    placed = not row["rank"] or better < int(row["rank"]) <= better + equal
    if points != Fraction(row["points_exact"]) or not placed:
        print(name, points, row["points_exact"], row["rank"])
        wrong += 1
print(f"{len(units)} units, {wrong} differ")
"""
