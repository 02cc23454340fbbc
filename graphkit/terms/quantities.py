"""How many of a product a text says, where it can be said safely.

8卡A100服务器2台 names neither eight nor sixteen cards for certain: nothing is said.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Protocol

from graphkit import trace
from graphkit.catalogue import Counts
from graphkit.folding import any_of
from graphkit.statements import Amount, Passage
from graphkit.terms.clauses import LIMIT

_THING = (
    r"(?:gpus?|显卡|加速卡|推理卡|算力卡|计算卡|芯片|图形处理器|tensor core|"
    r"sxm\d?|pcie|\d{2,3}\s?gb?(?![a-z])|卡(?=[\dx×*])|或同等|或相当|同等|性能|档次|及以上|以上)"
)
_PLURAL = re.compile(r"s\b|(?:\s+\d+\s?gb)?\s*(?:gpus?|cards?|accelerators?|chips?)\b")
_MACHINE = re.compile(r"服务器|主机|节点|整机|工作站|一体机|\bservers?\b|\bnodes?\b")
_SENTENCE = re.compile(r"[。；;！!？?\n]|\. ")
_FAR = 32


class Item(Protocol):
    """A mention of a catalogue's entry in folded text."""

    @property
    def label(self) -> str:
        """What kind of thing it is."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Quantities:
    """The words of a catalogue that count, ready to be looked for in folded text."""

    def __init__(self, counts: Counts) -> None:
        """Make the patterns; words are tried longest first."""
        self._counts = counts
        card, machine = any_of(counts.cards), any_of(counts.instances)
        han = any_of(word for word in counts.numbers if not word.isascii())
        latin = any_of(word for word in counts.numbers if word.isascii())
        number = rf"(\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|{han})"
        self._after = re.compile(
            rf"(?:\s*{_THING})*+\s*(?:\(\s*(?=[x×*\d]))?(?:"
            rf"[x×*]\s*{number}(?![\d.])\s*({card})?|"
            rf",?\s*数量\s*:?\s*{number}(?![\d.])\s*({card})?|"
            rf"(?:\s*[,、]\s*|共计?|合计|总计)?{number}\s*({card}))"
        )
        self._before = re.compile(
            rf"(?<![\d.a-z-]){number}\s*({card}|[x×*])\s*"
            r"(?:英伟达|nvidia|tesla|nv|geforce|华为|amd)?\s*\Z"
        )
        self._before_latin = re.compile(
            rf"(?<![\w.-])(\d{{1,6}}|{latin})\s+(?:x\s+)?(?:nvidia|amd)?\s*\Z"
        )
        self._tokens = re.compile(
            rf"(\d[\d,]*(?:\.\d+)?)\s*({any_of(counts.scales)})?\s*个?\s*"
            r"[a-z ]{0,24}tokens?\b"
        )
        self._instances = re.compile(
            r"\s*(?:实例|云主机|云服务器|主机|节点|\([^()]{1,8}\))*\s*"
            rf"(?:[x×*]\s*(\d{{1,6}})(?![\d.])|(\d{{1,6}})\s*({machine}))"
        )
        self._instances_before = re.compile(
            rf"(?<![\d.a-z-])(\d{{1,6}})\s*({machine}|[x×*])\s*\Z"
        )
        several = any_of(w for w, n in counts.numbers.items() if n not in "01")
        self._per_machine = re.compile(
            r"每台|每节点|每个节点|单台|单机|单节点|每套|\bper\b|\beach\b|"
            rf"(?:[02-9]|\d\d|{several})\s*(?:台|套|个节点|节点|servers?|nodes?)"
        )
        ones = any_of(w for w, n in counts.numbers.items() if n == "1")
        self._one_machine = re.compile(
            rf"(?<!\d)(?:1|{ones})\s*(?:台|套|个节点|节点)|\bone server"
        )

    def of_item(
        self, passage: Passage, item: Item, low: str, *, alone: bool
    ) -> tuple[str, str]:
        """Return (number, unit) where row or text say it of this item and no other."""
        if item.label == "Provider":
            return "", ""
        first, last = _sentence(low, item)
        said, start, end = low[first:last], item.start - first, item.end - first
        trace.count_from(first)
        read = self._of_item(passage, item, (low, said), start, end, alone=alone)
        trace.count_from(0)
        return read

    def _of_item(
        self,
        passage: Passage,
        item: Item,
        texts: tuple[str, str],
        start: int,
        end: int,
        *,
        alone: bool,
    ) -> tuple[str, str]:
        low, said = texts
        row = (passage.quantity, passage.unit) if alone else ("", "")
        if item.label == "Chip":
            read = self.beside(said, start, end)
            if passage.quantity and alone and not read[0]:
                return ("", "") if self.counts_machines(low, passage.unit) else row
            certain = passage.quantity in ("", "1", read[0])
            return read if certain else ("", "")
        if passage.quantity:
            return row
        if item.label == "Product":
            return self.instances(said, start, end)
        return self.tokens(said) if item.label == "Model" and alone else ("", "")

    def price_of(
        self, passage: Passage, item: Item, low: str, *, alone: bool
    ) -> Amount | None:
        """Return the unit price of a row where the row is of this item and no other.

        The price of a machine is not that of the chips in it.
        """
        if passage.price is None or not alone or item.label == "Provider":
            return None
        is_chip = item.label == "Chip"
        machine = is_chip and self.counts_machines(low, passage.unit)
        return None if machine else passage.price

    def beside(self, low: str, start: int, end: int) -> tuple[str, str]:
        """Return (number, unit) said beside a hardware mention, or ('', '').

        Numbers per machine, and those of a text that counts machines, are not said: the
        product of the two would be ours.
        """
        number, unit = (
            self._read_after(low, end) or self._read_before(low, start, end) or ("", "")
        )
        if not number:
            return "", ""
        whole = (
            unit == "卡" and _MACHINE.search(low) and not self._one_machine.search(low)
        )
        if whole or self._per_machine.search(low):
            why = "a number per machine, or beside a number of machines, is not its own"
            trace.passed("quantity", start, end, "quantity:beside", why)
            return "", ""
        return self._plain(number), unit

    def instances(self, low: str, start: int, end: int) -> tuple[str, str]:
        """Return (number, unit) said beside a machine of a cloud."""
        after = self._instances.match(low, end, end + _FAR)
        if after:
            return after[1] or after[2], after[3] or ""
        before = self._instances_before.search(low[max(0, start - _FAR) : start])
        if before:
            return before[1], "" if before[2] in "x×*" else before[2]
        return "", ""

    def tokens(self, low: str) -> tuple[str, str]:
        """Return (number, 'token') where folded text says one number of tokens."""
        found = self._tokens.findall(low)
        if len(found) != 1:
            return "", ""
        number, scale = found[0]
        try:
            value = Decimal(number.replace(",", "")) * self._counts.scales.get(scale, 1)
        except InvalidOperation:
            return "", ""
        return format(value.normalize(), "f"), "token"

    def counts_machines(self, low: str, unit: str) -> bool:
        """Say whether a row's quantity may count machines, not what is in them."""
        return unit in self._counts.machines or bool(_MACHINE.search(low))

    def _read_after(self, low: str, end: int) -> tuple[str, str] | None:
        match = self._after.match(low, end, end + _FAR)
        if match is None:
            return None
        _tell(match, 0)
        number, unit = (
            match[1] or match[3] or match[5],
            match[2] or match[4] or match[6],
        )
        return number, unit or ""

    def _read_before(self, low: str, start: int, end: int) -> tuple[str, str] | None:
        head = low[max(0, start - _FAR) : start]
        shift = max(0, start - _FAR)
        if match := self._before.search(head):
            _tell(match, shift)
            return match[1], "" if match[2] in "x×*" else match[2]
        if _PLURAL.match(low, end) and (match := self._before_latin.search(head)):
            _tell(match, shift)
            return match[1], ""
        return None

    def _plain(self, number: str) -> str:
        return self._counts.numbers.get(number) or number.replace(",", "")


def _tell(match: re.Match[str], shift: int) -> None:
    """Tell a listener where number and unit stand: odd groups are numbers."""
    for group in range(1, (match.lastindex or 0) + 1):
        if match[group]:
            start, end = match.span(group)
            role = "quantity" if group % 2 else "unit"
            trace.found(role, start + shift, end + shift, "quantity:beside")


def _sentence(low: str, item: Item) -> tuple[int, int]:
    first = max(0, item.start - LIMIT)
    for mark in _SENTENCE.finditer(low, first, item.start):
        first = mark.end()
    after = _SENTENCE.search(low, item.end, item.end + LIMIT)
    return first, after.start() if after else item.end + LIMIT
