#!/usr/bin/env python3
"""Claims that cannot be judged, a membership without a date, and numerals without an origin, in the repository's own publication.

usage: claim_codes_test.py ALMANAC
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(*arguments):
    return subprocess.run([ALMANAC, *arguments], capture_output=True, text=True, check=False)


class ClaimCodes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def messages(self, text):
        path = os.path.join(self.folder.name, "text.md")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write('---\ntitle: "Text"\n---\n' + text + "\n")
        result = run("-C", TOP, "build", "--stop-after=document", "--template", path, "--subject", "BE")
        self.assertEqual(result.returncode, 1, result.stderr)
        return result.stderr

    def test_a_number_that_is_not_in_the_claim(self):
        self.assertIn("[claim-numeral]", self.messages('[7 regions]{claim="subject.regions.count == 3"}'))

    def test_a_claim_about_a_missing_value(self):
        self.assertIn("[claim-unproven]", self.messages('[rich]{claim="gdp_per_head[\'US\'] > 1"}'))

    def test_a_membership_without_a_date(self):
        for part in ("almanac.yaml", "fonts", "templates"):
            os.symlink(os.path.join(TOP, part), os.path.join(self.folder.name, part))
        shutil.copytree(os.path.join(TOP, "data"), os.path.join(self.folder.name, "data"))
        path = os.path.join(self.folder.name, "data", "geo", "memberships.csv")
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().split("\n")
        fields = lines[-2].split(",")
        lines[-2] = ",".join([*fields[:2], "yesterday", *fields[3:]])
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("\n".join(lines))
        self.assertIn("[geo-bad-date]", run("-C", self.folder.name, "check").stderr)

    def test_no_numeral_is_without_origin(self):
        result = run("-C", TOP, "trace", "BE", "--strict")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("[inspect-no-origin]", result.stderr)
        self.assertGreater(result.stdout.count("\n"), 400)


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
