#!/usr/bin/env python3
"""Style profiles reach every printed number: running text, cells, labels and ticks of charts, words for who hears them. What a
profile prints, its own linter finds nothing in.

usage: styles_test.py ALMANAC
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
ROOT = pathlib.Path(__file__).resolve().parents[2]
WORLD = ROOT / "tests/golden/world"
PROFILES = ("interinstitutional", "statistics-explained", "plain")

BODY = """## Numbers {#sec-numbers}

Income is {{ income["XEU"] }}, of which {{ job_share[subject, "P"] }} and {{ signed(0 - 3200.5) }} and {{ 1234567 }};
{{ bare(income["XEU"]) }} without its unit.

::: chart {#fig-jobs kind=bar}
headline: Jobs of branches
subtitle: Share of jobs, %, 2019
data: job_share
by: branch
series: [subject, XEU]
sort: subject descending
source: Synthetic Office
:::

::: chart {#fig-income kind=ranked}
headline: Income of all
subtitle: Income per head, 2019
data: income
by: geo
members: [XA, XB]
source: Synthetic Office
:::

::: table {#tab-income}
headline: Income per head
subtitle: EUR, 2019
source: Synthetic Office
---
| Country | Income | Text |
|---------|-------:|------|
| {{ subject.name }} | {{ bare(income[subject]) }} | {{ income[subject] }} |
:::
"""

# In the running text: income, a share, a number below zero, a large one, and the income without its unit.
TEXT = {
    "interinstitutional": ["EUR\u00a028\u202f000", "40.0\u00a0%", "\u22123\u202f200.5", "1\u202f234\u202f567", "28\u202f000"],
    "statistics-explained": ["€28\u202f000", "40.0\u00a0%", "\u22123\u202f200.5", "1\u202f234\u202f567", "28\u202f000"],
    "plain": ["EUR 28,000", "40.0%", "-3,200.5", "1,234,567", "28,000"],
}
# The first tick of the shares, and the income of a country at its bar.
DRAWN = {"interinstitutional": ["0\u00a0%", "31\u202f250"], "statistics-explained": ["0\u00a0%", "31\u202f250"], "plain": ["0%", "31,250"]}
CELLS = {"interinstitutional": "31\u202f250", "statistics-explained": "31\u202f250", "plain": "31,250"}


class Styles(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name) / "publication"
        shutil.copytree(WORLD, self.folder)
        shutil.copytree(ROOT / "data/styles", self.folder / "data/styles")
        (self.folder / "data/income-synthetic.tsv").write_text(
            "unit,geo\\time\t2020 \t2019 \nEUR_HAB,XA\t31250\t31000\nEUR_HAB,XB\t24600\t24500\nEUR_HAB,XEU\t28000\t27500\n")
        self.publication = (self.folder / "almanac.yaml").read_text().replace("{group: SYNTHETIC}", "[XA]")
        (self.folder / "almanac.yaml").write_text(self.publication)
        self.write_template()

    def write_template(self, front=""):
        (self.folder / "templates/sheet/template.md").write_text(f"---\ntitle: Numbers\ntheme: theme.yaml\n{front}---\n{BODY}")

    def write_style(self, name):
        (self.folder / "almanac.yaml").write_text(self.publication + f"style: {name}\n")

    def run_almanac(self, *arguments):
        return subprocess.run([ALMANAC, "-C", self.folder, *arguments], capture_output=True, text=True, check=False)

    def stage(self, name):
        result = self.run_almanac("build", "--stop-after", name, "XA")
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def assert_printed(self, profile):
        document, drawing = self.stage("document"), self.stage("drawing")
        for text in TEXT[profile]:
            self.assertIn(f'"{text}"', document)
        self.assertIn(f'"{CELLS[profile]}"', document)
        for text in DRAWN[profile]:
            self.assertIn(f'"{text}"', drawing)

    def test_the_publications_profile_reaches_every_number(self):
        for profile in PROFILES:
            with self.subTest(profile):
                self.write_style(profile)
                self.assert_printed(profile)

    def test_the_templates_profile_wins(self):
        self.write_style("plain")
        self.write_template("style: statistics-explained\n")
        self.assert_printed("statistics-explained")

    def test_without_a_profile_the_usual_one_holds(self):
        self.assert_printed("interinstitutional")
        shutil.rmtree(self.folder / "data/styles")
        self.assert_printed("interinstitutional")

    def test_a_profile_finds_nothing_in_what_it_prints(self):
        for profile in PROFILES:
            with self.subTest(profile):
                self.write_style(profile)
                result = self.run_almanac("lint", "--strict")
                self.assertEqual((result.returncode, result.stdout), (0, "1 texts, 0 findings\n"), result.stderr)
                self.assertEqual(self.run_almanac("build", "--force", "--strict").returncode, 0)
                others = [other for other in PROFILES if other != profile]
                for other in others:
                    self.assertIn("[style-", self.run_almanac("lint", "--style", other).stderr)

    def test_nothing_is_found_in_the_own_publication(self):
        result = subprocess.run([ALMANAC, "-C", ROOT, "lint", "--strict"], capture_output=True, text=True, check=False)
        self.assertRegex(result.stdout, r"^[0-9]+ texts, 0 findings\n$")
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_a_profile_is_an_input(self):
        self.write_style("plain")
        self.assertEqual(self.run_almanac("build").returncode, 0)
        self.assertIn("1 fresh", self.run_almanac("build").stdout + self.run_almanac("build").stderr)
        path = self.folder / "data/styles/plain.yaml"
        path.write_text(path.read_text().replace('thousands: [","]', 'thousands: ["\'"]'))
        listed = self.run_almanac("list")
        self.assertIn("data/styles/plain.yaml", listed.stdout)
        self.assertIn("28'000", self.stage("document"))

    def assert_refused(self, words):
        result = self.run_almanac("build")
        self.assertEqual(result.returncode, 1)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertEqual(list(self.folder.glob("out/**/*.pdf")), [])

    def test_names_and_keys_that_are_not_known(self):
        self.write_style("statistic-explained")
        self.assert_refused(["almanac.yaml:18:1: error", "statistic-explained; data/styles has interinstitutional, plain, statistics-explained", "[style-unknown]"])
        self.write_style("plain")
        self.write_template("style: house\n")
        self.assert_refused(["template.md:4:", "house; ", "[style-unknown]"])
        self.write_template()
        (self.folder / "data/styles/plain.yaml").write_text("decimal: point\n")
        self.assert_refused(["data/styles/plain.yaml:1:", "decimal: point; by-language or . or ,", "[style-profile]"])
        (self.folder / "data/styles/plain.yaml").write_text("title: Plain\nthousand: [\",\"]\n")
        self.assert_refused(["data/styles/plain.yaml:2:1: error", "thousand", "[yaml-unknown-key]"])


if __name__ == "__main__":
    unittest.main()
