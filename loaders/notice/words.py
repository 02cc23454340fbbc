"""Word lists by which names are told from the text around them, from a table.

`graphkit/data/notices/words.toml` holds them, each with an example; a case may add
words to a group (see `graphkit.loaders.notice.rules`).
"""

from collections.abc import Mapping

from graphkit.folding import any_of
from graphkit.loaders.notice.rules import NoticeRules, Rule, of_rules


@of_rules
def groups(rules: NoticeRules) -> Mapping[str, tuple[Rule, ...]]:
    """Return the groups of words by name: ours, then what a case adds to it."""
    found: dict[str, tuple[Rule, ...]] = {}
    for group in rules.words:
        if not group.shipped and group.place not in found:
            known = ", ".join(found)
            raise group.problem("there is no such group of words", f"one of {known}")
        found[group.place] = (*found.get(group.place, ()), group)
    return found


def words_of(*names: str) -> frozenset[str]:
    """Return the words of some groups."""
    every = (group for name in names for group in groups()[name])
    return frozenset(word for group in every for word in group.texts("words"))


def choice(*names: str) -> str:
    """Return a pattern that matches any word of some groups, the longest first."""
    return any_of(words_of(*names))


@of_rules
def short_names(rules: NoticeRules) -> str:
    """Return a pattern of well-known buyers that are written without a legal form."""
    return any_of(row["name"] for row in rules.buyers)
