#!/usr/bin/env python3
"""Confidential cells: their values reach nothing that the program writes, and cannot be had as a total less its parts.

usage: confidential_test.py ALMANAC

Two attacks. The first puts a value with figures of its own into the synthetic publication, flags it confidential in each of the ways
that files have, and searches pages, attachments, traces, answers and stages for it. The second makes tables by chance whose
totals stand in one file and whose parts in another, has them protected, takes all that is shown, and solves the equations between totals
and parts for what is hidden.
"""
import fractions
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

ALMANAC = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""
WORLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "world")
SECRET = "98761"  # no other figure of the publication holds it
SPELLINGS = [SECRET, "98 761", "98\u202f761", "98\u00a0761", "98,761"]


def run(*arguments):
    done = subprocess.run([ALMANAC, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def everything_said(folder):
    """All that the program prints about the publication, and all that its documents hold."""
    said = []
    for command in (["build", "--force", "--quiet"], ["show"], ["show", "jobs"], ["show", "--json", "jobs"], ["check"],
                    ["explain", "jobs[XA, Q]"], ["explain", "job_share[XA, Q]"], ["explain", "--json", "jobs[XA, Q]"],
                    ["trace"], ["trace", "--json"], ["lint"]):
        said.append(" ".join(command) + "\n" + "\n".join(run("-C", folder, *command)[1:]))
    for stage in ("table", "series", "document", "drawing", "pages", "tags"):
        said.append(stage + "\n" + "\n".join(run("-C", folder, "build", f"--stop-after={stage}")[1:]))
    for pdf in glob.glob(os.path.join(folder, "out", "**", "*.pdf"), recursive=True):
        said.append(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout)
        attached = tempfile.mkdtemp(dir=folder)
        subprocess.run(["pdfdetach", "-saveall", "-o", attached, pdf], capture_output=True, check=True)
        for name in os.listdir(attached):
            with open(os.path.join(attached, name), encoding="utf-8", errors="replace") as stream:
                said.append(stream.read())
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True, check=True)
        said.append(plain.stdout.decode("latin-1"))
    return said


# Stands behind the sheet: the value in the text, in a table and in a chart.
MORE = """
In {{ subject.name }}, {{ jobs[subject, "Q"] ?? "an unknown number of" }} people quarry slate (@fig-count, @tab-count).

::: chart {#fig-count kind=bar}
headline: Jobs by branch
subtitle: Persons, 2019
data: jobs
by: branch
series: [subject]
source: Synthetic Office
:::

::: table {#tab-count}
headline: Jobs by branch
subtitle: Persons, 2019
source: Synthetic Office
---
| Country | Quarrying |
|---------|-------:|
| {{ subject.name }} | {{ jobs[subject, "Q"] ?? "–" }} |
:::
"""


class Printed(unittest.TestCase):
    def publication(self, row):
        folder = os.path.join(self.enterContext(tempfile.TemporaryDirectory()), "world")
        shutil.copytree(WORLD, folder, ignore=shutil.ignore_patterns("out"))
        with open(os.path.join(folder, "templates", "sheet", "template.md"), "a", encoding="utf-8") as stream:
            stream.write(MORE)
        path = os.path.join(folder, "data", "jobs-synthetic.csv")
        with open(path, encoding="utf-8") as stream:
            rows = stream.read()
        self.assertIn("XA,Q,2019,300,\n", rows)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(rows.replace("XA,Q,2019,300,\n", row))
        return folder

    def test_a_value_is_found_that_is_not_confidential(self):
        """The search itself works: without a flag the value is found in page, attachment, trace and stage."""
        said = everything_said(self.publication(f"XA,Q,2019,{SECRET},\n"))
        found = sum(any(spelling in text for spelling in SPELLINGS) for text in said)
        self.assertGreater(found, 12)

    def test_a_confidential_value_reaches_nothing(self):
        for row in (f"XA,Q,2019,{SECRET},c\n", f"XA,Q,2019,{SECRET},C\n", f"XA,Q,2019,{SECRET},b|N\n",
                    f"XA,Q,2019,{SECRET} |P,\n", f"XA,Q,2019,{SECRET} c,\n"):
            with self.subTest(row=row):
                for text in everything_said(self.publication(row)):
                    for spelling in SPELLINGS:
                        self.assertNotIn(spelling, text, text[:100])


AREAS = {"T": None, "N": "T", "S": "T", "N1": "N", "N2": "N", "N3": "N", "S1": "S", "S2": "S", "S3": "S"}
BRANCHES = {"ALL": None, "M": "ALL", "K": "ALL", "M1": "M", "M2": "M", "M3": "M", "K1": "K", "K2": "K", "K3": "K"}

PACKAGE = "resources:\n" + "".join(
    f"  - name: {name}\n    path: {name}.csv\n    unit: persons\n    source: Synthetic Office ({name})\n"
    "    schema: {fields: [{name: area, role: dimension}, {name: branch, role: dimension}, {name: year, role: time}, "
    "{name: value, role: value}, {name: flags, role: flags}]}\n" for name in ("national", "regional"))

DEFINITIONS = """
lists: {area: {path: areas.csv}, branch: {path: branches.csv}}
series:
  - {name: national, method: select, from: national, unit: persons}
  - {name: regional, method: select, from: regional, unit: persons}
  - {name: safe, method: protect, of: [national, regional], over: [branch, area], unit: persons}
  - {name: left, method: remainder, of: safe, over: branch, split: none, unit: persons}
  - {name: left_again, method: remainder, of: left, over: area, split: none, unit: persons}
"""


def children(tree, code):
    return [child for child, parent in tree.items() if parent == code]


def leaves(tree, code):
    below = children(tree, code)
    return [code] if not below else [leaf for child in below for leaf in leaves(tree, child)]


def solve(shown, cells):
    """The hidden cells that the equations between totals and parts determine: Gaussian elimination in exact fractions."""
    hidden = [cell for cell in cells if cell not in shown]
    column = {cell: i for i, cell in enumerate(hidden)}
    rows = []
    for area in AREAS:
        for branch in BRANCHES:
            for parts in ([(a, branch) for a in children(AREAS, area)], [(area, b) for b in children(BRANCHES, branch)]):
                if not parts:
                    continue
                row = [fractions.Fraction(0)] * len(hidden)
                for cell, sign in [((area, branch), -1)] + [(part, 1) for part in parts]:
                    if cell in column:
                        row[column[cell]] += sign
                rows.append(row)
    pivots, rank = [], 0
    for i in range(len(hidden)):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][i]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][i] for value in rows[rank]]
        for r in range(len(rows)):
            if r != rank and rows[r][i]:
                factor = rows[r][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[rank])]
        pivots.append(i)
        rank += 1
    return [hidden[i] for r, i in enumerate(pivots) if sum(1 for value in rows[r] if value) == 1]


class Derived(unittest.TestCase):
    def shown_after(self, seed, secrets):
        chance = random.Random(seed)
        values = {(a, b): chance.randint(10, 9999) for a in leaves(AREAS, "T") for b in leaves(BRANCHES, "ALL")}
        cells = {(a, b): sum(values[x, y] for x in leaves(AREAS, a) for y in leaves(BRANCHES, b))
                 for a in AREAS for b in BRANCHES}
        hidden = set(chance.sample(sorted(values), secrets))
        with tempfile.TemporaryDirectory() as folder:
            def write(name, text):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                    stream.write(text)
            for name, tree in (("areas.csv", AREAS), ("branches.csv", BRANCHES)):
                write(name, "code,label,parent\n" + "".join(f"{c},{c},{p or ''}\n" for c, p in tree.items()))
            for name, wanted in (("national", ["T", "N", "S"]), ("regional", leaves(AREAS, "T"))):
                write(f"{name}.csv", "area,branch,year,value,flags\n" + "".join(
                    f"{a},{b},2020,{cells[a, b]},{'c' if (a, b) in hidden else ''}\n" for a, b in cells if a in wanted))
            write("datapackage.yaml", PACKAGE)
            write("indicators.yaml", DEFINITIONS)
            status, out, err = run("-C", folder, "build", "--stop-after=series", "--package", "datapackage.yaml",
                                   "--indicators", "indicators.yaml")
        self.assertEqual((status, err), (0, ""))
        shown = {}
        for line in out[out.index("series safe"):].split("\n"):
            words = line.split()
            if line.startswith("  ") and "=" in words and len(words) > 4 and words[2] == "2020" and words[4][0] != ":":
                shown[words[0], words[1]] = float(words[4])
        return cells, hidden, shown

    def test_nothing_hidden_follows_from_what_is_shown(self):
        for seed in range(40):
            for secrets in (1, 2, 4, 8):
                with self.subTest(seed=seed, secrets=secrets):
                    cells, hidden, shown = self.shown_after(seed, secrets)
                    self.assertFalse(hidden & set(shown), "a confidential cell is shown")
                    self.assertGreater(len(shown), 20)
                    self.assertEqual([cell for cell in solve(shown, cells) if cell in hidden], [])

    def test_without_protection_the_attack_succeeds(self):
        """The attack itself works: of all cells but the confidential ones it finds these."""
        cells, hidden, _ = self.shown_after(3, 1)
        bare = {cell: value for cell, value in cells.items() if cell not in hidden}
        self.assertEqual(set(solve(bare, cells)), hidden)


if __name__ == "__main__":
    if not ALMANAC:
        sys.exit(__doc__)
    unittest.main(verbosity=1)
