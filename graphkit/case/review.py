"""Reviews: unsure pairs put before a person, the one with most chains on it first.

An answer is a judgement, in the log at once; the tables follow when the review ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.case import desk, judgements, pipeline
from graphkit.case.ledger import Ledger, LogRow
from graphkit.resolve import compare
from graphkit.search.weight import chain_counts

if TYPE_CHECKING:
    from graphkit.case import Case

SHOWN = 3
"""Tenders and names that each side shows."""

_PAIRS = (
    "SELECT src, dst, quote FROM POSSIBLY_SAME WHERE basis <> 'judgement' "
    "AND basis <> 'record' ORDER BY key"
)
_ROLES = " UNION ALL ".join(
    f"SELECT '{role}' AS role, {side} AS body, {other} AS tender, amount_text, "
    f"currency, quote, documents FROM {kind}"
    for role, kind, side, other in (
        ("buyer", "ISSUED", "src", "dst"),
        ("supplier", "AWARDED_TO", "dst", "src"),
        ("agency", "HANDLED_BY", "dst", "src"),
        ("bidder", "BID_ON", "src", "dst"),
    )
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mention:
    """One tender that uses a side, with the words that say so."""

    role: str
    tender: str
    date: str
    amount: str
    quote: str


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a pair: what the records know of it.

    `facts` are lines such as `university, CN` or `uscc:9144...`; `roles` how often it
    buys, supplies, handles, bids; `mentions` its latest tenders.
    """

    uid: str
    name: str
    facts: tuple[str, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A pair to be judged: two sides, why it is doubted, and what hangs on it."""

    label: str
    a: Face
    b: Face
    reasons: tuple[str, ...]
    chains: int

    @property
    def default_why(self) -> str:
        """The reason that is kept where the person gives none."""
        return f"Looked at in a review. {' '.join(self.reasons)}".strip()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        import msgspec

        said: dict[str, Any] = msgspec.to_builtins(self)
        return said


class Review:
    """The unsure pairs of a case, and the answers given since it was opened."""

    def __init__(self, case: "Case") -> None:
        """Look at the pairs; those judged already are not among them."""
        self.case = case
        self.pairs = _pairs(case)
        self.answers: list[str] = []

    def __len__(self) -> int:
        """Return how many pairs wait."""
        return len(self.pairs)

    def item(self, place: int) -> Item:
        """Return the pair at a place, the one with most chains first."""
        a, b, quote, chains = self.pairs[place]
        label = "Tender" if a.startswith("tender:") else "Organization"
        faces = _tenders if label == "Tender" else _bodies
        one, other = faces(self.case, (a, b))
        reasons = (quote,) if quote else _reasons(label, one.name, other.name)
        return Item(label, one, other, reasons, chains)

    def answer(
        self, item: Item, verdict: str, why: str = "", *, is_turned: bool = False
    ) -> str:
        """Keep a judgement about a pair and return its id.

        `is_turned` says it of `b` about `a`. Raises CaseError where it contradicts
        others, naming the chain.
        """
        one, other = (item.b, item.a) if is_turned else (item.a, item.b)
        reason = why or item.default_why
        uid = desk.judge(self.case.folder, verdict, one.uid, other.uid, reason)
        self.answers.append(uid)
        return uid

    def undo(self) -> LogRow | None:
        """Take back the last answer that stands; None where there is none."""
        if not self.answers:
            return None
        return desk.undo(self.case.folder, self.answers.pop())

    def close(self) -> None:
        """Build what the answers mean."""
        self.case.close()
        pipeline.build(self.case.folder)


def _pairs(case: "Case") -> list[tuple[str, str, str, int]]:
    """Return (a, b, reasons, chains) of what nobody has judged, most chains first."""
    index = case.searched().index
    weight = chain_counts(index)
    judged = _judged(case)
    found = []
    for row in case.sql(_PAIRS):
        a, b = row["src"], row["dst"]
        if frozenset((a, b)) not in judged:
            chains = int(sum(weight[index.number(uid)] for uid in (a, b)))
            found.append((a, b, str(row["quote"] or ""), chains))
    return sorted(found, key=lambda pair: (-pair[3], pair[0], pair[1]))


def _judged(case: "Case") -> set[frozenset[str]]:
    """Return the pairs of today's nodes of which somebody has judged."""
    with Ledger.open(case.folder) as ledger:
        rows = ledger.live("judgement")
    ends = sorted(judgements.ends(rows))
    listed = ", ".join(f"'{end}'" for end in ends if end.replace(":", "").isalnum())
    if not listed:
        return set()
    known = case.sql(
        f"SELECT DISTINCT anchor_uid, uid FROM names WHERE anchor_uid IN ({listed})"
    )
    now = {row["anchor_uid"]: row["uid"] for row in known}
    return {
        frozenset(now.get(row.body[end], row.body[end]) for end in "ab") for row in rows
    }


def _reasons(label: str, one: str, other: str) -> tuple[str, ...]:
    if label == "Tender":
        return ("Their titles are alike, and no number decides.",)
    return tuple(compare(one, other).reasons)


def _bodies(case: "Case", uids: Sequence[str]) -> list[Face]:
    listed = _listed(uids)
    rows = case.sql(f"SELECT * FROM Organization WHERE uid IN ({listed})")
    told = {row["uid"]: row for row in rows}
    names = case.sql(
        f"SELECT DISTINCT uid, text FROM names WHERE uid IN ({listed}) ORDER BY ALL"
    )
    roles = case.sql(
        f"SELECT body, role, count(DISTINCT tender) AS n FROM ({_ROLES}) "
        f"WHERE body IN ({listed}) GROUP BY ALL ORDER BY n DESC, role"
    )
    mentions = case.sql(
        f"SELECT body, role, name, date_text, e.amount_text, e.currency, e.quote "
        f"FROM ({_ROLES}) e JOIN Tender t ON t.uid = e.tender "
        f"WHERE body IN ({listed}) QUALIFY row_number() OVER (PARTITION BY body "
        f"ORDER BY date_text DESC, t.uid, role) <= {SHOWN} "
        f"ORDER BY body, date_text DESC, t.uid, role"
    )
    return [
        Face(
            uid,
            told[uid]["name"],
            tuple(_facts(told[uid], [r["text"] for r in names if r["uid"] == uid])),
            tuple((r["role"], r["n"]) for r in roles if r["body"] == uid),
            tuple(_mention(r) for r in mentions if r["body"] == uid),
        )
        for uid in uids
    ]


def _facts(row: Row, names: Sequence[str]) -> list[str]:
    about = [row["kind"], row["province"], row["jurisdiction"]]
    facts = [", ".join(text for text in about if text and text != "unknown")]
    facts += [*row["identifiers"]][:SHOWN]
    facts += [f"also {name}" for name in names if name != row["name"]][:SHOWN]
    return [fact for fact in facts if fact]


def _mention(row: Row) -> Mention:
    amount = " ".join(filter(None, (row["amount_text"], row["currency"])))
    return Mention(
        row["role"], row["name"], row["date_text"] or "", amount, row["quote"] or ""
    )


def _tenders(case: "Case", uids: Sequence[str]) -> list[Face]:
    listed = _listed(uids)
    told = {
        row["uid"]: row
        for row in case.sql(f"SELECT * FROM Tender WHERE uid IN ({listed})")
    }
    parties = case.sql(
        f"SELECT body, role, o.name AS name, amount_text, currency, quote, tender "
        f"FROM ({_ROLES}) JOIN Organization o ON o.uid = body "
        f"WHERE tender IN ({listed}) ORDER BY role, name"
    )
    return [
        Face(
            uid,
            told[uid]["name"],
            tuple(
                f"{name}: {told[uid][name]}"
                for name in ("number", "stage", "date_text", "budget_text", "currency")
                if told[uid][name]
            ),
            (("document", told[uid]["n_documents"]),),
            tuple(
                _mention({**row, "date_text": ""})
                for row in parties
                if row["tender"] == uid
            )[:SHOWN],
        )
        for uid in uids
    ]


def _listed(uids: Sequence[str]) -> str:
    from graphkit.tables import literal

    return ", ".join(map(literal, uids))
