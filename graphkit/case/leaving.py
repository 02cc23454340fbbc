"""What leaves a case: exports and pushes, never with a restricted source in them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import __version__, export, rules, settings
from graphkit.case import (
    beside,
    builder,
    entities,
    generations,
    lists,
    methods,
    pages,
    persons,
    views,
)
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.search import chains
from graphkit.search.graph import Graph

if TYPE_CHECKING:
    from graphkit.case.generations import Generation
    from graphkit.store.push import PushSummary

ENTITIES = "ftm"
"""The format of the whole case, not of its chains."""

MOST = 2_000
"""Chains in one file; what was left out is said in it."""


_SOURCES = """
SELECT s.*, CASE WHEN count(d.uid) = 1 THEN max(d.url) ELSE '' END AS url,
    coalesce(max(d.captured_at), '') AS captured_at,
    coalesce(max(d.transcript_of), '') AS transcript_of,
    coalesce(bool_or(d.kind = 'attachment'), false) AS is_attachment
FROM sources s LEFT JOIN Document d ON d.source = s.source
GROUP BY ALL ORDER BY s.source
"""
"""Sources with where they were found; one of several records has no one address."""


@contextmanager
def public(case: Path) -> Iterator[tuple["Generation", int]]:
    """Hold the tables without restricted sources, and how many those are.

    Where there are none, and no private list, it is the current generation; else one
    is built without them, so that nothing of them shows through.
    """
    with Ledger.open(case) as ledger:
        restricted = sum(source.restricted for source in ledger.sources())
        private = lists.count_private(ledger)
    if restricted or private:
        with Ledger.open(case, write=True, doing="export") as ledger:
            yield builder.without_restricted(ledger), restricted
    else:
        with generations.held(case) as generation:
            yield generation, 0


def write(
    case: Path,
    kind: str,
    file: Path,
    *,
    keys: Sequence[str] = (),
    min_grade: str,
    hides: bool = False,
) -> Path:
    """Write chains to one file and return its path.

    `keys` choose chains; without them all of `min_grade` and better go in, MOST at
    the most. With `hides` no natural person is named in it. Raises CaseError for a
    key that no chain has.
    """
    if kind == ENTITIES:
        return write_entities(case, file, keys=keys, hides=hides)
    with public(case) as (generation, restricted):
        graph = Graph.open(generation.folder)
        found = chains.search(
            graph,
            chains.ChainQuery(min_grade="E5" if keys else min_grade, limit=MOST),
        )
        with Ledger.open(case) as ledger:
            every = [chain.to_json() for chain in found.chains]
            chosen = [row for row in every if not keys or row["key"] in keys]
            if hides:
                hider = persons.of_case(generation.tables, ledger.uid)
                chosen = hider.rows(chosen)
            chosen = beside.translated(ledger, chosen, by=False)
        _check_keys(keys, [row["key"] for row in chosen])
        _, sources = views.run(generation, _SOURCES)
        notes = [_restricted(restricted)] if restricted else []
        with Ledger.open(case) as ledger:
            notes += _private(lists.count_private(ledger))
        meta = _meta(generation, min_grade, notes, truncated=found.truncated)
        steps = methods.counted(generation, graph)
        meta["funnel"] = [(step.name, step.count, step.of) for step in steps]
        if kind == "html":
            chosen, meta["pictures"] = pages.with_pages(
                Folder(case), generation, chosen
            )
        if hides and hider.hides:
            meta["pictures"] = {}  # a line beside the quote may name a person
            sources, meta = hider.rows(sources), hider.value(meta)
    file.parent.mkdir(parents=True, exist_ok=True)
    export.write(kind, chosen, sources, meta, file)
    return file


def write_entities(
    case: Path, file: Path, *, keys: Sequence[str] = (), hides: bool = False
) -> Path:
    """Write the case as FollowTheMoney entities, JSON lines, and return the path.

    With the `keys` of chains only their tenders and whom those name. Restricted
    sources and private lists are left out. Raises CaseError for a key no chain has.
    """
    with public(case) as (generation, _):
        tenders = None
        if keys:
            found = chains.search(
                Graph.open(generation.folder),
                chains.ChainQuery(min_grade="E5", limit=MOST),
            )
            chosen = [row for row in found.chains if row.key in keys]
            _check_keys(keys, [row.key for row in chosen])
            tenders = [tender for row in chosen for tender in row.tenders]
        rows = list(entities.entities(generation, tenders))
        if hides:
            with Ledger.open(case) as ledger:
                rows = persons.of_case(generation.tables, ledger.uid).rows(rows)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("".join(lines).encode())
    return file


def _check_keys(keys: Sequence[str], found: Sequence[str]) -> None:
    if missing := set(keys) - set(found):
        raise CaseError(
            f"no chain has the key {min(missing)}",
            hint="`graphkit chains --json` prints keys",
        )


def push(
    case: Path, url: str, *, user: str, database: str, beside: bool, dry_run: bool
) -> "PushSummary":
    """Bring a Neo4j to what the case holds; see `store.push`."""
    from graphkit.store.neo4j import Neo4jStore
    from graphkit.store.push import push as bring

    with Ledger.open(case) as ledger:
        uid, revision = ledger.uid, ledger.current
    with (
        public(case) as (generation, _),
        Neo4jStore(url, user, settings.password(), database) as store,
    ):
        return bring(
            generation.tables,
            store,
            uid,
            revision,
            beside=beside,
            dry_run=dry_run,
        )


def _restricted(count: int) -> str:
    sources = "source is" if count == 1 else "sources are"
    return f"{count} restricted {sources} left out of this file."


def _private(count: int) -> list[str]:
    several = "A private list was" if count == 1 else f"{count} private lists were"
    return [f"{several} used; nothing of it is in this file."] if count else []


def _meta(
    generation: "Generation", min_grade: str, notes: Sequence[str], *, truncated: bool
) -> dict[str, Any]:
    manifest = generation.manifest
    return {
        "revision": generation.revision,
        "digest": generation.digest,
        "version": __version__,
        "query": {"min_grade": min_grade},
        "counts": {"sources": len(manifest["sources"]), **manifest["nodes"]},
        "rules_checked": rules.load().checked_until.isoformat(),
        "names": _other_names(generation),
        "notes": notes,
        "truncated": truncated,
    }


def _other_names(generation: "Generation") -> Mapping[str, str]:
    """Return the name in the other script of what has one, by the name shown."""
    _, rows = views.run(
        generation,
        "SELECT name, CASE WHEN name = name_zh THEN name_en ELSE name_zh END AS other"
        " FROM (SELECT * FROM Organization UNION ALL BY NAME SELECT * FROM Provider"
        " UNION ALL BY NAME SELECT * FROM Model) ORDER BY uid",
    )
    return {
        row["name"]: row["other"]
        for row in rows
        if row["other"] and row["other"] != row["name"]
    }
