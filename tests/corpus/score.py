"""What a reader said against what a notice says: counts, field by field.

Names and titles compare after NFKC and without white space, sums as Decimal, lots by
their number. Items compare by relation and words; how they are meant is counted apart,
and only for those that were found.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from graphkit.catalogue import Catalogue
from graphkit.statements import Mention, Statement
from graphkit.terms import Terms
from tests.corpus.gold import Gold, Invented, Item
from tests.notices import Told, told

DAYS = ("published_on", "deadline", "awarded_on", "signed_on")
TIMES_WRONG = {Decimal(10) ** power for power in (-8, -4, -3, 3, 4, 8)}
"""A sum off by one of these was read in the wrong unit."""
# A headline names the kind of notice after the project; both are its title.
_KIND = re.compile(
    r"(?:公开招标|招标|评标|评审|中标|\(成交\)|成交|结果|候选人|竞争性|磋商|谈判|询价|竞价|采购|入围|更正|变更|"
    r"延期|终止|废标|流标|合同|单一来源|资格预审|履约|验收|意向|决標|公示|公告)+\Z"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing said that is not so, or not said that is so."""

    file: str
    field: str
    found: tuple[str, ...]
    meant: tuple[str, ...]


class Score:
    """Counts of what was found, what was meant and what is right, by field."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.meant: Counter[str] = Counter()
        self.slips: list[Slip] = []

    def add(
        self, field: str, found: Iterable[Any], meant: Iterable[Any], file: str = ""
    ) -> None:
        """Count a field of one notice; values are compared as a whole."""
        got, wanted = Counter(map(str, found)), Counter(map(str, meant))
        self.right[field] += (got & wanted).total()
        self.found[field] += got.total()
        self.meant[field] += wanted.total()
        if got != wanted:
            spare, missing = got - wanted, wanted - got
            self.slips.append(
                Slip(file, field, tuple(spare.elements()), tuple(missing.elements()))
            )

    def precision(self, field: str) -> float:
        """Return how much of what was found is right, 1 where nothing was found."""
        return self.right[field] / self.found[field] if self.found[field] else 1.0

    def recall(self, field: str) -> float:
        """Return how much of what was meant was found, 1 where nothing was meant."""
        return self.right[field] / self.meant[field] if self.meant[field] else 1.0

    def f1(self, field: str) -> float:
        """Return F1 of a field, 1 where there was nothing to find and none found."""
        both = self.found[field] + self.meant[field]
        return 2 * self.right[field] / both if both else 1.0

    def fields(self) -> Iterator[str]:
        """Yield the fields in which anything was found or meant, in order of names."""
        yield from sorted(
            f for f in {*self.found, *self.meant} if self.found[f] or self.meant[f]
        )


def scored(notices: Iterable[Invented], folder: Path) -> Score:
    """Return how notices are read; `folder` takes their bytes meanwhile."""
    score = Score()
    for notice in notices:
        _add(score, told(notice.content, folder, notice.name), notice.gold)
    return score


def plain(text: str) -> str:
    """Return a name as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _add(score: Score, said: Told, gold: Gold) -> None:
    for field, found, meant in _values(said, gold):
        if field not in gold.open:
            score.add(field, found, meant, gold.file)
    _add_sums(score, said, gold)
    _add_items(score, said, gold)
    score.add("personal data", _leaks(said, gold), (), gold.file)


def _values(
    said: Told, gold: Gold
) -> Iterator[tuple[str, Iterable[Any], Iterable[Any]]]:
    """Yield (field, found, meant) of all but sums and items."""
    tender = next((one.tender for one in said.statements), None)
    yield "title", _title(tender.title if tender else ""), _title(gold.title)
    yield "number", _one(tender.number if tender else ""), _one(gold.number)
    yield "buyer", set(map(plain, said.names("ISSUED"))), set(map(plain, gold.buyer))
    yield (
        "agency",
        set(map(plain, said.names("HANDLED_BY"))),
        set(map(plain, gold.agency)),
    )
    won = said.of("AWARDED_TO")
    yield (
        "supplier",
        {(_name(one), _lot(one.part)) for one in won},
        {(plain(award.name), award.part) for award in gold.awards},
    )
    yield (
        "amount",
        {
            (_name(one), _value(one.amount.value), one.amount.currency)
            for one in won
            if one.amount and one.amount.value
        },
        {
            (plain(award.name), _value(award.value), award.currency or "CNY")
            for award in gold.awards
            if award.value
        },
    )
    yield "bidder", set(map(plain, said.names("BID_ON"))), set(map(plain, gold.bidders))
    status = said.of("status")
    yield (
        "stage",
        {one.stage for one in status if not one.part},
        {gold.stage} - {""},
    )
    yield "failed", {_lot(one.part) for one in status if one.part}, set(gold.failed)
    for kind in DAYS:
        days = {one.date.value for one in said.of(kind) if one.date and one.date.value}
        yield kind, days, {getattr(gold, kind)} - {""}


def _add_sums(score: Score, said: Told, gold: Gold) -> None:
    """Count budgets and ceilings, and every sum that is off by a unit."""
    pairs: list[tuple[set[Decimal], set[Decimal]]] = []
    for kind, meant in (("budget", gold.budget), ("ceiling", gold.ceiling)):
        found = {
            (_lot(one.part), _value(one.amount.value))
            for one in said.of(kind)
            if one.amount and one.amount.value
        }
        wanted = {(one.part, _value(one.value)) for one in meant}
        if kind not in gold.open:
            score.add(kind, found, wanted, gold.file)
        pairs.append(({v for _, v in found}, {v for _, v in wanted}))
    awarded = {
        _value(one.amount.value)
        for kind in ("AWARDED_TO", "BID_ON")
        for one in said.of(kind)
        if one.amount and one.amount.value
    }
    pairs.append((awarded, {_value(one.value) for one in gold.awards if one.value}))
    for got, right in pairs:
        wrong = {
            value
            for value in got - right
            if any(value == one * times for one in right for times in TIMES_WRONG)
        }
        score.add("wrong unit", wrong, (), gold.file)


def _add_items(score: Score, said: Told, gold: Gold) -> None:
    """Count items by relation and words, then modality, quantity, uid and part."""
    if "items" in gold.open:
        return
    found: dict[tuple[str, str], list[Statement]] = {}
    for one in _named(said):
        if one.object:
            key = (one.type, _words(one, gold.items))
            found.setdefault(key, []).append(one)
    meant: dict[tuple[str, str], list[Item]] = {}
    for item in gold.items:
        meant.setdefault((item.relation, plain(item.text)), []).append(item)
    score.add("item", found, meant, gold.file)
    for key in sorted(found.keys() & meant.keys()):
        _add_details(score, found[key], meant[key], gold.file)


def _add_details(
    score: Score, found: list[Statement], meant: list[Item], file: str
) -> None:
    """Count what is said of one item that was found."""
    name = f"{meant[0].relation} {meant[0].text} "
    for field, got, wanted in (
        ("modality", {one.modality for one in found}, {i.modality for i in meant}),
        ("item uid", {_uid(one) for one in found}, {i.uid for i in meant}),
        ("quantity", {one.quantity for one in found}, {i.quantity for i in meant}),
        ("item part", {_lot(one.part) for one in found}, {i.part for i in meant}),
    ):
        asked = wanted - {"", None}
        if asked:
            spare = got - {""} if "" in wanted or field == "quantity" else got
            score.add(
                field, (name + x for x in spare), (name + str(x) for x in asked), file
            )


def _named(said: Told) -> Iterator[Statement]:
    for passage in said.passages:
        yield from _terms().state(passage)


@cache
def _terms() -> Terms:
    return Terms(Catalogue.load())


def _words(said: Statement, items: Iterable[Item]) -> str:
    """Return the words of gold that a mention is about, else its own."""
    assert said.object
    text = plain(said.object.text)
    same = [item for item in items if item.relation == said.type]
    within = [
        plain(i.text) for i in same if plain(i.text).casefold() in text.casefold()
    ]
    if within:
        return max(within, key=len)
    for item in same:
        if text.casefold() in plain(item.text).casefold() or item.uid == _uid(said):
            return plain(item.text)
    return text


def _uid(said: Statement) -> str:
    return dict(said.object.ids).get("catalogue", "") if said.object else ""


def _leaks(said: Told, gold: Gold) -> set[str]:
    """Return silent words that stand in a mention."""
    mentions = [m.text for one in said.statements for m in _mentions(one)]
    return {word for word in gold.silent if any(word in text for text in mentions)}


def _mentions(said: Statement) -> Iterator[Mention]:
    yield from (mention for mention in (said.subject, said.object) if mention)


def _one(text: str) -> set[str]:
    return {plain(text)} - {""}


def _title(text: str) -> set[str]:
    return {_KIND.sub("", plain(text))} - {""}


def _name(said: Statement) -> str:
    return plain(said.object.text) if said.object else ""


def _lot(part: str) -> str:
    return part.removeprefix("lot:")


def _value(text: str) -> Decimal:
    return Decimal(text).normalize()
