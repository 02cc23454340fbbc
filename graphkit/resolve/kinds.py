"""The kind of an organisation, read from the words of its name.

In a Chinese name the word that ends last decides (深圳大学附属医院 is a hospital), in
others the strongest word (Oxford University Press Ltd is a company). Words and ranks
are in `graphkit/data/names/kinds.csv`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graphkit.folding import has_han
from graphkit.resolve.persons import is_person
from graphkit.resolve.words import folded, rows, spelled

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

KINDS = (
    "university",
    "institute",
    "hospital",
    "company",
    "government",
    "military",
    "person",
    "other",
    "unknown",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that tells a kind; the lower its rank, the more it weighs.

    `starts` and `ends` say whether it must begin and end where a word does; `last`
    that nothing may follow.
    """

    text: str
    kind: str
    rank: int
    starts: bool
    ends: bool
    last: bool

    @property
    def is_chinese(self) -> bool:
        """Whether the word is written in Chinese characters."""
        return has_han(self.text[0])


def kinds(names: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return the kind of every name, one of KINDS, given the names and their keys."""
    automaton, words = _lexicon()
    return [
        _kind(name, key, automaton, words)
        for name, key in zip(names, keys, strict=True)
    ]


def _kind(
    name: str, key: str, automaton: "AhoCorasick", words: tuple[Word, ...]
) -> str:
    if has_han(key):
        found = list(_found(key, automaton, words, chinese=True))
        if found:
            return min(found, key=lambda hit: (hit[2].rank, -hit[1], hit[0]))[2].kind
    text = folded(name)
    found = list(_found(spelled(text), automaton, words, chinese=False))
    if found:
        return min(found, key=lambda hit: (hit[2].rank, hit[0], -hit[1]))[2].kind
    return "person" if is_person(text, key) else "unknown"


def _found(
    text: str, automaton: "AhoCorasick", words: tuple[Word, ...], *, chinese: bool
) -> Iterator[tuple[int, int, Word]]:
    length = len(text.rstrip(" .,;)")) if not chinese else len(text)
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        word = words[number]
        if word.is_chinese != chinese or (word.last and end < length):
            continue
        if word.starts and start and text[start - 1].isalnum():
            continue
        if word.ends and end < len(text) and text[end].isalnum():
            continue
        yield start, end, word


@cache
def _lexicon() -> tuple["AhoCorasick", tuple[Word, ...]]:
    import ahocorasick_rs

    words = tuple(
        _word(row["kind"], spelled(folded(row["word"])), row["where"], int(row["rank"]))
        for row in rows("kinds")
    )
    automaton = ahocorasick_rs.AhoCorasick(
        [word.text for word in words], matchkind=ahocorasick_rs.MatchKind.Standard
    )
    return automaton, words


def _word(kind: str, text: str, where: str, rank: int) -> Word:
    bare = text.strip("*")
    is_free = has_han(bare[0])
    return Word(
        bare,
        kind,
        rank,
        starts=not is_free and not text.startswith("*"),
        ends=not is_free and not text.endswith("*"),
        last=where == "end",
    )
