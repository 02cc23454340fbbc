"""In which encoding a notice is written: found from its bytes, never assumed.

A byte order mark decides; else bytes that are UTF-8 are UTF-8 (Chinese text in any
other encoding practically never is); else what the mail header or the page's `meta`
says; else GB18030 or Big5, whichever makes more of the everyday characters of notices.
"""

import codecs
import re

from graphkit.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_UNMARKED = {
    bytes(start): name
    for letter in b"<[{"
    for start, name in (((letter, 0), "utf-16-le"), ((0, letter), "utf-16-be"))
}
"""UTF-16 without a mark: no tag and no bracket is followed by NUL in anything else."""
_META = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
_NAMED = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"x-gbk": "gb18030",
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
    b"hz-gb-2312": "hz",
}
_EVERYDAY = frozenset(
    "的一是在有人中公司采購购標标項项目招投供應应商單单位稱称名金額额編编號号地址聯联系電"
    "电話话間间日期年月元成交結结果告示及其他服務务貨货物工程預预算合同大學学院技術术限"
)
_SAMPLE = 20000
_FEW = 500
"""One broken byte among so many characters is kept as U+FFFD and told of."""


def decode(content: bytes, path: str, stated: str = "") -> str:
    """Return the text, byte order mark removed, a character cut off at the end too.

    `stated` is the encoding that a header names, which the bytes may contradict.
    Raises SourceError where no encoding fits.
    """
    name, skip = encoding(content, stated)
    text = _strict(content[skip:], name)
    if text is not None:
        return text
    text = content[skip:].decode(name, "replace")
    if text.count("\ufffd") * _FEW <= len(text):
        return text
    raise SourceError(
        path,
        "",
        "the encoding of the text cannot be told",
        hint="save it as UTF-8 and load it again",
    )


def encoding(content: bytes, stated: str = "") -> tuple[str, int]:
    """Return the best name for the encoding, and how many bytes its mark takes."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, len(mark)
    if content[:2] in _UNMARKED:
        return _UNMARKED[content[:2]], 0
    if _strict(content, "utf-8") is not None:
        return "utf-8", 0
    declared = _NAMED.get(stated.lower().encode(), "") or _declared(content)
    if declared and _strict(content, declared) is not None:
        return declared, 0
    return _likelier(content, declared), 0


def _declared(content: bytes) -> str:
    match = _META.search(content, 0, 4096)
    return _NAMED.get(match[1].lower(), "") if match else ""


def _likelier(content: bytes, declared: str) -> str:
    """Return the encoding that breaks least and reads best; UTF-8 with few faults."""
    broken = {
        name: content.decode(name, "replace").count("\ufffd")
        for name in ("utf-8", "gb18030", "big5hkscs")
    }
    least = min(broken.values())
    close = [name for name, count in broken.items() if count <= least + 2]
    if declared in close and broken[declared] == least:
        return declared
    return max(close, key=lambda name: _everyday(content, name))


def _everyday(content: bytes, name: str) -> int:
    text = content[:_SAMPLE].decode(name, "ignore")
    return sum(map(_EVERYDAY.__contains__, text))


def _strict(content: bytes, name: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(content)
    except UnicodeDecodeError:
        return None
