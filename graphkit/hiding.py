"""Natural persons hidden in what is shown: the one place that decides how.

A person's name becomes a placeholder such as `person 1a2b3c4d`, the same wherever the
same case shows it. Inside the words of a record it is masked at equal length, so that
places in a quote stay true. Placeholders come of a key that no output holds: who
guesses a name cannot test the guess.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.personal import MASK

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

DIGITS = 8
"""Hexadecimal digits of a placeholder: fewer, and two persons might share one."""
_OURS = frozenset(("sentence", "why"))
"""Members of a row that hold sentences of ours, not words of a record."""
_KEYS = frozenset(("key", "statement"))
_HASH = re.compile("[0-9a-f]{16,64}")


class Hider:
    """Hides persons in texts and rows; without persons it returns what it is given."""

    def __init__(
        self,
        key: bytes,
        spellings: Iterable[tuple[str, str]],
        *,
        others: Iterable[str] = (),
        what: str = "person",
    ) -> None:
        """Take (spelling, uid) of every person; `others` are names that stay whole.

        `key` tells placeholders apart from those of other cases; `what` is what a
        placeholder calls who is hidden.
        """
        self._what = what
        self._key = hashlib.blake2b(key, digest_size=32).digest()
        self._shown: dict[str, str] = {}
        for spelling, uid in spellings:
            if spelling.strip():
                self._shown[spelling.strip()] = self._placeholder(uid)
                if uid.startswith("org:"):
                    self._shown[uid] = f"{what.split()[0]}:{self._digest(uid)}"
        self._kept = self._holding(others)
        self._words = [*self._shown, *self._kept]
        self._finder = self._automaton(self._words)

    @property
    def hides(self) -> bool:
        """Whether there is anybody to hide."""
        return bool(self._shown)

    def name(self, text: str) -> str:
        """Return the placeholder of a text that is a person's name, else the text."""
        return self._shown.get(text.strip(), text)

    def masked(self, text: str) -> str:
        """Return words of a record with persons masked, every place as it was.

        A uid in it becomes that of a placeholder: it stands in no words of records.
        """
        return self._replaced(text, lambda word: _mask(word))

    def sentence(self, text: str) -> str:
        """Return a sentence of ours with placeholders instead of persons."""
        return self._replaced(text, lambda word: self._shown[word])

    def value(self, value: Any, member: str = "") -> Any:
        """Return a value of a row, or rows, with persons hidden, whatever holds it.

        A row about a person has other keys than before: a key tells the name to who
        guesses it.
        """
        if isinstance(value, str):
            if member in _OURS:
                return self.sentence(value)
            return self._shown.get(value.strip()) or self.masked(value)
        if isinstance(value, Mapping):
            return self._row(value)
        if isinstance(value, list | tuple):
            found = [self.value(item, member) for item in value]
            return found if isinstance(value, list) else tuple(found)
        return value

    def digest(self, text: str) -> str:
        """Return what stands for a key of what is hidden, as long as a key is."""
        return self._digest(text, 32)

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Return rows with persons hidden."""
        return [self.value(row) if self.hides else row for row in rows]

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        hidden = {
            self._shown.get(str(name), name): self.value(value, str(name))
            for name, value in row.items()
        }
        hidden = {k: v for k, v in hidden.items() if k in row or k != v}
        if hidden == row:
            return hidden
        for name in _KEYS & hidden.keys():
            if isinstance(hidden[name], str) and _HASH.fullmatch(hidden[name]):
                hidden[name] = self._digest(hidden[name], len(hidden[name]))
        is_person = self._shown.get(str(row.get("text", "")).strip())
        if is_person and hidden.get("ids"):
            hidden["ids"] = {}
        if row.get("kind") == "identifier" and row.get("uid") in self._shown:
            hidden["text"] = _mask(str(row["text"]))
        return hidden

    def _replaced(self, text: str, shown: Any) -> str:
        if self._finder is None or not text:
            return text
        pieces: list[str] = []
        done = 0
        for number, start, end in self._finder.find_matches_as_indexes(text):
            word = self._words[number]
            if word in self._shown and _is_whole(text, start, end):
                is_uid = word.startswith("org:")
                pieces += [
                    text[done:start],
                    self._shown[word] if is_uid else shown(word),
                ]
                done = end
        return "".join([*pieces, text[done:]]) if pieces else text

    def _holding(self, others: Iterable[str]) -> list[str]:
        """Return the names of others that have a person's name inside."""
        finder = self._automaton([*self._shown])
        if finder is None:
            return []
        return sorted(
            {
                name
                for name in others
                if name not in self._shown and finder.find_matches_as_indexes(name)
            }
        )

    def _automaton(self, words: Sequence[str]) -> "AhoCorasick | None":
        if not words:
            return None
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def _placeholder(self, uid: str) -> str:
        return f"{self._what} {self._digest(uid)}"

    def _digest(self, text: str, length: int = DIGITS) -> str:
        whole = hashlib.blake2b(text.encode(), key=self._key, digest_size=32)
        return whole.hexdigest()[:length]


def _mask(word: str) -> str:
    return "".join(MASK if letter.isalnum() else letter for letter in word)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a Latin name stands by itself; a Chinese one has no such ends."""
    before = text[start - 1 : start] + text[start]
    after = text[end - 1] + text[end : end + 1]
    return not any(
        len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in (before, after)
    )
