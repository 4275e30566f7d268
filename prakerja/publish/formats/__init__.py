"""Each table of the record in every format that people and machines read.

`write_data` writes the public data folder: the CSV as they are; JSON, JSON Lines, Parquet and
workbooks beside them; SQLite of the whole record; archives; the package with hashes and bytes.
"""
