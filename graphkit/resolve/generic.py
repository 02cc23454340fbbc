"""Names that many bodies have: what they mean depends on who speaks.

第三人民医院 and Ministry of Health name somebody only within a town or a country. Such
names, and those of persons, never join on the name alone.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from graphkit.resolve.words import folded, rows

SCOPES = ("", "national", "local", "person", "withheld", "nobody")
"""Within what a name means one body: everywhere, a country, a place or what one buyer
says (local, person), one tender; `nobody`: no name is given (无, N/A, 详见附件)."""


def scopes(
    keys: Sequence[str], kinds: Sequence[str], known: Collection[str]
) -> list[str]:
    """Return the scope of every name, given its key and kind; see SCOPES.

    The dictionary's names (`known` keys) are nobody else's: their scope is ''.
    """
    return [
        "" if key in known else _scope(key, kind)
        for key, kind in zip(keys, kinds, strict=True)
    ]


def _scope(key: str, kind: str) -> str:
    if kind == "person":
        return "person"
    if len(key) > 60:
        return ""
    found = _patterns().fullmatch(folded(key))
    return found.lastgroup or "" if found else ""


@cache
def _patterns() -> re.Pattern[str]:
    merged: dict[str, list[str]] = {}
    for row in rows("generic"):
        merged.setdefault(row["scope"], []).append(_without_groups(row["pattern"]))
    return re.compile(
        "|".join(f"(?P<{scope}>{'|'.join(found)})" for scope, found in merged.items())
    )


def _without_groups(pattern: str) -> str:
    # Only the scope's own group may be the last one that matched.
    return re.sub(r"\((?!\?)", "(?:", pattern)
