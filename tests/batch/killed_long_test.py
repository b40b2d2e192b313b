#!/usr/bin/env python3
"""killed_test at forty random moments. Called with the program."""

import os
import pathlib
import sys

os.environ.setdefault("ALMANAC_MOMENTS", "40")
test = pathlib.Path(__file__).with_name("killed_test.py")
os.execv(sys.executable, [sys.executable, "-B", str(test), *sys.argv[1:]])
