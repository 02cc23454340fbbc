"""The load report: what was read, what was not, why, and what to do."""

from collections.abc import Mapping
from typing import Any

from graphkit.case import column_maps, incoming
from graphkit.viz import loaded_page
from graphkit.web.answers import Asked
from graphkit.web.desk import why
from graphkit.web.keeper import Keeper

MOST = loaded_page.MOST


def report(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the load report, lists cut to what a page can show.

    Of what is `unread`, `waits` says that it lies here to be tried again, `source` is
    the hash of what the case keeps nevertheless. Of `is_table` a column map can be made
    or corrected.
    """
    with keeper.reading() as case:
        found = case.loaded()
        waits = incoming.waiting(case.folder)
        files = sorted(found["files"], key=lambda one: not one["quarantined"])
        shown = files[:MOST]
        tables = column_maps.tables(case.folder, shown)
    kept = {one["path"]: one["source"] for one in shown if one["quarantined"]}
    unread = loaded_page.unread(found)
    return {
        "unread": [
            {
                **item,
                "waits": item["path"] in waits,
                "source": kept.get(item["path"], ""),
                "is_table": kept.get(item["path"], "") in tables,
            }
            for item in unread[:MOST]
        ],
        "n_unread": len(unread),
        "loaders": found["loaders"],
        "files": [_file(one, one["source"] in tables) for one in shown],
        "n_files": len(files),
    }


def forget(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Take a source's statements out, with a reason; `undo` brings them back."""
    with keeper.changing("forgetting") as case:
        return {"id": case.forget(asked.text("source"), why=why(asked))}


def _file(one: Mapping[str, Any], is_table: bool) -> dict[str, Any]:
    return {
        **{name: value for name, value in one.items() if name != "quarantined"},
        "unread": one["unread"][: loaded_page.NAMED],
        "problems": len(one["quarantined"]),
        "is_table": is_table,
    }
