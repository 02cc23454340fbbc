"""The members of a release that nothing is read from.

What is read stands in `members`; of a member that is not described there, all counts
as read. The outermost unread member is named, without the numbers of its list.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints, is_typeddict

import msgspec

from graphkit.loaders.ocds.fields import LANGUAGE
from graphkit.loaders.ocds.members import Release
from graphkit.statements import Record

Tree = Mapping[str, Any]
"""Members by name; None stands for a member that is read whole."""

_PLANNING: Tree = {
    "rationale": None,
    "budget": dict.fromkeys(("amount", "description", "project", "currency")),
}
_LANGUAGE = re.compile(f"{LANGUAGE}$")
"""`title_fr` is read where a title is."""

_PACKAGE = ("releases", "records", "compiledRelease", "versionedRelease")


def unread(record: Record, content: bytes) -> Iterator[str]:
    """Yield the paths of a release's members that are not read: `tender/documents`."""
    try:
        release = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError):
        return
    yield from _unread(release, _read(), "")


def _unread(value: object, tree: Tree, at: str) -> Iterator[str]:
    if isinstance(value, list):
        for element in value:
            yield from _unread(element, tree, at)
    elif isinstance(value, dict):
        for name, member in value.items():
            if member in (None, "", [], {}):
                continue
            known = name if name in tree else _LANGUAGE.sub("", name)
            if known not in tree:
                yield at + name
            elif tree[known] is not None:
                yield from _unread(member, tree[known], f"{at}{name}/")


@cache
def _read() -> Tree:
    members = {n: one for n, one in _tree(Release).items() if n not in _PACKAGE}
    return {**members, "planning": _PLANNING}


def _tree(kind: Any) -> dict[str, Any]:
    return {
        name: _tree(inner) if (inner := _described(hint)) else None
        for name, hint in get_type_hints(kind).items()
    }


def _described(hint: Any) -> Any:
    """Return the members' description that a type leads to, None for any value."""
    if is_typeddict(hint):
        return hint
    found = (_described(argument) for argument in get_args(hint))
    return next((one for one in found if one), None)
