"""A row with its map: what its cells are, and which could not be read as it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit import taxes
from graphkit.evidence import NAME_OF, escaped
from graphkit.loaders.table.asides import SUM, aside
from graphkit.loaders.table.dates import when
from graphkit.loaders.table.grids import Row
from graphkit.loaders.table.headings import is_nobody
from graphkit.loaders.table.maps import PARTIES, ColumnMap
from graphkit.loaders.table.marks import named
from graphkit.loaders.table.values import money
from graphkit.statements import STAGES, Amount, Day, Problem, Tax

DAYS = ("published_on", "deadline", "awarded_on", "signed_on")
MONEY = ("budget", "amount")

WON = ("awarded", "contracted", "accepted")
"""Stages at which there is an award."""

_YES_NO = {
    **dict.fromkeys(
        ("yes", "y", "true", "1", "是", "oui", "ja", "sí", "si", "sim", "tak", "да"),
        taxes.INCLUDED,
    ),
    **dict.fromkeys(
        ("no", "n", "false", "0", "否", "non", "nein", "não", "nee", "nie", "нет"),
        taxes.EXCLUDED,
    ),
}
"""What cells of a column say that tells whether tax is included."""

_TELLING = (*PARTIES, *DAYS, "title", "number", "process", "part", "url", "stage")
"""What a row says at least one of, if it is about a purchase."""

_DATE_HINT = (
    "dates are read as 2024-03-05, 5 March 2024 or 2024年3月5日; 5/3/24 where the map "
    'says date_order = "DMY" or "MDY"'
)
_AMOUNT_HINT = (
    'amounts are read as 1,234.50; as 1.234,50 where the map says decimal = ","'
)
_STAGE_HINT = f"stages are {', '.join(STAGES)}; [stages] in the map may name others"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as read: its cells by column, its amounts and dates by role, its stage.

    `aside` says what it is where it is no record of its own: nothing is read from it.
    """

    columns: ColumnMap
    cells: Mapping[str, str]
    amounts: Mapping[str, Amount]
    days: Mapping[str, Day]
    stage: str
    aside: str = ""

    def cell(self, role: str) -> str:
        """Return the words in a role's column; '' where the map names none."""
        return self.cells.get(self.columns.columns.get(role, ""), "").strip()

    @property
    def is_won(self) -> bool:
        """Whether the row tells of an award, as it does where it has no stage."""
        return not self.stage or self.stage in WON


def line_of(
    at_row: str, cells: Mapping[str, str], columns: ColumnMap
) -> tuple[Line, list[Problem]]:
    """Return a row as its map reads it, and a Problem for each cell that is not so."""
    amounts: dict[str, Amount] = {}
    days: dict[str, Day] = {}
    problems: list[Problem] = []
    if said := aside(tuple(cells.values()), tuple(cells)) or _lonely(cells, columns):
        return Line(columns, cells, amounts, days, "", said), problems
    stage = columns.fixed.get("stage", "")
    for role in (*MONEY, *DAYS, "stage"):
        column = columns.columns.get(role, "")
        text = cells.get(column, "").strip()
        if not text or is_nobody(text):
            continue
        at = locator_of(at_row, column)
        if role in MONEY:
            if amount := _amount(cells, column, columns, at):
                amounts[role] = amount
            else:
                problems.append(
                    Problem(at, f"{text[:60]!r} is no amount", _AMOUNT_HINT)
                )
        elif role in DAYS:
            if day := _day(cells[column], columns, at):
                days[role] = day
            else:
                problems.append(Problem(at, f"{text[:60]!r} is no date", _DATE_HINT))
        else:
            stage = columns.stages.get(text, text if text in STAGES else "")
            if not stage:
                problems.append(Problem(at, f"{text[:60]!r} is no stage", _STAGE_HINT))
    return Line(columns, cells, amounts, days, stage), problems


def _lonely(cells: Mapping[str, str], columns: ColumnMap) -> str:
    """Say that a row is a sum where it has money, and nothing it could be paid for."""
    named = {column for role, column in columns.columns.items() if role in _TELLING}
    is_named = any(cells.get(column, "").strip() for column in (*named, *columns.text))
    has_money = any(cells.get(columns.columns.get(role, "")) for role in MONEY)
    return SUM if has_money and not is_named else ""


def ragged(row: Row, header: Sequence[str]) -> str:
    """Say how many cells a row has too few or too many; '' where it has as many."""
    expected, given = len(header), len(row.cells)
    spilled = any(cell.strip() for cell in row.cells[expected:])
    if given >= expected and not spilled:
        return ""
    return f"it has {given} cells, the header {expected}"


def locator_of(record: str, column: str) -> str:
    """Return the locator of a cell: `row:14/Supplier`, escaped as a JSON pointer."""
    return f"{record}/{escaped(column)}"


def trimmed(cell: str) -> tuple[int, int]:
    """Return where the words of a cell begin and end."""
    start = len(cell) - len(cell.lstrip())
    return start, max(start, len(cell.rstrip()))


def _amount(
    cells: Mapping[str, str], column: str, columns: ColumnMap, at: str
) -> Amount | None:
    start, end = trimmed(cells[column])
    text = cells[column][start:end]
    found = money(text, point=columns.fixed.get("decimal", "."), unit=columns.unit)
    if not found:
        return None
    said = named(cells.get(columns.columns.get("currency", ""), ""))
    currency = found.currency(said or columns.fixed.get("currency", ""))
    tax = _tax(cells, column, columns, at)
    return Amount(found.value, currency, text, start, end, at, tax)


def _tax(
    cells: Mapping[str, str], column: str, columns: ColumnMap, at: str
) -> Tax | None:
    """Return what is said of the tax in an amount: in its row, its map, its heading."""
    told = columns.columns.get("tax", "")
    said = cells.get(told, "").strip()
    if said:
        row = at.removesuffix(f"/{escaped(column)}")
        start, end = trimmed(cells[told])
        value = _YES_NO.get(said.casefold(), "")
        if not value and (found := taxes.find(said, is_heading=True)):
            value = found.value
        place = locator_of(row, told)
        return Tax(value, cells[told][start:end], start, end, place) if value else None
    if fixed := columns.fixed.get("tax"):
        return Tax(fixed)
    return taxes.find(column, f"{at}/{NAME_OF}", is_heading=True)


def _day(cell: str, columns: ColumnMap, at: str) -> Day | None:
    found = when(cell, order=columns.fixed.get("date_order", ""))
    if not found:
        return None
    return Day(found.value, cell[found.start : found.end], found.start, found.end, at)
