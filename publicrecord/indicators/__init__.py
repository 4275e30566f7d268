"""What we say with the record: one module a subject, frames in and frames out."""
