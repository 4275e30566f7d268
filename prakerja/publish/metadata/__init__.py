"""What the data are, in the languages of catalogues: CSVW, DCAT, Croissant.

All are written from the tables, and the tables from the one descriptor.
"""
