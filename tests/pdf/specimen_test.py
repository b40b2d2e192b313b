#!/usr/bin/env python3
"""The specimen of paragraphs and pages as a file, ragged and justified: qpdf, our checker and veraPDF find no fault.
Called with the program."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
import specimen  # noqa: E402

with tempfile.TemporaryDirectory() as folder:
    files = []
    for justified in (False, True):
        place = pathlib.Path(folder, str(justified))
        run = specimen.build(sys.argv[1], place, justified)
        found = sorted(place.glob("out/**/*.pdf"))
        if run.returncode or len(found) != 1:
            sys.exit(run.stderr + f"{len(found)} files")
        files += found
    for file in files:
        for command in (["qpdf", "--check", file], [sys.executable, HERE / "check.py", file]):
            said = subprocess.run(command, capture_output=True, text=True)
            if said.returncode:
                sys.exit(said.stdout + said.stderr)
    sys.exit(subprocess.run([HERE / "verapdf", "--flavour", "ua1", "--flavour", "3a", *files]).returncode)
