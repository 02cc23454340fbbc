"""Organisations: their mentions with kind, scope and context, and who they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.assemble.contexts import Narrow, Used, contexts
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.mentions import SEPARATOR, Mention, Named
from graphkit.identity import name_keys
from graphkit.resolve import (
    Anchor,
    JoinedTenders,
    Name,
    Resolution,
    kinds,
    organizations,
    scopes,
)
from graphkit.resolve.anchors import carried
from graphkit.resolve.identifiers import shown
from graphkit.resolve.places import province

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class _Body:
    """A mention of an organisation, and what its name tells."""

    mention: Mention
    key: str
    kind: str
    scope: str
    context: str = ""

    @property
    def name(self) -> Name:
        """The mention as resolution takes it."""
        return Name(self.key, self.mention.ids, self.context)


def bodies(
    connection: "DuckDBPyConnection",
    mentions: Sequence[Mention],
    inputs: Inputs,
    joined: JoinedTenders,
) -> tuple[list[Named], Resolution]:
    """Return a row for every mention, and who is who.

    Mentions that give no name (无, N/A) have no row: they are nobody.
    """
    dictionary = inputs.catalogue.organizations
    known = name_keys([name for group in dictionary for name in group])
    told = _told(mentions, frozenset(known))
    used = contexts(connection, [_narrow(body) for body in told if body.scope])
    spread = [one for body in told for one in _in_contexts(body, used)]
    resolution = organizations(
        [body.name for body in spread],
        inputs.judgements,
        dictionary,
        one_context=joined.uid,
    )
    columns = (
        spread,
        resolution.anchors,
        resolution.anchor_uids,
        resolution.uids,
        resolution.bases,
    )
    return [_row(*row) for row in zip(*columns, strict=True)], resolution


def _told(mentions: Sequence[Mention], known: frozenset[str]) -> list[_Body]:
    texts = [mention.text for mention in mentions]
    keys = name_keys(texts)
    found = kinds(texts, keys)
    return [
        _Body(*row)
        for row in zip(mentions, keys, found, scopes(keys, found, known), strict=True)
        if row[-1] != "nobody"
    ]


def _narrow(body: _Body) -> Narrow:
    country = carried(body.mention.ids).jurisdiction
    return Narrow(body.mention.text, body.mention.written_ids, body.scope, country)


def _in_contexts(
    body: _Body, used: Mapping[tuple[str, str], Sequence[Used]]
) -> Iterator[_Body]:
    """Yield a body once, or once for every tender that uses its name."""
    if not body.scope:
        yield body
        return
    mention = body.mention
    for use in used[mention.text, mention.written_ids]:
        one = mention._replace(mentions=use.mentions, rank=use.rank, context=use.tender)
        yield _Body(one, body.key, body.kind, body.scope, use.context)


def _row(body: _Body, anchor: Anchor, anchor_uid: str, uid: str, basis: str) -> Named:
    mention = body.mention
    return Named(
        mention.label,
        mention.text,
        mention.written_ids,
        mention.context,
        body.key,
        anchor.jurisdiction,
        anchor.identifier,
        anchor_uid,
        uid,
        basis,
        body.kind,
        province(body.key),
        SEPARATOR.join(shown(mention.ids)) if mention.ids else "",
        mention.mentions,
        mention.rank,
    )
