"""An organisation in a role, as a notice names it once."""

from dataclasses import dataclass

from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.sections import Span


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a role: `start:end` is the name, `field` its evidence.

    `later` says that others stand before it behind the same label.
    """

    start: int
    end: int
    field: Field
    part: str = ""
    money: Money | None = None
    later: bool = False

    def name(self, folded: str) -> str:
        """Return the name without white space, to compare with others."""
        return unspaced(folded, (self.start, self.end))


def unspaced(folded: str, span: Span) -> str:
    """Return the words of a span without white space, to compare names."""
    return "".join(folded[slice(*span)].split())
