"""Labels of a notice: which words introduce a buyer, a number, an amount, a section.

The words are a table, `graphkit/data/notices/labels.csv`, that a person who knows
notices can read and mend; each has an example that a test reads. Matching looks past
spaces inside a label (采 购 人), width and traditional characters; positions always
count the text as it is.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

Form = Literal["colon", "cell", "spaced", "glued"]
"""How a value is set off: a colon, the next cell or line, a space, nothing."""

_COMMON = (
    ("：", ":"),
    ("（", "("),
    ("）", ")"),
    ("\u3000", " "),
    ("\xa0", " "),
    ("，", ","),
    ("；", ";"),
    ("／", "/"),
    ("￥", "¥"),
    ("\r", "\n"),
    ("\f", "\n"),
    ("\ufeff", " "),
    ("\u200b", " "),
)
_TRADITIONAL = (
    "採購標項稱單編號聯繫電話間類應價額預實質證圍機構總組織劃開時數個務術終"
    "評審內資備辦業設範參貨產規報萬億圓無擬訂簽約發佈廢結條過獲對並與關語"
    "幣決雲臺灣區縣團處員會館"
)
_SIMPLIFIED = (
    "采购标项称单编号联系电话间类应价额预实质证围机构总组织划开时数个务术终"
    "评审内资备办业设范参货产规报万亿圆无拟订签约发布废结条过获对并与关语"
    "币决云台湾区县团处员会馆"
)
_RARE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(a): ord(b) for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    | {code: ord("\n") for code in (0x0B, 0x85, 0x2028, 0x2029)}
    | {code: ord(" ") for code in (*range(0x2000, 0x200B), *range(0x200C, 0x2010))}
    | {code: ord(" ") for code in (*range(0x202A, 0x2030), 0x205F, 0xA8)}
    | {ord("︰"): ord(":"), ord("﹕"): ord(":"), ord("∶"): ord(":")}
)
_HAS_RARE = re.compile(f"[{''.join(map(re.escape, map(chr, _RARE)))}]")
_SPACES = re.compile(" +")

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERING = (
    rf"(?:{_NUMERAL}[、.,]|[(](?:{_NUMERAL}|\d{{1,2}})[)]|[①-⑳★▲●■◆]"
    rf"|(?<![\dA-Za-z./_-])\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}(?:[、.)]| (?!\d))"
    rf"|第(?:{_NUMERAL}|\d{{1,2}})[章节条部分]{{1,2}})"
)
NUMBERED = re.compile(rf"(?:{_NUMBERING} *)+\Z")
HEADING = re.compile(
    rf"(?m)^[ \t]*(?:{_NUMERAL}[、.]|第(?:{_NUMERAL}|\d{{1,2}})[章节部])"
)
_LEAD = re.compile(r"(?:本项目|本次|该项目|本包|[本该原预拟])$")
_BRACKET = re.compile(r"[ ]*[(\[【]([^()\[\]【】\n\t]{0,60})[)\]】]")
_LAST_BRACKET = re.compile(r"\(([^()]*)\)\Z")
_LONGEST = 40
_MOST = 20_000
"""Labels of one text; no notice has so many."""
_AFTER = re.compile(r"[ ]*(:|(?=[\t\n|])|$)")
_STOPS = frozenset('\n\t|:;,。、()[]【】<>《》"“”*#·-—_ ▲★●■◆?')


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in the text: `start:end` with its numbering left out, and its form.

    `value` is where the value begins, `bracket` what stood in brackets behind it.
    """

    field: str
    label: str
    start: int
    end: int
    value: int
    form: Form
    bracket: str = ""
    numbered: bool = False


@cache
def labels() -> Mapping[str, str]:
    """Return field by label, spaces and width folded away."""
    text = (files("graphkit") / "data/notices/labels.csv").read_text(encoding="utf-8")
    return {
        squeezed(row["label"]): row["field"]
        for row in csv.DictReader(text.splitlines())
    }


@cache
def _finder() -> tuple[AhoCorasick, tuple[str, ...]]:
    words = tuple(labels())
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def fold(text: str) -> str:
    """Return the text with width, spaces and line ends made alike, place by place."""
    for said, plain in _COMMON:
        text = text.replace(said, plain)
    return text.translate(_RARE) if _HAS_RARE.search(text) else text


def squeezed(text: str) -> str:
    """Return a label folded and without any white space."""
    return "".join(fold(text).split())


def label_field(text: str) -> tuple[str, str]:
    """Return the field and bracket of a whole cell; an empty field for no label."""
    words = squeezed(text).rstrip(":")
    if not words or len(words) > _LONGEST:
        return "", ""
    known = labels()
    if words in known:
        return known[words], ""
    bracket = _LAST_BRACKET.search(words)
    if bracket is None:
        return "", ""
    return known.get(words[: bracket.start()], ""), bracket[1]


def is_label(text: str) -> bool:
    """Say whether a value is nothing but a label: an empty form, or a heading."""
    return squeezed(text).rstrip(":") in labels()


def hits(folded: str) -> Iterator[Hit]:
    """Yield the labels of a folded text in order, none inside another."""
    finder, words = _finder()
    known = labels()
    packed, place = _packed(folded)
    busy = 0
    matches = finder.find_matches_as_indexes(packed)
    for index, left, right in islice(matches, _MOST):
        start, end = place(left), place(right - 1) + 1
        if start < busy:
            continue
        hit = _hit(folded, known[words[index]], words[index], start, end)
        if hit is not None:
            busy = hit.end if hit.form == "glued" else hit.value
            yield hit


def _packed(folded: str) -> tuple[str, "_Place"]:
    """Return the text without spaces, and where each of its characters stood."""
    at, removed, gone = [0], [0], 0
    for match in _SPACES.finditer(folded):
        at.append(match.start() - gone)
        gone += match.end() - match.start()
        removed.append(gone)
    return folded.replace(" ", ""), _Place(at, removed)


@dataclass(frozen=True, slots=True)
class _Place:
    at: list[int]
    removed: list[int]

    def __call__(self, place: int) -> int:
        return place + self.removed[bisect_right(self.at, place) - 1]


def _hit(folded: str, field: str, label: str, start: int, end: int) -> Hit | None:
    before = folded[max(0, start - 12) : start]
    numbering = NUMBERED.search(before)
    lead = before[: numbering.start()] if numbering else before
    opens = lead.rstrip(" ")[-1:] in ("\n", "\t", "|") or (
        start <= len(before) and not lead.strip(" ")
    )
    bounded = opens or lead[-1:] in _STOPS or _LEAD.search(lead) is not None
    bracket = _BRACKET.match(folded, end)
    close = bracket.end() if bracket else end
    inside = bracket[1] if bracket else ""
    after = _AFTER.match(folded, close)
    form: Form
    if after and after[1] == ":":
        form, value = "colon", after.end()
    elif after and opens:
        form, value = "cell", after.end()
    elif folded[close : close + 1] == " " and (
        opens or numbering or (bounded and field.startswith("at_"))
    ):
        form, value = "spaced", close
    else:
        form, value = "glued", close
    # A contact's label holds behind any word: 异议联系人：, 澄清联系电话：.
    if not (bounded or form == "glued" or (field == "contact" and form == "colon")):
        return None
    return Hit(field, label, start, end, value, form, inside, numbering is not None)
