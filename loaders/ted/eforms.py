"""eForms: UBL notices with the EU's extension, since 2022.

Organisations stand in the extension and are referred to by ids (ORG-, TPA-, TEN-); a
value is one tenderer's for one lot. Business terms (BT-) are those of the eForms SDK.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphkit.layers.xml_page import Element, locator, name, text
from graphkit.loaders.ted.changes import changed
from graphkit.loaders.ted.notices import (
    Notice,
    amount,
    body,
    day,
    journal_number,
    quoted_or_none,
    seat,
    tender_of,
    words_at,
)
from graphkit.statements import Address, Ids, Mention, Passage, Statement

KINDS = {
    "ContractAwardNotice": ("award_notice", "awarded"),
    "ContractNotice": ("contract_notice", "tendered"),
    "PriorInformationNotice": ("prior_information", "planned"),
}
REGISTRATION = "BusinessRegistrationInformationNotice"
"""Registers a body: a record that says nothing of a purchase."""

CHOSEN = "selec-w"
"""winner-selection-status: at least one winner was chosen (BT-142)."""

ENDED = {"clos-nw": "failed"}
MODIFIED = "can-modif"
CHANGED = ".//{*}Changes/{*}ChangedNoticeIdentifier"
"""The notice that this one changes (BT-758): its id with version, or its number."""
DOCUMENTS = (
    "{*}TenderingTerms/{*}CallForTendersDocumentReference/{*}Attachment/"
    "{*}ExternalReference/{*}URI"
)
_COUNTRY = "{*}PostalAddress/{*}Country/{*}IdentificationCode"
_PLACES = ("CityName", "PostalZone", "AdditionalStreetName")
_RESULT = ".//{*}NoticeResult"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one tendering party offered for a lot: who, for how much, did it win."""

    lot: str
    bodies: tuple[Mention, ...]
    subcontractors: tuple[Mention, ...]
    value: Element | None
    is_chosen: bool
    signed: Element | None


def kind(root: Element) -> str:
    """Return what kind of notice a document is; '' for none that is known."""
    if name(root) == REGISTRATION:
        return "business_registration"
    found = KINDS.get(name(root), ("", ""))[0]
    subtype = words_at(root, ".//{*}NoticeTypeCode")
    return "modification_notice" if subtype.startswith(MODIFIED) else found


def state(root: Element, source: str) -> Iterator[Statement | Passage]:
    """Yield what the notice says."""
    if name(root) not in KINDS:
        return
    bodies = dict(_organisations(root))
    buyers = tuple(_buyers(root, bodies))
    notice = _notice(root, source, buyers)
    yield from _values(root, notice)
    for buyer in buyers:
        yield notice.relation("ISSUED", buyer)
    yield from _agents(root, notice, bodies)
    yield from _results(root, notice, bodies)
    yield from _described_by(root, notice)
    yield from _texts(root, notice)
    for other in root.iterfind(CHANGED):
        yield from changed(notice, other, journal_number(text(other)))


def _notice(root: Element, source: str, buyers: tuple[Mention, ...]) -> Notice:
    process = words_at(root, "{*}ContractFolderID")  # BT-04
    number = root.find("{*}ProcurementProject/{*}ID[@schemeName='InternalID']")
    tender = tender_of(
        source,
        locator(root),
        f"eforms:{process}" if process else "",
        number,
        root.find("{*}ProcurementProject/{*}Name"),
        buyers[0].text if buyers else "",
        _tender_ids(root, process),
    )
    return Notice(source, tender, KINDS[name(root)][1])


def _tender_ids(root: Element, process: str) -> Ids:
    """Return the procedure and the notice itself (BT-701, BT-757, OPP-010)."""
    own = words_at(root, "{*}ID[@schemeName='notice-id']")
    version = words_at(root, "{*}VersionID")
    notices = (f"{own}-{version}" if own and version else "", _published_as(root))
    ids = (("eforms", process), *(("notice", one) for one in notices))
    return tuple(sorted({(scheme, value) for scheme, value in ids if value}))


def _published_as(root: Element) -> str:
    return journal_number(words_at(root, ".//{*}Publication/{*}NoticePublicationID"))


def _organisations(root: Element) -> Iterator[tuple[str, Mention]]:
    """Yield the organisations by their ids in the notice (OPT-200)."""
    for company in root.iterfind(".//{*}Organizations/{*}Organization/{*}Company"):
        key = words_at(company, "{*}PartyIdentification/{*}ID")
        named = company.find("{*}PartyName/{*}Name")
        mention = body(named, _ids(company), _seat(company))
        if key and mention:
            yield key, mention


def _ids(company: Element) -> Ids:
    number = " ".join(words_at(company, "{*}PartyLegalEntity/{*}CompanyID").split())
    country = words_at(company, _COUNTRY)
    if not any(char.isdigit() for char in number):
        return ()
    return ((f"{country or 'XX'}-NATIONALID", number),)


def _seat(company: Element) -> Address | None:
    """Return where an organisation sits (BT-510, BT-513, BT-512, BT-514)."""
    street = company.find("{*}PostalAddress/{*}StreetName")
    said = [words_at(company, f"{{*}}PostalAddress/{{*}}{name}") for name in _PLACES]
    *places, inside = said
    return seat(street, places, words_at(company, _COUNTRY), inside)


def _buyers(root: Element, bodies: Mapping[str, Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for party in root.iterfind("{*}ContractingParty/{*}Party"):
        key = words_at(party, "{*}PartyIdentification/{*}ID")
        mention = bodies.get(key) or body(party.find("{*}PartyName/{*}Name"))
        if mention and mention.text not in seen:
            seen.add(mention.text)
            yield mention


def _agents(
    root: Element, notice: Notice, bodies: Mapping[str, Mention]
) -> Iterator[Statement]:
    """Yield who runs the procedure for the buyer (service provider, OPT-300)."""
    path = "{*}ContractingParty/{*}Party/{*}ServiceProviderParty/{*}Party"
    for party in root.iterfind(path):
        mention = bodies.get(words_at(party, "{*}PartyIdentification/{*}ID"))
        if mention:
            yield notice.relation("HANDLED_BY", mention)


def _values(root: Element, notice: Notice) -> Iterator[Statement]:
    project = root.find("{*}ProcurementProject")
    if project is not None:
        for kind, path in (
            ("title", "{*}Name"),
            ("number", "{*}ID[@schemeName='InternalID']"),
        ):
            for element in project.iterfind(path):  # a title in every language
                if getattr(notice.tender, kind) and text(element).strip():
                    yield notice.value(kind, element)
    published = root.find(".//{*}Publication/{*}PublicationDate")
    for element in (published, root.find("{*}IssueDate")):
        if element is not None and (said := day(element)):
            yield notice.value("published_on", element, date=said)
            break
    yield from _budget(project, notice, "")
    for lot in root.iterfind("{*}ProcurementProjectLot"):
        yield from _lot(lot, notice)


def _lot(lot: Element, notice: Notice) -> Iterator[Statement]:
    part = f"lot:{words_at(lot, '{*}ID')}"
    yield from _budget(lot.find("{*}ProcurementProject"), notice, part)
    for period in lot.iterfind(".//{*}TenderSubmissionDeadlinePeriod"):
        ends = period.find("{*}EndDate")
        if ends is not None and (said := day(ends, period.find("{*}EndTime"))):
            yield notice.value("deadline", ends, part=part, date=said)


def _budget(project: Element | None, notice: Notice, part: str) -> Iterator[Statement]:
    path = "{*}RequestedTenderTotal/{*}EstimatedOverallContractAmount"  # BT-27
    element = None if project is None else project.find(path)
    if element is not None:
        money = amount(element, element.get("currencyID") or "")
        if money:
            yield notice.value("budget", element, part=part, amount=money)


def _results(
    root: Element, notice: Notice, bodies: Mapping[str, Mention]
) -> Iterator[Statement]:
    result = root.find(_RESULT)
    if result is None:
        return
    for offer in _offers(result, bodies):
        money = offer.value
        said = None if money is None else amount(money, money.get("currencyID") or "")
        signed = None if offer.signed is None else day(offer.signed)
        kind, stage = ("AWARDED_TO", "awarded") if offer.is_chosen else ("BID_ON", "")
        for mention in offer.bodies:
            yield notice.relation(
                kind, mention, part=offer.lot, stage=stage, amount=said, date=signed
            )
        if offer.is_chosen:
            for mention in offer.subcontractors:
                yield notice.relation("SUBCONTRACTED_TO", mention, part=offer.lot)
            if signed and offer.signed is not None:
                yield notice.value(
                    "signed_on", offer.signed, part=offer.lot, date=signed
                )
    yield from _ended(result, notice)


def _ended(result: Element, notice: Notice) -> Iterator[Statement]:
    for lot in result.iterfind("{*}LotResult"):
        code = lot.find("{*}TenderResultCode")
        stage = "" if code is None else ENDED.get(text(code).strip(), "")
        if code is not None and stage:
            part = f"lot:{words_at(lot, '{*}TenderLot/{*}ID')}"
            yield notice.value("status", code, part=part, stage=stage)


def _offers(result: Element, bodies: Mapping[str, Mention]) -> Iterator[Offer]:
    parties = {
        words_at(one, "{*}ID"): one for one in result.iterfind("{*}TenderingParty")
    }
    contracts = tuple(result.iterfind("{*}SettledContract"))
    signed = {
        words_at(reference, "{*}ID"): _signed(contract)
        for contract in contracts
        for reference in contract.iterfind("{*}LotTender")
    }
    chosen = signed.keys() | _ranked_first(result)
    for offer in result.iterfind("{*}LotTender"):
        key = words_at(offer, "{*}ID")
        party = parties.get(words_at(offer, "{*}TenderingParty/{*}ID"))
        if party is None:
            continue
        yield Offer(
            f"lot:{words_at(offer, '{*}TenderLot/{*}ID')}",
            tuple(_referred(party, "{*}Tenderer", bodies)),
            tuple(_referred(party, "{*}SubContractor", bodies)),
            offer.find("{*}LegalMonetaryTotal/{*}PayableAmount"),  # BT-720
            key in chosen,
            signed.get(key),
        )


def _signed(contract: Element) -> Element | None:
    """Return when a contract was concluded (BT-145), else when it was decided."""
    for path in ("{*}IssueDate", "{*}AwardDate"):
        if quoted_or_none("", found := contract.find(path)):
            return found
    return None


def _ranked_first(result: Element) -> set[str]:
    """Return the tenders of rank 1 for a lot with a winner, where no contract says."""
    won = {
        words_at(lot, "{*}TenderLot/{*}ID")
        for lot in result.iterfind("{*}LotResult")
        if words_at(lot, "{*}TenderResultCode") == CHOSEN
    }
    return {
        words_at(offer, "{*}ID")
        for offer in result.iterfind("{*}LotTender")
        if words_at(offer, "{*}RankCode") == "1"
        and words_at(offer, "{*}TenderLot/{*}ID") in won
    }


def _referred(
    party: Element, path: str, bodies: Mapping[str, Mention]
) -> Iterator[Mention]:
    for reference in party.iterfind(path):
        if mention := bodies.get(words_at(reference, "{*}ID")):
            yield mention


def _texts(root: Element, notice: Notice) -> Iterator[Passage]:
    stage = "tendered" if notice.stage == "awarded" else notice.stage
    project = root.find("{*}ProcurementProject")
    if project is not None:
        yield from notice.passages(_described(project), "request", "", stage)
    for lot in root.iterfind("{*}ProcurementProjectLot"):
        inner = lot.find("{*}ProcurementProject")
        if inner is not None:
            part = f"lot:{words_at(lot, '{*}ID')}"
            yield from notice.passages(_described(inner), "request", part, stage)
    for contract in root.iterfind(f"{_RESULT}/{{*}}SettledContract"):
        titles = contract.iterfind("{*}Title")
        yield from notice.passages(titles, "award", "", "awarded")


def _described_by(root: Element, notice: Notice) -> Iterator[Statement]:
    """Yield CPV codes (BT-262, BT-263), each once in a lot, and documents (BT-15)."""
    seen: set[tuple[str, str]] = set()
    for owner in (root, *root.iterfind("{*}ProcurementProjectLot")):
        part = "" if owner is root else f"lot:{words_at(owner, '{*}ID')}"
        for kind in ("Main", "Additional"):
            path = f"{{*}}ProcurementProject/{{*}}{kind}CommodityClassification"
            for code in owner.iterfind(f"{path}/{{*}}ItemClassificationCode"):
                said = (text(code).strip(), part)
                if code.get("listName", "cpv").lower() == "cpv" and said not in seen:
                    seen.add(said)
                    yield from notice.codes(code, part=part)
        for address in owner.iterfind(DOCUMENTS):
            if text(address).strip():
                yield notice.value("document", address, part=part)


def _described(project: Element) -> Iterator[Element]:
    """Yield titles and descriptions, in every language the notice has them in."""
    for path in ("{*}Name", "{*}Description"):
        yield from project.iterfind(path)
