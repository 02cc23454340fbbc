"""Commands of `graphkit amend` that change what was read, ready to be run as they are.

Words are chosen by place, so that a name that stands twice is no question. Text that
cannot be typed (control characters, line ends) is left out: the place says it.
"""

import shlex
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from graphkit.explain.claims import told
from graphkit.statements import Amount, Statement

OTHER: Mapping[str, str] = {
    "ISSUED": "HANDLED_BY",
    "HANDLED_BY": "ISSUED",
    "AWARDED_TO": "BID_ON",
    "BID_ON": "AWARDED_TO",
    "SUBCONTRACTED_TO": "AWARDED_TO",
    "SEEKS": "AWARDS",
    "AWARDS": "SEEKS",
    "VIA": "EXCLUDES",
    "budget": "ceiling",
    "ceiling": "budget",
    "published_on": "awarded_on",
    "deadline": "published_on",
    "awarded_on": "published_on",
    "signed_on": "awarded_on",
}
"""What a statement is most often meant to be where it is wrong; others stay."""
_DAY = 10


def commands(said: Statement, key: str, case: str) -> Iterator[tuple[str, str]]:
    """Yield (what it does, command) for a statement: reject it, and replace it.

    Where a record leaves the unit of an amount or the year of a day open, a person
    has to know it: then there is nothing to replace it with.
    """
    why = f"no {said.type} in these words"
    yield "reject", command(["reject", key], {"why": why}, case)
    other = _other(said)
    if other in ("RETENDER_OF", "DOCUMENTED_BY"):
        return
    options = _options(said, other)
    if options is not None:
        options["why"] = f"these words say {other}"
        yield f"replace by {other}", command(["replace", key, other], options, case)


def addition(
    kind: str,
    source: str,
    place: tuple[str, int, int],
    case: str,
    **options: str,
) -> str:
    """Return the command that adds a statement about words at a place."""
    locator, start, end = place
    chosen = {"source": source, "locator": locator, "start": str(start)}
    chosen |= {"end": str(end), **options, "why": f"these words say {kind}"}
    return command(["add", kind], chosen, case)


def command(words: list[str], options: Mapping[str, str], case: str) -> str:
    """Return a command line for a shell; empty options are left out."""
    line = ["graphkit", "amend", *words]
    for name, value in options.items():
        if value:
            line += [f"--{name.replace('_', '-')}", value]
    return shlex.join([*line, *(["--case", case] if case else [])])


def _other(said: Statement) -> str:
    if said.type == "EXCLUDES" and said.object is not None:
        return "VIA" if said.object.label == "Provider" else "SEEKS"
    return OTHER.get(said.type, said.type)


def _options(said: Statement, other: str) -> dict[str, str] | None:
    """Return the options by which a statement is replaced, None where one is open."""
    at, words = told(said)
    options = {"locator": at.locator, "start": str(at.start), "end": str(at.end)}
    quote, evidence = said.evidence.quote, said.evidence
    once = quote.count(words) == 1 and at.locator == evidence.locator
    if once and is_typed(words) and (said.object or said.subject):
        options = {"text": words}
    if said.object is not None:
        options["entry"] = dict(said.object.ids).get("catalogue", "")
    if said.amount is not None:
        money = _money(said.amount)
        if money is None and said.type in ("budget", "ceiling"):
            return None
        if money is not None and (said.type in ("budget", "ceiling")):
            options |= money
    if said.date is not None and said.type not in ("AWARDED_TO", "BID_ON"):
        if not said.date.value:
            return None
        options["date"] = said.date.value[:_DAY]
    if other == "status":
        options["stage"] = said.stage
    return options


def _money(amount: Amount) -> dict[str, str] | None:
    try:
        value = Decimal(amount.value)
    except InvalidOperation:
        return None
    return {"amount": f"{value:f}", "currency": amount.currency}


def is_typed(words: str) -> bool:
    """Say whether words can be typed in a command line as they are."""
    return bool(words) and words.isprintable()
