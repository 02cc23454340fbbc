"""A case asked about lists: who is on one, who may be, and what registers suggest."""

from typing import TYPE_CHECKING

from graphkit.case.ledger import Ledger
from graphkit.case.reader import CaseReader
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.readings import Progress


class Screener(CaseReader):
    """The reading side of a case with its lists, dictionaries and registers."""

    def lists(self) -> Results:
        """Return the screening lists, each edition with its date, age and coverage."""
        from graphkit.case import lists

        with Ledger.open(self.folder) as ledger:
            return lists.described(lists.editions(ledger))

    def screen(
        self,
        list_name: str = "",
        *,
        organization: str = "",
        as_of: str = "",
        least_score: float = 0.7,
        every: bool = False,
        progress: "Progress | None" = None,
    ) -> Results:
        """Return the organisations that lists name or may name, confirmed ones first.

        A row has the entry's own words, and how the list stands to each tender on its
        day, or on `as_of`. `every` adds those on no entry, and rejected candidates.
        """
        from graphkit.case import screening
        from graphkit.case.matches import Question

        uid = self.named(self.searched(), organization, "Organization")
        asked = Question(list_name, uid, screening.day_of(as_of), least_score, every)
        return screening.screen(self.folder, self.generation, asked, progress)

    def dictionaries(self) -> Results:
        """Return the dictionaries and registers that are installed, with versions."""
        from graphkit.case import dictionaries

        found = dictionaries.listed(self.folder / "catalogue")
        return Results(list(found), columns=dictionaries.COLUMNS)

    def suggestions(self, organization: str = "") -> Results:
        """Return identifiers that registers suggest; they join nothing."""
        from graphkit.case import dictionaries

        uid = self.named(self.searched(), organization, "Organization")
        with Ledger.open(self.folder) as ledger:
            return dictionaries.suggestions(ledger.folder, self.generation, uid)
