"""Later attempts at a purchase, as titles and numbers mark them: （二次）, 重新招标."""

import re

_ORDINAL = "(?:第?[二三四五]|第[2-5])次"
_CALL = "公开|邀请|招标|采购|公[告示]|竞争性|磋商|谈判|询[价比]|竞价|比选|遴选|挂网|招"
_BRACKET = rf"[(\[【〔] *(?:{_ORDINAL}(?:{_CALL})*|重新?(?:招标|采购|招)?) *[)\]】〕]"
_MARKED = re.compile(rf"[-_ ]*(?:{_BRACKET}|{_ORDINAL})\Z")
_NUMERALS = str.maketrans("二三四五", "2345")

AGAIN = re.compile(
    rf"{_BRACKET}|{_ORDINAL}(?:{_CALL}|\Z)|(?:再次|重新)(?:{_CALL}|发布|组织)"
)
"""The mark of a later attempt in a folded title."""
_AT_END = re.compile(rf"(?:{_ORDINAL}|重新?|再次)(?:{_CALL})*\Z")


def without_mark(number: str) -> str:
    """Return a folded number or title without the mark of an attempt behind it."""
    return _MARKED.sub("", number)


def first_title(key: str) -> str:
    """Return the key of a title (letters only) as its first attempt had it."""
    return _AT_END.sub("", key)


def attempt_number(mark: str) -> str:
    """Return the number in a mark; 重新招标 counts as the second."""
    found = (letter.translate(_NUMERALS) for letter in mark)
    return next((n for n in found if n in "2345"), "2")
