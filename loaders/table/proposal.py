"""Proposals: a column map from what a table's columns are called and hold.

A column is taken for what its heading says where its cells agree: an amount has one
way of writing numbers, a date one order of day and month, a stage only known words.
What cannot be told is left out, and the proposal says why. Nothing is guessed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graphkit import taxes
from graphkit.loaders.table import headings, maps
from graphkit.loaders.table.asides import aside
from graphkit.loaders.table.columns import (
    Column,
    Money,
    Order,
    days,
    money,
    stage_words,
)
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.headings import HINT, Heading
from graphkit.loaders.table.maps import PARTIES, ColumnMap
from graphkit.loaders.table.packed import Packed
from graphkit.loaders.table.parties import are_officers, packing, says_address
from graphkit.loaders.table.rows import DAYS, MONEY, WON

SAMPLE = 20_000
"""Rows that are looked at."""

_SEAT = ("supplier_address", "supplier_town", "supplier_postcode")
_TEXTS = ("title", "number", "part", "process", "quantity", "unit", "url", "tax")
_BESIDE = ("amount", "buyer", "title")
"""One of these beside a supplier makes a row a purchase, not a list of firms."""
_CONTRACT = frozenset(
    (
        *("contract", "contracts", "agreement", "po", "order", "contrato", "contratos"),
        *("contrat", "vertrag", "contratto", "umowy", "smlouvy", "contractului"),
        *("договору", "договора", "контракта"),
    )
)
LINK = ("from", "relation", "to")
"""What a row of a link chart has."""

_MANY_STAGES = 40


@dataclass(slots=True)
class Proposal:
    """What columns seem to mean, and what was left out and why.

    `unused` are the columns nothing is read from. `doubts` keep a table from being
    read by this without a person's look. `remarks` are for that person.
    """

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    identifiers: dict[str, dict[str, str]] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    classifications: dict[str, str] = field(default_factory=dict)
    packed: dict[str, Packed] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Whether a table may be read by this before anybody looked at it."""
        return not self.doubts


def propose(grid: Grid) -> Proposal:
    """Return what a table's columns seem to mean, by their headings and cells."""
    rows = [
        row.cells
        for row in islice(grid.rows(), SAMPLE)
        if not row.problem and not aside(row.cells, grid.header)
    ]
    columns = [
        Column(name, place, tuple(row[place] for row in rows if place < len(row)))
        for place, name in enumerate(grid.header)
    ]
    return _Proposer(columns, grid.above).proposal()


def stages_in(grid: Grid, made: ColumnMap) -> tuple[str, ...]:
    """Return the words of a table's column of stages, the first of very many."""
    if "stage" not in made.columns:
        return ()
    place = grid.header.index(made.columns["stage"])
    rows = (row.cells for row in islice(grid.rows(), SAMPLE) if not row.problem)
    words = {row[place].strip(): None for row in rows if place < len(row)}
    return tuple(word for word in islice(words, _MANY_STAGES) if word)


class _Proposer:
    """Chooses a column for each role, the surest headings first."""

    def __init__(self, columns: Sequence[Column], above: str) -> None:
        self.all, self.above = columns, above
        self.said = _read(columns)
        self.made = Proposal()
        self.taken: set[str] = set()
        self.orders: dict[str, Order] = {}
        self.marked = False

    def proposal(self) -> Proposal:
        for role in PARTIES:
            self._party(role)
        for role in (*LINK, *_TEXTS):
            self._text(role)
        self._seat()
        self._days()
        for role in ("amount", "budget"):
            self._money(role)
        self._currency()
        self._tax()
        self._stage()
        self._descriptions()
        self._identifiers()
        self._classifications()
        self._judge()
        used = self.taken | {
            name for found in self.made.identifiers.values() for name in found.values()
        }
        used |= set(self.made.classifications.values())
        self.made.unused = tuple(c.name for c in self.all if c.name not in used)
        return self.made

    def _candidates(self, role: str) -> Iterator[tuple[Column, Heading]]:
        """Yield the columns whose headings name a role, the best first."""
        found = [
            (heading, column)
            for column in self.all
            for heading in self.said[column.name][:1]
            if heading.role == role
            and heading.fit > HINT
            and column.name not in self.taken
        ]
        for heading, column in sorted(
            found, key=lambda one: (-one[0].fit, one[0].place, one[1].place)
        ):
            if column.filled:
                yield column, heading

    def _take(self, role: str, column: Column) -> None:
        self.made.columns[role] = column.name
        self.taken.add(column.name)

    def _text(self, role: str) -> None:
        fits: dict[str, Callable[[Column], bool]] = {
            **dict.fromkeys(("from", "to"), Column.are_names),
            **{"number": Column.are_numbers, "process": Column.are_numbers},
            **{"quantity": Column.are_counts, "url": Column.are_addresses},
            **{"part": Column.are_filled, "unit": Column.are_filled},
            **{"supplier_address": Column.are_seats},
            **{"supplier_postcode": Column.are_filled},
        }
        fit = fits.get(role, Column.are_words)
        for column, _ in self._candidates(role):
            if fit(column):
                self._take(role, column)
                return
            self._leave(column, f"its cells are not what a {role} is")

    def _party(self, role: str) -> None:
        for column, _ in self._candidates(role):
            packed = packing(column)
            if role == "buyer" and are_officers(column, self.all):
                self._leave(column, "its cells are names of persons")
            elif not column.are_names():
                self._leave(column, f"its cells are not what a {role} is")
            elif not packed and says_address(column):
                self._leave(column, "where a name ends and an address begins is open")
            else:
                self._take(role, column)
                if packed:
                    self.made.packed[role] = packed
                return

    def _seat(self) -> None:
        """Choose where the supplier sits: a town or postal code alone says nothing."""
        for needed, role in zip(("supplier", _SEAT[0], _SEAT[0]), _SEAT, strict=True):
            if needed in self.made.columns:
                self._text(role)

    def _leave(self, column: Column, why: str) -> None:
        self.made.remarks.append(f"{column.name!r} is left out: {why}")

    def _days(self) -> None:
        """Choose the dates: a table has one order of day and month, or none is said."""
        for role in DAYS:
            for column, _ in self._candidates(role):
                order = days(column)
                if order.problem and not order.is_open:
                    self._leave(column, order.problem)
                    continue
                self._take(role, column)
                self.orders[role] = order
                break
        said = {order.order for order in self.orders.values() if order.order}
        if len(said) == 1:
            self.made.fixed["date_order"] = said.pop()
            return
        for role, order in self.orders.items():
            if order.is_open or order.order:
                name = self.made.columns.pop(role)
                self.taken.discard(name)
                why = order.problem or "the dates of the table are in several orders"
                self.made.remarks.append(f"{name!r} is left out: {why}")

    def _money(self, role: str) -> None:
        for column, heading in self._candidates(role):
            found = money(column, heading.language, self.above, " ".join(self.said))
            if found.problem or not self._agrees(found):
                self._leave(column, found.problem or "it is written unlike another")
                continue
            self.made.fixed |= found.fixed
            self.marked |= found.is_marked
            self._take(role, column)
            return

    def _agrees(self, found: Money) -> bool:
        """Say whether a map can hold for two columns of money at once."""
        if not set(MONEY) & self.made.columns.keys():
            return True
        names = {"decimal", "amount_unit", "currency"}
        known = {k: v for k, v in self.made.fixed.items() if k in names}
        return known == dict(found.fixed)

    def _currency(self) -> None:
        if not set(MONEY) & self.made.columns.keys():
            return
        for column, _ in self._candidates("currency"):
            if column.are_currencies():
                self._take("currency", column)
                return
            self._leave(column, "its cells are no codes of currencies")
        if "currency" not in self.made.fixed and not self.marked:
            self.made.remarks.append(
                "the currency is not said: amounts have none until [fixed] says it"
            )

    def _tax(self) -> None:
        """Take over what the words above the header say of tax, as no heading does."""
        columns = self.made.columns
        moneys = [columns[role] for role in MONEY if role in columns]
        said = any(taxes.find(name, is_heading=True) for name in moneys)
        found = None if said or "tax" in columns else taxes.find(self.above)
        if moneys and found:
            self.made.fixed["tax"] = found.value
            self.made.remarks.append(f"tax: the words above say {found.text!r}")

    def _stage(self) -> None:
        for column, _ in self._candidates("stage"):
            words, unknown = stage_words(column, of_contract=self._is_running(column))
            if len(words) + len(unknown) > _MANY_STAGES:
                continue
            if unknown and self._is_of_contract(column, words):
                self._leave(column, "it tells of contracts that are there already")
                continue
            if unknown:
                shown = ", ".join(sorted(unknown)[:5])
                self.made.doubts.append(
                    f"{column.name!r} may say how far a row has come, in words not "
                    f"known here ({shown}): say in [stages] what they mean, or leave "
                    "the column out"
                )
            self.made.stages = dict(words)
            self._take("stage", column)
            return

    def _is_running(self, column: Column) -> bool:
        """Say whether an open row is an open contract: an open tender has no supplier.

        So it is in a column of contracts; else where no open row lacks a supplier.
        """
        if _says_contract(column.name):
            return True
        won = next(
            (c for c in self.all if c.name == self.made.columns.get("supplier")), None
        )
        return won is not None and all(
            supplier.strip()
            for supplier, word in zip(won.cells, column.cells, strict=False)
            if headings.bare(word) in headings.running()
        )

    def _is_of_contract(self, column: Column, words: Mapping[str, str]) -> bool:
        """Say whether a column tells how a contract goes on, not whether there is one.

        So it is where it, or the column of numbers or of money, speaks of contracts or
        orders. Where one of its words speaks of an end without a contract, it may not.
        """
        beside = ("number", "amount", "signed_on")
        names = (column.name, *(self.made.columns.get(role, "") for role in beside))
        doubtful = set(words.values()) - set(WON)
        return any(map(_says_contract, names)) and not doubtful

    def _descriptions(self) -> None:
        """Look for products in the title, and in what else describes the purchase."""
        said = "stage" if "stage" in self.made.columns else "award"
        if title := self.made.columns.get("title"):
            self.made.text[title] = said
        for column, _ in self._candidates("title"):
            if column.are_words():
                self.made.text[column.name] = said
                self.taken.add(column.name)

    def _identifiers(self) -> None:
        """Give a register's numbers to the party that is named beside them."""
        parties = [party for party in PARTIES if party in self.made.columns]
        for column in self.all:
            scheme = headings.identifier(column.name)
            if not scheme or column.name in self.taken or not column.are_numbers():
                continue
            named = self._party_of(column, parties)
            if named:
                self.made.identifiers.setdefault(named, {}).setdefault(
                    scheme, column.name
                )
            else:
                self._leave(column, "it does not say whose numbers they are")

    def _classifications(self) -> None:
        """Take columns of codes of a scheme that their heading names."""
        for column in self.all:
            scheme = headings.scheme(column.name)
            if scheme and column.name not in self.taken and column.are_numbers():
                self.made.classifications.setdefault(scheme, column.name)

    def _party_of(self, column: Column, parties: Sequence[str]) -> str:
        said = [one.role for one in self.said[column.name] if one.role in parties]
        return said[0] if said else parties[0] if len(parties) == 1 else ""

    def _judge(self) -> None:
        columns = self.made.columns
        if not columns.keys().isdisjoint(LINK):
            if not columns.keys() >= set(LINK):
                self.made.doubts.insert(0, "it may be a link chart, but not all of it")
        elif "supplier" not in columns:
            self.made.doubts.insert(0, "no column names suppliers for sure")
        elif not any(role in columns for role in _BESIDE):
            self.made.doubts.insert(
                0, "nothing beside the suppliers says that they sold something"
            )


def _says_contract(heading: str) -> bool:
    return not _CONTRACT.isdisjoint(headings.bare(heading).split())


def _read(columns: Sequence[Column]) -> dict[str, tuple[Heading, ...]]:
    """Return what headings mean; `Entity` is an end of a link only beside another."""
    said = {column.name: headings.read(column.name) for column in columns}
    links = {one.role for found in said.values() for one in found if one.fit > HINT}
    if len(links.intersection(LINK)) > 1:
        return said
    return {
        name: tuple(one for one in found if one.role not in LINK)
        for name, found in said.items()
    }


def toml(proposal: Proposal, about: str) -> str:
    """Return a proposal as a column map that a person can read and change."""
    made = ColumnMap(
        proposal.columns,
        proposal.fixed,
        proposal.text,
        proposal.identifiers,
        proposal.stages,
        classifications=proposal.classifications,
        packed=proposal.packed,
    )
    lines = [f"# {_one_line(remark)}\n" for remark in proposal.remarks]
    lines += [f"# not read: {_one_line(name)}\n" for name in proposal.unused]
    return "".join([maps.toml(made, about), *(["\n"] if lines else []), *lines])


def _one_line(text: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in text)[:200]
