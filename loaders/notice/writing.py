"""Statements of one notice: everything in it has one text, one locator, one tender."""

from dataclasses import dataclass

from graphkit import trace
from graphkit.evidence import Evidence
from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.codes import codes
from graphkit.loaders.notice.dates import When
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.tax import tax_of
from graphkit.statements import (
    Address,
    Amount,
    Day,
    Ids,
    Mention,
    Statement,
    TenderRef,
)

LOCATOR = "text"
_LONGEST_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes statements whose texts are slices of one notice's text layer."""

    text: str
    source: str
    tender: TenderRef
    stage: str

    def organization(
        self, start: int, end: int, ids: Ids = (), sits: Address | None = None
    ) -> Mention:
        """Return a mention of an organisation, without blanks around its name."""
        said = self.text[start:end]
        start += len(said) - len(said.lstrip())
        said = said.strip()
        return Mention("Organization", said, start, start + len(said), ids, "", sits)

    def value(
        self,
        kind: str,
        field: Field,
        *,
        money: Money | None = None,
        when: When | None = None,
        stage: str = "",
    ) -> Statement:
        """Return a value of the tender; its quote is the field with its label."""
        for span in (money, when, field):
            if span:
                trace.found(kind, span.start, span.end, field.told_by)
        return Statement(
            kind,
            self.tender,
            None,
            None,
            self.evidence(field.said, field.said_end),
            part=field.part,
            stage=stage,
            amount=self.amount(money) if money else None,
            date=self.day(when, timed=kind == "deadline") if when else None,
        )

    def status(self, start: int, end: int, stage: str, part: str = "") -> Statement:
        """Return the stage of the tender or of a lot, with the words that say so."""
        said = self.evidence(start, end)
        return Statement("status", self.tender, None, None, said, part, stage)

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the slice of the text as evidence."""
        return Evidence(self.source, LOCATOR, start, end, self.text[start:end])

    def quote(self, field: Field, start: int, end: int) -> Evidence:
        """Return a field's quote, cut around `start:end` where it is long.

        Of a long row the cells beside a name stay: a bare name shows no relation.
        """
        first, last = min(field.said, start), max(field.said_end, end)
        row_end = last
        if last - first > _LONGEST_QUOTE:
            last = end
        if last - first > _LONGEST_QUOTE and field.row >= 0:
            first = start
        if (first, last) == (start, end) and field.row >= 0:
            first, last = self._with_neighbours(start, end, row_end)
        return self.evidence(first, last)

    def _with_neighbours(self, start: int, end: int, row_end: int) -> tuple[int, int]:
        """Return a name's span with cells of its line before it, else behind it."""
        near = max(0, end - _LONGEST_QUOTE)
        line = self.text.rfind("\n", near, start) + 1
        first = line or self.text.find("\t", near, start) + 1 or start
        if first < start:
            return first, end
        far = min(row_end, start + _LONGEST_QUOTE)
        return start, max(end, self.text.rfind("\t", end + 1, far))

    def amount(self, money: Money) -> Amount:
        """Return an amount; a rate (per year, per ton) has no value of its own."""
        known = money.value is not None and not money.per
        value = format(money.value.normalize(), "f") if money.value is not None else ""
        return Amount(
            value if known else "",
            money.currency,
            self.text[money.start : money.end],
            money.start,
            money.end,
            tax=tax_of(self.text, money.start, money.end, LOCATOR),
        )

    def day(self, when: When, *, timed: bool = False) -> Day:
        """Return a date, with `THH:MM` behind it where `timed` and a time was said."""
        clock = f"T{when.clock}" if timed and when.clock else ""
        said = self.text[when.start : when.end]
        return Day(f"{when.value}{clock}", said, when.start, when.end)


def ids_between(folded: str, start: int, end: int) -> Ids:
    """Return the first credit code between two places as identifiers."""
    return tuple(("uscc", code) for _, code in codes(folded, start, end))[:1]
