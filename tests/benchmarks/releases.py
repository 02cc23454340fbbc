"""A large file of OCDS releases: real ones multiplied with a fixed seed.

Each copy has its own process, buyer and suppliers out of a few thousand, so that the
graph has hubs and tails; one in twenty asks for a cloud and a chip. Long texts, lots
and lists of documents are left out: 100,000 copies are about 140 MB.
"""

import gzip
import json
import random
from pathlib import Path
from typing import Any

REAL = (
    Path(__file__).parents[3]
    / "shared/data/ocds_uk_contracts_finder_2025/releases.jsonl.gz"
)
BUYERS, SUPPLIERS = 3_000, 9_000
LEFT_OUT = ("lots", "documents", "items", "selectionCriteria", "otherRequirements")
LONGEST = 200
CLOUDS = ("AWS", "Microsoft Azure", "阿里云", "Google Cloud")
CHIPS = ("A100", "H100", "A800", "H20 GPU", "昇腾910B")


def write(file: Path, count: int, *, seed: int = 2024) -> Path:
    """Write `count` releases as JSON lines; an existing file of that name is kept."""
    if file.exists():
        return file
    chance = random.Random(seed)
    with gzip.open(REAL, "rt", encoding="utf-8") as stream:
        real = [line for line in stream if line.strip()]
    unfinished = file.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as out:
        for number in range(count):
            made = varied(json.loads(chance.choice(real)), number, chance)
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
    unfinished.rename(file)
    return file


def varied(release: dict[str, Any], number: int, chance: random.Random) -> Any:
    """Return the release as another process, with other parties."""
    release.pop("description", None)
    tender = release.setdefault("tender", {})
    for name in LEFT_OUT:
        tender.pop(name, None)
    tender["description"] = tender.get("description", "")[:LONGEST]
    release["ocid"] = f"ocds-b5fd17-bench-{number:08}"
    release["id"] = f"bench-{number}"
    names: dict[str, str] = {}
    for party in [*release.get("parties", ()), release.get("buyer", {})]:
        known = names.setdefault(
            party.get("id", ""), renamed(party.get("roles"), chance)
        )
        party["name"] = known
        for name in ("identifier", "details", "contactPoint", "address"):
            party.pop(name, None)
    for award in release.get("awards", ()):
        for supplier in award.get("suppliers", ()):
            supplier["name"] = names.get(supplier.get("id", ""), supplier["name"])
    if chance.random() < 0.05:
        wanted = f"{chance.choice(CLOUDS)} servers with {chance.choice(CHIPS)}"
        tender["title"] = wanted
    return release


def renamed(roles: list[str] | None, chance: random.Random) -> str:
    """Return a name; low numbers come far more often than high ones."""
    if roles and "supplier" in roles:
        return f"Supplier {int(SUPPLIERS * chance.random() ** 3)} Limited"
    return f"University of Town {int(BUYERS * chance.random() ** 3)}"
