"""Kartu Prakerja: what is true of this programme only.

Its tables lie in data/, its pages in site_src/; whatever would serve any record of published
figures is in the engine, publicrecord.
"""
