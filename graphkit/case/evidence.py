"""Evidence for people: what is said of an edge or a thing, and the text it stands in.

Words are read again from the kept bytes; personal data in them is masked at equal
length, so that offsets hold. What is not there any more is said, never left out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit import layers, tables
from graphkit.assemble.edges import KEYED_BY_MODALITY
from graphkit.case import remarks
from graphkit.case.ledger import Ledger
from graphkit.case.opened import rows
from graphkit.errors import CaseError, SourceError
from graphkit.gloss import Kind, within
from graphkit.gloss.pinyin import pinyin
from graphkit.layers.pdf_mark import is_pdf_file
from graphkit.personal import masked
from graphkit.schema import schema

if TYPE_CHECKING:
    from graphkit.case.generations import Generation
    from graphkit.layers.pdf_picture import Picture

Row = dict[str, Any]

MOST = 200
"""Statements in one answer."""

_GLOSSED: tuple[Kind, ...] = ("label", "type", "method", "modality", "unit", "stage")
_SAID = (
    "key",
    "document",
    "type",
    "part",
    "stage",
    "modality",
    "s_text",
    "o_text",
    "amount_said",
    "currency",
    "tax",
    "tax_said",
    "date",
    "quantity",
    "unit",
    "locator",
    "start",
    "end",
)


def of_edge(generation: "Generation", case: Ledger, key: str) -> Row:
    """Return an edge with every statement it rests on, each with its document.

    Raises CaseError for a key that no edge has.
    """
    edge = _edge(generation, key)
    documents = _documents(generation, edge["documents"] or ())
    said = [
        row
        for row in _statements(
            generation, documents.values(), edge.get("tender") or "", edge["type"]
        )
        if _speaks_of(generation, row, edge)
    ]
    return {
        "edge": edge,
        "statements": _shown(case, said[:MOST], documents),
        "documents": list(documents.values()),
        "truncated": len(said) > MOST,
    }


def of_thing(generation: "Generation", case: Ledger, uid: str, label: str) -> Row:
    """Return a thing's own row, its names, and for a tender or document what is said.

    Statements of a tender are those of all its documents, in their order.
    """
    file = generation.tables / "nodes" / f"{label}.parquet"
    found = next(rows("SELECT * FROM read_parquet(?) WHERE uid = ?", [str(file), uid]))
    documents: dict[str, Row] = {}
    if label in ("Tender", "Document"):
        documents = _documents(generation, _holding(generation, uid, label))
    said = list(
        _statements(generation, documents.values(), uid if label == "Tender" else "")
    )
    return {
        "thing": {"label": label} | {k: v for k, v in found.items() if v is not None},
        "names": _names(generation, uid),
        "statements": _shown(case, said[:MOST], documents),
        "documents": list(documents.values()),
        "truncated": len(said) > MOST,
    }


def text(generation: "Generation", case: Ledger, document: str, locator: str) -> Row:
    """Return the text of a record, or its fields by locator, masked, to be read.

    `locator` is the place whose text is wanted; of a record in fields all fields come.
    Raises CaseError for no such document, SourceError where the bytes are gone.
    """
    record, source, layer = _record(generation, case, document)
    whole = layers.record_text(
        source, layer, record["locator"], record["offset"], record["length"]
    )
    fields = [
        (at, str(leaf))
        for at, leaf in layers.leaves(whole.content, whole.at)
        if isinstance(leaf, str | int | float) and not isinstance(leaf, bool)
    ] or [(locator, whole.text_at(locator))]
    return {
        "document": document,
        "source": source.sha256,
        "path": source.path,
        "provenance": source.provenance,
        "has_pages": is_pdf_file(source.file),
        "fields": [
            {"locator": "text" if layer == "text" else at, "text": masked(said)}
            for at, said in fields
        ],
    }


def page(
    generation: "Generation", case: Ledger, document: str, start: int, end: int
) -> "Picture | None":
    """Return a picture of words on the page of a PDF; None where there is none."""
    from graphkit.layers.pdf_picture import picture

    _, source, _ = _record(generation, case, document)
    if not is_pdf_file(source.file):
        return None
    return picture(source.file, source.path, start, end)


def _edge(generation: "Generation", key: str) -> Row:
    kind = schema().edges.get(key.partition("|")[0])
    for name in kind.tables() if kind else ():
        file = generation.tables / "edges" / f"{name}.parquet"
        for row in rows(
            "SELECT * FROM read_parquet(?) WHERE key = ?", [str(file), key]
        ):
            return {"type": name.partition(".")[0], **row}
    raise CaseError(f"no edge has the key {key}")


def _documents(generation: "Generation", uids: Sequence[str]) -> dict[str, Row]:
    file = generation.tables / "nodes" / "Document.parquet"
    query = (
        "SELECT uid, name, source, locator, path, kind, url, captured_at, provenance, "
        "CAST(published_on AS VARCHAR) AS published_on FROM read_parquet(?) "
        "WHERE list_contains(?, uid) ORDER BY published_on, uid"
    )
    found = rows(query, [str(file), list(uids)[:MOST]])
    return {row["uid"]: dict(row) for row in found}


def _holding(generation: "Generation", uid: str, label: str) -> list[str]:
    if label == "Document":
        return [uid]
    file = generation.tables / "edges" / "DOCUMENTED_BY.Tender.Document.parquet"
    query = "SELECT dst FROM read_parquet(?) WHERE src = ? ORDER BY dst"
    return [row["dst"] for row in rows(query, [str(file), uid])]


def _statements(
    generation: "Generation", documents: Any, tender: str, kind: str = ""
) -> Iterator[Mapping[str, Any]]:
    """Yield what documents say, source by source, by type where one is given.

    What people noted of a tender, without a document, comes last.
    """
    reads = generation.reads
    folder = generation.folder.parent / "read"
    by_source: dict[str, list[str]] = {}
    for document in documents:
        by_source.setdefault(document["source"], []).append(document["uid"])
    for source, uids in sorted(by_source.items()):
        files = tables.parts(folder / reads.get(source, "-"), "statements")
        if files:
            yield from rows(
                "SELECT * FROM read_parquet(?) WHERE list_contains(?, document) "
                "AND (? = '' OR type = ?) ORDER BY document, n",
                [[*map(str, files)], uids, kind, kind],
            )
    amended = generation.tables / "amended.parquet"
    yield from rows(
        "SELECT * FROM read_parquet(?) WHERE (list_contains(?, document) "
        "OR (document = '' AND tender = ?)) AND (? = '' OR type = ?) ORDER BY log, key",
        [str(amended), [one["uid"] for one in documents], tender, kind, kind],
    )


def _speaks_of(generation: "Generation", row: Mapping[str, Any], edge: Row) -> bool:
    """Say whether a statement has the ends and the part of an edge."""
    is_keyed = edge["type"] in KEYED_BY_MODALITY
    if is_keyed and row["modality"] != edge["modality"]:
        return False
    if edge["part"] not in ("", "?") and row["part"] not in ("", edge["part"]):
        return False
    if row["key"] == edge["statement"]:
        return True
    ends = {edge["src"], edge["dst"]} - {edge.get("tender") or ""}
    return bool(ends & set(_named(generation, row)))


def _named(generation: "Generation", row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the uids that the mentions of a statement were read as."""
    file = generation.tables / "names.parquet"
    for side in ("s", "o"):
        said = row[f"{side}_text"]
        if not said:
            continue
        yield from _catalogued(row[f"{side}_ids"])
        query = (
            "SELECT DISTINCT uid FROM read_parquet(?) WHERE text = ? AND label = ? "
            "AND context IN ('', ?) AND (ids = '' OR ids = ?)"
        )
        given = [str(file), said, row[f"{side}_label"], row["tender"]]
        yield from (r["uid"] for r in rows(query, [*given, row[f"{side}_ids"]]))


def _catalogued(ids: str | None) -> Iterator[str]:
    yield from (uid for scheme, uid in json.loads(ids or "[]") if scheme == "catalogue")


def _shown(
    case: Ledger, said: Sequence[Mapping[str, Any]], documents: Mapping[str, Row]
) -> list[Row]:
    """Return statements as they may be shown, with glosses, translations, marks."""
    translations: dict[str, list[Row]] = {}
    for row in case.live("translation"):
        translations.setdefault(row.body["of"]["key"], []).append(
            {"text": row.body["text"], "by": row.by, "at": row.at}
        )
    rejected = {
        row.body["rejects"]["key"]: row
        for row in case.live("amendment")
        if "rejects" in row.body
    }
    marks = remarks.marks(case)
    return [
        {name: row[name] for name in _SAID}
        | {
            "quote": row["quote_shown"] or row["quote"],
            "glosses": within(row["quote"] or "", *_GLOSSED),
            "pinyin": pinyin(row["s_text"] or row["o_text"] or ""),
            "translations": translations.get(row["key"], []),
            "rejected": _who(rejected.get(row["key"])),
            "added": {"by": row["author"], "why": row["why"]} if "log" in row else None,
            "mark": marks.get(row["key"]),
            "path": documents.get(row["document"], {}).get("path", ""),
        }
        for row in said
    ]


def _who(row: Any) -> Row | None:
    return {"by": row.by, "at": row.at, "why": row.why} if row else None


def _names(generation: "Generation", uid: str) -> list[Row]:
    file = generation.tables / "names.parquet"
    query = (
        "SELECT text, min(basis) AS basis, CAST(sum(mentions) AS BIGINT) AS mentions "
        "FROM read_parquet(?) WHERE uid = ? GROUP BY text "
        "ORDER BY mentions DESC, text LIMIT 100"
    )
    return [
        dict(row) | {"pinyin": pinyin(row["text"])}
        for row in rows(query, [str(file), uid])
    ]


def _record(
    generation: "Generation", case: Ledger, document: str
) -> tuple[Any, Any, str]:
    """Return the record of a document, its source and its layer."""
    documents = _documents(generation, [document])
    if document not in documents:
        raise CaseError(f"no document has the uid {document}")
    sha256 = documents[document]["source"]
    manifest = {row["source"]: row for row in generation.manifest["sources"]}
    source = next((one for one in case.sources() if one.sha256 == sha256), None)
    if source is None or sha256 not in manifest:
        raise SourceError(
            documents[document]["path"], "", "the source is not in the case any more"
        )
    read = manifest[sha256]
    files = tables.parts(case.folder.reads / read["key"], "records")
    query = "SELECT * FROM read_parquet(?) WHERE document = ? LIMIT 1"
    record = next(rows(query, [[*map(str, files)], document]), None)
    if record is None:
        raise CaseError(f"the record of {document} is not in the tables")
    return record, source, read["layer"]
