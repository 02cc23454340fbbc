"""What one release says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ocds.told import Says, release
from tests.said import statements


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Return what a release says that is alone in a file."""

    def state(**members: Any) -> list[dict[str, Any]]:
        file = tmp_path / "release.json"
        file.write_text(json.dumps(release(**members)), encoding="utf-8")
        return statements(tmp_path, file)

    return state
