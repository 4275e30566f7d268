"""Descriptions of the data in the languages of catalogues."""
