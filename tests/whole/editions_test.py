#!/usr/bin/env python3
"""What `almanac diff` finds between two editions of the synthetic publication, into which each cause is planted alone and all together:
every cause is found, none besides, and the parts sum to the whole. Called with the program."""

import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
TESTS = pathlib.Path(__file__).resolve().parents[1]
CAUSES = ["revised_data", "new_period", "changed_classification", "changed_method", "moved_goalposts"]

JOBS_NOW = (TESTS / "golden/world/data/jobs-synthetic.csv").read_text().replace(":,c", "40,")
JOBS_REVISED = JOBS_NOW.replace("XA,P,2019,400", "XA,P,2019,380")  # what the older edition knew
JOBS_PERIOD = JOBS_NOW + "".join(line.replace(",2019,", ",2020,").replace("400", "460").replace("3500", "3600") + "\n"
                                 for line in JOBS_NOW.splitlines()[1:])

SERIES = """
  - name: goods
    title: Share of goods
    listed: yes
    method: sum
    of: job_share
    over: branch
    members: [P, Q{members}]
    unit: percent
    decimals: 1
    editions: {{"2020": {{members: [P, Q]}}}}
  - name: goods_lq
    title: Location quotient of goods
    method: location-quotient
    of: goods
    reference: {reference}
    unit: ratio
    decimals: 2
    editions: {{"2020": {{reference: XEU}}}}
  - name: goods_index
    title: Index of goods
    method: formula
    with: {{q: goods_lq}}
    compute: "q * {factor}"
    unit: ratio
    decimals: 2
    editions: {{"2020": {{compute: "q * 1"}}}}
  - name: job_nodes
    title: Nodes
    method: nodes
    of: job_lq
    share: job_share
    quotient_above: {bound}
    share_at_least: 1
    unit: ratio
    decimals: 2
    editions: {{"2020": {{quotient_above: 1.5}}}}
"""
TEMPLATE = """
### What is planted

The index is {{ goods_index[subject] | bare }} ({{ year(goods_index[subject]) }}), {{ compare(goods_index[subject], goods_index["XB"]) }} the other.
Goods are [{{ goods[subject] }}]{claim="goods[subject] < 75"}.

Nodes: {{ count(where(job_nodes[subject], it > 0)) ?? 0 }}.
"""


def plant(folder, wanted):
    """A copy of the world with editions 2020 and 2021 that differ in the causes wanted."""
    root = pathlib.Path(folder) / "world"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(TESTS / "golden/world", root, ignore=shutil.ignore_patterns("out"), symlinks=False)
    main = root / "almanac.yaml"
    text = main.read_text().replace('  - name: "2020"\n    date: 2020-01-01\n',
                                    '  - {name: "2020", date: 2020-01-01}\n  - {name: "2021", date: 2021-01-01}\n')
    main.write_text(text.replace("    languages: [en]\n", '    languages: [en]\n    editions: ["2021"]\n'))
    data = root / "data"
    (data / "jobs-older-synthetic.csv").write_text(JOBS_REVISED if "revised_data" in wanted else JOBS_NOW)
    (data / "jobs-synthetic.csv").write_text(JOBS_PERIOD if "new_period" in wanted else JOBS_NOW)
    package = data / "datapackage.yaml"
    package.write_text(package.read_text().replace("    path: jobs-synthetic.csv\n", '    path: jobs-synthetic.csv\n'
                                                   '    editions: {"2020": {path: jobs-older-synthetic.csv}}\n'))
    indicators = data / "indicators.yaml"
    indicators.write_text(indicators.read_text() + SERIES.format(
        members=", S" if "changed_classification" in wanted else "", factor="1.25" if "changed_method" in wanted else "1",
        reference="XB" if "moved_goalposts" in wanted else "XEU", bound="1.05" if "moved_goalposts" in wanted else "1.5"))
    template = root / "templates/sheet/template.md"
    template.write_text(template.read_text() + TEMPLATE)
    return root


def diff(root, *more):
    return subprocess.run([PROGRAM, "-C", root, "diff", "2020", "2021", *more], capture_output=True, text=True, check=False)


def tables(root):
    run = diff(root, "--output", root / "changes")
    assert run.returncode in (0, 1), run.stderr
    return {path.stem: list(csv.DictReader(io.StringIO(path.read_text()))) for path in (root / "changes").glob("*.csv")}


class Planted(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name

    def check_sums(self, rows):
        for row in rows:
            if row["change"] == "moved":
                parts = sum(float(row[cause]) for cause in CAUSES)
                self.assertAlmostEqual(parts, float(row["after"]) - float(row["before"]), delta=1e-12, msg=str(row))

    def test_nothing_planted(self):
        found = tables(plant(self.folder, []))
        self.assertEqual({name: rows for name, rows in found.items() if rows}, {})

    def test_each_cause_alone(self):
        for cause in CAUSES:
            with self.subTest(cause=cause):
                found = tables(plant(self.folder, [cause]))
                self.check_sums(found["numbers"])
                index = [row for row in found["numbers"] if row["number"] == "goods_index[XA]" and row["change"] == "moved"]
                self.assertTrue(index, found["numbers"])
                for row in found["numbers"]:
                    if row["change"] == "moved":
                        others = {other: row[other] for other in CAUSES if other != cause and float(row[other]) != 0}
                        self.assertEqual(others, {}, row)
                        self.assertNotEqual(float(row[cause]), 0)
                    else:
                        self.assertEqual(row["cause"].replace(" ", "_"), cause)
                for row in found["ranks"]:
                    self.assertEqual([c for c in CAUSES if int(row[c])], [cause])
                for row in found["nodes"]:
                    self.assertEqual(row["cause"].replace(" ", "_"), cause)

    def test_all_causes_together(self):
        found = tables(plant(self.folder, CAUSES))
        self.check_sums(found["numbers"])
        index = next(row for row in found["numbers"] if row["number"] == "goods_index[XA]" and row["change"] == "moved")
        for cause in CAUSES:
            self.assertNotEqual(float(index[cause]), 0, index)
        # the same, by hand: shares of P and Q (and S) of XA over those of the reference, times the factor
        self.assertAlmostEqual(float(index["before"]), (680 / 980) / (8000 / 10000), places=12)
        self.assertAlmostEqual(float(index["after"]), 1.25 * (860 / 1060) / (200 / 240), places=9)
        self.assertAlmostEqual(float(index["revised_data"]), (700 / 1000) / 0.8 - (680 / 980) / 0.8, places=12)
        self.assertEqual((index["before_year"], index["after_year"]), ("2019", "2020"))

    def test_nodes_and_their_distance(self):
        found = tables(plant(self.folder, ["moved_goalposts"]))
        gained = [row for row in found["nodes"] if row["change"] == "gained"]
        self.assertTrue(gained)
        for row in gained:
            self.assertGreater(float(row["quotient_after"]), float(row["quotient_bound_after"]))
            self.assertLessEqual(float(row["quotient_before"]), float(row["quotient_bound_before"]))
            self.assertEqual((float(row["quotient_bound_before"]), float(row["quotient_bound_after"])), (1.5, 1.05))

    def test_claims_and_sentences(self):
        root = plant(self.folder, ["changed_classification"])
        found = tables(root)
        self.assertEqual([(row["subject"], row["change"]) for row in found["claims"] if row["subject"] == "XA"], [("XA", "fell")])
        root = plant(self.folder, ["revised_data"])
        jobs = root / "data/jobs-older-synthetic.csv"
        jobs.write_text(jobs.read_text().replace("XA,Q,2019,300", "XA,Q,2019,10").replace("XA,P,2019,380", "XA,P,2019,20"))
        flipped = [row for row in tables(root)["sentences"] if row["subject"] == "XA" and "The index is" in row["before"]]
        self.assertEqual(len(flipped), 1)
        self.assertIn("below", flipped[0]["before"])
        self.assertNotIn("below", flipped[0]["after"])

    def test_forms_say_the_same(self):
        root = plant(self.folder, CAUSES)
        found = tables(root)
        objects = [json.loads(line) for line in diff(root, "--json").stdout.splitlines()]
        for name, rows in found.items():
            mine = [entry for entry in objects if entry["table"] == name]
            self.assertEqual(len(mine), len(rows))
            for entry, row in zip(mine, rows):
                self.assertEqual(set(entry) - {"table"}, set(row))
        text = diff(root).stdout
        moved = sum(row["change"] == "moved" for row in found["numbers"])
        self.assertIn(f"numbers: {moved} moved", text)
        self.assertIn("goods_index[XA]: 0.87 (2019) → ", text)

    def test_order_of_text_is_kept(self):
        root = plant(self.folder, CAUSES)
        self.assertEqual(diff(root).stdout, diff(root).stdout)

    def test_typeset_report(self):
        """By the shipped template, with the synthetic findings."""
        root = plant(self.folder, CAUSES)
        shutil.copytree(TESTS.parent / "templates/revision-report", root / "templates/revision-report", symlinks=False)
        run = diff(root, "--output", root / "changes", "--report", "revision-report", "--strict")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(sorted(path.name for path in (root / "changes").glob("*.pdf")), ["XA.pdf", "XB.pdf"])
        text = subprocess.run(["pdftotext", "-layout", root / "changes/XA.pdf", "-"], capture_output=True, text=True).stdout
        for words in ("Xanadu", "edition 2020 to edition 2021", "Index of goods", "moved goalposts", "no longer true", "Nodes of specialisation"):
            self.assertIn(words, text)
        again = (root / "changes/XA.pdf").read_bytes()
        diff(root, "--output", root / "changes", "--report", "revision-report")
        self.assertEqual((root / "changes/XA.pdf").read_bytes(), again)

    def test_examples_of_the_recipe(self):
        """The YAML in docs/editions.md stands so in the files that it names."""
        blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", (TESTS.parent / "docs/editions.md").read_text(), re.S)
        self.assertEqual(len(blocks), 2)
        for name, text in blocks:
            self.assertIn(text, (TESTS.parent / name).read_text())

    def test_the_real_revision(self):
        """Gross domestic product per inhabitant of 2014, as downloaded in 2017 and today."""
        run = subprocess.run([PROGRAM, "-C", TESTS.parent, "diff", "2017", "2026", "BE", "IE", "--json"], capture_output=True, text=True, check=False)
        rows = [json.loads(line) for line in run.stdout.splitlines()]
        for subject, before, after, newest in (("BE", 35900, 36000, 50600), ("IE", 41000, 43200, 96300)):
            row = next(row for row in rows if row["table"] == "numbers" and row["number"] == f"gdp_per_head[{subject}]" and row["change"] == "moved")
            self.assertEqual((row["before"], row["after"], row["revised_data"], row["new_period"]), (before, newest, after - before, newest - after))
            self.assertEqual((row["changed_classification"], row["changed_method"], row["moved_goalposts"]), (0, 0, 0))

    def test_usage(self):
        root = plant(self.folder, [])
        self.assertEqual(subprocess.run([PROGRAM, "-C", root, "diff", "2020"], capture_output=True).returncode, 2)
        unknown = subprocess.run([PROGRAM, "-C", root, "diff", "1999", "2021"], capture_output=True, text=True)
        self.assertEqual(unknown.returncode, 1)
        self.assertIn("[publication-unknown-edition]", unknown.stderr)
        self.assertIn("[publication-unknown-document]", diff(root, "XX").stderr)


if __name__ == "__main__":
    unittest.main(verbosity=0)
