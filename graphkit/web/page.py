"""The page: its frame, and its modules and style sheets, which nothing builds."""

from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from graphkit.viz import page, style

TYPES = {".js": "text/javascript", ".css": "text/css"}


async def frame(request: Request) -> Response:
    """Return the page itself; everything in it comes from modules."""
    text = files("graphkit.viz").joinpath("templates", "app.html").read_bytes()
    return Response(text, media_type="text/html")


async def static(request: Request) -> Response:
    """Return one of our modules or style sheets; 404 for anything else."""
    name = request.path_params["name"]
    if name == "palette.css":
        content = style.palette_css(dark=True) + style.drawing_css()
        return Response(content, media_type="text/css")
    if name not in _known():
        return Response(status_code=404)
    return Response(page.static(name), media_type=TYPES[PurePosixPath(name).suffix])


@cache
def _known() -> frozenset[str]:
    top = files("graphkit.viz") / "static"
    return frozenset(
        f"{folder}/{entry.name}"
        for folder in ("app", "view")
        if (top / folder).is_dir()
        for entry in (top / folder).iterdir()
        if PurePosixPath(entry.name).suffix in TYPES
    )
