"""Places at the head of a Chinese name: in which province the name puts its body."""

from collections.abc import Mapping
from functools import cache

from graphkit.folding import has_han
from graphkit.resolve.words import rows


def province(key: str) -> str:
    """Return the province that a name key begins with, or the city of; '' for none.

    Cities count with their 市 only: 朝阳区 in Beijing is not 朝阳市 in Liaoning.
    """
    if not key or not has_han(key[0]):
        return ""
    places, longest = _places()
    for length in range(min(longest, len(key)), 1, -1):
        if found := places.get(key[:length]):
            return found
    return ""


@cache
def _places() -> tuple[Mapping[str, str], int]:
    found = {row["place"]: row["province"] for row in rows("places")}
    return found, max(map(len, found))
