#!/usr/bin/env python3
"""Two hundred cells of the real data are changed: exactly the numbers change that the trace predicts. See mutation.py. Called with the program,
perhaps with the number of cells."""

import os
import sys

import mutation

sys.exit(mutation.mutate(os.path.abspath(sys.argv[1]), ("BE", "DE", "HR", "FI"), int(sys.argv[2]) if len(sys.argv) > 2 else 200))
