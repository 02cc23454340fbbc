"""Glosses: what Chinese words of procurement mean, for those who do not read them.

English comes from tables in `graphkit/data/gloss`, pinyin from a machine. Both stand
beside the words they explain, never instead of them, and are never used to tell who is
who.
"""

from collections.abc import Iterator, Mapping, Set
from functools import cache
from importlib.resources import files
from typing import Literal

from graphkit.catalogue_files import CatalogueFile

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
    for term in split(text, known.keys()):
        if term in known and (len(term) > 1 or before[-1:].isdigit()):
            yield term, known[term]
        before = term


@cache
def _together(kinds: tuple[Kind, ...]) -> Mapping[str, str]:
    return {term: said for kind in kinds for term, said in terms(kind).items()}


def split(text: str, words: Set[str]) -> Iterator[str]:
    """Yield a text in pieces: known words, the longest first, and what lies between."""
    longest = max(map(len, words), default=0)
    done = at = 0
    while at < len(text):
        lengths = range(min(longest, len(text) - at), 0, -1)
        found = next((n for n in lengths if text[at : at + n] in words), 0)
        if found:
            if done < at:
                yield text[done:at]
            yield text[at : at + found]
            done = at + found
        at += found or 1
    if done < len(text):
        yield text[done:]
