"""Fixtures that tests of several folders use."""

import os

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: a busy machine changes no verdict.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


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
