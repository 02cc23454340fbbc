import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graphkit.case import locks
from graphkit.errors import CaseError
from tests.waiting import PATIENCE_S

HOLD = """
import sys, time
from pathlib import Path
from graphkit.case import locks
with locks.writing(Path(sys.argv[1]), by="anna", doing="load"):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Start a process that writes until it is killed."""
    command = [sys.executable, "-c", HOLD, str(file)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with holder(tmp_path / "case.lock") as other:
        with (
            pytest.raises(CaseError) as caught,
            locks.writing(tmp_path / "case.lock", by="ben", patience_s=0.1),
        ):
            pass
        other.kill()
    said = str(caught.value)
    assert said.startswith(
        f"{tmp_path} is being written by anna (process {other.pid}, load) since 2"
    )
    assert said.endswith("UTC")
    assert caught.value.hint == "wait for it to end; reading commands work meanwhile"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path / "case.lock") as other:
        other.send_signal(signal.SIGKILL)
    with locks.writing(tmp_path / "case.lock", by="ben", patience_s=0):
        assert b'"ben"' in (tmp_path / "case.lock").read_bytes()
    assert (tmp_path / "case.lock").read_bytes() == b""


def test_a_writer_waits_for_one_that_ends_soon(tmp_path: Path) -> None:
    with holder(tmp_path / "case.lock") as other:
        threading.Timer(0.3, other.kill).start()
        with locks.writing(tmp_path / "case.lock", by="ben", patience_s=PATIENCE_S):
            assert other.wait(PATIENCE_S) != 0


def test_one_thread_may_ask_again(tmp_path: Path) -> None:
    file = tmp_path / "case.lock"
    with locks.writing(file, by="ben"), locks.writing(file, by="ben", patience_s=0):
        pass
    with locks.writing(file, by="ben", patience_s=0):
        pass


@pytest.mark.skipif(os.name == "nt", reason="there open files keep a folder in place")
def test_what_is_read_is_not_swept_and_what_is_swept_is_not_read(
    tmp_path: Path,
) -> None:
    file = tmp_path / "lock"
    file.touch()
    with (
        locks.reading(file) as first,
        locks.reading(file) as second,
        locks.sweeping(file) as is_free,
    ):
        assert (first, second, is_free) == (True, True, False)
    with locks.sweeping(file) as is_free, locks.reading(file) as is_held:
        assert (is_free, is_held) == (True, False)


def test_what_is_gone_is_not_held(tmp_path: Path) -> None:
    with locks.reading(tmp_path / "lock") as is_held:
        assert not is_held
