"""Which files belong to which: attachments to their notice, transcripts to their scan.

A file is a notice's attachment where the notice names it and it lies beside it, in the
folder saved with it, or in the same archive; never by the folder alone. `x.txt` or
`x.pdf.txt` beside `x.pdf` is its transcript where the PDF has no text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphkit.layers.named_files import file_key, named
from graphkit.layers.scans import is_scan
from graphkit.reading.page_folders import is_page_folder

ATTACHMENT, TRANSCRIPT = "attachment", "transcript"
SCAN = "scan"
"""Role of a PDF without text whose words are read from its transcript."""

_PAGES = (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".txt")
_ATTACHED = (
    *(".pdf", ".doc", ".docx", ".wps", ".rtf", ".ofd", ".xls", ".xlsx"),
    *(".zip", ".rar", ".7z", ".tar", ".gz"),
)
_SUBFOLDERS = ("附件", "attachment", "attachments")
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Bound:
    """`source` belongs to `to` (both SHA-256): its attachment, or its transcript.

    `name` is what the file was called when that was found. `is_stated` where a person
    says so.
    """

    kind: str
    to: str
    source: str
    name: str
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A source and where it lay; a file in an archive has the archives' places too.

    `places` are (folder, name), the nearest first: of the last, the whole archive,
    the folder is the archive. `url` is where it was on the web.
    """

    sha256: str
    file: Path
    places: tuple[tuple[str, str], ...]
    url: str = ""

    @property
    def name(self) -> str:
        """What the file itself is called."""
        return self.places[0][1]


@dataclass(slots=True)
class Bindings:
    """Gathers where files lie and what people state, and then says what is bound."""

    placed: list[Placed] = field(default_factory=list)
    attach: list[tuple[Placed, tuple[Path, ...]]] = field(default_factory=list)

    def found(self) -> Iterator[Bound]:
        """Yield what belongs together, in the order in which files came.

        A transcript of an attachment is an attachment of the same notice.
        """
        at: Index = {}
        for one in self.placed:
            for folder, name in one.places:
                at.setdefault((folder, file_key(name)), {})[one.sha256] = one
        texts = {bound.to: bound for bound in self._transcribed(at)}
        seen: set[tuple[str, str, str]] = set()
        for bound in (*texts.values(), *self._stated(at), *self._named(at)):
            also = texts.get(bound.source) if bound.kind == ATTACHMENT else None
            text = replace(bound, source=also.source) if also else bound
            for found in (bound, text):
                key = (found.kind, found.to, found.source)
                if key not in seen and found.to != found.source:
                    seen.add(key)
                    yield found

    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield (notice, file) where a sidecar names a file that did not come."""
        there = {place for one in self.placed for place in one.places}
        for notice, files in self.attach:
            for file in files:
                if (file.resolve().parent.as_posix(), file.name) not in there:
                    yield notice.name, file.name

    def _stated(self, at: "Index") -> Iterator[Bound]:
        for notice, files in self.attach:
            for file in files:
                folder = file.resolve().parent.as_posix()
                for one in at.get((folder, file_key(file.name)), {}).values():
                    yield Bound(ATTACHMENT, notice.sha256, one.sha256, file.name, True)

    def _named(self, at: "Index") -> Iterator[Bound]:
        """Yield the files that notices name; pages far from any are not looked into."""
        files = [one for one in self.placed if _is_attached(one)]
        folders = {folder for one in files for folder, _ in one.places}
        urls = {one.url: one for one in files if one.url}
        for page in self.placed:
            near = [folder for folder, _ in page.places if folder in folders]
            if _is_page(page) and (near or (page.url and urls)):
                content = page.file.read_bytes()[:_MOST_BYTES]
                for name in sorted(named(content, page.name)):
                    for one in _called(name, near, at, urls):
                        yield Bound(ATTACHMENT, page.sha256, one.sha256, one.name)

    def _transcribed(self, at: "Index") -> Iterator[Bound]:
        for scan in self.placed:
            folder, name = scan.places[0]
            if not name.lower().endswith(".pdf"):
                continue
            names = (f"{name}.txt", f"{name[:-4]}.txt")
            texts = [at.get((folder, file_key(one)), {}) for one in names]
            text = next((one for found in texts for one in found.values()), None)
            if text and is_scan(scan.file.read_bytes()):
                yield Bound(TRANSCRIPT, scan.sha256, text.sha256, name)


Index = dict[tuple[str, str], dict[str, Placed]]


def _called(
    name: str, near: Sequence[str], at: Index, urls: Mapping[str, Placed]
) -> Sequence[Placed]:
    """Return what an address or a name means in the nearest place that has it."""
    if name in urls:
        return (urls[name],)
    found = (at.get((folder, name), {}) for folder in near)
    return next((tuple(there.values()) for there in found if there), ())


def roles(bound: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """Return how sources are read that belong together: (kind, to, source), by hash."""
    bound = list(bound)
    found = {source: ATTACHMENT for kind, _, source in bound if kind == ATTACHMENT}
    return found | {to: SCAN for kind, to, _ in bound if kind == TRANSCRIPT}


def places(folder: str, file: str, inner: str) -> tuple[tuple[str, str], ...]:
    """Return the places of what lies at `inner` (`//a/b.zip//c.pdf`) in a file.

    The nearest comes first. A folder that was saved with a page, or is called 附件, is
    a place beside the page as well.
    """
    found = [(folder, file)]
    at = f"{folder}/{file}"
    for piece in inner.split("//")[1:]:
        within, _, name = piece.rpartition("/")
        found[:0] = [(f"{at}//{within}", name), (at, name)]
        at = f"{at}//{piece}"
    return tuple(near for one in found for near in _beside(one))


def _beside(place: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield place
    above, _, last = place[0].rpartition("/")
    if is_page_folder(last) or last.casefold() in _SUBFOLDERS:
        yield above, place[1]


def _is_page(one: Placed) -> bool:
    return bool(one.url) or one.name.lower().endswith(_PAGES)


def _is_attached(one: Placed) -> bool:
    if one.url:
        return not _is_page_bytes(one.file)
    return any(name.lower().endswith(_ATTACHED) for _, name in one.places)


def _is_page_bytes(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
