"""Words of quantities: units that count cards and machines, number words, scales."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graphkit.catalogue_files import CatalogueFile, Row, rows_of
from graphkit.folding import fold

KINDS = ("card", "machine", "instance", "number", "scale")


@dataclass(frozen=True, slots=True)
class Counts:
    """The words of counts.csv, folded.

    `cards` count accelerators, `machines` what they are in, `instances` those of a
    cloud; `numbers` and `scales` give what a word means.
    """

    cards: tuple[str, ...]
    machines: tuple[str, ...]
    instances: tuple[str, ...]
    numbers: Mapping[str, str]
    scales: Mapping[str, int]


def counts(files: tuple[CatalogueFile, ...]) -> Counts:
    """Return the words of the tables. Raises CatalogueError for a row that is none."""
    words: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for row in rows_of("counts.csv", files, needed=("kind", "words")):
        kind = row.one_of("kind", KINDS)
        means = _means(row) if kind in ("number", "scale") else ""
        words[kind] |= {fold(word): means for word in row.words("words")}
    return Counts(
        tuple(words["card"]),
        tuple(words["machine"]),
        tuple(words["instance"]),
        MappingProxyType(words["number"]),
        MappingProxyType({word: int(n) for word, n in words["scale"].items()}),
    )


def _means(row: Row) -> str:
    text = row["means"]
    if not (text.isascii() and text.isdecimal()):
        raise row.problem(f"means is {text!r}", "write a whole number such as 10000")
    return text
