"""What can go wrong, in one tree.

GraphkitError
    SourceError      a file could not be read as what it claims to be
    StatementError   a record said something the schema does not allow
    CatalogueError   a catalogue or rule file is malformed
    CaseError        the case is missing, newer than this program, or busy
    NameLookupError  a name given by a person matches nothing, or several things
        UnknownNameError     it matches nothing
    QueryError       a question is missing, malformed, or does more than read
    StoreError       the graph store refused or could not be reached
"""


class GraphkitError(Exception):
    """Base of every error graphkit raises on purpose."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep a one-line `message` and, where there is one, what to do next."""
        super().__init__(message)
        self.hint = hint


class SourceError(GraphkitError):
    """A source could not be read as what it claims to be."""

    def __init__(
        self, path: str, locator: str, problem: str, *, hint: str = ""
    ) -> None:
        """Name the file and the place in it (`row 14`, `/releases/3/awards/0`)."""
        place = f"{path}, {locator}" if locator else path
        super().__init__(f"{place}: {problem}", hint=hint)
        self.path = path
        self.locator = locator
        self.problem = problem


class StatementError(GraphkitError):
    """A record said something the schema does not allow."""


class CatalogueError(GraphkitError):
    """A catalogue or rule file is malformed; the message names file and row."""


class CaseError(GraphkitError):
    """The case is missing, newer than this program, not writable, or busy."""


class NameLookupError(GraphkitError):
    """A name given by a person matches nothing, or more than one thing."""


class UnknownNameError(NameLookupError):
    """A name given by a person matches nothing."""


class QueryError(GraphkitError):
    """A question is missing, malformed, wrongly called, or does more than read."""


class StoreError(GraphkitError):
    """The graph store refused a request or could not be reached."""
