"""One award as the publishers of many countries write it, and pack it into files."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.said import of_type, statements

Fields = Mapping[str, Any]

BUYER, SUPPLIER = "Ministerio de Salud", "Équipos & Cía S.A."
MONEY = {"amount": 1234.50, "currency": "USD"}
DAY = "2024-03-05"
ENTITY = {"id": "B-1", "name": BUYER}
FIRM = {"id": "S-1", "name": SUPPLIER}
AWARD = {"id": "a1", "status": "active", "date": f"{DAY}T10:00:00Z", "value": MONEY}

HABITS: dict[str, Fields] = {
    "everything said inline": {
        "buyer": ENTITY,
        "awards": [AWARD | {"suppliers": [FIRM]}],
    },
    "references to parties that say the names": {
        "buyer": {"id": "B-1"},
        "parties": [
            ENTITY | {"roles": ["buyer", "procuringEntity"]},
            FIRM | {"roles": ["supplier", "tenderer"]},
        ],
        "awards": [AWARD | {"suppliers": [{"id": "S-1"}]}],
    },
    "parties with roles alone": {
        "parties": [
            {"name": BUYER, "roles": ["buyer"]},
            {"name": SUPPLIER, "roles": ["supplier"]},
        ],
        "awards": [AWARD],
    },
    "a procuring entity and no buyer": {
        "tender": {"id": "t", "procuringEntity": ENTITY},
        "awards": [AWARD | {"suppliers": [FIRM]}],
    },
    "a buyer that is empty beside a procuring entity": {
        "buyer": {"id": "", "name": ""},
        "tender": {"id": "t", "procuringEntity": ENTITY},
        "awards": [AWARD | {"suppliers": [FIRM]}],
    },
    "suppliers without ids": {
        "buyer": {"name": BUYER},
        "awards": [AWARD | {"suppliers": [{"name": SUPPLIER}]}],
    },
    "ids that are numbers here and text there": {
        "buyer": {"id": 7},
        "parties": [
            {"id": "7", "name": BUYER, "roles": ["buyer"]},
            {"id": 9, "name": SUPPLIER, "roles": ["supplier"]},
        ],
        "awards": [AWARD | {"suppliers": [{"id": "9"}]}],
    },
    "one supplier instead of a list": {
        "buyer": ENTITY,
        "awards": [AWARD | {"suppliers": FIRM}],
    },
    "an award without suppliers, named by its contract": {
        "buyer": ENTITY,
        "awards": [{"id": "a1", "status": "active", "date": DAY}],
        "contracts": [
            {
                "id": "c1",
                "awardID": "a1",
                "status": "active",
                "dateSigned": DAY,
                "value": MONEY,
                "suppliers": [FIRM],
            }
        ],
    },
    "money of the contract alone": {
        "buyer": ENTITY,
        "awards": [{"id": "a1", "status": "active", "date": DAY, "suppliers": [FIRM]}],
        "contracts": [{"id": "c1", "awardID": "a1", "dateSigned": DAY, "value": MONEY}],
    },
    "money as text": {
        "buyer": ENTITY,
        "awards": [
            AWARD
            | {
                "suppliers": [FIRM],
                "value": {"amount": "1234.50", "currency": "USD"},
            }
        ],
    },
    "money with net amount and tax": {
        "buyer": ENTITY,
        "awards": [
            AWARD
            | {
                "suppliers": [FIRM],
                "value": MONEY | {"amountNet": 1028.75, "valueAddedTaxIncluded": True},
            }
        ],
    },
    "a date without a zone": {
        "buyer": ENTITY,
        "awards": [AWARD | {"suppliers": [FIRM], "date": f"{DAY}T00:00:00"}],
    },
    "a date with fractions and a zone": {
        "buyer": ENTITY,
        "awards": [
            AWARD | {"suppliers": [FIRM], "date": f"{DAY}T14:08:31.123456+06:00"}
        ],
    },
    "lots and bids": {
        "buyer": ENTITY,
        "tender": {"id": "t", "lots": [{"id": "l1"}]},
        "bids": {"details": [{"id": "b1", "tenderers": [FIRM], "status": "valid"}]},
        "awards": [
            AWARD | {"suppliers": [FIRM], "relatedLots": ["l1"], "relatedBid": "b1"}
        ],
    },
    "members of extensions that nobody knows": {
        "buyer": ENTITY | {"details": {"scale": "large"}, "memberOf": [{"id": "X"}]},
        "awards": [AWARD | {"suppliers": [FIRM], "x_estado": {"a": [1, None]}}],
        "x_meta": [[]],
    },
    "nulls where nothing is": {
        "buyer": ENTITY,
        "parties": None,
        "planning": None,
        "tender": {"id": "t", "items": None, "lots": None, "value": None},
        "awards": [AWARD | {"suppliers": [FIRM], "items": None, "documents": None}],
        "contracts": None,
    },
}


@pytest.mark.parametrize("habit", HABITS)
def test_an_award_is_read_in_every_publishers_habit(tmp_path: Path, habit: str) -> None:
    file = tmp_path / "release.json"
    file.write_text(json.dumps(release(HABITS[habit])), "utf-8")
    assert told(tmp_path, file) == [(BUYER, SUPPLIER, "1234.5", "USD", DAY)]


def test_an_exponent_is_a_number(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    habit = release(HABITS["everything said inline"])
    file.write_text(json.dumps(habit).replace("1234.5", "1.2345E3"), "utf-8")
    assert told(tmp_path, file) == [(BUYER, SUPPLIER, "1234.5", "USD", DAY)]


def release(fields: Fields, ocid: str = "ocds-abc123-1") -> Fields:
    about = {"ocid": ocid, "id": f"{ocid}-01", "date": f"{DAY}T12:00:00Z"}
    return {**about, "tag": ["award"], "initiationType": "tender", **fields}


def told(folder: Path, *files: Path) -> list[tuple[str, str, str, str, str]]:
    """Return buyer, supplier, amount, currency and day of each award with money."""
    said = statements(folder, *files)
    (buyer,) = {one["subject"]["text"] for one in of_type(said, "ISSUED")}
    return [
        (
            buyer,
            one["object"]["text"],
            f"{float(one['amount']['value']):g}",
            one["amount"]["currency"],
            one["date"]["value"],
        )
        for one in of_type(said, "AWARDED_TO")
        if one["amount"]
    ]


ONE = release(HABITS["everything said inline"])
TWO = release(HABITS["references to parties that say the names"], "ocds-abc123-2")
PUBLISHER = {"name": "Agency", "uri": "https://agency.example"}
AROUND = {
    "uri": "https://agency.example/package.json",
    "version": "1.1",
    "extensions": ["https://raw.example/ocds_lots_extension/v1.1/extension.json"],
    "publisher": PUBLISHER,
    "publishedDate": f"{DAY}T00:00:00Z",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}


def versioned(fields: Fields) -> Fields:
    """Return a release as the merge routine of the standard versions it."""
    return {
        name: value if name == "ocid" else _versions(value)
        for name, value in fields.items()
        if name not in ("id", "date", "tag")
    }


def _versions(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _kept(key, inner) for key, inner in value.items()}
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return [_versions(one) for one in value]
    about = {"releaseDate": f"{DAY}T12:00:00Z", "releaseID": "r1"}
    return [{**about, "releaseTag": ["award"], "value": value}]


def _kept(key: str, value: Any) -> Any:
    return value if key == "id" else _versions(value)


def record(fields: Fields, **others: Any) -> Fields:
    return {"ocid": fields["ocid"], **others}


def links(fields: Fields) -> list[Fields]:
    return [
        {
            "url": f"https://agency.example/{fields['id']}.json",
            "date": fields["date"],
            "tag": ["award"],
        }
    ]


def text(*documents: Any, indent: int | None = None, between: str = "\n") -> str:
    return between.join(json.dumps(one, indent=indent) for one in documents)


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


Packing = tuple[str, Callable[[], bytes]]
BOTH = (ONE, TWO)
PACKINGS: dict[str, Packing] = {
    "a package of releases": (
        "package.json",
        lambda: text({**AROUND, "releases": BOTH}).encode(),
    ),
    "a list of releases": ("list.json", lambda: text(BOTH).encode()),
    "a list of packages": (
        "list.json",
        lambda: text([{**AROUND, "releases": [one]} for one in BOTH]).encode(),
    ),
    "JSON lines": ("releases.jsonl", lambda: text(*BOTH).encode()),
    "JSON lines called JSON": ("releases.json", lambda: text(*BOTH).encode()),
    "JSON lines of packages": (
        "packages.jsonl",
        lambda: text(*({**AROUND, "releases": [one]} for one in BOTH)).encode(),
    ),
    "documents one behind another": (
        "several.json",
        lambda: text(*BOTH, indent=2, between="").encode(),
    ),
    "packages one behind another": (
        "several.json",
        lambda: text(
            *({**AROUND, "releases": [one]} for one in BOTH), indent=1, between="\n\n"
        ).encode(),
    ),
    "a byte order mark": (
        "package.json",
        lambda: b"\xef\xbb\xbf" + text({**AROUND, "releases": BOTH}).encode(),
    ),
    "UTF-16": (
        "package.json",
        lambda: text({**AROUND, "releases": BOTH}).encode("utf-16"),
    ),
    "records with a compiled release": (
        "records.json",
        lambda: text(
            {
                **AROUND,
                "packages": ["https://agency.example/1.json"],
                "records": [record(one, compiledRelease=one) for one in BOTH],
            }
        ).encode(),
    ),
    "records with links and a compiled release": (
        "records.json",
        lambda: text(
            {
                **AROUND,
                "records": [
                    record(one, releases=links(one), compiledRelease=one)
                    for one in BOTH
                ],
            }
        ).encode(),
    ),
    "records with a versioned release alone": (
        "records.json",
        lambda: text(
            {
                **AROUND,
                "records": [
                    record(one, releases=links(one), versionedRelease=versioned(one))
                    for one in BOTH
                ],
            }
        ).encode(),
    ),
    "records with their releases": (
        "records.json",
        lambda: text(
            {**AROUND, "records": [record(one, releases=[one]) for one in BOTH]}
        ).encode(),
    ),
    "records one a line": (
        "records.jsonl",
        lambda: text(*(record(one, compiledRelease=one) for one in BOTH)).encode(),
    ),
    "a package that says null to the other list": (
        "package.json",
        lambda: text({**AROUND, "records": None, "releases": BOTH}).encode(),
    ),
    "gzip": ("releases.jsonl.gz", lambda: gzip.compress(text(*BOTH).encode())),
    "gzip in zip": (
        "2024.zip",
        lambda: zipped("2024/all.jsonl.gz", gzip.compress(text(*BOTH).encode())),
    ),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_releases_are_found_however_they_are_packed(
    tmp_path: Path, packing: str
) -> None:
    name, content = PACKINGS[packing]
    file = tmp_path / name
    file.write_bytes(content())
    assert told(tmp_path, file) == [(BUYER, SUPPLIER, "1234.5", "USD", DAY)] * 2
