"""The lists of a case as a build takes them: editions, answers, and their name."""

from typing import TYPE_CHECKING

from graphkit.case import answers, lists
from graphkit.case.ledger import Ledger
from graphkit.identity import digest
from graphkit.lists import VERSION

if TYPE_CHECKING:
    from graphkit.assemble import Listings


def inputs(ledger: Ledger, *, private: bool = True) -> tuple[str, ...]:
    """Return what the tables depend on, in the order in which it came."""
    installed = lists.rows(ledger, private=private)
    used = lists.named(installed)
    return (
        *(digest(row.uid, str(VERSION)) for row in installed),
        *(answer.log for answer in answers.that_count(ledger, used)),
    )


def of_case(ledger: Ledger, *, private: bool = True) -> "Listings":
    """Return editions and answers for a build."""
    from graphkit.assemble import AnswerRow, Listings, ListRow

    found = lists.editions(ledger, private=private)
    used = frozenset(one.list for one in found)
    return Listings(
        tuple(
            ListRow(
                one.list,
                one.name,
                one.said,
                one.date,
                one.whole,
                one.private,
                one.source,
                one.path,
                one.table,
            )
            for one in found
        ),
        tuple(
            AnswerRow(
                answer.verdict == answers.CONFIRM,
                answer.organization,
                answer.list,
                answer.entry,
                answer.log,
            )
            for answer in answers.that_count(ledger, used)
        ),
    )
