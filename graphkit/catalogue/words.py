"""Words of the catalogue: what an entry is called, and what must stand around it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from graphkit.catalogue.entries import TABLE_OF, Entry, uid_of
from graphkit.catalogue_files import CatalogueFile, Row, rows_of
from graphkit.folding import fold

STRENGTHS = ("strong", "weak", "common")
READINGS = (
    "exclusion",
    "benchmark",
    "minimum",
    "example",
    "or_equivalent",
    "offered",
    "none",
)
_GAP = re.compile(r"(?<=[a-z0-9.])[ -](?=[a-z0-9])")
_BORDER = re.compile(
    "(?<=[a-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entry, folded as `folding.fold` folds a text.

    A `strong` one means only this. A `weak` one counts where no trap word stands near.
    A `common` one counts only with a word of its subject near.
    """

    text: str
    uid: str
    strength: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that makes a family's name one of its variants (`80g`)."""

    family: str
    word: str
    uid: str


@dataclass(frozen=True, slots=True)
class Partition:
    """A word near a brand's name that says which partition is meant (`海外`)."""

    brand: str
    word: str
    uid: str


@dataclass(frozen=True, slots=True)
class Surrounding:
    """Words that speak for or against a term.

    `kind` is support or trap; `labels` are those it bears on, `terms` the only folded
    aliases it bears on, all of them where empty. `where` is near, before or after:
    the last two directly beside the term, where a trap decides alone. With `alone`
    the words are terms that count where they are the whole of a text.
    """

    kind: str
    where: str
    labels: tuple[str, ...]
    terms: tuple[str, ...]
    words: tuple[str, ...]
    why: str
    example: str
    finds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before or after a term that say how a record speaks of it.

    Those that count (`at least 8 A100`) say nothing of the product where a number
    follows: `counts` is then true.
    """

    reading: str
    where: str
    words: tuple[str, ...]
    counts: bool
    example: str


def aliases(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> tuple[Alias, ...]:
    """Return every alias with its spellings; two entries of a label may not share one.

    A name may stand for two things of different labels: "Azure OpenAI" names a
    provider and a model service.
    """
    found: dict[tuple[str, str], tuple[Alias, Row]] = {}
    for alias, row in _all_aliases(files, entries):
        key = (alias.text, entries[alias.uid].label)
        before = found.setdefault(key, (alias, row))
        if before[0].uid != alias.uid:
            there = before[1]
            raise row.problem(
                f"{alias.text!r} is to mean {alias.uid}, but {there.file}, row "
                f"{there.number} has it for {before[0].uid}",
                "take the name out of one of the two rows",
            )
    return tuple(alias for alias, _row in found.values())


def spellings(text: str) -> tuple[str, ...]:
    """Return a folded name as it may be written.

    A gap between Latin words is a blank, a dash or nothing; a blank may stand where
    Chinese and Latin meet.
    """
    folded = fold(text)
    pieces = _GAP.split(folded)
    made = [folded]
    if len(pieces) <= 4:
        joined = product(*((" ", "-", ""),) * (len(pieces) - 1))
        made += ["".join(_weave(pieces, gaps)) for gaps in joined]
    made += [_BORDER.sub(" ", spelling) for spelling in made]
    return tuple(dict.fromkeys(made))


def qualifiers(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> tuple[Qualifier, ...]:
    """Return the words that tell variants of one family apart, longest first."""
    found = [
        Qualifier(entries[uid_of("Chip", row)].parent, fold(word), uid_of("Chip", row))
        for row in rows_of("chips.csv", files)
        for word in row.words("qualifiers")
        if row["parent"]
    ]
    return tuple(sorted(found, key=lambda q: (-len(q.word), q.word)))


def partitions(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> tuple[Partition, ...]:
    """Return the words that tell partitions of one brand apart, longest first."""
    found = [
        Partition(_brand(uid_of("Provider", row), entries), fold(word), uid)
        for row in rows_of("providers.csv", files)
        for word in row.words("partition")
        if (uid := uid_of("Provider", row))
    ]
    return tuple(sorted(found, key=lambda p: (-len(p.word), p.word, p.brand)))


def surroundings(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> tuple[Surrounding, ...]:
    """Return the rows of the context tables, in order."""
    rows = rows_of("context.csv", files, needed=("kind", "where", "words"))
    return tuple(_surrounding(row, entries) for row in rows)


def cues(files: tuple[CatalogueFile, ...]) -> tuple[Cue, ...]:
    """Return the rows of the modality tables, in order."""
    return tuple(
        Cue(
            row.one_of("reading", READINGS),
            row.one_of("where", ("before", "after")),
            tuple(map(fold, row.words("words"))),
            row.one_of("number", ("", "yes", "no")) == "no",
            row["example"],
        )
        for row in rows_of("modality.csv", files, needed=("reading", "words"))
    )


def _weave(pieces: list[str], gaps: tuple[str, ...]) -> Iterator[str]:
    yield pieces[0]
    for gap, piece in zip(gaps, pieces[1:], strict=True):
        yield gap
        yield piece


def _all_aliases(
    files: tuple[CatalogueFile, ...], entries: Mapping[str, Entry]
) -> Iterator[tuple[Alias, Row]]:
    for label, table in TABLE_OF.items():
        for row in rows_of(table, files):
            for strength in STRENGTHS:
                for word in row.words(strength):
                    yield from _spelled(word, uid_of(label, row), strength, row)
            if label == "Product":
                yield (
                    Alias(fold(row["instance_type"]), uid_of(label, row), "strong"),
                    row,
                )
    for row in rows_of("aliases.csv", files, needed=("alias", "uid")):
        yield from _own_alias(row, entries)


def _own_alias(row: Row, entries: Mapping[str, Entry]) -> Iterator[tuple[Alias, Row]]:
    uid = row["uid"]
    if uid not in entries or uid.startswith(("rule:", "list:")):
        raise row.problem(
            f"uid {uid!r} is not in the catalogue",
            "write the uid of an entry, such as chip:nvidia-a100 or provider:aws",
        )
    strength = row.one_of("strength", ("", *STRENGTHS)) or "strong"
    yield from _spelled(row["alias"], uid, strength, row)


def _spelled(
    word: str, uid: str, strength: str, row: Row
) -> Iterator[tuple[Alias, Row]]:
    for text in spellings(word):
        yield Alias(text, uid, strength), row


def _brand(uid: str, entries: Mapping[str, Entry]) -> str:
    while entries[uid].parent:
        uid = entries[uid].parent
    return uid


def _surrounding(row: Row, entries: Mapping[str, Entry]) -> Surrounding:
    unknown = [uid for uid in row.words("finds") if uid not in entries]
    if unknown:
        raise row.problem(
            f"finds {unknown[0]!r}, which is not in the catalogue",
            "write uids such as chip:nvidia-h20, or leave it empty for nothing",
        )
    return Surrounding(
        row.one_of("kind", ("support", "trap")),
        row.one_of("where", ("near", "before", "after", "alone")),
        row.words("labels"),
        tuple(map(fold, row.words("terms"))),
        tuple(map(fold, row.words("words"))),
        row["why"],
        row["example"],
        row.words("finds"),
    )
