"""What is known of a table that nobody made a map for."""

from typing import NamedTuple


class Award(NamedTuple):
    """A supplier with what is said of money: value, currency, tax."""

    supplier: str
    value: str
    currency: str = ""
    tax: str = ""


class Table(NamedTuple):
    """A table in an encoding, and the awards that its rows tell of."""

    encoding: str
    text: str
    awards: tuple[Award, ...]
