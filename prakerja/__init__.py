"""Kartu Prakerja: what is true of this programme only.

Its tables are in data/, its templates in site_src/; whatever would serve any record of published
figures is in the engine, publicrecord. The engine reads two objects of this package:
`settings.SETTINGS` and `programme.PROGRAMME`.
"""
