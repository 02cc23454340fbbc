"""A case as FollowTheMoney entities: JSON objects, one a line, for other tools.

Made from the tables alone, without the library. Organisations and persons are what
resolution made of names; a Contract is a tender, a ContractAward one edge to a
supplier, with the words it rests on as its summary. Other relations are UnknownLinks
with a role, and what a tender speaks of (clouds, chips, models) its keywords.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.case import views
from graphkit.identity import digest
from graphkit.loaders.ftm.words import SCHEMES

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

Row = Mapping[str, Any]
Entity = dict[str, Any]

SCHEMA: Mapping[str, str] = {
    "company": "Company",
    "government": "PublicBody",
    "military": "PublicBody",
    "person": "Person",
    "university": "Organization",
    "institute": "Organization",
    "hospital": "Organization",
}
"""The schema of a body by its kind; of any other a LegalEntity."""

_PROPERTY = {scheme: name for name, scheme in SCHEMES.items()}
_LINKS = ("BID_ON", "HANDLED_BY", "SUBCONTRACTED_TO", "PART_OF", "RETENDER_OF")
_SPOKEN = ("VIA", "SEEKS", "AWARDS")


def entities(
    generation: "Generation", tenders: Sequence[str] | None = None
) -> Iterator[Entity]:
    """Yield a case's entities, those of one schema together, by their ids.

    With `tenders` (uids) only those, and whom they name.
    """
    asked = _Asked(generation, None if tenders is None else frozenset(tenders))
    contracts, awards = list(_contracts(asked)), list(_awards(asked))
    links = list(_links(asked))
    named = {row["uid"] for row in asked.rows("SELECT uid FROM Organization")}
    if tenders is not None:
        named &= asked.bodies
    owned = [row for row in asked.owned() if row["dst"] in named]
    named |= {row["src"] for row in owned}
    asked.sources |= {row["source"] for row in owned}
    assets = {row["dst"] for row in owned}
    yield from _bodies(asked, named, assets)
    yield from contracts
    yield from awards
    yield from map(_ownership, owned)
    yield from links
    yield from _sanctions(asked, named)
    yield from _documents(asked)


class _Asked:
    """The tables, asked of some tenders or all; what the answers name is remembered."""

    def __init__(
        self, generation: "Generation", tenders: frozenset[str] | None
    ) -> None:
        self._generation = generation
        self.tenders = tenders
        self.bodies: set[str] = set()
        self.sources: set[str] = set()

    def rows(self, query: str) -> Sequence[Row]:
        return views.run(self._generation, query)[1]

    def edges(self, kind: str) -> Iterator[Row]:
        """Yield the edges of a type that belong here, by their keys."""
        for row in self.rows(f"SELECT * FROM {kind} ORDER BY key"):
            ends = {row["src"], row["dst"], row["tender"]}
            if self.tenders is None or not self.tenders.isdisjoint(ends):
                self.bodies |= ends
                self.sources.add(row["source"])
                yield row

    def owned(self) -> list[Row]:
        """Return the live ownerships: of the case, all of them."""
        found = self.rows("SELECT * FROM OWNS ORDER BY key")
        return [row for row in found if row["effective_to"] is None]

    def here(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the tenders that belong here."""
        return (r for r in rows if self.tenders is None or r["uid"] in self.tenders)


def _bodies(asked: _Asked, named: set[str], assets: set[str]) -> Iterator[Entity]:
    other: dict[str, set[str]] = {}
    for row in asked.rows(
        "SELECT DISTINCT uid, text FROM names WHERE label = 'Organization'"
    ):
        other.setdefault(row["uid"], set()).add(row["text"])
    for row in asked.rows("SELECT * FROM Organization ORDER BY uid"):
        if row["uid"] not in named:
            continue
        schema = SCHEMA.get(row["kind"], "LegalEntity")
        if row["uid"] in assets:
            schema = "Company"  # nobody else can be owned there
        told = (row["name"], row["name_zh"], row["name_en"])
        names = dict.fromkeys(filter(None, told))
        aliases = sorted(other.get(row["uid"], set()) - set(names))
        yield _entity(
            row["uid"],
            schema,
            name=tuple(names),
            alias=aliases,
            country=_country(row["jurisdiction"]),
            **_numbers(row["identifiers"] or ()),
        )


def _numbers(identifiers: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identifier in identifiers:
        scheme, _, value = identifier.partition(":")
        if name := _PROPERTY.get(scheme):
            found.setdefault(name, []).append(value)
        else:
            said = value if scheme in ("GB-COH", "FR-SIREN") else identifier
            found.setdefault("registrationNumber", []).append(said)
    return found


def _contracts(asked: _Asked) -> Iterator[Entity]:
    authorities = _ends(asked, "ISSUED")
    keywords: dict[str, set[str]] = {}
    names = {
        row["uid"]: row["name"]
        for label in ("Provider", "Product", "Chip", "Model")
        for row in asked.rows(f"SELECT uid, name FROM {label}")
    }
    for kind in _SPOKEN:
        for row in asked.edges(kind):
            keywords.setdefault(row["src"], set()).add(names[row["dst"]])
    for row in asked.here(asked.rows("SELECT * FROM Tender ORDER BY uid")):
        is_cancelled = row["stage"] == "cancelled"
        yield _entity(
            row["uid"],
            "Contract",
            title=row["name"],
            authority=sorted(map(_id, authorities.get(row["uid"], ()))),
            procedureNumber=row["number"],
            contractDate=row["signed_on"] and row["signed_on"].isoformat(),
            status=row["stage"],
            cancelled="true" if is_cancelled else "",
            keywords=sorted(keywords.get(row["uid"], ())),
        )


def _ends(asked: _Asked, kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in asked.edges(kind):
        found.setdefault(row["dst"], set()).add(row["src"])
    return found


def _awards(asked: _Asked) -> Iterator[Entity]:
    for row in asked.edges("AWARDED_TO"):
        yield _entity(
            _key("award", row),
            "ContractAward",
            contract=_id(row["src"]),
            supplier=_id(row["dst"]),
            lotNumber=row["part"].removeprefix("lot:").replace("?", ""),
            date=row["date_text"],
            amount=row["amount_text"],
            currency=row["currency"],
            **_evidence(row),
        )


def _ownership(row: Row) -> Entity:
    share = "" if row["share"] is None else f"{row['share']:g}"
    return _entity(
        _key("owns", row),
        "Ownership",
        owner=_id(row["src"]),
        asset=_id(row["dst"]),
        percentage=share,
        startDate=row["effective_from"] and row["effective_from"].isoformat(),
        **_evidence(row),
    )


def _links(asked: _Asked) -> Iterator[Entity]:
    for kind in _LINKS:
        for row in asked.edges(kind):
            yield _entity(
                _key("link", row),
                "UnknownLink",
                subject=_id(row["src"]),
                object=_id(row["dst"]),
                role=kind.lower().replace("_", " "),
                date=row["date_text"],
                **_evidence(row),
            )


def _sanctions(asked: _Asked, named: set[str]) -> Iterator[Entity]:
    lists = {r["uid"]: r["name"] for r in asked.rows("SELECT uid, name FROM List")}
    for row in asked.rows("SELECT * FROM LISTED_ON ORDER BY key"):
        if row["src"] in named:
            yield _entity(
                _key("listed", row),
                "Sanction",
                entity=_id(row["src"]),
                program=lists.get(row["dst"], ""),
                listingDate=row["listed_on"] and row["listed_on"].isoformat(),
                endDate=row["delisted_on"] and row["delisted_on"].isoformat(),
                summary=row["quote"],
            )


def _documents(asked: _Asked) -> Iterator[Entity]:
    """Yield the sources that anything rests on, by the names they came under."""
    for row in asked.rows("SELECT * FROM sources ORDER BY source"):
        if row["source"] in asked.sources:
            yield _entity(
                row["source"],
                "Document",
                fileName=row["path"],
                summary=f"SHA-256 {row['source']}; {row['provenance']}",
            )


def _evidence(row: Row) -> dict[str, str]:
    """Return the words an edge rests on, their place, document and provenance."""
    return {
        "summary": row["quote"],
        "recordId": row["locator"],
        "proof": _id(row["source"]) if row["source"] else "",
        "status": row["provenance"] if row["provenance"] != "primary" else "",
    }


def _country(code: str) -> str:
    return code.lower() if len(code) == 2 else ""


def _id(uid: str) -> str:
    """Return a uid in the letters that ids of entities may have."""
    return f"graphkit-{uid.replace(':', '-')}"


def _key(kind: str, row: Row) -> str:
    return f"{kind}:{digest(row['key'])}"


def _entity(uid: str, schema: str, **properties: Any) -> Entity:
    """Return an entity without its empty properties, each a list of texts."""
    told = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in properties.items()
        if value
    }
    return {"id": _id(uid), "schema": schema, "properties": told}
