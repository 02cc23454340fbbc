"""Lots as notices name them: 包1, 第一包, 标段01, A包 are `lot:1`, `lot:A`."""

import re
from collections.abc import Iterator

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NAME = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Z](?![A-Za-z]))"
_WORD = r"(?:合同包|采购包|标包|包件|包组|标段|标项|分标|分包|子包|包)"
_LOT = re.compile(
    rf"(?:第 ?(?P<a>{_NAME}) ?(?:{_WORD}|标(?![准书的题]))"
    rf"|(?<![\dA-Za-z.])(?P<b>\d{{1,2}}|[A-Z]) ?{_WORD}"
    rf"|(?<![一-鿿])(?P<d>[一二三四五六七八九十]{{1,3}}){_WORD}"
    rf"|{_WORD}(?:[(]包[)])?(?:号|编号|序号)? ?[:(]? ?"
    rf"(?P<c>{_NAME}(?!\d|[年月日元万.%个])))"
)
_NOT_LOT = re.compile(r"[括含装裹修里容]")
_LONG = re.compile(r"(?=.*[0-9])[0-9A-Za-z一-鿿()\[\]〔〕_./-]{3,40}")
_VALUE = re.compile(r"[A-Za-z]|\d{1,4}|[一二三四五六七八九十]{1,3}")


def number(text: str) -> int | None:
    """Return a small Chinese numeral (一, 十二, 二十) or digits as a number."""
    if text.isdigit():
        return int(text)
    left, ten, right = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    tens = _DIGITS.get(left, 0) if left else 1
    return tens * 10 + (_DIGITS.get(right, 0) if right else 0)


def part(name: str) -> str:
    """Return the part a lot's name stands for, '' where it is none.

    >>> part("01"), part("第二包"), part("标段A"), part("详见附件")
    ('lot:1', 'lot:2', 'lot:A', '')
    """
    words = name.strip()
    match = _LOT.search(words)
    found = _name(match) if match else ""
    if not found:
        plain = _VALUE.fullmatch(words)
        found = plain[0] if plain else ""
    if not found:
        return ""
    digits = number(found)
    return f"lot:{found.upper() if digits is None else digits}"


def named_part(name: str) -> str:
    """Return the part for a cell or value that is a lot's name, also a long one.

    >>> named_part("02"), named_part("豫政采(2)2024-1"), named_part("无")
    ('lot:2', 'lot:豫政采(2)2024-1', '')
    """
    words = "".join(name.split())
    found = part(words)
    if found or not _LONG.fullmatch(words):
        return found
    return f"lot:{words}"


def is_lot(words: str) -> bool:
    """Say whether words name a lot and nothing else."""
    return _LOT.fullmatch(words.strip()) is not None


def leading(folded: str, start: int, end: int) -> str:
    """Return the part of a value that begins with a lot: 标项1:120元; '' for none."""
    match = _LOT.match(folded, start, end)
    if match is None or folded[match.end() : match.end() + 1] not in (":", " "):
        return ""
    return part(match[0])


def marks(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, part) of every lot named in a folded text, in order."""
    if not any(word in folded for word in ("包", "标段", "标项", "分标", "标 ", "标:")):
        return
    for match in _LOT.finditer(folded):
        end = match.end()
        if _NOT_LOT.match(folded, end):
            continue
        found = _name(match)
        digits = number(found)
        yield match.start(), end, f"lot:{found if digits is None else digits}"


def _name(match: re.Match[str]) -> str:
    return match["a"] or match["b"] or match["c"] or match["d"] or ""
