"""Graphs of institutions, intermediaries and clouds, read from tender records.

`open_case` is the way in from Python; the command line is a thin layer over it.
"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.case import Case

__all__ = ["__version__", "open_case"]

try:
    __version__ = version("graphkit")
except PackageNotFoundError:  # run from a tree that was never installed
    __version__ = "0"


def open_case(
    path: str | Path = "case", *, write: bool = False, hide_persons: bool | None = None
) -> "Case":
    """Return the case in a folder, for reading unless `write` is asked for.

    With `hide_persons` no answer names a natural person; `sql` and `table` give the
    tables as they are. Without, the case's settings say whether.

    Raises CaseError where there is none, or where it is newer than this program.
    """
    from graphkit.case import Case  # imports the engine, which takes a while

    return Case.open(Path(path), write=write, hide_persons=hide_persons)
