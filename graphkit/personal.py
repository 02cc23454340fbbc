"""Personal data in quoted words, masked at equal length.

Telephone numbers, e-mail addresses, numbers of identity cards and bank accounts,
contact persons and members of expert panels. Numbers of tenders, credit codes,
amounts, dates and products stay as they are: a number is masked where its shape or its
label leaves no doubt, a name where a label of `graphkit/data/personal.csv` leads to it.
Legal representatives of firms stay too: registers publish them.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graphkit.folding import any_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Span = tuple[int, int]

MASK = "*"
SHORTEST = 5
"""No personal data is shorter: a name behind its label, a local number."""

_RUN = r"\d{4}[- ]?\d{3}|\d\d-\d{4}|\+\d|\d{5}"
_DIGITS = re.compile(rf"(?=[\d+])(?:{_RUN})")  # letters are passed over twice as fast
_NO_AMOUNT = re.compile(r"[^\d.]|\A[01]\d{9,10}\Z")
_DIGITS_OF_ID = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS_OF_ID = "10X98765432"
_MAIL = re.compile(r"[\w.+\-]{1,64}[@＠][\w\-]{1,64}(?:\.[\w\-]{1,64})+")
_EXTENSION = r"(?:\s?(?:[-—－转]|转接|分机|ext\.?)\s?\d{1,6})?(?!\d)"
_MOBILE = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE = r"(?:\+?86[- ]?)?[（(]?0\d{2,3}[)）]?\s?[-—－ ]?\s?\d{3,4}[- ]?\d{4}"
_HOTLINE = r"[48]00[- ]?\d{3}[- ]?\d{4}"
_FOREIGN = r"\+(?:\d[- ()]{0,2}){8,14}\d"
_SHAPED = re.compile(
    r"(?<![\w.\-—－/#])(?:"
    rf"1[3-9]\d(?:[- ]?\d{{4}}){{2}}(?!\d|[-/]\d|[.,]\d|\s?[元万亿%])"
    rf"|(?:[（(]0\d{{2,3}}[)）]|0\d{{2,3}}[-—－])\s?(?!(?:19|20)\d\d)\d{{3,4}}"
    rf"[- ]?\d{{3,4}}"
    rf"(?![\d.])(?:[-—－转]\d{{1,6}}(?![\d-]))?"
    rf"|[48]00-\d{{3}}-?\d{{4}}(?!\d)|{_FOREIGN}(?!\d))"
)
_NUMBERED = re.compile(r"(?:编号|[号码代文单]|No\.?|ID)[ \t]?[:：]?[ \t]?\Z")
"""What stands before a number that is no telephone number, whatever its shape."""
_NUMBER = re.compile(
    rf"(?:{_FOREIGN}|{_MOBILE}|{_LANDLINE}|{_HOTLINE}|\d{{4}}[- ]\d{{4}}|\d{{7,8}})"
    rf"{_EXTENSION}"
)
_BETWEEN_NUMBERS = re.compile(r"[ \t]*[、/,，;；或和][ \t]*")
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dXx](?![\dA-Za-z])"
)
_HAN = "一-鿿"
_NOTE = r"(?:[（(][^（）()\n]{0,24}[)）])?"
_SEPARATOR = re.compile(r"[ \t]*[、,，;；/|\t\n ][ \t\n]*")
_LEAD = re.compile(r"(?:组长|成员|主任|专家)\s?\d?[:：]?[ \t]*")
_HIDDEN = re.compile(rf"[{_HAN}][某*＊×○]{{1,2}}[{_HAN}]?|[{_HAN}]{{2,3}}[某*＊×○]")
_FAR = re.compile(rf"[{_HAN}]{{2,6}}·[{_HAN}]{{2,8}}")
_WORD = re.compile(rf"[{_HAN}]{{2,5}}")
_MOST = 40
"""Names of one list; no panel is larger."""


def masked(text: str, keep: Sequence[Span] = ()) -> str:
    """Return a text with its personal data masked, every place as it was.

    Spans in `keep` are what a statement itself speaks of: they are never touched.
    Text without any comes back as the same object.
    """
    if not may_hold(text):
        return text
    letters: list[str] | None = None
    for start, end in spans(text):
        if any(start < last and first < end for first, last in keep):
            continue
        letters = letters or list(text)
        for place in range(start, end):
            if letters[place].isalnum():
                letters[place] = MASK
    return "".join(letters) if letters else text


def spans(text: str) -> Iterator[Span]:
    """Yield where personal data stands in a text; the same place may come twice."""
    if "@" in text or "＠" in text:
        yield from (match.span() for match in _MAIL.finditer(text))
    for match in _SHAPED.finditer(text):
        if not _NUMBERED.search(text, max(0, match.start() - 8), match.start()):
            yield match.span()
    for match in _IDENTITY.finditer(text):
        if _is_identity(match[0]):
            yield match.span()
    for kind, value in _VALUES.items():
        for label in _labels()[kind].finditer(text):
            found = value.match(text, label.end())
            if found:
                yield found.span()
    for label in _labels()["telephone"].finditer(text):
        yield from _numbers(text, label.end())
    if text.isascii():  # the words for all that follows are Chinese
        return
    for kind in ("contact", "panel"):
        for label in _labels()[kind].finditer(text):
            yield from _names(text, label.end(), is_set_off=bool(label["off"]))
    yield from (match.span("who") for match in _labels()["title"].finditer(text))


_VALUES = {
    "account": re.compile(r"[A-Z]{0,2}\d(?:[ -]?[\dA-Z]){7,32}(?![\dA-Za-z])"),
    "identity": re.compile(r"\d{14,17}[\dXx](?![\dA-Za-z])"),
    "handle": re.compile(r"[A-Za-z\d_\-]{5,20}"),
    "english": re.compile(r"(?:[A-Z][\w'’.\-]*)(?: [A-Z][\w'’.\-]*){1,3}"),
}


def _numbers(text: str, start: int) -> Iterator[Span]:
    """Yield the telephone numbers of a list behind their label."""
    for _ in range(_MOST):
        number = _NUMBER.match(text, start)
        if number is None:
            return
        yield number.span()
        between = _BETWEEN_NUMBERS.match(text, number.end())
        if between is None:
            return
        start = between.end()


def _names(text: str, start: int, *, is_set_off: bool) -> Iterator[Span]:
    """Yield the names of a list behind its label, as long as they are names."""
    for _ in range(_MOST):
        lead = _LEAD.match(text, start)
        start = lead.end() if lead else start
        end = _name_end(text, start, is_set_off=is_set_off)
        if not end:
            return
        yield start, end
        note = re.compile(_NOTE).match(text, end)
        after = note.end() if note else end
        between = _SEPARATOR.match(text, after)
        if between is None:
            return
        start, is_set_off = between.end(), "、" in between[0] and is_set_off


def _name_end(text: str, start: int, *, is_set_off: bool) -> int:
    """Return where a person's name ends, 0 where none begins.

    Without a mark between label and name it has to begin with a surname.
    """
    hidden = _HIDDEN.match(text, start) or _FAR.match(text, start)
    if hidden and _ends(text, hidden.end()):
        return hidden.end()
    word = _WORD.match(text, start)
    if word is None:
        return 0
    said = word[0]
    known = said[:1] in _words("surname") or said[:2] in _words("surname")
    for length in range(2, min(4, len(said)) + 1):
        end, name = start + length, said[:length]
        ends = length == len(said) or (known and text.startswith(_words("next"), end))
        if ends and (known or is_set_off) and _is_name(name):
            return end
    return 0


def _ends(text: str, place: int) -> bool:
    word = _WORD.match(text, place)
    return word is None or word[0].startswith(_words("next"))


def _is_name(word: str) -> bool:
    if word.startswith(_words("nobody")):
        return False
    return len(word) == 2 or not word.endswith(_words("office"))


def _is_identity(number: str) -> bool:
    total = sum(int(d) * w for d, w in zip(number, _DIGITS_OF_ID, strict=False))
    return _CHECKS_OF_ID[total % 11] == number[-1].upper()


def may_hold(text: str) -> bool:
    """Say whether a search for personal data is worth its time: mostly it is not."""
    if len(text) < SHORTEST:
        return False
    if not text.isascii():
        return bool(
            "@" in text
            or "＠" in text
            or _words_of_persons().find_matches_as_indexes(text)
            or _DIGITS.search(text)
        )
    if "@" in text or "Contact" in text or "Attention" in text:
        return True
    return _DIGITS.search(text) is not None and _NO_AMOUNT.search(text) is not None


@cache
def _words_of_persons() -> "AhoCorasick":
    from ahocorasick_rs import AhoCorasick, Implementation  # slow to load

    return AhoCorasick(_telling(), implementation=Implementation.DFA)


def signs() -> str:
    """Return a pattern that any text with personal data matches; most match not."""
    return rf"[@＠]|{_RUN}|{any_of(_telling())}"


def _telling() -> list[str]:
    named = ("contact", "panel", "title", "english", "handle")
    return sorted({word for kind in named for word in _words(kind)})


@cache
def _labels() -> Mapping[str, re.Pattern[str]]:
    """Return the labels by what they lead to; `off` is the mark that ends one."""
    off = r"[ \t]*(?P<off>[:：\t\n|]|为[:：])?[ \t\n|]{0,8}"
    tail = rf"(?:姓名|成员|组成)?(?:及?(?:联系)?(?:电话|方式))?{_NOTE}(?:名单|姓名)?"
    behind = rf"(?:号码?|No\.?)?{_NOTE}[ \t]*[:：.]?[ \t\n|]{{0,4}}"
    surname = any_of(_words("surname"))
    found = {
        "contact": rf"{any_of(_words('contact'))}{tail}{off}",
        "panel": rf"{any_of(_words('panel'))}{tail}{off}",
        "english": rf"\b{any_of(_words('english'))}[ \t]*:[ \t]*",
        "title": rf"(?<![{_HAN}])(?P<who>{surname}[{_HAN}]{{0,2}}"
        rf"{any_of(_words('title'))})(?=[^{_HAN}]|\Z|{any_of(_words('next'))})",
    }
    for kind in ("telephone", "account", "identity", "handle"):
        found[kind] = rf"{any_of(_words(kind))}{behind}"
    return {kind: re.compile(pattern) for kind, pattern in found.items()}


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(
        word
        for row in rows()
        if row["what"] == kind
        for word in row["words"].split(";" if ";" in row["words"] else None)
    )


@cache
def rows() -> tuple[Mapping[str, str], ...]:
    """Return the table of words, each row with an example and how it is shown."""
    text = (files("graphkit") / "data/personal.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
