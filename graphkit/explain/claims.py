"""What a record says, a statement each: its words, and the rule that took them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.explain.hearing import Heard, Sought
from graphkit.explain.marks import PASSED, Claim, Mark, Rule
from graphkit.explain.origins import Origins
from graphkit.folding import fold
from graphkit.statements import Amount, Day, Mention, Statement
from graphkit.trace import Step

ROLE_OF: Mapping[str, str] = {
    "ISSUED": "buyer",
    "HANDLED_BY": "agency",
    "AWARDED_TO": "supplier",
    "SUBCONTRACTED_TO": "supplier",
    "BID_ON": "bidder",
    "VIA": "provider",
    "RETENDER_OF": "number",
    "DOCUMENTED_BY": "link",
    "published_on": "date",
    "deadline": "date",
    "awarded_on": "date",
    "signed_on": "date",
}
"""The role of a statement's words; a value that is not here is one by its own name."""
_ITEMS = ("Chip", "Model", "Product", "Provider")
_HEARD_AS: Mapping[str, tuple[str, ...]] = {
    "AWARDED_TO": ("AWARDED_TO", "winner"),
    "BID_ON": ("BID_ON", "winner"),
    "ISSUED": ("ISSUED", "buyer"),
    "HANDLED_BY": ("HANDLED_BY", "agency"),
    "title": ("title",),
}


_PARTS: Mapping[str, tuple[str, ...]] = {
    "amount": ("sum",),
    "date": ("awarded_on", "signed_on"),
}
"""Steps that tell how the amount and the day of an award were found."""
_UNTOLD = "the reader does not tell"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a locator and a span of its text."""

    locator: str
    start: int
    end: int


def claims(
    heard: Heard, origins: Origins
) -> Iterator[tuple[Claim, list[tuple[str, Mark]]]]:
    """Yield each statement as a claim, with its marks by their locator."""
    steps = _Steps(heard.steps, origins)
    pairs = zip(heard.said, heard.keys, strict=True)
    for number, (said, key) in enumerate(pairs, 1):
        at, words = told(said)
        role = role_of(said)
        rule = steps.rule(said, at) or _rule(heard, said, at, origins)
        marks = [(at.locator, Mark(role, at.start, at.end, rule, claim=number))]
        details: list[tuple[str, str]] = []
        for name, part in (("amount", said.amount), ("date", said.date)):
            if part is None:
                continue
            where = Place(part.locator or said.evidence.locator, part.start, part.end)
            own = rule if where == at else steps.any(where, _PARTS[name])
            if where != at:
                mark = Mark(name, where.start, where.end, own, claim=number)
                marks.append((where.locator, mark))
            details += _details(name, part, own, steps.unit(where))
        details += [
            (name, value)
            for name in ("part", "stage", "modality", "quantity", "unit")
            if (value := getattr(said, name))
        ]
        claim = Claim(
            number, key, said.type, role, words, *_span(at), rule, tuple(details)
        )
        yield claim, marks


def counts(heard: Heard, origins: Origins) -> Iterator[tuple[str, Mark]]:
    """Yield numbers and units beside items: of the nearest claim that took one."""
    counted = [
        (number, told(said)[0])
        for number, said in enumerate(heard.said, 1)
        if said.quantity
    ]
    for sought in heard.sought:
        passage = sought.passage
        inside = [
            (number, at.start - passage.start)
            for number, at in counted
            if at.locator == passage.locator
            and passage.start <= at.start < passage.start + len(passage.text)
        ]
        for step in sought.counted:
            span = (step.start + passage.start, step.end + passage.start)
            rule = origins.of(step.rule)
            if step.why or not inside:
                why = step.why or "no statement took it"
                mark = Mark(step.role, *span, rule, PASSED, why=why)
            else:
                near = min(inside, key=lambda pair: abs(pair[1] - step.start))
                mark = Mark(step.role, *span, rule, claim=near[0])
            yield passage.locator, mark


def told(said: Statement) -> tuple[Place, str]:
    """Return where the words stand that a statement is about, and the words."""
    evidence, tender = said.evidence, said.tender
    mention = said.object or said.subject
    part: Mention | Amount | Day | None = mention or said.amount or said.date
    if part is not None:
        at = Place(part.locator or evidence.locator, part.start, part.end)
        return at, part.text
    for kind, words, (locator, start) in (
        ("number", tender.number, tender.number_at),
        ("title", tender.title, tender.title_at),
    ):
        if said.type == kind and words and locator == evidence.locator:
            return Place(locator, start, start + len(words)), words
    return Place(evidence.locator, evidence.start, evidence.end), evidence.quote


def role_of(said: Statement) -> str:
    """Return the role of a statement's words."""
    if said.object is not None and said.object.label in _ITEMS:
        return said.object.label.lower()
    return ROLE_OF.get(said.type, said.type)


def _span(at: Place) -> tuple[str, int, int]:
    return at.locator, at.start, at.end


class _Steps:
    """The steps that took words, by where these end: an amount may begin earlier."""

    def __init__(self, steps: Sequence[Step], origins: Origins) -> None:
        self._origins = origins
        self._by_end: dict[int, list[Step]] = {}
        for step in steps:
            if not step.why:
                self._by_end.setdefault(step.end, []).append(step)

    def rule(self, said: Statement, at: Place) -> Rule | None:
        for role in _HEARD_AS.get(said.type, (said.type,)):
            found = self.of(at, role)
            if found:
                return found
        return None

    def of(self, at: Place, role: str) -> Rule | None:
        steps = [s for s in self._by_end.get(at.end, ()) if s.role == role]
        exact = [step for step in steps if step.start == at.start]
        for step in exact or (steps if role == "sum" else ()):
            return self._origins.of(step.rule)
        return None

    def any(self, at: Place, roles: Sequence[str]) -> Rule:
        found = (rule for role in roles if (rule := self.of(at, role)))
        return next(found, Rule(_UNTOLD))

    def unit(self, at: Place) -> str:
        for step in self._by_end.get(at.end, ()):
            if step.role == "unit":
                return str(self._origins.of(step.rule))
        return ""


def _details(
    name: str, part: Amount | Day, rule: Rule, unit: str
) -> Iterator[tuple[str, str]]:
    if isinstance(part, Day):
        yield name, f"{part.value or 'without its year'} by {rule}"
        return
    value = f"{part.value} {part.currency}" if part.value else "value left open"
    yield name, f"{value} by {rule}"
    if unit:
        yield "unit of the amount", unit


def _rule(heard: Heard, said: Statement, at: Place, origins: Origins) -> Rule:
    """Return the rule of what no step tells: a term, or a member of a record."""
    if said.object is not None and said.object.label in _ITEMS:
        sought = _sought(heard, at)
        if sought is not None:
            start = at.start - sought.passage.start
            why = next((c.why for c in sought.considered if c.found.start == start), "")
            return origins.term(said, why, fold(sought.passage.text)[start:])
    pointer = at.locator.removeprefix(heard.record.locator)
    if pointer.startswith("/"):
        kind = "column" if heard.record.kind == "row" else "member"
        return Rule(f"{kind} {pointer[1:] if kind == 'column' else pointer}")
    return Rule(_UNTOLD)


def _sought(heard: Heard, at: Place) -> Sought | None:
    for sought in heard.sought:
        passage = sought.passage
        inside = passage.start <= at.start < passage.start + len(passage.text)
        if inside and passage.locator == at.locator:
            return sought
    return None
