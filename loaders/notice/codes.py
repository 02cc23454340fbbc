"""Unified social credit codes (GB 32100-2015) in a text, by their check digit."""

import re
from collections.abc import Iterator

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Ya-z]{18}(?![0-9A-Za-z])")


def is_code(text: str) -> bool:
    """Say whether 18 characters are a credit code with the right check character."""
    if len(text) != 18 or any(letter not in _ALPHABET for letter in text):
        return False
    values = [_ALPHABET.index(letter) for letter in text]
    total = sum(v * w for v, w in zip(values, _WEIGHTS, strict=False))
    return values[17] == (31 - total) % 31


def codes(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield (start, code) of every sound code between two places, upper case."""
    for match in _CODE.finditer(folded, start, end):
        code = match[0].upper()
        if is_code(code):
            yield match.start(), code
