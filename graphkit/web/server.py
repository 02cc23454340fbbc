"""The server: a port of 127.0.0.1, a token, and how a browser is led to it."""

import os
import socket
from html import escape
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkstemp
from threading import Thread

import uvicorn

from graphkit.errors import CaseError, GraphkitError
from graphkit.web.app import application
from graphkit.web.dropped import Dropped
from graphkit.web.gate import Gate
from graphkit.web.keeper import Keeper
from graphkit.web.places import Place

HOST = "127.0.0.1"
BACKLOG = 2048
GRACE_S = 30
"""How long requests under way are waited for when the server is stopped."""


class Server:
    """A server for one case; `address` is known before it runs."""

    def __init__(self, place: Place, *, port: int = 0) -> None:
        """Take a port, any free one for 0. Raises CaseError where it is taken."""
        self._keeper = Keeper(place)
        self._dropped = Dropped(self._keeper.folder)
        self._socket = _listening(port)
        self.port = int(self._socket.getsockname()[1])
        self.token = token_urlsafe(24)
        app = Gate(application(self._keeper, self._dropped), self.token, self.port)
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            ws="none",
            backlog=BACKLOG,
            timeout_graceful_shutdown=GRACE_S,
        )
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """Where the explorer is; whoever has it can read and change the case."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def run(self) -> None:
        """Serve until stopped; what was asked before is still answered and kept.

        The page comes at once, the case is opened meanwhile. Raises what the case
        raises where it cannot be.
        """
        failures: list[GraphkitError | OSError] = []
        opening = Thread(target=self._open, args=(failures,), daemon=True)
        opening.start()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._keeper.close()
            self._dropped.close()
            self._socket.close()
        for failure in failures:
            raise failure

    def _open(self, failures: list[GraphkitError | OSError]) -> None:
        try:
            self._keeper.open()
        except (GraphkitError, OSError) as error:
            failures.append(error)
            self.stop()

    def stop(self) -> None:
        """Let `run` end."""
        self._server.should_exit = True


def doorway(address: str) -> Path:
    """Return a file that leads a browser to an address and that nobody else can read.

    An address on a browser's command line could be read by every user of the machine.
    """
    handle, name = mkstemp(prefix="graphkit-", suffix=".html")  # mode 0600
    page = (
        '<!doctype html><meta charset="utf-8"><meta name="referrer" '
        f'content="no-referrer"><meta http-equiv="refresh" content="0;url='
        f'{escape(address)}"><title>graphkit</title>'
    )
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(page)
    return Path(name)


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen(BACKLOG)
    except OSError as error:
        found.close()
        raise CaseError(
            f"port {port} is taken", hint="leave --port out, and a free one is taken"
        ) from error
    return found
