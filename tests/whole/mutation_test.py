#!/usr/bin/env python3
"""Twelve cells of the real data are changed: exactly the numbers of one document change that the trace predicts. See mutation.py; two hundred
cells and four documents take longer. Called with the program."""

import os
import sys

import mutation

sys.exit(mutation.mutate(os.path.abspath(sys.argv[1]), ("BE",), 12))
