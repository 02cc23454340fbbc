"""Pinyin of Chinese names."""

from functools import cache


@cache
def pinyin(text: str) -> str:
    """Return a Chinese text in Latin letters without tones or blanks (lü is lv)."""
    return "".join(syllables(text))


@cache
def syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of each character; what is no Chinese stays as it is."""
    from pypinyin import lazy_pinyin  # slow to load, and few comparisons need it

    return tuple(lazy_pinyin(text))
