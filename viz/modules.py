"""ES modules as one script: what a page on disk needs, for it can fetch no module.

Modules stand in the order of their imports, each once; `import` lines and the word
`export` go. That holds as long as no two modules use one name at their top level, so
a name that comes twice is refused.
"""

import re
from functools import cache
from pathlib import PurePosixPath

from graphkit.viz.page import static

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
_TOP = re.compile(
    r"^(?:export )?(?:async )?(?:class|function|const|let) (\w+)", re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=class|function|const|async)", re.MULTILINE)


@cache
def bundle(name: str) -> str:
    """Return a module of ours and all that it imports as the text of one module.

    Raises ValueError where two modules use one name at their top level.
    """
    texts: dict[str, str] = {}
    _gather(name, texts)
    owner: dict[str, str] = {}
    for module, text in texts.items():
        for found in _TOP.findall(text):
            if owner.setdefault(found, module) != module:
                raise ValueError(f"{module}: {found} is also in {owner[found]}")
    return "".join(_EXPORT.sub("", text) for text in texts.values())


def _gather(name: str, texts: dict[str, str]) -> None:
    """Add a module behind those that it imports."""
    if name in texts:
        return
    text = static(name)
    for target in _IMPORT.findall(text):
        _gather(str(PurePosixPath(name).parent / target.removeprefix("./")), texts)
    texts[name] = _IMPORT.sub("", text)
