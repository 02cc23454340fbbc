"""Damage, a full disk, and readers and writers at once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.case import desk, generations, pipeline
from graphkit.case.ledger import Ledger
from graphkit.case.opened import rows
from graphkit.errors import CaseError


@pytest.mark.parametrize(
    "damaged",
    [
        "graph.lbug",
        "index/meta.json",
        "manifest.json",
        "tables/nodes/Tender.parquet",
        "tables/edges/ISSUED.Organization.Tender.parquet",
    ],
)
@pytest.mark.parametrize("gone", [True, False])
def test_what_was_damaged_is_made_again_by_a_build(
    case: Path, files: tuple[Path, ...], damaged: str, gone: bool
) -> None:
    revision = pipeline.load(case, files).revision
    before = pipeline.status(case)
    file = case / "derived" / revision / damaged
    good = file.stat().st_size
    if gone:
        file.unlink()
    else:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
    assert pipeline.build(case) == revision
    assert file.stat().st_size == good
    assert pipeline.status(case) == before
    with generations.held(case) as generation:
        (file,) = generation.tables.glob("nodes/Tender.parquet")
        assert len(list(rows("SELECT uid FROM read_parquet(?)", [str(file)]))) == 3


READ = """
import sys
from pathlib import Path
from graphkit.case import generations, pipeline
case = Path(sys.argv[1])
last = Path(sys.argv[2])
seen = set()

def look():
    with pipeline.generation(case) as generation:
        manifest = generation.manifest
        assert manifest["revision"] == generation.revision
        tables = sorted(generation.tables.rglob("*.parquet"))
        assert all(table.read_bytes()[:4] == b"PAR1" for table in tables)
        pipeline.status(case)
        seen.add(generation.revision)

look()
print("ready", flush=True)
while not last.exists():
    look()
look()
print(len(seen))
"""


def test_readers_and_a_writer_work_at_once(
    case: Path, files: tuple[Path, ...], tmp_path: Path
) -> None:
    pipeline.load(case, files[:1])
    last = tmp_path / "last"
    command = [sys.executable, "-W", "error", "-c", READ, str(case), str(last)]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    changes: tuple[Callable[[], object], ...] = (
        lambda: pipeline.load(case, files[1:2]),
        lambda: desk.forget(case, "a.json", "doubtful"),
        lambda: pipeline.build(case),
        lambda: desk.undo(case),
        lambda: pipeline.build(case),
        lambda: pipeline.load(case, files[2:]),
    )
    for change in changes:
        change()
    last.touch()
    said = [reader.communicate()[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(int(text) > 1 for text in said)


def test_a_second_writer_is_refused_while_the_first_one_writes(
    case: Path, files: tuple[Path, ...]
) -> None:
    code = (
        "import sys, time; from pathlib import Path;"
        "from graphkit.case.ledger import Ledger;"
        "ledger = Ledger.open(Path(sys.argv[1]), write=True, doing='load');"
        "print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(case)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CaseError, match=r"is being written by .*, load\) since"):
            pipeline.load(case, files)
        other.kill()


FULL = """
import sys
from pathlib import Path
from graphkit.case import pipeline
from graphkit.errors import CaseError
try:
    pipeline.load(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
except CaseError as error:
    print(error)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB of its own, where the system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and os.name != "nt" and os.geteuid() == 0
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if not mounted or subprocess.run(command, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 50_000, 400_000])
def test_a_full_disk_is_one_sentence_and_the_case_is_as_it_was(
    small_disk: Path, files: tuple[Path, ...], room: int
) -> None:
    case = small_disk / "case"
    Ledger.open(case, create=True).close()
    before = pipeline.load(case, files[:1])
    standing = pipeline.status(case)
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(case).free - room))
    command = [sys.executable, "-c", FULL, str(case), *map(str, files)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    assert said.stdout == f"{case}: the disk is full\n"
    now = pipeline.status(case)
    assert (now["revision"], now["digest"]) == (before.revision, standing["digest"])
    assert not list((case / "derived").glob("*.part"))
    ballast.unlink()
    assert pipeline.load(case, files).sources + now["sources"] == 3
