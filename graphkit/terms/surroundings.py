"""What stands around a term and speaks for it or against it.

The words come from `context.csv`; a case adds its own. A trap directly before or after
a term decides alone. Otherwise the nearest word decides: in "H20 GPU服务器、水浴锅" the
GPU is nearer than the bath.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from graphkit.catalogue.words import Surrounding
from graphkit.terms.boundaries import is_latin

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

NEAR = 30
NEAR_LATIN = 60
"""How far around a term words count, in characters; Latin text needs more of them."""
_ENDS = "。\n"
"""What ends the surroundings: goods of another line say nothing of these."""
_BLOCK = 256
"""Characters searched at once: the windows of terms that stand close overlap."""
_SKIPPED = " \t:：为是-"
_COUNT = re.compile(r"[\d一二两三四五六七八九十]+[台套张块卡片个颗枚]")
_GOODS = "[机仪计泵阀站车床枪炉表灯锁钢膜胎船炮弹粒罐瓶桶镜秤塔钻锅椅]|电池|热电阻"
_BEHIND = re.compile(
    rf"(?:型|系列)?(?![的等或及和与为])[一-鿿]{{0,7}}?(?:{_GOODS})(?![一-鿿])"
)
_BEFORE = re.compile(
    rf"[一-鿿]{{1,8}}(?:{_GOODS})(?:型号)?(?:[:： ]|[(（][一-鿿]{{0,4}})?\Z"
)
_COMPUTES = re.compile(
    "计算|服务|算力|显|加速|芯片|处理|节点|云|主机|整机|一体机|工作站|训练|推理|集群|卡|型号"
)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it stands in folded text: which entry, and how much its name says."""

    text: str
    label: str
    strength: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a term counts, and the word or reason that decided."""

    accepted: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Found:
    row: Surrounding
    word: str
    start: int
    end: int


class Surroundings:
    """The rows of the context tables, ready to judge terms."""

    def __init__(self, rows: Iterable[Surrounding]) -> None:
        """Keep every word of `rows` with the rows it stands in."""
        from ahocorasick_rs import AhoCorasick, Implementation  # slow to load

        self._rows: dict[str, list[Surrounding]] = {}
        self._alone: set[str] = set()
        self._trapped: set[str] = set()
        for row in rows:
            if row.where == "alone":
                self._alone.update(row.words)
                continue
            if row.kind == "trap":
                self._trapped.update(row.terms)
            for word in row.words:
                self._rows.setdefault(word, []).append(row)
        self._words = sorted(self._rows)
        self._longest = max(map(len, self._words), default=1)
        self._finder = AhoCorasick(self._words, implementation=Implementation.DFA)

    def around(self, low: str) -> "Around":
        """Return the words of the tables in a folded text, found as they are asked."""
        return Around(low, self._rows, self._words, self._longest, self._finder)

    def judge(
        self, around: "Around", term: Term, company: Iterable[tuple[int, int]] = ()
    ) -> Verdict:
        """Return whether a term counts; `company` are terms accepted near it."""
        if term.strength == "strong" and term.text not in self._trapped:
            return Verdict(True, term.text)
        near = tuple((start - term.start, end - term.start) for start, end in company)
        seen = (term.strength, term.label, near, *around.shown(term))
        if seen not in around.verdicts:
            around.verdicts[seen] = self._judged(around, term, near)
        return around.verdicts[seen]

    def _judged(
        self, around: "Around", term: Term, near: Sequence[tuple[int, int]]
    ) -> Verdict:
        company = [(start + term.start, end + term.start) for start, end in near]
        found = list(around.of(term))
        beside = [f for f in found if f.row.where != "near"]
        trap = next((f for f in beside if f.row.kind == "trap"), None)
        if trap is not None and (term.strength != "strong" or trap.row.terms):
            return Verdict(False, _said(trap))
        if term.strength == "strong":
            return self._strong(found, term)
        return _nearest(found, term, company)

    def stands_alone(self, low: str) -> bool:
        """Say whether a whole text is a term that counts without company."""
        return low.strip(" \t\r\n\"'“”().。:") in self._alone

    def _strong(self, found: list[_Found], term: Term) -> Verdict:
        """A name that means only this: only a trap made for it counts."""
        made = [f for f in found if f.row.kind == "trap" and f.row.terms]
        return Verdict(False, _said(made[0])) if made else Verdict(True, term.text)


class Around:
    """The words of the tables in one text, found block by block and only once."""

    def __init__(
        self,
        low: str,
        rows: Mapping[str, list[Surrounding]],
        words: Sequence[str],
        longest: int,
        finder: "AhoCorasick",
    ) -> None:
        """Begin with nothing found; `longest` is the length of the longest word."""
        self.low = low
        self._rows = rows
        self._words = words
        self._finder = finder
        self._longest = longest
        self._blocks: dict[int, list[tuple[int, int, str]]] = {}
        self.verdicts: dict[tuple[object, ...], Verdict] = {}

    def of(self, term: Term) -> Iterator[_Found]:
        """Yield the rows that bear on a term and stand where they should, by end."""
        low, (first, last) = self.low, self._window(term)
        marks = [
            mark
            for block in range(first // _BLOCK, last // _BLOCK + 1)
            for mark in self._within(block, first, last)
        ]
        marks.sort(key=itemgetter(1))
        for start, end, word in marks:
            if end > term.start and start < term.end:
                continue
            for row in self._rows[word]:
                if _bears(row, term) and _placed(low, row.where, start, end, term):
                    yield _Found(row, word, start, end)

    def shown(self, term: Term) -> tuple[str, int, int]:
        """Return all that the rows look at, and the term's place in it.

        Equal surroundings, as the rows of a long table have, need one look.
        """
        first, last = self._window(term)
        begin = max(0, first - 1)
        said = self.low[begin : last + 2]  # an edge's word may go on, or have a plural
        return said, term.start - begin, term.end - begin

    def _window(self, term: Term) -> tuple[int, int]:
        """Return how far the surroundings of a term reach."""
        low, reach = self.low, NEAR
        if low[max(0, term.start - NEAR) : term.end + NEAR].isascii():
            reach = NEAR_LATIN
        first, last = max(0, term.start - reach), min(len(low), term.end + reach)
        first = max(*(low.rfind(end, first, term.start) + 1 for end in _ENDS), first)
        stops = [low.find(end, term.end, last) for end in _ENDS]
        return first, min((stop for stop in stops if stop >= 0), default=last)

    def _within(
        self, block: int, first: int, last: int
    ) -> Iterator[tuple[int, int, str]]:
        marks = self._blocks.get(block)
        if marks is None:
            marks = self._blocks[block] = sorted(self._found(block))
        for number in range(bisect_left(marks, (first,)), len(marks)):
            if marks[number][0] >= last:
                return
            if marks[number][1] <= last:
                yield marks[number]

    def _found(self, block: int) -> Iterator[tuple[int, int, str]]:
        """Yield the whole words that begin in a block."""
        begin = block * _BLOCK
        window = self.low[begin : begin + _BLOCK + self._longest]
        for number, start, end in self._finder.find_matches_as_indexes(
            window, overlapping=True
        ):
            if start < _BLOCK and _whole(self.low, begin + start, begin + end):
                yield begin + start, begin + end, self._words[number]


def is_one_line(low: str, one: int, other: int) -> bool:
    """Say whether two places stand in one line: another line speaks of other goods."""
    return "\n" not in low[min(one, other) : max(one, other)]


def other_goods(low: str, term: Term) -> str:
    """Return the name of goods that a code is the model of, '' where none is.

    H100液压站 and 体温枪H200 are machines of other trades, H100服务器 is none.
    """
    found = _BEHIND.match(low, term.end) or _BEFORE.search(
        low, max(0, term.start - 12), term.start
    )
    return "" if found is None or _COMPUTES.search(found[0]) else found[0]


def _bears(row: Surrounding, term: Term) -> bool:
    if row.terms:
        return term.text in row.terms
    return not row.labels or term.label in row.labels


def _placed(low: str, where: str, start: int, end: int, term: Term) -> bool:
    """Say whether a word stands where its row wants it."""
    if where == "near":
        return True
    if where == "before":
        gap = low[end : term.start].strip(_SKIPPED)
        return end <= term.start and (not gap or bool(_COUNT.fullmatch(gap)))
    return start >= term.end and not low[term.end : start].strip(" \t")


def _whole(low: str, start: int, end: int) -> bool:
    """Say whether a Latin word stands by itself, or with a plural s."""
    if low[start] in _LETTERS and start and is_latin(low[start - 1]):
        return False
    if low[end - 1] not in _LETTERS or end == len(low) or not is_latin(low[end]):
        return True
    return low[end] == "s" and (end + 1 == len(low) or not is_latin(low[end + 1]))


def _nearest(
    found: list[_Found], term: Term, company: list[tuple[int, int]]
) -> Verdict:
    supports = [
        (_distance(f.start, f.end, term), f.word)
        for f in found
        if f.row.kind == "support"
    ]
    supports += [
        (_distance(start, end, term), "another term") for start, end in company
    ]
    traps = [
        (_distance(f.start, f.end, term), _said(f))
        for f in found
        if f.row.kind == "trap"
    ]
    support, trap = min(supports, default=None), min(traps, default=None)
    if trap is not None and (support is None or trap[0] <= support[0]):
        return Verdict(False, trap[1])
    if support is not None:
        return Verdict(True, support[1])
    if term.strength == "common":
        return Verdict(False, "nothing near says that it is meant")
    return Verdict(True, term.text)


def _distance(start: int, end: int, term: Term) -> int:
    return term.start - end if end <= term.start else start - term.end


def _said(found: _Found) -> str:
    return f"{found.word} ({found.row.why})" if found.row.why else found.word
