"""Control rules as dated values: what held for a chip on a day, and by which clause.

The answer is about hardware and a day: whether it could be shipped to China without a
licence then. It says nothing about a deal, and renting it over a network is another
question (`remote_access` of each rule).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from graphkit.catalogue_files import RULES, CatalogueFile, catalogue_files, rows_of
from graphkit.errors import CatalogueError
from graphkit.rules.table import Clause, Rule, Test, changed, read_table

Value = Literal["controlled", "not controlled", "unknown"]
CONTROLLED: Value = "controlled"
FREE: Value = "not controlled"
UNKNOWN: Value = "unknown"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Status:
    """What the rules say of a chip on a day; `rule` is the uid that decides, or ''."""

    value: Value
    rule: str = ""
    clause: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A rule's bearing on an item of a chain, as the JSON has it."""

    rule: str
    status: Value
    clause: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a rule itself was in force on a day; `unknown` where nobody checked."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Over:
    """A rule that bears on a chip, and the first and last day it was in force."""

    rule: Rule
    clause: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Chip:
    """The figures of a chip; one that is not public is missing from `figures`."""

    uid: str
    name: str
    parent: str
    vendor: str
    origin: str
    figures: Mapping[str, float]
    is_class: bool
    cloud_only: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules and chips in use; equal only to itself, so that answers can be kept."""

    rules: tuple[Rule, ...]
    chips: Mapping[str, Chip]
    checked_until: date

    def leaves(self, chip_id: str) -> tuple[Chip, ...]:
        """Return a chip, or the variants of a family, in the order of the table."""
        if chip_id not in self.chips:
            raise CatalogueError(
                f"no chip {chip_id!r} in the catalogue",
                hint="use an id of chips.csv, such as nvidia-a100 or nvidia-a100-80",
            )
        variants = [c for c in self.chips.values() if c.parent == chip_id]
        if not variants:
            return (self.chips[chip_id],)
        return tuple(leaf for v in variants for leaf in self.leaves(v.uid))

    def over(self, chip_id: str) -> Iterator[Over]:
        """Yield the rules that bear on a chip, or on every variant of a family."""
        leaves = self.leaves(chip_id)
        for rule in self.rules:
            read = [_bearing(rule, chip) for chip in leaves]
            if rule.first is not None and all(truth for truth, _clause in read):
                yield Over(rule, read[0][1], rule.first, rule.last)

    def standing(self, rule: str, on: date) -> Standing:
        """Return whether a rule was in force, suspended, proposed ... on a day."""
        found = next((r for r in self.rules if r.uid == rule), None)
        if found is None:
            known = ", ".join(r.uid for r in self.rules)
            raise CatalogueError(f"no rule {rule!r}", hint=f"there are {known}")
        if on > self.checked_until:
            return Standing(UNKNOWN, found.source)
        if found.windows and on < found.windows[0].first:
            return Standing("not yet", found.source)
        return Standing(
            next((w.status for w in found.windows if w.holds(on)), UNKNOWN),
            found.source,
        )


def load(
    file: Path | None = None, *, folder: Path | None = None, shipped: Path | None = None
) -> Rules:
    """Return the rules in use: ours, a case's catalogue folder, a file on top.

    `shipped` is a folder with another edition of ours, kept by a case. The same
    arguments give the same object while the files do not change.
    """
    text = None
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(
                f"{file.name}: cannot be read as a rules file",
                hint="it is a small TOML file in UTF-8 (see docs/catalogue.md)",
            ) from error
    return _loaded(
        catalogue_files(folder, shipped=shipped), text, file.name if file else ""
    )


def status(chip_id: str, on: date, rules: Rules | None = None) -> Status:
    """Return what the rules say of a chip, by its id or uid, on a day.

    A family has the status that all its variants share, else it is unknown. So is a
    day after the last one anybody checked.

    >>> status("nvidia-a100-80", on=date(2022, 8, 25)).value
    'not controlled'
    >>> status("nvidia-a100-80", on=date(2022, 8, 26)).value
    'controlled'
    """
    table = rules or load()
    leaves = table.leaves(chip_id.removeprefix("chip:"))
    read = [_of_leaf(table, chip, on) for chip in leaves]
    if len({answer.value for answer in read}) == 1:
        return read[0]
    told = ", ".join(f"{c.name} {a.value}" for c, a in zip(leaves, read, strict=True))
    return Status(UNKNOWN, "", f"its variants differ: {told}", read[0].source)


@lru_cache(maxsize=100_000)
def controls(
    uid: str, first: date, last: date, rules: Rules | None = None
) -> tuple[Control, ...]:
    """Return how the rules bear on an item between two days, both inclusive.

    One Control for each rule that controls it; else a single one that says so, or
    says what is unknown. Where the answer changes between the two days it is unknown.
    Anything but a chip of the catalogue has none.
    """
    table = rules or load()
    if not uid.startswith("chip:"):
        return ()
    chip = uid.removeprefix("chip:")
    if chip not in table.chips:
        return (Control("", UNKNOWN, "no figures in the catalogue"),)
    days = turns(table, first, last)
    read = [status(chip, day, table) for day in days]
    for (_, before), (day, after) in pairwise(zip(days, read, strict=True)):
        if before.value != after.value:
            rule = after.rule or before.rule
            clause = f"the record's date may lie before or after {day.isoformat()}"
            return (Control(rule, UNKNOWN, clause),)
    if read[0].value != CONTROLLED:
        return (Control(read[0].rule, read[0].value, read[0].clause),)
    found = {c.rule: c for day in days for c in _controlling(table, chip, day)}
    return tuple(found.values())


def turns(table: Rules, first: date, last: date) -> list[date]:
    """Return the first day and every later day of change, up to the last."""
    changes = {table.checked_until + ONE_DAY}
    for window in (w for rule in table.rules for w in rule.windows):
        changes.add(window.first)
        if window.last is not None and window.last < date.max:
            changes.add(window.last + ONE_DAY)
    return [first, *sorted(day for day in changes if first < day <= last)]


def _controlling(table: Rules, chip_id: str, on: date) -> Iterator[Control]:
    leaf = table.leaves(chip_id)[0]
    for rule, truth, clause in _bearings(table, leaf, on):
        if truth:
            yield Control(rule.uid, CONTROLLED, clause)


def _of_leaf(table: Rules, chip: Chip, on: date) -> Status:
    if on > table.checked_until:
        last = table.checked_until.isoformat()
        return Status(UNKNOWN, "", f"nobody checked the rules after {last}")
    if chip.origin == "CN":
        return Status(FREE, "", "made in China: no rule on export to China bears on it")
    read = list(_bearings(table, chip, on))
    if not read:
        return Status(FREE, "", "no rule of the table was in force for it")
    if chip.is_class:
        rule = read[-1][0]
        return Status(UNKNOWN, rule.uid, "the record names no type", rule.source)
    deciding = _deciding(read)
    rule, truth, clause = deciding
    if truth and chip.cloud_only:
        clause = f"not sold as hardware; by its figures {clause}"
        return Status(UNKNOWN, rule.uid, clause, rule.source)
    value = CONTROLLED if truth else UNKNOWN if truth is None else FREE
    return Status(value, rule.uid, clause, rule.source)


Bearing = tuple[Rule, bool | None, str]


def _bearings(table: Rules, chip: Chip, on: date) -> Iterator[Bearing]:
    for rule in table.rules:
        applies = not rule.vendors or chip.vendor in rule.vendors or chip.is_class
        if rule.clauses and applies and rule.in_force(on):
            yield rule, *_bearing(rule, chip)


def _deciding(read: Iterable[Bearing]) -> Bearing:
    """Return what decides: control before doubt before none, rules before letters."""
    weight = {True: 2, None: 1, False: 0}
    return max(
        read, key=lambda b: (weight[b[1]], b[0].kind == "rule", b[0].first or date.min)
    )


def _bearing(rule: Rule, chip: Chip) -> tuple[bool | None, str]:
    """Return whether a rule controls a chip (None: a figure is missing), and why."""
    if not rule.clauses or (rule.vendors and chip.vendor not in rule.vendors):
        return False, ""
    if rule.unless and _all(rule.unless, chip):
        return False, " and ".join(t.said(_figure(t, chip)) for t in rule.unless)
    read = [_clause(clause, chip) for clause in rule.clauses]
    for wanted in (True, None):
        for truth, why in read:
            if truth is wanted:
                return truth, why
    return False, next((why for _truth, why in read if why), "not named")


def _clause(clause: Clause, chip: Chip) -> tuple[bool | None, str]:
    if {chip.uid, chip.parent} & clause.named:
        return True, clause.name
    read = [(_all(tests, chip), tests) for tests in clause.tests]
    for wanted in (True, None):
        for truth, tests in read:
            if truth is wanted:
                return truth, f"{clause.name}: {_told(tests, chip)}"
    if not read:
        return False, ""
    missed = next(t for t in read[0][1] if _holds(t, chip) is False)
    return False, f"not met: {clause.name} {missed.missed(_figure(missed, chip))}"


def _told(tests: Iterable[Test], chip: Chip) -> str:
    return " and ".join(test.said(_figure(test, chip)) for test in tests)


def _all(tests: Iterable[Test], chip: Chip) -> bool | None:
    read = [_holds(test, chip) for test in tests]
    return False if False in read else None if None in read else True


def _holds(test: Test, chip: Chip) -> bool | None:
    value = _figure(test, chip)
    if value is None:
        return None
    if test.op == ">=":
        return value >= test.limit
    return value < test.limit if test.op == "<" else value == test.limit


def _figure(test: Test, chip: Chip) -> float | None:
    if test.metric != "memory_plus_io_gbs":
        return chip.figures.get(test.metric)
    memory, wires = chip.figures.get("memory_bw_gbs"), chip.figures.get("io_gbs")
    return None if memory is None or wires is None else memory + wires


@cache
def _loaded(files: tuple[CatalogueFile, ...], text: str | None, shown: str) -> Rules:
    until = date.min
    rules: tuple[Rule, ...] = ()
    for file in (f for f in files if f.name == RULES):
        day, own = read_table(file.text(), file.shown)
        until = day or until
        rules = own if file.shipped else changed(rules, file.text(), file.shown)
    if text is not None:
        until = read_table(text, shown)[0] or until
        rules = changed(rules, text, shown)
    chips = dict(_chips(files))
    for rule in rules:
        for chip in sorted(c for clause in rule.clauses for c in clause.named):
            if chip not in chips:
                raise CatalogueError(
                    f"rule {rule.uid!r} names {chip!r}, which is no chip we know",
                    hint="use an id of chips.csv, or add the chip there",
                )
    return Rules(rules, chips, until)


def _chips(files: tuple[CatalogueFile, ...]) -> Iterator[tuple[str, Chip]]:
    for row in rows_of("chips.csv", files, needed=("id", "name")):
        figures: dict[str, float] = {}
        for metric in ("tpp", "pd", "io_gbs", "memory_bw_gbs"):
            try:
                figures |= {metric: float(row[metric])} if row[metric] else {}
            except ValueError as error:
                raise row.problem(
                    f"{metric} is {row[metric]!r}", "write a number, or nothing"
                ) from error
        sold = row["datacenter"]
        if sold:
            figures["datacenter"] = 0.0 if sold == "no" else 1.0
        yield (
            row["id"],
            Chip(
                row["id"],
                row["name"],
                row["parent"],
                row["vendor"],
                row["origin"],
                figures,
                row["family"] == "yes",
                sold == "cloud-only",
            ),
        )
