"""The lines of a file of JSON objects, any of which a statement may quote.

A record of one line names others by their ids: who they are stands in their lines.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphkit.errors import SourceError
from graphkit.loaders.json_documents import ENCODING_MARK, decode

PREFIX = "line:"

_BLOCK = 1 << 24


def line_of(locator: str) -> int:
    """Return the number of the line that a locator begins with; 0 for none."""
    number = locator.removeprefix(PREFIX).partition("/")[0]
    is_line = locator.startswith(PREFIX) and number.isdecimal()
    return int(number) if is_line else 0


def value_at(file: Path, path: str, number: int) -> object:
    """Return the JSON value of a line, counted from 1.

    Raises SourceError where there is no such line, or it is no JSON.
    """
    starts = _starts(file)
    locator = f"{PREFIX}{number}"
    if not 0 < number < len(starts):
        raise SourceError(path, locator, "there is no such line")
    begin, end = int(starts[number - 1]), int(starts[number])
    with file.open("rb") as stream:
        stream.seek(begin)
        content = stream.read(end - begin)
    try:
        return decode(content.removeprefix(ENCODING_MARK))
    except (ValueError, RecursionError) as error:
        raise SourceError(path, locator, f"the line is no JSON: {error}") from error


@lru_cache(maxsize=4)
def _starts(file: Path) -> NDArray[np.int64]:
    """Return where lines begin, and the end; stored sources never change."""
    found, at = [np.zeros(1, np.int64)], 0
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            ends = np.flatnonzero(np.frombuffer(block, np.uint8) == 10)
            found.append(ends + (at + 1))
            at += len(block)
    return np.concatenate((*found, np.array([at], np.int64)))
