"""What was looked at and not stated: fields, names, figures and terms, with reasons."""

from collections.abc import Iterator, Mapping, Sequence

from graphkit.explain.hearing import Heard, Sought, seek
from graphkit.explain.marks import PASSED, READ, Mark, Rule
from graphkit.explain.origins import Origins
from graphkit.folding import fold
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.labels import labels as labels_in_use
from graphkit.loaders.notice.sections import SECTIONS
from graphkit.statements import Passage, TenderRef
from graphkit.terms import Terms
from graphkit.trace import Step

Span = tuple[int, int]

_ROLES: Mapping[str, str] = {
    "at_buyer": "buyer",
    "at_agency": "agency",
    "at_supplier": "supplier",
    "at_proposed": "supplier",
    "proposed": "supplier",
    "member": "supplier",
    "winner": "supplier",
    "candidate": "bidder",
    "loser": "bidder",
    "total": "amount",
    "contract_amount": "amount",
    "sum": "amount",
    "plan_number": "number",
    "contract_number": "number",
    "contract_title": "title",
    "lot_title": "title",
    "opening": "date",
    "deadline": "date",
    "published_on": "date",
    "awarded_on": "date",
    "signed_on": "date",
    "other_date": "date",
    "quantity": "quantity",
    "unit": "unit",
    "lot": "lot",
}
"""Roles of the reader's fields where they differ from their names."""
_OWN = frozenset(
    ("buyer", "agency", "supplier", "bidder", "number", "title", "budget", "ceiling")
) | {"amount"}
_REASONS: Mapping[str, str] = {
    "fee": "a fee is no amount of the award",
    "deposit": "a deposit is no amount of the award",
    "unit_price": "a price of one is no amount of the award",
    "share": "a share is no amount",
    "address": "an address names no party",
    "contact": "a contact is no party",
    "panel": "members of a panel are no parties",
    "opening": "a deadline was said beside it",
    "other_date": "no day the graph keeps",
    "old": "a correction takes it back",
}
_SILENT = "silence"


def role(field: str) -> str:
    """Return the role of one of the reader's fields."""
    return _ROLES.get(field, field if field in _OWN else "other")


def labels(heard: Heard, origins: Origins) -> Iterator[Mark]:
    """Yield the labels that led to a value."""
    for step in heard.steps:
        if step.role == "label" and not step.why:
            rule = origins.of(step.rule)
            yield Mark("label", step.start, step.end, rule, READ)


def fields(notice: Notice, stated: set[Span], origins: Origins) -> Iterator[Mark]:
    """Yield the values of labels and columns that no statement speaks of.

    One whose name, number or amount was stated is left out, whatever stands around it.
    """
    said = {notice.folded[slice(*span)] for span in stated}
    for field in notice.fields:
        held = any(field.start < end and start < field.end for start, end in stated)
        if held and _holds_stated(field, stated):
            continue
        rule = origins.of(field.told_by)
        span = _trimmed(notice.folded, field.start, field.end)
        why = _REASONS.get(field.field, "")
        if role(field.field) in _OWN and notice.folded[slice(*span)] in said:
            why = "the same words are stated from another place"
        outcome = PASSED if why else READ
        yield Mark(
            role(field.field),
            *span,
            rule,
            outcome,
            why=why,
            field=field.field,
        )


def left(steps: Sequence[Step], stated: set[Span], origins: Origins) -> Iterator[Mark]:
    """Yield what rules looked at and left, unless another rule took the same words."""
    known = labels_in_use()
    for step in steps:
        taken = any(s <= step.start and step.end <= e for s, e in stated)
        if not step.why or step.role in (_SILENT, "term") or taken:
            continue
        rule = origins.of(step.rule)
        span = (step.start, step.end)
        name = step.rule.partition(":")[2] if step.role == "label" else ""
        if known.get(name) in SECTIONS:
            yield Mark("label", *span, rule, READ)  # a heading leads to no value
        else:
            kind = "label" if name else role(step.role)
            yield Mark(kind, *span, rule, PASSED, why=step.why, field=step.role)


def terms(
    heard: Heard, finder: Terms, stated: set[Span], origins: Origins
) -> Iterator[tuple[str, Mark]]:
    """Yield the terms that were looked at and left, by the locator of their text."""
    for sought in heard.sought:
        at = sought.passage.locator
        for mark in _left_terms(sought, origins, accepted=False):
            if (mark.start, mark.end) not in stated:
                yield at, mark
        yield from ((at, mark) for mark in _cut(sought, origins))
    if isinstance(heard.record.fields, Notice):
        yield from _silent(heard, heard.record.fields, finder, origins)


def _left_terms(
    sought: Sought, origins: Origins, *, accepted: bool, why: str = ""
) -> Iterator[Mark]:
    """Yield the terms that were considered and accepted, or not, each with its why."""
    low, first = fold(sought.passage.text), sought.passage.start
    for one in sought.considered:
        if one.accepted == accepted:
            found = one.found
            rule = origins.entry(found.uid, low[found.start :], "")
            span = (found.start + first, found.end + first)
            kind = found.label.lower()
            yield Mark(kind, *span, rule, PASSED, why=why or one.why)


def _cut(sought: Sought, origins: Origins) -> Iterator[Mark]:
    """Yield the terms that were not even considered: in longer codes, in addresses."""
    low, first = fold(sought.passage.text), sought.passage.start
    for step in sought.steps:
        if step.role == "term":
            uid = step.rule.partition(":")[2]
            rule = origins.entry(uid, low[step.start :], "")
            span = (step.start + first, step.end + first)
            kind = uid.partition(":")[0]
            yield Mark(kind, *span, rule, PASSED, why=step.why)


def _silent(
    heard: Heard, notice: Notice, finder: Terms, origins: Origins
) -> Iterator[tuple[str, Mark]]:
    """Yield terms in stretches in which none are sought: contacts, panels, names."""
    at = heard.record.locator
    tender = heard.said[0].tender if heard.said else TenderRef("")
    sought = [
        (s.passage.start, s.passage.start + len(s.passage.text)) for s in heard.sought
    ]
    seen: set[Span] = set()
    for step in heard.steps:
        if step.role != _SILENT:
            continue
        words = notice.page.text[step.start : step.end]
        passage = Passage(tender, heard.record.source, at, words, step.start)
        looked = seek(passage, finder)
        left = (
            *_left_terms(looked, origins, accepted=True, why=step.why),
            *_left_terms(looked, origins, accepted=False),
            *_cut(looked, origins),
        )
        for mark in left:
            span = (mark.start, mark.end)
            inside = any(start <= span[0] and span[1] <= end for start, end in sought)
            if not inside and span not in seen:
                seen.add(span)
                yield at, mark


def masks(shown: str, text: str) -> Iterator[Mark]:
    """Yield where personal data is masked in the text that is shown."""
    start = -1
    for place, (one, other) in enumerate(zip(f"{shown} ", f"{text} ", strict=True)):
        if one != other and start < 0:
            start = place
        elif one == other and start >= 0:
            yield Mark("masked", start, place, Rule("personal data"), READ)
            start = -1


def _holds_stated(field: Field, stated: set[Span]) -> bool:
    """Say whether a field's own value was stated: not an item that names a chip."""
    known = role(field.field)
    if known in ("other", "lot", "quantity", "unit"):
        return (field.start, field.end) in stated
    return True


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    last = start + len(words.rstrip())
    return last - len(words.strip()), last
