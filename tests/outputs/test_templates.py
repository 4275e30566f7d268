"""Templates are compiled once, and anew when they change."""

from __future__ import annotations

from jinja2 import DictLoader
from scratch import language

from publicrecord import cache
from publicrecord.pages.templates import environment


def rendered(monkeypatch, source: str) -> str:
    """What a template of this source gives in a process that has not seen it."""
    environment.cache_clear()
    jinja = environment(language("en"))
    monkeypatch.setattr(jinja, "loader", DictLoader({"page": source}))
    return jinja.get_template("page").render(name="<b>")


def test_a_kept_template_gives_what_it_gave_and_a_changed_one_does_not(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    first = rendered(monkeypatch, "Hello {{ name }}")
    kept = sorted(tmp_path.iterdir())
    assert kept
    assert rendered(monkeypatch, "Hello {{ name }}") == first == "Hello &lt;b&gt;"
    assert sorted(tmp_path.iterdir()) == kept
    assert rendered(monkeypatch, "Bye {{ name }}") == "Bye &lt;b&gt;"
    assert len(sorted(tmp_path.iterdir())) == len(kept) + 1
