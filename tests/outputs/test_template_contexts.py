"""What templates may use is declared: every name they use is a field, and every field is used."""

from __future__ import annotations

import sys
from dataclasses import fields
from functools import cache
from typing import get_type_hints

import pytest
from jinja2 import ChoiceLoader, DictLoader
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from scratch import ROOT, language

from prakerja.settings import SETTINGS
from publicrecord.pages.template_context import EveryPage
from publicrecord.pages.templates import environment

sys.path.insert(0, str(ROOT / "docs"))

from make import template_contexts  # noqa: E402

JINJA = environment(SETTINGS, language("en"))
OWN = template_contexts()
TEMPLATES = sorted(
    path.name.removesuffix(".jinja")
    for folder in (SETTINGS.templates, ROOT / "site_src")
    for path in folder.glob("pages/*.jinja")
)


@cache
def names_used(template: str) -> frozenset[str]:
    """The names that a template takes from its context, by itself or through what it imports."""
    source, _file, _current = JINJA.loader.get_source(JINJA, template)
    tree = JINJA.parse(source)
    names = find_undeclared_variables(tree) - {*JINJA.globals, "_trans"}  # Jinja's own names
    for other in find_referenced_templates(tree):
        names |= names_used(other)
    return frozenset(names)


def field_names(context: type) -> set[str]:
    return {field.name for field in fields(context)}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_uses_only_what_its_context_declares(template):
    every = set() if template == "embed.css" else field_names(EveryPage)
    own = field_names(OWN[template]) if template in OWN else set()
    assert own & every == set()
    assert names_used(f"pages/{template}.jinja") - every - own == set()


@pytest.mark.parametrize("template", OWN)
def test_a_template_uses_every_field_of_its_context(template):
    assert field_names(OWN[template]) - names_used(f"pages/{template}.jinja") == set()


def test_some_template_uses_every_field_of_every_page():
    used = set().union(*(names_used(f"pages/{template}.jinja") for template in TEMPLATES))
    assert field_names(EveryPage) - used == set()


@pytest.mark.parametrize(
    "context", sorted({EveryPage, *OWN.values()}, key=lambda context: context.__name__)
)
def test_every_field_of_a_context_is_documented(context):
    hints = get_type_hints(context, include_extras=True)
    for name in field_names(context):
        (text,) = getattr(hints[name], "__metadata__", ("",))
        assert text.endswith("."), name


def test_a_name_that_is_not_declared_is_found(monkeypatch):
    home = "{% import 'components/figure.html.jinja' as show with context %}{{ lost }}"
    monkeypatch.setattr(JINJA, "loader", ChoiceLoader([DictLoader({"x": home}), JINJA.loader]))
    assert names_used("x") - field_names(EveryPage) == {"lost"}
