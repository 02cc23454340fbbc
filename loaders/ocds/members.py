"""The members of a release that are read, so that the decoder passes over the rest.

A release whose members have other types than these is decoded whole: publishers
mistype, and what they say is read all the same.
"""

from typing import Any, TypedDict

import msgspec


class Item(TypedDict, total=False):
    """An item of a tender, award or contract."""

    id: Any
    title: Any
    description: Any
    quantity: Any
    unit: Any
    relatedLot: Any
    relatedLots: Any
    classification: Any
    additionalClassifications: Any


class Lot(TypedDict, total=False):
    """A lot; `items` are ids of items, where a publisher lists them."""

    id: Any
    title: Any
    description: Any
    items: Any


class Paper(TypedDict, total=False):
    """A document: its words and where it is."""

    title: Any
    description: Any
    url: Any
    datePublished: Any


class Period(TypedDict, total=False):
    """A period, of which only the end is of interest."""

    endDate: Any


class Tender(TypedDict, total=False):
    """What is asked for, by when, for how much."""

    id: Any
    title: Any
    description: Any
    status: Any
    value: Any
    items: list[Item] | None
    lots: list[Lot] | None
    tenderPeriod: Period | None
    procuringEntity: Any
    tenderers: Any
    documents: list[Paper] | None
    classification: Any
    additionalClassifications: Any


class Address(TypedDict, total=False):
    """Where an organisation sits."""

    streetAddress: Any
    locality: Any
    region: Any
    postalCode: Any
    countryName: Any


class Party(TypedDict, total=False):
    """An organisation with its roles in the process."""

    id: Any
    name: Any
    identifier: Any
    additionalIdentifiers: Any
    address: Address | None
    roles: Any
    shareholders: Any
    beneficialOwners: Any


class Deal(TypedDict, total=False):
    """An award or a contract."""

    id: Any
    awardID: Any
    title: Any
    description: Any
    status: Any
    date: Any
    dateSigned: Any
    value: Any
    suppliers: Any
    items: list[Item] | None
    relatedLot: Any
    relatedLots: Any
    relatedBid: Any
    relatedBids: Any
    subcontracting: Any
    documents: list[Paper] | None


class Release(TypedDict, total=False):
    """A release, or a document that holds releases."""

    ocid: Any
    id: Any
    date: Any
    tag: Any
    url: Any
    title: Any
    description: Any
    initiationType: Any
    links: Any
    packageInfo: Any
    buyer: Any
    parties: list[Party] | None
    planning: Any
    tender: Tender | None
    bids: Any
    relatedProcesses: Any
    awards: list[Deal] | None
    contracts: list[Deal] | None
    contract: list[Deal] | None
    releases: msgspec.Raw
    records: msgspec.Raw
    compiledRelease: msgspec.Raw
    versionedRelease: msgspec.Raw


# Floats stay the text they are in the file: 100.00 is quoted as 100.00.
decode = msgspec.json.Decoder(Release, float_hook=str).decode
