"""The Jinja environment of all templates, and how texts reach HTML and Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from publicrecord.cache import keep, kept
from publicrecord.install import TEMPLATES
from publicrecord.language import Language
from publicrecord.settings import Settings

TAG = re.compile("(<[^<>]*>)")


class KeptTemplates(BytecodeCache):
    """Keeps compiled templates for later builds. environment: a name for all environments that
    compile a template to the same code."""

    def __init__(self, environment: str) -> None:
        self._environment = environment

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template that an earlier build compiled."""
        code = kept(self._key(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {self._environment} {bucket.key} {bucket.checksum}"


@cache
def environment(settings: Settings, language: Language) -> Environment:
    """The Jinja environment of all templates in one language; everything is escaped. A template of
    the programme comes before one of the engine with the same name."""
    jinja = Environment(
        bytecode_cache=KeptTemplates("pages"),
        loader=FileSystemLoader([settings.templates, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a preview builds in a process of its own
    )
    jinja.policies["ext.i18n.trimmed"] = True
    jinja.filters["literal"] = escape_markdown
    text = _texts(language)
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        text, lambda one, many, count: one if count == 1 else many, newstyle=True
    )
    jinja.globals |= {"gettext": text, "_": text}  # without the layers that Jinja puts around it
    return jinja


def _texts(language: Language) -> Callable[..., Markup]:
    """What gives a text of a template in a language, with words put in, which are escaped."""
    found = cache(partial(translated, language=language))
    alone = cache(lambda text: found(text) % {})

    def text(key: str, /, **words: object) -> Markup:
        return found(key) % words if words else alone(key)

    return text


def template_file(settings: Settings, name: str) -> Path:
    """The file of a template, such as pages/home.md.jinja: the programme's, or the engine's."""
    own = settings.templates / name
    return own if own.is_file() else TEMPLATES / name


def translated(text: str, language: Language) -> Markup:
    """A text of a template in a language, as HTML: the tags and signs of Markdown that the text
    itself has are such; whatever else its translation contains is escaped."""
    own = set(TAG.findall(text))
    pieces = TAG.split(language.gettext(text))
    return Markup("").join(
        Markup(piece) if piece in own else escape_markdown(piece, set(text)) for piece in pieces
    )


def escape_markdown(text: str, kept: Collection[str] = ()) -> Markup:
    """A text of the record in a line of Markdown, such as a heading: its signs stay signs, but
    those that are to be `kept`."""

    def entity(sign: re.Match[str]) -> str:
        return sign[0] if sign[0] in kept else f"&#{ord(sign[0])};"

    return Markup(re.sub(r"[\\`*_\[\]{}]", entity, str(escape(text))))
