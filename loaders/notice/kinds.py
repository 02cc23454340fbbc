"""Types of notice, and how far the tender is, read from the title.

The types are a table, `graphkit/data/notices/kinds.toml`, tried in its order.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.labels import squeezed
from graphkit.loaders.notice.sections import Span

_WON = re.compile("中标|成交|中选|入围")
_CALLING = frozenset(("deadline", "opening", "obtain", "terms"))
"""Fields that only a call for bids has."""
_SHOWN_BY = (
    ("reason", "cancelled"),
    ("proposed", "single_source"),
    ("correction", "correction"),
    ("contract_amount", "contract"),
    ("contract_number", "contract"),
    ("candidate", "candidates"),
)
"""Field of a label to the kind it shows, where neither heading nor winner does."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of notice: its stage, and whether its suppliers were awarded something.

    `others` are titles that look like it and are of another type.
    """

    name: str
    stage: str
    awards: bool
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    others: tuple[str, ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the types in the order in which they are tried."""
    text = (files("graphkit") / "data/notices/kinds.toml").read_text(encoding="utf-8")
    return tuple(
        Kind(
            row["name"],
            row["stage"],
            row["awards"],
            re.compile(row["pattern"]),
            tuple(row["examples"]),
            tuple(row["not"]),
        )
        for row in tomllib.loads(text)["kind"]
    )


def kind_of(title: str) -> Kind:
    """Return the type a title names; a call for bids where it names none."""
    words = squeezed(title)
    return next(kind for kind in kinds() if kind.pattern.search(words))


def kind_named(name: str) -> Kind:
    """Return a type by its name."""
    return next(kind for kind in kinds() if kind.name == name)


def inferred(fields: Sequence[Field], kind: Kind) -> tuple[Kind, Span | None]:
    """Return the kind that labels show where no heading names one, and the label.

    `kind` is what is taken where they show none either.
    """
    if any(field.field in _CALLING for field in fields):
        return kind, None
    for field in fields:
        won = _WON.search(field.label) or field.section == "award"
        if field.field in ("supplier", "at_supplier") and won:
            return kind_named("award"), (field.said, field.end)
    for wanted, name in _SHOWN_BY:
        for field in fields:
            if field.field == wanted:
                return kind_named(name), (field.said, field.end)
    return kind, None
