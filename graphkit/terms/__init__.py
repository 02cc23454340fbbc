"""The catalogue's terms in free text: found with care, stated with their modality.

One pass finds every alias; word boundaries, then the longest, then the words around it
decide. Offsets are those of the text given.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit import trace
from graphkit.catalogue import Catalogue
from graphkit.catalogue.words import STRENGTHS, Alias
from graphkit.evidence import Evidence
from graphkit.folding import fold
from graphkit.statements import Amount, Mention, Passage, Statement
from graphkit.terms.boundaries import addresses, is_word
from graphkit.terms.clauses import clause
from graphkit.terms.modality import Modality
from graphkit.terms.quantities import Quantities
from graphkit.terms.surroundings import (
    NEAR,
    Around,
    Surroundings,
    Term,
    Verdict,
    is_one_line,
    other_goods,
)
from graphkit.terms.variants import Variants
from graphkit.terms.withdrawn import weighed, withdrawn

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

WEAKER = frozenset(("benchmark", "example", "minimum", "or_equivalent"))
"""Modalities that never give AWARDS: what was delivered may be something else."""
SHORT = 24
"""A passage this short is a cell: its tender's title gives it context."""

_COMPANY = re.compile(
    r"(?:计算|云|科技|技术|网络|信息|数据|智能|软件|系统|服务|产业|发展|通信|文化|传媒|"
    r"（[^（）]{2,6}）|\([^()]{2,6}\)|集团|中国|国际|华章)*"
    r"(?:股份|有限|控股)*(?:有限公司|有限责任公司|股份公司|责任公司|公司)"
    r"|,?\s*(?:inc|llc|ltd|gmbh|sarl|corp|corporation|limited|s\.a|plc|emea|co\.)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of a catalogue entry: `text[start:end]`."""

    uid: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Considered:
    """A term that was looked at; one not accepted stays `possible`, with the reason."""

    found: Found
    accepted: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Hit:
    aliases: tuple[Alias, ...]
    start: int
    end: int

    @property
    def strength(self) -> str:
        return self.aliases[0].strength


_WEIGHED = Verdict(False, "only weighed, with reasons against it")
_TAKEN_BACK = Verdict(False, "taken back by the text itself")


class Terms:
    """The terms of a catalogue, ready to be found."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep what is needed of the catalogue; nothing of it is read again."""
        self._catalogue = catalogue
        self._what: list[tuple[Alias, ...]] = []
        self._finder = self._automaton()
        self._surroundings = Surroundings(catalogue.surroundings)
        self._modality = Modality(catalogue.cues)
        self._quantities = Quantities(catalogue.counts)
        self._variants = Variants(
            catalogue.qualifiers, catalogue.partitions, catalogue.descendants
        )

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the mentions in a text, in order.

        A name of two labels ("Azure OpenAI") gives one of each at one place.
        """
        return tuple(c.found for c in self.considered(text) if c.accepted)

    def considered(self, text: str, title: str = "") -> tuple[Considered, ...]:
        """Return every term looked at, in order, whether it counts, and why.

        `title` gives a text of a few words, such as a cell of a table, its context.
        """
        low = fold(text)
        matches = self._finder.find_matches_as_indexes(low, overlapping=True)
        if not matches:
            return ()
        hits = self._hits(low, matches)
        return tuple(self._judged(low, hits, fold(title))) if hits else ()

    def state(self, passage: Passage) -> Iterator[Statement]:
        """Yield what a passage says of the catalogue's entries, in order.

        A provider gives VIA; a chip, model or product SEEKS, or AWARDS where the
        passage is of an award and the words leave no other reading; what is ruled out
        gives EXCLUDES.
        """
        text = passage.text
        considered = self.considered(text, passage.tender.title)
        found = [c.found for c in considered if c.accepted]
        if not found:
            return
        low = fold(text)
        spans = sorted({(item.start, item.end) for item in found})
        by_span = dict(zip(spans, self._modality.read(low, spans), strict=True))
        read = [by_span[item.start, item.end] for item in found]
        items = {
            item.uid
            for item, reading in zip(found, read, strict=True)
            if item.label != "Provider" and reading != "exclusion"
        }
        for item, reading in zip(found, read, strict=True):
            number, price = ("", ""), None
            if reading != "exclusion":
                alone = len(items) == 1
                number = self._quantities.of_item(passage, item, low, alone=alone)
                price = self._quantities.price_of(passage, item, low, alone=alone)
            yield _statement(passage, item, reading, number, price)

    def _automaton(self) -> "AhoCorasick":
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        by_text: dict[str, list[Alias]] = {}
        for name, _provider in self._catalogue.operators:
            by_text.setdefault(fold(name), [])  # a company's name is no mention
        for alias in self._catalogue.aliases:
            by_text.setdefault(alias.text, []).append(alias)
        self._what = [tuple(group) for group in by_text.values()]
        return AhoCorasick(
            list(by_text),
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def _hits(self, low: str, matches: list[tuple[int, int, int]]) -> list[_Hit]:
        """Return whole words, leftmost and longest, outside addresses."""
        words = [match for match in matches if is_word(low, match[1], match[2])]
        if trace.is_on():
            self._tell_parts(matches, words)
        if not words:  # addresses take longer to find, and few texts need them
            return []
        words.sort(key=lambda match: (match[1], -match[2]))
        hits, reached, skipped = [], 0, addresses(low)
        for number, start, end in words:
            if start < reached:
                continue
            if any(first <= start < last for first, last in skipped):
                self._left(number, start, end, "it stands in an address")
                continue
            aliases = self._what[number]
            reached = end
            if not aliases:
                continue
            if _COMPANY.match(low, end):
                self._left(number, start, end, "it is part of a company's name")
            else:
                hits.append(_Hit(aliases, start, end))
        return hits

    def _tell_parts(
        self, matches: list[tuple[int, int, int]], words: list[tuple[int, int, int]]
    ) -> None:
        for number, start, end in sorted({*matches} - {*words}):
            within = any(w[1] <= start and end <= w[2] for w in words)
            if not within:
                why = "it is part of a longer code or word"
                self._left(number, start, end, why)

    def _left(self, number: int, start: int, end: int, why: str) -> None:
        for alias in self._what[number]:
            trace.passed("term", start, end, f"term:{alias.uid}", why)

    def _judged(self, low: str, hits: list[_Hit], title: str) -> Iterator[Considered]:
        old, compared = withdrawn(low), weighed(low)
        verdicts = [
            _TAKEN_BACK
            if _inside(old, hit)
            else (_WEIGHED if _inside(compared, hit) else verdict)
            for hit, verdict in zip(hits, self._verdicts(low, hits, title), strict=True)
        ]
        placed = [
            (self._found(low, alias, hit), verdict)
            for hit, verdict in zip(hits, verdicts, strict=True)
            for alias in hit.aliases
        ]
        named = [item for item, verdict in placed if verdict.accepted]
        starts = [item.start for item in named]
        for item, verdict in placed:
            settled: Found | None = item
            if verdict.accepted:
                near = slice(
                    bisect_left(starts, item.start - 2 * NEAR),
                    bisect_right(starts, item.end + NEAR),
                )
                settled = self._settled(item, named[near])
            if settled is None:
                yield Considered(item, False, "named more closely beside it")
            else:
                yield Considered(settled, verdict.accepted, verdict.why)

    def _verdicts(self, low: str, hits: list[_Hit], title: str) -> list[Verdict]:
        """Return whether each hit counts; what says more of itself goes first."""
        around = self._surroundings.around(low)
        verdicts: dict[int, Verdict] = {}
        for strength in STRENGTHS:
            accepted = sorted(n for n, verdict in verdicts.items() if verdict.accepted)
            starts = [hits[n].start for n in accepted]
            for number, hit in enumerate(hits):
                if hit.strength == strength:
                    first = bisect_left(starts, hit.start - 2 * NEAR)
                    last = bisect_right(starts, hit.end + NEAR)
                    near = [
                        other
                        for other in (hits[n] for n in accepted[first:last])
                        if is_one_line(low, hit.start, other.start)
                    ]
                    verdicts[number] = self._verdict(around, hit, near, title)
        return [verdicts[number] for number in range(len(hits))]

    def _verdict(
        self, around: Around, hit: _Hit, near: Sequence[_Hit], title: str
    ) -> Verdict:
        low = around.low
        alias = hit.aliases[0]
        label = self._catalogue.entries[alias.uid].label
        term = Term(alias.text, label, alias.strength, hit.start, hit.end)
        company = [(other.start, other.end) for other in near]
        verdict = self._surroundings.judge(around, term, company)
        if hit.strength == "weak" and label == "Chip" and verdict.why == term.text:
            goods = other_goods(low, term)  # nothing else speaks for it
            return Verdict(False, f"{goods} (goods)") if goods else verdict
        if verdict.accepted or hit.strength != "common":
            return verdict
        if self._surroundings.stands_alone(low):
            return Verdict(True, "the whole of the text")
        if title and len(low) <= SHORT:
            longer = f"{title} {low}"
            moved = len(title) + 1
            term = replace(term, start=hit.start + moved, end=hit.end + moved)
            return self._surroundings.judge(self._surroundings.around(longer), term)
        return verdict

    def _found(self, low: str, alias: Alias, hit: _Hit) -> Found:
        entry = self._catalogue.entries[alias.uid]
        uid, end = alias.uid, hit.end
        if entry.label == "Chip":
            uid, end = self._variants.chip(low, uid, end, hit.start)
        elif entry.label == "Provider":
            brand = (uid, *self._catalogue.ancestors(uid))[-1]
            uid = self._variants.partition(low, uid, brand, hit.start, end)
        return Found(uid, entry.label, hit.start, end)

    def _settled(self, item: Found, named: Sequence[Found]) -> Found | None:
        """Return a mention as those beside it settle it; None where they name it."""
        entry = self._catalogue.entries[item.uid]
        beside_it = [
            other
            for other in named
            if other.label == item.label and other.uid != item.uid
        ]
        if entry.label == "Chip" and entry.family and not self._is_parent(item.uid):
            origins = {self._catalogue.entries[o.uid].jurisdiction for o in beside_it}
            return None if entry.jurisdiction in origins else item
        below = self._catalogue.descendants(item.uid)
        if entry.label == "Model" and any(
            other.uid in below and 0 <= other.start - item.end <= 2
            for other in beside_it
        ):
            return None  # "OpenAI GPT-4" names the maker, then the model
        if self._variants.has_partitions(item.uid):
            told = {other.uid for other in beside_it if other.uid in below}
            if len(told) == 1:
                return replace(item, uid=told.pop())
        return item

    def _is_parent(self, uid: str) -> bool:
        return uid in self._catalogue.children


def _inside(spans: Sequence[tuple[int, int]], hit: _Hit) -> bool:
    return any(first <= hit.start and hit.end <= last for first, last in spans)


_MEANT = {"award": "awarded", "offer": "offered", "request": "required"}
"""How a passage speaks of what its words do not tell apart."""


def _statement(
    passage: Passage,
    item: Found,
    reading: str,
    quantity: tuple[str, str],
    price: Amount | None,
) -> Statement:
    text, moved = passage.text, passage.start
    first, last = clause(text, item.start, item.end)
    given = passage.said == "award" and reading not in WEAKER
    kind = "VIA" if item.label == "Provider" else "AWARDS" if given else "SEEKS"
    excluded = reading == "exclusion"
    modality = "" if excluded else reading or _MEANT[passage.said]
    mention = Mention(
        item.label,
        text[item.start : item.end],
        moved + item.start,
        moved + item.end,
        (("catalogue", item.uid),),
    )
    quote = Evidence(
        passage.source, passage.locator, moved + first, moved + last, text[first:last]
    )
    return Statement(
        "EXCLUDES" if excluded else kind,
        passage.tender,
        None,
        mention,
        quote,
        part=passage.part,
        stage=passage.stage,
        modality=modality,
        amount=price,
        quantity=quantity[0],
        unit=quantity[1],
    )
