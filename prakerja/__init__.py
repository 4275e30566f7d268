"""Prakerja dalam Angka: from the published record to a static, bilingual site.

The stages import in one direction only (a test holds it):
publish -> charts -> measures -> record. Every stage may use findings and language.
"""
