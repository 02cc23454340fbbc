"""Rows: a record and what it says, in the order of the tables' columns."""

import math
from collections.abc import Sequence
from functools import cache

import msgspec

from graphkit.identity import digest, document_uid
from graphkit.statements import (
    Amount,
    Day,
    Ids,
    Mention,
    Record,
    Statement,
    TenderRef,
)

_NO_MENTION = (None,) * 6
_NO_AMOUNT = (None,) * 7
_NO_DAY = (None,) * 5


def statement_rows(
    record: Record, said: Sequence[Statement]
) -> list[tuple[object, ...]]:
    """Return all that a record says in the order of STATEMENT_COLUMNS."""
    document = document_uid(record.source, record.locator)
    seen: dict[str, int] = {}
    return [_row(document, n, statement, seen) for n, statement in enumerate(said)]


def _row(
    document: str, n: int, said: Statement, seen: dict[str, int]
) -> tuple[object, ...]:
    """Return a statement in the order of STATEMENT_COLUMNS."""
    evidence, subject, object_ = said.evidence, said.subject, said.object
    at = evidence.locator
    return (
        _key(said, seen),
        document,
        n,
        evidence.source,
        said.type,
        said.tender.uid,
        said.part,
        said.stage,
        said.modality,
        *(_mention(subject, at) if subject else _NO_MENTION),
        *(_mention(object_, at) if object_ else _NO_MENTION),
        *(_amount(said.amount, at) if said.amount else _NO_AMOUNT),
        *(_day(said.date, at) if said.date else _NO_DAY),
        said.quantity,
        said.unit,
        at,
        evidence.start,
        evidence.end,
        evidence.quote,
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
    return (
        mention.label,
        mention.text,
        mention.start,
        mention.end,
        "" if mention.locator == at else mention.locator,
        _ids(mention.ids),
    )


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


def _day(day: Day, at: str) -> tuple[object, ...]:
    locator = "" if day.locator == at else day.locator
    return day.value, day.text, day.start, day.end, locator


@cache
def _ids(ids: Ids) -> str:
    return msgspec.json.encode(ids).decode()


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
        tender.uid,
        tender.number,
        *tender.number_at,
        tender.title,
        *tender.title_at,
        _ids(tender.ids),
    )
