"""parindex: score, rank and publish public-administration performance in the open."""

__version__ = "0.1.0"
