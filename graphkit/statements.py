"""What a record says, kept as it was said: mentions, statements, passages.

A loader yields these; nothing later edits them. They are frozen `msgspec` structs
because they come by the million, and they live only until their part is a table.
Positions count code points of the text layer at a locator (see `evidence`).
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from graphkit.evidence import Evidence

Ids = tuple[tuple[str, str], ...]
"""Identifiers as (scheme, value), e.g. `(("GB-COH", "01002610"),)`, sorted."""

Said = Literal["request", "award", "offer"]
"""Whether a passage asks for something, reports what was awarded, or what was bid."""

STAGES = (
    "planned",
    "tendered",
    "awarded",
    "contracted",
    "accepted",
    "failed",
    "cancelled",
)
"""How far a tender or part has come; the last two end it without an award."""

MODALITIES = (
    "required",
    "minimum",
    "or_equivalent",
    "example",
    "benchmark",
    "offered",
    "awarded",
)
"""How a record speaks of a product. Benchmark and example never give AWARDS."""

VALUES = (
    "title",
    "number",
    "budget",
    "ceiling",
    "published_on",
    "deadline",
    "awarded_on",
    "signed_on",
    "status",
    "item",
    "document",
)
"""Types of statement that give a value of the tender instead of a relation."""


class Address(msgspec.Struct, frozen=True, gc=False):
    """Where a body sits, as it was said.

    `value` is its form for comparing (see `addresses`), empty where the words do not
    say which building of which place; `text` is the slice that names the building.
    """

    value: str
    text: str
    start: int
    end: int
    locator: str = ""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A name as it stands in a record: `text` is the slice `start:end`.

    `locator` is empty where it equals that of the statement's evidence. `address` is
    what the record gives for this body; only that of a bidder is kept.
    """

    label: str
    text: str
    start: int
    end: int
    ids: Ids = ()
    locator: str = ""
    address: Address | None = None


class Tax(msgspec.Struct, frozen=True, gc=False):
    """What a record says of the tax in an amount: `value` is included or excluded.

    `text` is the slice that says it, '' where a person said so in a column map.
    """

    value: str
    text: str = ""
    start: int = 0
    end: int = 0
    locator: str = ""


class Amount(msgspec.Struct, frozen=True, gc=False):
    """Money as it was said.

    `value` is a decimal number as text, in units of `currency` (ISO 4217), empty
    where the record leaves it open; `text` is the slice that was read. `tax` is None
    where nothing says whether tax is in it.
    """

    value: str
    currency: str
    text: str
    start: int
    end: int
    locator: str = ""
    tax: Tax | None = None


class Day(msgspec.Struct, frozen=True, gc=False):
    """A date as it was said.

    `value` is `YYYY-MM-DD`, or `YYYY-MM`, or `YYYY` where no more was said; empty where
    a day was said without its year. A deadline may carry its time: `YYYY-MM-DDTHH:MM`.
    """

    value: str
    text: str
    start: int
    end: int
    locator: str = ""


def quote_of(source: str, said: Mention | Amount | Day) -> Evidence:
    """Quote what a record of a source says and where, which tells its own locator."""
    return Evidence(source, said.locator, said.start, said.end, said.text)


class TenderRef(msgspec.Struct, frozen=True, gc=False):
    """Which contracting process a record speaks of.

    `uid` comes from `graphkit.identity.tender_uid`; `number` and `title` are as
    they stand in the record, `number_at` and `title_at` where (locator, start).
    """

    uid: str
    number: str = ""
    title: str = ""
    number_at: tuple[str, int] = ("", 0)
    title_at: tuple[str, int] = ("", 0)
    ids: Ids = ()

    @property
    def mention(self) -> Mention:
        """The tender as a mention: its number where it has one, else its title."""
        text, (locator, start) = (
            (self.number, self.number_at)
            if self.number
            else (self.title, self.title_at)
        )
        return Mention("Tender", text, start, start + len(text), self.ids, locator)


NO_TENDER = TenderRef("")
"""What a record refers to that speaks of no process, such as one of two bodies."""


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One thing one record says about a tender, kept as it was said.

    `type` is an edge type of `schema.toml` or one of VALUES. `subject` and `object`
    are mentions, never entities: who they are is a later reading, and must be
    undoable. None stands for the tender itself; a value has no object. `part` is
    the lot or award as the record names it (`lot:2`, `award:17`), '' where it
    names none.
    """

    type: str
    tender: TenderRef
    subject: Mention | None
    object: Mention | None
    evidence: Evidence
    part: str = ""
    stage: str = ""
    modality: str = ""
    amount: Amount | None = None
    date: Day | None = None
    quantity: str = ""
    unit: str = ""


class Passage(msgspec.Struct, frozen=True, gc=False):
    """Free text in which the catalogue's terms are to be found.

    `text` starts at code point `start` of the text layer at `locator`. What stands
    in a passage of an award may give AWARDS, in a request SEEKS. `quantity`, `unit` and
    `price` (of one) are those of the row it stands in.
    """

    tender: TenderRef
    source: str
    locator: str
    text: str
    start: int = 0
    said: Said = "request"
    part: str = ""
    stage: str = ""
    quantity: str = ""
    unit: str = ""
    price: Amount | None = None


class Record(msgspec.Struct, frozen=True, gc=False):
    """One unit of a source: a release, a row, a notice. A Document of the graph.

    `offset` and `length` are bytes of the source's plain bytes, so that the record
    is found again by a seek. `compiled` marks a reading by others (a compiled
    release), which is at best E2. `url` and `captured_at` (ISO 8601) are where and when
    it was found on the web, as it says itself. `text` is its text layer where that
    cannot be found again by a seek.
    """

    source: str
    locator: str
    kind: str
    fields: object
    offset: int = 0
    length: int = 0
    compiled: bool = False
    url: str = ""
    text: str = ""
    captured_at: str = ""

    @property
    def mapping(self) -> Mapping[str, object]:
        """The fields of a structured record; empty for any other."""
        return self.fields if isinstance(self.fields, dict) else {}


class Problem(msgspec.Struct, frozen=True, gc=False):
    """A record, or a whole source, that could not be read, and what to do about it."""

    locator: str
    reason: str
    hint: str = ""
