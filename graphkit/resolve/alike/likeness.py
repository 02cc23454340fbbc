"""Likenesses: what the comparison of two names came to, where it came to something."""

import msgspec

from graphkit.folding import has_han
from graphkit.resolve.names import Dictionary, compare
from graphkit.resolve.names.latin import latin

JOINED = 0.9
"""The score from which *same* joins without asking: the same words, in other order or
spelling, or their translation. Below, a body's own word is written otherwise."""
CERTAIN = 0.8
"""The score from which *part of* is certain: words say so, nothing is guessed."""
SUGGESTED = 0.75
"""The score of a part that would be certain, were all words spelt alike."""
WORTH_ASKING = 0.65
"""The score from which a person is asked."""


class Likeness(msgspec.Struct, frozen=True, gc=False):
    """Two names by their keys (`a` before `b`), and how they compare.

    `part` is the key of the part where the verdict is part_of, '' otherwise.
    """

    a: str
    b: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    part: str = ""

    @property
    def joins(self) -> bool:
        """Whether the names may be one body without asking."""
        return self.verdict == "same" and self.score >= JOINED

    @property
    def is_part(self) -> bool:
        """Whether one name is of a part of the other's body, for certain."""
        return self.verdict == "part_of" and self.score >= CERTAIN


class Spelling(msgspec.Struct, frozen=True, gc=False, order=True):
    """A name by its key, in the spelling that is compared.

    `is_known` says that the dictionary has it, `is_said` that records do.
    """

    key: str
    text: str
    is_known: bool = False
    is_said: bool = True


def liken(one: Spelling, other: Spelling, dictionary: Dictionary) -> Likeness:
    """Return what two names come to.

    The dictionary's word counts more than that of the names; but that two of its
    bodies are two does not say that one is no part of the other.
    """
    a, b = sorted((one, other))
    told = a.is_known and b.is_known and dictionary.compare(a.text, b.text)
    found = compare(a.text, b.text, dictionary if told else None)
    part = {a.text: a.key, b.text: b.key}.get(found.part, "")
    score = round(found.score, 4)
    if part and score >= CERTAIN and not _has_all_words(a, b, part):
        score = SUGGESTED
    return Likeness(a.key, b.key, found.verdict, score, found.reasons, part)


def _has_all_words(one: Spelling, other: Spelling, part: str) -> bool:
    """Say whether a Latin part has every word of the whole, none spelt otherwise."""
    longer, shorter = (one, other) if part == one.key else (other, one)
    if has_han(longer.text) or has_han(shorter.text):
        return True
    return set(latin(shorter.text).words) <= set(latin(longer.text).words)


def is_worth_keeping(found: Likeness) -> bool:
    """Say whether a likeness joins names or may be shown to a person."""
    if found.verdict in ("unsure", "part_of"):
        return found.score >= WORTH_ASKING
    return found.verdict == "same"
