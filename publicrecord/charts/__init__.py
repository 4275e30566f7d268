"""How it is drawn: one module a subject, each declaring its charts from a measure's frame."""
