#!/usr/bin/env python3
"""The kinds of documents beside the factsheets, from the repository's own data: without a warning, and what each must hold is there.

usage: kinds_test.py ALMANAC
"""
import collections
import os
import re
import subprocess
import sys
import tempfile
import unittest

import sample

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
KINDS = ("action-plan", "policy-note", "policy-slides", "policy-slides-4x3", "policy-slides-4up", "regional-scorecard")
SIGNS = re.compile(r'"([▲▼])')


class Kinds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        sample.link(cls.folder.name)

    def stage(self, name, template, subject):
        run = subprocess.run([ALMANAC, "-C", self.folder.name, "build", "--strict", "--stop-after", name, "--template", template, subject],
                             capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def assert_found(self, pattern, text, least=1):
        self.assertGreaterEqual(len(re.findall(pattern, text, re.MULTILINE)), least, pattern)

    def test_all_kinds_build_without_a_warning(self):
        for template in KINDS:
            with self.subTest(template=template):
                said, well = sample.build(ALMANAC, self.folder.name, "--strict", only=template)
                self.assertTrue(well, said)

    def test_an_action_plan_has_all_its_parts(self):
        tree = self.stage("document", "action-plan", "BE2")
        for part in ("tab-form", "tab-steps", "fig-plan", "tab-players", "tab-costs", "tab-funding", "tab-indicators", "tab-signature"):
            self.assert_found(rf"^ *figure #{part} ", tree)
        drawing = self.stage("drawing", "action-plan", "BE2")
        self.assert_found("Service packages of the next", drawing)
        other = self.stage("document", "action-plan", "DK")
        self.assert_found("National clusters to 2028", other)
        self.assertNotIn("VLAIO", other)  # nothing of one plan stands in the template

    def test_a_policy_note_is_long_and_noted(self):
        pages = self.stage("pages", "policy-note", "BE2")
        self.assertGreaterEqual(len(re.findall("^page ", pages, re.MULTILINE)), 15)
        tree = self.stage("document", "policy-note", "BE2")
        self.assert_found(r"^ *footnote", tree, 40)
        for part in ("fig-specialisation", "tab-shares", "tab-matching", "tab-concepts", "tab-criteria", "fig-timeline"):
            self.assert_found(rf"^ *figure #{part} ", tree)
        for box in ("Box 1", "Box 2"):
            self.assertIn(box, tree)
        drawing = self.stage("drawing", "policy-note", "BE2")
        for year in ("2015", "2019", "2022"):
            self.assertIn(f'"{year}"', drawing)

    def test_a_scorecard_is_one_page_for_every_odd_region(self):
        for subject in sample.FEW["regional-scorecard"]:
            with self.subTest(subject=subject):
                pages = self.stage("pages", "regional-scorecard", subject)
                self.assertEqual(len(re.findall("^page ", pages, re.MULTILINE)), 1)
                sizes = [float(size) for size in re.findall(r'^  text .*" Roboto\S+ (\d+(?:\.\d+)?) #', pages, re.MULTILINE)]
                self.assertGreaterEqual(min(size for size in sizes if size > 6), 7)  # below 6: raised flags; signs are of another face

    def test_a_scorecard_is_one_table_with_drawings_in_its_cells(self):
        for subject in ("AT11", "MT00"):
            pages, tags = self.stage("pages", "regional-scorecard", subject), self.stage("tags", "regional-scorecard", subject)
            self.assertEqual(tags.count("Table\n"), 1)
            rows = len(re.findall(r"^ *TR$", tags, re.MULTILINE))
            self.assertTrue(1 + 4 + 14 <= rows <= 1 + 4 + 16, rows)
            sizes = re.findall(r"^  drawing \S+ \S+ (\S+ \S+) original", pages, re.MULTILINE)
            self.assertEqual(set(sizes) & {"106 13", "64 13"}, {"106 13", "64 13"})  # position strips and sparklines, as the style has them
            self.assertEqual(len(re.findall(r"^ *Figure", tags, re.MULTILINE)), len(sizes))  # each with words of its own

    def test_strengths_follow_the_rule(self):
        """Antwerp is among the best fifth in output; Réunion's unemployment is among the worst."""
        for subject, sign in (("BE21", "▲"), ("FRY4", "▼")):
            signs = collections.Counter(SIGNS.findall(self.stage("pages", "regional-scorecard", subject)))
            self.assertGreater(signs[sign], 2, subject)
        marked = re.compile(r"^.*\"(▲|▼) \".*\n(?:.*\n){0,3}?.*\"(\d+)\".*\n.*\" / \".*\n.*\"(\d+)\"", re.MULTILINE)
        checked = 0
        for sign, rank, count in marked.findall(self.stage("document", "regional-scorecard", "BE21")):
            rank, count = int(rank), int(count)
            self.assertTrue(5 * rank <= count or 5 * (count - rank + 1) <= count, (sign, rank, count))
            checked += 1
        self.assertGreater(checked, 3)

    def test_a_region_beyond_the_map_has_a_box(self):
        """The shape of Réunion is drawn where no part of the continent is."""
        near, far = (self.stage("drawing", "regional-scorecard", subject).split("\n\n")[0] for subject in ("AT11", "FRY4"))
        self.assertNotEqual(near.count("fill"), far.count("fill"))


if __name__ == "__main__":
    unittest.main()
