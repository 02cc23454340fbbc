"""OCDS releases: packages, records, JSON lines; schema 1.0 and 1.1.

One release is one record. A release says who buys and who was awarded what; it does
not say that two `parties[].id` are one organisation, and neither do we.
"""

import re
from collections.abc import Iterator

from graphkit.evidence import Evidence
from graphkit.loaders import json_documents
from graphkit.loaders.json_documents import Document, documents
from graphkit.loaders.ocds.awards import awards_of, contracts_of, outcome
from graphkit.loaders.ocds.fields import mapping, scalar
from graphkit.loaders.ocds.goods import goods
from graphkit.loaders.ocds.owners import owned
from graphkit.loaders.ocds.packages import releases
from graphkit.loaders.ocds.related import related
from graphkit.loaders.ocds.release import TENDER_STAGES, Release
from graphkit.loaders.ocds.subcontracts import subcontracted
from graphkit.loaders.ocds.texts import passages
from graphkit.loaders.ocds.unread import unread as unread
from graphkit.loaders.ocds.versions import moved
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement

NAME = "ocds"
VERSION = 4
SUFFIXES = (".json", ".jsonl", ".ndjson")
LAYER = "json"
LINES = True

LINKED = "its records only link to releases that are published elsewhere"
LINKED_HINT = "load the releases it links to"

_AGENTS = ("procurementAgency", "procurementAgent", "centralPurchasingBody")
_JSON = re.compile(rb"\s*(?:\{\s*[\"}\s]|\[\s*[\[{\]\"\dtfn-]|\{\s*$|\[\s*$)")
_SCALAR = re.compile(rb"\s*(?:[\"\d-]|true|false|null)")


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is JSON: which JSON it is, only reading it tells."""
    text = head.removeprefix(json_documents.ENCODING_MARK)
    if json_documents.encoding_problem(head):
        text = text.replace(b"\0", b"").lstrip(b"\xff\xfe")
    text = text.lstrip(b"\0")
    if _JSON.match(text):
        return True
    return bool(_SCALAR.match(text)) and path.lower().endswith(SUFFIXES)


def is_lines(source: Source) -> bool:
    """Say whether a source may be cut at its line ends."""
    return json_documents.is_lines(source)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the releases of a part in file order, and a Problem for each broken one."""
    is_silent = True
    for found in documents(part):
        if isinstance(found, Document):
            for record in releases(part.source.sha256, found):
                is_silent = False
                yield record
        else:
            is_silent = False
            yield found
    is_whole = not part.start and part.end >= part.source.file.stat().st_size
    if is_silent and is_whole:
        yield Problem("", LINKED, LINKED_HINT)


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what the release says: its buyer, its awards, their suppliers, its texts.

    An award without items of its own does not say who supplies what; its statements
    keep the award's part and nothing more.
    """
    release = Release(record)
    said = _said(release)
    if release.moves:
        return (moved(one, release.at, release.moves) for one in said)
    return said


def _said(release: Release) -> Iterator[Statement | Passage]:
    awarded = awards_of(release)
    signed = contracts_of(release, awarded)
    yield from _values(release)
    for buyer in release.buyers:
        yield Statement("ISSUED", release.tender, buyer, None, release.quote(buyer))
    yield from _agents(release)
    yield from outcome(release, awarded, signed)
    yield from subcontracted(release, (*awarded, *signed))
    yield from owned(release)
    yield from related(release)
    yield from goods(release, (*awarded, *signed))
    yield from passages(release, (*awarded, *signed))


def _values(release: Release) -> Iterator[Statement]:
    """Yield title, number, budget, dates and status, each where it is said."""
    tender, request = release.tender, release.request
    if tender.title:
        (at, start), text = tender.title_at, tender.title
        quoted = Evidence(release.source, at, start, start + len(text), text)
        yield release.value("title", quoted)
    if tender.number:
        at, start = tender.number_at
        end = start + len(tender.number)
        quoted = Evidence(release.source, at, start, end, tender.number)
        yield release.value("number", quoted)
    yield from _budgets(release)
    published = release.day("/date", release.fields.get("date"))
    if published:
        yield release.value("published_on", release.quote(published), date=published)
    period = mapping(request.get("tenderPeriod"))
    ends = release.day("/tender/tenderPeriod/endDate", period.get("endDate"))
    if ends:
        yield release.value("deadline", release.quote(ends), date=ends)
    status = scalar(request.get("status"))
    if stage := TENDER_STAGES.get(status.strip().lower()):
        quoted = release.evidence("/tender/status", status)
        yield release.value("status", quoted, stage=stage)


def _budgets(release: Release) -> Iterator[Statement]:
    plan = mapping(mapping(release.fields.get("planning")).get("budget"))
    for amount in (
        release.amount("/tender", release.request),
        release.amount("/planning/budget", plan, "amount"),
    ):
        if amount:
            yield release.value("budget", release.quote(amount), amount=amount)


def _agents(release: Release) -> Iterator[Statement]:
    """Yield the agencies, where the record calls them so.

    A procuring entity is none for that alone: often it is the buyer's own office.
    """
    agents = [one for role in _AGENTS for one in release.parties.in_role(role)]
    if not agents:
        return
    named = {buyer.text for buyer in release.buyers}
    for at, party in agents:
        agency = release.parties.mention(at, party)
        if agency and agency.text not in named:
            named.add(agency.text)
            quoted = release.quote(agency)
            yield Statement("HANDLED_BY", release.tender, None, agency, quoted)
