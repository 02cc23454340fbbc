"""What the guard looks at is what a store runs, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import QueryError
from graphkit.store.clauses import capped, columns
from graphkit.store.dialect import to_embedded
from graphkit.store.guard import FORBIDDEN, read_only
from graphkit.store.scope import scoped
from graphkit.store.tokens import render, tokenize

WORDS = """MATCH RETURN WHERE WITH AS EXISTS CREATE SET ſet x t.uid Tender count( ( )
[ ] { } ' " ` \\ \\' \\u0027 // /* */ 'x' "y" $p ; - -- -> <- .. 1 1.5 .5 * | :
= <> / % ,"""
PIECES = WORDS.split()
TEXTS = st.lists(
    st.sampled_from([*PIECES, " ", "\n", "\u2028", "\x00", "", "深"]), max_size=20
).map("".join)
BEGINNINGS = st.sampled_from(
    ["", "MATCH (t:Tender) RETURN t ", "MATCH (t)--(u) WHERE "]
)


@given(BEGINNINGS, TEXTS)
@settings(max_examples=1_000, deadline=None)
def test_a_text_is_refused_or_run_as_it_was_looked_at(begin: str, rest: str) -> None:
    text = begin + rest
    params = {"p": 1} if "$p" in text else {}
    try:
        query = read_only(text, params)
    except QueryError:
        return
    again = tokenize(query.text)
    seen = [(token.kind, token.text) for token in query.tokens]
    assert [(token.kind, token.text) for token in again] == seen
    assert [token for token in again if token.says(*FORBIDDEN)] == []


@given(BEGINNINGS, TEXTS)
@settings(max_examples=1_000, deadline=None)
def test_what_passes_is_rewritten_or_refused_in_words(begin: str, rest: str) -> None:
    text = begin + rest
    params = {"p": 1} if "$p" in text else {}
    try:
        query = read_only(text, params)
        columns(query, text)
        query = capped(query, 10)
        embedded, server = to_embedded(query), scoped(query, "case")
    except QueryError:
        return
    for made in (embedded, server):
        assert [token for token in made.tokens if token.says(*FORBIDDEN)] == []


@pytest.mark.parametrize(
    ("text", "rendered", "params"),
    [
        ("RETURN 'a'", "RETURN 'a'", {}),
        ('RETURN "it\'s"', 'RETURN "it\'s"', {}),
        ("RETURN 'it\\'s'", 'RETURN "it\'s"', {}),
        ("RETURN 'a\\\\'", "RETURN $_text0", {"_text0": "a\\"}),
        ("RETURN '\"\\''AS x", "RETURN $_text0 AS x", {"_text0": "\"'"}),
        ("RETURN 'a\u2028b'", "RETURN $_text0", {"_text0": "a\u2028b"}),
        ("RETURN 1/**/AS x // end", "RETURN 1 AS x", {}),
        ("RETURN//x\n1;;", "RETURN 1", {}),
    ],
)
def test_strings_and_comments_are_written_anew(
    text: str, rendered: str, params: dict[str, str]
) -> None:
    query = read_only(text, {})
    assert (query.text, query.params) == (rendered, params)


def test_tokens_that_would_run_together_stay_apart() -> None:
    first, last = tokenize("RETURN"), tokenize("count")
    assert render((*first, *last)) == "RETURN count"
