#!/usr/bin/env python3
"""The scorecard of every region: built without a warning, and each one page. Called with the program."""
import pathlib
import subprocess
import sys
import tempfile

import sample

with tempfile.TemporaryDirectory() as name:
    folder = sample.link(name)
    command = [sys.argv[1], "-C", str(folder), "build", "--quiet", "--strict", "--template", "regional-scorecard"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    files = sorted(pathlib.Path(folder).glob("out/**/regional-scorecard.*.pdf"))
    pages = {file.parent.name: subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=False).stdout for file in files}
longer = [subject for subject, info in pages.items() if "Pages:           1\n" not in info]
print(run.stderr, f"{len(files)} scorecards; not of one page: {longer or 'none'}")
sys.exit(1 if run.returncode or longer or len(files) < 240 else 0)
