"""Traditional characters that fall together when simplified: 鍾 and 鐘 both become 钟.

Names that differ by such letters have one key and are two names. 雲 and 云 fall
together with nothing else, and tell nobody apart.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

from graphkit.identity import simplified
from graphkit.resolve.words import words_of

_FIRST, _LAST = 0x4E00, 0x9FFF


def collided(texts: Sequence[str]) -> list[str]:
    """Return of every name its letters that fall together with others, with places.

    `0鍾` says that the first letter of the name is 鍾; '' that there is none. Letters
    that are one character in two forms count as the first of them.
    """
    colliding = _colliding()
    return [
        "" if text.isascii() or colliding.keys().isdisjoint(text) else _found(text)
        for text in texts
    ]


def _found(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    letters = [letter for letter in narrow if letter.isalnum()]
    colliding = _colliding()
    return " ".join(
        f"{place}{colliding[letter]}"
        for place, letter in enumerate(letters)
        if letter in colliding
    )


@cache
def _colliding() -> dict[str, str]:
    """Return the letters of which several have one simplified form."""
    letters = [chr(point) for point in range(_FIRST, _LAST + 1)]
    briefs = simplified("\n".join(letters)).split("\n")
    alike: dict[str, dict[str, None]] = {}
    for letter, brief in zip(letters, briefs, strict=True):
        if letter != brief:
            alike.setdefault(brief, {})[_plain(letter)] = None
    several = {brief for brief, found in alike.items() if len(found) > 1}
    return {
        letter: _plain(letter)
        for letter, brief in zip(letters, briefs, strict=True)
        if letter != brief and brief in several
    }


def _plain(letter: str) -> str:
    return _variants().get(letter, letter)


@cache
def _variants() -> dict[str, str]:
    return {pair[1]: pair[0] for pair in words_of("one character")}
