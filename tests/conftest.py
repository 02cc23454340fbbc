"""Fixtures that tests of several folders use."""

import os

import pytest


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
