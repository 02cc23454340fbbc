"""What a server holds beside a case: other cases and other people's graphs.

Cases are told apart by `_case`, and a case's state by its `(:Case)` node, which is
complete only after everything else was written.
"""

from collections.abc import Mapping

from graphkit.errors import StoreError
from graphkit.schema import schema
from graphkit.store.neo4j import Neo4jStore
from graphkit.store.scope import CASE_LABEL

COMPLETE, PUSHING = "complete", "pushing"


def nodes_of(store: Neo4jStore, case: str) -> dict[str, int]:
    """Return how many nodes of each label carry the case, where any do."""
    texts = (
        f"MATCH (n:{label}) WHERE n._case = $case AND n.uid IS NOT NULL "
        f"RETURN '{label}' AS label, count(n) AS nodes"
        for label in _labels()
    )
    return dict(store.fetch(" UNION ALL ".join(texts), {"case": case}))


def refuse_foreign(store: Neo4jStore, held: Mapping[str, int]) -> None:
    """Raise StoreError where nodes of our labels are not among those `held`."""
    texts = (
        f"MATCH (n:{label}) RETURN '{label}' AS label, count(n) AS nodes"
        for label in _labels()
    )
    foreign = {
        label: nodes - held.get(label, 0)
        for label, nodes in store.fetch(" UNION ALL ".join(texts))
    }
    told = ", ".join(f"{count} {label}" for label, count in foreign.items() if count)
    if told:
        raise StoreError(
            f"the database holds nodes that are not this case's: {told}",
            hint="--beside leaves them as they are; --database names another",
        )


def types(store: Neo4jStore) -> tuple[str, ...]:
    """Return the relationship types that the database has ever had."""
    return tuple(str(kind) for (kind,) in store.fetch("CALL db.relationshipTypes()"))


def define(store: Neo4jStore) -> None:
    """Make the pair of case and uid unique for each label, where it is not yet."""
    named = {str(name) for (name,) in store.fetch("SHOW CONSTRAINTS YIELD name")}
    for label in _labels():
        if constraint_name(label) not in named:
            store.define(constraint(label))


def constraint_name(label: str) -> str:
    """Return what the constraint of a label is called."""
    return f"graphkit_{label.lower()}"


def constraint(label: str) -> str:
    """Return the Cypher that makes the pair of case and uid unique for a label."""
    return (
        f"CREATE CONSTRAINT {constraint_name(label)} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE (n._case, n.uid) IS UNIQUE"
    )


def state(store: Neo4jStore, case: str) -> tuple[str, str]:
    """Return the revision and state of a case; empty texts where it is not there."""
    found = f"MATCH (c:{CASE_LABEL} {{_case: $case, uid: $case}})"
    rows = store.fetch(f"{found} RETURN c.revision, c.state", {"case": case})
    return (rows[0][0], rows[0][1]) if rows else ("", "")


def begin(store: Neo4jStore, case: str) -> None:
    """Say, where the case is there already, that its graph is between two states."""
    found = f"MATCH (c:{CASE_LABEL} {{_case: $case, uid: $case}})"
    store.change(f"{found} SET c.state = $state", {"case": case, "state": PUSHING})


def finish(store: Neo4jStore, case: str, revision: str) -> None:
    """Write the case's own node: its graph is complete now."""
    store.change(
        f"MERGE (c:{CASE_LABEL} {{_case: $case, uid: $case}}) "
        "SET c.revision = $revision, c.schema = $schema, c.state = $state",
        {
            "case": case,
            "revision": revision,
            "schema": schema().version,
            "state": COMPLETE,
        },
    )


def _labels() -> tuple[str, ...]:
    return (*schema().nodes, CASE_LABEL)
