#!/usr/bin/env python3
"""The method annex says what the definitions say: changing a definition changes the paragraphs of those that it concerns, and no other.
On the synthetic publication. Called with the program."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WORLD = pathlib.Path(__file__).resolve().parents[1] / "golden" / "world"
TEMPLATE = """---
title: Methods
---
{{ job_lq["XA", "P"] }} {{ income["XA"] }}

::: methods
:::
"""
SHARE, QUOTIENT, INCOME = "Jobs by branch, share of all", "Location quotient of jobs", "Income per head"
JOBS_DATA, INCOME_DATA = "Jobs by branch (synthetic)", "Income per head (synthetic)"
INDICATORS, PACKAGE = "data/indicators.yaml", "data/datapackage.yaml"
# file, what is written instead of what, the paragraphs that change, and what they say then
CHANGES = (
    (INDICATORS, "    over: branch\n", "    over: branch\n    formula: jobs of the branch / all jobs × 100\n", {SHARE},
     "in per cent: jobs of the branch / all jobs × 100."),
    (INDICATORS, "    method: location-quotient\n    of: job_share\n", "    method: share\n    of: job_share\n    over: branch\n", {QUOTIENT},
     "(ratio). Share of the whole, in per cent. From Jobs by branch, share of all. Settings: over branch."),
    (INDICATORS, "    of: job_share\n    reference: XEU\n    unit: ratio", "    of: job_share\n    reference: XEU\n    unit: count", {QUOTIENT}, "(count)."),
    (INDICATORS, "    title: Jobs by branch\n", "    title: Workers by branch\n", {SHARE, JOBS_DATA}, "Workers by branch"),
    (INDICATORS, "    dimensions: {geo: geo}\n    reference: XEU\n", "    dimensions: {geo: geo}\n    scale: 2\n    reference: XEU\n", {INCOME}, "times 2."),
    (INDICATORS, "    reference: XEU\n    unit: EUR\n", "    unit: EUR\n", {INCOME}, "EUR_HAB."),
    (PACKAGE, 'source: Synthetic Office (income)\n    licence: none needed, invented\n    vintage: "2020"',
     'source: Synthetic Office (income)\n    licence: none needed, invented\n    vintage: "2021"', {INCOME_DATA}, "vintage 2021"),
)


def annex(program, root):
    """{title: text} of the annex's paragraphs."""
    run = subprocess.run([program, "-C", root, "build", "--stop-after=document", "--template", root / "methods.md", "--subject", "XA"],
                         capture_output=True, text=True, check=False)
    paragraphs, title = {}, None
    for line in run.stdout.splitlines():
        text = re.match(r'( +)text "(.*)"( cell)?$', line)
        if line.strip() in ("paragraph", "heading 4"):
            title = None
        if text and len(text.group(1)) == 8:
            title = text.group(2)
        elif text and title:
            paragraphs[title] = paragraphs.get(title, "") + text.group(2)
    return paragraphs, run.stderr


def main():
    program, wrong = sys.argv[1], []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "world"
        shutil.copytree(WORLD, root, ignore=shutil.ignore_patterns("out"))
        (root / "methods.md").write_text(TEMPLATE)
        before, messages = annex(program, root)
        if set(before) != {SHARE, QUOTIENT, INCOME, JOBS_DATA, INCOME_DATA} or messages:
            wrong.append(f"the annex has these paragraphs: {sorted(before)} {messages}")
        for path, old, new, concerned, said in CHANGES:
            text = (root / path).read_text()
            if text.count(old) != 1:
                wrong.append(f"stands {text.count(old)} times in {path}: {old}")
            (root / path).write_text(text.replace(old, new))
            after, messages = annex(program, root)
            (root / path).write_text(text)
            changed = {title for title in before | after if before.get(title) != after.get(title)}
            if changed != concerned or not all(said in after[title] for title in concerned):
                wrong.append(f"{new.strip()}: changed {sorted(changed)}: {[after.get(title) for title in changed]} {messages}")
    print("\n".join(wrong) if wrong else f"{len(CHANGES)} changes of definitions changed just the paragraphs that they concern")
    return 1 if wrong else 0


sys.exit(main())
