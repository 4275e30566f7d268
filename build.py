#!/usr/bin/env python3
"""Prakerja dalam Angka: build the site from the record in data/. `python build.py --help`."""

import gc
import sys

from prakerja import load_programme
from publicrecord.cli import main

if __name__ == "__main__":
    code = main(sys.argv[1:], load_programme)
    # When Python ends, it looks for garbage in all that was made, which would take up to half a
    # second; of what is frozen the system takes the memory back.
    gc.freeze()
    sys.exit(code)
