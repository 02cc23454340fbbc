"""Examples of the tables: every row says how a line of a notice is to be read."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from graphkit.catalogue_files import Row
from graphkit.errors import CatalogueError
from graphkit.layers.notice_text import page
from graphkit.loaders.notice.amounts import amounts
from graphkit.loaders.notice.document import understand
from graphkit.loaders.notice.fields import read_fields
from graphkit.loaders.notice.firms import leading_organization
from graphkit.loaders.notice.kinds import kind_of, kinds
from graphkit.loaders.notice.labels import fold, labels
from graphkit.loaders.notice.rules import NoticeRules, Rule
from graphkit.loaders.notice.units import currencies, scales
from graphkit.loaders.notice.words import groups
from graphkit.loaders.notice.writing import LOCATOR
from graphkit.statements import Passage, Record

PROJECT = "2024年设备采购项目"
_PARTIES = ("AWARDED_TO", "ISSUED", "BID_ON")


def check(rules: NoticeRules) -> None:
    """Read the examples of what a case added, with these tables in use.

    Raises CatalogueError for the first that does not read as its row says.
    """
    for table in (labels, kinds, groups, currencies, scales):
        table()  # says what else is wrong with a row
    for problem in mistakes(rules, shipped=False):
        raise problem


def mistakes(rules: NoticeRules, *, shipped: bool) -> Iterator[CatalogueError]:
    """Yield an error for each row, of ours or a case's, that reads otherwise."""
    for is_ours, read in _examples(rules):
        if is_ours == shipped:
            try:
                read()
            except CatalogueError as problem:
                yield problem


def _examples(rules: NoticeRules) -> Iterator[tuple[bool, Callable[[], None]]]:
    for row in rules.labels:
        yield row.shipped, partial(_label, row)
    for row in rules.buyers:
        yield row.shipped, partial(_buyer, row)
    for row in rules.units:
        yield row.shipped, partial(_unit, row)
    for rule in rules.kinds:
        yield rule.shipped, partial(_kind, rule)
    for rule in rules.words:
        yield rule.shipped, partial(_group, rule)


def _label(row: Row) -> None:
    example, value = row.needed("example"), row["value"]
    fields = read_fields(fold(example), {}, [], []).fields
    found = [(field.field, example[field.start : field.end]) for field in fields]
    if (row["field"], value) not in found:
        raise row.problem(
            f"its example reads {_listed(f'{name} {said!r}' for name, said in found)}"
            f", not {row['field']} {value!r}",
            f"an example is {row['label']}：示例大学 with the value 示例大学",
        )


def _buyer(row: Row) -> None:
    name = row["name"]
    if leading_organization(name + PROJECT, 0, len(name + PROJECT)) != (0, len(name)):
        raise row.problem(
            f"{name!r} is not read as the buyer of {name + PROJECT}",
            "write the name as it begins the titles of its notices",
        )


def _unit(row: Row) -> None:
    folded = fold(row.needed("example"))
    found = [
        f"{money.value.normalize():f} {money.currency}"
        for money in amounts(folded, 0, len(folded))
        if money.value is not None
    ]
    if found != [row["value"]]:
        raise row.problem(
            f"its example reads {_listed(found)}, not {row['value']}",
            "an example is 12.5万元 with the value 125000 CNY",
        )


def _kind(rule: Rule) -> None:
    name, examples = rule.text("name"), rule.texts("examples")
    if not examples:
        raise rule.problem("examples is empty", "write a title of such a notice")
    for title in (*examples, *rule.texts("not")):
        found = kind_of(title).type
        if (found == name) != (title in examples):
            raise rule.problem(
                f"{title!r} reads as {found}",
                "mend pattern, or move the title between examples and not",
            )


def _group(rule: Rule) -> None:
    text, reads = rule.text("in"), rule.text("reads")
    if not any(word in text for word in rule.texts("words")):
        raise rule.problem("none of its words stands in `in`", "write one into it")
    found = list(_names(text))
    if reads not in found and (reads or len(found) != 1):
        raise rule.problem(
            f"`in` reads {_listed(found)}, not {reads!r}",
            "mend the words, or write what is to be read",
        )


def _names(text: str) -> Iterator[str]:
    """Yield the organisations that a whole notice names."""
    from graphkit.loaders.notice import state  # it checks with this module

    understood = understand(page(text.encode(), "example.txt"))
    for said in state(Record("", LOCATOR, "notice", understood)):
        if not isinstance(said, Passage) and said.type in _PARTIES:
            mention = said.object or said.subject
            if mention:
                yield mention.text


def _listed(found: Iterable[str]) -> str:
    return ", ".join(found) or "nothing"
