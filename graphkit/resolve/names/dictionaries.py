"""Where dictionaries come from: the catalogue, an installed table, a screening list.

The user's own names are rows of `catalogue/organizations.csv` in a case, and come with
the catalogue.
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from graphkit.errors import CatalogueError
from graphkit.identity import name_keys
from graphkit.resolve.generic import scopes
from graphkit.resolve.kinds import kinds
from graphkit.resolve.names import ror
from graphkit.resolve.names.dictionary import Entry
from graphkit.resolve.words import rows

if TYPE_CHECKING:
    from graphkit.catalogue import Catalogue

TABLE = "ror.jsonl.gz"
"""The installed table in a case's folder `catalogue`."""


class Installed(msgspec.Struct, frozen=True):
    """The first line of an installed table: what it is, and which edition."""

    source: str
    version: str
    licence: str
    entries: int
    date: str = ""


def of_groups(groups: Iterable[Sequence[str]], source: str) -> Iterator[Entry]:
    """Yield an entry for each body, groups that share a name put together."""
    numbers: dict[str, int] = {}
    bodies: list[dict[str, None]] = []
    for names in groups:
        keys = name_keys(list(names))
        met = sorted({numbers[key] for key in keys if key in numbers})
        joined = {name: None for number in met for name in bodies[number]}
        for number in met:
            bodies[number] = {}
        bodies.append(joined | dict.fromkeys(names))
        spelt = list(bodies[-1])
        numbers.update(dict.fromkeys(name_keys(spelt), len(bodies) - 1))
    for body in filter(None, bodies):
        yield Entry(f"{source}:{next(iter(body))}", tuple(body), source)


def of_catalogue(catalogue: "Catalogue") -> Iterator[Entry]:
    """Yield what the catalogue knows: bodies, providers, customary short names.

    Of a provider only strong aliases count: the others need the words around them.
    """
    yield from of_groups(catalogue.organizations, "catalogue")
    aliases: dict[str, dict[str, None]] = {}
    for alias in catalogue.aliases:
        if alias.uid.startswith("provider:") and alias.strength == "strong":
            aliases.setdefault(alias.uid, {})[alias.text] = None
    for uid, names in aliases.items():
        entry = catalogue.entries[uid]
        shown = (entry.name, entry.name_zh, entry.name_en)
        known = dict.fromkeys(filter(None, (*shown, *names)))
        yield Entry(uid, tuple(known), "catalogue", "company")
    pairs = [(row["long"], row["short"]) for row in rows("short_names")]
    yield from of_groups(pairs, "custom")


def suggestions(pairs: Iterable[tuple[str, str]], source: str) -> Iterator[Entry]:
    """Yield an entry for each name of a screening list with its aliases.

    They suggest who may be meant, and never decide it.
    """
    aliases: dict[str, dict[str, None]] = {}
    for name, alias in pairs:
        aliases.setdefault(name, {name: None})[alias] = None
    for name, names in aliases.items():
        yield Entry(f"{source}:{name}", tuple(names), source, suggests=True)


def sure_groups(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of names that are one body's and nobody else's, two and more.

    Left out are names that another entry has too, be it as an acronym, names that
    many bodies have (Ministry of Health), and short ones.
    """
    named = [(entry.uid, name) for entry in entries for name in entry.names]
    keys = name_keys([name for _, name in named])
    weak = name_keys([name for entry in entries for name in entry.weak])
    owners = Counter(
        key for key, _ in {(k, u) for k, (u, _) in zip(keys, named, strict=True)}
    )
    owners.update(weak)
    found = kinds([name for _, name in named], keys)
    groups: dict[str, dict[str, None]] = {}
    for key, scope, (uid, _) in zip(keys, scopes(keys, found, ()), named, strict=True):
        if owners[key] == 1 and not scope and len(key) >= _shortest(key):
            groups.setdefault(uid, {})[key] = None
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def _shortest(key: str) -> int:
    return 6 if key.isascii() else 4


def install(release: Path, folder: Path, version: str = "") -> Installed:
    """Write a release of ROR as a table into a folder, and say what was written."""
    entries = sorted(ror.entries(release), key=lambda entry: entry.uid)
    edition = version or ror.version_of(release)
    day = re.search(r"\d{4}-\d{2}-\d{2}", edition)
    header = Installed(
        ror.SOURCE, edition, "CC0 1.0", len(entries), day[0] if day else ""
    )
    lines = msgspec.json.Encoder().encode_lines([header, *entries])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_bytes(gzip.compress(lines, mtime=0))
    return header


def installed(folder: Path) -> tuple[Installed, list[Entry]] | None:
    """Return what an installed table is and its entries, None where there is none."""
    place = folder / TABLE
    if not place.is_file():
        return None
    try:
        header, _, rest = gzip.decompress(place.read_bytes()).partition(b"\n")
        entries = msgspec.json.Decoder(Entry).decode_lines(rest)
        return msgspec.json.decode(header, type=Installed), entries
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise CatalogueError(
            f"{folder.name}/{TABLE}: cannot be read: {error}",
            hint="install the release again",
        ) from error
