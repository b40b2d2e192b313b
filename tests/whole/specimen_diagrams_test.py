#!/usr/bin/env python3
"""The specimen of diagrams: nothing to complain of, and every figure says in words what it shows.
Called with the program."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import specimen

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "almanac"
HERE = pathlib.Path(__file__).resolve().parents[1] / "specimen-diagrams"


class Diagrams(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copytree(HERE, self.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out"))

    def build(self, *options):
        return subprocess.run([PROGRAM, "-C", self.folder, "build", "--force", *options], capture_output=True, text=True, check=False)

    def test_there_is_no_fault(self):
        run = self.build("--strict")
        self.assertEqual((run.returncode, specimen.faults(run)), (0, []))

    def test_figures_are_told(self):
        told = re.findall(r"(?m)^alternative (.*)$", self.build("--stop-after=drawing").stdout)
        self.assertEqual(len(told), 5)
        for words, wanted in zip(told, ("Political: P1", "leads to: Skills are missing", "reached by: Service on demand", "3 Appoint: Two managers",
                                        "2 Design the offer, six to eight weeks: ")):
            self.assertIn(wanted, words)


if __name__ == "__main__":
    unittest.main()
