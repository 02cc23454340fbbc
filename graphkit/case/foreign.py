"""Rows of other people's logs: what they must look like before they come in.

A file from elsewhere is not trusted. A row that is kept is one that this program could
have written: its id, its kind, and what its body says.
"""

import re
import time
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from graphkit.case.database import canonical
from graphkit.case.ledger import KINDS, LogRow
from graphkit.catalogue_files import FILES
from graphkit.errors import CaseError
from graphkit.tables import STATEMENT_COLUMNS

LONGEST_LINE = 1 << 20
"""Bytes that a row may have."""

LATEST_NS = 366 * 86_400 * 1_000_000_000
"""How far ahead a clock may be; ids sort by time, and one far ahead bars the way."""

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Uid = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
Node = Annotated[str, Meta(pattern=r"^(org|tender):[0-9a-f]{16}$")]
Text = Annotated[str, Meta(max_length=100_000)]
Time = Annotated[
    str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(\+00:00|Z)$")
]
Place = Annotated[int, Meta(ge=0, le=2**31)]


class _Pointed(Struct, forbid_unknown_fields=True):
    source: Hash | Literal[""]
    locator: Text
    start: Place
    end: Place
    quote: Text = ""
    key: Text = ""
    type: Text = ""


class _Judgement(Struct, forbid_unknown_fields=True):
    verdict: Literal["same", "different", "part-of", "part_of", "unsure"]
    a: Node
    b: Node
    named: tuple[Text, Text] = ("", "")
    evidence: tuple[_Pointed, ...] = ()
    rules: Text = ""

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("both sides are one")
        if self.a[:4] != self.b[:4]:
            raise ValueError("one side only is a tender")


class _Amendment(Struct, forbid_unknown_fields=True):
    rejects: _Pointed | None = None
    adds: dict[str, str | int | float | None] | None = None

    def __post_init__(self) -> None:
        added = self.adds or {}
        if unknown := sorted(added.keys() - STATEMENT_COLUMNS.keys() - {"n"}):
            raise ValueError(f"a statement has no {unknown[0]}")
        lacking = {"source", "locator", "start", "end", "quote", "tender", "type"}
        if self.adds is not None and not lacking <= added.keys():
            raise ValueError("the added statement is not whole")


class _Translation(Struct, forbid_unknown_fields=True):
    of: _Pointed
    text: Text
    language: Text


class _Gone(Struct, forbid_unknown_fields=True):
    source: Hash
    path: Text


class _Undo(Struct, forbid_unknown_fields=True):
    undoes: Uid
    kind: Text


class _Catalogue(Struct, forbid_unknown_fields=True):
    files: dict[str, Hash]

    def __post_init__(self) -> None:
        if unknown := sorted(self.files.keys() - set(FILES)):
            raise ValueError(f"a catalogue has no file {unknown[0]!r}")


class _Capture(Struct, forbid_unknown_fields=True):
    source: Hash
    url: Text
    captured_at: Text
    by: Text


class _Binding(Struct, forbid_unknown_fields=True):
    kind: Literal["attachment", "transcript"]
    to: Hash
    source: Hash
    name: Text
    stated: bool


class _List(Struct, forbid_unknown_fields=True):
    form: Literal["csl", "ftm", "ofac", "table"]
    sources: Annotated[tuple[tuple[Text, Hash], ...], Meta(min_length=1)]
    private: bool
    name: Text
    date: Text
    whole: bool
    entries: dict[Text, int]
    problems: int

    def __post_init__(self) -> None:
        if self.private:
            raise ValueError("a private list does not leave its case")


class _Screening(Struct, forbid_unknown_fields=True):
    verdict: Literal["confirm", "reject"]
    organization: Node
    named: Text
    list: Text
    entry: Text
    name: Text
    state: Text
    stood: bool


class _Watch(Struct, forbid_unknown_fields=True):
    name: Text = ""
    asked: dict[str, Text] | None = None
    question: Text = ""
    params: dict[str, Text] | None = None
    dismisses: tuple[tuple[Text, ...], ...] | None = None
    row: dict[str, Text] | None = None
    statements: tuple[Text, ...] = ()
    grade: Text = ""
    sources: tuple[Hash, ...] = ()

    def __post_init__(self) -> None:
        forms = (self.asked, self.params, self.dismisses, self.row)
        if sum(form is not None for form in forms) != 1:
            raise ValueError("it is a watch or a dismissal")
        if bool(self.question) != (self.params is not None or self.row is not None):
            raise ValueError("a question has parameters, or a row that is dismissed")
        if any(len(hop) != 4 for hop in self.dismisses or ()):
            raise ValueError("a hop has a type, two ends, and a part")


class _Edition(Struct, forbid_unknown_fields=True):
    name: Text
    revision: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
    digest: Text


_BODIES: Mapping[str, Any] = {
    "judgement": _Judgement,
    "amendment": _Amendment,
    "translation": _Translation,
    "forget": _Gone,
    "erase": _Gone,
    "undo": _Undo,
    "catalogue": _Catalogue,
    "capture": _Capture,
    "binding": _Binding,
    "list": _List,
    "screening": _Screening,
    "watch": _Watch,
    "edition": _Edition,
}
"""What a body must be, by kind; that of any other kind decides nothing."""


class _Row(Struct, forbid_unknown_fields=True):
    id: Uid
    kind: str
    at: Time
    by: Text
    why: Text
    body: dict[str, Any]


def read(line: bytes) -> LogRow:
    """Return the row of one line of JSON. Raises CaseError saying what is wrong."""
    if len(line) > LONGEST_LINE:
        raise CaseError(f"it is longer than {LONGEST_LINE:,} bytes")
    try:
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CaseError(f"it is not JSON: {error}") from error
    return row(given)


def row(given: object) -> LogRow:
    """Return a row given as JSON values. Raises CaseError saying what is wrong."""
    try:
        found = msgspec.convert(given, _Row)
        if found.kind not in KINDS:
            raise CaseError(f"{_short(found.kind)} is no kind of log row")
        msgspec.convert(found.body, _BODIES.get(found.kind, dict[str, Any]))
    except (msgspec.ValidationError, RecursionError) as error:
        raise CaseError(_plain(str(error))) from error
    if int(found.id[:16], 16) > time.time_ns() + LATEST_NS:
        raise CaseError("its id is of a day more than a year ahead")
    return LogRow(found.id, found.kind, found.at, found.by, found.why, found.body)


def line(row: LogRow) -> bytes:
    """Return a row as the line of JSON that `read` takes."""
    return msgspec.json.encode(given(row)) + b"\n"


def given(row: LogRow) -> dict[str, Any]:
    """Return a row as the JSON values that `row` takes."""
    return {
        "id": row.uid,
        "kind": row.kind,
        "at": row.at,
        "by": row.by,
        "why": row.why,
        "body": dict(row.body),
    }


def is_equal(one: LogRow, other: LogRow) -> bool:
    """Say whether two rows of one id say the same."""
    return canonical(given(one)) == canonical(given(other))


def _plain(error: str) -> str:
    """Return a validation error in words a person knows, bounded."""
    text = error.replace("Object missing required field", "it lacks the field")
    text = text.replace("Object contains unknown field", "it has the unknown field")
    text = re.sub(r"matching regex '[^']*'", "of the right form", text)
    return _short(text, quoted=False)


def _short(text: str, *, quoted: bool = True) -> str:
    kept = text if len(text) <= 200 else f"{text[:200]}..."
    return repr(kept) if quoted else kept
