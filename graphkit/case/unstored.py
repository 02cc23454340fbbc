"""What the tables of a case are made from and do not hold themselves."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.case import dictionaries, found, listings
from graphkit.case.found import Found
from graphkit.case.ledger import Ledger

if TYPE_CHECKING:
    from graphkit.assemble import Inputs, Listings


@dataclass(frozen=True, slots=True)
class Unstored:
    """What was found beside sources, installed dictionaries, and lists with answers."""

    found: Found
    dictionary: tuple[tuple[str, ...], ...]
    listings: "Listings"

    @classmethod
    def of(cls, ledger: Ledger) -> "Unstored":
        """Return what a ledger and its folder have of it now."""
        return cls(
            found.of(ledger, ledger.sources()),
            dictionaries.groups(ledger.folder),
            listings.of_case(ledger, private=True),
        )

    def added_to(self, inputs: "Inputs") -> "Inputs":
        """Return inputs that were read back from tables, with all of this."""
        return replace(
            inputs,
            captures=self.found.captures,
            attached=self.found.attached,
            transcribed=self.found.transcribed,
            dictionary=self.dictionary,
            listings=self.listings,
        )
