"""What an explanation is made of: marks on texts, claims, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

ROLES: Mapping[str, str] = {
    "buyer": "who buys",
    "agency": "who handles it",
    "supplier": "who was awarded it",
    "bidder": "who has bid",
    "number": "number of the tender",
    "title": "what the tender is called",
    "budget": "budget",
    "ceiling": "highest price allowed",
    "amount": "amount of the award",
    "date": "a day",
    "status": "how far the tender is",
    "provider": "cloud",
    "chip": "chip",
    "model": "model",
    "product": "product",
    "quantity": "how many",
    "unit": "of what",
    "lot": "lot",
    "link": "another notice of it",
    "label": "label that the reader knows",
    "masked": "personal data, masked",
    "other": "read, and of no role in the graph",
}
"""The roles a span may have, as legends list and explain them."""

STATED, READ, PASSED = "stated", "read", "passed over"
"""What became of marked words: a statement, a field, or nothing, with the reason."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of reading as a person finds it again.

    `says` is what it looks for, `where` the table and row or part of the reader that
    holds it.
    """

    says: str
    where: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{self.says} ({self.where})" if self.where else self.says


@dataclass(frozen=True, slots=True)
class Mark:
    """Words `start:end` of one text, their role, and the rule that decided.

    `claim` is the number of the claim they stand in, 0 for none; `why` is why they
    were passed over. `field` is what the reader itself calls them.
    """

    role: str
    start: int
    end: int
    rule: Rule
    outcome: str = STATED
    claim: int = 0
    why: str = ""
    field: str = ""


def name_of(mark: Mark) -> str:
    """Return what a mark is called: its role, else what the reader calls it."""
    return mark.field if mark.role == "other" and mark.field else mark.role


@dataclass(frozen=True, slots=True)
class Text:
    """One text layer with its marks in order; personal data in `shown` is masked."""

    locator: str
    shown: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the record: what it says in one line, where, by which rule.

    `details` name what it says beside its words and the rule of each: amount, date,
    unit, modality. `commands` would change it, by what they do.
    """

    number: int
    key: str
    type: str
    role: str
    words: str
    locator: str
    start: int
    end: int
    rule: Rule
    details: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that may say what is missing: a command that adds it, a row that reads it.

    `row` is a line for `catalogue/notices/labels.csv`, '' where no label leads to them.
    """

    role: str
    type: str
    locator: str
    start: int
    end: int
    words: str
    because: str
    command: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A role that a record of its kind should have and that was not found."""

    role: str
    type: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """One record of a file explained; `holder` is a case that holds the file, or ''."""

    path: str
    source: str
    loader: str
    record: str
    kind: str
    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    missing: tuple[Missing, ...]
    picked: tuple[Offer, ...] = ()
    holder: str = ""
