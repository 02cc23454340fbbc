"""Answers: what a handler returns as JSON, and errors as one sentence with a hint."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import GraphkitError, QueryError
from graphkit.results import Results
from graphkit.web.keeper import Keeper

THREADS = 8
"""Requests that are worked on at once; others wait for their turn."""

LARGEST = 1 << 20
"""Bytes of a request's JSON."""

Handler = Callable[[Keeper, "Asked"], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says: its members by name, whatever JSON they are."""

    given: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        """Return a text; raises QueryError for anything else."""
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise QueryError(f"{name} must be a text")
        return value

    def whole(self, name: str, default: int, most: int) -> int:
        """Return a whole number from 0 to `most`; raises QueryError for another."""
        try:
            value = int(self.given.get(name, default))
        except (TypeError, ValueError) as error:
            raise QueryError(f"{name} must be a whole number") from error
        if not 0 <= value <= most:
            raise QueryError(f"{name} must lie between 0 and {most}")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; raises QueryError for anything else."""
        value = self.given.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise QueryError(f"{name} must be a list of texts")
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return names with values; raises QueryError for anything else."""
        value = self.given.get(name, {})
        if not isinstance(value, dict):
            raise QueryError(f"{name} must be names with values")
        return value


class Answering:
    """Runs handlers in threads, a few at once, and turns what they say into JSON."""

    def __init__(self, keeper: Keeper) -> None:
        """Answer for one case."""
        self.keeper = keeper
        self._limiter: CapacityLimiter | None = None

    def by(self, handler: Handler) -> Callable[[Request], Any]:
        """Return an endpoint that answers a POST of JSON by a handler."""

        async def endpoint(request: Request) -> Response:
            try:
                asked = Asked(await _given(request))
            except QueryError as error:
                return refusal(error)
            return await self.run(lambda: handler(self.keeper, asked))

        return endpoint

    async def run(self, work: Callable[[], Any]) -> Response:
        """Do some work in a thread and return its answer, or what went wrong."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        try:
            found = await to_thread.run_sync(work, limiter=self._limiter)
        except GraphkitError as error:
            return refusal(error)
        except OSError as error:
            said = f"{error.strerror or error}"
            return answer({"error": said, "hint": ""}, status=500)
        return found if isinstance(found, Response) else answer(found)


def rows(found: Results) -> dict[str, Any]:
    """Return results as JSON says them."""
    return {
        "rows": list(found),
        "columns": list(found.columns),
        "notes": list(found.notes),
        "truncated": found.truncated,
    }


def answer(value: Any, *, status: int = 200) -> Response:
    """Return a value as JSON in plain ASCII, so that no text is lost on the way."""
    try:
        text = json.dumps(value, default=_said, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), default=_said)
    return Response(text, status, media_type="application/json")


def refusal(error: GraphkitError) -> Response:
    """Return an error as its sentence and what to do next."""
    return answer({"error": str(error), "hint": error.hint}, status=400)


async def _given(request: Request) -> Mapping[str, Any]:
    if request.headers.get("content-type") != "application/json":
        raise QueryError("a request is JSON")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise QueryError(f"a request has at most {LARGEST:,} bytes")
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise QueryError(f"that is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise QueryError("a request is names with values")
    return given


def _said(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value
