"""Settings of a case: `settings.toml` in its folder, and the environment.

```toml
store = "bolt://127.0.0.1:7687"   # `load` and `build` end with a push there
user = "neo4j"
database = "neo4j"
beside = true                     # leave nodes there that are not this case's
hide_persons = true               # show no natural person's name, unless asked
```
The password is never written down: it comes from $GRAPHKIT_NEO4J_PASSWORD.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError

FILE_NAME = "settings.toml"
DEFAULT_CASE = "case"


class SettingsError(GraphkitError):
    """A settings file is malformed or names something unknown."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a case's graph goes beside its own folder, and whom it does not name.

    An empty `store` means nowhere.
    """

    store: str = ""
    user: str = "neo4j"
    database: str = ""
    beside: bool = False
    hide_persons: bool = False


def load(folder: Path) -> Settings:
    """Return the settings of a case; the defaults where it has no file."""
    file = folder / FILE_NAME
    if not file.is_file():
        return Settings()
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
        return Settings(**given)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise SettingsError(
            f"{FILE_NAME}: {error}",
            hint="it may set store, user, database, beside and hide_persons",
        ) from error


def default_case() -> Path:
    """Return the folder a command works on where none is named."""
    return Path(os.environ.get("GRAPHKIT_CASE") or DEFAULT_CASE)


def password() -> str:
    """Return the password for Neo4j; empty where none is set."""
    return os.environ.get("GRAPHKIT_NEO4J_PASSWORD", "")
