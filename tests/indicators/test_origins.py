"""Where the numbers of a sentence come from, in words; and that no headline goes without."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from scratch import language

from publicrecord.files.citation import attribution
from publicrecord.indicators.origins import computed, computed_with_bases, printed


def row(value, source, as_of, status="published", arithmetic=""):
    return {"value": value, "source_id": source, "as_of": as_of, "status": status,
            "arithmetic": arithmetic}  # fmt: skip


NAMES = {
    key: {"publisher": key.upper(), "published_on": "2024-01-02"}
    for key in ("a", "b", "c", "d", "e")
}


@pytest.mark.parametrize(
    ("origin", "en", "id_"),
    [
        (
            printed([row(1, "a", "2024-01-01")]),
            "According to A, 2 January 2024, as of 1 January 2024",
            "Menurut A, 2 Januari 2024, per 1 Januari 2024",
        ),
        (
            printed([row(1, "a", "2024-01-01"), row(2, "b", "2023")]),
            "According to A, 2 January 2024 (as of 1 January 2024); B, 2 January 2024 (as of 2023)",
            "Menurut A, 2 Januari 2024 (per 1 Januari 2024); B, 2 Januari 2024 (per 2023)",
        ),
        (
            printed([row(3, "a", "2024-01-01", "derived", "1 [b] + 2 [a]")]),
            "Calculated by Prakerja in Figures from A, 2 January 2024; B, 2 January 2024, as of "
            "1 January 2024",
            "Menurut hitungan Prakerja dalam Angka, berdasarkan A, 2 Januari 2024; B, 2 Januari "
            "2024, per 1 Januari 2024",
        ),
        (
            computed([row(1, source, f"2024-01-0{at}") for at, source in enumerate("abcdee", 1)],
                     [row(1, "d", "2024-01-04")]),
            "Calculated by Prakerja in Figures from D, 2 January 2024; E, 2 January 2024; A, "
            "2 January 2024; and 2 other sources, values of 1 January 2024 to 6 January 2024",
            "Menurut hitungan Prakerja dalam Angka, berdasarkan D, 2 Januari 2024; E, 2 Januari "
            "2024; A, 2 Januari 2024; dan 2 sumber lain, nilai per 1 Januari 2024 sampai "
            "6 Januari 2024",
        ),
        (
            computed_with_bases([row(1, "a", "") | {"base_source_id": "b", "base_as_of": ""}]),
            "Calculated by Prakerja in Figures from A, 2 January 2024; B, 2 January 2024",
            "Menurut hitungan Prakerja dalam Angka, berdasarkan A, 2 Januari 2024; B, 2 Januari "
            "2024",
        ),
    ],
)  # fmt: skip
def test_an_attribution_in_words(origin, en, id_):
    assert attribution(origin, NAMES, language("en")) == en
    assert attribution(origin, NAMES, language("id")) == id_


def test_a_headline_without_its_origin_cannot_be_declared(charts):
    chart = charts["registrations"]
    with pytest.raises(TypeError, match="registrations"):
        replace(chart, headline=chart.subtitle)
    for empty in ([], [row("", "a", "2024")], pd.DataFrame([row(None, "a", "2024")])):
        with pytest.raises(ValueError, match="no row with a value"):
            printed(empty)
