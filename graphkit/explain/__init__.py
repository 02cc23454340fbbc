"""A record explained: every span with its role, the rule that found it, or why not.

The rules are told by the reader itself while it reads (`graphkit.trace`), never
guessed afterwards.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.catalogue import Catalogue
from graphkit.explain import claims as claiming
from graphkit.explain import missing as lacking
from graphkit.explain import passed
from graphkit.explain.commands import commands
from graphkit.explain.hearing import Heard, hear
from graphkit.explain.marks import Claim, Explained, Mark, Missing, Offer, Text
from graphkit.explain.origins import Origins
from graphkit.layers import record_text
from graphkit.loaders.notice.document import Notice
from graphkit.personal import masked
from graphkit.reading import loader_of
from graphkit.source import Source
from graphkit.statements import Problem
from graphkit.terms import Terms

__all__ = ["Asked", "Explained", "explain"]

MOST = 20
"""Records of one file that are explained, where nobody asks for more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How to explain: `case` stands in commands, `words` as `role` are looked for.

    `holder` is the name of the case that holds the source, '' where none does;
    `rejected` are the keys of what a person rejected there. `record` picks one record
    by its locator.
    """

    case: str = ""
    holder: str = ""
    rejected: frozenset[str] = frozenset()
    words: str = ""
    role: str = "buyer"
    record: str = ""
    most: int = MOST


def explain(
    source: Source, catalogue: Catalogue, maps: Path | None, asked: Asked
) -> Iterator[Explained | Problem]:
    """Yield the records of a source explained, and a Problem for each not read.

    The loaders must be prepared for the catalogue's edition. Raises SourceError where
    no loader knows the source.
    """
    loader = loader_of(source)
    explainer = _Explainer(source, loader.LAYER, catalogue, asked)
    for found in hear(source, loader, explainer.terms, maps, asked.most):
        if isinstance(found, Problem):
            yield found
        elif asked.record in ("", found.record.locator):
            yield replace(explainer.explained(found), loader=loader.NAME)


class _Explainer:
    def __init__(
        self, source: Source, layer: str, catalogue: Catalogue, asked: Asked
    ) -> None:
        self.source, self.layer, self.asked = source, layer, asked
        self.terms, self.origins = Terms(catalogue), Origins(catalogue)

    def explained(self, heard: Heard) -> Explained:
        pairs = list(claiming.claims(heard, self.origins))
        marks = [pair for _, found in pairs for pair in found]
        marks += claiming.counts(heard, self.origins)
        at = heard.record.locator
        notice = heard.record.fields
        if isinstance(notice, Notice):
            marks += [(at, mark) for mark in self._of_notice(heard, notice, marks)]
        stated = {(m.start, m.end) for _, m in marks if m.claim}
        marks += passed.terms(heard, self.terms, stated, self.origins)
        texts = tuple(self._texts(heard, marks))
        missed: Sequence[Missing] = ()
        if isinstance(notice, Notice):
            every = texts[0].marks if texts else ()
            missed = tuple(lacking.missing(heard, notice, every, self.asked.case))
        return Explained(
            self.source.path,
            self.source.sha256,
            "",
            at,
            heard.record.kind,
            texts,
            tuple(self._commanded(heard, (claim for claim, _ in pairs))),
            tuple(missed),
            tuple(self._picked(heard)),
            self.asked.holder,
        )

    def _of_notice(
        self, heard: Heard, notice: Notice, marks: Sequence[tuple[str, Mark]]
    ) -> Iterator[Mark]:
        stated = {(mark.start, mark.end) for _, mark in marks}
        yield from passed.labels(heard, self.origins)
        left = list(passed.left(heard.steps, stated, self.origins))
        told = {(mark.start, mark.end) for mark in left}
        yield from left
        for mark in passed.fields(notice, stated, self.origins):
            if (mark.start, mark.end) not in told:
                yield mark

    def _texts(self, heard: Heard, marks: Iterable[tuple[str, Mark]]) -> Iterator[Text]:
        held: dict[str, dict[Mark, None]] = {}
        if heard.record.text:
            held[heard.record.locator] = {}
        for locator, mark in marks:
            held.setdefault(locator, {})[mark] = None
        for locator, found in held.items():
            text = self._text(heard, locator)
            keep = [(m.start, m.end) for m in found if m.claim and m.role != "title"]
            shown = masked(text, keep)
            every = [*found, *passed.masks(shown, text)]
            every.sort(key=lambda m: (m.start, -m.end, m.outcome != "stated", m.claim))
            yield Text(locator, shown, tuple(every))

    def _text(self, heard: Heard, locator: str) -> str:
        record = heard.record
        if record.text and locator == record.locator:
            return record.text
        return record_text(
            self.source, self.layer, record.locator, record.offset, record.length
        ).text_at(locator)

    def _commanded(self, heard: Heard, claims: Iterable[Claim]) -> Iterator[Claim]:
        asked = self.asked
        for claim, said, key in zip(claims, heard.said, heard.keys, strict=True):
            lines = tuple(commands(said, key, asked.case))
            if claim.role == "title":
                claim = replace(claim, words=masked(claim.words))
            yield replace(claim, commands=lines, rejected=claim.key in asked.rejected)

    def _picked(self, heard: Heard) -> Iterator[Offer]:
        text = heard.record.text
        if self.asked.words and text:
            words, role = self.asked.words, self.asked.role
            yield from lacking.picked(heard, text, words, role, self.asked.case)
