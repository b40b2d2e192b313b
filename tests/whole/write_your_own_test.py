#!/usr/bin/env python3
"""docs/write-your-own.md as a newcomer would follow it: in an empty folder, all commands and files in their order.

usage: write_your_own_test.py ALMANAC
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import newcomer

ALMANAC = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None


class WriteYourOwn(unittest.TestCase):
    def test_the_page_leads_to_documents(self):
        with tempfile.TemporaryDirectory() as folder:
            reader = newcomer.Newcomer(self, ALMANAC, folder)
            blocks = reader.follow("write-your-own.md")
            where = reader.where
            self.assertGreater(len(blocks), 12)
            templates = [text for kind, path, text in blocks if kind == "file" and path.endswith("template.md")]
            self.assertTrue(all(len(text.splitlines()) <= 42 for text in templates))
            self.assertEqual(len(list(where.glob("out/2026/*/place.en.pdf"))), 3)
            drawn = subprocess.run([ALMANAC, "-C", where, "chart", "BE/place"], capture_output=True, text=True, check=False)
            self.assertIn("fig-outlook", drawn.stdout + drawn.stderr + subprocess.run(
                [ALMANAC, "-C", where, "build", "--stop-after=document", "--template", "place", "BE"], capture_output=True, text=True, check=False).stdout)


if __name__ == "__main__":
    unittest.main()
