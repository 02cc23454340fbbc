"""The sources that chains rest on, as a report lists them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.viz import style
from graphkit.viz.wording import Chain

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source that hops of the report rest on."""

    place: int
    path: str
    word: str
    hops: int
    hash: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A quote as it stands on its page: the PNG in base 64, and its pixels."""

    png: str
    width: int
    height: int


def picture_key(hop: Row) -> str:
    """Return the key of a hop's picture: its source and its quote."""
    return f"{hop.get('source') or ''}:{hop.get('quote') or ''}"


class Library:
    """The sources that chains rest on, numbered in the order in which they are met."""

    def __init__(
        self,
        chains: Sequence[Chain],
        sources: Sequence[Row],
        names: Mapping[str, str] | None = None,
        pictures: Mapping[str, Row] | None = None,
    ) -> None:
        """Count the hops that rest on each source; sources may miss some of them.

        `names` gives the name in the other script of what has one, `pictures` those
        of quotes by `picture_key`.
        """
        self.names: Mapping[str, str] = names or {}
        self._pictures: Mapping[str, Row] = pictures or {}
        self._shown: set[str] = set()
        self.rows = {str(row["source"]): row for row in sources}
        self.uses: Counter[str] = Counter()
        self.paths: dict[str, str] = {}
        for chain in chains:
            for hop in chain.get("hops", ()):
                sha = str(hop.get("source") or "")
                if sha:
                    self.uses[sha] += 1
                    self.paths.setdefault(sha, str(hop.get("path") or ""))
        self.place = {sha: n for n, sha in enumerate(self.paths, 1)}

    def provenance(self, sha: str) -> str:
        """Return the provenance of a source, '' where it is not known."""
        return str(self.rows.get(sha, {}).get("provenance") or "")

    def picture(self, hop: Row) -> PictureShown | None:
        """Return the picture of a hop's quote, each once: where it first comes."""
        made = self._pictures.get(picture_key(hop))
        if made is None or picture_key(hop) in self._shown:
            return None
        self._shown.add(picture_key(hop))
        return PictureShown(str(made["png"]), int(made["width"]), int(made["height"]))

    def scan(self, sha: str) -> str:
        """Say which scan the words of a source were written from; '' for most."""
        said = str(self.rows.get(sha, {}).get("transcript_of") or "")
        return f"transcript of {said.rpartition(' ')[0]}" if said else ""

    def found(self, sha: str) -> str:
        """Say what a source is beside a file, and where and when it was found."""
        row = self.rows.get(sha, {})
        attached = "attachment of a notice" if row.get("is_attachment") else ""
        url, at = (str(row.get(name) or "") for name in ("url", "captured_at"))
        said = (self.scan(sha), attached, url, f"saved {at}" if at else "")
        return " · ".join(one for one in said if one)

    def used(self) -> tuple[SourceShown, ...]:
        """Return the sources with hops of the report."""
        return tuple(
            SourceShown(
                self.place[sha],
                str(self.rows.get(sha, {}).get("path") or path),
                _provenance_word(self.provenance(sha)),
                self.uses[sha],
                sha,
                self.found(sha),
            )
            for sha, path in self.paths.items()
        )

    def unused(self) -> str:
        """Say how many sources were read and say nothing here; '' if none."""
        count = len(self.rows.keys() - self.paths.keys())
        if not count:
            return ""
        if count == 1:
            return "1 further source was read and supports none of these chains."
        return f"{count:,} further sources were read and support none of these chains."


def _provenance_word(name: str) -> str:
    known = style.PROVENANCES.get(name)
    return known.word if known else name
