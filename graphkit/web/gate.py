"""The gate: who does not hold the token, or comes from elsewhere, gets nothing."""

from hmac import compare_digest

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""Only our own files run, and no text can become markup."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Gate:
    """Lets requests through that name us, hold the token and come from our own page.

    A name that leads to 127.0.0.1 by somebody's trick is not ours (DNS rebinding). The
    token stands in the path, for a cookie would go to every port of the machine.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """Guard an application; `port` is the one it is reached by."""
        self.app, self.token = app, token
        self.hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a number and no word."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if scope["type"] != "http":
            return
        if refused:
            await _nothing(send, refused)
            return
        rest = scope["path"].split("/", 2)[2]
        inner = dict(scope, path=f"/{rest}", raw_path=f"/{rest}".encode())

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self.app(inner, receive, guarded)

    def _refused(self, scope: Scope) -> int:
        """Return the status of a refusal, 0 for a request that may pass."""
        if scope["type"] != "http":
            return 403
        named: dict[bytes, bytes] = dict(scope["headers"])
        host = named.get(b"host", b"").decode("latin-1")
        if host not in self.hosts:
            return 421
        origin = named.get(b"origin", b"").decode("latin-1")
        if origin and origin != f"http://{host}":
            return 403
        parts = scope["path"].split("/", 2)
        held = parts[1] if len(parts) == 3 else ""
        if not compare_digest(held.encode(), self.token.encode()):
            return 404
        is_page = parts[2] == "" and scope["method"] == "GET"
        site = named.get(b"sec-fetch-site", b"none")
        return 0 if is_page or site in (b"none", b"same-origin") else 403


async def _nothing(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
