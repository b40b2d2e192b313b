#!/usr/bin/env python3
"""What `almanac check` says is lacking, as text and as JSON: the same facts, for known subjects only. Called with the program."""

import json
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "almanac"


def run(*options):
    return subprocess.run([PROGRAM, "-C", ROOT, "check", "--template", "country-factsheet", *options], capture_output=True, text=True, check=False).stdout


class Check(unittest.TestCase):
    def test_json_and_text_say_the_same(self):
        objects = [json.loads(line) for line in run("--json").splitlines()]
        text = run()
        self.assertGreater(len(objects), 20)
        for entry in objects:
            self.assertEqual(set(entry), {"subject", "series", "lacks", "text", "reason"})
            self.assertIn(entry["lacks"], {"values", "regions", "year", "descriptions"})
            reason = f": {entry['reason']}" if entry["reason"] else ""
            self.assertIn(f"{entry['text']}{reason}\n", text)
        lines = [line for line in text.splitlines() if line.startswith("    ")]
        self.assertEqual(len(lines), len(objects))

    def test_regions_drawn_anew_and_far_ones_have_no_recent_value(self):
        objects = [json.loads(line) for line in run("--json").splitlines()]
        late = {entry["subject"] for entry in objects if entry["lacks"] == "year" and entry["series"] == "employment_rate"}
        self.assertEqual(late, {"EU27_2020", "NL", "NL31", "NL33", "PT", "PT16", "PT17", "PT18", "FRY5"})


if __name__ == "__main__":
    unittest.main(verbosity=0)
