"""Pinyin of Chinese names: how they sound, made by a machine and so marked."""

import re
from functools import cache, lru_cache

from graphkit.folding import has_han
from graphkit.gloss import split, terms

MARK = "pinyin, made by machine"
"""What is said wherever pinyin stands: a reading may be wrong, and is no identity."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_BESIDE_PLACE = re.compile(r"(?<=[^ ]{2})(?=[省市县区镇])|(?<=[^ ]{2}[省市县区镇])")


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """Return a name in pinyin with tones, words set apart; '' without Chinese.

    >>> pinyin("深圳大学")
    'Shēnzhèn Dàxué'
    """
    if not has_han(name):
        return ""
    words = _words()
    pieces: list[str] = []
    done = 0
    for found in _HAN.finditer(name):
        pieces.append(name[done : found.start()])
        for piece in split(found[0], words):
            apart = [piece] if piece in words else _BESIDE_PLACE.split(piece)
            pieces += [f" {_word(word)} " for word in apart if word]
        done = found.end()
    pieces.append(name[done:])
    return _tidy("".join(pieces))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for word in terms("name") if 1 < len(word) < 4)


def _word(piece: str) -> str:
    from pypinyin import Style, lazy_pinyin  # slow to load

    return "".join(lazy_pinyin(piece, style=Style.TONE)).capitalize()


def _tidy(text: str) -> str:
    plain = text.translate(str.maketrans("（），。、；：", "(),.,;:"))
    plain = re.sub(r"\s+([),.;:])", r"\1", plain)
    plain = re.sub(r"([(])\s+", r"\1", plain)
    return " ".join(plain.split())
