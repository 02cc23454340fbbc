"""Names of public bodies written in pinyin, put back into characters where it is sure.

Xīnán Jiāotōng Dàxué is 西南交通大学: the words of the lexicon and the places that no
other word sounds like are written in characters, what is left stays as it sounds. The
result is only good for a comparison with a name in another language.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from graphkit.resolve.names.chinese import english, heads
from graphkit.resolve.names.gazetteer import gazetteer
from graphkit.resolve.names.latin import latin, tokens
from graphkit.resolve.names.romanising import pinyin
from graphkit.resolve.syllables import is_pinyin

_SHORTEST = 5
"""Letters of a word that may be pinyin within a longer word."""


@lru_cache(maxsize=65_536)
def transcribed(name: str) -> str:
    """Return a name in pinyin with its words in characters, '' where it is none.

    It is one where all words are pinyin and the last is what a body is (daxue).
    """
    if not latin(name).letters.endswith(_spoken_heads()):
        return ""
    words = tokens(name)
    if len(words) < 2 or not all(map(is_pinyin, words)):
        return ""
    spoken = [piece for word in words for piece in _pieces(word)]
    return "".join(spoken) if spoken[-1] in heads() else ""


def _pieces(word: str) -> Iterator[str]:
    """Yield the words of the lexicon that a word in pinyin is made of."""
    known = _spoken()
    if word in known:
        yield known[word]
        return
    end = next(
        (
            at
            for at in range(2, len(word) - _SHORTEST + 1)
            if word[at:] in known and is_pinyin(word[:at])
        ),
        0,
    )
    if not end:
        yield word
        return
    yield from _pieces(word[:end])
    yield known[word[end:]]


@cache
def _spoken() -> Mapping[str, str]:
    """Return words of two characters and more by their pinyin, if it is only theirs."""
    words = {word for word in english() if len(word) > 1} | set(gazetteer().latin)
    found: dict[str, set[str]] = {}
    for word in words:
        spoken = pinyin(word)
        for written in {spoken, spoken.replace("v", "u")}:  # nǚ is nv, and nu
            found.setdefault(written, set()).add(word)
    return {
        spoken: next(iter(those)) for spoken, those in found.items() if len(those) == 1
    }


@cache
def _spoken_heads() -> tuple[str, ...]:
    return tuple(sorted({pinyin(head) for head in heads() if len(head) > 1}))
