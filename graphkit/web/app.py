"""The application: which address is answered by which handler."""

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit.errors import GraphkitError
from graphkit.web import desk, evidence, page, questions, search, sources, things
from graphkit.web.answers import Answering, Handler, answer, refusal
from graphkit.web.keeper import Keeper
from graphkit.web.sources import Dropped

HANDLERS: Mapping[str, Handler] = {
    "typed": search.typed,
    "records": search.records,
    "cards": things.cards,
    "neighbours": things.neighbours,
    "expand": things.expand,
    "chains": things.chains,
    "paths": things.paths,
    "evidence": evidence.edge,
    "thing": evidence.thing,
    "words": evidence.words,
    "page": evidence.page,
    "questions": questions.listed,
    "ask": questions.ask,
    "cypher": questions.cypher,
    "preview": desk.preview,
    "judge": desk.judge,
    "judgements": desk.judgements,
    "add": desk.add,
    "replace": desk.replace,
    "reject": desk.reject,
    "translate": desk.translate,
    "note": desk.note,
    "mark": desk.mark,
    "save_view": desk.save_view,
    "remarks": desk.remarks,
    "undo": desk.undo,
    "redo": desk.redo,
    "status": sources.status,
}
"""What can be asked, by the last step of its address."""


def application(keeper: Keeper, dropped: Dropped) -> Starlette:
    """Return the application that answers for a case, without its gate."""
    answering = Answering(keeper)

    async def upload(request: Request) -> Response:
        if request.headers.get("content-type") != "application/octet-stream":
            return Response(status_code=415)
        try:
            name = request.query_params.get("name", "")
            size = await dropped.keep(name, request.stream())
        except GraphkitError as error:
            return refusal(error)
        return answer({"size": size})

    routes = [
        Route("/", page.frame),
        Route("/static/{name:path}", page.static),
        Route("/api/upload", upload, methods=["POST"]),
        Route(
            "/api/load",
            answering.by(lambda keeper, asked: sources.load(keeper, dropped, asked)),
            methods=["POST"],
        ),
        *(
            Route(f"/api/{name}", answering.by(handler), methods=["POST"])
            for name, handler in HANDLERS.items()
        ),
    ]
    return Starlette(routes=routes)
