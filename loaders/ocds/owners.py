"""Who owns a party: shareholders and beneficial owners, with their shares in percent.

OCDS gives a shareholding as a part of one. A beneficial owner is a natural person
unless the record says otherwise; persons of one name are one within their tender only.
"""

from collections.abc import Iterator
from decimal import Decimal

from graphkit.loaders.ocds.fields import Fields, decimal, listed, mapping, scalar
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Mention, Statement

PERSON = (("kind", "person"),)


def owned(release: Release) -> Iterator[Statement]:
    """Yield who owns the parties of a release, as far as it says so."""
    for at, party in release.parties.listed:
        if not ("shareholders" in party or "beneficialOwners" in party):
            continue
        if body := release.parties.mention(at, party):
            yield from _shareholders(release, at, party, body)
            yield from _beneficial(release, at, party, body)


def _shareholders(
    release: Release, at: str, party: Fields, body: Mention
) -> Iterator[Statement]:
    for where, holding in listed(party, "shareholders", at):
        reference, locator = mapping(holding.get("shareholder")), "/shareholder"
        if not reference:  # so before the extension named the shareholder apart
            reference, locator = holding, ""
        if owner := release.parties.mention(f"{where}{locator}", reference):
            share = percent(scalar(holding.get("shareholding")))
            yield _owns(release, owner, body, share)


def _beneficial(
    release: Release, at: str, party: Fields, body: Mention
) -> Iterator[Statement]:
    for where, person in listed(party, "beneficialOwners", at):
        if owner := release.parties.named(where, person, PERSON):
            yield _owns(release, owner, body, "")


def percent(text: str) -> str:
    """Return a part of one as percent; '' for what is none."""
    number = decimal(text.strip())
    if not number or not 0 < (part := Decimal(number)) <= 1:
        return ""
    return f"{(part * 100).normalize():f}"


def _owns(release: Release, owner: Mention, body: Mention, share: str) -> Statement:
    return Statement(
        "OWNS",
        release.tender,
        owner,
        body,
        release.quote(owner),
        quantity=share,
        unit="%" if share else "",
    )
