"""Labels of a notice: which words introduce a buyer, a number, an amount, a section.

The words are a table, `graphkit/data/notices/labels.csv`, that a person who knows
notices can read and mend; each has an example, and a case may add its own (see
`graphkit.loaders.notice.rules`). Matching looks past spaces inside a label (采 购 人),
width and traditional characters; positions always
count the text as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from graphkit import trace
from graphkit.catalogue_files import Row
from graphkit.loaders.notice.rules import NoticeRules, of_rules

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
    "幣決雲臺灣區縣團處員會館廠勝檢驗銷銀顯選"
)
_SIMPLIFIED = (
    "采购标项称单编号联系电话间类应价额预实质证围机构总组织划开时数个务术终"
    "评审内资备办业设范参货产规报万亿圆无拟订签约发布废结条过获对并与关语"
    "币决云台湾区县团处员会馆厂胜检验销银显选"
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
_LEAD = re.compile(
    r"(?:本项目|本次|该项目|本包|原公告的?|[本该原预拟]|优惠后|下浮后|修正后|最终)$"
)
_BRACKET = re.compile(r"(?P<all>(?:[ ]*[(\[【][^()\[\]【】\n\t]{0,60}[)\]】]){1,2})")
_NUMERAL_BEFORE = re.compile(rf"{_NUMERAL}[、.]\Z")
_LOT_BEFORE = re.compile(
    rf"(?:第?(?:{_NUMERAL}|[\dA-Z]{{1,2}})(?:采购包|合同包|包|标段|标项|标)"
    rf"|(?:采购包|合同包|包|标段|标项)(?:{_NUMERAL}|[\dA-Z]{{1,2}}))\Z"
)
_TELLING = frozenset(("number", "title", "supplier", "amount", "total"))
_TELLING |= {"buyer", "agency"}
_SHORTEST_TELLING = 4
"""Characters of a label that is known also right behind the value before it."""
_LAST_BRACKET = re.compile(r"\(([^()]*)\)\Z")
_LONGEST = 40
_MOST = 20_000
"""Labels of one text; no notice has so many."""
_AFTER = re.compile(r"[ ]*(:|(?=[\t\n|])|$)")
_GLOSS = re.compile(r" ?[A-Z][A-Za-z .'/-]{2,40}:")
"""The same label in English, as in calls to foreign bidders: 招标编号 Bidding No.:."""
_DAY = re.compile(r" ?(?:19|20)\d\d ?[年./-]")
_IS = re.compile(r"[ ]*(?:为|是)(?!了|准|中|小|非|本)")
_SUM = re.compile(
    r"[ ]*(?:约|共|总计)?"
    r"(?=(?:人民币|¥)? ?\d|人民币[零一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾])"
)
_SUMS = frozenset(("budget", "ceiling", "amount", "total", "contract_amount"))
_CODE = re.compile(r" (?=[A-Za-z]{1,8}[-_]?\d[\w-]{4,}|\d[\w-]{7,})")
"""A number that only a space sets off: 单号 BID20231107-0088."""
_BEING = _SUMS | {"buyer", "agency", "supplier", "deadline", "number"}
"""Fields whose label a sentence may join to its value: 预算为85万元, 招标人为X."""
_OPENING = frozenset(("items", "award", "panel", "fee", "request", "score"))
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


@of_rules
def labels(rules: NoticeRules) -> Mapping[str, str]:
    """Return field by label, spaces and width folded away; a case's own counts."""
    known = tuple(dict.fromkeys(row["field"] for row in rules.labels if row.shipped))
    return {
        squeezed(row["label"]): row["field"] if row.shipped else _own(row, known)
        for row in rules.labels
    }


def _own(row: Row, known: tuple[str, ...]) -> str:
    if not squeezed(row["label"]):
        raise row.problem("label has no characters", "write the words of the label")
    return row.one_of("field", known)


@of_rules
def _finder(rules: NoticeRules) -> tuple[AhoCorasick, tuple[str, ...]]:
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


def known_label(text: str) -> str:
    """Return the label a whole cell is, without a bracket behind it; '' for none."""
    field, bracket = label_field(text)
    words = squeezed(text).rstrip(":")
    if not field or words in labels():
        return words if field else ""
    return words.removesuffix(f"({bracket})")


def is_label(text: str) -> bool:
    """Say whether a value is nothing but a label: an empty form, or a heading."""
    return squeezed(text).rstrip(":") in labels()


def hits(folded: str) -> Iterator[Hit]:
    """Yield the labels of a folded text in order, none inside another."""
    finder, words = _finder()
    known = labels()
    packed, place = _packed(folded)
    busy, line = 0, -1
    matches = finder.find_matches_as_indexes(packed)
    for index, left, right in islice(matches, _MOST):
        start, end = place(left), place(right - 1) + 1
        if start < busy:
            continue
        behind = busy > line and "\n" not in folded[busy:start]
        hit = _hit(folded, known[words[index]], words[index], start, end, behind)
        if hit is not None:
            busy = hit.end if hit.form == "glued" else hit.value
            yield hit
        else:
            why = "the label is only part of other words"
            trace.passed("label", start, end, f"label:{words[index]}", why)


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


def _joined(folded: str, field: str, close: int) -> int:
    """Return where a value begins that a sentence joins to its label, 0 for none."""
    said = _IS.match(folded, close) if field in _BEING else None
    said = said or (_SUM.match(folded, close) if field in _SUMS else None)
    said = said or (_CODE.match(folded, close) if field == "number" else None)
    return said.end() if said else 0


def _hit(
    folded: str, field: str, label: str, start: int, end: int, behind: bool
) -> Hit | None:
    """Return the label at a place, None where it is only part of other words.

    `behind` says that another label stands before it in its line.
    """
    before = folded[max(0, start - 12) : start]
    numbering = NUMBERED.search(before)
    lead = before[: numbering.start()] if numbering else before
    opens = lead.rstrip(" ")[-1:] in ("\n", "\t", "|") or (
        start <= len(before) and not lead.strip(" ")
    )
    counted = _NUMERAL_BEFORE.search(before) is not None
    bounded = (
        opens
        or lead[-1:] in _STOPS
        or counted
        or _LEAD.search(lead) is not None
        or _LOT_BEFORE.search(lead) is not None
    )
    bracket = _BRACKET.match(folded, end)
    close = bracket.end() if bracket else end
    inside = bracket["all"].strip(" ()[]【】") if bracket else ""
    after = _AFTER.match(folded, close)
    gloss = _GLOSS.match(folded, close)
    form: Form
    if after and after[1] == ":":
        form, value = "colon", after.end()
    elif gloss:
        form, value = "colon", gloss.end()
    elif after and opens:
        form, value = "cell", after.end()
    elif bounded and (joined := _joined(folded, field, close)):
        form, value = "spaced", joined
    elif counted and field in _OPENING:
        form, value = "cell", close
    elif folded[close : close + 1] == " " and (
        opens or numbering or (bounded and field.startswith("at_"))
    ):
        form, value = "spaced", close
    else:
        form, value = "glued", close
    # A contact's label holds behind any word: 异议联系人：, 澄清联系电话：.
    glued = field == "contact" or (
        behind and field in _TELLING and len(label) >= _SHORTEST_TELLING
    )
    # 发布者:办公室发布时间:2024-10-15 is flattened; a day behind the colon tells it.
    glued = glued or (field == "published_on" and bool(_DAY.match(folded, value)))
    if not (bounded or form == "glued" or (glued and form == "colon")):
        return None
    return Hit(field, label, start, end, value, form, inside, numbering is not None)
