"""One small graph in both stores: what a contract is tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.store import Store, embedded
from tests.graphs import Rows, day
from tests.servers import pushed

HOSTILE = "'\"`\\ $x {y} // /* */ ; CREATE (n) \u202e\x00\x1e\x1f\n\t<script>😀 深圳"
"""Text that would break out of a string which is pasted into Cypher."""


def graph() -> Rows:
    """Two tenders of one university, and the text of a hostile record."""
    rows = Rows()
    rows.node("org:univ", name="深圳大学", former_uids=["org:a", "org:b"], n_names=2)
    rows.node("tender:t1", name="GPU", date=day("2024-02-29"), budget=1.5)
    rows.node("tender:t2", name=HOSTILE, date=day("2023-01-01"))
    rows.node("tender:t3", name="CREATE and SET")
    for tender in ("t1", "t2", "t3"):
        rows.edge("ISSUED", "org:univ", f"tender:{tender}", date=day("2024-01-01"))
    rows.edge("AWARDED_TO", "tender:t1", "org:shop", part="lot:1", amount=10.0)
    rows.edge("VIA", "tender:t1", "provider:aws", documents=("doc:d1", "doc:d2"))
    return rows


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph().write(tmp_path_factory.mktemp("contract") / "tables")


@pytest.fixture(scope="session")
def embedded_store(
    tables: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    file = tmp_path_factory.mktemp("r1", numbered=False) / "graph.lbug"
    embedded.build(tables, file)
    with embedded.EmbeddedStore(file) as store:
        yield store


@pytest.fixture(scope="session")
def server_store(tables: Path, neo4j_url: str) -> Iterator[Store]:
    with pushed(tables, neo4j_url) as (store, _):
        yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Store:
    made: Store = request.getfixturevalue(
        "embedded_store" if request.param == "embedded" else "server_store"
    )
    return made
