#!/usr/bin/env python3
"""The gallery covers every kind of chart, draws all its figures with real data, and no label touches another.

usage: gallery_test.py ALMANAC
"""
import json
import os
import re
import subprocess
import sys
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GALLERY = os.path.join(TOP, "tests", "gallery")
ELSEWHERE = {"map"} # kinds with a gallery of their own


class Gallery(unittest.TestCase):
    def charts(self, subject, *arguments):
        result = subprocess.run([ALMANAC, "-C", GALLERY, "chart", subject, "--json", *arguments], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        charts, messages = ([json.loads(line) for line in text.splitlines()] for text in (result.stdout, result.stderr))
        return charts, {message.get("code") for message in messages}

    def test_every_kind_is_there(self):
        with open(os.path.join(TOP, "src", "chart", "kind_list.h"), encoding="utf-8") as stream:
            kinds = set(re.findall(r'KIND\("([a-z-]+)"', stream.read())) - ELSEWHERE
        self.assertGreater(len(kinds), 20)
        self.assertEqual(kinds - {chart["kind"] for chart in self.charts("BE")[0]}, set())

    def test_labels_stand_well(self):
        for subject in ("BE", "BE3", "MT", "DE", "EL"):
            for size in ([], ["--width", "83mm"], ["--width", "214.5mm", "--scale", "1.5"]):
                with self.subTest(subject=subject, size=size):
                    charts, codes = self.charts(subject, *size)
                    self.assertGreater(len(charts), 25)
                    self.assertEqual(codes & {"chart-label-overlap", "chart-label-outside", "chart-no-data"}, set())


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
