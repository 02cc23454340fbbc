"""Columns: what their cells show about them, whatever they are called."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from graphkit.loaders.table import headings
from graphkit.loaders.table.currencies import in_heading
from graphkit.loaders.table.dates import readings, when
from graphkit.loaders.table.marks import named
from graphkit.loaders.table.values import money as amount_of

NEARLY_ALL = 0.98
MOST = 0.9

_DIGIT = re.compile(r"\d")
_WORDED = re.compile(r"[^\W\d_]|[%％]")
_LETTERS = re.compile(r"[^\W\d_]")
_THREE = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_UNITS = (
    (re.compile(r"亿\s*元|亿|億"), "100000000"),
    (re.compile(r"万\s*元|萬元|万|萬"), "10000"),
    (re.compile(r"千元|仟元|千円"), "1000"),
    (re.compile(r"百万円"), "1000000"),
    (re.compile(r"\blakhs?\b|\blacs?\b", re.IGNORECASE), "100000"),
    (re.compile(r"\bcrores?\b", re.IGNORECASE), "10000000"),
    (
        re.compile(
            r"\bthousands?\b|\bin ?000s?\b|[$£€]\s?'?000|[$£€]k\b|\bk[$£€]|\bk ?eur"
            r"\b|\bt€|\bteur\b|\btsd\b|\bmiles de\b|\bmilliers\b|\btkr\b|\btys\b",
            re.IGNORECASE,
        ),
        "1000",
    ),
    (
        re.compile(
            r"\bmillions?\b|\bmio\b|\bmillones\b|[$£€]m\b|\bm[$£€]|\bmln\b|\bmilh"
            r"|\bmkr\b|\bmsek\b",
            re.IGNORECASE,
        ),
        "1000000",
    ),
)


_IN_UNITS = re.compile(r"(?:\b(?:in|en|em)\s|[单單単]位|단위)[^1-9]{1,15}")
"""Words over a header that say what an amount of 1 is worth: `in £000s`, 单位：万元."""

_TRADITIONAL = re.compile(r"[標額價購總決約幣]")
_TAIWAN = re.compile(r"機關|[決得]標|標案")
"""Words of Taiwan's law on procurement; Hong Kong and Macau have others."""


class Money(NamedTuple):
    """How a column writes money: what [fixed] must say; `problem` why it cannot.

    `is_marked` says that cells name their currency themselves.
    """

    fixed: Mapping[str, str]
    problem: str = ""
    is_marked: bool = False


class Order(NamedTuple):
    """In which order a column's dates are written; '' where that never matters.

    `is_open` says that both orders would do: another column may decide.
    """

    order: str
    problem: str = ""
    is_open: bool = False


class Column:
    """A column with its filled cells, trimmed; `place` counts columns from 0."""

    def __init__(self, name: str, place: int, cells: tuple[str, ...]) -> None:
        """Take the cells as they stand."""
        self.name, self.place = name, place
        self.cells = cells
        trimmed = (cell.strip() for cell in cells)
        self.filled = tuple(cell for cell in trimmed if cell and not _is_empty(cell))

    @cached_property
    def values(self) -> Counter[str]:
        """Every different cell and how often it stands there."""
        return Counter(self.filled)

    def numbers(self) -> Counter[str]:
        """Return the different cells that are meant as numbers, and how often they are.

        A cell with words (`capped at 5000`, `95,000/yr`) or a share (`85%`) is none,
        unless it is an amount all the same: `12.500 euros`.
        """
        return Counter(
            {c: n for c, n in self.values.items() if _DIGIT.search(c) and _is_meant(c)}
        )

    def are_names(self) -> bool:
        """Whether cells can be names: words, no numbers, no dates, no long texts."""
        return self._share(_is_name) >= MOST

    def are_filled(self) -> bool:
        """Whether there is any cell at all."""
        return bool(self.filled)

    def are_words(self) -> bool:
        """Whether cells hold words."""
        return self._share(lambda cell: bool(_LETTERS.search(cell))) >= MOST / 2

    def are_numbers(self) -> bool:
        """Whether cells can be the numbers that somebody gave to something."""
        return (
            self._share(lambda cell: len(cell) < 80 and any(map(str.isdigit, cell)))
            >= MOST
        )

    def are_counts(self) -> bool:
        """Whether cells are plain numbers."""
        return self._share(lambda cell: cell.replace(".", "", 1).isdecimal()) >= MOST

    def are_addresses(self) -> bool:
        """Whether cells are addresses on the web."""
        return self._share(lambda cell: cell.startswith(("http://", "https://"))) > MOST

    def are_seats(self) -> bool:
        """Whether cells can say which building of a street: a town alone cannot."""
        return self._share(lambda cell: any(map(str.isdigit, cell))) > MOST / 2

    def are_currencies(self) -> bool:
        """Whether all cells are codes or names of currencies."""
        return bool(self.values) and all(map(named, self.values))

    def _share(self, fits: Callable[[str], bool]) -> float:
        total = len(self.filled)
        good = sum(count for cell, count in self.values.items() if fits(cell))
        return good / total if total else 0.0


def money(column: Column, language: str, above: str, header: str = "") -> Money:
    """Return how a column writes money, or why that cannot be told.

    `language` is that of its heading, `above` stands over the `header`. Where numbers
    such as 1.234 are all there is, groups of three are thousands: nobody writes money
    with three decimals throughout.
    """
    point = _point(column)
    if not point:
        return Money({}, "its numbers are written in more than one way, or are none")
    fixed = {} if point == "." else {"decimal": point}
    heading = f"{column.name} "
    in_units = _IN_UNITS.search(above)
    unit = _unit(heading) or _unit(in_units[0] if in_units else "")
    marks = {
        found.currency("")
        for cell in column.values
        if (found := amount_of(cell, point=point))
    }
    chinese = language == "zh"
    if chinese and _TRADITIONAL.search(heading):
        return _of_traditional(column, fixed, marks, f"{above} {header}")
    if chinese and not unit and not _says_yuan(column, f"{heading}{above}"):
        return Money({}, "neither heading nor cells say 元 or 万元")
    if unit:
        fixed["amount_unit"] = unit
    said = in_heading(column.name)
    if said and marks <= {"", said}:
        fixed["currency"] = said
    elif chinese and "元" in f"{heading}{above}" and marks <= {"", "CNY"}:
        fixed["currency"] = "CNY"
    return Money(fixed, is_marked=bool(marks - {""}))


def _of_traditional(
    column: Column, fixed: dict[str, str], marks: set[str], around: str
) -> Money:
    """Return how money is written in traditional characters: 元 is of three places."""
    if unit := _unit(column.name):
        fixed["amount_unit"] = unit
    said = in_heading(column.name) or in_heading(around)
    if not said and _TAIWAN.search(around):
        said = "TWD"
    if said and marks <= {"", "CNY", said}:
        return Money(fixed | {"currency": said})
    if "CNY" in marks or "元" in column.name:
        return Money({}, "元 in traditional characters may be that of several places")
    return Money(fixed, is_marked=bool(marks - {""}))


def days(column: Column) -> Order:
    """Return in which order a column writes day and month.

    Where both orders would do, or neither, `problem` says so.
    """
    fits = {"DMY": 0, "MDY": 0}
    read = clear = 0
    for cell, count in column.values.items():
        found = readings(cell)
        read += count * bool(found)
        if when(cell) is not None:
            clear += count
        for order in fits:
            fits[order] += count * (when(cell, order=order) is not None)
    total = len(column.filled)
    if not total or read < total * NEARLY_ALL:
        return Order("", "its cells are no dates")
    if clear == read:
        orders = [order for order in fits if fits[order] < read]
        other = {"DMY": "MDY", "MDY": "DMY"}
        return Order(other[orders[0]] if len(orders) == 1 else "")
    right = [order for order in fits if fits[order] == read]
    if len(right) != 1:
        both = len(right) == 2
        problem = "day and month could be either way round: say date_order"
        return Order("", problem, both)
    return Order(right[0])


def stage_words(
    column: Column, *, of_contract: bool = False
) -> tuple[dict[str, str], set[str]]:
    """Return what a column's words for a stage mean, and those that are not known.

    What is open or published may be a tender or, where the column tells of contracts,
    a contract.
    """
    known = headings.stages() | (headings.running() if of_contract else {})
    words = {
        cell: stage
        for cell in sorted(column.values)
        if (stage := known.get(headings.bare(cell)))
    }
    return words, set(column.values) - words.keys()


@lru_cache(maxsize=1 << 14)
def _is_empty(cell: str) -> bool:
    return len(cell) < 40 and headings.is_nobody(cell)


def _is_meant(cell: str) -> bool:
    return not _WORDED.search(cell) or any(amount_of(cell, point=one) for one in ".,")


def _is_name(cell: str) -> bool:
    letters = len(_LETTERS.findall(cell))
    return letters >= 2 and len(cell) <= 250 and when(cell) is None


def _point(column: Column) -> str:
    """Return what stands before the decimals of a column's numbers; '' if unsure.

    Words where others have a number, such as `call-off`, say nothing of how they are
    written; where most cells are words, it is no column of numbers.
    """
    numbers = column.numbers()
    total, good = numbers.total(), {".": 0, ",": 0}
    if total * 2 < len(column.filled):
        return ""
    differing = threes = 0
    for cell, count in numbers.items():
        read = {point: amount_of(cell, point=point) for point in good}
        for point, found in read.items():
            good[point] += count * (found is not None)
        both = read["."], read[","]
        if both[0] and both[1] and both[0].value != both[1].value:
            differing += 1
            threes += bool(_THREE.search(cell))
    if not total or max(good.values()) < total * NEARLY_ALL:
        return ""
    if good["."] != good[","]:
        point = max(good, key=lambda one: good[one])
        other = "," if point == "." else "."
        # What only the other way can read speaks against this one.
        alone = total * (1 - NEARLY_ALL)
        return point if _only(column, other, point) <= alone else ""
    if not differing:
        return "."
    return _of_thousands(column) if threes == differing else ""


def _only(column: Column, one: str, other: str) -> int:
    return sum(
        count
        for cell, count in column.values.items()
        if amount_of(cell, point=one) and not amount_of(cell, point=other)
    )


def _of_thousands(column: Column) -> str:
    """Return the point of numbers that all are groups of three, with one mark."""
    marks = {mark for cell in column.values for mark in _THREE.findall(cell)}
    if len(marks) != 1 or any(_zero_before(cell) for cell in column.values):
        return ""
    return "." if marks == {","} else ","


def _zero_before(cell: str) -> bool:
    return re.search(r"(?<!\d)0[.,]\d", cell) is not None


def _unit(text: str) -> str:
    return next((unit for pattern, unit in _UNITS if pattern.search(text)), "")


def _says_yuan(column: Column, around: str) -> bool:
    """Say whether 元 or 円 stands around the numbers, or their unit in every cell."""
    if re.search(r"元|圆|円|yuan|rmb|cny|hk\$|nt\$", around, re.IGNORECASE):
        return True
    return all(re.search(r"[元圆円万亿]", cell) for cell in column.values)
