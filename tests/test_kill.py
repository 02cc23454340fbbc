"""Loads that are killed at random moments; what was finished stays, and goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from graphkit.case import generations, pipeline
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from tests.releases import release, write_releases
from tests.waiting import PATIENCE_S

KILLS = 30
"""Their moments are spread evenly over a load, each somewhere in its share."""
ROUNDS = 2
"""So many times the loads that were killed are let through, and compared."""

# Imports take longer than a load: they are done once, and each load is a fork.
SERVER = """
import importlib, json, os, sys
from pathlib import Path
from graphkit.case import pipeline
for name in ("assemble", "terms", "catalogue"):
    importlib.import_module("graphkit." + name)
for name in ("duckdb", "numpy", "ladybug"):
    importlib.import_module(name)
for line in sys.stdin:
    case, paths = json.loads(line)
    child = os.fork()
    if not child:
        pipeline.load(Path(case), [Path(path) for path in paths])
        os._exit(0)
    print(child, flush=True)
    next(sys.stdin)  # the child is not reaped before, so its number stays its own
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Loads:
    """Starts loads in processes of their own, to be killed or waited for."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self.server = server

    def run(self, case: Path, paths: list[Path], seconds: float | None = None) -> int:
        """Load, and kill -9 after `seconds`; return the exit status."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        line = json.dumps([str(case), [str(path) for path in paths]])
        self.server.stdin.write(f"{line}\n")
        self.server.stdin.flush()
        child = int(self.server.stdout.readline())
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        self.server.stdin.write("\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())


@pytest.fixture
def loads() -> Iterator[Loads]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield Loads(server)
        assert server.stdin is not None
        server.stdin.close()


def check_what_is_there(case: Path) -> set[str]:
    """Assert that nothing is half done; return the sources the ledger has."""
    folder = Folder(case)
    with Ledger.open(case) as ledger:
        recorded = {source.sha256 for source in ledger.sources()}
        current = ledger.current
    whole = {file.name for file in folder.sources.iterdir() if len(file.name) == 64}
    assert recorded <= whole
    for name in whole:
        assert sha256((folder.sources / name).read_bytes()).hexdigest() == name
    if current:
        with generations.held(case) as generation:
            assert generation.revision == current
            for table in generation.tables.rglob("*.parquet"):
                content = table.read_bytes()
                assert content[:4] == content[-4:] == b"PAR1"
    return recorded


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_a_load_killed_at_any_moment_leaves_finished_sources_and_goes_on(
    tmp_path: Path, loads: Loads
) -> None:
    chance = random.Random(20240501)
    files = [
        write_releases(
            tmp_path / f"{n:02}.json",
            release(f"t{n}", buyer=f"Buyer {n % 7}", supplier="Yunda", item="8 A100"),
        )
        for n in range(KILLS)
    ]
    case, whole = tmp_path / "case", tmp_path / "whole"
    for place in (case, whole):
        Ledger.open(place, create=True).close()
    started = time.monotonic()
    assert loads.run(whole, files[:1]) == 0
    longest = 1.1 * (time.monotonic() - started)
    before: set[str] = set()
    killed = 0
    shares = chance.sample(range(KILLS), KILLS)
    for n, share in enumerate(shares):
        moment = longest * (share + chance.random()) / KILLS
        is_killed = loads.run(case, files[: n + 1], moment) < 0
        killed += is_killed
        longest *= 1.05 if is_killed else 0.75  # a machine has slow moments
        there = check_what_is_there(case)
        assert before <= there
        before = there
        if (n + 1) % (KILLS // ROUNDS) == 0:
            assert loads.run(case, files[: n + 1]) == 0
            assert loads.run(whole, files[: n + 1]) == 0
            assert pipeline.status(case)["digest"] == pipeline.status(whole)["digest"]
            assert check_what_is_there(case) == check_what_is_there(whole)
    assert killed > KILLS // 2


POOL = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from graphkit.reading.workers import end_with_parent
spawn = get_context("spawn")
pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=end_with_parent)
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


def test_the_processes_of_a_killed_load_end_with_it() -> None:
    command = [sys.executable, "-c", POOL]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as load:
        assert load.stdout is not None
        worker = psutil.Process(int(load.stdout.readline()))
        load.kill()
    worker.wait(PATIENCE_S)
    assert not worker.is_running()
