"""Nothing that is asked of a store changes it, or reaches beyond it."""

import pytest

from graphkit.errors import QueryError
from graphkit.store import Store

WRITES = [
    "CREATE (n:Chip {uid: 'x'})",
    "create (n:Chip {uid: 'x'}) return n",
    "CrEaTe (n:Chip {uid: 'x'})",
    "MATCH (t:Tender) CREATE (n:Chip {uid: 'x'}) RETURN t",
    "MATCH (t:Tender)\nCREATE\n(n:Chip {uid: 'x'})\nRETURN t",
    "MATCH (t:Tender)CREATE(n:Chip)RETURN t",
    "MATCH (t:Tender)/**/CREATE/**/(n:Chip {uid: 'x'}) RETURN t",
    "MATCH (t:Tender) // reads only\nCREATE (n:Chip {uid: 'x'}) RETURN t",
    "// MATCH\nCREATE (n:Chip {uid: 'x'})",
    "MATCH (t:Tender) /* ' */ DELETE t /* ' */ RETURN 1",
    "MATCH (t:Tender) WHERE t.name = 'it\\'s' SET t.name = 'x' RETURN t",
    'MATCH (t:Tender) WHERE t.name = "\'" SET t.name = "\'" RETURN t',
    "MERGE (n:Chip {uid: 'x'})",
    "MERGE (n:Chip {uid: 'x'}) ON CREATE SET n.name = 'x'",
    "MATCH (t:Tender) SET t.name = 'x'",
    "MATCH (t:Tender) set t += {name: 'x'} RETURN t",
    "MATCH (t:Tender) ſet t.name = 'x' RETURN t",
    "MATCH (t:Tender) DELETE t",
    "MATCH (t:Tender) DETACH DELETE t",
    "MATCH (t:Tender) NODETACH DELETE t",
    "MATCH (t:Tender) REMOVE t.name",
    "INSERT (n:Chip {uid: 'x'})",
    "MATCH (t:Tender) FOREACH (x IN [1] | SET t.name = 'x')",
    "DROP TABLE Tender",
    "DROP CONSTRAINT graphkit_tender",
    "DROP DATABASE neo4j",
    "ALTER TABLE Tender DROP name",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "CREATE NODE TABLE X(uid STRING, PRIMARY KEY(uid))",
    "CREATE INDEX x FOR (n:Tender) ON (n.name)",
    "CREATE USER mallory SET PASSWORD 'x'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (t:Tender) LOAD CSV FROM 'http://127.0.0.1/' AS line RETURN line",
    "LOAD FROM '/etc/passwd' RETURN *",
    "LOAD EXTENSION httpfs",
    "COPY Tender FROM '/tmp/x.csv'",
    "COPY (MATCH (t:Tender) RETURN t.uid) TO '/tmp/x.csv'",
    "EXPORT DATABASE '/tmp/x'",
    "IMPORT DATABASE '/tmp/x'",
    "INSTALL httpfs",
    "UNINSTALL httpfs",
    "ATTACH '/tmp/x.db' AS x (dbtype sqlite)",
    "DETACH x",
    "USE system SHOW USERS",
    "USE neo4j MATCH (n) RETURN n",
    "SHOW USERS",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CALL dbms.listConfig()",
    "CALL dbms.killQuery('1')",
    "CALL db.createLabel('x')",
    "CALL show_tables() RETURN *",
    "CALL threads=64",
    "MATCH (t:Tender) CALL { WITH t CREATE (n:Chip) } RETURN t",
    "MATCH (t:Tender) CALL { WITH t DELETE t } IN TRANSACTIONS",
    "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    "CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {})",
    "RETURN `apoc`.`cypher`.`runFirstColumnSingle`('CREATE (n) RETURN n', {})",
    "USING PERIODIC COMMIT 500 LOAD CSV FROM 'file:///x' AS l CREATE (n)",
    "MATCH (t:Tender) RETURN t; CREATE (n:Chip {uid: 'x'})",
    "RETURN 1;;MATCH (t:Tender) DETACH DELETE t;",
    "RETURN 1 ; // end\n DROP TABLE Tender",
    "RETURN 'a\\u0027 CREATE (n:Chip) //'",
    "MATCH (t:Tender) \\u0043REATE (n:Chip) RETURN t",
    "MATCH (t:Tender) RETURN `a\\u0060 CREATE (n:Chip) //`",
    "MATCH (t:Tender) RETURN t.`a``b`",
    "EXPLAIN CREATE (n:Chip)",
    "PROFILE CREATE (n:Chip {uid: 'x'})",
    "CYPHER 25 CREATE (n:Chip)",
    "BEGIN TRANSACTION",
    "COMMIT",
    "CHECKPOINT",
    "PRAGMA x",
    "MATCH (t:Tender) RETURN count { CREATE (n:Chip) }",
    "MATCH (t:Tender) RETURN nextval('x')",
]
READS = [
    ("RETURN 'CREATE (n) DELETE n; DROP TABLE x' AS x", "CREATE (n) DELETE n"),
    ("MATCH (t:Tender) WHERE t.name CONTAINS 'CREATE and SET' RETURN t.name", "CREATE"),
    ('MATCH (t:Tender) WHERE t.name = "CREATE and SET" RETURN t.name AS x', "CREATE"),
    ("MATCH (`set`:Tender {name: 'CREATE and SET'}) RETURN `set`.name", "CREATE"),
    ("RETURN 'x' AS `delete`", "x"),
    ("RETURN 'it\\'s // no comment' AS x", "it's // no comment"),
    ("/* CREATE (n) */ RETURN 'x' AS x // DELETE n", "x"),
    ("WITH 'x' AS created RETURN created", "x"),
    ("WITH 'x' AS settings RETURN settings;", "x"),
]
COUNTS = (
    "MATCH (n) RETURN count(n) AS n",
    "MATCH ()-[r]->() RETURN count(r) AS n",
    "MATCH (n) WHERE n.name = 'x' OR n.uid = 'x' RETURN count(n) AS n",
)


def counts(store: Store) -> list[int]:
    return [store.run(text).rows[0]["n"] for text in COUNTS]


@pytest.mark.parametrize("text", WRITES)
def test_what_does_more_than_read_is_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        store.run(text)


def test_nothing_is_changed_by_trying(store: Store) -> None:
    before = counts(store)
    for text in WRITES:
        with pytest.raises(QueryError):
            store.run(text)
    assert counts(store) == before
    assert before[2] == 0


@pytest.mark.parametrize(("text", "begins"), READS)
def test_what_only_looks_like_writing_is_answered(
    store: Store, text: str, begins: str
) -> None:
    (row,) = store.run(text).rows
    assert next(iter(row.values())).startswith(begins)


def test_a_property_called_like_a_clause_is_read_in_backticks(store: Store) -> None:
    text = "WITH {`set`: 'x'} AS held RETURN held.`set` AS x"
    assert store.run(text).rows == [{"x": "x"}]
