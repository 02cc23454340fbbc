"""Arrays on disk: written once, opened memory-mapped, never changed.

A group of arrays is a frozen dataclass; each field is a file `<group>.<field>.npy`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]

NONE = -1
"""Stands for no node, no edge, no document."""

NO_DAY = 2**31 - 1
"""Stands for no date, and sorts after every date."""

MOST_CODES = 2**62
"""How many rows a code of 64 bits tells apart without being ranked first."""

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by number, in one run of UTF-8 bytes: `start[n]:start[n + 1]`."""

    start: Longs
    letters: Letters

    def __getitem__(self, number: int) -> str:
        """Return the text of a number."""
        begin, end = self.start[number], self.start[number + 1]
        return self.letters[begin:end].tobytes().decode("utf-8", "replace")

    def many(self, numbers: npt.NDArray[Any]) -> list[str]:
        """Return the texts of several numbers, in their order."""
        begins, ends = self.start[numbers].tolist(), self.start[numbers + 1].tolist()
        letters = self.letters.data
        return [
            str(letters[begin:end], "utf-8", "replace")
            for begin, end in zip(begins, ends, strict=True)
        ]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.start) - 1

    @property
    def lengths(self) -> Longs:
        """The length of every text in bytes."""
        return np.diff(self.start)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Return texts in the order given."""
        encoded = [text.encode() for text in texts]
        sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
        return cls(pointers(sizes), np.frombuffer(b"".join(encoded), np.uint8))


def save(group: object, folder: Path, name: str) -> None:
    """Write the arrays of a group."""
    for field in fields(group):  # type: ignore[arg-type]
        np.save(folder / f"{name}.{field.name}.npy", getattr(group, field.name))


def load(kind: type[Group], folder: Path, name: str) -> Group:
    """Open the arrays of a group; what is not read stays on disk."""
    return kind(
        **{
            field.name: _open(folder / f"{name}.{field.name}.npy")
            for field in fields(kind)  # type: ignore[arg-type]
        }
    )


def _open(file: Path) -> npt.NDArray[Any]:
    mapped = (
        np.load(file, mmap_mode="r") if file.stat().st_size > 128 else np.load(file)
    )
    return np.asarray(mapped)


def pointers(counts: npt.NDArray[Any]) -> Longs:
    """Return where each owner's items begin, and at the end where all end."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def grouped(owners: npt.NDArray[Any], count: int) -> Longs:
    """Return where the items of each owner begin once they are sorted by owner."""
    return pointers(np.bincount(owners, minlength=count))


def listed(
    owners: npt.NDArray[Any], items: npt.NDArray[Any], count: int
) -> tuple[Longs, Ints]:
    """Return `grouped` for items in any order, and the items, ascending by owner.

    Owners and items are below 2**31 and not negative.
    """
    pairs = owners.astype(np.int64) << 32 | items
    pairs.sort()  # three times faster than to sort places by two columns
    return grouped(owners, count), (pairs & 0xFFFFFFFF).astype(np.int32)


def different(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the different values, ascending.

    `np.unique` hashes first, which takes several times as long where few are equal.
    """
    ordered = np.sort(values)
    new = np.ones(len(ordered), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def spread(
    start: npt.NDArray[Any], end: npt.NDArray[Any]
) -> tuple[npt.NDArray[np.intp], Longs]:
    """Return every place of the ranges `start:end`, each with its range's number."""
    counts = (end - start).astype(np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) + (start - before)[owner]


def coded(*columns: npt.NDArray[Any]) -> Longs:
    """Return a number for each row of columns: equal rows, equal numbers, from 0 on."""
    codes, count = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        least = int(column.min(initial=0))
        span = int(column.max(initial=0)) - least + 1
        if count * span > MOST_CODES:
            codes = _ranked(codes)
            count = int(codes.max(initial=0)) + 1
        codes, count = codes * span + (column.astype(np.int64) - least), count * span
    return _ranked(codes)


def _ranked(values: Longs) -> Longs:
    """Return the place of each value among the different ones."""
    order = np.argsort(values)
    ordered = values[order]
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.cumsum(ordered != np.concatenate((ordered[:1], ordered[:-1])))
    return ranks


def distinct(groups: npt.NDArray[Any], values: npt.NDArray[Any], count: int) -> Longs:
    """Return how many different values (32 bits) each of `count` groups has."""
    pairs = different(groups.astype(np.int64) << 32 | values)
    return np.bincount(pairs >> 32, minlength=count)


def among(values: npt.NDArray[Any], ordered: npt.NDArray[Any]) -> Flags:
    """Say of each value whether it is among some in ascending order."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    place = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: Flags = ordered[place] == values
    return found
