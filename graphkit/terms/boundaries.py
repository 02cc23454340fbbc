"""Where a word begins and ends in folded text: what makes a code a code of its own.

`2100h20-7` is a project number, `h20-7` a drawing; `h20-3e`, `h20nvlink` and `8xh20`
are the chip.
"""

import re
from collections.abc import Sequence

CODE = re.compile(r"[a-z]{0,4}\d{1,4}[a-z]?\Z")
"""A short code of letters and digits, which also stands inside longer ones."""

_GLUED_BEFORE = re.compile(
    r"(?:\d[x×*]|nvidia|geforce|tesla|quadro|instinct|rtx|gtx|hgx|dgx|nv|amd|gpu)\Z"
)
_GLUED_AFTER = re.compile(
    r"nvl|sxm|pci-?e|gpu|tensor|x\d{1,3}(?![0-9a-z])|s(?![0-9a-z])"
)
_LINKED_BEFORE = re.compile(
    r"(?:nvidia|geforce|tesla|quadro|instinct|rtx|gtx|hgx|dgx|nv|amd|gpu|non)[-_]\Z"
)
_LINKED_AFTER = re.compile(
    r"[-_](?:\d{2,3}\s?gb?|\d{1,3}b(?![a-z0-9])|sxm|pci-?e|nvl|3e|x?\d{1,2}\s?(?:卡|块|张|gpu)|[a-z]{4,})"
)
_NUMBER_BEFORE = re.compile(r"(?<![a-z\d])\d{4,}[/\\]\Z")
_NUMBER_AFTER = re.compile(r"[/\\]\d{4,}")
_POSTCODE = re.compile(r"\s\d(?!gb|tb)[a-z]{2}(?![a-z0-9])")
_SIZES = re.compile(r"\s*[x×*]\s*(?:\d{3}|\d+\s*[x×*]\s*\d)")
_NOT_AFTER = (_NUMBER_AFTER, _POSTCODE, _SIZES)
_ADDRESS = re.compile(
    r"(?:[a-z]{2,6}://|www\.)[\x21-\x7e]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)


def is_latin(letter: str) -> bool:
    """Say whether a character belongs to a Latin word or a number."""
    return letter.isascii() and letter.isalnum()


def is_word(low: str, start: int, end: int) -> bool:
    """Say whether `low[start:end]` stands as a word or code of its own."""
    if is_latin(low[start]) and start and not _begins(low, start, end):
        return False
    return end == len(low) or not is_latin(low[end - 1]) or _ends(low, start, end)


def addresses(low: str) -> Sequence[tuple[int, int]]:
    """Return the spans of web and mail addresses: nothing in them is a mention."""
    if "://" not in low and "www." not in low and "@" not in low:
        return ()
    return [match.span() for match in _ADDRESS.finditer(low)]


def _begins(low: str, start: int, end: int) -> bool:
    before = low[start - 1]
    if is_latin(before):
        return _GLUED_BEFORE.search(low, max(0, start - 8), start) is not None
    if start < 2 or CODE.match(low, start, end) is None:
        return True
    if before in "-_":
        glued = is_latin(low[start - 2])
        return not glued or bool(_LINKED_BEFORE.search(low, max(0, start - 10), start))
    if before == ".":
        return not is_latin(low[start - 2])
    return _NUMBER_BEFORE.search(low, max(0, start - 12), start) is None


def _ends(low: str, start: int, end: int) -> bool:
    after = low[end]
    if is_latin(after):
        return _GLUED_AFTER.match(low, end) is not None
    if CODE.match(low, start, end) is None:
        return True
    follows = low[end + 1 : end + 2]
    if after in "-_" and follows and is_latin(follows):
        return _LINKED_AFTER.match(low, end) is not None
    if after == "." and follows.isdigit():
        return False
    return not any(shape.match(low, end) for shape in _NOT_AFTER)
