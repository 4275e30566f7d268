"""Labels of marks in every language of the site."""

from __future__ import annotations

import pandas as pd
import pytest
from scratch import language

from prakerja import settings


def test_a_label_is_in_each_language_or_as_given(monkeypatch):
    monkeypatch.setattr(settings, "LANGUAGES", ("id", "en", "jv"))
    frame = pd.DataFrame({"name": ["Jawa Barat"], "name_en": ["West Java"]})
    labels = settings.text_columns("label", frame, "name")
    assert {name: label.item() for name, label in labels.items()} == {
        "label_id": "Jawa Barat", "label_en": "West Java", "label_jv": "Jawa Barat",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999e9, "999,000,000,000"),
        (1.6e12, "1.6 trillion"),
        (41_898_812_340_000, "41.89881234 trillion"),
        (41_898_812_345_678, "41,898,812,345,678"),  # which would lose digits as trillions
    ],
)
def test_trillions_are_said_as_such_where_they_lose_no_digit(value, text):
    assert language("en").short(value) == text
