"""What was published: tables in, checked, joined, and one claim chosen for each figure."""
