#!/usr/bin/env python3
"""Measures the program on a publication: CPU per document, documents a second, peak memory. Then on tables of many rows,
in the synthetic publication of the tests: CPU and memory should grow as the rows do. And on documents of up to 1 000 pages,
as the pages do.

usage: bench.py ALMANAC PUBLICATION [RUNS]
       bench.py --pages ALMANAC [RUNS]              only the long documents
       bench.py --maps ALMANAC PUBLICATION [RUNS]   only the maps
       bench.py --charts ALMANAC [RUNS]             only the charts, by kind
       bench.py --item ALMANAC [RUNS]               only the work item, beside other programs where ALMANAC_PEERS names them
       bench.py --counts ALMANAC [RUNS]             only ever more small documents
       bench.py --growth ALMANAC                    only the work item in ever larger batches

Every figure is of whole processes, with their children, as the operating system counts them; the median of RUNS is printed
with the least and the greatest. Nothing here passes or fails: it is a benchmark, not a test.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile

import charts
import item
import maps
import reading


# A process counts the memory of the one that started it as its own: a small one stands between. It starts the command, and
# writes its CPU [s], wall [s], largest resident set [KiB] and status into the file that is named first.
STARTER = """import os, subprocess, sys, time
started = time.monotonic()
process = subprocess.Popen(sys.argv[2:], stdout=sys.stdout, stderr=sys.stderr)
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as report:
    print(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=report)
"""


def run(command):
    """One run: user + system CPU of the process and its children [s], wall [s], largest resident set of one process [MiB]."""
    with tempfile.TemporaryDirectory() as folder:
        out, err, report = (os.path.join(folder, name) for name in ("out", "err", "report"))
        with open(out, "wb") as to, open(err, "wb") as said:
            subprocess.run([sys.executable, "-S", "-c", STARTER, report, *command], stdout=to, stderr=said, check=True)
        with open(report, encoding="utf-8") as stream:
            cpu, wall, rss, status = stream.read().split()
        if int(status) != 0:
            with open(err, encoding="utf-8", errors="replace") as stream:
                sys.exit(f"{' '.join(command)} failed:\n{stream.read()}")
        with open(out, encoding="utf-8", errors="replace") as stream:
            return {"cpu": float(cpu), "wall": float(wall), "rss": int(rss) / 1024, "out": stream.read()}


def row(name, values, unit, scale=1.0):
    values = [v * scale for v in values]
    print(f"{name:44} {statistics.median(values):9.2f} {unit:6} ({min(values):.2f} to {max(values):.2f})")


WORLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "world")

TABLE = """---
title: Many rows
theme: templates/sheet/theme.yaml
running: {{title: Synthetic sheet, subject: A, edition: One}}
---
::: table {{#tab-rows}}
headline: A table of many rows
subtitle: Synthetic
source: Synthetic Office
---
| Name | Words | Value |
|------|-------|------:|
{}:::
"""


def measure_tables(almanac, runs):
    """Pages of tables with ever more rows."""
    for count in (1000, 2500, 5000, 10000):
        rows = "".join(f"| Row {i} | some words of row {i} | {i}.{i % 7} |\n" for i in range(count))
        with tempfile.NamedTemporaryFile("w", suffix=".template") as template:
            template.write(TABLE.format(rows))
            template.flush()
            command = [almanac, "-C", WORLD, "build", "--stop-after=pages", "--template", template.name, "--subject", "XA"]
            found = [run(command) for _ in range(runs)]
        row(f"table of {count} rows, CPU a row", [r["cpu"] / count for r in found], "us", 1e6)
        row(f"table of {count} rows, peak memory", [r["rss"] for r in found], "MiB")


# What a report has on some two pages: a section, paragraphs, a list, notes, a table, columns.
SECTION = """## Section {0} {{#sec-{0}}}

{1}[^n{0}]

{2}

{3}

- {1}
- {2}[^m{0}]

::: columns {{count=2}}
{3}

{1}
:::

::: table {{#tab-{0}}}
headline: Table of section {0}
source: Synthetic Office
---
| Name | Words | Value |
|------|-------|------:|
{4}:::

{2}

{3}

[^n{0}]: A note of section {0}, as long as notes are.
[^m{0}]: Another one.

"""

PARAGRAPHS = [
    "Where specialisation is high, organisations that connect enterprises, universities and administrations are found more often "
    "than elsewhere; internationalisation depends on them, and so does employment in the region, as @sec-{0} says. ",
    "A word may carry a hyphen only if four letters stand before it and four behind it, and at most one line in four ends with one; "
    "the last line of a paragraph has two words at least, or is as wide as it may be. ",
    "It cost EUR 28 000 for 3 million of them, 44 % within 12 km; the rest is said elsewhere, in as many words as it takes to fill "
    "the room that a text of its length takes on a page of a report that is read to its end. "]


def long_document(sections):
    """A document of so many sections, some two pages each."""
    rows = "".join(f"| Row {i} | some words of the row | {i}.5 |\n" for i in range(14))
    parts = [SECTION.format(i, *(3 * p.format(i) for p in PARAGRAPHS), rows) for i in range(sections)]
    head = TABLE.format("").split("::: table")[0]
    return head + "".join(("# Chapter {#sec-c%d .chapter}\n\n" % i if i % 20 == 0 else "") + part for i, part in enumerate(parts))


def measure_pages(almanac, runs):
    """Documents of ever more pages, to the pages and their checks."""
    for sections in (5, 50, 125, 250, 500):
        with tempfile.NamedTemporaryFile("w", suffix=".template") as template:
            template.write(long_document(sections))
            template.flush()
            command = [almanac, "-C", WORLD, "build", "--stop-after=pages", "--template", template.name, "--subject", "XA"]
            found = [run(command) for _ in range(runs)]
        pages = len(re.findall(r"(?m)^page ", found[0]["out"]))
        row(f"document of {pages} pages, CPU a page", [r["cpu"] / pages for r in found], "us", 1e6)
        row(f"document of {pages} pages, peak memory", [r["rss"] for r in found], "MiB")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--charts":
        charts.measure(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5, run, row)
        return
    if sys.argv[1] == "--item":
        item.measure(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5)
        return
    if sys.argv[1] == "--growth":
        item.measure_growth(sys.argv[2], run, row)
        return
    if sys.argv[1] == "--counts":
        item.measure_counts(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3, run, row)
        return
    if sys.argv[1] == "--pages":
        measure_pages(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5)
        return
    if sys.argv[1] == "--maps":
        maps.measure(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 5, run, row)
        return
    almanac, publication = sys.argv[1], sys.argv[2]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    base = [almanac, "-C", publication, "build", "--force", "--quiet"]
    run(base)
    listing = run([almanac, "-C", publication, "list"])["out"]
    paths = re.findall(r"\S+\.pdf", listing)
    if not paths:
        sys.exit("the publication lists no documents: nothing to measure")
    load = [run([almanac, "-C", publication, "show"]) for _ in range(runs)]
    one = [run(base + ["--jobs", "1", paths[0]]) for _ in range(runs)]
    alone = [run(base + ["--jobs", "1"]) for _ in range(runs)]
    cores = [run(base) for _ in range(runs)]
    fresh = [run([almanac, "-C", publication, "build", "--quiet"]) for _ in range(runs)]
    trace = [run([almanac, "-C", publication, "trace", "--json"]) for _ in range(runs)]
    explain = [run([almanac, "-C", publication, "explain", paths[0], "2"]) for _ in range(runs)]
    sizes = [os.path.getsize(os.path.join(publication, p)) for p in paths if os.path.exists(os.path.join(publication, p))]
    load_cpu = statistics.median(r["cpu"] for r in load)
    n = len(paths)
    print(f"{n} documents, {runs} runs each; median (least to greatest)")
    row("loading everything, CPU", [r["cpu"] for r in load], "ms", 1000)
    row("one document, new process, CPU", [r["cpu"] for r in one], "ms", 1000)
    row("all documents, CPU a document", [r["cpu"] / n for r in cores], "ms", 1000)
    row("all documents less loading, CPU a document", [(r["cpu"] - load_cpu) / n for r in cores], "ms", 1000)
    row("all documents, one worker", [n / r["wall"] for r in alone], "docs/s")
    row("all documents, all cores", [n / r["wall"] for r in cores], "docs/s")
    row("nothing to do, CPU", [r["cpu"] for r in fresh], "ms", 1000)
    row("trace of all documents, CPU a document", [r["cpu"] / n for r in trace], "ms", 1000)
    row("trace of all documents, peak memory", [r["rss"] for r in trace], "MiB")
    row("explain a number, new process, CPU", [r["cpu"] for r in explain], "ms", 1000)
    row("peak memory of the largest process", [r["rss"] for r in cores], "MiB")
    row("size of a document", sizes, "KiB", 1 / 1024)
    measure_tables(almanac, runs)
    measure_pages(almanac, runs)
    reading.measure(almanac, runs, run, row)
    maps.measure(almanac, publication, runs, run, row)
    charts.measure(almanac, runs, run, row)
    item.measure_counts(almanac, runs, run, row)
    item.measure(almanac, runs)


main()
