"""The word lists of `graphkit/data/names`: rules of resolution, kept as tables."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

_DOTS = re.compile(r"\.")
_ALONE = re.compile(r"(?<=\b[^\W\d_])\s+(?=[^\W\d_]\b)")


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a word list, in the order of the file."""
    place = files("graphkit") / "data" / "names" / f"{table}.csv"
    return tuple(csv.DictReader(StringIO(place.read_text(encoding="utf-8"))))


def folded(text: str) -> str:
    """Return a text in lower case, full-width forms narrowed, accents taken off."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def spelled(text: str) -> str:
    """Return a folded text without dots, letters that stand alone put together.

    `s. a. de c. v.` and `s.a. de c.v.` are both `sa de cv`.
    """
    bare = _DOTS.sub("", text) if "." in text else text
    return _ALONE.sub("", bare) if _ALONE.search(bare) else bare


@cache
def words_of(role: str) -> frozenset[str]:
    """Return the words of one role in `roles.csv`."""
    found = frozenset(row["word"] for row in rows("roles") if row["role"] == role)
    if not found:
        raise KeyError(role)
    return found
