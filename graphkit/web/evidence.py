"""Evidence: what an edge or a thing rests on, the text around it, its page."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from graphkit.errors import CaseError
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper
from graphkit.web.remarks import notes_on


def edge(keeper: Keeper, asked: Asked) -> Mapping[str, Any]:
    """Return an edge with its statements, and notes on them."""
    with keeper.reading() as case:
        (key,) = case.followed([asked.text("key")])
        found = case.evidence(key)
        said = [f"statement:{row['key']}" for row in found["statements"]]
        notes = [row for row in case.remarks()["notes"] if row["about"] in said]
        return {**found, "notes": notes}


def thing(keeper: Keeper, asked: Asked) -> Mapping[str, Any]:
    """Return what is known of a thing, why its names are one, and notes on it."""
    with keeper.reading() as case:
        (uid,) = case.followed([asked.text("uid")])
        found = dict(case.about(uid))
        if found["thing"]["label"] == "Organization":
            found["joins"] = list(case.why(uid))
        return found | {"notes": notes_on(case, uid)}


def words(keeper: Keeper, asked: Asked) -> Mapping[str, Any]:
    """Return the text of a record as it stands in the kept bytes."""
    with keeper.reading() as case:
        return case.words(asked.text("document"), asked.text("locator"))


def page(keeper: Keeper, asked: Asked) -> Response:
    """Return a picture of words on their page, in a frame."""
    start, end = (asked.whole(name, 0, 10**9) for name in ("start", "end"))
    with keeper.reading() as case:
        found = case.page(asked.text("document"), start, end)
    if found is None:
        raise CaseError("there is no picture of these words: the source is no PDF")
    headers = {"x-page": str(found.page)}
    return Response(found.png, media_type="image/png", headers=headers)
