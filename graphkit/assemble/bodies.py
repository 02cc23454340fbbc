"""Organisations: their mentions with kind, scope and context, and who they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.assemble.contexts import Narrow, Used, contexts
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.mentions import SEPARATOR, Mention, Named
from graphkit.identity import name_keys
from graphkit.resolve import (
    KINDS,
    Anchor,
    Comparing,
    JoinedTenders,
    Name,
    Resolution,
    Spelling,
    kinds,
    likenesses,
    organizations,
    scopes,
)
from graphkit.resolve.anchors import carried
from graphkit.resolve.identifiers import shown
from graphkit.resolve.letters import collided
from graphkit.resolve.names import Entry, dictionary
from graphkit.resolve.names.dictionaries import of_catalogue
from graphkit.resolve.places import province

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHORTEST, LONGEST = 2, 150
"""Letters of names that are compared: a longer one is no name of one body."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A mention of an organisation, and what its name tells."""

    mention: Mention
    key: str
    kind: str
    scope: str
    letters: str
    context: str = ""
    others: tuple[str, ...] = ()

    @property
    def name(self) -> Name:
        """The mention as resolution takes it."""
        return Name(self.key, self.mention.ids, self.context, self.letters, self.others)


def bodies(
    connection: "DuckDBPyConnection",
    mentions: Sequence[Mention],
    inputs: Inputs,
    joined: JoinedTenders,
    how: Comparing,
) -> tuple[list[Named], Resolution]:
    """Return a row for every mention, and who is who.

    Mentions that give no name (无, N/A) have no row: they are nobody.
    """
    entries = list(of_catalogue(inputs.catalogue))
    known = frozenset(name_keys([name for entry in entries for name in entry.names]))
    told = _told(mentions, known)
    used = contexts(connection, [_narrow(body) for body in told if body.scope])
    spread = [one for body in told for one in _in_contexts(body, used)]
    keys = frozenset(body.key for body in told)
    met = [group for group in inputs.dictionary if len(keys.intersection(group)) > 1]
    resolution = organizations(
        [body.name for body in spread],
        inputs.judgements,
        [*(entry.names for entry in entries), *met],
        likenesses=likenesses(
            spellings([body for body in told if not body.scope], entries),
            dictionary(entries),
            how,
        ),
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
    found = _kinds(mentions, keys)
    scope = scopes(keys, found, known)
    columns = (mentions, keys, found, scope, collided(texts))
    bodies = [_Body(*row) for row in zip(*columns, strict=True)]
    return [body for body in bodies if body.scope != "nobody"]


def _kinds(mentions: Sequence[Mention], keys: Sequence[str]) -> list[str]:
    """Return the kind of every mention: what its record says, else its name."""
    read = kinds([mention.text for mention in mentions], keys)
    said = (dict(mention.ids).get("kind", "") for mention in mentions)
    return [one if one in KINDS else name for one, name in zip(said, read, strict=True)]


def spellings(bodies: Sequence[_Body], entries: Sequence[Entry]) -> list[Spelling]:
    """Return the names that are compared, each in its longest spelling, by key.

    With them come the other names that the dictionary has of bodies that are named.
    Brackets and blanks tell a comparison more than a name without them.
    """
    chosen: dict[str, str] = {}
    for body in bodies:
        text = body.mention.text
        if len(body.key) >= SHORTEST and len(text) <= LONGEST:
            chosen[body.key] = min(chosen.get(body.key, text), text, key=_longest)
    listed = [(name, entry) for entry in entries for name in entry.names]
    keys = name_keys([name for name, _ in listed])
    named = {e.uid for key, (_, e) in zip(keys, listed, strict=True) if key in chosen}
    known = {
        key: name
        for key, (name, entry) in zip(keys, listed, strict=True)
        if entry.uid in named
    }
    said = [Spelling(key, text, key in known) for key, text in chosen.items()]
    others = [
        Spelling(key, name, is_known=True, is_said=False)
        for key, name in known.items()
        if key not in chosen
    ]
    return sorted((*said, *others))


def _longest(text: str) -> tuple[int, str]:
    return -len(text), text


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
        yield replace(body, mention=one, context=use.context, others=use.others)


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
        body.context,
    )
