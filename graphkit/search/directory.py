"""The directory: every name, alias, identifier and number, searched as a person types.

All spellings of a label stand in one text, the shortest first, one a line: looking
through it takes the memory's time and no table, so each letter typed has its answer.
Chinese is also found by its pinyin and by the first letters of its pinyin; readings
are made by machine, help to find, and never tell who is who.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.folding import has_han
from graphkit.gloss import terms
from graphkit.identity import name_key, name_keys
from graphkit.search.graph import Graph
from graphkit.tables import connect, literal

LABELS = (
    "Organization",
    "Provider",
    "Chip",
    "Model",
    "Product",
    "Tender",
    "Rule",
    "List",
    "Classification",
)
"""What is listed, in the order in which hits are shown."""

COLUMNS = ("label", "uid", "name", "said", "form", "by")
_PRIVATE = 0xE000
"""The first character that stands for a reading which a word gives another one."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """The spellings of one label: `keys` a line each, by length; lines by number."""

    label: str
    uids: tuple[str, ...]
    said: tuple[str, ...]
    forms: tuple[str, ...]
    keys: str
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, label: str, rows: Iterable[tuple[str, str, str, str]]) -> "Page":
        """Return a page of rows of key, uid, spelling and form."""
        ordered = sorted(set(rows), key=lambda row: (len(row[0]), row))
        keys, uids, said, forms = map(tuple, zip(*ordered, strict=True))
        return cls(label, uids, said, forms, *_joined(keys))

    @cached_property
    def sounds(self) -> tuple[str, npt.NDArray[np.int64]]:
        """The keys in pinyin, and where each begins; without Chinese none."""
        return _joined(_sounding(self.keys)) if has_han(self.keys) else _joined(())

    @cached_property
    def initials(self) -> tuple[str, npt.NDArray[np.int64]]:
        """The first letters of the keys in pinyin, and where each begins."""
        return _joined(_sounding(self.keys, 1)) if has_han(self.keys) else _joined(())

    def hits(self, key: str, limit: int) -> list[tuple[int, str]]:
        """Return lines with a key, and by what; equal first, then beginnings."""
        found: dict[int, str] = {}
        ways = [("spelling", (self.keys, self.starts))]
        if key.isascii() and key.isalpha():
            ways += [("pinyin", self.sounds), ("initials", self.initials)]
        for by, (text, starts) in ways:
            for wanted in (f"\n{key}\n", f"\n{key}", key):
                if by == "initials" and not wanted.startswith("\n"):
                    continue  # the middle of other words
                for line in _lines(text, starts, wanted):
                    found.setdefault(line, by)
                    if len(found) >= limit:
                        return list(found.items())
        return list(found.items())


class Directory:
    """The pages of a graph; see the module."""

    def __init__(self, graph: Graph, pages: Sequence[Page]) -> None:
        """Keep the pages; `Directory.open` makes them."""
        self.index, self.pages = graph.index, tuple(pages)

    @classmethod
    def open(cls, graph: Graph) -> "Directory":
        """Return the directory of a graph; it costs a second for 100,000 names."""
        rows = sorted(_rows(graph.tables), key=lambda row: LABELS.index(row[0]))
        grouped = groupby(rows, key=lambda row: row[0])
        return cls(
            graph, [Page.of(label, [r[1:] for r in of]) for label, of in grouped]
        )

    def ready(self) -> None:
        """Read all Chinese in pinyin now, so that nobody waits for it."""
        for page in self.pages:
            _ = page.sounds, page.initials

    def find(self, text: str, limit: int = 8) -> list[Row]:
        """Return what is called so or has such a number, `limit` things a label.

        Shortest spellings come first, in order of LABELS; `by` says how it was found
        (spelling, pinyin, initials), `form` whether it is a name or an identifier.
        """
        key = name_key(text[:200])
        if not key.isalnum():
            return []
        return [row for page in self.pages for row in self._of(page, key, limit)]

    def _of(self, page: Page, key: str, limit: int) -> Iterator[Row]:
        seen: set[str] = set()
        for line, by in page.hits(key, limit * 4):
            uid = page.uids[line]
            node = self.index.number(uid)
            if uid in seen or node < 0:
                continue
            seen.add(uid)
            said = (page.label, uid, self.index.name(node), page.said[line])
            yield dict(zip(COLUMNS, (*said, page.forms[line], by), strict=True))
            if len(seen) >= limit:
                return


def _lines(text: str, starts: npt.NDArray[np.int64], wanted: str) -> Iterator[int]:
    """Yield the lines that hold a text, in order, each once."""
    at = text.find(wanted)
    while at >= 0:
        line = int(np.searchsorted(starts, at + wanted.startswith("\n"), "right")) - 1
        yield line
        if line + 1 >= len(starts):
            return
        at = text.find(wanted, int(starts[line + 1]) - 1)


def _joined(keys: Sequence[str]) -> tuple[str, npt.NDArray[np.int64]]:
    lengths = np.fromiter((len(key) + 1 for key in keys), np.int64, len(keys))
    starts = np.concatenate((np.ones(1, np.int64), 1 + np.cumsum(lengths)))[:-1]
    return "".join(("\n", *(f"{key}\n" for key in keys))), starts


def _rows(tables: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield label, key, uid, spelling and form of all that has a name."""
    with connect() as connection:
        names = tables / "names.parquet"
        if names.exists():
            query = f"SELECT label, key, uid, text FROM read_parquet({literal(names)})"
            for label, key, uid, text in connection.execute(query).fetchall():
                if label in LABELS and key:
                    yield label, key, uid, text, "name"
        for label in LABELS:
            said = [
                (uid, text, form)
                for form, column in _columns(label)
                for uid, text in connection.execute(
                    f"SELECT uid, {column} AS said FROM "
                    f"read_parquet({literal(tables / 'nodes' / f'{label}.parquet')})"
                ).fetchall()
                if text
            ]
            keys = name_keys([text for _, text, _ in said])
            for (uid, text, form), key in zip(said, keys, strict=True):
                yield label, key, uid, text, form


def _columns(label: str) -> Iterator[tuple[str, str]]:
    yield from (("name", column) for column in ("name", "name_zh", "name_en"))
    if label == "Organization":
        yield "identifier", "unnest(identifiers)"
    if label == "Tender":
        yield "identifier", "number"


def _sounding(keys: str, letters: int = 99) -> list[str]:
    for word, marked in _words().items():
        keys = keys.replace(word, marked)
    readings = {ord(one): _reading(one)[:letters] for one in set(keys)}
    return keys.translate(readings).strip("\n").split("\n")


@cache
def _reading(letter: str) -> str:
    from pypinyin import Style, lazy_pinyin  # slow to load

    if letter in _marks():
        return _marks()[letter]
    return (
        str(lazy_pinyin(letter, style=Style.NORMAL)[0]) if has_han(letter) else letter
    )


@cache
def _marked() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return words with marks for letters that they read otherwise, and the marks."""
    from pypinyin import Style, lazy_pinyin

    marks: dict[str, str] = {}
    words: dict[str, str] = {}
    for word in sorted(terms("name"), key=lambda word: (-len(word), word)):
        read = lazy_pinyin(word, style=Style.NORMAL)
        alone = [lazy_pinyin(one, style=Style.NORMAL)[0] for one in word]
        if len(read) != len(word) or read == alone:
            continue
        marked = ""
        for letter, inside, outside in zip(word, read, alone, strict=True):
            if inside != outside:
                letter = marks.setdefault(inside, chr(_PRIVATE + len(marks)))
            marked += letter
        words[word] = marked
    return words, {mark: read for read, mark in marks.items()}


def _words() -> Mapping[str, str]:
    return _marked()[0]


def _marks() -> Mapping[str, str]:
    return _marked()[1]
