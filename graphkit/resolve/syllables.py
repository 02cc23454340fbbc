"""Latin words that look like pinyin."""

import re
from functools import cache

from graphkit.resolve.words import rows

LONGEST = 24
"""Letters of a word that may be pinyin; `xian` reads in two ways, and so on."""


@cache
def is_pinyin(word: str) -> bool:
    """Say whether a Latin word could be Chinese: one letter makes another name."""
    return len(word) <= LONGEST and _pinyin().fullmatch(word) is not None


@cache
def _pinyin() -> re.Pattern[str]:
    found = [
        f"{row['initial']}(?:{'|'.join(sorted(row['finals'].split(), key=len))})"
        for row in rows("syllables")
    ]
    return re.compile(f"(?:{'|'.join(found)})+")
