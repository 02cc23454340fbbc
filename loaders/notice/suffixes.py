"""Lots that only the ends of the numbers tell: AB-2024-1 and AB-2024-2."""

import re
from collections.abc import Sequence
from itertools import takewhile

from graphkit.loaders.notice import parts
from graphkit.loaders.notice.fields import Reading

_END = re.compile(r"[-_/(]?(?:0?[1-9]\d?|[A-Z]|[一二三四五六七八九十]{1,2})[)]?")
_SHORTEST = 6
"""Characters that numbers of one tender have in common."""


def by_number(folded: str, reading: Reading) -> Reading:
    """Return a reading whose fields are in the lot that the number above them ends in.

    Only where no lot is named and several numbers differ in nothing but their end.
    """
    if reading.lots or any(field.part for field in reading.fields):
        return reading
    heads = [f for f in reading.fields if f.field == "number" and f.row < 0]
    told = _parts([folded[head.start : head.end].strip() for head in heads])
    if not told:
        return reading
    part, current, fields = dict(zip(heads, told, strict=True)), "", []
    for field in reading.fields:
        current = part.get(field, current)
        fields.append(field.within(current) if current else field)
    return Reading(tuple(fields), reading.sections, reading.lots)


def _parts(numbers: Sequence[str]) -> list[str]:
    """Return a part for each number, '' for the tender's own; [] where they say none.

    >>> _parts(["AB-2024", "AB-2024-1", "AB-2024-2"])
    ['', 'lot:1', 'lot:2']
    """
    shared = _shared(numbers)
    if len({*numbers}) < 2 or len(shared) < _SHORTEST:
        return []
    ends = [number[len(shared) :] for number in numbers]
    if sum(map(bool, ends)) < 2 or not all(
        not end or _END.fullmatch(end) for end in ends
    ):
        return []
    return [parts.part(end.strip("-_/()")) for end in ends]


def _shared(numbers: Sequence[str]) -> str:
    """Return the beginning that all have in common, up to a mark before their ends."""
    first, last = min(numbers, default=""), max(numbers, default="")
    pairs = zip(first, last, strict=False)
    length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    while 0 < length < len(first) and first[length - 1].isdigit():
        length -= 1  # 2024-11 and 2024-12 differ in 11 and 12, not in 1 and 2
    return first[:length]
