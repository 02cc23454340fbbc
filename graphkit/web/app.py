"""The application: which address is answered by which handler."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit.errors import GraphkitError
from graphkit.web import (
    desk,
    dropped,
    evidence,
    loaded,
    mapping,
    page,
    publishing,
    questions,
    remarks,
    search,
    sources,
    things,
)
from graphkit.web.answers import Answering, Asked, Handler, answer, refusal
from graphkit.web.dropped import Dropped
from graphkit.web.keeper import Keeper

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
    "remarks": remarks.told,
    "undo": desk.undo,
    "redo": desk.redo,
    "report": publishing.report,
    "status": sources.status,
    "loaded": loaded.report,
    "forget": loaded.forget,
    "retry": dropped.retry,
    "leave_out": dropped.leave_out,
}
"""What can be asked, by the last step of its address."""


UPLOADED: Mapping[str, Callable[[Keeper, Dropped, Asked], Any]] = {
    "load": dropped.load,
    "abandon": dropped.abandon,
    "map": mapping.proposed,
    "keep_map": mapping.keep,
}
"""What is asked about files that a person drops on the page."""


def application(keeper: Keeper, came: Dropped) -> Starlette:
    """Return the application that answers for a case, without its gate."""
    answering = Answering(keeper)

    async def upload(request: Request) -> Response:
        if request.headers.get("content-type") != "application/octet-stream":
            return Response(status_code=415)
        try:
            batch, name = (request.query_params.get(n, "") for n in ("batch", "name"))
            announced = int(request.headers.get("content-length", "0"))
            size = await came.keep(batch, name, announced, request.stream())
        except GraphkitError as error:
            return refusal(error)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        return answer({"size": size})

    routes = [
        Route("/", page.frame),
        Route("/static/{name:path}", page.static),
        Route("/api/upload", upload, methods=["POST"]),
        *(
            Route(f"/api/{name}", answering.by(handler), methods=["POST"])
            for name, handler in _handlers(came).items()
        ),
    ]
    return Starlette(routes=routes)


def _handlers(came: Dropped) -> Mapping[str, Handler]:
    def given(does: Callable[[Keeper, Dropped, Asked], Any]) -> Handler:
        return lambda keeper, asked: does(keeper, came, asked)

    return {**HANDLERS, **{name: given(does) for name, does in UPLOADED.items()}}
