"""Screening: the organisations of a case against its lists.

A name gives a candidate, and no more. A strong identifier on both sides confirms, or a
person does; what a person rejected is not shown again until the entry changes. What a
list says of a tender it says of the tender's own day, or of a day that is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.case import answers, dictionaries, generations, lists
from graphkit.case.answers import Answer, Key
from graphkit.case.bodies import Bodies
from graphkit.case.ledger import Ledger
from graphkit.case.lists import Edition
from graphkit.case.matches import Match, Question, View
from graphkit.errors import CaseError
from graphkit.identity import name_key
from graphkit.lists import Listed, days
from graphkit.lists.candidates import Candidate, best, candidates
from graphkit.lists.table import Shelf
from graphkit.results import Results

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

Progress = Callable[[int, int], None]


def screen(
    case: Path,
    generation: "Generation",
    question: Question,
    progress: Progress | None = None,
) -> Results:
    """Return a row for each match, confirmed ones first, and what was found on none.

    Raises CaseError where no list is installed, or none is called so.
    """
    with Ledger.open(case) as ledger:
        editions = _editions(ledger, question.list)
        known = dictionaries.of_case(ledger)
        bodies = Bodies(generation.tables, question.organization)
        said = answers.live(ledger, bodies.now)
    with lists.shelf(editions) as shelf:
        found = _carried(bodies, shelf)
        listed = candidates(
            sorted(bodies.names),
            shelf,
            known,
            least_score=question.least_score,
            progress=progress,
        )
        _named(bodies, best(listed), found)
        used = frozenset(one.list for one in editions)
        for key, answer in said.items():
            if key[0] in bodies.shown and key[1] in used:
                found.setdefault(key, Match(key)).answer = answer
        entries = shelf.entries(key[1:] for key in found)
    view = View(bodies, editions, entries, question)
    return view.results(found)


def _editions(ledger: Ledger, name: str) -> tuple[Edition, ...]:
    found = lists.editions(ledger)
    if not found:
        raise CaseError(
            "the case has no list", hint="`graphkit lists add FILE` installs one"
        )
    return lists.chosen(found, name)


def _carried(bodies: Bodies, shelf: Shelf) -> dict[Key, Match]:
    found: dict[Key, Match] = {}
    for said, of, entry in shelf.carriers(sorted(bodies.carriers)):
        for uid in sorted(bodies.carriers[said]):
            key = (uid, of, entry)
            found.setdefault(key, Match(key, identifier=said))
    return found


def _named(
    bodies: Bodies,
    named: Mapping[tuple[str, str, str], Candidate],
    found: dict[Key, Match],
) -> None:
    """Add the best candidate for each organisation and entry: best ones come first."""
    for (name, of, entry), candidate in named.items():
        for uid in sorted(bodies.names[name]):
            match = found.setdefault((uid, of, entry), Match((uid, of, entry)))
            match.candidate = match.candidate or candidate


def answer(case: Path, said: Answer, *, list_name: str = "") -> str:
    """Keep what a person says of an organisation and an entry; return the row's uid.

    Of `said` the verdict, the organisation (uid and name), the entry (uid or name) and
    the reason count. Raises CaseError where no entry, or several, are called so.
    """
    with (
        Ledger.open(case, write=True, doing="screen") as ledger,
        generations.held(case) as generation,
    ):
        editions = _editions(ledger, list_name)
        bodies = Bodies(generation.tables, said.organization)
        with lists.shelf(editions) as shelf:
            of, uid, entry = _entry(shelf, editions, said.entry)
            carried = any(
                (found, one) == (of, uid)
                for _, found, one in shelf.carriers(sorted(bodies.carriers))
            )
        before = answers.live(ledger, bodies.now).get((said.organization, of, uid))
        stood = carried or bool(before and before.verdict == answers.CONFIRM)
        told = {
            "list": of,
            "entry": uid,
            "name": entry.name,
            "state": entry.state,
            "stood": stood,
        }
        body = answers.body_of(said.verdict, said.organization, said.name, told)
        return ledger.append(answers.KIND, body, said.why)


def _entry(
    shelf: Shelf, editions: Sequence[Edition], text: str
) -> tuple[str, str, Listed]:
    """Return list, uid and entry of what a person calls an entry."""
    names = {one.list: one.name for one in editions}
    keys = shelf.called(text, name_key(text))
    if len(keys) == 1:
        (key,) = keys
        return *key, shelf.entries([key])[key][0]
    found = shelf.entries(keys[:20])
    listed = [f"  {uid}  {found[of, uid][0].name} ({names[of]})" for of, uid in found]
    if keys:
        raise CaseError(
            "\n".join((f"{len(keys)} entries are called {text}:", *listed)),
            hint="give the uid of the one that is meant, and its list with --list",
        )
    raise CaseError(
        f"no list has an entry {text}", hint="`graphkit screen` shows candidates"
    )


def day_of(text: str) -> str:
    """Return a day that is asked for. Raises CaseError where it is none."""
    day, wrong = days.read(text, "")
    if wrong:
        raise CaseError(f"--as-of: {wrong.reason}", hint=wrong.hint)
    return day
