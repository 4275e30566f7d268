"""The charts of Kartu Prakerja, a module a subject."""
