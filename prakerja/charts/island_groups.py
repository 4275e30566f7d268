"""The names of the island groups in every language; provinces.csv has the Indonesian ones."""

from __future__ import annotations

from prakerja.indicators.concentration import JAVA
from publicrecord.language import N_

ISLAND_GROUPS = {
    JAVA: N_("Java"),
    "Sumatera": N_("Sumatra"),
    "Sulawesi": N_("Sulawesi"),
    "Kalimantan": N_("Kalimantan"),
    "Bali-Nusa Tenggara": N_("Bali and Nusa Tenggara"),
    "Maluku": N_("Maluku"),
    "Papua": N_("Papua"),
}
"""`island_group` of provinces.csv -> its name."""
