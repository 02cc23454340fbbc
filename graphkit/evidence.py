"""Where a statement was read: enough to open the page and find the words.

The **text layer** is what positions count: the extracted text of a notice, the string
at a JSON pointer (for a number its token in the file), a cell of a table.

Locators: `/releases/3/buyer/name` (JSON pointer), `line:14/buyer/name` (JSON lines, the
first line is 1), `row:14/Supplier` (table: data row, the first below the header is 1,
and the column's name), `text` (a notice's extracted text).
"""

import msgspec


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """A quote: the slice `start:end` of the text layer of `source` at `locator`.

    `source` is the SHA-256 of the file as it was received. The quote holds the words
    that show the relation and the name; in a structured source the locator shows it.
    """

    source: str
    locator: str
    start: int
    end: int
    quote: str


NAME_OF = "@name"
"""The last step of a locator of what a column, a member or an element is called."""


def escaped(name: str) -> str:
    """Return a name as one step of a locator, as JSON pointers (RFC 6901) write it."""
    return name.replace("~", "~0").replace("/", "~1")


def unescaped(step: str) -> str:
    """Return the name that a step of a locator stands for."""
    return step.replace("~1", "/").replace("~0", "~")
