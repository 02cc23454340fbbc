"""Rejudging: a generation out of the one before, where only judgements differ.

Judgements about organisations move names; what they leave alone is taken over as it
is. What comes out equals what a whole build makes, or is left to one.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.case import editions, judgements
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.revisions import Inputs
from graphkit.resolve import Judgement

if TYPE_CHECKING:
    from graphkit.assemble.differences import Again

Judged = tuple[Sequence[Judgement], Sequence[Judgement]]
"""Judgements as they were, and as they are."""

MOST_GROWN = 2
"""A graph that changes took to so many times its size is made anew."""


@dataclass(frozen=True, slots=True)
class Rejudged:
    """The generation before, and what the judgements since change in its tables."""

    last: Generation
    again: "Again"

    @property
    def gone(self) -> Mapping[str, Sequence[str]]:
        """The keys of rows that are not there any more, or read otherwise, by table."""
        return self.again.gone

    @property
    def new(self) -> Mapping[str, Sequence[str]]:
        """The keys of rows that come, or read otherwise, by table."""
        return {
            name: [row["uid" if name.startswith("nodes/") else "key"] for row in rows]
            for name, rows in self.again.new.items()
        }

    def take_over(self, built: Generation) -> None:
        """Write the tables, and take over what names came to, and the texts."""
        from graphkit.assemble.rewriting import rewrite
        from graphkit.search import texts

        rewrite(self.last.tables, built.tables, self.again)
        shutil.copytree(self.last.names, built.names)
        built.index.mkdir()
        gathered = self.last.index / texts.FILE
        if gathered.is_file():
            shutil.copyfile(gathered, built.index / texts.FILE)


def judged(ledger: Ledger, last: Generation, inputs: Inputs) -> Judged | None:
    """Return the judgements of a generation, and those now; None where more differs.

    Judgements about tenders move more than names.
    """
    then, now = last.manifest["inputs"], inputs.to_json()
    rows = {row.uid: row for row in ledger.rows("judgement")}
    changed = {*then["log"]} ^ {*now["log"]}
    if now | {"log": ()} != then | {"log": ()} or not changed <= rows.keys():
        return None
    is_of_tenders = any(rows[uid].body["a"].startswith("tender:") for uid in changed)
    if is_of_tenders or inputs.dictionaries or not last.names.is_dir():
        return None
    before, after = (
        [judgements.judgement(rows[uid]) for uid in log if uid in rows]
        for log in (then["log"], now["log"])
    )
    return before, after


def rejudged(ledger: Ledger, last: Generation, told: Judged) -> Rejudged | None:
    """Return what judgements change in a generation; None where that is not known."""
    from graphkit.assemble.again import again

    found = again(last.tables, editions.catalogue(ledger), *told)
    return Rejudged(last, found) if found is not None else None
