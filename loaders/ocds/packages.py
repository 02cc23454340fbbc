"""Where the releases of an OCDS document are: packages, records, lists, single ones.

Each release comes with the place it has in the file, so that it is found again by a
seek, and with what stands around it: publisher, address, process.
"""

import mmap
import re
from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec import UNSET, Raw, UnsetType

from graphkit.loaders.json_documents import (
    CUT_OFF,
    Content,
    Document,
    decode,
    elements,
    not_json,
    several,
    value_start,
)
from graphkit.loaders.json_members import is_package, members
from graphkit.loaders.ocds.fields import LANGUAGE
from graphkit.loaders.ocds.members import decode as decode_members
from graphkit.loaders.ocds.versions import Moves, plain
from graphkit.statements import Problem, Record

NOT_OCDS = "valid JSON, but not an OCDS release, package or record"
NOT_OCDS_HINT = "OCDS has an `ocid`, or a list named `releases` or `records`"
EMPTY = "an OCDS package without a release"
EMPTY_LIST = "a list with nothing in it"

LISTS = ("releases", "records")
_SHORT = 1 << 20
_CONTAINERS = frozenset(("releases", "records", "compiledRelease", "versionedRelease"))
_TRANSLATED = re.compile(rf'{LANGUAGE}"\s*:'.encode()).search
_SECTIONS: Mapping[str, type] = {
    "tender": dict,
    "planning": dict,
    "awards": list,
    "contracts": list,
    "parties": list,
}


class Published(NamedTuple):
    """A release and what stands around it.

    `process` is the ocid of its record where the release has none. `moves` is not
    empty for a versioned release: where its values stand. `translated` tells of names
    or titles in several languages.
    """

    release: dict[str, object]
    publisher: str
    process: str
    moves: Moves
    translated: bool


class _Around(NamedTuple):
    """What a package or record says about its releases."""

    source: str
    publisher: str = ""
    url: str = ""
    process: str = ""


class _Envelope(msgspec.Struct):
    """The members that tell a package, a record and a release apart."""

    ocid: object = ""
    uri: object = ""
    publisher: object = None
    releases: Raw | UnsetType = UNSET
    records: Raw | UnsetType = UNSET
    compiledRelease: Raw | UnsetType = UNSET  # noqa: N815
    versionedRelease: Raw | UnsetType = UNSET  # noqa: N815


_Found = Iterator[Record | Problem]
_open = msgspec.json.Decoder(_Envelope, float_hook=str).decode
_items = msgspec.json.Decoder(list[Raw]).decode
_NULL = Raw(b"null")


def releases(source: str, document: Document) -> _Found:
    """Yield the releases of a document in file order, and a Problem for what is none.

    Releases that a record only links to are not there, and not missed.
    """
    around = _Around(source)
    if isinstance(document.content, mmap.mmap):
        yield from _mapped(document, around)
        return
    try:
        yield from _opened(document, around)
    except (ValueError, RecursionError) as error:
        yield from _salvaged(document, around, error)


def _mapped(document: Document, around: _Around) -> _Found:
    """Yield the releases of a large file: of a package, then of what follows it."""
    content, at = document.content, document.offset
    if is_package(content, at, LISTS):
        at = yield from _streamed(document, around)
    if at >= 0:
        for found in several(content, 0, at):
            if isinstance(found, Problem):
                yield found
            else:
                yield from releases(around.source, found)


def _streamed(
    document: Document, around: _Around
) -> Generator[Record | Problem, None, int]:
    """Yield the releases of a package that is mapped; return where it ends, else -1."""
    around = _around_large(document, around)
    end = filled = -1
    for key, number, offset, content in members(
        document.content, document.offset, LISTS
    ):
        if number < 0:
            end = offset
            continue
        filled = number
        locator = f"{document.locator}/{key}/{number}" if key else f"/{number}"
        yield from _guarded(Document(locator, offset, content), around)
    if end < 0:
        yield Problem(document.locator, CUT_OFF, "fetch the file again")
    elif filled < 0:
        yield Problem(document.locator, EMPTY)
    return end


def _around_large(document: Document, around: _Around) -> _Around:
    """Return what a large package says of itself, wherever in the file it says so."""
    for key, number, _, content in members(document.content, document.offset, ()):
        if number >= 0:  # a list says nothing of itself
            break
        try:
            if key == "publisher":
                around = around._replace(publisher=_publisher(decode(content)))
            elif key == "uri":
                around = around._replace(url=_address(decode(content)))
        except (ValueError, RecursionError):
            continue
        if around.publisher and around.url:
            break
    return around


def _opened(document: Document, around: _Around) -> _Found:
    """Yield the releases of a document. Raises before the first where it is broken."""
    content = document.content
    if isinstance(content, bytes) and len(content) < _SHORT:
        fields = _decoded(content)  # most often a release: decoding tells soonest
        if isinstance(fields, dict) and _CONTAINERS.isdisjoint(fields):
            yield from _release(document, fields, around)
            return
    start = content[:256].lstrip()[:1]
    if start == b"[":
        yield from _list(document, "", content, around)
    elif start == b"{":
        yield from _enveloped(document, _open(content), around)
    else:
        yield _not_ocds(document)


def _enveloped(document: Document, envelope: _Envelope, around: _Around) -> _Found:
    around = around._replace(
        publisher=_publisher(envelope.publisher) or around.publisher,
        url=_address(envelope.uri) or around.url,
    )
    if isinstance(envelope.ocid, str) and envelope.ocid:
        yield from _record(document, envelope, around._replace(process=envelope.ocid))
        return
    lists = {"/releases": envelope.releases, "/records": envelope.records}
    given = {name: raw for name, raw in lists.items() if isinstance(raw, Raw)}
    if not given:
        yield from _release(document, _decoded(document.content), around)
    elif not any(map(_is_filled, given.values())):
        yield Problem(document.locator, EMPTY)
    for name, raw in given.items():
        yield from _list(document, name, raw, around)


def _record(document: Document, envelope: _Envelope, around: _Around) -> _Found:
    """Yield the releases a record holds, then the one compiled from them."""
    parts = (envelope.releases, envelope.compiledRelease, envelope.versionedRelease)
    if not any(isinstance(part, Raw) for part in parts):
        yield from _release(document, _decoded(document.content), around)
        return
    embedded, compiled, versioned = (
        part if isinstance(part, Raw) else _NULL for part in parts
    )
    is_empty = True
    for found in _list(document, "/releases", embedded, around):
        is_empty = False
        yield found
    if _is_filled(compiled):
        yield from _compiled(document, "compiledRelease", compiled, around)
    elif is_empty and _begin(versioned)[:1] == b"[":  # Paraguay's, compiled in vain
        yield from _list(document, "/versionedRelease", versioned, around)
    elif is_empty and _is_filled(versioned):
        yield from _compiled(document, "versionedRelease", versioned, around)


def _compiled(document: Document, key: str, raw: Raw, around: _Around) -> _Found:
    content = bytes(raw)
    at = document.content.find(content)
    if document.content.find(content, at + 1) >= 0:  # a release in the same words
        at = value_start(document.content, key)
    member = Document(f"{document.locator}/{key}", document.offset + at, content)
    yield from _release(member, _decoded(content), around, compiled=True)


def _is_filled(raw: Raw) -> bool:
    """Say whether a member holds anything: `null`, `{}` and `[]` do not."""
    content = _begin(raw)
    return len(content) > 60 or content.strip(b"{}[] \r\n\t") not in (b"", b"null")


def _begin(raw: Raw) -> bytes:
    return bytes(memoryview(raw)[:64])


def _list(
    document: Document, pointer: str, content: Content | Raw, around: _Around
) -> _Found:
    """Yield the releases of the list that stands at a pointer of a document."""
    if isinstance(content, Raw) and _begin(content) == b"null":
        return
    try:
        members = _items(content)
    except msgspec.ValidationError:
        yield _not_ocds(document._replace(locator=document.locator + pointer))
        return
    if not members and not pointer:
        yield Problem(document.locator, EMPTY_LIST)
    at = max(0, value_start(document.content, pointer[1:])) if pointer else 0
    for number, raw in enumerate(members):
        member = bytes(raw)
        at = document.content.find(member, at)
        locator = f"{document.locator}{pointer}/{number}"
        yield from _guarded(Document(locator, document.offset + at, member), around)
        at += len(member)


def _guarded(document: Document, around: _Around) -> _Found:
    try:
        yield from tuple(_opened(document, around))
    except (ValueError, RecursionError) as error:
        yield not_json(document.locator, document.content, error)


def _salvaged(document: Document, around: _Around, error: Exception) -> _Found:
    """Yield what is whole in a broken document, and one Problem at least."""
    named = False
    for pointer in ("", "/releases", "/records"):
        found_members = elements(document.content, pointer[1:])
        for number, (offset, member) in enumerate(found_members):
            locator = f"{document.locator}{pointer}/{number}"
            inner = Document(locator, document.offset + offset, member)
            for found in _guarded(inner, around):
                named |= isinstance(found, Problem)
                yield found
    if not named:
        yield not_json(document.locator, document.content, error)


def _release(
    document: Document, fields: object, around: _Around, *, compiled: bool = False
) -> _Found:
    if not isinstance(fields, dict) or not _is_release(fields, around.process):
        if not (around.process and _is_link(fields)):
            yield _not_ocds(document)
        return
    around = _collected(fields, around)
    moves: Moves = {}
    if isinstance(fields.get("initiationType"), list):
        fields, moves = plain(fields)
    compiled = compiled or bool(moves) or _is_compiled(fields)
    translated = bool(_TRANSLATED(document.content))
    yield Record(
        around.source,
        document.locator,
        "compiled release" if compiled else "release",
        Published(fields, around.publisher, around.process, moves, translated),
        document.offset,
        len(document.content),
        compiled,
        _canonical(fields) or around.url,
    )


def _collected(fields: Mapping[str, object], around: _Around) -> _Around:
    """Return what stands around a release, with what collectors add to each."""
    package = fields.get("packageInfo")
    if not isinstance(package, dict):
        return around
    return around._replace(
        publisher=_publisher(package.get("publisher")) or around.publisher,
        url=_address(package.get("uri")) or around.url,
    )


def _is_compiled(fields: Mapping[str, object]) -> bool:
    tags = fields.get("tag")
    return isinstance(tags, list) and "compiled" in tags


def _decoded(content: Content) -> object:
    """Return a document's members: those that are read, or all where they are odd."""
    if not _TRANSLATED(content):
        try:
            fields = decode_members(content)
        except msgspec.ValidationError:
            return decode(content)
        if not isinstance(fields.get("initiationType"), list):
            return fields
    return decode(content)


def _is_release(fields: Mapping[str, object], process: str) -> bool:
    """Say whether an object is a release: a process or a section of one is there."""
    if isinstance(fields.get("ocid"), str) and fields["ocid"]:
        return True
    found = [
        name for name in _SECTIONS if isinstance(fields.get(name), _SECTIONS[name])
    ]
    return bool(found) or (bool(process) and "id" in fields and "url" not in fields)


def _is_link(fields: object) -> bool:
    return isinstance(fields, dict) and ("url" in fields or not fields)


def _not_ocds(document: Document) -> Problem:
    return Problem(document.locator, NOT_OCDS, NOT_OCDS_HINT)


def _publisher(value: object) -> str:
    """Return the name of a package's publisher, else its address."""
    if not isinstance(value, dict):
        return ""
    names = (value.get("name"), value.get("uri"))
    return next((name for name in names if isinstance(name, str) and name), "")


def _canonical(fields: Mapping[str, object]) -> str:
    links = fields.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "canonical":
            return _address(link.get("href"))
    return ""


def _address(value: object) -> str:
    """Return a web address, never another kind of link."""
    is_web = isinstance(value, str) and value.startswith(("https://", "http://"))
    return str(value) if is_web else ""
