"""Units of money: currencies, and the scales that multiply a number, from a table.

`graphkit/data/notices/units.csv` holds them; a case may add its own.
"""

from collections.abc import Iterator, Mapping

from graphkit.catalogue_files import Row
from graphkit.folding import any_of
from graphkit.loaders.notice.rules import NoticeRules, of_rules

_KINDS = ("currency", "scale")
_ALONE = ("千", "仟")
"""Scales that stand for a number only with a currency behind: 千瓦 is no money."""


@of_rules
def currencies(rules: NoticeRules) -> Mapping[str, str]:
    """Return the ISO 4217 code by the word for a currency."""
    return {row["word"]: _code(row) for row in _rows(rules, "currency")}


@of_rules
def scales(rules: NoticeRules) -> Mapping[str, int]:
    """Return what a word multiplies a number with."""
    return {row["word"]: _factor(row) for row in _rows(rules, "scale")}


def currency_words() -> str:
    """Return a pattern that matches any word for a currency."""
    return any_of(currencies())


def scale_words() -> str:
    """Return a pattern that matches any scale."""
    words = any_of(word for word in scales() if word not in _ALONE)
    return f"(?:{words}|{any_of(_ALONE)}(?={currency_words()}))"


def _rows(rules: NoticeRules, kind: str) -> Iterator[Row]:
    return (row for row in rules.units if row.one_of("kind", _KINDS) == kind)


def _code(row: Row) -> str:
    code = row["means"]
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        raise row.problem(f"means is {code!r}", "write a code of ISO 4217, such as CNY")
    return code


def _factor(row: Row) -> int:
    if not (row["means"].isascii() and row["means"].isdecimal()):
        raise row.problem(f"means is {row['means']!r}", "write a number such as 10000")
    return int(row["means"])
