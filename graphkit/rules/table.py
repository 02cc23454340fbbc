"""The table of control rules: dated windows, clauses, tests on a chip's figures.

Ours is `graphkit/data/rules.toml`; its head says how a rule is written. A case's
`catalogue/rules.toml` and the file of `--rules` add `[[rule]]` tables and change ours:

```toml
[rules.acs-ifr-2023]
from = 2024-01-01   # moves the day it takes effect; `to` moves its last day
[rules.is-informed-2025-04]
on = false          # switches it off
[rules.rasa-hr2683]
on = true           # takes what is proposed, suspended or not enforced as in force
remote_access = "covered"
```
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graphkit.errors import CatalogueError

IN_FORCE = "in force"
STATUSES = (IN_FORCE, "not enforced", "suspended", "proposed", "ended")
METRICS: Mapping[str, tuple[str, str]] = {
    "tpp": ("TPP", ""),
    "pd": ("performance density", ""),
    "io_gbs": ("I/O", " GB/s"),
    "memory_bw_gbs": ("memory bandwidth", " GB/s"),
    "memory_plus_io_gbs": ("memory and I/O bandwidth", " GB/s"),
    "datacenter": ("marketed for datacenters", ""),
}
"""Each figure a test may use: how it is said, and its unit."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both inclusive, on which a rule has a status; open without `last`."""

    first: date
    last: date | None
    status: str

    def holds(self, on: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a figure: `tpp >= 4800`."""

    metric: str
    op: str
    limit: float

    def said(self, value: float | None) -> str:
        """Return the comparison as a reader sees it, with the chip's own figure."""
        name, unit = METRICS[self.metric]
        if self.metric == "datacenter":
            return name if self.limit else f"not {name}"
        shown = "not public" if value is None else f"{value:g}"
        return f"{name} {shown} {self.op} {self.limit:g}{unit}"

    def missed(self, value: float | None) -> str:
        """Return why a figure does not meet it, as a reader sees it."""
        name, unit = METRICS[self.metric]
        if self.metric == "datacenter" or value is None:
            return f"asks {self.said(value)}"
        return f"asks {name} {self.op} {self.limit:g}{unit}, it has {value:g}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph of a rule; any of its `tests` (each a conjunction) is enough."""

    name: str
    named: frozenset[str] = frozenset()
    tests: tuple[tuple[Test, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, letter, bill, policy or guidance with its dates."""

    uid: str
    title: str
    kind: str
    citation: str
    covers: str
    remote_access: str
    windows: tuple[Window, ...]
    clauses: tuple[Clause, ...] = ()
    unless: tuple[Test, ...] = ()
    vendors: tuple[str, ...] = ()
    source: str = ""
    confidence: str = ""
    checked: str = ""
    owned_share: float | None = None
    """Percent of a body that listed owners must have for the rule to cover it too."""

    @property
    def first(self) -> date | None:
        """The first day it is in force; None where it never was."""
        return next((w.first for w in self.windows if w.status == IN_FORCE), None)

    @property
    def last(self) -> date | None:
        """The last day it is in force; None where that is open or never began."""
        ends = [w.last for w in self.windows if w.status == IN_FORCE]
        return ends[-1] if ends else None

    def to_json(self) -> dict[str, Any]:
        """Return what a report says of it: its names, dates, source and last check."""
        return {
            "uid": self.uid,
            "title": self.title,
            "citation": self.citation,
            "windows": [
                {
                    "first": w.first.isoformat(),
                    "last": w.last.isoformat() if w.last else "",
                    "status": w.status,
                }
                for w in self.windows
            ],
            "source": self.source,
            "checked": self.checked,
        }

    def in_force(self, on: date) -> bool:
        """Say whether it is in force on a day."""
        return any(w.status == IN_FORCE and w.holds(on) for w in self.windows)


def read_table(text: str, shown: str) -> tuple[date | None, tuple[Rule, ...]]:
    """Return the last day checked, where the file says one, and its rules."""
    table = _parsed(text, shown)
    rules = tuple(_rule(spec, shown) for spec in table.get("rule", ()))
    return table.get("checked_until"), rules


def changed(rules: tuple[Rule, ...], text: str, shown: str) -> tuple[Rule, ...]:
    """Return rules with what a file adds, moves and switches off, in order."""
    changes: Mapping[str, Mapping[str, Any]] = _parsed(text, shown).get("rules", {})
    added = read_table(text, shown)[1]
    by_uid = {rule.uid: rule for rule in (*rules, *added)}
    for uid, change in changes.items():
        if uid not in by_uid:
            raise CatalogueError(
                f"{shown}: no rule {uid!r}",
                hint="`graphkit rules` shows the ids; a new rule is a [[rule]] table",
            )
        by_uid[uid] = _moved(by_uid[uid], change, shown)
        if change.get("on") is False:
            del by_uid[uid]
    return tuple(by_uid.values())


def read_tests(text: str) -> tuple[Test, ...]:
    """Return the comparisons of `a >= 1 and b < 2`; ValueError if it is none."""
    return tuple(_test(part) for part in text.split(" and "))


def _parsed(text: str, shown: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{shown}: {error}", hint="mend the TOML there") from error
    unknown = set(table) - {"checked_until", "rule", "rules"}
    if unknown:
        raise CatalogueError(
            f"{shown}: {sorted(unknown)[0]!r} is not known here",
            hint="write [[rule]] for a new rule, [rules.ID] to change one",
        )
    return table


def _moved(rule: Rule, change: Mapping[str, Any], shown: str) -> Rule:
    unknown = set(change) - {"on", "from", "to", "remote_access"}
    if unknown:
        raise CatalogueError(
            f"{shown}: [rules.{rule.uid}] has {sorted(unknown)[0]!r}",
            hint="it may set on, from, to and remote_access",
        )
    if change.get("on") is True:
        rule = replace(rule, windows=tuple(map(_switched_on, rule.windows)))
    remote = str(change.get("remote_access", rule.remote_access))
    return _redated(replace(rule, remote_access=remote), change, shown)


def _switched_on(window: Window) -> Window:
    return window if window.status == "ended" else replace(window, status=IN_FORCE)


def _redated(rule: Rule, change: Mapping[str, Any], shown: str) -> Rule:
    if not {"from", "to"} & set(change):
        return rule
    first = change.get("from", rule.first)
    if first is None:
        return rule
    last = change.get("to", rule.last)
    if not isinstance(first, date) or not isinstance(last, date | None):
        raise CatalogueError(
            f"{shown}: [rules.{rule.uid}] from and to are days",
            hint="write them as 2024-01-01, without quotes",
        )
    return replace(rule, windows=(Window(first, last, IN_FORCE),))


def _rule(spec: Mapping[str, Any], shown: str) -> Rule:
    uid = spec.get("id", "")
    try:
        return Rule(
            uid=spec["id"],
            title=spec["title"],
            kind=spec.get("kind", "rule"),
            citation=spec.get("citation", ""),
            covers=spec.get("covers", ""),
            remote_access=spec.get("remote_access", ""),
            windows=tuple(_windows(spec.get("window", ()))),
            clauses=tuple(_clauses(spec.get("clause", ()))),
            unless=read_tests(spec["unless"]) if "unless" in spec else (),
            vendors=tuple(spec.get("vendors", ())),
            source=spec.get("source", shown),
            confidence=str(spec.get("confidence", "")),
            checked=str(spec.get("checked", "")),
            owned_share=_percent(spec.get("owned_share")),
        )
    except KeyError as error:
        problem = f"{shown}: rule {uid!r} has no {error.args[0]}"
        raise CatalogueError(problem, hint=f"give it {error.args[0]} = ...") from error
    except (ValueError, TypeError, AttributeError) as error:
        problem = f"{shown}: rule {uid!r}: {error}"
        raise CatalogueError(
            problem, hint="the head of graphkit/data/rules.toml says how"
        ) from error


def _percent(given: object) -> float | None:
    if given is None:
        return None
    if not isinstance(given, int | float) or not 0 < given <= 100:
        raise ValueError(f"owned_share is {given!r}, not percent of a body")
    return float(given)


def _windows(specs: object) -> Iterator[Window]:
    if not isinstance(specs, list | tuple):
        raise TypeError("window is a list of tables")
    for spec in specs:
        first, last = spec["from"], spec.get("to")
        if type(first) is not date or type(last) not in (date, type(None)):
            raise TypeError("from and to are days, without quotes")
        if last is not None and last < first:
            raise ValueError(f"a window ends on {last}, before it begins")
        if spec["status"] not in STATUSES:
            raise ValueError(f"status {spec['status']!r} is none of {STATUSES}")
        yield Window(first, last, spec["status"])


def _clauses(specs: object) -> Iterator[Clause]:
    if not isinstance(specs, list | tuple):
        raise TypeError("clause is a list of tables")
    for spec in specs:
        tests = tuple(read_tests(text) for text in spec.get("any", ()))
        yield Clause(spec["name"], frozenset(spec.get("named", ())), tests)


def _test(text: str) -> Test:
    metric, op, limit = text.split()
    if metric not in METRICS or op not in (">=", "<", "=="):
        raise ValueError(f"{text!r} is no test")
    words = {"yes": 1.0, "no": 0.0}
    return Test(metric, op, words[limit] if limit in words else float(limit))
