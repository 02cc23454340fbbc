"""Texts made equal for finding, never longer or shorter than they were; their script.

Offsets found in a folded text are those of the text given.
"""

import re
from collections.abc import Iterable

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_HAS_WIDE = re.compile("[\uff01-\uff5e\u3000]")


_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def has_han(text: str) -> bool:
    """Say whether a text, or a letter, holds a Chinese character."""
    return not text.isascii() and _HAN.search(text) is not None


def fold(text: str) -> str:
    """Return a text in lower case and half width, of exactly the same length."""
    low = text.lower()
    if len(low) != len(text):  # 'İ'.lower() is two characters
        low = "".join(_lower(letter) for letter in text)
    if not low.isascii() and _HAS_WIDE.search(low):
        return low.translate(_WIDE)
    return low


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def _lower(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter
