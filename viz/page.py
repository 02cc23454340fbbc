"""One file that asks the network for nothing: template, style sheet, script, JSON.

The content security policy of a page names its own style sheet and script by hash and
allows nothing else, so that even a hole in the escaping would run nothing.
"""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.viz.shown import language, shown
from graphkit.viz.wording import Sentence

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
_BETWEEN_TAGS = re.compile(r"(?<=>)\n+(?=[<{])")
_IN_JSON = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    trusted: bool = True,
    **content: Any,
) -> str:
    """Return a page from a template, with its style sheets and scripts inside.

    Every text that the template prints goes through `shown` and is then escaped.
    Without `trusted` a script may write markup; only a library of others needs that.
    """
    style = "\n".join(styles)
    for kind, texts in (("style", (style,)), ("script", scripts)):
        if any(f"</{kind}" in text.lower() or "<!--" in text for text in texts):
            raise ValueError(f"a {kind} would end its own element")
    content |= {"style": style, "scripts": tuple(scripts)}
    content["policy"] = policy(style, *scripts, trusted=trusted)
    return _environment().get_template(template).render(content)


def framed(text: str, title: str, height: int, *, acts: bool = False) -> str:
    """Return a page as an element of another one; a page that `acts` runs scripts.

    Also then it cannot reach what is around it, but a person can save a picture of it.
    """
    sandbox = "allow-scripts allow-downloads" if acts else ""
    return (
        f'<iframe sandbox="{sandbox}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0" srcdoc="{escape(text)}"></iframe>'
    )


def policy(style: str, *scripts: str, trusted: bool = True) -> str:
    """Return a content security policy that allows these texts and nothing else."""
    rules = (
        "default-src 'none'",
        " ".join(("script-src", *map(_hash, scripts))),
        f"style-src {_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        *(("require-trusted-types-for 'script'",) if trusted else ()),
    )
    return "; ".join(rules)


def static(name: str) -> str:
    """Return a style sheet or script of ours."""
    return (HERE / "static" / name).read_text(encoding="utf-8")


def json_block(value: object) -> str:
    """Return JSON that can stand inside a `<script type="application/json">`.

    `<`, `>` and `&` are written as escapes, so that no text can end the element, and
    lone surrogates too: the text is the same after parsing.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.ext import Extension
    from markupsafe import Markup

    class Joined(Extension):
        """Takes the line breaks between tags out: each would be a node of the page."""

        def preprocess(
            self, source: str, name: str | None, filename: str | None = None
        ) -> str:
            return _BETWEEN_TAGS.sub("", source)

    # A page prints the same names, verbs and places thousands of times.
    printing = lru_cache(maxsize=65536)

    @printing
    def printed(text: str) -> str:
        return escape(shown(text))

    def finished(value: object) -> str:
        return value if isinstance(value, Markup) else printed(str(value))

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=False,  # `finished` escapes whatever is printed, at half the cost
        undefined=StrictUndefined,
        finalize=finished,
        extensions=(Joined,),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["name"] = printing(lambda text: Markup(_name(text)))
    environment.filters["sentence"] = printing(lambda said: Markup(_sentence(said)))
    environment.filters["marked"] = lambda pieces: Markup(_marked(pieces))
    environment.filters["json_block"] = lambda value: Markup(json_block(value))
    return environment


@lru_cache(maxsize=65536)
def _name(text: str) -> str:
    """Return a name as markup: isolated from its surroundings, in its language."""
    tongue = language(text)
    lang = f' lang="{tongue}"' if tongue else ""
    return f"<bdi{lang}>{escape(shown(text))}</bdi>"


def _marked(pieces: Sequence[tuple[str, bool]]) -> str:
    """Return the pieces of a quote as markup, those that matter marked."""
    texts = ((escape(shown(text)), is_marked) for text, is_marked in pieces)
    return "".join(
        f"<mark>{text}</mark>" if is_marked else text for text, is_marked in texts
    )


def _sentence(phrases: Sentence) -> str:
    return "".join(
        f'<b class="k-{phrase.kind}">{_name(phrase.text)}</b>'
        + (f' <span class="gloss">({_name(phrase.gloss)})</span>' * bool(phrase.gloss))
        if phrase.kind
        else escape(shown(phrase.text))
        for phrase in phrases
    )
