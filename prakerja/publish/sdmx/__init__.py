"""The tables of figures as SDMX 3: one structure message, and SDMX-CSV of each table."""
