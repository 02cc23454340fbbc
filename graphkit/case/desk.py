"""The desk: where a person adds to a case, doubts it, or takes something out.

Everything here writes one row of the log and nothing else; `build` makes of it what
it means. What does not fit the sources is refused before it is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.case import (
    additions,
    amendments,
    arrivals,
    editions,
    generations,
    judging,
    revisions,
)
from graphkit.case.additions import Addition
from graphkit.case.folder import plainly
from graphkit.case.generations import Generation
from graphkit.case.judging import Span
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.opened import Row, open_source, rows
from graphkit.errors import CaseError
from graphkit.personal import masked
from graphkit.search.graph import Graph


def add(case: Path, addition: Addition, why: str) -> str:
    """Keep a statement of a person's own and return the uid of its log row.

    Raises CaseError where the words do not stand there, or the type says otherwise.
    """
    with _desk(case) as desk:
        return desk.keep({"adds": desk.said(addition)}, why)


def reject(case: Path, key: str, why: str) -> str:
    """Keep that a statement is wrong and return the uid of the log row.

    It stays visible as rejected. Raises CaseError, naming near ones, for a key that
    no statement has.
    """
    with _desk(case) as desk:
        return desk.keep({"rejects": amendments.target(desk.statement(key))}, why)


def replace(case: Path, key: str, addition: Addition, why: str) -> str:
    """Reject one statement and add another in one row of the log; return its uid.

    What the addition leaves open (words, tender, part, stage) is the statement's.
    """
    with _desk(case) as desk:
        old = desk.statement(key)
        said = desk.said(additions.completed(addition, old))
        return desk.keep({"rejects": amendments.target(old), "adds": said}, why)


def translate(case: Path, key: str, text: str, why: str, *, language: str) -> str:
    """Keep a person's translation of a statement's quote; return the log row's uid.

    Raises CaseError, naming near ones, for a key that no statement has.
    """
    if not text.strip():
        raise CaseError("the translation is empty", hint='write it: --text "..."')
    with _desk(case) as desk:
        target = amendments.target(desk.statement(key))
        body = {"of": target, "text": text.strip(), "language": language}
        return desk.ledger.append("translation", body, why)


def forget(case: Path, source: str, why: str, *, erase: bool = False) -> str:
    """Take a source's statements out and return the uid of the log row.

    `source` is a SHA-256, its beginning, or a path as shown. `undo` brings them
    back, unless with `erase` the bytes and all that was read from them go too: then
    only the line about it stays.
    """
    with Ledger.open(case, write=True, doing="forget") as ledger:
        receipt = ledger.named(source)
        if receipt.erased or (receipt.gone and not erase):
            done = "erased" if receipt.erased else "forgotten"
            raise CaseError(f"{receipt.path} is {done} already")
        body = {"source": receipt.sha256, "path": receipt.path}
        uid = ledger.append("erase" if erase else "forget", body, why)
        if erase:
            with plainly(case):
                arrivals.drop(ledger.folder, receipt.sha256)
    return uid


def judge(
    case: Path,
    verdict: str,
    a: str,
    b: str,
    why: str,
    *,
    evidence: Sequence[str | Span] = (),
) -> str:
    """Keep who is who and return the uid of the log row.

    `a` and `b` name an organisation or a tender each. Raises CaseError where a
    judgement contradicts another, or evidence does not stand there.
    """
    with _desk(case, "judge") as desk:
        body = desk.judgement(verdict, a, b)
        pointed = [desk.pointed(one) for one in evidence]
        rules = judging.rules(revisions.dictionary(desk.ledger))
        body |= {"evidence": pointed, "rules": rules}
        return desk.ledger.append("judgement", body, why)


def undo(case: Path, uid: str = "", why: str = "") -> LogRow:
    """Take back the newest decision, or the row of an id, and return that row."""
    with Ledger.open(case, write=True, doing="undo") as ledger:
        return ledger.undo(uid, why)


@dataclass(frozen=True, slots=True)
class _Desk:
    ledger: Ledger
    generation: Generation

    def keep(self, body: Mapping[str, Any], why: str) -> str:
        return self.ledger.append("amendment", body, why)

    def statement(self, key: str) -> Row:
        """Return the statement of a key; CaseError with near keys where none has it."""
        files = [
            str(file)
            for name in self.generation.reads.values()
            for file in tables.parts(self.ledger.folder.reads / name, "statements")
        ]
        return _statement(files, key)

    def judgement(self, verdict: str, a: str, b: str) -> dict[str, Any]:
        """Return what the log keeps of a judgement; CaseError where it contradicts."""
        graph = Graph.open(self.generation.folder)
        catalogue = editions.catalogue(self.ledger)
        return judging.prepared(self.ledger, graph, catalogue, verdict, a, b)

    def pointed(self, evidence: str | Span) -> Row:
        """Return what a log row keeps of a statement, or of words, pointed at."""
        if isinstance(evidence, str):
            found = amendments.target(self.statement(evidence))
            return {**found, "quote": masked(found["quote"])}
        receipt = self.ledger.named(evidence.source)
        opened = open_source(self.ledger, self.generation, receipt.sha256)
        text = opened.text(evidence.locator)
        if not evidence.start < evidence.end <= len(text):
            raise CaseError(
                f"{evidence.start}-{evidence.end} lies outside the text of "
                f"{evidence.locator}, which has {len(text)} characters"
            )
        return {
            "source": receipt.sha256,
            "locator": evidence.locator,
            "start": evidence.start,
            "end": evidence.end,
            "quote": masked(text[evidence.start : evidence.end]),
        }

    def said(self, addition: Addition) -> Row:
        additions.check(addition)
        if addition.source:
            receipt = self.ledger.named(addition.source)
            opened = open_source(self.ledger, self.generation, receipt.sha256)
            said = additions.chosen(addition, opened)
        else:
            said = additions.note(addition)
        if addition.tender:
            self._check_tender(addition.tender)
        if addition.type in additions.CATALOGUED:
            said |= additions.entry(
                editions.catalogue(self.ledger), addition, said["o_text"]
            )
        return said

    def _check_tender(self, uid: str) -> None:
        file = self.generation.tables / "nodes" / "Tender.parquet"
        query = "SELECT uid FROM read_parquet(?) WHERE uid = ?"
        if not any(rows(query, [str(file), uid])):
            raise CaseError(
                f"no tender has the uid {uid}", hint="`graphkit find` lists them"
            )


@contextmanager
def _desk(case: Path, doing: str = "amend") -> Iterator[_Desk]:
    with (
        Ledger.open(case, write=True, doing=doing) as ledger,
        generations.held(case) as generation,
    ):
        yield _Desk(ledger, generation)


def _statement(files: list[str], key: str) -> Row:
    near: list[str] = []
    if files:
        query = (
            "SELECT * FROM read_parquet(?) WHERE key = ? ORDER BY document, n LIMIT 1"
        )
        for row in rows(query, [files, key]):
            return row
        query = (
            "SELECT DISTINCT key FROM read_parquet(?)"
            " ORDER BY levenshtein(key, ?), key LIMIT 3"
        )
        near = [row["key"] for row in rows(query, [files, key])]
    raise CaseError(
        f"no statement has the key {key}",
        hint=f"nearest: {', '.join(near) or 'there are none'}; "
        "`graphkit statements --json` prints keys",
    )
