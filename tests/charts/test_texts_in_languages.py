"""Labels of marks in every language of the site."""

from __future__ import annotations

import pandas as pd

from prakerja import settings


def test_a_label_is_in_each_language_or_as_given(monkeypatch):
    monkeypatch.setattr(settings, "LANGUAGES", ("id", "en", "jv"))
    frame = pd.DataFrame({"name": ["Jawa Barat"], "name_en": ["West Java"]})
    labels = settings.in_languages("label", frame, "name")
    assert {name: label.item() for name, label in labels.items()} == {
        "label_id": "Jawa Barat", "label_en": "West Java", "label_jv": "Jawa Barat",
    }  # fmt: skip
