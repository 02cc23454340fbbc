"""What records connect is told; that somebody broke a law never is, in any sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ACCUSING = re.compile(
    r"\b(?:violat|illegal|unlawful|evad|evasi)\w*|违规|违法|非法|逃避", re.I
)
OBTAINED = re.compile(r"\bobtain(?:s|ed|ing)\b", re.I)
ACCEPTED = "acceptance"

WRITTEN = (
    *("viz/**/*.js", "viz/**/*.html", "viz/**/*.css", "cypher/**/*.cypher"),
    *("docs/**/*.md", "README.md", "CHANGELOG.md"),
    *("graphkit/data/rules.toml", "graphkit/data/whatif/*.toml"),
    "graphkit/schema.toml",
)
PYTHON = ("viz/**/*.py", "cypher/**/*.py", "graphkit/**/*.py", "loaders/**/*.py")


def sentences(file: Path) -> Iterator[str]:
    """Yield the texts of a file: string by string of Python, else by paragraph."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    elif file.suffix == ".md":
        yield from re.split(r"\n\s*\n|\n(?=- )", text)
    else:
        yield from text.splitlines()


def wrong(text: str) -> bool:
    """Say whether a sentence accuses, or says obtained without an acceptance."""
    claims = OBTAINED.search(text) and ACCEPTED not in text
    return bool(ACCUSING.search(text) or claims)


@pytest.mark.parametrize("pattern", [*WRITTEN, *PYTHON])
def test_no_sentence_of_ours_accuses_or_says_obtained_without_acceptance(
    pattern: str,
) -> None:
    files = sorted(ROOT.glob(pattern))
    assert files
    said = [(file.name, text) for file in files for text in sentences(file)]
    assert [told for told in said if wrong(told[1])] == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The university violated the rule", True),
        ("an illegal purchase", True),
        ("evading controls", True),
        ("University A obtained A100 chips", True),
        (", by an acceptance notice, obtained ", False),
        ("University A sought A100 chips", False),
    ],
)
def test_the_words_are_seen(text: str, is_wrong: bool) -> None:
    assert wrong(text) is is_wrong
