"""Keys: what makes a name, a tender, a document or an edge the same one.

Every key is intrinsic: made from what records say, never from file order or time.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Protocol

SEPARATOR = "\x1f"
PLACEHOLDERS = frozenset(
    ("无", "na", "none", "null", "nil", "noaplica", "notapplicable", "tbc", "tbd")
)
"""Folded project numbers that say there is none."""

_EMPTY = blake2b(digest_size=8)
_DROP = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"\A(?:https?:)?//(?:www\.)?", re.I)


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _simplified() -> _Converter:
    from opencc import OpenCC  # slow to load, and Latin names never need it

    converter: _Converter = OpenCC("t2s")
    return converter


def simplified(text: str) -> str:
    """Return a text in simplified Chinese characters."""
    return text if text.isascii() else _simplified().convert(text)


def digest(*parts: str) -> str:
    """Return 16 hex digits that stand for a tuple of texts."""
    hashed = _EMPTY.copy()  # faster than to begin a hash with its settings
    hashed.update(SEPARATOR.join(parts).encode())
    return hashed.hexdigest()


def name_keys(names: Sequence[str]) -> list[str]:
    """Return the key of each name: what is left when only spelling is taken away.

    NFKC, traditional to simplified characters, case folded, letters and digits
    only. Names with equal keys are equal names, no more. All names go through
    the converter at once: a call costs more than a name.
    """
    folded = [unicodedata.normalize("NFKC", name).replace("\n", " ") for name in names]
    han = [place for place, name in enumerate(folded) if not name.isascii()]
    if han:
        joined = "\n".join(folded[place] for place in han)
        converted = _simplified().convert(joined).split("\n")
        for place, name in zip(han, converted, strict=True):
            folded[place] = name
    return [_DROP.sub("", name.casefold()) or name for name in folded]


@cache
def name_key(name: str) -> str:
    """Return the key of one name; see `name_keys`."""
    return _key_of(name)


def _key_of(name: str) -> str:
    """Return the key of a name that hardly comes twice, and is not remembered."""
    if not name.isascii():
        return name_keys([name])[0]
    folded = name.casefold().replace("\n", " ")
    return _DROP.sub("", folded) or folded


def is_number(text: str) -> bool:
    """Say whether a project number identifies: 5 characters, a digit, no 无 or N/A."""
    key = _key_of(text)
    return len(key) >= 5 and key not in PLACEHOLDERS and any(map(str.isdigit, key))


def tender_uid(
    *, process: str, number: str, buyer: str, source: str, locator: str
) -> str:
    """Return the uid of the tender a record speaks of.

    The process identifier (an ocid) decides; else number and buyer together; else
    the record stands alone. A title never joins.
    """
    if process:
        return f"tender:{digest('process', process)}"
    if is_number(number) and buyer:
        return f"tender:{digest('number', name_key(number), name_key(buyer))}"
    return f"tender:{digest('record', source, locator)}"


def address_key(url: str) -> str:
    """Return an address as two that lead to one page share it.

    Scheme, www. and fragment are left out, and a slash at the end; the host in lower
    case.
    """
    rest = _SCHEME.sub("", url.strip()).partition("#")[0].rstrip("/")
    host, slash, path = rest.partition("/")
    return host.lower() + slash + path


def document_uid(source: str, locator: str) -> str:
    """Return the uid of a record as a Document."""
    return f"doc:{digest(source, locator)}"


def organization_uid(anchor: Sequence[str]) -> str:
    """Return the uid an anchor gives: (name key, jurisdiction, strong identifier)."""
    return f"org:{digest(*anchor)}"


def edge_key(kind: str, start: str, end: str, part: str, modality: str) -> str:
    """Return the key of an edge, as text (half the size of a hash in a table)."""
    return "|".join((kind, start, end, part, modality))


def chain_key(edges: Iterable[str]) -> str:
    """Return the key of a chain or path: a hash of its edges' keys, in hop order."""
    return digest(*edges)
