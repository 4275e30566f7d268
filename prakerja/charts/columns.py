"""The columns that the tables of several charts have."""

from __future__ import annotations

from publicrecord.charts.chart import Column
from publicrecord.language import N_

# The heading of a row.
PROVINCE = Column("label", N_("Province"), "place")
REGENCY = Column("label", N_("Regency or city"), "place")

# What the mark shows.
RECIPIENTS = Column("value", N_("Recipients"), "number")
PEOPLE = Column("value", N_("People"), "number")
PERCENT = Column("value", N_("Percent"), "percent")

# What else is said of it.
COUNTED = Column("counted", N_("What is counted"), "text")
END = Column("group", N_("Most or fewest"), "text")
GROSS = Column("recipients", N_("Recipients (gross)"), "number")
PER_1000 = Column("per_1000", N_("Per 1,000 residents"), "rate")
PROVINCE_OF_REGENCY = Column("province", N_("Province"), "text")
SOURCE_OF_PEOPLE = Column("base_source_id", N_("Source of people"), "source")
