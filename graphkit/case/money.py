"""Money in another currency, by rates the user gave, and never without one.

`catalogue/rates.csv` of a case has a row for each rate: `currency,to,day,rate,source`.
One unit of `currency` was worth `rate` units of `to` on that day, as `source` says.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from graphkit.case.folder import Folder
from graphkit.catalogue_files import CatalogueFile, Row
from graphkit.errors import CatalogueError
from graphkit.loaders.table.marks import CODES
from graphkit.results import Results

FILE = "rates.csv"
COLUMNS = ("currency", "to", "day", "rate", "source")

STALE_DAYS = 7
"""A rate holds until the next one, but no longer than over a week of holidays."""

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in another on a day, and who says so."""

    day: date
    rate: Decimal
    source: str


Rates = Mapping[tuple[str, str], tuple[Rate, ...]]
"""Rates by currency and what they convert to, in order of their days."""


def rates_of(case: Path) -> Rates:
    """Return the rates of a case; none where it has no table of them.

    Raises CatalogueError, naming the row, for what is no rate.
    """
    file = Folder(case).catalogue / FILE
    if not file.is_file():
        return {}
    table = CatalogueFile(FILE, f"catalogue/{FILE}", file.read_bytes(), False)
    found: dict[tuple[str, str], dict[date, Rate]] = {}
    for row in table.rows():
        pair = _code(row, "currency"), _code(row, "to")
        rate = _rate(row)
        if rate.day in found.setdefault(pair, {}):
            raise row.problem("gives a second rate of one day", "keep one of them")
        found[pair][rate.day] = rate
    return {
        pair: tuple(rates[day] for day in sorted(rates))
        for pair, rates in found.items()
    }


def convert(
    rates: Rates, amount: Decimal, currency: str, to: str, day: str
) -> dict[str, str] | None:
    """Return an amount in another currency, rounded to 2, with its rate, day, source.

    The rate is that of the day, else the last one before, at most STALE_DAYS old. None
    where there is none, or `day` is no whole date. No rate is turned round or made of
    two others.
    """
    known = rates.get((currency, to), ())
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    place = bisect_right(known, on, key=lambda one: one.day)
    if not place or (on - known[place - 1].day).days > STALE_DAYS:
        return None
    used = known[place - 1]
    return {
        "value": str((amount * used.rate).quantize(_CENT)),
        "currency": to,
        "rate": str(used.rate),
        "day": used.day.isoformat(),
        "source": used.source,
    }


def converted(case: Path, chains: Results, to: str) -> Results:
    """Return chains with `amount_in`: their amounts in another currency, or None.

    The notes count those without. Raises CatalogueError where a case has no rates.
    """
    rates = rates_of(case)
    if not any(target == to for _, target in rates):
        raise CatalogueError(
            f"there is no rate to {to!r} in catalogue/{FILE}",
            hint=f"write rows of {','.join(COLUMNS)}; nothing is converted without",
        )
    rows = [{**chain, "amount_in": _of(chain, rates, to)} for chain in chains]
    missing = sum(row["amount"] is not None and not row["amount_in"] for row in rows)
    said = f"{missing} amounts have no rate to {to} of their day"
    notes = (*chains.notes, *((said,) if missing else ()))
    return Results(rows, notes=notes, truncated=chains.truncated)


def _of(chain: Mapping[str, Any], rates: Rates, to: str) -> dict[str, str] | None:
    if chain["amount"] is None:
        return None
    amount, currency = Decimal(str(chain["amount"])), str(chain["currency"] or "")
    return convert(rates, amount, currency, to, str(chain["date"] or ""))


def _rate(row: Row) -> Rate:
    try:
        rate = Decimal(row.needed("rate"))
        day = date.fromisoformat(row.needed("day"))
    except (InvalidOperation, ValueError) as error:
        raise row.problem("has no rate of a day", "write 2024-03-05,7.19") from error
    if not (rate.is_finite() and rate > 0):
        raise row.problem(f"has the rate {rate}", "a rate is above 0")
    return Rate(day, rate, row.needed("source"))


def _code(row: Row, column: str) -> str:
    code = row.needed(column).upper()
    if code not in CODES:
        hint = "write a code of ISO 4217, such as CNY"
        raise row.problem(f"{column} is {code!r}", hint)
    return code
