"""What a table says with a map beside it."""

from pathlib import Path
from typing import Any

import pytest

from tests.said import statements
from tests.table.told import HEADER, MAP, Says


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Return what a table says with a map beside it."""

    def state(*lines: str, header: str = HEADER, columns: str = MAP) -> Any:
        file = tmp_path / "a.csv"
        file.write_text("\n".join([header, *lines]), encoding="utf-8")
        (tmp_path / "a.csv.map.toml").write_text(columns, encoding="utf-8")
        return statements(tmp_path, file)

    return state
