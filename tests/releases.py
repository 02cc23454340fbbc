"""Small OCDS releases for tests: real files, one sentence each to make."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def release(
    process: str,
    *,
    buyer: str,
    supplier: str | Sequence[str] = "",
    title: str = "",
    item: str = "",
    status: str = "",
    agency: str = "",
    number: str = "",
    date: str = "2024-03-01",
    record: str = "1",
) -> dict[str, Any]:
    """Return a release with at most one award, its item as the award's item."""
    suppliers = [supplier] if isinstance(supplier, str) else list(supplier)
    made: dict[str, Any] = {
        "ocid": f"ocds-213czf-{process}",
        "id": f"{process}-{record}",
        "date": f"{date}T00:00:00Z",
        "tag": ["award" if supplier else "tender"],
        "initiationType": "tender",
        "buyer": {"name": buyer},
        "tender": {"id": number or f"TENDER-{process}-1", "title": title},
    }
    if status:
        made["tender"]["status"] = status
    if agency:
        made["parties"] = [{"id": "a", "name": agency, "roles": ["procurementAgency"]}]
    if supplier:
        award: dict[str, Any] = {
            "id": f"award-{process}",
            "status": "active",
            "date": f"{date}T00:00:00Z",
            "value": {"amount": 200000, "currency": "CNY"},
            "suppliers": [{"name": name} for name in suppliers],
        }
        if item:
            award["items"] = [{"id": "1", "description": item}]
        made["awards"] = [award]
    elif item:
        made["tender"]["items"] = [{"id": "1", "description": item}]
    return made


def write_releases(file: Path, *releases: Mapping[str, Any]) -> Path:
    """Write a release package and return its path."""
    package = {
        "uri": "https://example.org/package",
        "version": "1.1",
        "publishedDate": "2024-06-01T00:00:00Z",
        "publisher": {"name": "Example"},
        "releases": list(releases),
    }
    file.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return file
