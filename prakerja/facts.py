"""What is true of Kartu Prakerja and cannot be read from its tables."""

from __future__ import annotations

from publicrecord.indicators.place_counts import PlaceCounts

OFFICIAL = PlaceCounts(source_id="gh-kab", measure_id="recipients_gross")
"""The official file, which counts the recipients of every regency and city (gross)."""

MANAGEMENT = "Manajemen Pelaksana"
"""Who runs the programme, as `organisation_id` of surveys names it."""
