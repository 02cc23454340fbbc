"""A release opened for questions: its place, its tender, its parties, its values.

Every question answers with nothing where the record has nothing usable.
"""

import re
from collections.abc import Mapping

from graphkit.evidence import Evidence
from graphkit.identity import is_number, tender_uid
from graphkit.loaders.ocds.fields import (
    Fields,
    amount_in,
    day_in,
    listed,
    mapping,
    scalar,
    tax_in,
    translations,
    trimmed,
)
from graphkit.loaders.ocds.packages import Published
from graphkit.loaders.ocds.parties import Parties
from graphkit.statements import (
    Amount,
    Day,
    Mention,
    Record,
    Statement,
    TenderRef,
    quote_of,
)

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)

_UUID_LENGTH = 36


class Release:
    """One release. `at` is the locator of its record, `tender` its process.

    `sole_lot` is the lot of a tender with one only: an award that names none is of it.
    `translated` tells that it has texts in several languages, `moves` where the values
    of a versioned release stand.
    """

    __slots__ = (
        "at",
        "awards",
        "buyers",
        "contracts",
        "fields",
        "moves",
        "parties",
        "publisher",
        "request",
        "request_stage",
        "sole_lot",
        "source",
        "tender",
        "translated",
    )

    def __init__(self, record: Record) -> None:
        """Open the release that a record of `ocds` holds."""
        published = record.fields
        assert isinstance(published, Published)
        fields = published.release
        self.source, self.at, self.fields = record.source, record.locator, fields
        self.request = mapping(fields.get("tender"))
        self.moves, self.translated = published.moves, published.translated
        self.publisher = published.publisher or self.source
        self.parties = Parties(fields, self.at, translated=published.translated)
        self.awards = listed(fields, "awards")
        self.contracts = [
            *listed(fields, "contracts"),
            *listed(fields, "contract"),  # so in compiled releases of Paraguay
        ]
        self.sole_lot = self._sole_lot()
        self.request_stage = self._request_stage()
        self.buyers = self._buyers()
        self.tender = self._tender(published)

    def evidence(self, locator: str, text: str) -> Evidence:
        """Quote a whole text but for the white space around it."""
        start, end = trimmed(text)
        return Evidence(self.source, self.at + locator, start, end, text[start:end])

    def quote(self, said: Mention | Amount | Day) -> Evidence:
        """Quote what was read; in a structured source the locator shows its role."""
        return quote_of(self.source, said)

    def texts(self, owner: Fields, key: str) -> list[tuple[str, str]]:
        """Return (key, text) of a text, then of its translations."""
        text = owner.get(key)
        own = [(key, text)] if isinstance(text, str) and text.strip() else []
        if not self.translated:
            return own
        language = scalar(self.fields.get("language"))
        return [*own, *translations(owner, key, language)]

    def amount(self, locator: str, owner: Fields, key: str = "value") -> Amount | None:
        """Return the money at `key` of an object; None where it says no number.

        An amount that is no number keeps its text, with an empty value.
        """
        money = mapping(owner.get(key))
        text = scalar(money.get("amount"))
        if not text.strip():
            return None
        currency, at = scalar(money.get("currency")), f"{self.at}{locator}/{key}"
        tax = tax_in(money, at) if len(money) > 2 else None  # most say nothing more
        return amount_in(text, currency, f"{at}/amount", tax)

    def day(self, locator: str, said: object) -> Day | None:
        """Return the date at a locator as it stands there, without its time of day."""
        return day_in(said, self.at + locator) if isinstance(said, str) else None

    def process_of(self, ocid: str) -> str:
        """Return what names a process everywhere; an id without a prefix does not."""
        if not ocid or ocid.lower().startswith("ocds-"):
            return ocid
        return f"{self.publisher}:{ocid}"

    def value(
        self,
        kind: str,
        evidence: Evidence,
        *,
        part: str = "",
        stage: str = "",
        amount: Amount | None = None,
        date: Day | None = None,
    ) -> Statement:
        """Return a statement that gives a value of the tender."""
        return Statement(
            kind, self.tender, None, None, evidence, part, stage, "", amount, date
        )

    def _sole_lot(self) -> str:
        lots = listed(self.request, "lots")
        return scalar(lots[0][1].get("id")) if len(lots) == 1 else ""

    def _request_stage(self) -> str:
        status = scalar(self.request.get("status"))
        if stage := TENDER_STAGES.get(status.lower()):
            return stage
        tags = self.fields.get("tag")
        is_plan = isinstance(tags, list) and "planning" in tags and len(tags) == 1
        return "planned" if is_plan else "tendered"

    def _buyers(self) -> list[Mention]:
        """Return who buys: those the record calls buyer, else the procuring entity."""
        buyer = mapping(self.fields.get("buyer"))
        found = self._mentions("/buyer", buyer, "buyer")
        if found:
            return found
        entity = mapping(self.request.get("procuringEntity"))
        return self._mentions("/tender/procuringEntity", entity, "procuringEntity")[:1]

    def _mentions(self, at: str, reference: Fields, role: str) -> list[Mention]:
        """Return who a reference names, then the other parties in its role."""
        named = scalar(reference.get("id"))
        found: dict[str, Mention] = {}
        if mention := self.parties.mention(at, reference):
            found[mention.text] = mention
        for where, party in self.parties.in_role(role):
            if found and named and scalar(party.get("id")) == named:
                continue
            if mention := self.parties.mention(where, party):
                found.setdefault(mention.text, mention)
        return list(found.values())

    def _tender(self, published: Published) -> TenderRef:
        ocid = scalar(self.fields.get("ocid")) or published.process
        number = scalar(self.request.get("id"))
        first, last = trimmed(number)
        number = number[first:last]
        is_ocid = bool(ocid) and number.startswith(ocid)
        is_random = len(number) >= _UUID_LENGTH and _UUID.search(number)
        if is_ocid or is_random or not is_number(number):
            number = ""
        title_at, title = self._title()
        start, end = trimmed(title)
        return TenderRef(
            tender_uid(
                process=self.process_of(ocid),
                number=number,
                buyer=self.buyers[0].text if self.buyers else "",
                source=self.source,
                locator=self.at,
            ),
            number,
            title[start:end],
            (f"{self.at}/tender/id", first) if number else ("", 0),
            (self.at + title_at, start) if title else ("", 0),
            (("ocid", ocid),) if ocid else (),
        )

    def _title(self) -> tuple[str, str]:
        """Return where the tender's title is, and the title.

        Where the tender has none, that of the release, or of the only award or
        contract, stands for it.
        """
        owners: list[tuple[str, Fields]] = [
            ("/tender", self.request),
            ("", self.fields),
        ]
        deals = self.awards or self.contracts
        if len(deals) == 1:
            owners += deals
        for at, owner in owners:
            for key, text in self.texts(owner, "title"):
                return f"{at}/{key}", text
        return "", ""


TENDER_STAGES: Mapping[str, str] = {
    "planning": "planned",
    "planned": "planned",
    "active": "tendered",
    "complete": "tendered",
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
    "unsuccessful": "failed",
}
"""What tender.status says of the stage. Complete says that it closed, not how."""
