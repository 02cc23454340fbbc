"""Days of lists and of tenders: as precise as they were said, compared with care."""

import re
from datetime import date, timedelta

from graphkit.loaders.table.dates import when
from graphkit.statements import Problem

_PARTIAL = re.compile(r"[1-9]\d{3}(-\d{2}(-\d{2})?)?")
_TIME = re.compile(r"[T ]\d{2}:\d{2}\S*")
HINT = "dates are read as 2024-03-05, 2024-03, 2024, 5 March 2024 or 2024年3月5日"


def read(text: str, locator: str) -> tuple[str, Problem | None]:
    """Return a date as YYYY-MM-DD, YYYY-MM or YYYY, or '' and what is wrong with it."""
    text = text.strip()
    if not text:
        return "", None
    if _PARTIAL.fullmatch(text) and first(text):
        return text, None
    found = when(text)
    rest = text[found.end :].strip() if found else text
    if found and (not rest or _TIME.fullmatch(text[found.end :])):
        return found.value, None
    return "", Problem(locator, f"{text[:60]!r} is no date", HINT)


def first(text: str) -> date | None:
    """Return the first day that a date may mean; None where it is none."""
    try:
        return date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError:
        return None


def age(text: str, today: date) -> int | None:
    """Return how many days a date was ago; None where it is none."""
    day = first(text)
    return (today - day).days if day else None


def last(text: str) -> date | None:
    """Return the last day that a date may mean; None where it is none."""
    begin = first(text)
    if begin is None or len(text) == 10:
        return begin
    month = 12 if len(text) == 4 else begin.month
    year, following = divmod(begin.year * 12 + month, 12)
    return date(year, following + 1, 1) - timedelta(days=1)
