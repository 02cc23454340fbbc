"""Who a reference in a release names, and by which identifiers."""

from collections.abc import Mapping

from graphkit import addresses
from graphkit.loaders.ocds.fields import (
    NOTHING,
    Fields,
    listed,
    mapping,
    scalar,
    translations,
    trimmed,
)
from graphkit.statements import Address, Ids, Mention

# Registers of companies, charities and public bodies, by country, as org-id.guide
# names them. Publishers write `GB-COH-01002610` for scheme and number in one.
_CODES: Mapping[str, str] = {
    "AU": "ABN ACN",
    "BE": "BCE_KBO",
    "BG": "EIK",
    "BR": "CNPJ",
    "CA": "CC CRA_ACR",
    "CH": "FDJP",
    "CL": "RUT",
    "CN": "SCC",
    "CO": "CCB RUE",
    "CR": "RPJ",
    "CZ": "ICO",
    "DE": "CR",
    "DK": "CVR",
    "EC": "RUC",
    "EE": "KMKR",
    "ES": "DIR3 RMC",
    "FI": "PRO",
    "FR": "RCS SIRENE SIRET",
    "GB": "CHC COH EDU GOR IRR LAC LAE LAS MPR NHS NIC PPON SC SHPE UKPRN",
    "GE": "NAPR",
    "GH": "DSW",
    "GT": "NIT",
    "HN": "RTN",
    "HR": "OIB",
    "HU": "AFA",
    "ID": "KHH",
    "IE": "CHY CRO",
    "IN": "MCA PAN",
    "IT": "CF RI",
    "JE": "JCR",
    "JP": "JCN",
    "KE": "RCO",
    "KR": "BRN",
    "LT": "RC",
    "LU": "RCS",
    "LV": "RE",
    "MD": "IDNO",
    "MX": "CPA RFC",
    "NG": "CAC",
    "NL": "KVK",
    "NO": "BRC",
    "NP": "CRO",
    "NZ": "NZBN",
    "PA": "PRP",
    "PE": "RUC",
    "PL": "KRS NIP REGON",
    "PT": "NIPC",
    "PY": "RUC",
    "RO": "CUI",
    "RS": "APR",
    "RU": "INN OGRN",
    "SE": "BLV",
    "SG": "ACRA",
    "SI": "TIN",
    "SK": "ORSR",
    "TR": "MERSIS",
    "TW": "TBN",
    "TZ": "BRLA",
    "UA": "EDR",
    "UG": "RSB",
    "US": "DUNS EIN SAM UEI",
    "UY": "DGI RUT",
    "XI": "DUNS GRID LEI PB ROR",
    "ZA": "CIP",
    "ZM": "PCR",
}
REGISTERS = frozenset(
    f"{country}-{code}" for country, codes in _CODES.items() for code in codes.split()
)
_PLACEHOLDERS = frozenset(
    (
        "",
        "-",
        "--",
        "0",
        "n/a",
        "na",
        "none",
        "null",
        "string",
        "unknown",
        "_no_aplica_",
    )
)


class Parties:
    """The parties of a release: `listed` in its order, by id, and by role.

    `at` is the release's locator.
    """

    __slots__ = (
        "_at",
        "_by_id",
        "_by_role",
        "_identifiers",
        "_language",
        "_translated",
        "listed",
    )

    def __init__(self, release: Fields, at: str, *, translated: bool) -> None:
        """Look through `parties`; of several with one id the first counts."""
        self._at, self._translated = at, translated
        self._language = scalar(release.get("language"))
        self._by_id: dict[str, tuple[str, Fields]] = {}
        self._by_role: dict[str, list[tuple[str, Fields]]] = {}
        self._identifiers: dict[str, Ids] = {}
        self.listed = listed(release, "parties")
        for where, party in self.listed:
            if key := scalar(party.get("id")):
                self._by_id.setdefault(key, (where, party))
            roles = party.get("roles")
            for role in roles if isinstance(roles, list) else ():
                if isinstance(role, str):
                    self._by_role.setdefault(role, []).append((where, party))

    def in_role(self, role: str) -> list[tuple[str, Fields]]:
        """Return the parties that have a role, with their locators."""
        return self._by_role.get(role, [])

    def mention(self, locator: str, reference: Fields) -> Mention | None:
        """Return the organisation a reference names; None where no name is left.

        Its locator is that of the name: at the reference, else at the party.
        """
        name = reference.get("name")
        where = f"{locator}/name"
        if not isinstance(name, str) or not name.strip():
            where, name = self._name(locator, reference)
            if not name:
                return None
        ids = self._ids(reference)
        return self._mention(where, name, ids, self._address(locator, reference))

    def named(self, locator: str, body: Fields, ids: Ids) -> Mention | None:
        """Return somebody who is no party, by the name given; None without one.

        An id is left out: it may be that of a party, who is somebody else.
        """
        name = body.get("name")
        if not isinstance(name, str) or not name.strip():
            return None
        return self._mention(f"{locator}/name", name, ids)

    def _mention(
        self, where: str, name: str, ids: Ids, sits: Address | None = None
    ) -> Mention:
        start, end = trimmed(name)
        text = name[start:end]
        return Mention("Organization", text, start, end, ids, self._at + where, sits)

    def _address(self, locator: str, reference: Fields) -> Address | None:
        """Return where an organisation sits: as the reference says, else its party."""
        for at, owner in ((locator, reference), self._party(reference)):
            if "address" in owner:
                return address(self._at + at, mapping(owner["address"]))
        return None

    def _name(self, locator: str, reference: Fields) -> tuple[str, str]:
        """Return where the name of an organisation is, and the name; '' for none."""
        at, party = self._party(reference)
        owners = [(locator, reference), (at, party)]
        legal = [
            (f"{place}/identifier", mapping(owner.get("identifier")))
            for place, owner in owners
        ]
        keyed = [*((*o, "name") for o in owners), *((*o, "legalName") for o in legal)]
        for place, owner, key in keyed:
            text = owner.get(key)
            if isinstance(text, str) and text.strip():
                return f"{place}/{key}", text
        for place, owner, key in keyed if self._translated else ():
            for name, text in translations(owner, key, self._language):
                return f"{place}/{name}", text
        return "", ""

    def _ids(self, reference: Fields) -> Ids:
        key = scalar(reference.get("id"))
        if "identifier" in reference and reference is not self._party(reference)[1]:
            return identifiers(reference, self._party(reference)[1])
        known = self._identifiers.get(key)
        if known is None:
            known = identifiers(reference, self._party(reference)[1])
            if key:
                self._identifiers[key] = known
        return known

    def _party(self, reference: Fields) -> tuple[str, Fields]:
        return self._by_id.get(scalar(reference.get("id")), ("", NOTHING))


def address(at: str, said: Fields) -> Address | None:
    """Return an address, which quotes its street; None where it has none."""
    street = scalar(said.get("streetAddress"))
    start, end = trimmed(street)
    if start == end:
        return None
    places = [scalar(said.get(name)) for name in ("locality", "region", "postalCode")]
    value = addresses.of_parts(street, places, scalar(said.get("countryName")))
    where = f"{at}/address/streetAddress"
    return Address(value, street[start:end], start, end, where)


def identifiers(reference: Fields, party: Fields) -> Ids:
    """Return the identifiers of a party and of the reference to it, sorted.

    Those without a scheme are left out: two publishers may give the same number.
    An id such as GB-COH-01002610 has its scheme in front.
    """
    found = _of_id(scalar(reference.get("id")))
    for owner in (reference, party):
        if "identifier" in owner:
            found += _identifier(owner["identifier"])
        for _, other in listed(owner, "additionalIdentifiers"):
            found += _identifier(other)
    return tuple(sorted(set(found))) if found else ()


def _of_id(text: str) -> Ids:
    country, _, rest = text.partition("-")
    register, _, number = rest.partition("-")
    if number.strip() and f"{country}-{register}" in REGISTERS:
        return ((f"{country}-{register}", number.strip()),)
    return ()


def _identifier(identifier: object) -> Ids:
    if not isinstance(identifier, dict):
        return ()
    scheme = scalar(identifier.get("scheme")).strip()
    number = scalar(identifier.get("id")).strip()
    if number.casefold() in _PLACEHOLDERS or scheme.casefold() in _PLACEHOLDERS:
        return ()
    return ((scheme, number.removeprefix(f"{scheme}-")),)
