#!/usr/bin/env python3
"""Prakerja dalam Angka: build the site from the record in data/. `python build.py --help`."""

import sys

from prakerja import load_programme
from publicrecord.cli import leave, main

if __name__ == "__main__":
    leave(main(sys.argv[1:], load_programme))
