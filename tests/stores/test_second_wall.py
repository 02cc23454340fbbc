"""Stores are opened for reading only: what the guard missed would still be refused."""

from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.store.embedded import EmbeddedStore, build
from tests.graphs import Rows
from tests.servers import connect

WRITES = (
    "CREATE (:Chip {uid: 'chip:x'})",
    "MATCH (t:Tender) SET t.name = 'x'",
    "MATCH (t:Tender) DETACH DELETE t",
    "MERGE (:Chip {uid: 'chip:x'})",
)


@pytest.mark.parametrize("text", WRITES)
def test_the_engine_refuses_to_write(text: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.lbug"
    build(Rows().write(tmp_path / "tables"), file)
    before = file.read_bytes()
    with (
        EmbeddedStore(file) as store,
        store._connection(5.0) as connection,
        pytest.raises(RuntimeError, match="read-only"),
    ):
        connection.execute(text)
    assert file.read_bytes() == before


@pytest.mark.neo4j
@pytest.mark.parametrize("text", WRITES)
def test_the_server_refuses_to_write_while_reading(text: str, neo4j_url: str) -> None:
    with connect(neo4j_url) as store:
        with pytest.raises(GraphkitError, match="read access mode"):
            store.fetch(text)
        assert store.fetch("MATCH (n {uid: 'chip:x'}) RETURN count(n)") == [[0]]
