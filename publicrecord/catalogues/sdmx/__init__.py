"""The tables of figures as SDMX 3."""
