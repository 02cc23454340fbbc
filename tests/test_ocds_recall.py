"""What a straight walk of the JSON finds, the statements say: nothing is lost."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit import reading
from tests.said import readings, shared

Found = set[tuple[str, str, str]]
"""(record, what, words): `("line:3", "supplier", "Yunda")`."""

SETS = ("ocds_publishers", "ocds_uk_contracts_finder_2025")


def walked(file: Path) -> Found:
    """Walk the releases of a file line by line."""
    found: Found = set()
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            record = json.loads(line, parse_float=str, parse_int=str)
            release = record.get("compiledRelease", record)
            if release and "releases" not in release:
                found |= {(f"line:{number}", *words) for words in told(release)}
    return found


def told(release: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    tender = release.get("tender") or {}
    deals = [*(release.get("awards") or ()), *contracts_of(release)]
    yield from (("buyer", name) for name in buyers_of(release))
    for deal in deals:
        for supplier in as_list(deal.get("suppliers")):
            if supplier.get("name"):
                yield "supplier", supplier["name"].strip()
    for owner in (tender, *deals):
        if (owner.get("value") or {}).get("amount") is not None:
            yield "amount", owner["value"]["amount"]
    for date in (
        release.get("date"),
        *(award.get("date") for award in release.get("awards") or ()),
        *(contract.get("dateSigned") for contract in contracts_of(release)),
    ):
        if date and date[0].isdigit():  # some say "Pendiente"
            yield "date", date[:10]


def buyers_of(release: Mapping[str, Any]) -> list[str]:
    parties = release.get("parties") or ()
    buyer = release.get("buyer") or {}
    entity = (release.get("tender") or {}).get("procuringEntity") or {}
    referred = [party for party in parties if party.get("id") == buyer.get("id")]
    by_role = [party for party in parties if "buyer" in (party.get("roles") or ())]
    for named in ([buyer], referred, by_role, [entity]):
        names = [p.get("name") or p.get("name_en") for p in named]
        if any(names):
            return [name.strip() for name in names if name]
    return []


def contracts_of(release: Mapping[str, Any]) -> list[Any]:
    return [*(release.get("contracts") or ()), *(release.get("contract") or ())]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def stated(said: Iterator[dict[str, Any]]) -> Found:
    """Return the same from statements."""
    found: Found = set()
    for one in said:
        record = one["locator"].split("/")[0]
        if one["type"] == "ISSUED":
            found.add((record, "buyer", one["subject"]["text"]))
        if one["type"] == "AWARDED_TO":
            found.add((record, "supplier", one["object"]["text"]))
        if one["amount"]:
            found.add((record, "amount", one["amount"]["text"]))
        if one["date"]:
            found.add((record, "date", one["date"]["value"]))
    return found


@pytest.mark.parametrize("name", SETS)
def test_every_buyer_supplier_amount_and_date_is_stated(
    name: str, tmp_path: Path
) -> None:
    files = sorted(shared(name).glob("*.jsonl.gz"))
    found, refused = readings(tmp_path, *files)
    missing = {
        file.name: sorted(walked(file) - stated(reading.statements_json(one)))
        for file, one in zip(files, found, strict=True)
    }
    assert missing == {file.name: [] for file in files}
    assert refused == []


def test_every_valid_release_is_a_record(tmp_path: Path) -> None:
    files = [file for name in SETS for file in sorted(shared(name).glob("*.gz"))]
    found, _ = readings(tmp_path, *files)
    records: dict[str, int] = defaultdict(int)
    for one in found:
        records[Path(one.source.path).name] += one.records
    assert records == {
        "canada-buyandsell.releases.jsonl.gz": 11,
        "mexico-administracion-publica-federal.releases.jsonl.gz": 10,
        "mexico-grupo-aeroportuario.releases.jsonl.gz": 302,
        # 40 compiled releases, and 6 in the place of versions; 5 only link elsewhere
        "paraguay.records.jsonl.gz": 46,
        "paraguay.releases.jsonl.gz": 74,
        "uk-contracts-finder.releases.jsonl.gz": 211,
        "releases.jsonl.gz": 191,
    }
