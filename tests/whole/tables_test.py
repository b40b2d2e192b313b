#!/usr/bin/env python3
"""The specimen of tables, made from the repository's own data: it builds with warnings as errors, and what a table must do over
pages, beside drawings and for who hears it is there.

usage: tables_test.py ALMANAC
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
SPECIMEN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "specimen-tables")


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        for name in ("almanac.yaml", "data", "fonts", "templates"):
            os.symlink(os.path.realpath(os.path.join(SPECIMEN, name)), os.path.join(cls.folder.name, name))

    def run_almanac(self, *arguments):
        result = subprocess.run([ALMANAC, "-C", self.folder.name, "build", *arguments], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def stage(self, name, template, subject):
        return self.run_almanac("--stop-after", name, "--template", template, subject)

    def assert_found(self, pattern, text, count=None):
        found = len(re.findall(pattern, text, re.MULTILINE))
        self.assertTrue(found > 0 if count is None else found == count, f"{pattern}: found {found} times")

    def test_builds_without_a_warning(self):
        self.run_almanac("--strict", "--quiet")
        made = sorted(os.path.relpath(os.path.join(place, name), self.folder.name)
                      for place, _, names in os.walk(os.path.join(self.folder.name, "out")) for name in names if name.endswith(".pdf"))
        self.assertEqual([os.path.join(*path.split("/")[2:]) for path in made],
                         ["BE/tables.en.pdf", "DK/steps.en.pdf"])

    def test_steps_have_states_and_a_total(self):
        pages, tags = self.stage("pages", "steps", "DK"), self.stage("tags", "steps", "DK")
        for sign, colour in (("▲", "#C2410F"), ("○", "#00607A"), ("●", "#00607A")):
            self.assert_found(rf'"{sign}" \S+ \S+ {colour}', pages)
        self.assert_found('"Total" RobotoCondensed-Bold', pages)
        self.assert_found('"1\u202f302" RobotoCondensed-Bold', pages)
        self.assert_found("^ *TFoot", tags)
        self.assert_found("^ *Note", tags, 3)  # a note marked in four rows stands once

    def test_long_and_wide_tables_go_on(self):
        pages, tags = self.stage("pages", "tables", "BE"), self.stage("tags", "tables", "BE")
        self.assert_found('repeat "Table\u00a02"', pages, 1)
        self.assert_found('repeat "Employment by group of countries"', pages, 1)
        self.assert_found('repeat "Above the EU-27"', pages, 1)
        self.assert_found('repeat " \\(continued\\)"', pages, 4)  # two tables, the parts of a third, a group
        self.assert_found('original \\S+ "Brussels Region"', pages, 1)
        self.assert_found('repeat "Brussels Region"', pages, 1)  # the stub of a table in two parts
        self.assert_found(r"^page \d+ .* landscape 841\.89 595\.28", pages, 2)
        self.assert_found("^ *Table$", tags, 5)
        self.assert_found('"Brussels Region"', tags, 1)
        self.assert_found("^ *Note", tags, 2)


if __name__ == "__main__":
    unittest.main(verbosity=1)
