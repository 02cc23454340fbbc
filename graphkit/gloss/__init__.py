"""Glosses: what Chinese words of procurement mean, for those who do not read them.

English comes from tables in `graphkit/data/gloss`, pinyin from a machine. Both stand
beside the words they explain, never instead of them, and are never used to tell who is
who.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from graphkit.catalogue_files import CatalogueFile

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_LONE = re.compile("[\ud800-\udfff]")
"""What is no character, and no other program takes for one."""

Kind = Literal["label", "type", "method", "modality", "unit", "stage", "name"]

TABLES: Mapping[Kind, str] = {
    "label": "labels.csv",
    "type": "types.csv",
    "method": "methods.csv",
    "modality": "modality.csv",
    "unit": "units.csv",
    "stage": "stages.csv",
    "name": "names.csv",
}


@cache
def terms(kind: Kind) -> Mapping[str, str]:
    """Return the English of all terms of a kind, in the order of its table."""
    name = f"data/gloss/{TABLES[kind]}"
    content = (files("graphkit") / name).read_bytes()
    table = CatalogueFile(name, f"graphkit/{name}", content, True)
    return {row.needed("term"): row.needed("english") for row in table.rows()}


def english(term: str, kind: Kind) -> str:
    """Return what a term means in English; '' where its table does not say."""
    return terms(kind).get(term.strip(" :：\u3000"), "")


def within(text: str, *kinds: Kind) -> tuple[tuple[str, str], ...]:
    """Return the terms in a text with their English, each once, in order.

    Where terms overlap the longest is taken: 中标供应商名称, not 供应商. A term of one
    character counts behind a figure only: 2件 are pieces, 文件 are none.
    """
    return tuple(dict.fromkeys(_within(text, kinds)))


def _within(text: str, kinds: tuple[Kind, ...]) -> Iterator[tuple[str, str]]:
    known = _together(kinds)
    before = ""
    for term in split(text, _words(kinds)):
        if term in known and (len(term) > 1 or before[-1:].isdigit()):
            yield term, known[term]
        before = term


@cache
def _together(kinds: tuple[Kind, ...]) -> Mapping[str, str]:
    return {term: said for kind in kinds for term, said in terms(kind).items()}


@cache
def _words(kinds: tuple[Kind, ...]) -> frozenset[str]:
    return frozenset(_together(kinds))


def split(text: str, words: frozenset[str]) -> Iterator[str]:
    """Yield a text in pieces: known words, the longest first, and what lies between."""
    done = 0
    valid = _LONE.sub("\ufffd", text)
    for _, start, end in _finder(words).find_matches_as_indexes(valid):
        if done < start:
            yield text[done:start]
        yield text[start:end]
        done = end
    if done < len(text):
        yield text[done:]


@cache
def _finder(words: frozenset[str]) -> "AhoCorasick":
    import ahocorasick_rs

    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(sorted(words), matchkind=longest)
