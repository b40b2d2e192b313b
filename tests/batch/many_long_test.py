#!/usr/bin/env python3
"""many_test with ten thousand factsheets, or as many as the variable ALMANAC_DOCUMENTS says. Called with the program."""

import os
import pathlib
import sys

os.environ.setdefault("ALMANAC_DOCUMENTS", "10000")
test = pathlib.Path(__file__).with_name("many_test.py")
os.execv(sys.executable, [sys.executable, "-B", str(test), *sys.argv[1:]])
