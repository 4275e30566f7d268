"""Files to download: charts and tables in every format, with their citation."""
