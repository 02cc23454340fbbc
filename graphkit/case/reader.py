"""The reading side of a case: what it holds, and what can be asked of it.

What is read is the generation that was current at the first look; `pending` says what
it does not show yet.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkit.case import editions, pipeline
from graphkit.case.ledger import Ledger
from graphkit.case.persons import Discreet
from graphkit.errors import NameLookupError
from graphkit.results import Results

if TYPE_CHECKING:
    import networkx
    import pandas

    from graphkit.case.changes import Changes
    from graphkit.case.generations import Generation
    from graphkit.case.verify import VerifyResult
    from graphkit.catalogue import Catalogue
    from graphkit.queries import Question
    from graphkit.search.graph import Graph

PLACES: Mapping[str, tuple[str, ...]] = {
    "institution": ("Organization",),
    "intermediary": ("Organization",),
    "provider": ("Provider",),
    "item": ("Chip", "Model", "Product"),
}
"""Labels of what a name can stand for at each place of a chain."""


class CaseReader(Discreet):
    """A case's folder, with everything that can be asked of it."""

    def __init__(self, path: Path, *, hide_persons: bool | None = None) -> None:
        """Keep the folder; `Case.open` and `Case.create` look at it first."""
        super().__init__(path, hide_persons=hide_persons)
        self._held = ExitStack()
        self._generation: Generation | None = None
        self._catalogue: Catalogue | None = None
        self._graphs: dict[str, Graph] = {}

    def close(self) -> None:
        """Let go of the tables that were read."""
        self._held.close()
        self._generation = self._catalogue = self._hider = None
        self._graphs.clear()

    def __enter__(self) -> Self:
        """Return the case itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the case."""
        self.close()

    @property
    def generation(self) -> "Generation":
        """The tables that are read, held until the case is closed or changed."""
        if self._generation is None:
            held = pipeline.generation(self.folder)
            self._generation = self._held.enter_context(held)
        return self._generation

    def pending(self) -> tuple[str, ...]:
        """Say in sentences what the logs hold and the tables do not show yet."""
        return tuple(pipeline.pending(self.folder))

    @property
    def revision(self) -> str:
        """What the tables stand for now; another name, other inputs."""
        with Ledger.open(self.folder) as ledger:
            return ledger.current

    def changes(self, *, since: str) -> "Changes":
        """Return how the statements of stored sources differ from a revision's.

        Empty where that revision's tables are gone from the disk.
        """
        from graphkit.case import changes

        with Ledger.open(self.folder) as ledger:
            return changes.between(ledger.folder, since, ledger.current)

    def status(self) -> Mapping[str, Any]:
        """Return what the case holds: counts, revision, digest, what is pending."""
        return pipeline.status(self.folder)

    def loaded(self) -> Mapping[str, Any]:
        """Return what was read of each file, what was not, why, and what to do.

        `files` and `loaders` count the same; `refused` files gave no source at all.
        """
        from graphkit.case import loaded

        found = loaded.report(self.folder).to_json()
        hider = self.hider()
        return hider.value(found) if hider else found

    def verify(self) -> "VerifyResult":
        """Read every quote again from the stored bytes and say which differ."""
        from graphkit.case import verify

        return verify.verify(self.folder)

    def statements(self, *, rejected: bool = False) -> Iterator[Mapping[str, Any]]:
        """Yield what records say, source by source; or only what was rejected."""
        from graphkit.case import said

        hider = self.hider()
        for row in said.of_case(self.generation, rejected=rejected):
            yield hider.value(row) if hider else row

    def table(self, name: str) -> "pandas.DataFrame":
        """Return one table: `Tender`, `AWARDED_TO`, `statements`, `records` ..."""
        from graphkit.case import views

        return self.sql(f"SELECT * FROM {views.quoted(name)}").to_pandas()

    def sql(self, text: str) -> Results:
        """Run DuckDB SQL over the tables, read only; see `views` for their names."""
        from graphkit.case import views

        columns, rows = views.run(self.generation, text)
        return Results(rows, columns=columns)

    def judgements(self) -> Results:
        """Return the judgements that stand, oldest first; notes name what clashes."""
        from graphkit.case import judgements

        with Ledger.open(self.folder) as ledger:
            folder = ledger.folder.generation(ledger.current) / "tables"
            ends = judgements.ends(ledger.live("judgement"))
            told = judgements.live(ledger, judgements.spelled(folder, ends))
        return self.hidden(
            Results(
                judgements.listed(told),
                columns=judgements.COLUMNS,
                notes=judgements.notes(told),
            )
        )

    def graph(
        self, labels: Collection[str] = (), types: Collection[str] = ()
    ) -> "networkx.MultiDiGraph[str]":
        """Return the graph, or some labels and types of edges of it, for networkx."""
        from graphkit.search import networks

        return networks.network(self.generation.tables, labels, types)

    def searched(self, store: str = "") -> "Graph":
        """Return the tables and edge index of the case, or of a Neo4j's copy of it."""
        from graphkit.case import remote
        from graphkit.search.graph import Graph

        if store not in self._graphs:
            self._graphs[store] = (
                self._held.enter_context(remote.graph(self.folder, store))
                if store
                else Graph.open(self.generation.folder)
            )
        return self._graphs[store]

    @property
    def catalogue(self) -> "Catalogue":
        """The catalogue the case is read with: its edition of ours, and its own."""
        if self._catalogue is None:
            with Ledger.open(self.folder) as ledger:
                self._catalogue = editions.catalogue(ledger)
        return self._catalogue

    def named(self, graph: "Graph", name: str, *labels: str) -> str:
        """Return the uid a person's name for something stands for; '' for ''."""
        from graphkit.search import names

        if not name:
            return ""
        try:
            return names.lookup(
                graph.tables, graph.index, name, labels, catalogue=self.catalogue
            )
        except NameLookupError as error:
            hider = self.hider()
            if hider is None:
                raise
            raise type(error)(
                hider.sentence(str(error)), hint=hider.sentence(error.hint)
            ) from None

    def chains(
        self,
        institution: str = "",
        intermediary: str = "",
        provider: str = "",
        item: str = "",
        *,
        min_grade: str = "E2",
        as_of: date | None = None,
        rules: Path | None = None,
        limit: int = 1000,
        with_parts: bool = False,
        store: str = "",
    ) -> Results:
        """Return chains, best grade first; notes name the nearest misses.

        Names are uids, identifiers, or names equal after normalisation; several
        matches raise NameLookupError. `with_parts`: the institution with its schools.
        """
        from graphkit.case import beside, supposing
        from graphkit.search import chains

        graph = self.searched(store)
        query = chains.ChainQuery(
            institution=self.named(graph, institution, *PLACES["institution"]),
            intermediary=self.named(graph, intermediary, *PLACES["intermediary"]),
            provider=self.named(graph, provider, *PLACES["provider"]),
            item=self.named(graph, item, *PLACES["item"]),
            min_grade=min_grade,
            as_of=as_of,
            rules=supposing.rules_of(self.folder, rules),
            limit=limit,
            with_parts=with_parts,
        )
        found = chains.search(graph, query)
        # Persons go first: a sentence would say their names in pinyin, too.
        told = [chain.to_json() for chain in found.chains]
        told = beside.marked(self.folder, self.generation.tables, told)
        rows = beside.sentences(map(dict, self.hidden(Results(told))), graph.tables)
        rows = beside.translated(self.folder, rows)
        said = Results(rows, notes=found.misses, truncated=found.truncated)
        return self.hidden(self._searched(said, store))

    def paths(
        self,
        start: str,
        end: str,
        *,
        avoid: Sequence[str] = (),
        store: str = "",
        **asked: Any,
    ) -> Results:
        """Return paths between two things, best grade first, then shortest.

        `start`, `end` and each of `avoid`, through which none leads, are names, or
        selectors of many things (`@listed+university`). `asked`: fields of a PathQuery.
        """
        from graphkit.search import paths

        graph = self.searched(store)
        query = paths.PathQuery(
            start=self._several(graph, start),
            end=self._several(graph, end),
            avoid=tuple(uid for name in avoid for uid in self._several(graph, name)),
            **asked,
        )
        found = paths.search(graph, query)
        rows = [path.to_json() for path in found.paths]
        told = Results(rows, notes=found.misses, truncated=found.truncated)
        return self.hidden(self._searched(told, store))

    def _several(self, graph: "Graph", name: str) -> tuple[str, ...]:
        from graphkit.search import selectors

        if name.startswith(selectors.MARK):
            return selectors.select(graph, name)
        return (self.named(graph, name),)

    def whatif(
        self,
        supposition: str,
        *,
        min_grade: str = "E2",
        as_of: date | None = None,
        limit: int = 10_000,
    ) -> Results:
        """Return the chains whose review changes under other rules, with each clause.

        `supposition` is the path of a rules file, or the name of one that ships.
        """
        from graphkit.case import supposing
        from graphkit.search.chain_query import ChainQuery

        rules = supposing.rules_of(self.folder)
        other = supposing.rules_of(self.folder, supposing.supposed(supposition))
        query = ChainQuery(min_grade=min_grade, as_of=as_of, limit=limit)
        return self.hidden(supposing.compare(self.searched(), query, rules, other))

    def funnel(self) -> Results:
        """Return how many records and tenders are left on the way to the chains."""
        from graphkit.case import methods

        return self.hidden(methods.funnel(self.generation, self.searched()))

    def sample(self, n: int = 50, seed: int = 1) -> Results:
        """Return about `n` statements to mark, evenly over types, by a seed."""
        from graphkit.case import methods

        return self.hidden(methods.draw(self.generation, n, seed))

    def find(self, text: str, *, limit: int = 50) -> Results:
        """Return names, identifiers and records' text that hold some words."""
        from graphkit.case import finding

        return self.hidden(finding.find(self.folder, self.generation, text, limit))

    def why(self, name: str) -> Results:
        """Return why the names of an organisation are one: each tie, with reasons."""
        from graphkit.search import why

        found = why.why(self.generation.tables, self.named(self.searched(), name))
        return self.hidden(Results(found, columns=why.COLUMNS))

    def questions(self) -> Results:
        """Return the named questions, ours and the case's own, with what they ask."""
        from graphkit import queries

        rows = [
            {
                "name": question.name,
                "asks": question.asks,
                "params": ", ".join(param.name for param in question.params),
            }
            for question in queries.all(self.folder / "questions")
        ]
        return Results(rows, columns=("name", "asks", "params"))

    def question(self, name: str) -> "Question":
        """Return one named question. Raises QueryError where there is none."""
        from graphkit import queries

        return queries.get(name, self.folder / "questions")

    def ask(self, name: str, *, store: str = "", **given: Any) -> Results:
        """Run a named question on the case, or on what a Neo4j holds of it."""
        question = self.question(name)
        if question.is_search:
            rows = question.search(self.searched(store), given)
            found = self.hidden(Results(rows))
        else:
            found = self._run(store, question.text, question.bind(given))
        told = Results(
            found.rows,
            columns=question.columns,
            notes=(*found.notes, question.says, f"Left out: {question.omits}"),
            truncated=found.truncated,
        )
        return self._searched(told, store)

    def _searched(self, found: Results, store: str) -> Results:
        """Return what was found; where that is nothing, a note says where."""
        from graphkit.case import absence

        return found if found or store else absence.told(self, found)

    def cypher(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = 5.0,
        limit: int = 1000,
        store: str = "",
    ) -> Results:
        """Run Cypher that only reads, under limits of rows and time."""
        return self._run(store, text, params or {}, seconds=seconds, limit=limit)

    def _run(
        self,
        store: str,
        text: str,
        params: Mapping[str, Any],
        *,
        seconds: float = 30.0,
        limit: int = 10_000,
    ) -> Results:
        from graphkit.case import remote

        generation = self.generation
        opening = (
            remote.server(self.folder, store) if store else remote.embedded(generation)
        )
        with opening as opened:
            found = opened.run(text, params, seconds=seconds, limit=limit)
            notes = remote.behind(opened, generation.revision) if store else ()
        return self.hidden(remote.results(found, notes))
