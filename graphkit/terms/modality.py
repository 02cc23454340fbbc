"""How a record speaks of what it names: required, at least, for example, not.

如A100, 不低于A100, A100或同等, 非A100, 国产替代 and 相当于H100 8卡 are six different
statements. The words come from `modality.csv`; a case adds its own. A word speaks of
the whole list it stands beside: in A100、H100或同等 both may be replaced.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from graphkit.catalogue.words import READINGS, Cue
from graphkit.terms.boundaries import is_latin

REACH = 40
Span = tuple[int, int]

# Possessive throughout: a text may be written to make a reader go back and forth.
_COUNT = r"(?:\d++|[一二两三四五六七八九十百]++)\s*+(?:张|块|卡|颗|片|枚|台|套|个|路)?"
_MAKER = (
    "英伟达|nvidia|nv|tesla|geforce|rtx|amd|instinct|intel|英特尔|微软|microsoft|亚马逊|"
    "amazon|google|谷歌|openai|anthropic|华为|阿里|海光|寒武纪"
)
_THING = (
    "单张|单卡|单块|显卡|gpus?|卡|芯片|加速卡|推理卡|算力卡|计算卡|处理器|图形处理器|"
    "服务器|算力|性能|型号|系列|规格|品牌|产品|设备|ai|chips?|cards?|accelerators?|"
    "servers?|units?|pcs|performance|工作站|主机|节点|整机|一体机"
)
_BEFORE = re.compile(
    rf"(?:[\s:：“”\"'《(（\[【~·-]|{_COUNT}|[x×*]|{_MAKER}|{_THING}|为|是|的|进口|国外|"
    r"采用|使用|搭载|配置|任何|任一|一款|目前|主流|an?\b|the\b|of\b|to\b|any\b|one\b|two\b|"
    r"four\b|eight\b|that\b)*+\Z"
)
_AFTER = re.compile(
    rf"(?:[\s:：”\"'》(（)）\]】·]|{_COUNT}|[x×*]|{_THING}|的|等|gb?\b|\bis\b|\bare\b)*+\Z"
)
_LINK = re.compile(
    rf"(?:[\s、,，/和及与或跟&+·“”\"'()（）]|{_COUNT}|[x×*]|{_MAKER}|{_THING}|以及|\bor\b|"
    r"\band\b|gb?\b|hbm|pcie|sxm\d?)*+\Z"
)
_CLAUSE_ENDS = re.compile(r"[,，;；。\n]")
_FORBIDS = re.compile(
    "禁止|严禁|禁用|不得|不接受|不允许|不采购|不可|不能|排除|拒绝|not"
)
_COUNTED = re.compile(rf"\s*{_COUNT}")
_STRENGTH = {reading: rank for rank, reading in enumerate(READINGS)}


class Modality:
    """The rows of the modality tables, ready to read."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Keep the words of `cues`; where two rows have one word the first holds."""
        rows = list(cues)
        self._before = _Words(row for row in rows if row.where == "before")
        self._after = _Words(row for row in rows if row.where == "after")

    def read(self, low: str, spans: Sequence[Span]) -> list[str]:
        """Return how folded text speaks of each of the mentions `spans`, in order.

        One of READINGS without `none`, or '' where no word says anything. Of two
        readings the earlier in READINGS holds: an exclusion beats everything.
        """
        said: list[str] = []
        for group in _lists(low, spans):
            start, end = group[0][0], group[-1][1]
            read = self._readings(low, start, end)
            reading = min(read, key=_STRENGTH.__getitem__, default="")
            said += [reading] * len(group)
        return said

    def _readings(self, low: str, start: int, end: int) -> set[str]:
        """Return what is said before and behind a list, without what cancels out.

        不接受A100以外的型号 asks for it; 国产GPU替代方案 replaces something else.
        """
        before, after = self._read_before(low, start), self._read_after(low, end)
        if after == "exclusion" and low.startswith("国产", start):
            after = ""
        if before == after == "exclusion":
            before = after = ""
        if before == "example" and self._is_forbidden(low, start):
            before = "exclusion"
        return {before, after} - {"none", ""}

    def _is_forbidden(self, low: str, start: int) -> bool:
        """Say whether an example is one of what is ruled out: 禁用境外模型（如A）."""
        clause = _CLAUSE_ENDS.split(low[max(0, start - REACH) : start])[-1]
        return any(
            cue.reading == "exclusion" and not cue.counts
            for cue, first, last in self._before.within(clause)
            if _FORBIDS.search(clause[first:last])
        )

    def _read_before(self, low: str, start: int) -> str:
        """Return what the nearest word before a list says, the longest of equals."""
        head = low[max(0, start - REACH) : start]
        best, reading = (-1, 0), ""
        for cue, first, last in self._before.within(head):
            place = (last, last - first)
            if place > best and _BEFORE.match(head, last):
                counted = cue.counts and _COUNTED.match(head, last)
                best, reading = place, "none" if counted else cue.reading
        return reading

    def _read_after(self, low: str, end: int) -> str:
        """Return what the nearest word after a list says, the longest of equals."""
        tail = low[end : end + REACH]
        tail += "。" if end + REACH > len(low) else ""
        best, reading = (REACH + 1, 0), ""
        for cue, first, last in self._after.within(tail):
            place = (first, first - last)
            if place < best and _AFTER.match(tail, 0, first):
                best, reading = place, cue.reading
        return reading


class _Words:
    """Words of cues, found as whole words."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation  # slow to load

        by_word: dict[str, Cue] = {}
        for cue in cues:
            for word in cue.words:
                by_word.setdefault(word, cue)
        self._cues = list(by_word.values())
        self._finder = AhoCorasick(list(by_word), implementation=Implementation.DFA)

    def within(self, text: str) -> Iterator[tuple[Cue, int, int]]:
        """Yield (cue, start, end) for each word in a text."""
        for number, start, end in self._finder.find_matches_as_indexes(
            text, overlapping=True
        ):
            if _starts(text, start) and _ends_word(text, end):
                yield self._cues[number], start, end


def _lists(low: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the mentions in lists: those with nothing but links between them."""
    group: list[Span] = []
    for span in spans:
        if group and not _linked(low, group[-1], span):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _linked(low: str, before: Span, after: Span) -> bool:
    gap = low[before[1] : after[0]]
    return before[1] <= after[0] and len(gap) <= REACH and bool(_LINK.match(gap))


def _starts(text: str, at: int) -> bool:
    return not (at and is_latin(text[at]) and is_latin(text[at - 1]))


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or not (is_latin(text[end - 1]) and is_latin(text[end]))
