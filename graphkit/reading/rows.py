"""Rows of the tables of what was read, gathered column by column.

Statements become columns some at a time and go; whole columns are the fastest way
into DuckDB.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from graphkit.identity import digest, document_uid
from graphkit.personal import masked, may_hold
from graphkit.statements import (
    NO_TENDER,
    Address,
    Amount,
    Day,
    Ids,
    Mention,
    Record,
    Statement,
    Tax,
    TenderRef,
)
from graphkit.tables import RECORD_COLUMNS, STATEMENT_COLUMNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_DTYPES = {
    "VARCHAR": "object",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "BOOLEAN": "bool",
}
_MENTION = ("label", "text", "start", "end", "locator", "ids")
_AMOUNT = (
    "amount",
    "amount_text",
    "amount_said",
    "currency",
    "amount_start",
    "amount_end",
    "amount_locator",
)
_TAX = ("tax", "tax_said", "tax_start", "tax_end", "tax_locator")
_DATE = ("date", "date_said", "date_start", "date_end", "date_locator")
_ADDRESS = (
    "address",
    "address_said",
    "address_start",
    "address_end",
    "address_locator",
)
_SPARSE = (
    tuple(f"s_{name}" for name in _MENTION),
    tuple(f"o_{name}" for name in _MENTION),
    _AMOUNT,
    _TAX,
    _DATE,
    _ADDRESS,
    ("quote_shown",),
)
_DENSE = tuple(
    name for name in STATEMENT_COLUMNS if not any(name in names for names in _SPARSE)
)
TURNED_AT_ONCE = 1000
"""Statements that become columns together: fewer would cost more calls, more would
have left the processor's caches."""
_BIDDERS = frozenset(("AWARDED_TO", "BID_ON"))
"""Types of which the body's address is kept; nobody else's is."""


class Gathered:
    """What records say, in their order, on the way into two tables."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.records: list[tuple[object, ...]] = []
        self.texts: list[str | None] = []
        self.size = 0
        self.statements = 0
        self._said: list[Statement] = []
        self._dense: dict[str, list[Any]] = {name: [] for name in _DENSE}
        self._sparse: dict[tuple[str, ...], list[tuple[object, ...]]] = {
            names: [] for names in _SPARSE
        }

    def add(self, record: Record, said: Sequence[Statement]) -> None:
        """Take in a record and what it says; all of it, or nothing where that fails."""
        keyed = keys(said)
        row = record_row(record, said[0].tender if said else NO_TENDER)
        self._dense["key"] += keyed
        self._dense["document"] += [row[0]] * len(said)
        self._dense["n"] += range(len(said))
        self._said += said
        self.records.append(row)
        self.texts.append(record.text or None)
        self.size += record.length

    def turn(self) -> None:
        """Draw the columns of what was said, once it is enough to be worth it.

        Apart from `add`, so that what fails here is not taken for a record's fault.
        """
        if len(self._said) >= TURNED_AT_ONCE:
            self._turn()

    def statement_columns(self) -> dict[str, "Array"]:
        """Return the columns of STATEMENT_COLUMNS, in another order.

        Those that would hold nothing anywhere are left out.
        """
        self._turn()
        columns = {
            name: _array(STATEMENT_COLUMNS[name], values)
            for name, values in self._dense.items()
        }
        for names, rows in self._sparse.items():
            columns |= _spread(names, rows, self.statements)
        return columns

    def record_columns(self) -> dict[str, "Array"]:
        """Return the columns of RECORD_COLUMNS, and the texts where there are any."""
        turned = zip(*self.records, strict=True)
        columns = {
            name: _array(kind, values)
            for (name, kind), values in zip(RECORD_COLUMNS.items(), turned, strict=True)
        }
        if any(self.texts):
            columns["text"] = _array("VARCHAR", self.texts)
        return columns

    def _turn(self) -> None:
        """Draw the columns from what was said last, and let it go."""
        said, dense = self._said, self._dense
        self._said = []
        evidence = [one.evidence for one in said]
        dense["source"] += [one.source for one in evidence]
        dense["type"] += [one.type for one in said]
        dense["tender"] += [one.tender.uid for one in said]
        dense["part"] += [one.part for one in said]
        dense["stage"] += [one.stage for one in said]
        dense["modality"] += [one.modality for one in said]
        dense["quantity"] += [one.quantity for one in said]
        dense["unit"] += [one.unit for one in said]
        dense["locator"] += [one.locator for one in evidence]
        dense["start"] += [one.start for one in evidence]
        dense["end"] += [one.end for one in evidence]
        dense["quote"] += [one.quote for one in evidence]
        self._turn_sparse(said)

    def _turn_sparse(self, said: Sequence[Statement]) -> None:
        """Draw the columns of what not every statement has."""
        subjects, objects, amounts, taxes, dates, addresses, shown = (
            self._sparse.values()
        )
        for at, one in enumerate(said, self.statements):
            where = one.evidence.locator
            if not _is_quoted_whole(one) and may_hold(one.evidence.quote):
                shown.append((at, shown_quote(one)))
            if one.subject is not None:
                subjects.append((at, *_mention(one.subject, where)))
            if one.object is not None:
                objects.append((at, *_mention(one.object, where)))
            if one.amount is not None:
                amounts.append((at, *_amount(one.amount, where)))
                if one.amount.tax is not None:
                    taxes.append((at, *_tax(one.amount.tax, where)))
            if one.date is not None:
                dates.append((at, *_day(one.date, where)))
            if one.type in _BIDDERS and (sits := _address_of(one)):
                addresses.append((at, *_address(sits, where)))
        self.statements += len(said)


def keys(said: Sequence[Statement]) -> list[str]:
    """Return the keys of what one record says, in its order."""
    seen: dict[str, int] = {}
    return [_key(one, seen) for one in said]


def shown_quote(said: Statement) -> str | None:
    """Return the quote with personal data masked, None where nothing is.

    What the statement itself speaks of is never masked, but for a tender's title.
    """
    evidence = said.evidence
    own = (said.subject, said.object, said.amount, said.date)
    keep = [
        (one.start - evidence.start, one.end - evidence.start)
        for one in own
        if one is not None and one.locator in ("", evidence.locator)
    ]
    tender = said.tender
    locator, start = tender.number_at
    if tender.number and locator == evidence.locator:
        start -= evidence.start
        keep.append((start, start + len(tender.number)))
    if (0, len(evidence.quote)) in keep:
        return None
    shown = masked(evidence.quote, keep)
    return None if shown == evidence.quote else shown


def _is_quoted_whole(said: Statement) -> bool:
    """Say whether a quote is no more than what the statement speaks of.

    So it is in most statements of structured sources, where looking for personal data
    would only cost.
    """
    evidence, tender = said.evidence, said.tender
    if said.type == "number" and evidence.quote == tender.number:
        return tender.number_at == (evidence.locator, evidence.start)
    for one in (said.object, said.date, said.amount, said.subject):
        if (
            one is not None
            and one.start == evidence.start
            and one.end == evidence.end
            and one.locator in ("", evidence.locator)
        ):
            return True
    return False


def statement_rows(
    record: Record, said: Sequence[Statement]
) -> list[tuple[object, ...]]:
    """Return what one record says as rows, in the order of STATEMENT_COLUMNS."""
    gathered = Gathered()
    gathered.add(record, said)
    columns = gathered.statement_columns()
    nothing = [None] * len(said)
    values = [
        columns[name].tolist() if name in columns else nothing
        for name in STATEMENT_COLUMNS
    ]
    return list(zip(*values, strict=True))


def record_row(record: Record, tender: TenderRef) -> tuple[object, ...]:
    """Return a record in the order of RECORD_COLUMNS."""
    return (
        document_uid(record.source, record.locator),
        record.source,
        record.locator,
        record.kind,
        record.offset,
        record.length,
        record.compiled,
        record.url,
        record.captured_at,
        tender.uid,
        tender.number,
        *tender.number_at,
        tender.title,
        *tender.title_at,
        _ids(tender.ids),
    )


def _key(said: Statement, seen: dict[str, int]) -> str:
    """Return the key of a statement; the n-th of equal ones in a record has its n."""
    subject, object_, amount, date = said.subject, said.object, said.amount, said.date
    value = amount.text if amount else date.text if date else ""
    if not value and subject is None and object_ is None:
        value = said.evidence.quote
    key = digest(
        said.evidence.source,
        said.evidence.locator,
        said.type,
        subject.text if subject else "",
        object_.text if object_ else "",
        said.part,
        value,
    )
    count = seen[key] = seen.get(key, 0) + 1
    return key if count == 1 else digest(key, str(count))


def _mention(mention: Mention, at: str) -> tuple[object, ...]:
    locator = "" if mention.locator == at else mention.locator
    ids = _ids(mention.ids)
    return mention.label, mention.text, mention.start, mention.end, locator, ids


def _amount(amount: Amount, at: str) -> tuple[object, ...]:
    number = float(amount.value) if amount.value else math.nan
    return (
        number if math.isfinite(number) else None,
        amount.value,
        amount.text,
        amount.currency,
        amount.start,
        amount.end,
        "" if amount.locator == at else amount.locator,
    )


def _tax(tax: Tax, at: str) -> tuple[object, ...]:
    locator = "" if tax.locator == at else tax.locator
    return tax.value, tax.text, tax.start, tax.end, locator


def _day(day: Day, at: str) -> tuple[object, ...]:
    locator = "" if day.locator == at else day.locator
    return day.value, day.text, day.start, day.end, locator


def _address_of(said: Statement) -> Address | None:
    """Return where the body of a statement about a tender sits, if that is said."""
    body = said.subject or said.object
    return body.address if body and body.address and body.address.value else None


def _address(address: Address, at: str) -> tuple[object, ...]:
    locator = "" if address.locator == at else address.locator
    return address.value, address.text, address.start, address.end, locator


@cache
def _ids(ids: Ids) -> str:
    return msgspec.json.encode(ids).decode()


def _array(kind: str, values: Sequence[object]) -> "Array":
    import numpy as np  # slow to load

    return np.fromiter(values, dtype=_DTYPES[kind], count=len(values))


def _spread(
    names: Sequence[str], rows: Sequence[tuple[object, ...]], length: int
) -> dict[str, "Array"]:
    """Return columns with values at some places; each row begins with its place."""
    import numpy as np  # slow to load

    if not rows:
        return {}
    places, *columns = zip(*rows, strict=True)
    at = np.array(places, dtype="int64")
    spread: dict[str, Array] = {}
    for name, values in zip(names, columns, strict=True):
        dtype = _DTYPES[STATEMENT_COLUMNS[name]]
        if dtype == "object":
            spread[name] = np.full(length, None, dtype=object)
            spread[name][at] = _array("VARCHAR", values)
        else:
            spread[name] = _masked(at, values, length, dtype)
    return spread


def _masked(at: "Array", values: Sequence[object], length: int, dtype: str) -> "Array":
    """Return numbers at some places; where there is none, the place is masked."""
    import numpy as np  # slow to load

    missing = np.ones(length, dtype=bool)
    missing[at] = [value is None for value in values]
    numbers = np.zeros(length, dtype=dtype)
    numbers[at] = [0 if value is None else value for value in values]
    return np.ma.masked_array(numbers, mask=missing)
