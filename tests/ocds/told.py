"""Releases of one process."""

from collections.abc import Callable
from typing import Any

Says = Callable[..., list[dict[str, Any]]]


AWARD = {"id": "a1", "status": "active", "suppliers": [{"name": "Yunda"}]}


def release(**members: Any) -> dict[str, Any]:
    """Return a release of one process with the members given."""
    return {"ocid": "ocds-213czf-1", "id": "1", "tag": ["award"], **members}
