"""Fixtures that tests of several folders use."""

import os

import pytest


@pytest.hookimpl(tryfirst=True)  # before the processes read what belongs together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file, and all that need the one Neo4j, in one process."""
    for item in items:
        alone = item.get_closest_marker("neo4j")
        group = "neo4j" if alone else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def neo4j_url() -> str:
    """The Bolt URL of the tests' Neo4j; a skip with its reason, in CI a failure."""
    url = os.environ.get("GRAPHKIT_TEST_NEO4J", "")
    if url:
        word = os.environ.get("GRAPHKIT_TEST_NEO4J_PASSWORD", "")
        os.environ["GRAPHKIT_NEO4J_PASSWORD"] = word
        return url
    if os.environ.get("CI") == "true":
        pytest.fail("no Neo4j: `make test` starts one")
    pytest.skip("no Neo4j at $GRAPHKIT_TEST_NEO4J: `make test` starts one")
