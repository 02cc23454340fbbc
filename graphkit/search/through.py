"""Chains through a thing: what to ask for, for every place that it may have in one."""

from collections.abc import Mapping
from typing import Any

from graphkit.errors import NameLookupError
from graphkit.search.index import Index
from graphkit.search.neighbours import Wish, expand, number

_PLACES = {
    "Organization": ("institution", "intermediary"),
    "Provider": ("provider",),
    "Chip": ("item",),
    "Model": ("item",),
    "Product": ("item",),
}
"""The places that a thing of a label can have in a chain."""


def asks(index: Index, uid: str) -> list[dict[str, Any]]:
    """Return the fields of each ChainQuery that may find a thing; all chains for ''.

    A tender's are those of its buyers, among which `holds` tells its own. Nothing is
    asked of a thing that the tables do not hold.
    """
    if not uid:
        return [{}]
    try:
        label = index.label(number(index, uid))
    except NameLookupError:
        return []
    if label == "Tender":
        issued, _ = expand(index, uid, Wish("ISSUED", "in"))
        return [{"institution": edge["from"]} for edge in issued]
    return [{place: uid} for place in _PLACES.get(label, ())]


def holds(chain: Mapping[str, Any], uid: str) -> bool:
    """Say whether a chain that was found for a thing is one through it."""
    return not uid.startswith("tender:") or uid in chain["tenders"]
