"""Word lists by which names are told from the text around them, from a table.

`graphkit/data/notices/words.toml` holds them; each has an example that a test reads.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def groups() -> Mapping[str, Mapping[str, Any]]:
    """Return the groups of words by name, as the table has them."""
    text = (files("graphkit") / "data/notices/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def choice(*names: str) -> str:
    """Return a pattern that matches any word of some groups, the longest first."""
    words = {word for name in names for word in groups()[name]["words"]}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


@cache
def short_names() -> str:
    """Return a pattern of well-known buyers that are written without a legal form."""
    text = (files("graphkit") / "data/notices/buyers.csv").read_text(encoding="utf-8")
    names = {line.partition(",")[0] for line in text.splitlines()[1:]}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
