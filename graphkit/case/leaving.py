"""What leaves a case: exports and pushes, never with a restricted source in them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import __version__, export, rules, settings
from graphkit.case import (
    asking,
    beside,
    builder,
    generations,
    lists,
    methods,
    pages,
    persons,
    redacting,
    supposing,
    viewed,
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

Row = Mapping[str, Any]

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


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to leave: chains by key, of a question's tenders, or of a saved view.

    Without any all chains of `min_grade` and better go in. `redact` are names and
    sources to leave out, `hides` says that no natural person may be named.
    """

    keys: tuple[str, ...] = ()
    min_grade: str = "E2"
    question: str = ""
    view: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    redact: tuple[str, ...] = ()
    hides: bool = False


def write(case: Path, kind: str, file: Path, wish: Wish) -> Path:
    """Write chains to one file and return its path; MOST chains at the most.

    Raises CaseError for a key that no chain has, or a question without tenders.
    """
    hides = wish.hides
    with public(case) as (generation, restricted):
        graph = Graph.open(generation.folder)
        found = candidates(case, graph, wish)
        chosen = selected(found.chains, generation, case, wish)
        chosen = beside.marked(case, generation.tables, chosen)
        if hides:
            with Ledger.open(case) as ledger:
                hider = persons.of_case(generation.tables, ledger.uid)
            chosen = hider.rows(chosen)
        chosen = beside.translated(case, chosen, by=False)
        sources: list[Any]
        _, sources = views.run(generation, _SOURCES)
        notes = [said] if (said := restricted_sentence(restricted)) else []
        with Ledger.open(case) as ledger:
            notes += _private(lists.count_private(ledger))
        notes += found.notes
        meta = _meta(generation, _asked(wish), notes, truncated=found.truncated)
        meta["rules"] = supposing.cited(case, chosen)
        steps = methods.counted(generation, graph)
        meta["funnel"] = [(step.name, step.count, step.of) for step in steps]
        if kind == "html":
            chosen, meta["pictures"] = pages.with_pages(
                Folder(case), generation, chosen
            )
        if hides and hider.hides:
            meta["pictures"] = {}  # a line beside the quote may name a person
            sources, meta = hider.rows(sources), hider.value(meta)
            meta["left_out_of_it"] = True
        if wish.redact:
            chosen, sources, meta = redacting.redacted(
                case, generation, wish.redact, (chosen, sources, meta)
            )
            meta["left_out_of_it"] = True
    file.parent.mkdir(parents=True, exist_ok=True)
    export.write(kind, chosen, sources, meta, file)
    return file


def candidates(case: Path, graph: Graph, wish: Wish) -> viewed.Viewed:
    """Return the chains that a wish is about, best first, MOST at the most."""
    if wish.view:
        with Ledger.open(case) as ledger:
            return viewed.look(ledger, graph, wish.view, MOST)
    lowest = "E5" if wish.keys or wish.question else wish.min_grade
    found = chains.search(graph, chains.ChainQuery(min_grade=lowest, limit=MOST))
    rows = [chain.to_json() for chain in found.chains]
    return viewed.Viewed(rows, found.truncated, ())


def selected(
    every: Sequence[Row], generation: "Generation", case: Path, wish: Wish
) -> list[Any]:
    """Return those of some chains that a wish names, by key or through a question."""
    chosen = [row for row in every if not wish.keys or row["key"] in wish.keys]
    if missing := set(wish.keys) - {row["key"] for row in chosen}:
        raise CaseError(
            f"no chain has the key {min(missing)}",
            hint="`graphkit chains --json` prints keys",
        )
    if wish.question:
        tenders = set(asking.tenders(generation, case, wish.question, wish.params))
        chosen = [row for row in chosen if tenders & set(row["tenders"])]
    return chosen


def _asked(wish: Wish) -> dict[str, Any]:
    """Return what was asked for, as a report says it."""
    if wish.question:
        return {"question": wish.question, **wish.params}
    if wish.view:
        return {"view": wish.view}
    return {"min_grade": wish.min_grade}


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


def restricted_sentence(count: int) -> str:
    """Say how many restricted sources are missing; '' for none."""
    if not count:
        return ""
    sources = "source is" if count == 1 else "sources are"
    return f"{count} restricted {sources} left out of this file."


def _private(count: int) -> list[str]:
    several = "A private list was" if count == 1 else f"{count} private lists were"
    return [f"{several} used; nothing of it is in this file."] if count else []


def _meta(
    generation: "Generation", query: Row, notes: Sequence[str], *, truncated: bool
) -> dict[str, Any]:
    manifest = generation.manifest
    return {
        "revision": generation.revision,
        "digest": generation.digest,
        "version": __version__,
        "query": query,
        "catalogue": manifest["inputs"]["catalogue"],
        "loaders": manifest["inputs"]["loaders"],
        "schema": manifest["inputs"]["schema"],
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
