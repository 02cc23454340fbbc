"""Rules as a case has them, and what would change if they were others."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.case import editions
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from graphkit.errors import CatalogueError
from graphkit.results import Results
from graphkit.rules import Rules, load
from graphkit.rules.table import Rule, Window

if TYPE_CHECKING:
    from graphkit.rules.reviews import Review
    from graphkit.search.chain_query import ChainQuery
    from graphkit.search.graph import Graph
    from graphkit.search.whatif import Change

COLUMNS = ("id", "status", "from", "to", "kind", "remote_access", "title")
CHANGES = ("date", "institution", "intermediary", "provider", "item", "before", "after")
NOTHING = "no review under these rules"


def rules_of(case: Path, file: Path | None = None) -> Rules:
    """Return the rules a case is read with, a file's on top; ours where it is none."""
    if not Folder(case).database.is_file():
        return load(file)
    with Ledger.open(case) as ledger:
        shipped, catalogue = editions.folder(ledger), ledger.folder.catalogue
    return load(file, folder=catalogue, shipped=shipped)


def cited(case: Path, chains: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rules that the controls of chains name, as a report lists them."""
    named = {c["rule"] for chain in chains for c in chain["controls"] if c["rule"]}
    return [rule.to_json() for rule in rules_of(case).rules if rule.uid in named]


def table(rules: Rules, on: date) -> Results:
    """Return every rule with its status on a day and how long that lasts, by day.

    `from` and `to` are those of the status; of a rule not yet there, of its first.
    """
    rows = [
        {
            "id": rule.uid,
            "status": rules.standing(rule.uid, on).value,
            "from": window.first if window else None,
            "to": window.last if window else None,
            "kind": rule.kind,
            "remote_access": rule.remote_access,
            "title": rule.title,
            "citation": rule.citation,
            "covers": rule.covers,
            "clauses": [clause.name for clause in rule.clauses],
            "owned_share": rule.owned_share,
            "source": rule.source,
            "confidence": rule.confidence,
            "checked": rule.checked,
        }
        for rule in rules.rules
        for window in (_window(rule, on),)
    ]
    rows.sort(key=lambda row: (row["from"] or date.max, row["id"]))
    until = rules.checked_until.isoformat()
    return Results(
        rows, columns=COLUMNS, notes=(f"Nobody checked the rules after {until}.",)
    )


def _window(rule: Rule, on: date) -> Window | None:
    holding = (window for window in rule.windows if window.holds(on))
    return next(holding, rule.windows[0] if rule.windows else None)


def presets() -> Mapping[str, Path]:
    """Return the files of suppositions that come with graphkit, by name."""
    folder = Path(str(files("graphkit") / "data" / "whatif"))
    return {file.stem: file for file in sorted(folder.glob("*.toml"))}


def supposed(named: str) -> Path:
    """Return the file of a supposition: a path, or the name of one of ours."""
    known = presets()
    if named in known:
        return known[named]
    if not Path(named).is_file():
        raise CatalogueError(
            f"there is no file {named!r} of rules to suppose",
            hint=f"write one (docs/catalogue.md), or name one of {', '.join(known)}",
        )
    return Path(named)


def compare(graph: "Graph", query: "ChainQuery", rules: Rules, other: Rules) -> Results:
    """Return the chains that would need other reviews under other rules."""
    from graphkit.search import whatif

    found = whatif.compare(graph, query, rules, other)
    notes = (
        f"{len(found.changes)} of {found.n_chains} chains change.",
        "A review says which rule would ask for a look and why; not that anybody "
        "looked, nor that anything was wrong.",
    )
    return Results(
        [_row(change) for change in found.changes],
        columns=CHANGES,
        notes=notes,
        truncated=found.truncated,
    )


def _row(change: "Change") -> dict[str, Any]:
    chain = change.chain
    return {
        "date": chain.date_text or None,
        "institution": chain.institution,
        "intermediary": chain.intermediary or None,
        "provider": chain.provider or None,
        "item": chain.item or None,
        "before": _said(change.before),
        "after": _said(change.after),
        "grade": chain.grade,
        "provenance": chain.provenance,
        "reviews": list(_reviews(change)),
        "tender": chain.tender,
        "key": chain.key,
    }


def _said(reviews: tuple["Review", ...]) -> str:
    return "; ".join(review.said for review in reviews) or NOTHING


def _reviews(change: "Change") -> Iterator[dict[str, str]]:
    for when, reviews in (("before", change.before), ("after", change.after)):
        for one in reviews:
            told = {"value": one.value, "rule": one.rule, "because": one.because}
            yield {"when": when, **told}
