"""The Jinja environment of all templates, and how texts reach HTML and Markdown."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from publicrecord.cache import cached, kept
from publicrecord.install import ROOT
from publicrecord.language import Language

TEMPLATES = ROOT / "site_src"
TAG = re.compile("(<[^<>]*>)")


class Compiled(BytecodeCache):
    """Keeps what Jinja compiles of a template in the cache of steps."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what an earlier build compiled of the same text."""
        if compiled := kept(self._made_from(bucket)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        cached(self._made_from(bucket), bucket.bytecode_to_string)

    def _made_from(self, bucket: Bucket) -> str:
        return f"template {bucket.key} {bucket.checksum}"


@cache
def environment(language: Language) -> Environment:
    """The Jinja environment of all templates in one language; everything is escaped."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(),
    )
    jinja.policies["ext.i18n.trimmed"] = True
    jinja.filters["literal"] = escape_markdown
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        cache(lambda text: translated(text, language)),
        lambda one, many, count: one if count == 1 else many,
        newstyle=True,  # which takes what it is given for HTML, and escapes the words put in
    )
    return jinja


def translated(text: str, language: Language) -> Markup:
    """A text of a template in a language, as HTML: the tags that the text itself has are tags;
    whatever else its translation contains is escaped."""
    own = set(TAG.findall(text))
    pieces = TAG.split(language.gettext(text))
    return Markup("").join(Markup(piece) if piece in own else escape(piece) for piece in pieces)


def escape_markdown(text: str) -> Markup:
    """A text of the record in a line of Markdown, such as a heading: its signs stay signs."""
    return Markup(re.sub(r"[\\`*_\[\]{}]", lambda sign: f"&#{ord(sign[0])};", str(escape(text))))
