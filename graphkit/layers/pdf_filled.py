"""A table as found on a PDF page: which cell stands where, and the text of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.layers.pdf_letters import Letter


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows of cell numbers, the text by number, and the columns' places in points.

    Without places a table does not go on on the next page. `full` are the cells whose
    last line is full.
    """

    rows: tuple[tuple[int, ...], ...]
    texts: Mapping[int, list[Letter]]
    xs: tuple[float, ...] = ()
    full: frozenset[int] = frozenset()
