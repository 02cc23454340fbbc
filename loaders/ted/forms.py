"""The older schema, TED_EXPORT: the form in its original language.

Which elements say what is in the tables at the top: one row for a name of the schema.
R2.0.9 has short names, the defence forms of R2.0.8 long ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.layers.xml_page import Element, locator, name, text
from graphkit.loaders.ted.changes import changed, replaced
from graphkit.loaders.ted.notices import (
    Notice,
    amount,
    body,
    day,
    journal_number,
    quoted,
    seat,
    tender_of,
)
from graphkit.statements import (
    Address,
    Amount,
    Day,
    Ids,
    Mention,
    Passage,
    Statement,
)

ROOT = "TED_EXPORT"

KINDS = {
    "F01": ("prior_information", "planned"),
    "F02": ("contract_notice", "tendered"),
    "F03": ("award_notice", "awarded"),
    "F04": ("prior_information", "planned"),
    "F05": ("contract_notice", "tendered"),
    "F06": ("award_notice", "awarded"),
    "F07": ("qualification_system", "tendered"),
    "F08": ("buyer_profile", "planned"),
    "F12": ("design_contest", "tendered"),
    "F13": ("design_contest_result", "awarded"),
    "F14": ("change_notice", "tendered"),
    "F15": ("ex_ante_notice", "awarded"),
    "F20": ("modification_notice", "contracted"),
    "F21": ("social_notice", "tendered"),
    "F22": ("social_notice", "tendered"),
    "F23": ("concession_notice", "tendered"),
    "F24": ("concession_notice", "tendered"),
    "F25": ("concession_award", "awarded"),
    "T01": ("transport_notice", "planned"),
    "T02": ("transport_award", "awarded"),
    "16": ("prior_information", "planned"),
    "17": ("contract_notice", "tendered"),
    "18": ("award_notice", "awarded"),
}
"""What kind of notice a form is, and the stage it tells by itself."""

BUYERS = (
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY",
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL",
    "*//CA_CE_CONCESSIONAIRE_PROFILE",
)
NUMBERS = ("OBJECT_CONTRACT/REFERENCE_NUMBER", "*//FILE_REFERENCE_NUMBER")
TITLES = ("OBJECT_CONTRACT/TITLE", "*//TITLE_CONTRACT")
CHANGES = frozenset(("F14", "F20"))
"""Forms that change another notice, which may itself be a later one of its tender."""

CALLS = frozenset(("F02", "F05", "F12", "17"))
"""Forms that open one procedure. What came before may have announced several."""

EARLIER = (
    "PROCEDURE/NOTICE_NUMBER_OJ",
    "COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ",
    "*//CNT_NOTICE_INFORMATION_F18/NOTICE_NUMBER_OJ",
)
"""The notice that the tender began with, or that this one changes."""

BUDGETS = ("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL",)
DEADLINES = ("PROCEDURE/DATE_RECEIPT_TENDERS", "*//RECEIPT_LIMIT_DATE")
REQUESTS = (
    "OBJECT_CONTRACT/TITLE",
    "OBJECT_CONTRACT/SHORT_DESCR",
    "*//TITLE_CONTRACT",
    "*//SHORT_CONTRACT_DESCRIPTION",
)
AWARDS = ("AWARD_CONTRACT", "RESULTS/AWARDED_PRIZE", "*/AWARD_OF_CONTRACT_DEFENCE")
WINNERS = (
    "*//ADDRESS_CONTRACTOR",
    "*//ADDRESS_WINNER",
    "WINNER/ADDRESS_WINNER",
    "ECONOMIC_OPERATOR_NAME_ADDRESS",
)
LOTS = ("LOT_NO", "LOT_NUMBER")
CONTRACTS = ("CONTRACT_NO", "CONTRACT_NUMBER")
AWARD_TITLES = ("TITLE", "CONTRACT_TITLE")
VALUES = (
    "AWARDED_CONTRACT/VALUES/VAL_TOTAL",
    "AWARDED_CONTRACT/VALUE/VAL_TOTAL",
    "AWARDED_CONTRACT/VAL_TOTAL",
    "VAL_PRIZE",
    "CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE/VALUE_COST",
)
"""What was awarded; a range or an estimate is not an amount of the award."""

DAYS = (
    "AWARDED_CONTRACT/DATE_CONCLUSION_CONTRACT",
    "DATE_DECISION_JURY",
    "CONTRACT_AWARD_DATE",
)
_OJS = re.compile(r"(\d{4})/S\s*\d+\s*-\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Award:
    """One award of a form: the lot or award it is, who won, for how much, when."""

    element: Element
    part: str
    winners: tuple[Mention, ...]
    amount: Amount | None
    day: Day | None


def form(root: Element) -> Element | None:
    """Return the form in its original language, else the first there is."""
    section = root.find("{*}FORM_SECTION")
    every = [] if section is None else [e for e in section if e.get("FORM")]
    originals = [e for e in every if e.get("CATEGORY") == "ORIGINAL"]
    return next(iter(originals or every), None)


def _translations(root: Element, found: Element) -> Iterator[Element]:
    """Yield the form in the other languages it comes in."""
    section = root.find("{*}FORM_SECTION")
    for other in () if section is None else section:
        if other is not found and other.get("FORM") == found.get("FORM"):
            yield other


def kind(root: Element) -> str:
    """Return what kind of notice a document is; '' where it has no form."""
    found = form(root)
    return "" if found is None else _kind(found)[0]


def address(root: Element) -> str:
    """Return where the notice is published, in its original language."""
    addresses = [text(e).strip() for e in root.iter("{*}URI_DOC")]
    return next(iter(addresses), "")


def state(root: Element, source: str) -> Iterator[Statement | Passage]:
    """Yield what the form says."""
    found = form(root)
    if found is None:
        return
    buyers = tuple(_bodies(found, BUYERS))
    notice = _notice(root, found, source, buyers)
    yield from _values(root, found, notice)
    for buyer in buyers:
        yield notice.relation("ISSUED", buyer)
    awards = tuple(_awards(found))
    for award in awards:
        yield from _awarded(notice, award, found.get("FORM") == "F15")
    yield from _codes(found, notice)
    yield from _texts(found, notice, awards)
    if found.get("FORM") in CHANGES:
        yield from replaced(found, notice)
        earlier = next(_each(found, EARLIER), None)
        yield from changed(notice, earlier, _ojs(_words(earlier)))


def _kind(found: Element) -> tuple[str, str]:
    kind, stage = KINDS.get(found.get("FORM") or "", ("notice", "tendered"))
    if stage == "tendered" and next(_each(found, AWARDS), None) is not None:
        stage = "awarded"  # F21 to F23 are both, a notice and its result
    return kind, stage


def _notice(
    root: Element, found: Element, source: str, buyers: tuple[Mention, ...]
) -> Notice:
    number, earlier = root.get("DOC_ID") or "", next(_each(found, EARLIER), None)
    if found.get("FORM") in CALLS:
        earlier = None
    own = _ojs(text(next(root.iter("{*}NO_DOC_OJS"), root))) or number
    process = _ojs(_words(earlier))
    ids = tuple(sorted({("notice", one) for one in (own, process) if one}))
    tender = tender_of(
        source,
        locator(root),
        f"ted:{process or own}" if process or own else "",
        next(_each(found, NUMBERS), None),
        next(_each(found, TITLES), None),
        buyers[0].text if buyers else "",
        ids,
    )
    return Notice(source, tender, _kind(found)[1])


def _words(element: Element | None) -> str:
    return "" if element is None else text(element)


def _ojs(words: str) -> str:
    """Return the number of a notice as 144335-2017 from 2017/S 075-144335."""
    found = _OJS.search(words)
    return journal_number(f"{found[2]}-{found[1]}") if found else ""


def _values(root: Element, found: Element, notice: Notice) -> Iterator[Statement]:
    for kind, names in (("title", TITLES), ("number", NUMBERS)):
        element = next(_each(found, names), None)
        said = getattr(notice.tender, kind)
        if element is not None and said:
            yield notice.value(kind, element)
    for other in _translations(root, found):
        for element in _each(other, TITLES):
            if text(element).strip():
                yield notice.value("title", element)
                break
    for element in root.iter("{*}DATE_PUB"):
        if published := day(element):
            yield notice.value("published_on", element, date=published)
            break
    for element in _each(found, DEADLINES):
        time = element.getnext()
        is_time = time is not None and name(time) == "TIME_RECEIPT_TENDERS"
        if ends := day(element, time if is_time else None):
            yield notice.value("deadline", element, date=ends)
    for element in _each(found, BUDGETS):
        if money := amount(element, element.get("CURRENCY") or ""):
            yield notice.value("budget", element, amount=money)
    for lot in _each(found, ("OBJECT_CONTRACT/OBJECT_DESCR",)):
        for element in _each(lot, ("VAL_OBJECT",)):
            part = _part(lot)
            if part and (money := amount(element, element.get("CURRENCY") or "")):
                yield notice.value("budget", element, part=part, amount=money)


def _awards(found: Element) -> Iterator[Award]:
    elements = list(_each(found, AWARDS))
    for number, element in enumerate(elements, 1):
        contract = next(_each(element, CONTRACTS), None)
        own = text(contract).strip() if contract is not None else ""
        part = _part(element)
        if not part and len(elements) > 1:
            part = f"award:{own or element.get('ITEM') or number}"
        money = next(_each(element, VALUES), None)
        currency = "" if money is None else _currency(money)
        yield Award(
            element,
            part,
            tuple(_bodies(element, WINNERS)),
            amount(money, currency),
            day(next(_each(element, DAYS), None)) or _split_day(element),
        )


def _part(element: Element) -> str:
    lot = next(_each(element, LOTS), None)
    words = " ".join(text(lot).split()) if lot is not None else ""
    return f"lot:{words}" if words else ""


def _currency(money: Element) -> str:
    parent = money.getparent()
    inherited = parent.get("CURRENCY") if parent is not None else ""
    return money.get("CURRENCY") or inherited or ""


def _split_day(element: Element) -> Day | None:
    """Return a date that is written as elements DAY, MONTH and YEAR."""
    written = element.find("{*}CONTRACT_AWARD_DATE")
    if written is None:
        return None
    pieces = (written.find(f"{{*}}{which}") for which in ("YEAR", "MONTH", "DAY"))
    said = quoted("", written)
    value = "-".join(
        text(piece).strip().zfill(2) for piece in pieces if piece is not None
    )
    return Day(value, said.quote, said.start, said.end, said.locator)


def _awarded(notice: Notice, award: Award, is_intended: bool) -> Iterator[Statement]:
    ended = _ended(award.element)
    if ended is not None:
        stage = "cancelled" if name(ended) == "PROCUREMENT_DISCONTINUED" else "failed"
        # The element says it by its name and is empty: the lot's title is quoted.
        for title in _each(award.element, (*AWARD_TITLES, *LOTS)):
            yield notice.value("status", title, part=award.part, stage=stage)
            break
        return
    for winner in award.winners:
        yield notice.relation(
            "AWARDED_TO",
            winner,
            part=award.part,
            stage="awarded",
            amount=award.amount,
            date=award.day,
        )
    day_element = next(_each(award.element, DAYS), None)
    if award.day and day_element is not None and text(day_element).strip():
        kind = "awarded_on" if is_intended else "signed_on"
        yield notice.value(kind, day_element, part=award.part, date=award.day)


def _ended(element: Element) -> Element | None:
    """Return what says that nothing was awarded."""
    names = ("PROCUREMENT_UNSUCCESSFUL", "PROCUREMENT_DISCONTINUED")
    found = (e for e in element.iter() if name(e) in names)
    return next(found, None)


def _texts(
    found: Element, notice: Notice, awards: tuple[Award, ...]
) -> Iterator[Passage]:
    stage = "tendered" if notice.stage == "awarded" else notice.stage
    yield from notice.passages(_each(found, REQUESTS), "request", "", stage)
    for lot in _each(found, ("OBJECT_CONTRACT/OBJECT_DESCR",)):
        texts = _each(lot, ("TITLE", "SHORT_DESCR"))
        yield from notice.passages(texts, "request", _part(lot), stage)
    for award in awards:
        if award.winners:
            titles = _each(award.element, AWARD_TITLES)
            yield from notice.passages(titles, "award", award.part, "awarded")


def _codes(found: Element, notice: Notice) -> Iterator[Statement]:
    """Yield the CPV codes of the form, each once in a lot."""
    seen: set[tuple[str, str]] = set()
    for element in found.iter("{*}CPV_CODE"):
        lot = next(element.iterancestors("{*}OBJECT_DESCR"), None)
        part = "" if lot is None else _part(lot)
        code = element.get("CODE") or ""
        if (code, part) not in seen:
            seen.add((code, part))
            yield from notice.codes(element, "CODE", part)


def _bodies(owner: Element, paths: tuple[str, ...]) -> Iterator[Mention]:
    """Yield the organisations in addresses, each name once."""
    seen: set[str] = set()
    for place in _each(owner, paths):
        official = next(place.iter("{*}OFFICIALNAME"), None)
        mention = body(official, _ids(place), _sits(place))
        if mention and mention.text not in seen:
            seen.add(mention.text)
            yield mention


def _ids(place: Element) -> Ids:
    national = next(place.iter("{*}NATIONALID"), None)
    number = " ".join(text(national).split()) if national is not None else ""
    if not any(char.isdigit() for char in number):
        return ()
    return ((f"{_country(place) or 'XX'}-NATIONALID", number),)


def _sits(place: Element) -> Address | None:
    street = next(place.iter("{*}ADDRESS"), None)
    said = (next(place.iter(f"{{*}}{name}"), None) for name in ("TOWN", "POSTAL_CODE"))
    return seat(street, [_words(one) for one in said], _country(place))


def _country(place: Element) -> str:
    country = next(place.iter("{*}COUNTRY"), None)
    return (country.get("VALUE") if country is not None else "") or ""


def _each(owner: Element, paths: tuple[str, ...]) -> Iterator[Element]:
    """Yield the elements at some paths of local names, path by path."""
    for path in paths:
        steps = path.replace("*//", ".//").split("/")
        wild = "/".join(
            step if step in ("", ".", "*") else f"{{*}}{step}" for step in steps
        )
        yield from owner.iterfind(wild)
