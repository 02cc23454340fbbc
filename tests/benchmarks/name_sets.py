"""The sets of names in `../shared/data`, and how figures about them are printed."""

import csv
import gzip
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared" / "data"
HALVES = ("looked at", "held out")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the rows of a packed table."""
    with gzip.open(SHARED / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half(body: str) -> str:
    """Return in which half a body is; all its names are in the same."""
    return HALVES[int(md5(body.encode(), usedforsecurity=False).hexdigest(), 16) % 2]


def said(what: str, right: int, found: int, meant: int) -> None:
    """Print one line of figures."""
    precision = right / found if found else 0.0
    recall = right / meant if meant else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    print(f"  {what:<48} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  n={meant}")


def packed(name: str) -> Iterator[str]:
    """Yield the lines of a packed file."""
    with gzip.open(SHARED / name, "rt", encoding="utf-8") as lines:
        yield from lines
