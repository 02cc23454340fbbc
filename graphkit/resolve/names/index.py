"""An index of names: those nearest to a name, best first.

Names are found by what they are made of: words in common form and letter groups in
Latin names, character pairs in Chinese ones; between the scripts by places, English
words and pinyin. What is found so is compared, and the comparison gives the order.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from graphkit.folding import has_han
from graphkit.identity import name_key
from graphkit.resolve.names.chinese import Chinese, chinese, english
from graphkit.resolve.names.comparing import compare
from graphkit.resolve.names.comparison import Comparison
from graphkit.resolve.names.containing import named_after
from graphkit.resolve.names.dictionary import Dictionary
from graphkit.resolve.names.gazetteer import gazetteer
from graphkit.resolve.names.latin import Latin, latin
from graphkit.resolve.names.latin_words import common, skeleton
from graphkit.resolve.names.romanising import pinyin

CANDIDATES = 50
"""Names that are compared for one question, those with most in common."""
ENOUGH = 100
"""Names from which on an index tells how rare a word is."""


class Index:
    """Names to look others up in; the same names in any order answer alike."""

    def __init__(
        self, names: Iterable[str], dictionary: Dictionary | None = None
    ) -> None:
        """Take the distinct names in."""
        self.names = tuple(sorted(set(names)))
        self._dictionary = dictionary
        self._number: dict[str, int] = {}
        rows: list[int] = []
        keys: list[int] = []
        number = self._number
        for row, name in enumerate(self.names):
            for feature in features(name):
                keys.append(number.setdefault(feature, len(number)))
                rows.append(row)
        held = np.asarray(keys, dtype=np.int32)
        order = np.argsort(held, kind="stable")
        self._rows = np.asarray(rows, dtype=np.int32)[order]
        counts = np.bincount(held, minlength=len(number))
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        self._weight = np.log1p(len(self.names) / np.maximum(counts, 1))
        size = np.zeros(len(self.names))
        np.add.at(size, self._rows, np.repeat(self._weight, counts))
        self._size = np.sqrt(size)
        self._rarest = math.log1p(len(self.names))

    def nearest(
        self, name: str, k: int = 5, *, least: float = 0.0
    ) -> list[tuple[str, Comparison]]:
        """Return up to k names with how they compare to this one, best first.

        An equal name comes first, also where it is unsure whose it is; others by the
        score and what they have in common. Names in Latin letters that have less than
        `least` in common, of 1, are not looked at.
        """
        shared = self.candidates(name, least=least)
        found = [(other, self._compared(name, other)) for other in shared]
        key = name_key(name)
        is_latin = not has_han(name)

        def order(pair: tuple[str, Comparison]) -> tuple[bool, float, str]:
            other, told = pair
            same_script = is_latin and not has_han(other)
            rank = told.score + (shared[other] if same_script else told.score)
            return name_key(other) != key, -rank, other

        return sorted(found, key=order)[:k]

    def _compared(self, name: str, other: str) -> Comparison:
        found = compare(name, other, self._dictionary)
        if found.verdict in ("same", "part_of") or len(self.names) < ENOUGH:
            return found
        if has_han(name) or has_han(other):
            return found
        return named_after(name, other, self._is_lone) or found

    def _is_lone(self, word: str) -> bool:
        key = self._number.get(word)
        return key is not None and len(self._posting(key)) == 1

    def candidates(self, name: str, *, least: float = 0.0) -> dict[str, float]:
        """Return the names that have most in common with this one, and how much.

        That is what they are looked up by, weighed by how rare it is: 1 for a name of
        the same make, 0 for nothing.
        """
        total, own = np.zeros(len(self.names)), 0.0
        for feature in features(name):
            key = self._number.get(feature)
            if key is None:
                own += self._rarest
            else:
                total[self._posting(key)] += self._weight[key]
                own += self._weight[key]
        # A name of few features, all of them met, is not to win by that alone.
        ranked = total / (self._size + 1.0)
        count = min(CANDIDATES, int(np.count_nonzero(total)))
        if not count:
            return {}
        best = np.sort(np.argpartition(-ranked, count - 1)[:count])
        shared = total[best] / (self._size[best] * math.sqrt(own))
        floor = 0.0 if has_han(name) else least
        return {
            self.names[row]: float(share)
            for row, share in zip(best, shared, strict=True)
            if share >= floor or has_han(self.names[row])
        }

    def _posting(self, key: int) -> NDArray[np.int32]:
        return self._rows[self._starts[key] : self._starts[key + 1]]


def features(name: str) -> set[str]:
    """Return what a name is looked up by."""
    if has_han(name):
        return set(_of_chinese(chinese(name)))
    return set(_of_latin(latin(name)))


def _of_latin(name: Latin) -> Iterator[str]:
    yield from name.words
    yield from (f"~{spoken}" for w in name.words if len(spoken := skeleton(w)) > 2)
    letters = f"^{''.join(name.words)}$"
    yield from (f"#{letters[at : at + 3]}" for at in range(len(letters) - 2))
    if len(name.words) > 1:
        yield f"={''.join(word[0] for word in name.words)}"
    if len(name.words) == 1:
        yield f"={name.words[0]}"


def _of_chinese(name: Chinese) -> Iterator[str]:
    text = name.text
    yield from (text[at : at + 2] for at in range(max(1, len(text) - 1)))
    places = gazetteer().latin
    for place in name.all_places:
        for spelling in places.get(place, ()):
            yield common(spelling)
    for unit in name.units:
        if unit.role == "word":
            yield from _english_words(unit.text)
        elif unit.role == "own":
            spoken = pinyin(unit.text)
            yield spoken
            yield from (f"#{spoken[at : at + 3]}" for at in range(len(spoken) - 2))


@cache
def _english_words(word: str) -> frozenset[str]:
    return frozenset(common(w) for form in english()[word] for w in form.split())
