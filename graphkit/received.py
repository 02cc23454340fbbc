"""A received report, checked against itself: is it whole, does it say what it rests on?

Its manifest has the chains, sources and settings that it was made from. Made again
from them, the page must be the same to the last letter.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import msgspec

from graphkit import __version__, report
from graphkit.errors import SourceError

CHANGED = "it was changed after it was made: its checksum differs"
OTHER_PAGE = "its page says other things than its manifest"
OTHER_VERSION = (
    "made with graphkit {0}: that its page says what its manifest says was not tested"
)

_PICTURE = re.compile(
    r'<img [^>]*src="data:image/png;base64,(?P<png>[A-Za-z0-9+/=]*)"[^>]*>'
)
_SIZE = re.compile(r'(width|height)="(\d+)"')


class _Chain(TypedDict):
    key: str
    hops: list[dict[str, Any]]


class _Manifest(TypedDict):
    chains: list[_Chain]
    sources: list[dict[str, Any]]
    meta: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Received:
    """What a report says it was made from, and what is wrong with it.

    `notes` say what could not be tested.
    """

    chains: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    meta: dict[str, Any]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read(file: Path) -> Received:
    """Return a report from its file. Raises SourceError where it is none."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_report(file) from error
    before, opens, rest = text.partition(report.OPENS)
    block, ends, after = rest.partition(report.ENDS)
    try:
        manifest = json.loads(block)
        said = msgspec.convert(manifest, _Manifest)  # whoever sent it is a stranger
    except (ValueError, RecursionError) as error:
        raise _no_report(file) from error
    seal = manifest.pop("sha256")
    chains, sources, meta = manifest["chains"], said["sources"], said["meta"]
    body = f"{before}{opens}{{}}{ends}{after}"
    version = meta.get("version") or ""
    if report.checksum(body, manifest) != seal:
        return Received(chains, sources, meta, (CHANGED,))
    if version != __version__:
        note = OTHER_VERSION.format(version or "of another version")
        return Received(chains, sources, meta, (), (note,))
    pictures = _pictures(body, meta.get("pictures") or {})
    try:
        remade = report.render(chains, sources, {**meta, "pictures": pictures})
    except (LookupError, TypeError, ValueError, AttributeError):
        remade = ""  # no report of ours has such a manifest
    return Received(chains, sources, meta, () if remade == text else (OTHER_PAGE,))


def _pictures(body: str, hashes: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the pictures of a page by their key in its manifest."""
    found: dict[str, dict[str, Any]] = {}
    for element in _PICTURE.finditer(body):
        sizes = {name: int(value) for name, value in _SIZE.findall(element[0])}
        picture = {"png": element["png"], **sizes}
        found[report.picture_hash(picture)] = picture
    return {key: found[sha] for key, sha in hashes.items() if sha in found}


def _no_report(file: Path) -> SourceError:
    return SourceError(
        file.name,
        "",
        "it is no report that says what it was made from",
        hint="`graphkit export` writes one; other formats hold no manifest",
    )
