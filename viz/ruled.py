"""The rules that chains are held against, with their dates, as a report lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graphkit.rules import load
from graphkit.viz import wording
from graphkit.viz.library import Row
from graphkit.viz.wording import Chain


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule: its name, when it was of what status, where that is said."""

    name: str
    dates: tuple[str, ...]
    source: str
    checked: str


def rules(chains: Sequence[Chain], meta: Row) -> tuple[RuleShown, ...]:
    """Return the rules that the controls of chains name, in the order of the table.

    `rules` of `meta` are those of the case; without it they are looked up among ours.
    """
    named = {
        str(control.get("rule") or "")
        for chain in chains
        for control in chain.get("controls") or ()
    }
    return tuple(
        RuleShown(
            _name(row),
            tuple(map(_window, row["windows"])),
            str(row["source"]),
            wording.long_date(str(row["checked"])),
        )
        for row in meta.get("rules") or _ours()
        if row["uid"] in named
    )


def titles(meta: Row) -> Mapping[str, str]:
    """Return what rules are called, by uid."""
    return {str(row["uid"]): _name(row) for row in meta.get("rules") or _ours()}


@cache
def _ours() -> tuple[Row, ...]:
    return tuple(rule.to_json() for rule in load().rules)


def _name(row: Row) -> str:
    return ", ".join(filter(None, (str(row["title"]), str(row["citation"]))))


def _window(window: Row) -> str:
    first, last = (wording.long_date(str(window[end])) for end in ("first", "last"))
    until = f" to {last}" if last else ""
    return f"{window['status']} from {first}{until}"
