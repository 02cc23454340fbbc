"""Where a rule of reading stands: the table and row, or the shape in the reader.

Names of rules are those of `graphkit.trace`; tables are those in use, a case's own
rows included.
"""

from collections.abc import Mapping

from graphkit import gloss
from graphkit.catalogue import Catalogue
from graphkit.catalogue.entries import TABLE_OF
from graphkit.catalogue_files import Row
from graphkit.explain.marks import Rule
from graphkit.loaders.notice import rules
from graphkit.loaders.notice.labels import squeezed
from graphkit.loaders.notice.tables import column_label
from graphkit.statements import Statement

_READER = "the reader's own shapes"
_SHAPES: Mapping[str, str] = {
    "sentence:subsidiaries": "子公司X: the company behind it, whose verb tells of it",
    "sentence:named": "确定X为…, 向X发出中标通知书: who is named as chosen",
    "sentence:called": "中标人为X: the name behind a word for the winner",
    "sentence:made": "X为中标人: the name before a word for the winner",
    "sentence:receiver": "X收到中标通知书: who was told",
    "sentence:leading": "X牵头的联合体: who leads a consortium",
    "sentence:subject": "X中标: the subject of the verb",
    "sentence:announcer": "X公告：公司中标: who announces it, and partners",
    "sentence:first": "X作为…: who a sentence without another name is about",
    "sentence:list of awards": "A中标…，B中标…: a line that lists several awards",
    "sentence:buyer": "who a project's name begins with, or who notified",
    "sentence:agency": "an agency that notified the winner",
    "sentence:project": "what stands behind the verb of an award",
    "sentence:verb": "中标, 中选, 竞得, 成交 as words that tell of an award",
    "sentence:sum": "the amount that is introduced best in its sentence",
    "sentence:day": "the day of the notice of an award, else of the announcement",
    "heading:buyer": "the organisation that the heading begins with",
    "heading:title": "the line that names the purchase",
    "lot:firm behind": "一包：X公司: a firm that stands right behind a lot",
    "lot:ended without an award": "包1：流标: a lot that ended without an award",
    "line:date at the end": "a date alone on one of the last lines",
    "line:date beside its source": "a date beside 来源 or 浏览 under the heading",
    "correction:sentence": "更正为…: what a correction's sentence sets",
    "correction:table": "更正前 | 更正后: what a correction's table sets",
    "link:address of an earlier notice": "原公告链接：…: the address of an earlier one",
    "prose:signature": "the agency that signs above the date",
    "prose:loser": "who stands with a reason behind a heading of those who lost",
    "prose:replaced": "who takes the place of an earlier winner",
    "sentence:addressee": "whom a letter is addressed to as 你单位",
    "quantity:beside": "a number and its unit beside an item, in its sentence",
    "name:refused": "what a name is made of",
    "amount:figure": "a figure with its unit or currency",
    "silence:section": "a section that asks for nothing and awards nothing",
    "silence:address": "a web or mail address",
    "silence:field": "a field that holds no goods",
}
_NO_UNIT = "no unit or currency is said, so the value stays open"


class Origins:
    """The rules in use, found by the names that readers give them."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the rows of the tables in use by their words."""
        self._catalogue = catalogue
        tables = rules.current()
        self._labels = {squeezed(row["label"]): row for row in tables.labels}
        self._units = {row["word"]: row for row in tables.units}
        self._kinds = {rule.values.get("name"): rule for rule in tables.kinds}
        self._aliases = {(one.text, one.uid): one for one in catalogue.aliases}

    def of(self, name: str) -> Rule:
        """Return a rule by its name; one that is unknown is said by its name."""
        kind, _, words = name.partition(":")
        if kind == "label":
            return self._label(words, "label")
        if kind == "header":
            label = column_label(words)
            return (
                self._label(label, _header(words, label))
                if label
                else Rule(f"header {words.strip()}")
            )
        if kind == "kind":
            return self._kind(words)
        if kind == "opening":
            return Rule(f"opening sentence {words}", _READER)
        if kind == "prose" and name not in _SHAPES:
            return Rule(f"a sentence that names the {words}", _READER)
        if kind == "unit":
            return self.unit(words)
        if kind == "term":
            return self._entry(words)
        return Rule(_SHAPES[name], _READER) if name in _SHAPES else Rule(name)

    def unit(self, said: str) -> Rule:
        """Return where the unit of an amount was found, with the rows that know it."""
        if said == "none":
            return Rule(_NO_UNIT)
        _, _, words = said.rpartition(": ")
        held = [row for word, row in self._units.items() if word in words]
        where = ", ".join(dict.fromkeys(place(row) for row in held[:3]))
        return Rule(f"unit {said}", where)

    def term(self, statement: Statement, why: str, folded: str) -> Rule:
        """Return the catalogue entry a mention names, its alias, and what decided."""
        mention = statement.object
        uid = dict(mention.ids).get("catalogue", "") if mention else ""
        return self.entry(uid, folded, why)

    def entry(self, uid: str, folded: str, why: str) -> Rule:
        """Return an entry with the longest of its aliases that words begin with."""
        lineage = {uid, *self._catalogue.ancestors(uid)}
        fits = [
            alias
            for (text, of), alias in self._aliases.items()
            if of in lineage and folded.startswith(text)
        ]
        rule = self._entry(uid)
        if not fits:
            return Rule(
                f"{rule.says}, because of {why}" if why else rule.says, rule.where
            )
        alias = max(fits, key=lambda one: (len(one.text), one.uid == uid, one.uid))
        said = f"{rule.says} by its {alias.strength} name {alias.text}"
        near = f", because of {why}" if why and why != alias.text else ""
        return Rule(said + near, rule.where)

    def _entry(self, uid: str) -> Rule:
        entry = self._catalogue.entries.get(uid)
        if entry is None:
            return Rule(f"term {uid}")
        return Rule(f"term {entry.name}", f"{TABLE_OF[entry.label]}, {uid}")

    def _label(self, words: str, what: str) -> Rule:
        row = self._labels.get(words)
        said = what if what.endswith(words) else f"{what} {words}"
        english = gloss.english(words, "label")
        said = f"{said} ({english})" if english else said
        if row is None:
            return Rule(said)
        return Rule(f"{said} for {row['field']}", place(row))

    def _kind(self, name: str) -> Rule:
        rule = self._kinds.get(name)
        said = f"notice of the kind {name}"
        return Rule(said, f"{rule.file}, {rule.place}") if rule else Rule(said)


def _header(words: str, label: str) -> str:
    """Return how a header is called: by its own words where they say more."""
    said = " ".join(words.split())
    return f"header {said}" if said == label else f"header {said}, known by {label}"


def place(row: Row) -> str:
    """Return file and row of a row of a table, as graphkit names them everywhere."""
    return f"{row.file}, row {row.number}"
