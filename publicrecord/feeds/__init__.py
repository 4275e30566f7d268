"""News of the record for feed readers and calendars."""
