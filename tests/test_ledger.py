import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from graphkit.case import database, folder
from graphkit.case.ledger import Ledger, author
from graphkit.case.receipts import Receipt
from graphkit.errors import CaseError
from graphkit.source import Source

SHA = "ab" * 32


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = tmp_path / "案件 one"
    with Ledger.open(place, create=True):
        pass
    return place


def source(
    sha256: str = SHA,
    path: str = "notices/a.html",
    provenance: str = "primary",
    restricted: bool = False,
) -> Source:
    return Source(sha256, path, Path("a.html"), provenance, restricted)


def test_a_row_says_who_when_and_why(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_USER", "安娜")
    with Ledger.open(case, write=True) as ledger:
        uid = ledger.append("note", {"about": "x"}, "seen in the 公告")
        (row,) = ledger.rows()
    assert (row.uid, row.kind, row.by, row.why, row.body) == (
        uid,
        "note",
        "安娜",
        "seen in the 公告",
        {"about": "x"},
    )
    assert row.at.endswith("+00:00")


def test_rows_keep_the_order_of_events(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        uids = [ledger.append("note", {"n": n}) for n in range(50)]
        assert [row.uid for row in ledger.rows()] == uids == sorted(set(uids))


def test_an_answer_never_comes_before_what_it_answers(case: Path) -> None:
    fast_clock = f"{2**63:016x}{'0' * 16}"
    with Ledger.open(case, write=True) as ledger:
        with closing(sqlite3.connect(case / "case.db")) as other, other:
            other.execute(
                "INSERT INTO log VALUES (?, 'judgement', '', 'ben', '', '{}')",
                (fast_clock,),
            )
        ledger.undo(fast_clock)
        assert [row.kind for row in ledger.rows()] == ["judgement", "undo"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET why = 'other'",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT uid, kind, at, by, 'x', body FROM log",
        "UPDATE source SET path = 'other'",
        "DELETE FROM source",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_written(
    case: Path, change: str
) -> None:
    with Ledger.open(case, write=True) as ledger:
        ledger.receive(source(), 1, {})
        before = (ledger.rows(), ledger.receipts())
        with (
            closing(sqlite3.connect(case / "case.db")) as other,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            other.execute(change)
        assert (ledger.rows(), ledger.receipts()) == before


def test_an_unknown_kind_is_refused(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        with pytest.raises(CaseError, match="'gossip' is no kind of log row"):
            ledger.append("gossip", {})
        assert ledger.rows() == ()


def test_undo_takes_back_the_newest_decision_and_undo_of_undo_restores(
    case: Path,
) -> None:
    with Ledger.open(case, write=True) as ledger:
        first = ledger.append("judgement", {"verdict": "same"})
        second = ledger.append("amendment", {"rejects": {}})
        ledger.append("note", {"about": "x"})
        assert ledger.undo().uid == second
        assert [row.uid for row in ledger.live("judgement", "amendment")] == [first]
        (undo,) = ledger.rows("undo")
        ledger.undo(undo.uid)
        assert [row.uid for row in ledger.live("judgement", "amendment")] == [
            first,
            second,
        ]
        assert ledger.undo().uid == second
        assert ledger.undo(first[:30]).uid == first
        with pytest.raises(CaseError, match="there is nothing to undo"):
            ledger.undo()


def test_what_cannot_be_undone_says_what_to_do(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        load = ledger.receive(source(), 1, {})
        forgotten = ledger.append("forget", {"source": SHA})
        erased = ledger.append("erase", {"source": SHA})
        judged = ledger.append("judgement", {})
        ledger.undo(judged)
        for uid, said in (
            (load, "load cannot be undone"),
            (erased, "erase cannot be undone"),
            (forgotten, "the source was erased since"),
            (judged, f"judgement {judged} is undone already"),
            ("zz", "no row has the id zz"),
            ("1", "5 rows begin with the id 1"),
        ):
            with pytest.raises(CaseError, match=said):
                ledger.undo(uid)
        with pytest.raises(CaseError, match="there is nothing to undo"):
            ledger.undo()


def test_a_source_received_again_changes_nothing(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        load = ledger.receive(source(), 7, {"paths": ["notices"]})
        assert ledger.receive(source(), 7, {"paths": ["notices"]}) == ""
        assert [row.body for row in ledger.rows()] == [{"paths": ["notices"]}]
        assert ledger.receipts() == (
            Receipt(SHA, "notices/a.html", 7, "primary", False, load),
        )


def test_sources_of_one_load_share_its_row(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        load = ledger.receive(source(), 7, {"paths": ["notices"]})
        again = ledger.receive(source("cd" * 32), 8, {"paths": ["notices"]}, load)
        assert again == load
        assert [row.uid for row in ledger.rows()] == [load]


def test_of_a_source_received_twice_the_more_careful_word_counts(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        load = ledger.receive(source(provenance="reported"), 7, {})
        ledger.receive(source(path="copy/a.html", restricted=True), 7, {})
        ledger.receive(source(), 7, {})
        assert ledger.receipts() == (
            Receipt(SHA, "notices/a.html", 7, "reported", True, load),
        )


def test_a_forgotten_source_comes_back_and_an_erased_one_does_not(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        ledger.receive(source(), 7, {})
        ledger.append("forget", {"source": SHA})
        assert ledger.sources() == ()
        ledger.undo()
        assert [one.sha256 for one in ledger.sources()] == [SHA]
        uid = ledger.append("erase", {"source": SHA})
        (receipt,) = ledger.receipts()
        assert (ledger.sources(), receipt.gone, receipt.erased) == ((), uid, True)


def test_a_source_is_named_by_path_hash_or_its_beginning(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        ledger.receive(source(), 7, {})
        ledger.receive(source("abababab" + "0" * 56, "notices/b.html"), 7, {})
        for name in ("notices/a.html", SHA, SHA[:12]):
            assert ledger.named(name).sha256 == SHA
        with pytest.raises(CaseError, match=r"no source ababa$"):
            ledger.named("ababa")
        with pytest.raises(CaseError, match="2 sources are called ababab"):
            ledger.named("ababab")


def test_a_file_name_that_is_no_text_is_kept_readable(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        ledger.receive(source(path="caf\udce9.html"), 7, {"paths": ["caf\udce9"]})
        assert ledger.receipts()[0].path == "caf\\udce9.html"


def test_readers_and_the_writer_do_not_wait_for_each_other(case: Path) -> None:
    with (
        Ledger.open(case, write=True, patience_s=0) as writer,
        Ledger.open(case) as reader,
    ):
        writer.set_current("r1")
        assert reader.current == "r1"
        with pytest.raises(CaseError, match="opened for reading only"):
            reader.set_current("r2")


def test_a_newer_case_is_refused_and_left_as_it_is(case: Path) -> None:
    with closing(sqlite3.connect(case / "case.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (case / "case.db").read_bytes()
    for write in (False, True):
        with pytest.raises(
            CaseError, match="written by a newer graphkit: its format is 99"
        ):
            Ledger.open(case, write=write)
    assert (case / "case.db").read_bytes() == before


def test_an_older_case_moves_forward_after_a_copy(case: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        uid = ledger.append("note", {})
    steps = (*database.STEPS, "ALTER TABLE source ADD COLUMN captured_on TEXT")
    with closing(sqlite3.connect(case / "case.db", isolation_level=None)) as opened:
        database.migrate(opened, folder.find(case), steps)
        assert opened.execute("PRAGMA user_version").fetchone() == (len(steps),)
        assert opened.execute("SELECT captured_on FROM source").fetchall() == []
        assert opened.execute("SELECT uid FROM log").fetchall() == [(uid,)]
    newest = len(database.STEPS)
    with closing(sqlite3.connect(case / f"case.v{newest}.db")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (newest,)
        assert copy.execute("SELECT uid FROM log").fetchall() == [(uid,)]


def test_a_case_of_the_first_format_keeps_what_it_knows_of_its_sources(
    tmp_path: Path,
) -> None:
    place = folder.create(tmp_path / "case")
    file = place.database
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        database.migrate(opened, place, database.STEPS[:1])
        opened.execute("INSERT INTO log VALUES ('01', 'load', '', 'anna', '', '{}')")
        row = (SHA, "a.html", "primary", 0, 7, "01")
        opened.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)", row)
    with Ledger.open(place.root) as ledger:
        assert ledger.receipts() == (Receipt(SHA, "a.html", 7, "primary", False, "01"),)
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (2,)
        tables = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        assert {name for (name,) in tables} == {"setting", "log", "source"}
        for change in ("UPDATE source SET path = 'other'", "DELETE FROM source"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                opened.execute(change)
    with closing(sqlite3.connect(place.root / "case.v1.db")) as copy:
        assert copy.execute("SELECT * FROM source").fetchall() == [row]


def test_a_step_that_fails_leaves_the_old_format(case: Path) -> None:
    steps = (*database.STEPS, "CREATE TABLE extra (x); CREATE TABLE log (x)")
    with closing(sqlite3.connect(case / "case.db", isolation_level=None)) as opened:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            database.migrate(opened, folder.find(case), steps)
        newest = len(database.STEPS)
        assert opened.execute("PRAGMA user_version").fetchone() == (newest,)
        tables = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        assert {name for (name,) in tables} == {"setting", "log", "source"}


def test_a_case_whose_making_was_cut_off_is_finished_by_the_next_command(
    tmp_path: Path,
) -> None:
    folder.create(tmp_path / "case")
    (tmp_path / "case" / "case.db").touch()
    with Ledger.open(tmp_path / "case") as ledger:
        assert (ledger.rows(), len(ledger.uid)) == ((), 32)


def test_a_case_keeps_its_uid(case: Path) -> None:
    with Ledger.open(case) as ledger:
        uid = ledger.uid
    with Ledger.open(case, create=True) as ledger:
        assert ledger.uid == uid


def test_no_case_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=f"there is no case in {tmp_path}$"):
        Ledger.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_things_becomes_no_case(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(CaseError, match=r"holds other things, such as thesis\.docx"):
        Ledger.open(tmp_path, create=True)
    with pytest.raises(CaseError, match=r"thesis\.docx is a file"):
        Ledger.open(tmp_path / "thesis.docx", create=True)
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_that_is_no_ledger_is_said_in_a_sentence(case: Path) -> None:
    (case / "case.db").write_bytes(b"<html>" * 1000)
    with pytest.raises(CaseError, match=r"case\.db cannot be used: file is not a"):
        Ledger.open(case)


def test_the_login_name_signs_where_nobody_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GRAPHKIT_USER", raising=False)
    monkeypatch.setenv("LOGNAME", "carla")
    assert author() == "carla"


LOOK = """
import os, pwd, sys
from pathlib import Path
from graphkit.errors import CaseError
from graphkit.case.ledger import Ledger
case = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setuid(65534)
with Ledger.open(case) as ledger:
    print(ledger.current, len(ledger.rows()))
try:
    Ledger.open(case, write=True)
except CaseError as error:
    print(error)
"""


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that other users reach; pytest closes those it makes at every run."""
    with TemporaryDirectory(prefix="graphkit-") as folder:
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are another matter")
@pytest.mark.parametrize("left_open", [False, True])
def test_a_case_that_cannot_be_written_can_be_read(
    reachable: Path, left_open: bool
) -> None:
    case = reachable / "case"
    with ExitStack() as stack:
        writer = stack.enter_context(Ledger.open(case, create=True))
        writer.append("note", {})
        writer.set_current("r1")
        if left_open:  # closed last, a reader leaves the files beside the database
            reader = stack.enter_context(Ledger.open(case))
            writer.close()
            assert reader.current == "r1"
    assert (case / "case.db-wal").exists() == left_open
    for place in (*case.glob("case.*"), case, reachable):
        place.chmod(0o555)
    command = [sys.executable, "-c", LOOK, str(case)]
    try:
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    finally:
        reachable.chmod(0o755)
        case.chmod(0o755)
    assert said.stdout == f"r1 1\n{case}: it is not writable\n"


FILL = """
import resource, signal, sys
from pathlib import Path
from graphkit.errors import CaseError
from graphkit.case.ledger import Ledger
case = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with Ledger.open(case, write=True) as ledger:
        while True:
            ledger.append("note", {"text": "x" * 10_000})
except CaseError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_what_was_written_before_the_disk_refused_is_there(case: Path) -> None:
    command = [sys.executable, "-c", FILL, str(case)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    assert said.stdout == f"{case}: a file could not be written to its end\n"
    with Ledger.open(case, write=True) as ledger:
        assert {row.body["text"] for row in ledger.rows()} == {"x" * 10_000}
        ledger.append("note", {})
