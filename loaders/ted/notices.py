"""What both schemas share: a notice, its tender, and how elements are quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from graphkit import addresses, taxes
from graphkit.classified import classified
from graphkit.evidence import NAME_OF, Evidence
from graphkit.identity import is_number, tender_uid
from graphkit.layers.xml_page import Element, locator, name, text
from graphkit.statements import (
    Address,
    Amount,
    Day,
    Ids,
    Mention,
    Passage,
    Said,
    Statement,
    Tax,
    TenderRef,
    quote_of,
)

_TAXES = {"EXCLUDING_VAT": taxes.EXCLUDED, "INCLUDING_VAT": taxes.INCLUDED}
_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"\s*(\d{2}:\d{2})")
_JOURNAL = re.compile(r"\s*(\d{1,8})-(\d{4})\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of one tender; `stage` is how far its kind says that it came."""

    source: str
    tender: TenderRef
    stage: str

    def quote(self, element: Element) -> Evidence:
        """Quote the text of an element but for the white space around it."""
        return quoted(self.source, element)

    def value(
        self,
        kind: str,
        element: Element,
        *,
        part: str = "",
        stage: str = "",
        amount: Amount | None = None,
        date: Day | None = None,
    ) -> Statement:
        """Return a statement that gives a value of the tender."""
        evidence = self.quote(element)
        return Statement(
            kind, self.tender, None, None, evidence, part, stage, "", amount, date
        )

    def relation(
        self,
        kind: str,
        body: Mention,
        *,
        part: str = "",
        stage: str = "",
        amount: Amount | None = None,
        date: Day | None = None,
    ) -> Statement:
        """Return a statement about a body; ISSUED and BID_ON begin at it."""
        evidence = quote_of(self.source, body)
        begins = kind in ("ISSUED", "BID_ON")
        subject, other = (body, None) if begins else (None, body)
        return Statement(
            kind, self.tender, subject, other, evidence, part, stage, "", amount, date
        )

    def codes(
        self, element: Element, at: str = "", part: str = ""
    ) -> Iterator[Statement]:
        """Yield the CPV codes of an element, or of an attribute of it."""
        said = element.get(at) if at else text(element)
        where = f"{locator(element)}/@{at}" if at else locator(element)
        yield from classified(self.tender, self.source, where, said or "", "CPV", part)

    def passages(
        self, elements: Iterator[Element], said: Said, part: str = "", stage: str = ""
    ) -> Iterator[Passage]:
        """Yield the text of elements, in which terms are to be found."""
        for element in elements:
            if words := text(element):
                yield Passage(
                    self.tender,
                    self.source,
                    locator(element),
                    words,
                    said=said,
                    part=part,
                    stage=stage or self.stage,
                )


def tender_of(
    source: str,
    record: str,
    process: str,
    number: Element | None,
    title: Element | None,
    buyer: str,
    ids: Ids = (),
) -> TenderRef:
    """Return the tender of a notice: by its process, else by number and buyer."""
    own, told = quoted_or_none(source, number), quoted_or_none(source, title)
    shown = own.quote if own and is_number(own.quote) else ""
    return TenderRef(
        tender_uid(
            process=process, number=shown, buyer=buyer, source=source, locator=record
        ),
        shown,
        told.quote if told else "",
        (own.locator, own.start) if own and shown else ("", 0),
        (told.locator, told.start) if told else ("", 0),
        ids,
    )


def quoted(source: str, element: Element) -> Evidence:
    """Quote the text of an element but for the white space around it."""
    words = text(element)
    start = len(words) - len(words.lstrip())
    end = max(start, len(words.rstrip()))
    return Evidence(source, locator(element), start, end, words[start:end])


def quoted_or_none(source: str, element: Element | None) -> Evidence | None:
    """Quote an element that may not be there, or may be empty."""
    found = quoted(source, element) if element is not None else None
    return found if found and found.quote else None


def words_at(owner: Element, path: str) -> str:
    """Return the words of the first element at a path; '' where there is none."""
    found = owner.find(path)
    return text(found).strip() if found is not None else ""


def body(
    element: Element | None, ids: Ids = (), sits: Address | None = None
) -> Mention | None:
    """Return the organisation that an element names; None for none."""
    if element is None:
        return None
    said = quoted("", element)
    if not any(char.isalnum() for char in said.quote):
        return None
    return Mention(
        "Organization", said.quote, said.start, said.end, ids, said.locator, sits
    )


def seat(
    street: Element | None, places: Sequence[str], country: str, inside: str = ""
) -> Address | None:
    """Return an address, which quotes its street; None where it has none.

    `inside` is what else is said of the building: a floor, an office.
    """
    said = quoted_or_none("", street)
    if said is None:
        return None
    value = addresses.of_parts(f"{said.quote} {inside}", places, country)
    return Address(value, said.quote, said.start, said.end, said.locator)


def journal_number(words: str) -> str:
    """Return the number of a notice, in six digits where it is the journal's."""
    found = _JOURNAL.fullmatch(words)
    return f"{int(found[1]):06d}-{found[2]}" if found else words.strip()


def amount(element: Element | None, currency: str) -> Amount | None:
    """Return the money in an element; None where there is no number above 0."""
    if element is None:
        return None
    said = quoted("", element)
    written = element.get("FMTVAL") or said.quote  # R2.0.8: 5 187 816,63
    plain = written.replace(" ", "").replace("\u00a0", "")
    try:
        if not _NUMBER.fullmatch(plain) or not Decimal(plain):
            return None
    except InvalidOperation:
        return None
    known = currency if re.fullmatch(r"[A-Z]{3}", currency) else ""
    tax = _tax(element)
    return Amount(plain, known, said.quote, said.start, said.end, said.locator, tax)


def _tax(money: Element) -> Tax | None:
    """Return what the element beside an amount says of tax (R2.0.8), by its name.

    Later forms and eForms mean amounts without tax, but their notices do not say so.
    """
    beside = money.getparent()
    for other in () if beside is None else beside:
        if value := _TAXES.get(name(other)):
            said = name(other)
            return Tax(value, said, 0, len(said), f"{locator(other)}/{NAME_OF}")
    return None


def day(element: Element | None, time: Element | None = None) -> Day | None:
    """Return the date an element begins with; of a deadline with its time of day."""
    if element is None:
        return None
    words = text(element)
    found = _DAY.match(words)
    if not found:
        return None
    try:
        value = date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None
    if time is not None and (clock := _TIME.match(text(time))):
        value += f"T{clock[1]}"
    start, end = found.start(1), found.end()
    return Day(value, words[start:end], start, end, locator(element))
