"""Publishing: the report of a saved view, as the page hands it to a person."""

from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import Response

from graphkit.errors import QueryError
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper


def report(keeper: Keeper, asked: Asked) -> Response:
    """Return the bytes that `graphkit export --format html --view NAME` writes.

    They come as a file of no kind, so that no browser shows them as a page of ours.
    """
    view = asked.text("view")
    if not view:
        raise QueryError("a report is made of a saved view: which?")
    with TemporaryDirectory(prefix="graphkit-") as folder, keeper.reading() as case:
        content = case.export("html", Path(folder) / "report.html", view=view)
        return Response(content.read_bytes(), media_type="application/octet-stream")
