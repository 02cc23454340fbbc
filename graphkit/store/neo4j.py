"""A graph in a Neo4j, asked through the official driver.

Reading sees one case of the server: its own nodes and relationships and no others
(see `scope`). What writes there is `push`, through `change`.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, cast

import neo4j
from neo4j import exceptions
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.store import LIMIT, SECONDS, Rows, values
from graphkit.store.clauses import capped, columns
from graphkit.store.guard import PORTABLE, read_only
from graphkit.store.scope import CASE_LABEL, scoped
from graphkit.store.tokens import words

OLDEST = 5
"""The first version whose Cypher is ours."""

CONNECTING_S = 10.0

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

FUNCTIONS = PORTABLE | words(
    """CHAR_LENGTH CHARACTER_LENGTH DATE.TRUNCATE DATETIME DURATION
    DURATION.BETWEEN DURATION.INDAYS DURATION.INMONTHS E EXP ISEMPTY ISNAN KEYS
    LOCALDATETIME PERCENTILECONT PERCENTILEDISC PROPERTIES REDUCE STDEV STDEVP TAIL
    TOSTRING TOSTRINGLIST"""
)
"""What may be called here; the embedded store knows less."""

# Its retries are no news to people: what fails in the end becomes a StoreError.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_VERSION = re.compile(r"/(\d+)\.")


class Neo4jStore:
    """The graph of a case in a Neo4j; see `store.Store`.

    Without a `case` it is the only one that the database holds.
    """

    def __init__(
        self,
        url: str,
        user: str = "neo4j",
        password: str = "",
        database: str = "",
        case: str = "",
    ) -> None:
        """Connect. Raises StoreError where that fails, in a sentence."""
        self.url, self.database = url, database
        self._case = case
        if url.partition("://")[0] not in SCHEMES:
            raise StoreError(
                f"{url} is no address of a Neo4j", hint="write bolt://HOST:7687"
            )
        with self._failures():
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(user, password),
                connection_timeout=CONNECTING_S,
                max_transaction_retry_time=CONNECTING_S,
                notifications_min_severity="OFF",
            )
        try:
            self._check()
        except GraphkitError:
            self._driver.close()
            raise

    def run(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
        limit: int = LIMIT,
    ) -> Rows:
        """Return the rows of a text, asked of this case; see `store.Store`."""
        query = read_only(text, params or {}, FUNCTIONS)
        named = columns(query, text)
        query = scoped(capped(query, limit + 1), self.case())
        limited = neo4j.Query(query.text, timeout=max(seconds, 0.001))
        with self._failures(seconds), self._reading() as session:
            result = session.run(limited, dict(query.params))
            found = [record.values() for record in result.fetch(limit + 1)]
            names = named or tuple(result.keys())
            result.consume()
        uids = self._uids(found[:limit])
        rows = [
            {name: plain(value, uids) for name, value in zip(names, row, strict=True)}
            for row in found[:limit]
        ]
        return Rows(names, rows, len(found) > limit)

    def revision(self) -> str:
        """Return the revision the case was pushed at; '' while a push is under way."""
        rows = self.fetch(
            f"MATCH (c:{CASE_LABEL} {{uid: $case, _case: $case}}) "
            "RETURN c.revision, c.state",
            {"case": self.case()},
        )
        return next((revision for revision, state in rows if state == "complete"), "")

    def case(self) -> str:
        """Return the uid of the case that is read.

        Raises StoreError where the database does not hold it, or where none was named
        and there is not exactly one.
        """
        held = self.cases()
        if self._case in held:
            return self._case
        if self._case or not held:
            what = "this case" if self._case else "any case"
            raise StoreError(
                f"the database at {self.url} does not hold {what}",
                hint="`graphkit push` brings one there",
            )
        if len(held) > 1:
            raise StoreError(
                f"the database at {self.url} holds {len(held)} cases: "
                f"{', '.join(held)}",
                hint="ask from within one: --case DIR; `serve` takes --copy UID",
            )
        return held[0]

    def cases(self) -> tuple[str, ...]:
        """Return the uids of all cases that the database holds."""
        rows = self.fetch(
            f"MATCH (c:{CASE_LABEL}) WHERE c._case = c.uid "
            "RETURN DISTINCT c.uid ORDER BY c.uid"
        )
        return tuple(str(uid) for (uid,) in rows)

    def fetch(
        self, text: str, params: Mapping[str, Any] | None = None
    ) -> list[list[Any]]:
        """Return the rows of a text of our own, as the driver gives them."""
        with self._failures(), self._reading() as session:
            result = session.run(text, dict(params or {}))
            return [record.values() for record in result]

    def change(self, text: str, params: Mapping[str, Any] | None = None) -> list[Any]:
        """Write with a text of our own in one transaction, repeated where it collides.

        Return the values of its first row; none where it returns none.
        """

        def write(transaction: neo4j.ManagedTransaction) -> list[Any]:
            record = next(iter(transaction.run(text, dict(params or {}))), None)
            return record.values() if record else []

        with self._failures(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(write)

    def define(self, text: str) -> None:
        """Run a statement about the schema, which has a transaction of its own."""
        with self._failures(), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(text).consume()

    def close(self) -> None:
        """Let go of the connection; closing twice does nothing."""
        self._driver.close()

    def __enter__(self) -> Self:
        """Return the store; leaving closes it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def _check(self) -> None:
        with self._failures(), self._reading() as session:
            server = session.run("RETURN 1").consume().server
        agent = server.agent
        version = _VERSION.search(agent)
        if version and int(version[1]) < OLDEST:
            raise StoreError(
                f"the server at {self.url} is {agent}: too old",
                hint=f"Neo4j {OLDEST} or newer is needed",
            )

    def _reading(self) -> neo4j.Session:
        return self._session(neo4j.READ_ACCESS)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self.database or None,
            default_access_mode=access,
            fetch_size=5_000,
        )

    def _uids(self, found: Sequence[Sequence[Any]]) -> dict[str, str]:
        """Return the uids of nodes that relationships of the rows join."""
        ends = {
            node.element_id
            for edge in _relationships(found)
            for node in edge.nodes
            if node is not None
        }
        if not ends:
            return {}
        rows = self.fetch(
            "MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n), n.uid",
            {"ends": sorted(ends)},
        )
        return dict(cast("list[tuple[str, str]]", rows))

    @contextmanager
    def _failures(self, seconds: float = 0.0) -> Iterator[None]:
        """Turn what driver and server say into sentences of our own."""
        try:
            yield
        except exceptions.AuthError as error:
            raise StoreError(
                f"the server at {self.url} does not know this user and password",
                hint="name --user; the password comes from $GRAPHKIT_NEO4J_PASSWORD",
            ) from error
        except exceptions.Neo4jError as error:
            raise self._refusal(error, seconds) from error
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
            raise StoreError(
                f"no Neo4j answers at {self.url}",
                hint="is it running, and is this its Bolt port?",
            ) from error
        except (exceptions.DriverError, ValueError, OSError) as error:
            raise StoreError(f"{self.url}: {_first(str(error))}") from error

    def _refusal(
        self, error: exceptions.Neo4jError, seconds: float
    ) -> StoreError | QueryError:
        code, told = error.code or "", _first(error.message or str(error))
        if "TransactionTimedOut" in code:
            return QueryError(
                f"the answer took longer than {seconds:g} s",
                hint="ask for less, or give it more --seconds",
            )
        if "MemoryPoolOutOfMemory" in code or "TransactionOutOfMemory" in code:
            return QueryError(
                "the answer needs more memory than it may have", hint="ask for less"
            )
        if "DatabaseNotFound" in code:
            return StoreError(
                f"the server at {self.url} has no database {self.database!r}",
                hint="--database names one; without it the server's default is taken",
            )
        is_question = code.startswith(
            ("Neo.ClientError.Statement", "Neo.ClientError.Procedure")
        )
        return QueryError(told) if is_question else StoreError(f"{self.url}: {told}")


def plain(value: Any, uids: Mapping[str, str]) -> Any:
    """Return a value without anything of the driver in it."""
    if isinstance(value, Node):
        return values.node(next(iter(value.labels), ""), _properties(value, uids))
    if isinstance(value, Relationship):
        start, end = (
            uids.get(node.element_id, "") if node is not None else ""
            for node in value.nodes
        )
        return values.edge(value.type, start, end, _properties(value, uids))
    if isinstance(value, Path):
        nodes = [plain(node, uids) for node in value.nodes]
        return values.path(nodes, [plain(edge, uids) for edge in value.relationships])
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, dict):
        return {
            name: plain(item, uids)
            for name, item in value.items()
            if name not in values.OWN
        }
    if isinstance(value, list | Point):
        return [plain(item, uids) for item in value]
    return value.hex() if isinstance(value, bytes | bytearray) else value


def _properties(entity: Node | Relationship, uids: Mapping[str, str]) -> dict[str, Any]:
    return {name: plain(value, uids) for name, value in entity.items()}


def _relationships(value: Any) -> Iterator[Relationship]:
    if isinstance(value, Relationship):
        yield value
    elif isinstance(value, Path):
        yield from value.relationships
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _relationships(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _relationships(item)


def _first(text: str) -> str:
    return text.strip().split("\n", 1)[0]
