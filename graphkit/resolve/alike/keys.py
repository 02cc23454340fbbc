"""Blocking keys: what two names must share before they are worth comparing.

A key is made from one name alone, by the same parts that the comparison looks at:
trade name, industry and place of a company, the words of a public body, rare words,
letters and sounds of a Latin name. Between the scripts only the pinyin of a trade
name, or a place with an English word, leads across.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise

from graphkit.folding import has_han
from graphkit.resolve.names.chinese import Chinese, Unit, chinese, english, heads
from graphkit.resolve.names.gazetteer import NATION, gazetteer
from graphkit.resolve.names.latin import Latin, latin
from graphkit.resolve.names.latin_words import (
    common,
    is_ordinary,
    is_own,
    skeleton,
)
from graphkit.resolve.names.romanising import pinyin
from graphkit.resolve.syllables import is_pinyin
from graphkit.resolve.words import words_of

_BREAK = re.compile(r"\s*[,;/|()（）\[\]]\s*|\s+[-–—]\s+")
_TITLES = frozenset(("市", "省"))
_NATION = frozenset(("china", "chinese"))
LONGEST = 12
"""Words of a Latin name of which pairs are made."""


class Side(IntEnum):
    """What a name is to a key: all that are WHOLE are compared with one another.

    A PART is compared with every WHOLE, a CHINESE name with every LATIN one, and
    neither with its like.
    """

    WHOLE = 0
    PART = 1
    CHINESE = 2
    LATIN = 3


Key = tuple[int, Side]
"""A key of a name, as 63 bits, and what the name is to it."""


@lru_cache(maxsize=4_096)
def keys(name: str) -> tuple[Key, ...]:
    """Return the distinct keys of a name, sorted."""
    found = _of_chinese(chinese(name)) if has_han(name) else _of_latin(name)
    return tuple(sorted({(_number(text), side) for text, side in found}))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def _of_chinese(name: Chinese) -> Iterator[tuple[str, Side]]:
    if name.is_company:
        yield from _of_company(name)
    else:
        yield from _of_body(name)
    yield from _across(name)


def _of_company(name: Chinese) -> Iterator[tuple[str, Side]]:
    side = Side.PART if name.branch else Side.WHOLE
    words = "".join(name.words)
    if not name.trade:
        yield f"stem {name.base}", side
        return
    yield f"trade {name.trade}", side
    yield f"trade {name.trade} {words}", side
    for place in set(name.all_places):
        yield f"trade {name.trade} {words} {place}", side
    if name.branch:
        yield f"branch {name.trade} {words} {name.branch}", Side.WHOLE


def _of_body(name: Chinese) -> Iterator[tuple[str, Side]]:
    units = plain_units(name.units)
    side = Side.PART if name.branch else Side.WHOLE
    yield f"body {''.join(units)}", side
    yield f"parts {' '.join(sorted(units))}", side
    if name.trade:  # 云达科技 may be a company without its legal form
        yield f"trade {name.trade}", side
        yield f"trade {name.trade} {''.join(name.words)}", side
    for end in range(1, len(units)):
        if units[end - 1] in heads():
            yield f"body {''.join(units[:end])}", Side.PART
    if units and units[0] in words_of("foreword"):
        yield f"body {''.join(units[1:])}", Side.WHOLE


def plain_units(units: Sequence[Unit]) -> list[str]:
    """Return units without places that the next one lies in, and without 省 and 市."""
    above = gazetteer().above
    kept: list[Unit] = []
    for unit in units:
        over = above.get(unit.text, frozenset()) if unit.role == "place" else ()
        if kept and kept[-1].text in over and len(over) < 3:
            kept.pop()
        kept.append(unit)
    return [unit.text for unit in kept if unit.text not in _TITLES]


def _across(name: Chinese) -> Iterator[tuple[str, Side]]:
    """Yield what a Latin name of the same body would share."""
    own = [unit.text for unit in name.units if unit.role == "own"]
    spoken = [pinyin(text) for text in own if len(text) > 1]
    places = [
        common(spelling)
        for place in name.all_places
        if place != NATION
        for spelling in gazetteer().latin.get(place, ())
    ]
    if name.is_company:
        yield from ((f"sound {text}", Side.CHINESE) for text in spoken)
        return
    forms = {form for unit in name.units for form in english().get(unit.text, ())}
    words = {common(word) for form in forms for word in form.split()}
    for front in (*places, *spoken):
        yield from ((f"word {front} {word}", Side.CHINESE) for word in words)
    if not places and not spoken and NATION in name.all_places:
        pairs = combinations(sorted(words), 2)
        yield from ((f"across {a} {b}", Side.CHINESE) for a, b in pairs)


def _of_latin(text: str) -> Iterator[tuple[str, Side]]:
    name = latin(text)
    if not name.words:
        return
    yield f"words {' '.join(sorted(set(name.words)))}", Side.WHOLE
    yield f"letters {name.letters}", Side.WHOLE
    yield f"letters {''.join(name.words)}", Side.WHOLE
    yield from _of_own_words(name)
    yield from _of_pieces(text)
    yield from _from_latin(name)


def _of_own_words(name: Latin) -> Iterator[tuple[str, Side]]:
    """Yield a name's own words, alone and with another word; and how they sound."""
    own = [word for word in dict.fromkeys(name.words) if is_own(word)]
    for word in own:
        yield f"own {word}", Side.WHOLE
        if len(spoken := skeleton(word)) > 2:
            yield f"like {spoken}", Side.WHOLE
    rest = list(dict.fromkeys(name.words))[:LONGEST]
    for word in own[:4]:
        for other in rest:
            if other != word:
                yield f"own {' '.join(sorted((word, other)))}", Side.WHOLE


def _of_pieces(text: str) -> Iterator[tuple[str, Side]]:
    """Yield the names that a name with commas may name a part of."""
    pieces = [piece for piece in _BREAK.split(text) if piece]
    for piece in pieces[:4] if len(pieces) > 1 else ():
        if words := latin(piece).words:
            yield f"words {' '.join(sorted(set(words)))}", Side.PART


def _from_latin(name: Latin) -> Iterator[tuple[str, Side]]:
    """Yield what a Chinese name would share: only what may be spelt in Chinese."""
    words = list(dict.fromkeys(name.words))[:LONGEST]
    spoken = [word for word in words if is_own(word) and is_pinyin(word)]
    spoken += _joined(spoken, name.words)
    yield from ((f"sound {text}", Side.LATIN) for text in spoken)
    plain = sorted(word for word in words if is_ordinary(word))
    places = [word for word in words if word in _chinese_places()]
    for front in (*places, *spoken):
        yield from ((f"word {front} {word}", Side.LATIN) for word in plain)
    if not places and not spoken and _NATION.intersection(words):
        yield from ((f"across {a} {b}", Side.LATIN) for a, b in combinations(plain, 2))


@cache
def _chinese_places() -> frozenset[str]:
    spelt = (spelling for found in gazetteer().latin.values() for spelling in found)
    return frozenset(map(common, spelt))


def _joined(spoken: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """Yield neighbouring words as one: Yun Da is Yunda."""
    for one, other in pairwise(words):
        if one in spoken and other in spoken:
            yield one + other
