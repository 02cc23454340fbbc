"""Fixtures that tests of several folders use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: a busy machine changes no verdict.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


LONG = (
    "assembly/test_again.py",
    "browser/test_file_pages.py",
    "browser/test_map_page.py",
    "test_kill.py",
    "test_explain.py",
    "judgements/test_merge.py",
    "pipeline/test_pipeline.py",
    "test_paths_slowly.py",
    "test_notice_hostile.py",
)
"""Files that take long: they begin, so that no core is idle when others end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long before all others."""
    long = {Path(__file__).parent / name for name in LONG}
    items.sort(key=lambda item: item.path not in long)


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
