"""Read a notice as the loader does, and sum up what it says beside a gold row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphkit.layers.notice_text import extract
from graphkit.loaders import notice
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement

FIXTURES = Path(__file__).parent / "fixtures" / "notices"
INVENTED = "虚构示例"


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice gave: its text layer, record, problems, statements, passages."""

    text: str
    record: Record | None
    problems: tuple[Problem, ...]
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]

    def of(self, kind: str) -> list[Statement]:
        """Return the statements of a type, in order."""
        return [said for said in self.statements if said.type == kind]

    def names(self, kind: str) -> list[str]:
        """Return who stands in a relation, in order."""
        mentions = [said.subject or said.object for said in self.of(kind)]
        return [mention.text for mention in mentions if mention]

    def passage(self, said: str) -> str:
        """Return the text of all passages of an award, or of a request."""
        return "\n".join(p.text for p in self.passages if p.said == said)


def told(content: bytes | str, folder: Path, name: str = "notice.txt") -> Told:
    """Return what a notice says; `folder` takes its bytes."""
    plain = content.encode() if isinstance(content, str) else content
    file = folder / "notice.bytes"
    file.write_bytes(plain)
    source = Source(sha256(plain).hexdigest(), name, file)
    found = list(notice.read(Part(source, 0, len(plain))))
    records = [one for one in found if isinstance(one, Record)]
    problems = tuple(one for one in found if isinstance(one, Problem))
    said = [one for record in records for one in notice.state(record)]
    return Told(
        extract(plain, name) if records else "",
        records[0] if records else None,
        problems,
        tuple(one for one in said if isinstance(one, Statement)),
        tuple(one for one in said if isinstance(one, Passage)),
    )


def fixture(name: str, folder: Path) -> Told:
    """Return what one of the invented notices says."""
    return told((FIXTURES / name).read_bytes(), folder, name)


def gold() -> list[dict[str, Any]]:
    """Return the gold rows of the invented notices, in order of their files."""
    lines = (FIXTURES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def summary(told: Told) -> Mapping[str, Any]:
    """Return what a notice says in the shape of a gold row; absent values left out.

    An award is [name, part, value, currency]; the value is `?` where the notice leaves
    the unit open, and both are empty where it names no amount.
    """
    tender = next((said.tender for said in told.statements), None)
    found: dict[str, Any] = {
        "title": tender.title if tender else "",
        "number": tender.number if tender else "",
        "buyer": told.names("ISSUED"),
        "agency": told.names("HANDLED_BY"),
        "awards": [_award(said) for said in told.of("AWARDED_TO")],
        "bids": told.names("BID_ON"),
        "failed": [said.part for said in told.of("status") if said.part],
        "stage": "".join(said.stage for said in told.of("status") if not said.part),
        "problem": "".join(problem.reason for problem in told.problems),
        "url": told.record.url if told.record else "",
    }
    for kind in ("budget", "ceiling"):
        found[kind] = [
            [said.part, said.amount.value] for said in told.of(kind) if said.amount
        ]
    for kind in ("published_on", "deadline", "awarded_on", "signed_on"):
        found[kind] = "".join(said.date.value for said in told.of(kind) if said.date)
    return {key: value for key, value in found.items() if value}


def _award(said: Statement) -> list[str]:
    name = said.object.text if said.object else ""
    if said.amount is None:
        return [name, said.part, "", ""]
    return [name, said.part, said.amount.value or "?", said.amount.currency]
