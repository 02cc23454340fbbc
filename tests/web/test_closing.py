"""However a server ends, nothing that it answered is lost, and nobody else gets in."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from graphkit.case import Case
from tests.waiting import PATIENCE_S, until

GENTLE = [signal.SIGTERM, signal.SIGINT]
KILLED = [*GENTLE, signal.SIGKILL]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals of other systems"
)


class Served:
    """A server in a process of its own, asked over HTTP."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process, self.address = process, process.stdout.readline().strip()

    def ask(self, what: str, **given: Any) -> Any:
        """Return the JSON that the API answers; {} where nobody answers any more."""
        place = urlsplit(self.address)
        connection = HTTPConnection(place.netloc, timeout=PATIENCE_S)
        try:
            path, kind = f"{place.path}api/{what}", {"Content-Type": "application/json"}
            connection.request("POST", path, json.dumps(given), kind)
            return json.loads(connection.getresponse().read())
        except (OSError, HTTPException):
            return {}
        finally:
            connection.close()


@contextmanager
def serve(case: Path) -> Iterator[Served]:
    """Run `graphkit serve` until the block ends."""
    command = [sys.executable, "-m", "graphkit", "serve", "--case", str(case)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Served(process)
        finally:
            process.kill()


def ends(client: Served) -> tuple[str, str]:
    """Return the uids of two organisations."""
    found = [client.ask("typed", text=text)["rows"] for text in ("Yunda Ltd", "云达")]
    uids = [rows[0]["uid"] for rows in found]
    return uids[0], uids[1]


def decide(client: Served) -> dict[str, str]:
    """Take one decision of each kind, and return their ids."""
    a, b = ends(client)
    chain = client.ask("chains")["rows"][0]
    hop = next(hop for hop in chain["hops"] if hop["type"] == "VIA")
    key = client.ask("evidence", key=hop["key"])["statements"][0]["key"]
    return {
        "note": client.ask("note", about=a, text="asked them")["id"],
        "mark": client.ask("mark", statement=key, mark="checked")["id"],
        "view": client.ask("save_view", name="one", state="#v=x")["id"],
        "amendment": client.ask("reject", key=key, why="read wrongly")["id"],
        "judgement": client.ask("judge", verdict="same", a=a, b=b, why="one")["id"],
    }


def kept(case: Path) -> set[str]:
    """Return the ids in the log, and fail where the case is not whole."""
    with Case.open(case, write=True) as opened:
        opened.build()
        assert opened.verify().differing == ()
        return {row["id"] for row in opened.remarks()["log"]}


@pytest.mark.parametrize("how", KILLED)
def test_what_was_answered_is_kept_however_the_server_ends(
    how: signal.Signals, case: Path
) -> None:
    with serve(case) as client:
        made = decide(client)
        client.process.send_signal(how)
        client.process.wait(PATIENCE_S)
    assert set(made.values()) <= kept(case)


@pytest.mark.parametrize("how", GENTLE)
def test_a_decision_under_way_is_waited_for(how: signal.Signals, case: Path) -> None:
    with serve(case) as client:
        a, b = ends(client)
        answers: list[Any] = []
        asking = Thread(
            target=lambda: answers.append(
                client.ask("judge", verdict="same", a=a, b=b, why="one")
            )
        )
        asking.start()
        until(
            lambda: (
                client.ask("status", brief=True).get("doing") or not asking.is_alive()
            )
        )
        client.process.send_signal(how)
        asking.join()
        client.process.wait(PATIENCE_S)
    (answer,) = answers
    assert answer["id"] in kept(case)


def test_a_decision_that_a_kill_cut_short_harms_nothing(case: Path) -> None:
    with serve(case) as client:
        a, b = ends(client)
        made = client.ask("note", about=a, text="before")["id"]
        asking = Thread(
            target=client.ask,
            args=("judge",),
            kwargs={"verdict": "same", "a": a, "b": b, "why": "one"},
        )
        asking.start()
        until(
            lambda: (
                client.ask("status", brief=True).get("doing") or not asking.is_alive()
            )
        )
        client.process.kill()
        asking.join()
    assert made in kept(case)
    with serve(case) as client:
        assert client.ask("note", about=a, text="after")["id"] in kept(case)


def test_a_case_that_cannot_be_opened_ends_the_server_with_a_sentence(
    case: Path,
) -> None:
    (meta,) = case.glob("derived/*/index/meta.json")
    meta.unlink()
    with serve(case) as client:
        _, said = client.process.communicate(timeout=PATIENCE_S)
        assert client.process.returncode == 2
    assert said.splitlines()[-2:] == [
        "graphkit: the index is not there",
        "  hint: make it with `graphkit build`",
    ]


@pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="command lines are read in /proc"
)
def test_no_other_user_reads_the_token_on_the_machine(case: Path) -> None:
    with serve(case) as client:
        token = urlsplit(client.address).path.strip("/")
        assert len(token) >= 32
        line = Path(f"/proc/{client.process.pid}/cmdline").read_bytes()
        assert token.encode() not in line
        found = [
            str(file)
            for file in (*case.rglob("*"),)
            if file.is_file() and token.encode() in file.read_bytes()
        ]
        assert found == []


def test_a_file_that_leads_to_the_address_is_for_its_owner_alone() -> None:
    from graphkit.web.server import doorway

    file = doorway("http://127.0.0.1:1/secret/")
    try:
        assert file.stat().st_mode & 0o077 == 0
        assert "secret" in file.read_text("utf-8")
    finally:
        file.unlink()
