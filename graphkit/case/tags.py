"""Tags: words of notes that begin with #, and what the notes are on."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graphkit.case import remarks
from graphkit.case.beside import edges_of
from graphkit.case.ledger import Ledger
from graphkit.search.former import followed
from graphkit.search.graph import Graph

STATEMENT = "statement:"

# As the explorer tells tags: viz/static/app/remarks.js.
_TAG = re.compile(r"(?<![#&/])(?<![^\W_])#([^\W_][\w-]{0,39})")


def tags(ledger: Ledger, graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the tags of things, edges and chains that have some, by uid or key.

    A chain's key here is `chain:` and the keys of its hops, a line each.
    """
    notes = remarks.notes(ledger)
    abouts = followed(graph, (note["about"] for note in notes))
    found: dict[str, set[str]] = defaultdict(set)
    for note, about in zip(notes, abouts, strict=True):
        found[about].update(_TAG.findall(note["text"]))
    statements = [
        about.removeprefix(STATEMENT) for about in found if about.startswith(STATEMENT)
    ]
    for key, statement in edges_of(graph.tables, statements).items():
        found[key] |= found[f"{STATEMENT}{statement}"]
    return {about: frozenset(some) for about, some in found.items() if some}


def of_chain(chain: Mapping[str, Any], known: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the tags of a chain, of its hops, and of the things that they join."""
    hops = chain["hops"]
    abouts = [hop[of] for hop in hops for of in ("key", "from_uid", "to_uid")]
    abouts.append("chain:" + "\n".join(hop["key"] for hop in hops))
    return {tag for about in abouts for tag in known.get(about, ())}
