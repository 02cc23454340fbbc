"""An explanation without the names of natural persons."""

from dataclasses import replace

from graphkit.explain.marks import Claim, Explained, Offer
from graphkit.hiding import Hider

PARTIES = ("buyer", "agency", "supplier", "bidder")


def hidden(explained: Explained, hider: Hider) -> Explained:
    """Return an explanation with persons hidden, every place as it was.

    A statement about one loses its key and its commands: they would tell the name to
    who guesses it.
    """
    texts = tuple(
        replace(text, shown=hider.masked(text.shown)) for text in explained.texts
    )
    return replace(
        explained,
        path=hider.masked(explained.path),
        texts=texts,
        claims=tuple(_claim(claim, hider) for claim in explained.claims),
        missing=tuple(
            replace(one, offers=tuple(_offer(offer, hider) for offer in one.offers))
            for one in explained.missing
        ),
        picked=tuple(_offer(offer, hider) for offer in explained.picked),
    )


def parties(explained: Explained) -> set[str]:
    """Return the names of the parties that a record names."""
    return {claim.words for claim in explained.claims if claim.role in PARTIES}


def _claim(claim: Claim, hider: Hider) -> Claim:
    words = hider.value(claim.words)
    if words == claim.words:
        return claim
    return replace(claim, words=words, key="", commands=())


def _offer(offer: Offer, hider: Hider) -> Offer:
    words = hider.masked(offer.words)
    if words == offer.words:
        return offer
    return replace(offer, words=words, command="", row="")
