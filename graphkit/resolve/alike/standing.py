"""What names came to so far, kept beside the tables so that new names cost little.

Arrays are memory-mapped: to look up the blocks of one name among a million reads a
few pages. Names are only added; where one is gone or reads otherwise, all are
compared anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from graphkit.resolve.alike.blocks import MOST_WHOLES, Blocks, fits
from graphkit.resolve.alike.keys import Side, keys
from graphkit.resolve.alike.likeness import Likeness, Spelling, is_worth_keeping, liken
from graphkit.resolve.names import Dictionary

Pair = tuple[str, str]
"""Two names by their keys, in order."""
Sides = Mapping[Side, npt.NDArray[np.int32]]
"""Who is in a block, by what they are to its key."""
_SIDES = np.array(Side, np.uint8)
_ARRAYS = ("number", "side", "owner")
_NAMES = msgspec.msgpack.Decoder(Spelling)
_FOUND = msgspec.msgpack.Decoder(Likeness)
_EDITION = "edition"


class Packed:
    """Texts or values in one array of bytes, each decoded when it is asked for."""

    def __init__(
        self, ends: npt.NDArray[np.int64], data: npt.NDArray[np.uint8]
    ) -> None:
        """Keep where each value ends in the bytes of all of them."""
        self.ends, self.data = ends, data

    @staticmethod
    def of(values: Sequence[bytes]) -> "Packed":
        """Return values packed, in their order."""
        ends = np.cumsum([len(value) for value in values], dtype=np.int64)
        return Packed(ends, np.frombuffer(b"".join(values), np.uint8))

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.ends)

    def __getitem__(self, place: int) -> bytes:
        """Return the bytes of one value."""
        start = int(self.ends[place - 1]) if place else 0
        return self.data[start : int(self.ends[place])].tobytes()

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays into a folder."""
        np.save(folder / f"{name}.ends.npy", self.ends)
        np.save(folder / f"{name}.data.npy", self.data)

    @staticmethod
    def load(folder: Path, name: str) -> "Packed":
        """Return what was saved, read when it is asked for."""
        return Packed(_load(folder, f"{name}.ends"), _load(folder, f"{name}.data"))


@dataclass(slots=True)
class Standing:
    """Names in order, their blocks, and the likenesses of the pairs of all blocks.

    `added` are names that came after the arrays were made, with the blocks they are
    in; `brought` and `dropped` what that changed, by pairs of keys.
    """

    names: Packed
    blocks: Blocks
    found: Packed
    dictionary: Dictionary
    added: list[Spelling] = field(default_factory=list)
    newer: dict[int, list[tuple[Side, int]]] = field(default_factory=dict)
    brought: dict[Pair, Likeness] = field(default_factory=dict)
    dropped: set[Pair] = field(default_factory=set)

    @staticmethod
    def of(
        names: Sequence[Spelling],
        blocks: Blocks,
        found: Iterable[Likeness],
        dictionary: Dictionary,
    ) -> "Standing":
        """Return what was found of names, given their blocks."""
        return Standing(
            Packed.of([msgspec.msgpack.encode(name) for name in names]),
            blocks,
            Packed.of([msgspec.msgpack.encode(one) for one in found]),
            dictionary,
        )

    def name(self, number: int) -> Spelling:
        """Return a name by its number."""
        if number >= len(self.names):
            return self.added[number - len(self.names)]
        return _NAMES.decode(self.names[number])

    def every_name(self) -> list[Spelling]:
        """Return all names, those that were added last."""
        return [self.name(n) for n in range(len(self.names) + len(self.added))]

    def add(self, name: Spelling) -> list[Likeness]:
        """Take a name in and return what it comes to with those that were there.

        Costs what its blocks hold, whatever the number of names. A block that grows
        too large with it gives no pair any more.
        """
        number = len(self.names) + len(self.added)
        self.added.append(name)
        near: set[int] = set()
        lost: set[tuple[int, int]] = set()
        for key, side in keys(name.text):
            before = self._sides(key)
            self.newer.setdefault(key, []).append((side, number))
            after = {**before, side: np.append(before[side], np.int32(number))}
            near.update(_partners(after, side))
            if any(is_full for is_full in _fill(before, after)):
                lost.update(_pairs(before))
        self._drop(pair for pair in lost if not self._is_blocked(pair))
        others = [self.name(other) for other in sorted(near - {number})]
        said = [other for other in others if name.is_said or other.is_said]
        found = [liken(other, name, self.dictionary) for other in said]
        kept = [one for one in found if is_worth_keeping(one)]
        self.brought.update({(one.a, one.b): one for one in kept})
        return kept

    def every(self) -> list[Likeness]:
        """Return all likenesses, in order of their keys."""
        were = (_FOUND.decode(self.found[place]) for place in range(len(self.found)))
        are = {(one.a, one.b): one for one in were} | self.brought
        return [one for pair, one in sorted(are.items()) if pair not in self.dropped]

    def save(self, folder: Path) -> None:
        """Write everything into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        newer = [(n, s, o) for n, held in self.newer.items() for s, o in held]
        table = np.array(newer, np.int64).reshape(-1, 3)
        columns = zip(_ARRAYS, table.T, strict=True)
        blocks = Blocks.sorted(
            *(np.append(getattr(self.blocks, name), new) for name, new in columns)
        )
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(blocks, name))
        for name, values in (("names", self.every_name()), ("found", self.every())):
            packed = Packed.of([msgspec.msgpack.encode(value) for value in values])
            packed.save(folder, name)
        (folder / _EDITION).write_text(edition(self.dictionary), encoding="ascii")

    @staticmethod
    def load(folder: Path, dictionary: Dictionary) -> "Standing | None":
        """Return what a folder holds, None where it is of other rules or damaged."""
        try:
            if (folder / _EDITION).read_text("ascii") != edition(dictionary):
                return None
            blocks = Blocks(*(_load(folder, name) for name in _ARRAYS))
            names, found = (Packed.load(folder, name) for name in ("names", "found"))
        except (OSError, ValueError):
            return None
        return Standing(names, blocks, found, dictionary)

    def _sides(self, key: int) -> Sides:
        low, high = self.blocks.number.searchsorted((key, key + 1)).tolist()
        owner = self.blocks.owner[low:high]
        ends = self.blocks.side[low:high].searchsorted(_SIDES, "right").tolist()
        starts = (0, *ends[:-1])
        sides = {s: owner[a:b] for s, a, b in zip(Side, starts, ends, strict=True)}
        for side, number in self.newer.get(key, ()):
            sides[side] = np.append(sides[side], np.int32(number))
        return sides

    def _drop(self, pairs: Iterable[tuple[int, int]]) -> None:
        for pair in pairs:
            one, other = sorted(self.name(number).key for number in pair)
            self.dropped.add((one, other))

    def _is_blocked(self, pair: tuple[int, int]) -> bool:
        """Say whether a block still gives a pair."""
        other = pair[1]
        ours, theirs = (keys(self.name(number).text) for number in pair)
        shared = {key for key, _ in ours} & {key for key, _ in theirs}
        return any(
            key in shared and other in _partners(self._sides(key), side)
            for key, side in ours
        )


_MEETINGS = (
    (Side.WHOLE, Side.WHOLE),
    (Side.WHOLE, Side.PART),
    (Side.CHINESE, Side.LATIN),
)


def _gives(sides: Sides, one: Side, other: Side) -> bool:
    ours, theirs = len(sides[one]), len(sides[other])
    return ours <= MOST_WHOLES if one == other else bool(fits(one, ours, theirs))


def _partners(sides: Sides, side: Side) -> Iterator[int]:
    """Yield who a name of a side is compared with in a block."""
    for one, other in _MEETINGS:
        if side in (one, other) and _gives(sides, one, other):
            yield from sides[other if side == one else one].tolist()


def _pairs(sides: Sides) -> Iterator[tuple[int, int]]:
    """Yield the pairs that a block gives."""
    for one, other in _MEETINGS:
        if _gives(sides, one, other):
            for pair in product(sides[one].tolist(), sides[other].tolist()):
                yield min(pair), max(pair)


def _fill(before: Sides, after: Sides) -> Iterator[bool]:
    """Say of each meeting whether the block has just grown too large for it."""
    for one, other in _MEETINGS:
        yield _gives(before, one, other) and not _gives(after, one, other)


def edition(dictionary: Dictionary) -> str:
    """Return a hash of a dictionary, and of the rules and lists that compare names."""
    whole = blake2b(msgspec.msgpack.encode(sorted(dictionary.entries.items())))
    for package in ("resolve", "data/names"):
        for name, data in sorted(_bytes(files("graphkit") / package)):
            whole.update(name.encode() + b"\0" + data)
    return whole.hexdigest()


def _bytes(place: Traversable) -> Iterator[tuple[str, bytes]]:
    for inner in place.iterdir():
        if inner.is_dir():
            yield from _bytes(inner)
        elif inner.name.endswith((".py", ".csv")):
            yield f"{place.name}/{inner.name}", inner.read_bytes()


def _load(folder: Path, name: str) -> npt.NDArray[Any]:
    loaded: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r")
    return loaded
