"""A text as it may be written: in any case, width, and script."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from graphkit.identity import simplified

PROBE = 4
MOST = 64
_HAN = range(0x4E00, 0xA000)
_WIDE = 0xFEE0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    `pattern` is a regular expression for all its spellings. Where it is Chinese alone
    `spellings` are those; else it is empty. Every spelling in half width holds one of
    `probes`, in lower case.
    """

    pattern: str
    spellings: tuple[str, ...]
    probes: tuple[str, ...]
    has_latin_probe: bool


def wanted(text: str) -> Wanted:
    """Return how to look for a text whose blanks are single."""
    folded = simplified(unicodedata.normalize("NFKC", text))
    letters = (r"\s+" if letter == " " else _letter(letter) for letter in folded)
    every = [sorted({letter, *_alike().get(letter, "")}) for letter in folded]
    is_han = all(ord(letter) in _HAN for letter in folded)
    probe = _probe(folded)
    return Wanted(
        "(?i)" + "".join(letters),
        tuple(map("".join, product(*every)))
        if is_han and _count(every) <= MOST
        else (),
        tuple(
            "".join(spelling).lower()
            for spelling in product(*every[probe.start : probe.stop])
        ),
        any("!" <= letter <= "~" for letter in folded[probe]),
    )


def _probe(folded: str) -> slice:
    """Return the place of a few letters that have few spellings, without a blank."""

    def cost(place: slice) -> tuple[int, int]:
        piece = folded[place]
        spellings = _count([_alike().get(letter, "") + letter for letter in piece])
        return spellings, -len(piece)

    pieces = [
        slice(start, min(start + PROBE, found.end()))
        for found in re.finditer(r"[^ ]+", folded)
        for start in range(found.start(), max(found.end() - PROBE, found.start()) + 1)
    ]
    return min(pieces, key=cost)


def _count(letters: list[Any]) -> int:
    total = 1
    for spellings in letters:
        total *= len(spellings)
    return total


def _letter(letter: str) -> str:
    alike = {letter, *_alike().get(letter, "")}
    if "!" <= letter <= "~":
        alike.add(chr(ord(letter) + _WIDE))
    if len(alike) == 1:
        return re.escape(letter)
    return f"[{''.join(re.escape(one) for one in sorted(alike))}]"


@cache
def _alike() -> dict[str, str]:
    """Return for simplified characters the traditional ones that become them."""
    every = [chr(number) for number in _HAN]
    simple = simplified("\n".join(every)).split("\n")
    alike: dict[str, str] = {}
    for letter, one in zip(every, simple, strict=True):
        if letter != one:
            alike[one] = alike.get(one, "") + letter
    return alike
