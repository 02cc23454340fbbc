"""Dates in Chinese notices: 2024年3月8日, 2024-03-08 09:30, 二〇二四年三月八日, 3月8日.

All times are Beijing time. What was not said stays out: a month is `2024-03`, and a
day without its year has no value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from graphkit.loaders.notice.amounts import whole

_HAN = "〇○零一二三四五六七八九"
_FIGURES = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_HALF = "上午|下午|晚上|中午|凌晨|早上|晚"
_CLOCK = (
    r"(?:[ T]*(?:[(](?:星期|周)[^()][)])? ?"
    rf"(?P<half>{_HALF})? ?"
    rf"(?P<hour>\d{{1,2}}|[{_HAN}十]{{1,3}}(?=[时点])) ?(?::|时|点) ?"
    rf"(?P<minute>\d{{1,2}}|半|[{_HAN}十]{{1,3}}(?=分))? ?分?"
    r"(?: ?[:] ?\d{2}| ?\d{2}秒)?(?:整)?)?"
)
_DATE = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<y>(?:19|20)\d{2}) ?[年/.-] ?(?P<m>\d{1,2}) ?[月/.-] ?"
    r"(?P<d>\d{1,2})(?!\d) ?[日号]?"
    r"|(?P<ym>(?:19|20)\d{2}) ?年 ?(?P<mm>\d{1,2}) ?月份?"
    r"|(?P<yc>(?:19|20)\d{2})-(?P<mc>\d{1,2})(?![\d-])"
    r"|(?P<compact>(?:19|20)\d{2}[01]\d[0-3]\d)(?!\d)"
    r"|(?P<yo>(?:19|20)\d{2}) ?年(?!度))" + _CLOCK
)
_WORDS = re.compile(
    rf"(?P<y>[{_HAN}]{{4}})年"
    rf"(?:(?P<m>[{_HAN}十]{{1,3}})月(?:(?P<d>[{_HAN}十]{{1,3}})[日号]"
    rf"(?: ?(?P<half>{_HALF})? ?(?P<hour>[{_HAN}十]{{1,3}}|\d{{1,2}})[时点:]"
    rf"(?:(?P<minute>[{_HAN}十]{{1,3}}|\d{{1,2}}|半)分?)?整?)?)?)?"
)
_UNTIL = re.compile(
    r" ?(?:-|~|—|至|到) ?(?P<hour>\d{1,2}) ?(?::|时|点) ?(?P<minute>\d{2}|半)?分?"
    r"(?: ?: ?\d{2}(?!\d))?"
)
"""The end of a stretch of time on one day: 9:00-9:30."""
_TIMES = ("half", "hour", "minute")
_DAY_ONLY = re.compile(
    r"(?<![\d年])(?<!年 )(?:(?P<m>1[0-2]|0?[1-9])月(?P<d>[0-3]?\d)[日号]"
    r"|(?P<dd>[0-3]?\d)日(?![内前起至]))"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text; `value` is as `graphkit.statements.Day`, '' without a year.

    `clock` is `HH:MM` where a time was said, else ''.
    """

    start: int
    end: int
    value: str
    clock: str = ""

    def moved(self, by: int) -> "When":
        """Return the date with its places counted from `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


def dates(folded: str, start: int, end: int) -> Iterator[When]:
    """Yield the dates between two places of a folded text, in order."""
    found = [*_numeric(folded, start, end), *_in_words(folded, start, end)]
    yield from sorted(found, key=lambda when: when.start)


def days_without_year(folded: str, start: int, end: int) -> Iterator[When]:
    """Yield `3月8日` and `8日`, which have no value of their own."""
    for match in _DAY_ONLY.finditer(folded, start, end):
        if 1 <= int(match["d"] or match["dd"] or 1) <= 31:
            yield When(match.start(), match.end(), "")


def _numeric(folded: str, start: int, end: int) -> Iterator[When]:
    for match in _DATE.finditer(folded, start, end):
        value = _value(match)
        if not value:
            continue
        clock = _clock(*(_digits(match[name]) for name in _TIMES))
        stop = match.end() if clock or match["hour"] is None else match.start("hour")
        stop = start + len(folded[start:stop].rstrip(" T"))
        yield When(match.start(), stop, value, clock)
        until = _UNTIL.match(folded, stop, end) if clock else None
        if until and (last := _clock(match["half"], until["hour"], until["minute"])):
            yield When(match.start(), until.end(), value, last)


def _in_words(folded: str, start: int, end: int) -> Iterator[When]:
    for match in _WORDS.finditer(folded, start, end):
        year = int("".join(_FIGURES[letter] for letter in match["y"]))
        month = whole(match["m"]) if match["m"] else 0
        day = whole(match["d"]) if match["d"] else 0
        value = _written(year, month or 0, day or 0)
        if value and 1900 <= year <= 2100:
            clock = _clock(*(_digits(match[name]) for name in _TIMES))
            end_of = match.end() if clock or not match["hour"] else match.end("d") + 1
            yield When(match.start(), end_of, value, clock)


def _value(match: re.Match[str]) -> str:
    if match["compact"]:
        said = match["compact"]
        return _written(int(said[:4]), int(said[4:6]), int(said[6:]))
    year = match["y"] or match["ym"] or match["yc"] or match["yo"]
    month = match["m"] or match["mm"] or match["mc"] or "0"
    return _written(int(year), int(month), int(match["d"] or 0))


def _written(year: int, month: int, day: int) -> str:
    """Return the ISO form, '' for a day that is in no calendar."""
    if not month:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _digits(words: str | None) -> str | None:
    """Return a numeral in digits; what is none (上午, 半) as it is."""
    number = whole(words) if words else None
    return words if number is None else str(number)


def _clock(half: str | None, hours: str | None, minutes: str | None) -> str:
    if hours is None:
        return ""
    hour, minute = int(hours), 30 if minutes == "半" else int(minutes or 0)
    if half in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""
