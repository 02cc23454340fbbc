"""Several parties in one cell, each in brackets with fields of its own.

`[Acme Ltd|1 High Street|COMPANIES_HOUSE|01234567]`, and the next right behind it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphkit.statements import Ids

_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Packed:
    """Which field of a party is its name, and which a register and its number there.

    Fields stand `between` a sign and are counted from 1; 0 for what is not there. A
    name that comes after the others is all that is left.
    `schemes` are the table's words for registers.
    """

    between: str
    name: int
    scheme: int
    number: int
    schemes: Mapping[str, str]

    def parties(self, cell: str) -> Iterator[tuple[int, int, Ids]]:
        """Yield where each name begins and ends, and the number beside it.

        A cell without brackets is one party.
        """
        for found in _BRACKETED.finditer(cell) if "[" in cell else ():
            yield from self._party(cell, found.start(1), found.end(1))
        if "[" not in cell:
            yield from self._party(cell, 0, len(cell))

    def _party(self, cell: str, start: int, end: int) -> Iterator[tuple[int, int, Ids]]:
        rest = self.name > max(self.scheme, self.number) > 0
        fields = cell[start:end].split(self.between, self.name - 1 if rest else -1)
        if len(fields) < self.name:
            return
        before = sum(
            len(field) + len(self.between) for field in fields[: self.name - 1]
        )
        first = start + before
        scheme = self.schemes.get(_field(fields, self.scheme), "")
        number = _field(fields, self.number)
        ids = ((scheme, number),) if scheme and number else ()
        yield first, first + len(fields[self.name - 1]), ids


def _field(fields: list[str], number: int) -> str:
    return fields[number - 1].strip() if 0 < number <= len(fields) else ""
