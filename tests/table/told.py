"""A column map, and what is said of a table in short."""

from collections.abc import Callable
from typing import Any

MAP = """
[columns]
buyer = "Department"
supplier = "Supplier"
amount = "Amount"
awarded_on = "Date"

[fixed]
currency = "GBP"

[text]
"Item" = "award"
"""


HEADER = "Department,Supplier,Amount,Date,Item,Other"


Says = Callable[..., list[dict[str, Any]]]


def brief(said: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["type"], one["locator"], one["quote"]) for one in said]
