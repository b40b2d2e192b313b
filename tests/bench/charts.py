"""Charts a second by kind: the examples of docs/charts.md, each drawn 1 000 times in one process with the data of the
publication, less the time of a process that draws it once. Included by bench.py."""
import os
import re
import statistics
import tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
COPIES = 1000
FRONT = "---\ntitle: Charts\ntheme: templates/country-factsheet/theme.yaml\n---\n"


def examples():
    """One example of each kind that docs/charts.md shows, as its kind and its block."""
    with open(os.path.join(TOP, "docs", "charts.md"), encoding="utf-8") as stream:
        blocks = re.findall(r"(?ms)^::: chart \{#[a-z-]+ kind=([a-z-]+)(.*?)^:::$", stream.read())
    found = {}
    for kind, rest in blocks:
        found.setdefault(kind, rest)
    return found


def cpu(run, almanac, kind, rest, copies, runs):
    with tempfile.NamedTemporaryFile("w", suffix=".md") as template:
        template.write(FRONT + "\n".join(f"::: chart {{#fig-{i} kind={kind}{rest}:::\n" for i in range(copies)))
        template.flush()
        command = [almanac, "-C", TOP, "chart", template.name, "--subject", "BE", "--json"]
        return statistics.median(run(command)["cpu"] for _ in range(runs))


def measure(almanac, runs, run, row):
    for kind, rest in sorted(examples().items()):
        once = cpu(run, almanac, kind, rest, 1, runs)
        rates = [(COPIES - 1) / max(cpu(run, almanac, kind, rest, COPIES, 1) - once, 1e-6) for _ in range(runs)]
        row(f"charts of kind {kind}", rates, "1/s")
