"""What a case holds."""

from pathlib import Path

from graphkit.case import pipeline


def digest(case: Path) -> str:
    return str(pipeline.status(case)["digest"])


def readings(case: Path) -> set[str]:
    """Return the names of the folders that hold what sources said."""
    return {
        path.name for path in (case / "derived" / "read").iterdir() if path.is_dir()
    }
