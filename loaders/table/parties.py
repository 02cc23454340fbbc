"""Columns of parties: whether their cells are names, and what else stands in them.

A cell may hold more than a name: the number a register gave to it, or its address. And
the `Buyer` of a purchasing office is often its officer, a person, not an organisation.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache

from graphkit.loaders.table.columns import MOST, Column
from graphkit.loaders.table.headings import TABLES, bare
from graphkit.loaders.table.packed import Packed

_NUMBERED = re.compile(r"\d{6,14}(?P<between>\s+[-–]\s+|\s*[|:]\s*)(?=\D)\S")
_ADDRESS = re.compile(
    r"及び住所|及び所在地|及住所|及地址|[/／]地址|\band (?:full )?address\b"
    r"|\bet adresse\b|\by (?:domicilio|direccion)\b|\be (?:endereco|indirizzo)\b"
    r"|\bund (?:anschrift|adresse|sitz)\b"
)
_BREAKS = ("\n", "\u3000")
_PERSON = re.compile(r"[^\W\d_][\w'’-]*\.?(?: [^\W\d_][\w'’.-]*){1,3}")
_MAIL = re.compile(r"(?P<name>[^@\s]+)@[^@\s]+\.[^@\s]+")


def packing(column: Column) -> Packed | None:
    """Return how names are packed with a number or an address; None for bare names."""
    found = [_NUMBERED.match(cell) for cell in column.filled]
    betweens = {one["between"] for one in found if one}
    if len(betweens) == 1 and all(found):
        return Packed(betweens.pop(), 2, 0, 1, {})
    if not says_address(column):
        return None
    return next(
        (Packed(mark, 1, 0, 0, {}) for mark in _BREAKS if _parts(column, mark)), None
    )


def says_address(column: Column) -> bool:
    """Say whether a heading announces an address beside the name."""
    return bool(_ADDRESS.search(f"{column.name.casefold()} {bare(column.name)}"))


def are_officers(column: Column, others: Sequence[Column]) -> bool:
    """Say whether a column names persons: by first names, or by the mail beside."""
    names = [cell for cell in column.values if _PERSON.fullmatch(_turned(cell))]
    if len(names) < len(column.values) * MOST:
        return False
    known = sum(_turned(name).split()[0].casefold() in _given() for name in names)
    return known * 2 >= len(names) or any(_is_mail_of(column, one) for one in others)


def _parts(column: Column, mark: str) -> bool:
    return sum(mark in cell for cell in column.filled) >= len(column.filled) * MOST


def _turned(name: str) -> str:
    """Return `Roe, Jane` as `Jane Roe`."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _is_mail_of(column: Column, other: Column) -> bool:
    """Say whether another column has the addresses of those named in this one."""
    if len(column.filled) != len(other.filled):
        return False
    pairs = zip(column.filled, other.filled, strict=True)
    fits = sum(_is_mail(name, address) for name, address in pairs)
    return fits >= len(column.filled) * MOST


def _is_mail(name: str, address: str) -> bool:
    mail = _MAIL.fullmatch(address)
    last = _turned(name).split()[-1].casefold()
    return mail is not None and last in mail["name"].casefold()


@cache
def _given() -> frozenset[str]:
    file = TABLES.parent / "names" / "persons.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return frozenset(
            row["word"] for row in csv.DictReader(stream) if row["what"] == "given"
        )
