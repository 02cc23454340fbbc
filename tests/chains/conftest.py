"""A graph of rows for tests of chains."""

from pathlib import Path

import pytest

from tests.chains.told import Open
from tests.graphs import opened


@pytest.fixture
def open_graph(tmp_path: Path) -> Open:
    return lambda rows: opened(rows, tmp_path)
