"""Merges that are killed at random moments: all of a pack is there, or nothing."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.case.ledger import Ledger
from tests.judgements.conftest import copied

KILLS = 15

SERVER = """
import json, os, sys
from pathlib import Path
from graphkit.case import merge
for line in sys.stdin:
    case, file = json.loads(line)
    child = os.fork()
    if not child:
        merge.take(Path(case), Path(file))
        os._exit(0)
    print(child, flush=True)
    next(sys.stdin)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def there(case: Path) -> tuple[object, ...]:
    """Return what cannot be made again of a case, once opened for writing."""
    with Ledger.open(case, write=True) as ledger:
        known = (ledger.rows(), ledger.received())
    files = sorted(
        (path.relative_to(case).as_posix(), path.read_bytes())
        for folder in ("maps", "questions", "catalogue")
        for path in (case / folder).rglob("*")
    )
    return (*known, files)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_a_merge_killed_at_any_moment_is_whole_or_nothing(
    built: Path, tmp_path: Path
) -> None:
    source = copied(built, tmp_path / "source")
    for number in range(20):
        (source.folder / "maps" / f"{number}.toml").write_text("# a map\n" * 2000)
    pack = source.pack(tmp_path / "source.pack").file
    empty, whole = tmp_path / "empty", tmp_path / "whole"
    for place in (empty, whole):
        Ledger.open(place, create=True).close()
    nothing = there(empty)
    chance = random.Random(20240501)
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def run(case: Path, seconds: float | None) -> int:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps([str(case), str(pack)]) + "\n")
            server.stdin.flush()
            child = int(server.stdout.readline())
            if seconds is not None:
                time.sleep(seconds)
                os.kill(child, signal.SIGKILL)
            server.stdin.write("\n")
            server.stdin.flush()
            return int(server.stdout.readline())

        started = time.monotonic()
        assert run(whole, None) == 0
        longest = 1.1 * (time.monotonic() - started)
        everything = there(whole)
        for number in range(KILLS):
            case = tmp_path / f"case{number}"
            shutil.copytree(empty, case)
            run(case, chance.uniform(0, longest))
            found = there(case)
            assert found in (nothing, everything)
            assert run(case, None) == 0
            assert there(case) == everything
        server.stdin.close()
    with Case.open(case, write=True) as last:
        last.build()
        assert last.status()["digest"] == source.status()["digest"]
