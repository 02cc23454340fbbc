"""An explanation in a terminal: marks in brackets, in colours where there are some."""

import os
from collections.abc import Iterator, Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text as Styled

from graphkit.cli.printing import visible
from graphkit.explain.marks import (
    PASSED,
    READ,
    ROLES,
    STATED,
    Claim,
    Explained,
    Mark,
    Missing,
    Offer,
    Text,
    name_of,
)
from graphkit.explain.segments import Closing, Opening, pieces

STYLES: Mapping[str, str] = {
    "buyer": "bold blue",
    "agency": "cyan",
    "supplier": "bold yellow",
    "bidder": "yellow",
    "number": "magenta",
    "title": "magenta",
    "budget": "green",
    "ceiling": "green",
    "amount": "bold green",
    "date": "bright_blue",
    "status": "bright_magenta",
    "provider": "bold cyan",
    "chip": "bold red",
    "model": "bold magenta",
    "product": "bold bright_yellow",
    "quantity": "bright_green",
    "unit": "bright_green",
    "label": "underline",
    "masked": "reverse",
}
_FAINT = "dim"
LEGEND = (
    "‹label›  [3 buyer: words of statement 3]  [~field: words read, not stated]  "
    "[?role: words left, the reason is below]  ** masked"
)


class Printer:
    """Prints explanations; without colours where the stream or NO_COLOR asks so."""

    def __init__(self, stream: TextIO) -> None:
        """Look at the stream and the environment."""
        self._console = Console(
            file=stream,
            color_system=None if os.environ.get("NO_COLOR") else "auto",
            markup=False,
            highlight=False,
            emoji=False,
            soft_wrap=True,
        )

    def show(self, one: Explained, *, whole: bool = False) -> None:
        """Print a record: its text, what it says, what was left, what is missing."""
        self._title(f"{one.path}  {one.record}  ({one.loader}, {one.kind})")
        self._line(f"sha256 {one.source}", _FAINT)
        self._line(LEGEND, _FAINT)
        self._roles(one)
        for text in one.texts:
            self._console.print()
            if len(one.texts) > 1:
                self._line(text.locator, _FAINT)
            for line in lines(text, whole=whole):
                self._console.print(line)
        self._claims(one)
        self._left(one)
        self._missing(one)
        self._console.print()

    def _roles(self, one: Explained) -> None:
        used = {mark.role for text in one.texts for mark in text.marks}
        line = Styled("roles: ", _FAINT)
        for number, role in enumerate(role for role in ROLES if role in used):
            line.append("; " if number else "", _FAINT)
            line.append(role, STYLES.get(role, ""))
            line.append(f" {ROLES[role]}", _FAINT)
        self._console.print(line)

    def _claims(self, one: Explained) -> None:
        self._title("What it says")
        if not one.holder:
            self._line("Commands work in a case that holds this file (load).", _FAINT)
        for claim in one.claims:
            self._claim(claim)

    def _claim(self, claim: Claim) -> None:
        head = Styled(f"{claim.number:>3} {claim.type:<13}")
        head.append(_one_line(claim.words), STYLES.get(claim.role, ""))
        if claim.rejected:
            head.append("  rejected by a person", "red")
        self._console.print(head)
        self._line(f"    by {claim.rule}")
        for name, value in claim.details:
            self._line(f"    {name}: {value}", _FAINT)
        for name, line in claim.commands:
            self._line(f"    {name}: {line}", _FAINT)

    def _left(self, one: Explained) -> None:
        left = [
            (text, mark)
            for text in one.texts
            for mark in text.marks
            if mark.outcome == PASSED
        ]
        if left:
            self._title("Looked at and left")
        for text, mark in left:
            words = _one_line(text.shown[mark.start : mark.end])
            self._line(f"  [?{name_of(mark)}: {words}]  {mark.why}")
            self._line(f"    by {mark.rule}", _FAINT)

    def _missing(self, one: Explained) -> None:
        if one.missing:
            self._title("Not found in it")
        for missing in one.missing:
            self._role(missing)
        if one.picked:
            self._title("The words you named")
        for offer in one.picked:
            self._offer(offer)

    def _role(self, missing: Missing) -> None:
        words = "" if missing.offers else ": no words offer themselves"
        self._line(f"  {missing.role} ({ROLES.get(missing.role, 'a day')}){words}")
        for offer in missing.offers:
            self._offer(offer)

    def _offer(self, offer: Offer) -> None:
        self._line(f"    {_one_line(offer.words)}  ({offer.because})")
        self._line(f"    add: {offer.command}", _FAINT)
        if offer.row:
            self._line(f"    row of catalogue/notices/labels.csv: {offer.row}", _FAINT)

    def _title(self, text: str) -> None:
        self._console.print()
        self._line(text, "bold")

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Styled(visible(text), style))


def lines(text: Text, *, whole: bool) -> Iterator[Styled]:
    """Yield the lines of a marked text; those without marks as their number."""
    styled = marked(text)
    empty = 0
    for line in styled.split("\n", allow_blank=True):
        if not whole and not line.spans:
            empty += bool(line.plain.strip())
            continue
        if empty:
            yield Styled(f"… {empty} lines without marks", _FAINT)
        empty = 0
        yield line
    if empty:
        yield Styled(f"… {empty} lines without marks", _FAINT)


def marked(text: Text) -> Styled:
    """Return a text with its marks in brackets, everything in it made visible."""
    styled = Styled()
    styles: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, Opening):
            styles.append(_style(piece.marks[0]))
            styled.append(_before(piece.marks), styles[-1])
        elif isinstance(piece, Closing):
            styled.append(_after(piece.marks), styles.pop())
        else:
            styled.append(visible(piece.shown), styles[-1] if styles else "")
    return styled


def _style(mark: Mark) -> str:
    if mark.outcome == STATED or mark.role in ("label", "masked"):
        return STYLES.get(mark.role, _FAINT)
    return "dim italic"


def _before(marks: tuple[Mark, ...]) -> str:
    first = marks[0]
    if first.role == "masked":
        return ""
    if first.role == "label" and first.outcome == READ:
        return "‹"
    if first.outcome == STATED:
        told = dict.fromkeys(
            f"{mark.claim} {mark.role}" for mark in marks if mark.claim
        )
        return f"[{', '.join(told)}: "
    if first.outcome == READ:
        return f"[~{first.field or first.role}: "
    return f"[?{name_of(first)}: "


def _after(marks: tuple[Mark, ...]) -> str:
    if marks[0].role == "masked":
        return ""
    first = marks[0]
    return "›" if first.role == "label" and first.outcome == READ else "]"


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
