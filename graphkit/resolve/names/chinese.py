"""Chinese names taken apart.

A company's name is place, trade name (字号), industry and legal form, in this order; a
public body's is places and words of what it does, the last of them what it is. What
the lexicon does not know is the body's own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from graphkit.folding import any_of
from graphkit.identity import simplified
from graphkit.resolve.names.gazetteer import gazetteer
from graphkit.resolve.words import rows

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_BLANK = re.compile(r"\s+|[\u200b-\u200f\ufeff\u00ad\u2060]")
_NOTE = re.compile(
    r"\((?:盖章|公章|采购人|采购单位|甲方|乙方|供应商|中标人|中标单位|成交供应商|成交人|"
    r"联合体牵头人|联合体成员单位|联合体成员|联合体牵头方|联合体|牵头人|牵头方|主体|成员|"
    r"代理机构|招标人|招标代理|委托方|受托方|以下简称[^)]*|简称[^)]*|原名?[^)]*|"
    r"第[一二三]中标候选人|中标候选人|第[一二三]名)\)"
)
_EDGE = ".,;:、。，；：《》“”\"'-·"
FORM = re.compile(
    r"股份有限责任公司|股份有限公司|有限责任公司|有限公司|集团公司|总公司|"
    r"(?<![分子支])公司|有限合伙|普通合伙|合伙企业|个体工商户"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
BRANCH = re.compile(
    r"(?:分公司|支公司|分行|支行|营业部|办事处|代表处|分店|分部|分局|分所|分中心|分厂|"
    r"项目部|院区|校区|分校|分院)$"
)
_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十百零〇]+")
_DIGIT = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0
}


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a name: place, word or own, and its text (a place's short form)."""

    role: str
    text: str
    start: int
    end: int


class Chinese(msgspec.Struct, frozen=True, gc=False):
    """A Chinese name in parts; '' and () stand for what it lacks.

    `text` is simplified and without blanks, brackets and notes; `places` are short
    forms, `bracketed` those in brackets; `units` are what stands before the legal form
    and outside of brackets, and count characters of `text`.
    """

    text: str
    places: tuple[str, ...]
    bracketed: tuple[str, ...]
    trade: str
    words: tuple[str, ...]
    form: str
    branch: str
    numbers: tuple[int, ...]
    units: tuple[Unit, ...]
    base: str

    @property
    def is_company(self) -> bool:
        """Whether the name has a company's legal form."""
        return bool(self.form)

    @property
    def all_places(self) -> tuple[str, ...]:
        """The places of the name, in and outside of brackets."""
        return self.places + self.bracketed


def plain(name: str) -> str:
    """Return a name simplified and narrowed, without blanks and its role."""
    text = _BLANK.sub("", unicodedata.normalize("NFKC", name))
    text = _NOTE.sub("", simplified(text).replace("〔", "(").replace("〕", ")"))
    return text.strip(_EDGE).removesuffix("联合体")


@lru_cache(maxsize=65_536)
def chinese(name: str) -> Chinese:
    """Return a Chinese name in parts."""
    text = plain(name)
    bracketed: list[str] = []
    kept = _BRACKET.sub(lambda found: _bracket(found, bracketed), text)
    kept = expanded(kept.replace("(", "").replace(")", ""))
    base, form, branch = _cut(kept)
    units = segment(base)
    if not form and (found := BRANCH.search(base)):
        base, branch, units = _cut_branch(base, found.start(), units)
    places = tuple(unit.text for unit in units if unit.role == "place")
    own, words = trade(units) if form else _own(units)
    return Chinese(
        kept,
        places,
        tuple(bracketed),
        own,
        words,
        form,
        branch,
        _numbers(kept),
        units,
        base,
    )


def _bracket(found: re.Match[str], bracketed: list[str]) -> str:
    inner = found[1]
    if place := gazetteer().short.get(inner):
        bracketed.append(place)
        return ""
    return "" if inner in ("总部", "本部", "筹", "有限合伙") else inner


def _cut(text: str) -> tuple[str, str, str]:
    """Return what stands before the legal form, the form, and what follows it."""
    found = FORM.search(text)
    if not found:
        return text, "", ""
    return text[: found.start()], found[0], text[found.end() :]


def _cut_branch(
    base: str, marker: int, units: tuple[Unit, ...]
) -> tuple[str, str, tuple[Unit, ...]]:
    """Take a branch with its place off a name that has no legal form."""
    start = marker
    kept = [unit for unit in units if unit.end <= marker]
    while len(kept) > 1 and (
        kept[-1].role == "place" or (kept[-1].end - kept[-1].start < 2)
    ):
        start = kept.pop().start
    if not kept or start == 0:
        return base, "", units
    return base[:start], base[start:], tuple(u for u in units if u.end <= start)


def segment(text: str) -> tuple[Unit, ...]:
    """Return a name as places, words and stretches of its own."""
    return segments((text,))[0]


def segments(names: Sequence[str]) -> list[tuple[Unit, ...]]:
    """Return the units of many plain names, in one pass over all of them."""
    automaton, entries = _lexicon()
    text = "\n".join(names)
    hits = iter(automaton.find_matches_as_indexes(text))
    nothing = (0, len(text) + 1, 0)
    number, first, last = next(hits, nothing)
    found = []
    base = 0
    for name in names:
        end = base + len(name)
        units = []
        at = base
        while first < end:
            if first > at:
                units.append(Unit("own", text[at:first], at - base, first - base))
            role, short = entries[number]
            units.append(Unit(role, short, first - base, last - base))
            at = last
            number, first, last = next(hits, nothing)
        if at < end:
            units.append(Unit("own", text[at:end], at - base, end - base))
        found.append(tuple(units))
        base = end + 1
    return found


def trade(units: Sequence[Unit]) -> tuple[str, tuple[str, ...]]:
    """Return the trade name and the words of the industry of a company.

    The trade name ends with the last stretch of its own: words within it (数字政通)
    belong to it, those behind it are the industry.
    """
    last = max((n for n, unit in enumerate(units) if unit.role == "own"), default=-1)
    first = next((n for n, u in enumerate(units) if u.role != "place"), len(units))
    if last < 0:
        return "", tuple(unit.text for unit in units if unit.role == "word")
    # One character behind a trade name (云达园) is the name's, not an industry.
    while last + 2 < len(units) and len(units[last + 1].text) == 1:
        last += 1
    own = "".join(u.text for u in units[first : last + 1] if u.role != "place")
    return own, tuple(u.text for u in units[last + 1 :] if u.role == "word")


def _own(units: Sequence[Unit]) -> tuple[str, tuple[str, ...]]:
    """Return the stretches and the words of a public body."""
    return (
        "".join(unit.text for unit in units if unit.role == "own"),
        tuple(unit.text for unit in units if unit.role == "word"),
    )


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a name, Chinese numerals read."""
    return tuple(_value(found[0]) for found in _NUMBER.finditer(text))


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a name; those in the names of places (四川) are none."""
    if not _NUMBER.search(text):
        return ()
    words = (u for u in segment(text) if u.role != "place")
    return numbers(" ".join(text[unit.start : unit.end] for unit in words))


def _value(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for letter in text:
        if letter in "十百":
            total += max(digit, 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = digit * (10 if total == 0 and digit else 1) + _DIGIT[letter]
    return total + digit


def expanded(text: str) -> str:
    """Return a name with customary abbreviations of words written out."""
    return _abbreviation().sub(lambda found: _abbreviations()[found[0]], text)


@cache
def _abbreviations() -> Mapping[str, str]:
    return {row["short"]: row["long"] for row in rows("abbreviations")}


@cache
def _abbreviation() -> re.Pattern[str]:
    return re.compile(any_of(_abbreviations()))


@cache
def english() -> Mapping[str, tuple[str, ...]]:
    """Return what every word of the lexicon may be in English; '' where nothing."""
    return {row["word"]: tuple(row["english"].split("|")) for row in rows("words")}


@cache
def heads() -> frozenset[str]:
    """Return the words that say what a body is (大学, 研究所)."""
    return frozenset(row["word"] for row in rows("words") if row["role"] == "head")


@cache
def _lexicon() -> tuple["AhoCorasick", tuple[tuple[str, str], ...]]:
    import ahocorasick_rs

    entries = {word: ("word", word) for word in english()}
    for place, short in gazetteer().short.items():
        entries[place] = ("place", short)
    words = tuple(entries)
    automaton = ahocorasick_rs.AhoCorasick(
        words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, tuple(entries[word] for word in words)
