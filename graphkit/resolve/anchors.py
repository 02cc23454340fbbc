"""Anchors: what a mention is known by before anybody says who is who.

An anchor is a name key with the jurisdiction and the strongest identifier that the
mention carries, '' for what it lacks, and with the letters that its key does not
tell. It is made from the mention alone, so it is the same in every case, and judgements
refer to it for ever by its uid.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from graphkit.identity import organization_uid
from graphkit.resolve import identifiers
from graphkit.statements import Ids


class Name(msgspec.Struct, frozen=True, gc=False):
    """An organisation as mentions name it: the key of the name, and identifiers.

    `context` narrows a name that many bodies have (see `generic`): what it means is
    then said by the tender, the buyer or the publisher that used it. `letters` are
    those of it that fall together with others when simplified (see `letters`), `others`
    contexts that it may have had while less was known.
    """

    key: str
    ids: Ids = ()
    context: str = ""
    letters: str = ""
    others: tuple[str, ...] = ()


class Anchor(NamedTuple):
    """Name key, jurisdiction, strong identifier, else context, letters; '' for none.

    Anchors compare in this order; an entity is known by its smallest.
    """

    key: str
    jurisdiction: str
    identifier: str
    context: str
    letters: str = ""

    @property
    def uid(self) -> str:
        """The uid that an organisation of this anchor alone has."""
        known = (self.key, self.jurisdiction, self.identifier or self.context)
        return organization_uid((*known, self.letters) if self.letters else known)


class Carried(NamedTuple):
    """What a mention's identifiers come to: `strong` ones, and its `jurisdiction`."""

    strong: tuple[str, ...]
    jurisdiction: str


def carried(ids: Ids) -> Carried:
    """Return the sound strong identifiers and the jurisdiction of a mention."""
    if not ids:
        return NOTHING
    strong = identifiers.strong(ids)
    return Carried(strong, identifiers.jurisdiction(ids, strong))


NOTHING = Carried((), "")


def anchors(names: Sequence[Name], carrying: Sequence[Carried]) -> list[Anchor]:
    """Return the anchor of every name, given what its identifiers say."""
    return [
        Anchor(
            name.key,
            said.jurisdiction,
            said.strong[0] if said.strong else "",
            "" if said.strong else name.context,
            name.letters,
        )
        for name, said in zip(names, carrying, strict=True)
    ]
