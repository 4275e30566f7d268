"""SYNTHETIC in Figures: a second programme, made up, which proves that the engine knows none.

It has three languages, none of them at the root that is English, and years, places, sources and
units of its own. test_synthetic_programme.py builds it and compares the result with expected/.
"""
