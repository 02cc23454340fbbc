"""Judging: what a person says of two names or tenders, made ready for the log.

A judgement is about anchors, which are the same in every case for ever. What it rests
on is kept with it: statements or words of a source that the person points at, and the
rules and dictionary in force. What contradicts another judgement is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.case import judgements
from graphkit.case.judgements import Told
from graphkit.errors import CaseError
from graphkit.identity import name_key
from graphkit.resolve import RULES, Judgement, clashing
from graphkit.search import names

if TYPE_CHECKING:
    from graphkit.case.ledger import Ledger
    from graphkit.catalogue import Catalogue
    from graphkit.search.graph import Graph

VERDICTS = ("same", "different", "part-of", "unsure")
"""The words of a judgement, as people write them."""

_SPAN = re.compile(r"(?P<source>.+)#(?P<locator>.*):(?P<start>\d+)-(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a source that a person points at: `start:end` of the text at a place.

    `source` is a SHA-256, its beginning, or the path it is shown by.
    """

    source: str
    locator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class End:
    """One side of a judgement: its name, its anchor, and whose it is now.

    The name is the one given, or that of the uid given.
    """

    given: str
    anchor: str
    uid: str

    @property
    def is_tender(self) -> bool:
        """Whether it is a tender, else an organisation."""
        return self.uid.startswith("tender:")


def pointed(text: str) -> "str | Span":
    """Return what evidence in one word means: SOURCE#LOCATOR:START-END, else a key."""
    found = _SPAN.fullmatch(text)
    if not found:
        return text
    return Span(
        found["source"], found["locator"], int(found["start"]), int(found["end"])
    )


def end(graph: "Graph", given: str, catalogue: "Catalogue") -> End:
    """Return the side that a person names. Raises NameLookupError as `lookup` does.

    The anchor is that of the name itself, not of the body it belongs to today.
    """
    uid = names.lookup(
        graph.tables,
        graph.index,
        given,
        ("Organization", "Tender"),
        catalogue=catalogue,
    )
    anchor, spelled = _anchor(graph.tables, given, uid)
    called = given
    if given.startswith(("org:", "tender:")):
        called = spelled or graph.index.name(graph.index.number(uid))
    return End(called, anchor or uid, uid)


def body(
    verdict: str, one: End, other: End, told: Told, spelled: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the log keeps of a judgement, but for evidence and rules.

    Raises CaseError where it says nothing, or contradicts what was judged before:
    then with the chain of judgements that clash.
    """
    _check(verdict, one, other)
    a, b = judgements.apart(one.anchor, other.anchor, spelled)
    new = Judgement(verdict.replace("-", "_"), a, b, "~", "")
    clash = clashing(told.judgements, new)
    if clash:
        raise CaseError(
            f"{one.given} {verdict} {other.given} contradicts:\n{told.sentence(clash)}",
            hint="`graphkit undo ID` takes one of them back",
        )
    return {
        "verdict": verdict,
        "a": one.anchor,
        "b": other.anchor,
        "named": [one.given, other.given],
    }


def prepared(
    ledger: "Ledger",
    graph: "Graph",
    catalogue: "Catalogue",
    verdict: str,
    a: str,
    b: str,
) -> dict[str, Any]:
    """Return the body of a judgement about two names that a person gives."""
    one, other = (end(graph, given, catalogue) for given in (a, b))
    told = judgements.live(ledger)
    anchors = judgements.ends(told.rows) | {one.anchor, other.anchor}
    spelled = judgements.spelled(graph.tables, anchors)
    told = judgements.live(ledger, spelled)
    return body(verdict, one, other, told, spelled)


def rules(dictionary: str) -> str:
    """Return the version of the rules in force, with the digest of the dictionary."""
    return f"{RULES}-{dictionary}"


def _check(verdict: str, one: End, other: End) -> None:
    if verdict not in VERDICTS:
        raise CaseError(
            f"{verdict!r} is no verdict", hint=f"one of {', '.join(VERDICTS)}"
        )
    if one.is_tender != other.is_tender:
        raise CaseError(f"of {one.given} and {other.given} one only is a tender")
    if one.is_tender and verdict == "part-of":
        raise CaseError(
            "a tender is no part of another one",
            hint="lots of one tender are `same`; say `unsure` where that is open",
        )
    if one.anchor == other.anchor or (verdict == "same" and one.uid == other.uid):
        raise CaseError(
            f"{one.given} and {other.given} are one already",
            hint="`graphkit judgements` lists what joined them, `undo` parts them; "
            "the uids of two spellings can be judged different",
        )


def _anchor(folder: Path, given: str, uid: str) -> tuple[str, str]:
    """Return the anchor of a name within its body, and how it is spelled.

    Both are '' where the body has no such name.
    """
    file = folder / "names.parquet"
    if not file.is_file():
        return "", ""
    query = (
        f"SELECT anchor_uid, CASE label WHEN 'Organization' THEN text ELSE '' END "
        f"FROM read_parquet({tables.literal(file)}) "
        f"WHERE uid = ? AND (anchor_uid = ? OR (label = 'Organization' AND key = ?)) "
        f"ORDER BY anchor_uid <> ?, key, jurisdiction, identifier, anchor_uid, text "
        f"LIMIT 1"
    )
    with tables.reading() as connection:
        found = connection.execute(
            query, [uid, given, name_key(given), given]
        ).fetchone()
    return (str(found[0]), str(found[1])) if found else ("", "")
