"""Legal forms in Latin letters at the end and at the start of names."""

from collections.abc import Mapping
from functools import cache

from graphkit.resolve.words import rows, words_of

Words = tuple[str, ...]
Form = tuple[str, str]
"""A legal form and its class; a form without a class (Co) says nothing."""


def inner(words: Words) -> tuple[int, int, Form]:
    """Return where the words of a name begin and end without its forms, and the form.

    One word is always left, so that a name is never nothing but a form.
    """
    table, longest = forms()
    form: Form = ("", "")
    end = len(words)
    while end > 1 and words[end - 1] == "the":  # `CADMUS GROUP LLC, THE`
        end -= 1
    while found := _at_end(words[:end], table, longest):
        length, said = found
        end -= length
        form = (form[0] or said[0], form[1] or said[1])
    for length in range(min(longest, end - 1), 0, -1):
        said = table.get(words[:length], ("", ""))
        if said[1] == "national association":  # National Association of Realtors
            break
        if said[0] and (length > 1 or said[0] in words_of("leading form")):
            return length, end, (form[0] or said[0], form[1] or said[1])
    return 0, end, form


def _at_end(
    words: Words, table: Mapping[Words, Form], longest: int
) -> tuple[int, Form] | None:
    for length in range(min(longest, len(words) - 1), 0, -1):
        if found := table.get(words[-length:]):
            return length, found
    return None


@cache
def forms() -> tuple[Mapping[Words, Form], int]:
    """Return the legal forms by their words, and how many words the longest has."""
    found = {
        tuple(row["words"].split()): (row["form"], row["class"])
        for row in rows("forms")
    }
    return found, max(map(len, found))
