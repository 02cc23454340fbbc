"""Which list a file is, and its entries, whatever form they come in."""

from collections.abc import Iterator
from typing import Protocol

from graphkit.errors import SourceError
from graphkit.lists import columns, csl, ftm, ofac
from graphkit.lists.entry import Item
from graphkit.source import Source

VERSION = 1
"""Rises whenever the same file would give other entries."""


class Form(Protocol):
    """A form of lists; `TITLE` is what a list is called that does not say it."""

    NAME: str
    TITLE: str

    def sniff(self, source: Source, head: bytes) -> bool:
        """Say whether a file has this form."""

    def read(self, source: Source) -> Iterator[Item]:
        """Yield entries of organisations in file order, and what could not be read."""


def form_of(source: Source) -> str:
    """Return the name of the form of a file.

    Raises SourceError where it has none of them.
    """
    head = source.head(1 << 16)
    for form in _FORMS:
        if head and form.sniff(source, head):
            return form.NAME
    found = ", ".join(columns.columns_of(source, head)[:12])
    problem = f"no column of names among {found}" if found else "no list that we read"
    raise SourceError(
        source.path,
        "",
        problem if head else "the file is empty",
        hint="lists are the Consolidated Screening List (CSV, JSON), OFAC's sdn.csv "
        "and sdn.xml, FollowTheMoney JSON lines, and CSV or XLSX with a column `name`",
    )


def title_of(form: str, source: Source) -> str:
    """Return what a list is called where neither its rows nor a person say it."""
    stem = source.path.rpartition("//")[2].rpartition("/")[2].partition(".")[0]
    return next(one.TITLE for one in _FORMS if form == one.NAME) or stem


def read(form: str, source: Source, beside: tuple[Source, ...] = ()) -> Iterator[Item]:
    """Yield what a file of a form holds, with the files beside it (OFAC's aliases)."""
    if form == ofac.NAME:
        return ofac.read(source, beside)
    return next(one for one in _FORMS if form == one.NAME).read(source)


_FORMS: tuple[Form, ...] = (ftm, csl, ofac, columns)
