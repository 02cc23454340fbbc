"""The Research Organization Registry as a dictionary (CC0 1.0).

Reads a release of the registry as it is published (a ZIP or JSON file, schema 1 or 2)
and files of one record a line. Withdrawn records are left out.
"""

import gzip
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from graphkit.errors import SourceError
from graphkit.resolve.names.dictionary import Entry

SOURCE = "ROR"
_KINDS = (
    ("education", "university"),
    ("healthcare", "hospital"),
    ("company", "company"),
    ("government", "government"),
    ("facility", "institute"),
    ("archive", "other"),
    ("nonprofit", "other"),
    ("other", "other"),
)
# `Siemens (Germany)`: the registry adds the country to companies of several.
_COUNTRY = re.compile(r" \([A-Z][\w' ]+\)$")


def entries(path: Path) -> list[Entry]:
    """Return the entries of a release, in the order of the file."""
    return [entry for record in _records(path) if (entry := entry_of(record))]


def version_of(path: Path) -> str:
    """Return the version that a release's file name states, '' for none."""
    found = re.search(r"v\d+\.\d+(?:[.-]\d+)*", path.name)
    return found[0] if found else ""


def entry_of(record: Mapping[str, Any]) -> Entry | None:
    """Return the entry of one record, None for a withdrawn one."""
    if record.get("status") == "withdrawn":
        return None
    names, weak = _names(record)
    types = [str(kind).casefold() for kind in record.get("types") or ()]
    country, city = _location(record)
    related = list(_relations(record))
    return Entry(
        _uid(str(record["id"])),
        names,
        SOURCE,
        next((kind for word, kind in _KINDS if word in types), "other"),
        country,
        city,
        tuple(uid for kind, uid in related if kind == "parent"),
        weak,
        tuple(uid for kind, uid in related if kind == "successor"),
    )


def _uid(text: str) -> str:
    return f"ror:{text.rpartition('/')[2]}"


def _names(record: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names and acronyms; a company's name also without its country."""
    spelt: dict[str, None] = {}
    weak: dict[str, None] = {}
    # The name that the registry shows comes first.
    for name, kinds in sorted(_spelt(record), key=lambda n: "ror_display" not in n[1]):
        whole = set(kinds) & {"label", "alias", "ror_display"}
        bare = _COUNTRY.sub("", name)
        (spelt if whole else weak)[name] = None
        if whole and bare != name:
            weak[bare] = None
    return tuple(spelt), tuple(name for name in weak if name not in spelt)


def _spelt(record: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    for name in record.get("names") or ():
        yield str(name.get("value") or name.get("v")), name.get("types") or ()
    if record.get("name"):
        yield str(record["name"]), ("label",)
        yield from ((str(name), ("alias",)) for name in record.get("aliases") or ())
        yield from ((str(name["label"]), ("label",)) for name in record["labels"])
        yield from ((str(name), ("acronym",)) for name in record.get("acronyms") or ())


def _location(record: Mapping[str, Any]) -> tuple[str, str]:
    for location in record.get("locations") or ():
        details = location.get("geonames_details") or {}
        return details.get("country_code") or "", details.get("name") or ""
    country = record.get("country") or ""
    if isinstance(country, Mapping):
        addresses = record.get("addresses") or [{"city": ""}]
        return str(country.get("country_code") or ""), str(addresses[0]["city"] or "")
    return country, record.get("city") or ""


def _relations(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for relation in record.get("relationships") or record.get("rel") or ():
        yield str(relation["type"]).casefold(), _uid(str(relation["id"]))


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        content = _content(path)
        if content.lstrip()[:1] == b"[":
            yield from msgspec.json.decode(content)
        else:
            for line in content.split(b"\n"):
                if line.strip():
                    yield msgspec.json.decode(line)
    except (OSError, msgspec.DecodeError, zipfile.BadZipFile, KeyError) as error:
        raise SourceError(
            path.name,
            "",
            f"no release of the Research Organization Registry: {error}",
            hint="give its ZIP or JSON file as it was downloaded",
        ) from error


def _content(path: Path) -> bytes:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".json")]
            # A release holds both schemas; the second has more.
            return archive.read(max(names, key=lambda name: ("v2" in name, name)))
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    return path.read_bytes()
